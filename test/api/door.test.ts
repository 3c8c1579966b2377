// The door of /api/v1, tried by programs and by those who wish it ill.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { sql } from 'kysely'
import { addPerson, addPost, endPost, personByLogin } from '../../src/access/people.ts'
import { hashPassword } from '../../src/access/sessions.ts'
import { tokenByCommand } from '../../src/access/token-by-command.ts'
import { DEMO_PASSWORD } from '../../src/demo/names.ts'
import { addDays, day } from '../../src/ground/day.ts'
import { ASKED_A_MINUTE, WRONG_A_MINUTE } from '../../src/web/api-door.ts'
import { cookieName } from '../../src/web/cookie.ts'
import { Someone, setUp } from '../access/someone.ts'
import { inHouse, MORNING, type TestHouse } from '../house.ts'
import { CODE, openWindow, sheetOf } from '../reports/steps.ts'
import { FILLED_BODY, programOf, programWith, tokenOf } from './program.ts'

const ROLES = ['officer', 'head', 'inspector', 'administrator'] as const

test(
  'without a token, with a wrong one or with the cookie of a session nothing is answered',
  inHouse(async house => {
    const an = await house.as('an')
    const nobody = programWith(house, '')
    const cookie = { cookie: `${cookieName}=${an.token}` }
    const inQuery = `/units?access_token=${await tokenOf(house, 'an')}`
    const answers = [
      await nobody.get('/units'),
      await nobody.get(inQuery),
      await nobody.send('GET', '/units', undefined, cookie),
      await nobody.send('POST', '/models', '{}', cookie),
      await nobody.send('GET', '/units', undefined, { authorization: `Bearer ${an.token}` }),
      await nobody.send('GET', '/units', undefined, { authorization: `Basic ${Buffer.from(`an:${DEMO_PASSWORD}`).toString('base64')}` }),
      await programWith(house, `dv1_${'A'.repeat(43)}`).get('/units'),
    ]
    for (const { status, json, headers } of answers) {
      assert.deepEqual([status, json.code, headers['www-authenticate']], [401, 'api.token', 'Bearer'])
      assert.match(json.say, /Mã truy cập/u)
    }
    assert.equal((await programWith(house, await tokenOf(house, 'an')).send('GET', '/units', undefined, cookie)).status, 200)
  }),
)

test(
  'the token is kept as its SHA-256, and opens no page',
  inHouse(async house => {
    const token = await tokenOf(house, 'an')
    const kept = await house.db.selectFrom('account_token').selectAll().execute()
    assert.equal(kept.length, 1)
    assert.ok(!JSON.stringify(kept).includes(token.slice(4)))
    const page = await house.app.inject({ url: '/kheo', headers: { authorization: `Bearer ${token}` } })
    assert.equal(page.statusCode, 401)
  }),
)

test(
  'a token that was revoked, that expired or whose account was closed opens nothing, from that instant',
  inHouse(async house => {
    const revoked = await programOf(house, 'an')
    assert.equal((await revoked.get('/units')).status, 200)
    const { id } = await house.db.selectFrom('account_token').select('id').executeTakeFirstOrThrow()
    const an = await house.as('an')
    assert.equal((await (await house.as('dung')).post('/tai-khoan/ma-truy-cap/thu-hoi', { id })).status, 404, 'it is not theirs')
    assert.equal((await revoked.get('/units')).status, 200)
    assert.equal((await an.post('/tai-khoan/ma-truy-cap/thu-hoi', { id })).status, 303)
    assert.equal((await revoked.get('/units')).status, 401)
    const closed = await programOf(house, 'dung')
    await sql`update account set closed_on = ${house.today()}::date where login = 'dung'`.execute(house.db)
    assert.equal((await closed.get('/units')).status, 401)
    const brief = await programOf(house, 'binh', { days: '1' })
    house.setClock('2026-11-22T09:41:59+07:00')
    assert.equal((await brief.get('/units')).status, 200)
    house.setClock('2026-11-22T09:42:00+07:00')
    assert.equal((await brief.get('/units')).status, 401)
  }),
)

