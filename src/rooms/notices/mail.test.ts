// Mail over a real SMTP line: proved addresses, at once and by the morning, a server that is down, slow, refuses, or breaks off.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import test from 'node:test'
import { inHouse, type TestHouse } from '../../../test/house.ts'
import { openPostOffice, type PostOffice } from '../../../test/notices/post-office.ts'
import { type Clock, clockOf, mailBy, noticesOf, workerOf } from '../../../test/notices/steps.ts'
import { acceptIt, handIn, openWindow, returnIt } from '../../../test/reports/steps.ts'
import { record } from '../../access/ask.ts'
import type { Worker } from './worker.ts'

const EARLY = '2026-11-21T06:42:00+07:00'
const NAME = 'Báo cáo công tác dân vận tháng 11/2026'

/** Runs with a post office and a worker that sends by it. */
const withPost = (work: (on: { house: TestHouse; office: PostOffice; clock: Clock; worker: Worker }) => Promise<void>) =>
  inHouse(async house => {
    const office = await openPostOffice()
    const clock = clockOf(house, EARLY)
    const worker = workerOf(house, clock, { mail: mailBy(office) })
    try {
      await work({ house, office, clock, worker })
    } finally {
      await worker.stop()
      await office.close()
    }
  })

const addressOf = (login: string): string => `${login}@xa.example`

/** The person gives an address and proves it, as the pages lead. */
async function prove({ house, office, worker }: { house: TestHouse; office: PostOffice; worker: Worker }, login: string): Promise<void> {
  const who = await house.as(login)
  await worker.round()
  assert.equal((await who.post('/thong-bao/nhan-thu/dia-chi', { address: addressOf(login) })).status, 303)
  await worker.round()
  const code = /là (\d{6})\./u.exec(office.letters.filter(letter => letter.to === addressOf(login)).at(-1)?.text ?? '')?.[1] ?? ''
  const done = await who.post('/thong-bao/nhan-thu/xac-nhan', { code })
  assert.equal(done.status, 303, done.text.slice(0, 3000))
}

const token = (house: TestHouse, login: string, unit: string) =>
  house.doing(login, 'self.tokens', ask => record(ask, { unit: house.unit(unit), act: 'tokens.make', subject: randomUUID() }))
const SECURITY = 'Dân Vận: Một mã truy cập của ông/bà đã được tạo'
const deliveries = (house: TestHouse) =>
  house.inTx(tx => tx.selectFrom('notice_delivery').select(['state', 'attempts', 'answer']).orderBy('made_at').orderBy('id').execute())

test(
  'what is wanted at once comes as a plain letter with a link and no name; who has proved no address gets none',
  withPost(async on => {
    const { house, office, worker } = on
    await prove(on, 'an')
    const binh = await openWindow(house)
    const edition = await handIn(house, 'an', 'KT')
    await handIn(house, 'mydong', 'MD').then(other => returnIt(binh, other))
    await returnIt(binh, edition)
    await worker.round()
    const [, letter, ...more] = office.letters
    assert.deepEqual(more, [])
    assert.equal(letter?.to, 'an@xa.example')
    assert.equal(letter?.subject, `Dân Vận: ${NAME} bị trả lại, 1 ô cần sửa`)
    assert.match(letter?.text ?? '', /^Kính gửi ông\/bà,\n/u)
    assert.match(letter?.text ?? '', new RegExp(`https://danvan.tinh.example/bao-cao/T2026-11/${house.unit('KT')}\n`, 'u'))
    // Neither the reviewer's words nor anyone's name leaves the house.
    assert.doesNotMatch(letter?.text ?? '', /đối thoại|Bình|Lương/u)
    assert.match(letter?.raw ?? '', /^Auto-Submitted: auto-generated/mu)
  }),
)

