// Hooks as administrators keep them and as other systems hear them, on the real house.
import assert from 'node:assert/strict'
import { createHmac, randomUUID } from 'node:crypto'
import test from 'node:test'
import { type Browsing, inHouse, type TestHouse } from '../../../test/house.ts'
import { type Listening, listening } from '../../../test/notices/listening.ts'
import { type Clock, clockOf, workerOf } from '../../../test/notices/steps.ts'
import { acceptIt, handIn, openWindow } from '../../../test/reports/steps.ts'
import { addPerson, addPost } from '../../access/people.ts'
import { hashPassword } from '../../access/sessions.ts'
import { DEMO_PASSWORD } from '../../demo/names.ts'
import { day } from '../../ground/day.ts'

const EARLY = '2026-11-21T06:42:00+07:00'
const PAGE = '/thong-bao/gui-di'

const withSystem = (work: (on: { house: TestHouse; there: Listening; clock: Clock; quan: Browsing }) => Promise<void>) =>
  inHouse(async house => {
    const there = await listening()
    try {
      await work({ house, there, clock: clockOf(house, EARLY), quan: await house.as('quan') })
    } finally {
      await there.close()
    }
  })

async function register(house: TestHouse, who: Browsing, url: string, acts: readonly string[] = ['reports.submit'], unit = 'MAU') {
  const id = randomUUID()
  const answer = await who.post(`${PAGE}/them`, { id, name: 'Trung tâm điều hành', url, unit: house.unit(unit), acts })
  return { id, answer, secret: /<code id="khoa">([^<]+)</u.exec(answer.text)?.[1] ?? '' }
}

const calls = (house: TestHouse) =>
  house.inTx(tx =>
    tx
      .selectFrom('notice_delivery')
      .select(['id', 'state', 'attempts', 'answer'])
      .where('hook_id', 'is not', null)
      .orderBy('made_at')
      .execute(),
  )

test(
  'a system hears of the deeds it listens to, signed, with ids and no names, and only of the units below its own',
  withSystem(async ({ house, there, clock, quan }) => {
    const { id, secret } = await register(house, quan, there.url)
    assert.match(secret, /^dvh_/u)
    const worker = workerOf(house, clock, { privateHooks: true })
    const binh = await openWindow(house)
    clock.set('2026-11-21T06:43:00+07:00')
    const edition = await handIn(house, 'an', 'KT')
    await acceptIt(binh, edition)
    await worker.round()
    assert.equal(there.heard.length, 1, 'the acceptance was not asked for')
    const [heard] = there.heard
    const timestamp = String(heard?.headers['x-danvan-timestamp'])
    const expected = createHmac('sha256', secret).update(`${timestamp}.${heard?.body}`).digest('hex')
    assert.equal(heard?.headers['x-danvan-signature'], `v1=${expected}`)
    const body = JSON.parse(heard?.body ?? '{}')
    assert.deepEqual(body, {
      id: heard?.headers['x-danvan-delivery'],
      deed: 'reports.submit',
      at: '2026-11-20T23:43:00.000Z',
      unit: house.unit('KT'),
      subject: edition,
      href: `/bao-cao/T2026-11/xem/${edition}`,
    })
    assert.match((await quan.get(`${PAGE}/${id}`)).text, /đã nhận[\s\S]*HTTP 200/u)
  }),
)

test(
  'what the other system does not take is tried again later under the same id; meanwhile it is not asked for every deed',
  withSystem(async ({ house, there, clock, quan }) => {
    await register(house, quan, there.url)
    const worker = workerOf(house, clock, { privateHooks: true })
    await openWindow(house)
    for (const [login, code] of [
      ['an', 'KT'],
      ['mydong', 'MD'],
      ['suoilua', 'SL'],
      ['tanuoc', 'TU'],
      ['dongsay', 'DS'],
      ['lamtra', 'LT'],
    ] as const)
      await handIn(house, login, code)
    there.answers.push(...Array.from({ length: 6 }, () => 503))
    await worker.round()
    const first = there.heard.length
    assert.ok(first <= 4, `${first} calls to a system that is down`)
    clock.set('2026-11-21T06:50:00+07:00')
    there.answers.length = 0
    await worker.round()
    assert.ok((await calls(house)).every(one => one.state === 'sent'))
    const ids = there.heard.map(one => String(one.headers['x-danvan-delivery']))
    assert.equal(new Set(ids).size, 6)
    assert.deepEqual(ids.slice(0, first).filter(id => ids.slice(first).includes(id)).length, first)
  }),
)

