// The description of /api/v1: sound OpenAPI 3.1, complete, and true: every route is asked here and answers as it says.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import type { TSchema } from 'typebox'
import Value from 'typebox/value'
import { ROOMS } from '../../src/house.ts'
import { inHouse, type TestHouse } from '../house.ts'
import { CODE, openWindow, publishIt } from '../reports/steps.ts'
import { type Answered, FILLED_BODY, type Program, programOf, programWith } from './program.ts'

type Json = { [key: string]: unknown }
interface Operation {
  operationId: string
  summary: string
  tags: string[]
  parameters: { name: string; in: string; required: boolean; schema: Json }[]
  requestBody?: { content: { 'application/json': { schema: Json; example?: Json } } }
  responses: Record<string, Json>
}
interface Description {
  openapi: string
  info: { title: string; version: string }
  servers: { url: string }[]
  security: Json[]
  tags: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Json>; responses: Record<string, Json>; securitySchemes: Record<string, Json> }
}

async function descriptionOf(house: TestHouse): Promise<Description> {
  const answer = await programWith(house, '').get('/openapi.json')
  assert.equal(answer.status, 200)
  return answer.json
}

const operations = (of: Description): [string, string, Operation][] =>
  Object.entries(of.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]): [string, string, Operation] => [method.toUpperCase(), path, one]),
  )

/** Every schema within a value, with where it stands. */
function walk(value: unknown, at: string, see: (schema: Json, at: string) => void): void {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) see(value as Json, at)
  for (const [key, one] of Object.entries(value)) if (key !== 'example') walk(one, `${at}/${key}`, see)
}

/** Nothing beyond what is described passes: a field that the description forgets is found. */
function strict(schema: unknown): TSchema {
  const made = structuredClone(schema) as Json
  walk(made, '', one => {
    if (one['type'] === 'object' && 'properties' in one && !('additionalProperties' in one)) one['additionalProperties'] = false
  })
  return made as unknown as TSchema
}

const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'])

test(
  'it is OpenAPI 3.1: ids told apart, parameters of the path declared, every reference leads somewhere, every schema is one',
  inHouse(async house => {
    const description = await descriptionOf(house)
    assert.match(description.openapi, /^3\.1\.\d+$/u)
    assert.deepEqual(description.servers, [{ url: '/api/v1' }])
    assert.deepEqual(Object.keys(description.security[0] ?? {}), Object.keys(description.components.securitySchemes))
    assert.deepEqual(description.components.securitySchemes['token']?.['scheme'], 'bearer')
    const all = operations(description)
    assert.equal(new Set(all.map(([, , one]) => one.operationId)).size, all.length)
    for (const [method, path, one] of all) {
      const inPath = [...path.matchAll(/\{(\w+)\}/gu)].map(found => found[1]).sort()
      assert.deepEqual(
        one.parameters
          .filter(each => each.in === 'path')
          .map(each => (each.required ? each.name : ''))
          .sort(),
        inPath,
        `${method} ${path}`,
      )
      assert.equal(new Set(one.parameters.map(each => each.name)).size, one.parameters.length)
      assert.ok(one.summary.length > 10)
      assert.ok(one.tags.every(tag => description.tags.some(each => each.name === tag)))
      for (const status of ['200', '400', '401', '403', '404', '429']) assert.ok(status in one.responses, `${method} ${path} ${status}`)
      assert.equal(method === 'GET', one.requestBody === undefined, path)
      if (method !== 'GET') for (const status of ['409', '413', '422']) assert.ok(status in one.responses)
    }
    walk(description, '#', (schema, at) => {
      if (typeof schema['$ref'] === 'string') {
        const found = schema['$ref']
          .split('/')
          .slice(1)
          .reduce<unknown>((on, key) => (on as Json)[key], description)
        assert.ok(found, `${at} leads nowhere`)
      }
      if (/\/(schema|items|anyOf\/\d+)$|\/properties\/\w+$/u.test(at) && !('$ref' in schema) && !('anyOf' in schema))
        assert.ok(
          [schema['type']].flat().every(type => TYPES.has(String(type))),
          `${at} has no type`,
        )
      assert.ok(!('kind' in schema) || typeof schema['kind'] !== 'string', `${at} shows a mark of our forms`)
    })
  }),
)