test(
  'a post that ended yesterday gives a token nothing today, and an account without a post gets no token',
  inHouse(async house => {
    const program = await programOf(house, 'an')
    assert.equal((await program.get('/models')).status, 200)
    await house.inTx(async tx => {
      const person = await personByLogin(tx, 'an', house.today())
      for (const post of person?.posts ?? []) await endPost(tx, post.id, addDays(house.today(), -1))
    })
    const after = await program.get('/models')
    assert.deepEqual([after.status, after.json.code], [403, 'post.none'])
    const an = await house.as('an')
    assert.equal((await an.get('/tai-khoan/ma-truy-cap')).status, 403)
    const to = { appUrl: house.database.appUrl, dataDir: '.data' }
    const of = { login: 'an', name: 'thử', scope: 'read', days: 30, at: new Date('2026-11-21T03:00:00Z') } as const
    await assert.rejects(tokenByCommand(to, of), { code: 'token.no-post' })
    assert.equal((await house.db.selectFrom('account_token').select('id').execute()).length, 1)
    const { made } = await tokenByCommand(to, { ...of, login: 'dung' })
    const commanded = programWith(house, made.token)
    assert.equal((await commanded.get('/models')).status, 200)
    assert.equal((await commanded.post('/models', {})).json.code, 'api.scope')
    const log = await house.db.selectFrom('act_log').select('act').where('subject', '=', made.id).execute()
    assert.deepEqual(log, [{ act: 'tokens.make-by-command' }])
  }),
)

test(
  'a token to look with does nothing',
  inHouse(async house => {
    await openWindow(house)
    const program = await programOf(house, 'an', { scope: 'read' })
    const here = `/windows/${CODE}/reports/${house.unit('KT')}`
    assert.equal((await program.get(here)).status, 200)
    for (const answer of [
      await program.put(`${here}/draft`, { after: 0, version: 0 }),
      await program.patch(`${here}/draft`, { after: 0, values: { TD01: 2 } }),
      await program.post(`${here}/terms/ask`, { seen: 0, until: '2026-11-28', say: 'bão' }),
      await program.post(`${here}/editions`, { id: randomUUID(), after: 0, ...FILLED_BODY }),
      await program.post('/models', {}),
    ])
      assert.deepEqual([answer.status, answer.json.code], [403, 'api.scope'])
    assert.equal((await house.db.selectFrom('report_draft').selectAll().execute()).length, 0)
  }),
)

test(
  'a role that must have a second factor is asked for it by a token as by a session',
  inHouse(async house => {
    const password = await hashPassword(DEMO_PASSWORD)
    await house.inTx(async tx => {
      const personId = await addPerson(tx, { name: 'Quản Trị Thật', login: 'that', passwordHash: password })
      await addPost(tx, { personId, unitId: house.unit('MAU'), role: 'officer', title: 'chuyên viên', from: day('2026-01-01') })
    })
    const program = await programOf(house, 'that')
    assert.equal((await program.get('/models')).status, 200)
    await sql`update account_rule set totp = true where role = 'officer'`.execute(house.db)
    const owed = await program.get('/models')
    assert.deepEqual([owed.status, owed.json.code], [403, 'totp.owed'])
    const to = { appUrl: house.database.appUrl, dataDir: '.data' }
    const at = new Date('2026-11-21T03:00:00Z')
    await assert.rejects(tokenByCommand(to, { login: 'that', name: 'thử', scope: 'read', days: 30, at }), { code: 'token.totp' })
  }),
)