test(
  'after three days of tries a call is given up and seen; a system inside the house is never called unless a setting allows',
  withSystem(async ({ house, there, clock, quan }) => {
    const { id } = await register(house, quan, there.url)
    const worker = workerOf(house, clock, { privateHooks: true })
    assert.equal((await quan.post(`${PAGE}/${id}/thu`)).status, 303)
    for (let days = 0; days < 4; days++) {
      there.answers.splice(0, 99, 500, 500, 500)
      for (const hour of ['01', '06', '11']) {
        clock.set(`2026-11-${22 + days}T${hour}:00:00+07:00`)
        await worker.round()
      }
    }
    const [dead] = await calls(house)
    assert.equal(dead?.state, 'dead')
    assert.equal(dead?.answer, 'HTTP 500')
    // The session of four days ago is over.
    const again = await house.as('quan')
    assert.match((await again.get(PAGE)).text, /có tin không gửi được/u)
    there.heard.length = 0
    await again.post(`${PAGE}/${id}/thu`)
    await workerOf(house, clock).round()
    assert.equal(there.heard.length, 0)
    assert.deepEqual(
      (await calls(house)).map(one => one.state),
      ['dead', 'dead'],
    )
  }),
)

test(
  'two workers at once send each call once',
  withSystem(async ({ house, there, clock, quan }) => {
    const { id } = await register(house, quan, there.url)
    for (let n = 0; n < 40; n++) await quan.post(`${PAGE}/${id}/thu`).then(answer => assert.ok([303, 429].includes(answer.status)))
    const all = (await calls(house)).length
    const workers = [workerOf(house, clock, { privateHooks: true }), workerOf(house, clock, { privateHooks: true })]
    await Promise.all(workers.map(worker => worker.round()))
    assert.ok(all >= 15)
    assert.equal(there.heard.length, all)
    assert.equal(new Set(there.heard.map(one => one.headers['x-danvan-delivery'])).size, all)
  }),
)

test(
  'another secret signs from now on, a stopped hook hears nothing, and addresses inside the house are refused when they are written',
  withSystem(async ({ house, there, clock, quan }) => {
    const { id, secret } = await register(house, quan, there.url)
    const worker = workerOf(house, clock, { privateHooks: true })
    const turned = /<code id="khoa">([^<]+)</u.exec((await quan.post(`${PAGE}/${id}/doi-khoa`)).text)?.[1] ?? ''
    assert.notEqual(turned, secret)
    await quan.post(`${PAGE}/${id}/thu`)
    await worker.round()
    const [heard] = there.heard
    const signed = (by: string) =>
      `v1=${createHmac('sha256', by).update(`${heard?.headers['x-danvan-timestamp']}.${heard?.body}`).digest('hex')}`
    assert.equal(heard?.headers['x-danvan-signature'], signed(turned))
    await quan.post(`${PAGE}/${id}/thu`)
    await quan.post(`${PAGE}/${id}/dung`)
    await worker.round()
    assert.equal(there.heard.length, 1)
    assert.equal((await quan.post(`${PAGE}/${id}/thu`)).status, 422)
    for (const url of [
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://0x7f.1/',
      'https://a:b@system.example/',
      'ftp://system.example/',
      'x',
    ])
      assert.equal((await register(house, quan, url)).answer.status, 422, url)
    assert.equal(
      (await register(house, quan, there.url, ['accounts.password'])).answer.status,
      422,
      'deeds of accounts never leave the house',
    )
    // The secret is sealed: what lies in the database opens nothing.
    const row = await house.inTx(tx => tx.selectFrom('notice_hook').select('secret').where('id', '=', id).executeTakeFirstOrThrow())
    assert.ok(!Buffer.from(row.secret).includes(Buffer.from(turned)))
  }),
)

test(
  'hooks are kept by the administrator of the unit or of one above it, and by nobody beside',
  withSystem(async ({ house, there, clock, quan }) => {
    const passwordHash = await hashPassword(DEMO_PASSWORD)
    await house.inTx(async tx => {
      for (const code of ['SL', 'MD'] as const) {
        const personId = await addPerson(tx, { name: `Quản trị ${code}`, login: `qt.${code.toLowerCase()}`, passwordHash, demo: true })
        await addPost(tx, { personId, unitId: house.unit(code), role: 'administrator', title: 'quản trị', from: day('2026-01-01') })
      }
    })
    const [sl, md, an] = [await house.as('qt.sl'), await house.as('qt.md'), await house.as('an')]
    const { id, answer } = await register(house, sl, there.url, ['reports.submit'], 'SL')
    assert.equal(answer.status, 200)
    assert.equal((await register(house, sl, there.url, ['reports.submit'], 'MD')).answer.status, 404)
    assert.equal((await quan.get(`${PAGE}/${id}`)).status, 200)
    assert.equal((await md.get(`${PAGE}/${id}`)).status, 404)
    for (const deed of ['thu', 'doi-khoa', 'dung']) assert.equal((await md.post(`${PAGE}/${id}/${deed}`)).status, 404, deed)
    assert.equal((await an.get(PAGE)).status, 403)
    // It hears of its own commune and of no other.
    const worker = workerOf(house, clock, { privateHooks: true })
    await openWindow(house)
    clock.set('2026-11-21T06:43:00+07:00')
    await handIn(house, 'mydong', 'MD')
    const own = await handIn(house, 'suoilua', 'SL')
    await worker.round()
    assert.deepEqual(
      there.heard.map(one => JSON.parse(one.body).subject),
      [own],
    )
  }),
)