test(
  'every route of every room is in it, and nothing else',
  inHouse(async house => {
    const described = operations(await descriptionOf(house)).map(([method, path]) => `${method} ${path}`)
    const served = ROOMS.flatMap(room => room.api ?? []).map(one => one.at)
    assert.deepEqual(described.sort(), [...served].sort())
    assert.ok(served.length >= 46, `${served.length} routes`)
  }),
)

interface Made {
  readonly commune: Program
  readonly province: Program
  readonly unit: string
  readonly edition: string
  readonly publication: string
  readonly model: string
  /** Of another commune, handed in and waiting. */
  readonly other: string
  readonly waiting: string
  readonly top: string
  readonly second: Program
  readonly third: Program
  readonly thirdUnit: string
  readonly head: Program
  readonly fourth: Program
  readonly fourthUnit: string
}

const terms = (of: Made, what: string): string => `/windows/${CODE}/reports/${of.fourthUnit}/terms${what}`
const back = (of: Made, what: string): string => `/windows/${CODE}/reports/${of.other}/editions/${of.waiting}/${what}`
/** The next version of the model that every deed moves on. */
const deed = async (of: Made, example: Json): Promise<Json> => ({
  ...example,
  id: randomUUID(),
  version: (await of.commune.get(`/models/${of.model}`)).json.version,
})

/** One asking of every route, by its id; the writes send the example of the description, with the ids of this house. */
/** The id in the example of presenting. */
const PRESENTED = '3a7c2b1d-9e8f-4d6a-b5c4-0f1e2d3c4b5a'