test(
  'an address that is not proved gets its code and nothing else; wrong codes are counted',
  withPost(async ({ house, office, worker }) => {
    await worker.round()
    const an = await house.as('an')
    assert.match((await an.get('/thong-bao/nhan-thu')).text, /chưa ghi địa chỉ thư/u)
    for (const address of ['an', 'an@xa', 'an@xa.example,binh@xa.example', 'an b@xa.example'])
      assert.equal((await an.post('/thong-bao/nhan-thu/dia-chi', { address })).status, 422, address)
    await an.post('/thong-bao/nhan-thu/dia-chi', { address: 'An@xa.example' })
    await token(house, 'an', 'KT')
    await worker.round()
    assert.deepEqual(
      office.letters.map(letter => letter.subject),
      ['Dân Vận: mã xác nhận địa chỉ thư'],
    )
    const right = /là (\d{6})\./u.exec(office.letters[0]?.text ?? '')?.[1] ?? ''
    const wrong = right === '000000' ? '000001' : '000000'
    for (let n = 0; n < 5; n++) assert.equal((await an.post('/thong-bao/nhan-thu/xac-nhan', { code: wrong })).status, 422)
    // The right one comes too late now.
    assert.match((await an.post('/thong-bao/nhan-thu/xac-nhan', { code: right })).text, /đã gõ sai quá 5 lần/u)
  }),
)

test(
  'the digest is one letter a day after its hour, of what is unread then, by what each person chose',
  withPost(async on => {
    const { house, office, worker, clock } = on
    await prove(on, 'an')
    await prove(on, 'mydong')
    const binh = await openWindow(house)
    const mydong = await house.as('mydong')
    const page = await mydong.get('/thong-bao/nhan-thu')
    const fields = [...page.text.matchAll(/<select[^>]*name="([^"]+)"/gu)].map(found => found[1] ?? '')
    assert.ok(fields.length >= 9)
    assert.equal((await mydong.post('/thong-bao/nhan-thu', Object.fromEntries(fields.map(name => [name, 'none'])))).status, 303)
    const an = await house.as('an')
    await an.post('/thong-bao/nhan-thu', { ...Object.fromEntries(fields.map(name => [name, 'digest'])), reports_accepted: 'digest' })
    const edition = await handIn(house, 'an', 'KT')
    await handIn(house, 'mydong', 'MD')
    await acceptIt(binh, edition)
    await worker.round()
    assert.equal(office.letters.length, 2, 'only the codes before the hour')
    clock.set('2026-11-21T07:05:00+07:00')
    await worker.round()
    await worker.round()
    await workerOf(house, clock, { mail: mailBy(office) }).round()
    const [letter, ...more] = office.letters.slice(2)
    assert.deepEqual(more, [])
    assert.equal(letter?.to, 'an@xa.example')
    assert.equal(letter?.subject, 'Dân Vận: 2 thông báo mới')
    assert.match(letter?.text ?? '', /đã được tiếp nhận[\s\S]*Kỳ mới/u)
    // On the page they stand all the same.
    assert.deepEqual(await noticesOf(house, 'mydong'), [`Kỳ mới: ${NAME}`])
    clock.set('2026-11-22T07:05:00+07:00')
    await worker.round()
    assert.equal(office.letters.length, 3, 'nothing new, no letter')
  }),
)

test(
  'while the mail server is down deeds succeed and mail waits, its attempts not used up; once it is back all of it is sent',
  withPost(async on => {
    const { house, clock } = on
    await prove(on, 'an')
    await on.worker.stop()
    const port = Number(new URL(on.office.url).port)
    await on.office.close()
    const worker = workerOf(house, clock, { mail: mailBy(on.office) })
    for (let n = 0; n < 12; n++) await token(house, 'an', 'KT')
    await worker.round()
    const tried = (await deliveries(house)).filter(one => one.state === 'waiting')
    assert.equal(tried.length, 12)
    assert.ok(tried.filter(one => one.attempts > 0).length <= 4, 'one line down is asked a few times, not for every letter')
    const again = await openPostOffice(port)
    try {
      clock.set('2026-11-21T06:50:00+07:00')
      await worker.round()
      assert.equal(again.letters.length, 12)
      assert.equal(new Set(again.letters.map(letter => letter.id)).size, 12)
      assert.ok((await deliveries(house)).every(one => one.state === 'sent'))
    } finally {
      await worker.stop()
      await again.close()
    }
  }),
)