test(
  'making a token asks for the password again, and changing the password ends every token',
  inHouse(async house => {
    const an = await house.as('an')
    const asked = { name: 'thử', scope: 'read', days: '30' }
    const wrong = await an.post('/tai-khoan/ma-truy-cap', { ...asked, password: 'không phải' })
    assert.equal(wrong.status, 422)
    assert.doesNotMatch(wrong.text, /dv1_|không phải"/u)
    assert.equal((await an.post('/tai-khoan/ma-truy-cap', { ...asked, days: '366', password: DEMO_PASSWORD })).status, 400)
    const program = await programOf(house, 'an')
    const changed = 'con trâu đi trước cái cày'
    await an.post('/tai-khoan/mat-khau', { current: DEMO_PASSWORD, password: changed, repeat: changed })
    assert.equal((await program.get('/units')).status, 401)
    const commanded = await programOf(house, 'dung')
    await (await house.as('quan')).post(`/can-bo/${house.unit('person:dung')}/ket-thuc-phien`)
    assert.equal((await commanded.get('/units')).status, 401, 'an administrator shuts programs out with the sessions')
  }),
)

test(
  'an account with a second factor makes a token with a code, and a wrong code is counted',
  inHouse(async house => {
    const an = new Someone(house)
    await an.signIn('an')
    const { codes } = await setUp(an, MORNING)
    const asked = { name: 'thử', scope: 'read', days: '30', password: DEMO_PASSWORD }
    for (const code of [undefined, '000000']) {
      const refused = await an.post('/tai-khoan/ma-truy-cap', code === undefined ? asked : { ...asked, code })
      assert.equal(refused.status, 422)
      assert.match(refused.text, /Mã: không đúng/u)
    }
    const { wrong } = await house.db.selectFrom('account_totp').select('wrong').executeTakeFirstOrThrow()
    assert.equal(wrong, 2)
    const made = await an.post('/tai-khoan/ma-truy-cap', { ...asked, code: codes[0] ?? '' })
    assert.match(made.text, /<code id="ma">dv1_/u)
    assert.equal((await house.db.selectFrom('account_token').select('id').execute()).length, 1)
  }),
)

test(
  'rights are those of the pages, for each role on its own things, those below and those elsewhere',
  inHouse(async house => {
    const { ROOMS } = await import('../../src/house.ts')
    await house.inTx(async (_tx, world) => {
      for (const room of ROOMS) await room.demo?.(world)
    })
    await everyone(house)
    const model = async (code: string) =>
      (
        await house.db
          .selectFrom('kheo_model')
          .select('id')
          .where('unit_id', '=', house.unit(code))
          .orderBy('registered_on', 'desc')
          .executeTakeFirstOrThrow()
      ).id
    const unlike: string[] = []
    for (const code of ['SL', 'MAU'] as const)
      for (const role of ROLES) {
        const login = `${code.toLowerCase()}-${role}`
        const who = await house.as(login)
        const program = await programOf(house, login)
        for (const thing of ['SL', 'MD'] as const) {
          const [unit, id] = [house.unit(thing), await model(thing)]
          const here = `/windows/${CODE}/reports/${unit}`
          const asked = { kind: 'collective', field: 'KINH_TE', unit }
          const both = {
            unit: [await who.get(`/don-vi/${unit}`), await program.get(`/units/${unit}`)],
            model: [await who.get(`/kheo/${id}`), await program.get(`/models/${id}`)],
            sheet: [await who.get(sheetOf(house, thing)), await program.get(here)],
            save: [
              await who.post(`${sheetOf(house, thing)}/luu`, { after: '0', version: '0', page: randomUUID() }),
              await program.put(`${here}/draft`, { after: 0, version: 0 }),
            ],
            saveSome: [
              await who.post(`${sheetOf(house, thing)}/nhap`, { after: '0', version: '0', page: randomUUID(), goc: 'g1' }),
              await program.patch(`${here}/draft`, { after: 0 }),
            ],
            ask: [
              await who.post(`${sheetOf(house, thing)}/gia-han`, { seen: '0', den: '30/11/2026', 'ly-do': 'bão' }),
              await program.post(`${here}/terms/ask`, { seen: 0, until: '2026-11-30', say: 'bão' }),
            ],
            give: [
              await who.post(`${sheetOf(house, thing)}/gia-han/tra-loi`, { seen: '0', y: 'co', den: '30/11/2026', 'ly-do': 'bão' }),
              await program.post(`${here}/terms/extend`, { seen: 0, until: '2026-11-30', say: 'bão' }),
            ],
            endWaiver: [
              await who.post(`${sheetOf(house, thing)}/mien/het`, { seen: '0', 'ly-do': 'hết' }),
              await program.post(`${here}/terms/end-waiver`, { seen: 0, say: 'hết' }),
            ],
            submit: [
              await who.post(`${sheetOf(house, thing)}/nop`, { after: '0', id: randomUUID() }),
              await program.post(`${here}/editions`, { after: 0, id: randomUUID() }),
            ],
            register: [
              await who.post('/kheo/dang-ky', { ...asked, id: randomUUID(), title: 'Thử', on: '01/01/2027' }),
              await program.post('/models', { ...asked, id: randomUUID(), title: 'Thử', registeredOn: '2027-01-01' }),
            ],
          } as const
          for (const [deed, [page, api]] of Object.entries(both))
            if (done(page.status) !== done(api.status)) unlike.push(`${login} ${deed} ${thing}: page ${page.status}, api ${api.status}`)
        }
      }
    assert.deepEqual(unlike, [])
  }),
)

/** Done and refused by a rule are both a right; no right and out of reach are not. */
const done = (status: number): string => ([200, 303, 409, 422].includes(status) ? 'may' : String(status))

async function everyone(house: TestHouse): Promise<void> {
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  await house.inTx(async tx => {
    for (const code of ['SL', 'MAU'] as const)
      for (const role of ROLES) {
        const personId = await addPerson(tx, { name: `Người ${role}`, login: `${code.toLowerCase()}-${role}`, passwordHash, demo: true })
        await addPost(tx, { personId, unitId: house.unit(code), role, title: role, from: day('2026-01-01') })
      }
  })
}

test(
  'what is no JSON, no object, of another kind, unknown or too large is refused with its name, and nothing is written',
  inHouse(async house => {
    await openWindow(house)
    const program = await programOf(house, 'an')
    const draft = `/windows/${CODE}/reports/${house.unit('KT')}/draft`
    const put = async (payload: string, headers = {}) => {
      const { status, json } = await program.send('PUT', draft, payload, headers)
      return [status, json.code, json.fields.map((one: { field: string }) => one.field).join(' ')]
    }
    assert.deepEqual(await put('{"after": 0,'), [400, 'api.json', ''])
    assert.deepEqual(await put(''), [400, 'api.json', ''])
    assert.deepEqual(await put('[]'), [400, 'api.body', ''])
    assert.deepEqual(await put('null'), [400, 'api.body', ''])
    assert.deepEqual(await put('{"__proto__": {"after": 0}}'), [400, 'api.json', ''])
    assert.deepEqual(await put('after=0&version=0', { 'content-type': 'application/x-www-form-urlencoded' }), [400, 'api.not-json', ''])
    assert.deepEqual(await put('{"after":0,"version":0}', { 'content-type': 'text/plain' }), [400, 'api.not-json', ''])
    assert.deepEqual(await put('{}'), [400, 'input.invalid', 'after version'])
    assert.deepEqual(await put('{"after":"0","version":-1}'), [400, 'input.invalid', 'after'])
    assert.deepEqual(await put('{"after":0,"version":-1}'), [400, 'input.invalid', 'version'])
    assert.deepEqual(await put('{"after":0,"version":0,"value":{"TD01":1}}'), [400, 'input.invalid', 'value'])
    assert.deepEqual(await put('{"after":0,"version":0,"unit":"x"}'), [400, 'api.twice', 'unit'])
    assert.deepEqual(await put('{"after":0,"version":0,"values":[1]}'), [400, 'input.invalid', 'values'])
    assert.deepEqual(await put('{"after":0,"version":0,"values":{"TD01":{}}}'), [400, 'input.invalid', 'values'])
    assert.deepEqual(await put(JSON.stringify({ after: 0, version: 0, values: { TD01: '1'.repeat(41) } })), [
      400,
      'input.invalid',
      'values.TD01',
    ])
    assert.deepEqual(await put(JSON.stringify({ after: 0, version: 0, sections: { 1: 'a'.repeat(1_100_000) } })), [
      413,
      'request.too-large',
      '',
    ])
    assert.equal((await house.db.selectFrom('report_draft').selectAll().execute()).length, 0)
    assert.deepEqual(
      [(await program.get('/units?tim=x')).json.fields[0].field, (await program.get('/units?limit=201')).json.fields[0].field],
      ['tim', 'limit'],
    )
    for (const path of ['/units/khong-phai-ma', `/units/${randomUUID()}`, '/khong-co', `/windows/T1999-01/reports/${house.unit('KT')}`])
      assert.equal((await program.get(path)).status, 404, path)
    assert.equal((await program.post('/units', {})).json.code, 'api.missing')
  }),
)

test(
  'a token that asks without end waits, and no other with it; so does an address that tries tokens',
  inHouse(async house => {
    const [an, dung] = [await programOf(house, 'an'), await programOf(house, 'dung')]
    assert.equal((await an.get('/publications')).status, 200)
    for (let i = 0; i < ASKED_A_MINUTE; i++) assert.equal((await an.get('/publications')).status, 200)
    const over = await an.get('/publications')
    assert.deepEqual([over.status, over.json.code, over.headers['retry-after']], [429, 'api.too-many', '60'])
    assert.equal((await dung.get('/publications')).status, 200)
    house.setClock('2026-11-21T09:43:00+07:00')
    assert.equal((await an.get('/publications')).status, 200)
    const tries: number[] = []
    for (let i = 0; i <= WRONG_A_MINUTE; i++)
      tries.push((await programWith(house, `dv1_${String(i).padStart(43, 'A')}`).get('/units')).status)
    assert.deepEqual([tries.filter(one => one === 401).length, tries.at(-1)], [WRONG_A_MINUTE, 429])
    assert.equal((await dung.get('/publications')).status, 200, 'a program that is known goes on')
  }),
)