const ASKINGS: Readonly<Record<string, (of: Made, example: Json) => Promise<Answered>>> = {
  'units.list': of => of.commune.get('/units?day=2025-06-30&line=area&level=commune&limit=3'),
  'units.life': of => of.commune.get(`/units/${of.unit}`),
  'models.list': of => of.commune.get('/models?stage=registered&year=2026'),
  'models.one': of => of.commune.get(`/models/${of.model}`),
  'models.register': (of, example) => of.commune.post('/models', { ...example, id: of.model, unit: of.unit }),
  'models.mend': (of, example) => of.commune.put(`/models/${of.model}`, example),
  'models.registerAt': async (of, example) =>
    of.commune.post(`/models/${of.model}/registrations`, { ...(await deed(of, example)), body: of.top }),
  'models.appraise': async (of, example) => of.province.post(`/models/${of.model}/appraisals`, await deed(of, example)),
  'models.refuse': async (of, example) => of.head.post(`/models/${of.model}/refusals`, { ...(await deed(of, example)), seat: of.top }),
  'models.recognise': async (of, example) => {
    await of.province.post(`/models/${of.model}/appraisals`, await deed(of, { on: '2026-11-21' }))
    return of.head.post(`/models/${of.model}/recognitions`, { ...(await deed(of, example)), on: '2026-11-21', seat: of.top })
  },
  'models.praise': async (of, example) =>
    of.head.post(`/models/${of.model}/praises`, { ...(await deed(of, example)), on: '2026-11-21', seat: of.top }),
  'models.withdraw': async (of, example) =>
    of.head.post(`/models/${of.model}/withdrawals`, { ...(await deed(of, example)), on: '2026-11-21', seat: of.top }),
  'models.confirm': (of, example) =>
    of.commune.post('/models/confirmations', { ...example, on: '2026-11-21', answers: { [of.model]: 'effective' } }),
  'models.stop': async (of, example) => of.commune.post(`/models/${of.model}/stop`, { ...(await deed(of, example)), on: '2026-11-21' }),
  'regimes.list': of => of.province.get('/regimes'),
  'windows.plan': (of, example) => of.province.post('/windows/plan', example),
  'windows.open': (of, example) => of.province.post('/windows', example),
  'reports.return': (of, example) => of.province.post(back(of, 'return'), example),
  'reports.accept': async (of, example) => {
    const again = { id: randomUUID(), after: 1, ...FILLED_BODY, values: { ...FILLED_BODY.values, DT01: 2 } }
    const sent = await of.second.post(`/windows/${CODE}/reports/${of.other}/editions`, again)
    return of.province.post(back({ ...of, waiting: sent.json.id }, 'accept'), { ...example, id: randomUUID() })
  },
  'reports.acceptSeveral': async (of, example) => {
    const unit = of.thirdUnit
    const sent = await of.third.post(`/windows/${CODE}/reports/${unit}/editions`, { id: randomUUID(), after: 0, ...FILLED_BODY })
    return of.province.post(`/windows/${CODE}/accept`, { ...example, receiver: of.top, editions: { [unit]: sent.json.id } })
  },
  'figures.list': of => of.province.get(`/windows/${CODE}/figures?indicator=TD02&limit=3`),
  'totals.now': of => of.province.get(`/windows/${CODE}/totals`),
  'totals.sendUp': (of, example) => of.province.post(`/windows/${CODE}/totals/editions`, { ...example, receiver: of.top }),
  'signing.signers': of => of.province.get(`/units/${of.top}/signers`),
  'signing.present': async (of, example) => {
    const [signer, totals] = [await of.province.get(`/units/${of.top}/signers`), await of.province.get(`/windows/${CODE}/totals`)]
    const named = { receiver: of.top, signer: signer.json.items[0]?.signer, seen: totals.json.seen }
    return of.province.post(`/windows/${CODE}/totals/presented`, { ...example, ...named })
  },
  'signing.withdraw': (of, example) => of.province.post(`/presented/${PRESENTED}/withdraw`, example),
  'windows.list': of => of.province.get('/windows'),
  'reports.list': of => of.province.get(`/windows/${CODE}/reports`),
  'reports.owed': of => of.commune.get(`/units/${of.unit}/reports?since=2026-01-01`),
  'reports.sheet': of => of.commune.get(`/windows/${CODE}/reports/${of.unit}`),
  'reports.edition': of => of.commune.get(`/windows/${CODE}/reports/${of.unit}/editions/${of.edition}`),
  'figures.records': of => of.commune.get(`/windows/${CODE}/reports/${of.unit}/figures/DVK01?edition=1`),
  'publications.list': of => of.commune.get('/publications'),
  'publications.one': of => of.commune.get(`/publications/${of.publication}`),
  'figures.lineage': of => of.province.get(`/publications/${of.publication}/figures/TD02`),
  'reports.save': (of, example) => of.commune.put(`/windows/${CODE}/reports/${of.unit}/draft`, example),
  'reports.saveSome': (of, example) => of.commune.patch(`/windows/${CODE}/reports/${of.unit}/draft`, example),
  'reports.submit': (of, example) => of.commune.post(`/windows/${CODE}/reports/${of.unit}/editions`, example),
  'terms.one': of => of.fourth.get(terms(of, '')),
  'terms.ask': (of, example) => of.fourth.post(terms(of, '/ask'), example),
  'terms.withdraw': (of, example) => of.fourth.post(terms(of, '/withdraw'), example),
  'terms.refuse': async (of, example) => {
    await of.fourth.post(terms(of, '/ask'), { seen: 2, until: '2026-11-28', say: 'Mất điện.' })
    return of.province.post(terms(of, '/refuse'), { ...example, seen: 3 })
  },
  'terms.extend': (of, example) => of.province.post(terms(of, '/extend'), { ...example, seen: 4, say: 'Bão.' }),
  'terms.extendSeveral': (of, example) =>
    of.province.post(`/windows/${CODE}/terms/extend`, { ...example, receiver: of.top, units: { [of.fourthUnit]: 5 }, until: '2026-11-27' }),
  'terms.waiveSeveral': (of, example) =>
    of.province.post(`/windows/${CODE}/terms/waive`, { ...example, receiver: of.top, units: { [of.fourthUnit]: 6 } }),
  'terms.endWaiver': (of, example) => of.province.post(terms(of, '/end-waiver'), { ...example, seen: 7 }),
}