test(
  'an address refused for good is a dead letter at once, is seen, and is sent again when it is retried',
  withPost(async on => {
    const { house, office, worker, clock } = on
    await prove(on, 'an')
    office.refuses.add('an@xa.example')
    await token(house, 'an', 'KT')
    await worker.round()
    const dead = (await deliveries(house)).find(one => one.state === 'dead')
    assert.equal(dead?.attempts, 1)
    assert.match(dead?.answer ?? '', /550/u)
    const { commanded } = await import('./room.ts')
    const letters = await commanded(house.db).dead()
    assert.deepEqual(
      letters.map(one => [one.way, one.what]),
      [['mail', 'Một mã truy cập của ông/bà đã được tạo']],
    )
    office.refuses.clear()
    assert.equal(await commanded(house.db).retry(letters[0]?.id, clock.now()), 1)
    await worker.round()
    assert.equal(office.letters.at(-1)?.subject, SECURITY)
    assert.deepEqual(await commanded(house.db).dead(), [])
  }),
)

test(
  'a line that breaks after the letter was taken is sent again, under the same id',
  withPost(async on => {
    const { house, office, worker, clock } = on
    await prove(on, 'an')
    office.breaksAfter = 1
    await token(house, 'an', 'KT')
    await worker.round()
    clock.set('2026-11-21T06:44:00+07:00')
    await worker.round()
    const ids = office.letters.filter(letter => letter.subject === SECURITY).map(letter => letter.id)
    assert.equal(ids.length, 2)
    assert.equal(new Set(ids).size, 1)
  }),
)

test(
  'a process killed between sending and marking loses nothing: after the lease another sends it, under the same id',
  withPost(async on => {
    const { house, office, worker, clock } = on
    await prove(on, 'an')
    await token(house, 'an', 'KT')
    // Another process takes the letter; the server is slow to greet it, and it is killed with the letter in its hands.
    office.slowness = 60_000
    const program = join(import.meta.dirname, '../../../test/notices/one-round.ts')
    const child = spawn(process.execPath, ['--import', 'tsx', program], {
      env: { ...process.env, ROUND_DATABASE: house.database.appUrl, ROUND_MAIL: office.url, ROUND_AT: EARLY },
      stdio: 'inherit',
    })
    const isTaken = async (): Promise<boolean> => (await deliveries(house)).some(one => one.state === 'waiting' && one.attempts === 1)
    for (let n = 0; n < 200 && !(await isTaken()); n++) await new Promise(resolve => setTimeout(resolve, 50))
    assert.ok(await isTaken())
    child.kill('SIGKILL')
    await new Promise(resolve => child.once('exit', resolve))
    office.slowness = 0
    await worker.round()
    assert.equal(office.letters.filter(letter => letter.subject === SECURITY).length, 0, 'the lease still holds')
    clock.set('2026-11-21T06:45:00+07:00')
    await worker.round()
    assert.equal(office.letters.filter(letter => letter.subject === SECURITY).length, 1)
    const [notice] = await house.inTx(tx => tx.selectFrom('notice').select('id').where('kind', '=', 'accounts.security').execute())
    assert.ok(notice)
    const { idOf } = await import('./rules.ts')
    assert.equal(office.letters.at(-1)?.id, `<${idOf('mail', notice.id)}@danvan.tinh.example>`)
  }),
)

test(
  'a worker that goes round by itself tells and sends, and stops at once though a server keeps it waiting',
  withPost(async on => {
    const { house, office } = on
    await prove(on, 'an')
    await on.worker.stop()
    const worker = workerOf(house, on.clock, { mail: mailBy(office) })
    worker.start(20)
    await token(house, 'an', 'KT')
    for (let n = 0; n < 200 && office.letters.at(-1)?.subject !== SECURITY; n++) await new Promise(resolve => setTimeout(resolve, 20))
    assert.equal(office.letters.at(-1)?.subject, SECURITY)
    office.slowness = 60_000
    await token(house, 'an', 'KT')
    await new Promise(resolve => setTimeout(resolve, 200))
    const began = performance.now()
    await worker.stop()
    assert.ok(performance.now() - began < 7_000)
  }),
)
