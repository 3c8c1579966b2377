// Builds Tỉnh Mẫu: areas, the lines beside them, the reform of 1 July 2025, and the people with their posts.
import { createHash } from 'node:crypto'
import { addPerson, addPost } from '../access/people.ts'
import { hashPassword } from '../access/sessions.ts'
import { type Day, day } from '../ground/day.ts'
import type { Tx } from '../ground/db.ts'
import { addLaw, addUnits, close, move, type NewUnit, succeed } from '../org/store.ts'
import { DEMO_PASSWORD, DISTRICTS, DIVIDED, LINES, NEW_COMMUNES, OLD_COMMUNES, PEOPLE, PROVINCE } from './names.ts'

const LAW = 'nq-mau-2025'
const START: Day = day('2011-01-01')
export const REFORM: Day = day('2025-07-01')

/** The same id for the same code on every load, so that links and tests may name units. */
export function unitId(code: string): string {
  const hex = createHash('sha256').update(`tỉnh mẫu:${code}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const hamletCode = (commune: string, i: number): string => `${commune}.${String(i + 1).padStart(2, '0')}`
const bodyCode = (line: string, area: string): string => `${line}.${area}`

/** Where a commune's hamlet stands after the reform. */
const hamletNow = (became: readonly string[], name: string): string | undefined => (became.length === 1 ? became[0] : DIVIDED[name])

function areas(): NewUnit[] {
  const area = (more: Omit<NewUnit, 'line' | 'demo' | 'from'> & { from?: Day }): NewUnit => ({
    line: 'area',
    demo: true,
    from: START,
    ...more,
  })
  const province = area({ id: unitId(PROVINCE.code), code: PROVINCE.code, level: 'province', kind: PROVINCE.kind, name: PROVINCE.name })
  const districts = DISTRICTS.map(one =>
    area({ id: unitId(one.code), code: one.code, level: 'district', kind: one.kind, name: one.name, parentId: unitId(PROVINCE.code) }),
  )
  const communes = OLD_COMMUNES.map(one =>
    area({
      id: unitId(one.code),
      code: one.code.replace(/0$/u, ''),
      level: 'commune',
      kind: one.kind,
      name: one.name,
      parentId: unitId(one.district),
    }),
  )
  const hamlets = OLD_COMMUNES.flatMap(one =>
    one.hamlets.map((name, i) => {
      const [kind = 'thôn', ...rest] = /^Tổ dân phố|^Khu phố/u.test(name) ? ['tổ dân phố', name] : name.split(' ')
      const bare = rest.join(' ')
      return area({
        id: unitId(hamletCode(one.code, i)),
        code: hamletCode(one.code, i),
        level: 'hamlet',
        kind,
        name: bare,
        parentId: unitId(one.code),
      })
    }),
  )
  return [province, ...districts, ...communes, ...hamlets]
}

const newCommunes = (): NewUnit[] =>
  NEW_COMMUNES.map(one => ({
    id: unitId(one.code),
    code: one.code,
    line: 'area',
    level: 'commune',
    kind: one.kind,
    name: one.name,
    parentId: unitId(PROVINCE.code),
    from: REFORM,
    lawId: LAW,
    demo: true,
  }))

const bodies = (): NewUnit[] =>
  LINES.flatMap(({ line, code, province, district, commune, kind }) => {
    const body = (area: string, name: string, parent: string | undefined, from: Day): NewUnit => ({
      id: unitId(bodyCode(code, area)),
      code: bodyCode(code, area),
      line,
      level: 'body',
      kind,
      name,
      areaId: unitId(area),
      ...(parent === undefined ? {} : { parentId: unitId(bodyCode(code, parent)) }),
      from,
      demo: true,
      ...(from === REFORM ? { lawId: LAW } : {}),
    })
    return [
      body(PROVINCE.code, province, undefined, START),
      ...DISTRICTS.map(one => body(one.code, `${district} ${one.name}`, PROVINCE.code, START)),
      ...OLD_COMMUNES.map(one => body(one.code, `${commune} ${one.kind} ${one.name}`, one.district, START)),
      ...NEW_COMMUNES.map(one => body(one.code, `${commune} ${one.kind} ${one.name}`, PROVINCE.code, REFORM)),
    ]
  })

const PREFIXES = ['', ...LINES.map(one => `${one.code}.`)]

/** 1 July 2025: communes merge, one is divided, those that stand come directly under the province, and districts cease. */
async function reform(tx: Tx): Promise<void> {
  const merged = OLD_COMMUNES.filter(one => one.became.length > 0)
  // Ended before their successors begin: these take over the codes, and one code means one unit on any day.
  for (const one of [...merged, ...DISTRICTS]) for (const prefix of PREFIXES) await close(tx, unitId(prefix + one.code), REFORM, LAW)
  await addUnits(tx, newCommunes())
  await addUnits(
    tx,
    bodies().filter(one => one.from === REFORM),
  )
  const put = (code: string, under: string): Promise<void> => move(tx, unitId(code), REFORM, unitId(under), LAW)
  for (const one of OLD_COMMUNES) {
    if (one.became.length === 0) for (const prefix of PREFIXES) await put(prefix + one.code, prefix + PROVINCE.code)
    for (const [i, name] of one.hamlets.entries()) {
      const now = hamletNow(one.became, name)
      if (now !== undefined) await put(hamletCode(one.code, i), now)
    }
  }
  await succeed(
    tx,
    merged.flatMap(one =>
      PREFIXES.flatMap(prefix =>
        one.became.map(now => ({
          from: unitId(prefix + one.code),
          to: unitId(prefix + now),
          on: REFORM,
          kind: one.became.length > 1 ? ('split' as const) : ('merged' as const),
          lawId: LAW,
        })),
      ),
    ),
  )
}

async function people(tx: Tx): Promise<void> {
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  for (const one of PEOPLE)
    await addPerson(tx, { id: unitId(`person:${one.login}`), name: one.name, login: one.login, passwordHash, demo: true })
  for (const one of PEOPLE)
    for (const post of one.posts)
      await addPost(tx, {
        personId: unitId(`person:${one.login}`),
        unitId: unitId(post.unit),
        role: post.role,
        title: post.title,
        body: post.body,
        from: day(post.from ?? '2021-01-01'),
        ...(post.until === undefined ? {} : { until: day(post.until) }),
      })
}

/** The whole province with its past and its people; the same on every load. */
export async function buildProvince(tx: Tx): Promise<void> {
  await addLaw(tx, {
    id: LAW,
    title: 'Nghị quyết minh họa về sắp xếp đơn vị hành chính của tỉnh Mẫu (không có thật)',
    issuedOn: day('2025-06-16'),
    effectiveOn: REFORM,
  })
  await addUnits(tx, areas())
  await addUnits(
    tx,
    bodies().filter(one => one.from !== REFORM),
  )
  await reform(tx)
  await people(tx)
}