const FIRST = ['models.register', 'reports.save', 'reports.saveSome']
/** The sheet's example is a beginning, and the top of the tree sends nothing up: refused by name, in the shape of a refusal. */
const REFUSED = ['reports.submit', 'totals.sendUp']

test(
  'every route, asked with its own example, answers as described, and a refusal does too',
  inHouse(async house => {
    const description = await descriptionOf(house)
    const binh = await openWindow(house)
    const [commune, province] = [await programOf(house, 'an'), await programOf(house, 'binh')]
    const unit = house.unit('KT')
    const [second, third, head] = [await programOf(house, 'dung'), await programOf(house, 'bensen'), await programOf(house, 'chi')]
    const others = {
      top: house.unit('MAU'),
      other: house.unit('HL'),
      thirdUnit: house.unit('BS'),
      waiting: randomUUID(),
      second,
      third,
      head,
      fourth: await programOf(house, 'lamtra'),
      fourthUnit: house.unit('LT'),
    }
    const made: { -readonly [K in keyof Made]: Made[K] } = {
      ...{ commune, province, unit, edition: '', publication: '', model: randomUUID() },
      ...others,
    }
    const all = new Map(operations(description).map(([method, path, one]) => [one.operationId, { method, path, one }]))
    assert.deepEqual([...all.keys()].sort(), Object.keys(ASKINGS).sort())
    const check = async (id: string): Promise<void> => {
      const { one } = all.get(id) ?? assert.fail(id)
      const content = one.requestBody?.content['application/json']
      if (content) {
        assert.ok(content.example, `${id} has no example`)
        assert.deepEqual([...Value.Errors(strict(content.schema), content.example)], [], `${id}: the example is not what it asks for`)
      }
      const answer = await (ASKINGS[id] ?? assert.fail(id))(made, content?.example ?? {})
      const schema =
        answer.status === 200
          ? (one.responses['200'] as { content: { 'application/json': { schema: Json } } }).content['application/json'].schema
          : description.components.schemas['Fault']
      assert.equal(answer.status, REFUSED.includes(id) ? 422 : 200, `${id}: ${JSON.stringify(answer.json).slice(0, 600)}`)
      assert.deepEqual([...Value.Errors(strict(schema), answer.json)], [], `${id}: ${JSON.stringify(answer.json).slice(0, 600)}`)
    }
    for (const id of FIRST) await check(id)
    await check('reports.submit')
    made.edition = randomUUID()
    const here = `/windows/${CODE}/reports/${unit}`
    assert.equal((await commune.post(`${here}/editions`, { id: made.edition, after: 0, ...FILLED_BODY })).status, 200)
    await binh.post(`/bao-cao/${CODE}/xem/${made.edition}/tiep-nhan`, { id: randomUUID(), seen: '0' })
    await publishIt(house, binh)
    const waits = { id: made.waiting, after: 0, ...FILLED_BODY }
    assert.equal((await second.post(`/windows/${CODE}/reports/${made.other}/editions`, waits)).status, 200)
    made.publication = (await commune.get('/publications')).json.items[0]?.id ?? assert.fail('nothing was published')
    // In the order written above: a model is appraised before it is recognised.
    for (const id of Object.keys(ASKINGS)) if (!FIRST.includes(id) && id !== 'reports.submit') await check(id)
    const { figure, contributions } = (await province.get(`/publications/${made.publication}/figures/TD02`)).json
    assert.equal(
      contributions.reduce((sum: number, one: { value: number }) => sum + one.value, 0),
      figure.value,
    )
    assert.equal((await province.get('/units/khong-phai-ma')).status, 404)
    for (const answer of [await programWith(house, '').get('/units'), await commune.get('/units?x=1'), await commune.get('/khong-co')])
      assert.deepEqual([...Value.Errors(strict(description.components.schemas['Fault']), answer.json)], [])
  }),
)
