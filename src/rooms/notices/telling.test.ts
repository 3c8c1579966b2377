// From deeds to notices, on the real house: who is told, once, whatever commits late or goes wrong.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { inHouse } from '../../../test/house.ts'
import { clockOf, noticesOf, workerOf } from '../../../test/notices/steps.ts'
import {
  acceptIt,
  CODE,
  FILLED,
  handIn,
  OFFICERS,
  openWindow,
  presentIt,
  publishIt,
  returnIt,
  sheetOf,
} from '../../../test/reports/steps.ts'
import { record } from '../../access/ask.ts'
import { addPost, endPost } from '../../access/people.ts'
import { addDays, day } from '../../ground/day.ts'
import { sql } from '../../ground/db.ts'

// Before the hour of reminders.
const MORNING = '2026-11-21T06:42:00+07:00'
const NAME = 'Báo cáo công tác dân vận tháng 11/2026'

test(
  'a quarter of an hour of a report: opened, handed in, returned, accepted, published, each told to the one whose turn it is',
  inHouse(async house => {
    const clock = clockOf(house, MORNING)
    const worker = workerOf(house, clock)
    const binh = await openWindow(house)
    await worker.round()
    clock.set('2026-11-21T06:43:00+07:00')
    assert.deepEqual(await noticesOf(house, 'an'), [`Kỳ mới: ${NAME}`])
    // Who did it knows it; who has no part in it is not told.
    assert.deepEqual(await noticesOf(house, 'binh'), [])
    assert.deepEqual(await noticesOf(house, 'quan'), [])
    const first = await handIn(house, 'an', 'KT', { ...FILLED, 'o-DT01': '12' })
    await worker.round()
    assert.deepEqual(await noticesOf(house, 'binh'), [`Xã Khe Trầm đã nộp ${NAME}`])
    assert.deepEqual(await noticesOf(house, 'chi'), [])
    clock.set('2026-11-21T06:44:00+07:00')
    await returnIt(binh, first)
    await worker.round()
    assert.equal((await noticesOf(house, 'an')).at(-1), `${NAME} bị trả lại, 1 ô cần sửa`)
    clock.set('2026-11-21T06:45:00+07:00')
    const second = await handIn(house, 'an', 'KT')
    await acceptIt(binh, second)
    assert.equal((await publishIt(house, binh)).status, 303)
    await worker.round()
    assert.deepEqual(await house.inTx(tx => tx.selectFrom('notice_untold').selectAll().execute()), [])
    assert.deepEqual((await noticesOf(house, 'an')).slice(2).sort(), [`${NAME} đã được tiếp nhận`, `Tỉnh Mẫu đã công bố ${NAME}`])
    assert.deepEqual(await noticesOf(house, 'chi'), [`Chờ ông/bà ký: ${NAME}`])
    // Those who handed nothing in are told of the publication too.
    assert.deepEqual((await noticesOf(house, 'dung')).at(-1), `Tỉnh Mẫu đã công bố ${NAME}`)
    // Another look at the same deeds tells nobody anything.
    await house.inTx(tx => tx.deleteFrom('act_told').execute())
    const before = await house.inTx(tx => tx.selectFrom('notice').select('id').execute())
    await worker.round()
    const after = await house.inTx(tx => tx.selectFrom('notice').select(['id', 'fold']).execute())
    assert.deepEqual(after.map(row => row.id).sort(), before.map(row => row.id).sort())
  }),
)

test(
  'who asks for days, who is asked, who is answered, and whose text comes back from the leader are told',
  inHouse(async house => {
    const worker = workerOf(house, clockOf(house, MORNING))
    const binh = await openWindow(house)
    const an = await house.as('an')
    const page = `${sheetOf(house, 'KT')}/gia-han`
    assert.equal((await an.post(page, { seen: '0', den: '28/11/2026', 'ly-do': 'Mất điện ba ngày vì bão.' })).status, 303)
    await worker.round()
    assert.deepEqual(await noticesOf(house, 'binh'), [`Xã Khe Trầm xin gia hạn ${NAME}`])
    assert.equal((await binh.post(`${page}/tra-loi`, { seen: '1', y: 'co', den: '28/11/2026', 'ly-do': '' })).status, 303)
    await worker.round()
    assert.ok((await noticesOf(house, 'an')).includes(`Được gia hạn đến hết ngày 28/11/2026: ${NAME}`))
    await acceptIt(binh, await handIn(house, 'an', 'KT'))
    const presented = (await presentIt(house, binh)).location ?? ''
    const back = await (await house.as('chi')).post(`${presented}/tra-lai`, { 'ly-do': 'Bổ sung phương hướng.' })
    assert.equal(back.status, 303)
    await worker.round()
    assert.ok((await noticesOf(house, 'binh')).includes(`Lãnh đạo trả lại bản trình: ${NAME}`))
    assert.deepEqual(await house.inTx(tx => tx.selectFrom('notice_untold').selectAll().execute()), [])
  }),
)

test(
  'reports that come one after the other are one unread notice, and begin anew once it was read',
  inHouse(async house => {
    const worker = workerOf(house, clockOf(house, MORNING))
    await openWindow(house)
    for (const [login, code] of [
      ['an', 'KT'],
      ['mydong', 'MD'],
      ['suoilua', 'SL'],
    ] as const)
      await handIn(house, login, code)
    await worker.round()
    assert.deepEqual(await noticesOf(house, 'binh'), [`3 báo cáo mới nộp: ${NAME}`])
    const binh = await house.as('binh')
    const list = await binh.get('/thong-bao')
    assert.match(list.text, /1 thông báo chưa đọc/u)
    const id = /name="id" value="([^"]+)"/u.exec(list.text)?.[1] ?? ''
    const opened = await binh.post('/thong-bao/mo', { id })
    assert.equal(opened.status, 303)
    assert.match(opened.location ?? '', /^\/bao-cao\/T2026-11\/xem\//u)
    await handIn(house, 'tanuoc', 'TU')
    await worker.round()
    const before = [`3 báo cáo mới nộp: ${NAME} (đã đọc)`, `Xã Tân Ước đã nộp ${NAME}`]
    assert.deepEqual((await noticesOf(house, 'binh')).sort(), before)
    // A report that was given to somebody to look at is told to that one alone.
    await house.inTx(tx =>
      sql`insert into report_reviewer (window_id, unit_id, number, person_id, at, by_person)
        select w.id, ${house.unit('BS')}::uuid, 1, a.person_id, now(), a.person_id from report_window w, account a
         where w.code = 'T2026-11' and a.login = 'mydong'`.execute(tx),
    )
    await handIn(house, 'bensen', 'BS')
    await worker.round()
    assert.ok((await noticesOf(house, 'mydong')).includes(`Phường Bến Sen đã nộp ${NAME}`), 'the reviewer was not told')
    assert.deepEqual((await noticesOf(house, 'binh')).sort(), before)
  }),
)

test(
  'a deed that commits late is told after those that began later, and none is lost or told twice',
  inHouse(async house => {
    const worker = workerOf(house, clockOf(house, MORNING))
    const tokenOf = (login: string, commit: Promise<void>, at: Date) =>
      house.doing(login, 'self.tokens', async ask => {
        const [unit] = ask.grant.seats
        await record({ ...ask, at }, { unit: unit ?? '', act: 'tokens.make', subject: randomUUID() })
        await commit
      })
    let release: () => void = () => {}
    const held = new Promise<void>(resolve => {
      release = resolve
    })
    const late = tokenOf('an', held, new Date('2026-11-21T02:00:00Z'))
    await new Promise(resolve => setTimeout(resolve, 80))
    await tokenOf('mydong', Promise.resolve(), new Date('2026-11-21T02:30:00Z'))
    await worker.round()
    const [title] = await noticesOf(house, 'mydong')
    assert.equal(title, 'Một mã truy cập của ông/bà đã được tạo')
    assert.deepEqual(await noticesOf(house, 'an'), [])
    release()
    await late
    await worker.round()
    await worker.round()
    assert.deepEqual(await noticesOf(house, 'an'), [title])
    assert.deepEqual(await noticesOf(house, 'mydong'), [title])
  }),
)

test(
  'two workers at once tell each deed once',
  inHouse(async house => {
    const clock = clockOf(house, MORNING)
    const [one, two] = [workerOf(house, clock), workerOf(house, clock)]
    for (let n = 0; n < 30; n++)
      await house.doing('an', 'self.tokens', ask => record(ask, { unit: house.unit('KT'), act: 'tokens.make', subject: randomUUID() }))
    await Promise.all([one.round(), two.round(), one.round(), two.round()])
    await one.round()
    assert.equal((await noticesOf(house, 'an')).length, 30)
  }),
)

test(
  'a deed that cannot be told is kept aside, holds up no other, and is told once it can be',
  inHouse(async house => {
    const clock = clockOf(house, MORNING)
    const worker = workerOf(house, clock)
    const binh = await openWindow(house)
    clock.set('2026-11-21T06:43:00+07:00')
    const edition = await handIn(house, 'an', 'KT')
    const untoldNow = async () =>
      (await house.inTx(tx => tx.selectFrom('notice_untold').select(['act', 'error']).orderBy('act').execute())).map(row => [
        row.act,
        row.error,
      ])
    // The log of one unit speaks of the report of another, which is told in the same batch: out of its reach all the same.
    const other = await handIn(house, OFFICERS['HL'] ?? '', 'HL')
    await house.doing('an', 'self', ask =>
      record(ask, { unit: house.unit('KT'), act: 'reports.submit', subject: other, detail: { window: CODE } }),
    )
    await worker.round()
    assert.deepEqual(await untoldNow(), [['reports.submit', 'Không tìm thấy bản báo cáo này.']])
    // It speaks of a model that is not there.
    await house.doing('an', 'self', ask => record(ask, { unit: house.unit('KT'), act: 'kheo.praise', subject: randomUUID() }))
    await acceptIt(binh, edition)
    await worker.round()
    assert.equal((await noticesOf(house, 'an')).at(-1), `${NAME} đã được tiếp nhận`)
    assert.deepEqual(await untoldNow(), [
      ['kheo.praise', 'Không tìm thấy mô hình này.'],
      ['reports.submit', 'Không tìm thấy bản báo cáo này.'],
    ])
    assert.equal(await worker.retell(), 2)
    assert.equal((await untoldNow()).length, 2)
  }),
)

test(
  'a person sees, opens and marks only their own notices, and the count stands on every page',
  inHouse(async house => {
    const worker = workerOf(house, clockOf(house, MORNING))
    await openWindow(house)
    await worker.round()
    const an = await house.as('an')
    assert.match((await an.get('/')).text, /<strong>1 thông báo mới<\/strong>/u)
    const id = /name="id" value="([^"]+)"/u.exec((await an.get('/thong-bao')).text)?.[1] ?? ''
    const mydong = await house.as('mydong')
    assert.equal((await mydong.post('/thong-bao/mo', { id })).status, 404)
    await mydong.post('/thong-bao/da-doc', { den: String(new Date('2027-01-01').getTime()) })
    assert.match((await mydong.get('/')).text, />Thông báo<\/a>/u)
    assert.match((await an.get('/')).text, /1 thông báo mới/u)
    const binh = await house.as('binh')
    assert.match((await binh.get('/thong-bao')).text, /Chưa có thông báo nào/u)
    assert.equal((await an.post('/thong-bao/mo', { id })).location, `/bao-cao/T2026-11/${house.unit('KT')}`)
    assert.match((await an.get('/')).text, />Thông báo<\/a>/u)
    assert.equal((await an.get('/thong-bao?sau=x')).status, 404)
  }),
)

test(
  'long lists are turned page by page, unread first, without losing notices of one instant',
  inHouse(async house => {
    clockOf(house, MORNING)
    const an = await house.as('an')
    await house.inTx(async tx => {
      const { person_id } = await tx.selectFrom('account').select('person_id').where('login', '=', 'an').executeTakeFirstOrThrow()
      await sql`insert into notice (id, person_id, kind, at, title, why, href, read_at)
        select gen_random_uuid(), ${person_id}::uuid, 'reports.due', '2026-11-20T01:00:00Z', 'Thông báo ' || n, '', '/', case when n > 40 then now() end from generate_series(1, 70) n`.execute(
        tx,
      )
    })
    const seen: string[] = []
    for (let path = '/thong-bao'; path !== ''; ) {
      const { text } = await an.get(path)
      seen.push(...[...text.matchAll(/(?:<strong>|>)(Thông báo \d+)</gu)].map(found => found[1] ?? ''))
      path = /href="(\/thong-bao\?sau=[^"]+)"/u.exec(text)?.[1] ?? ''
    }
    assert.equal(new Set(seen).size, 70)
    assert.ok(seen.slice(0, 40).every(title => Number(title.split(' ')[2]) <= 40))
  }),
)

test(
  'who acts for a post by delegation is told like its holder, and of the delegation; who left the post is not',
  inHouse(async house => {
    const worker = workerOf(house, clockOf(house, MORNING))
    const personOf = async (login: string): Promise<string> =>
      (await house.inTx(tx => tx.selectFrom('account').select('person_id').where('login', '=', login).executeTakeFirstOrThrow())).person_id
    const [giang, an] = [await personOf('giang'), await personOf('an')]
    const chi = await house.as('an')
    const post = /name="post" value="([^"]+)"/u.exec((await chi.get('/tai-khoan/uy-quyen')).text)?.[1] ?? ''
    await house.inTx(async tx => {
      await addPost(tx, { personId: giang, unitId: house.unit('KT'), role: 'inspector', title: 'ủy viên', from: day('2026-01-01') })
    })
    await chi.post('/tai-khoan/uy-quyen', { id: randomUUID(), post, to: giang, from: '21/11/2026', until: '22/11/2026' })
    await worker.round()
    assert.match((await noticesOf(house, 'giang'))[0] ?? '', /được ủy quyền chức vụ chuyên viên, xã Khe Trầm/u)
    const binh = await openWindow(house)
    const edition = await handIn(house, 'an', 'KT')
    await house.inTx(async tx => {
      const own = await tx
        .selectFrom('post')
        .select('id')
        .where('person_id', '=', an)
        .where('unit_id', '=', house.unit('KT'))
        .executeTakeFirstOrThrow()
      await endPost(tx, own.id, addDays(house.today(), -1))
    })
    await returnIt(binh, edition)
    await worker.round()
    assert.ok(!(await noticesOf(house, 'an')).some(title => title.includes('bị trả lại')))
  }),
)

test(
  'reminders climb the ladder once a rung, stop when the report is in, and read who owes where the start page does',
  inHouse(async house => {
    const clock = clockOf(house, '2026-11-18T06:00:00+07:00')
    const worker = workerOf(house, clock)
    await openWindow(house)
    await worker.round()
    const due = async (login: string) => (await noticesOf(house, login)).filter(title => /hạn/u.test(title))
    // Six in the morning: not yet.
    assert.deepEqual(await due('an'), [])
    clock.set('2026-11-18T07:00:00+07:00')
    await worker.round()
    await worker.round()
    assert.deepEqual(await due('an'), [`${NAME} còn 7 ngày đến hạn`])
    clock.set('2026-11-23T08:00:00+07:00')
    await handIn(house, 'mydong', 'MD')
    await worker.round()
    assert.equal((await due('an')).at(-1), `${NAME} còn 2 ngày đến hạn`)
    assert.equal((await due('mydong')).length, 1)
    clock.set('2026-11-25T08:00:00+07:00')
    await workerOf(house, clock).round()
    assert.equal((await due('an')).at(-1), `${NAME} hết hạn hôm nay`)
    clock.set('2026-11-30T08:00:00+07:00')
    await worker.round()
    assert.deepEqual(await due('binh'), [`11 đơn vị chưa nộp: ${NAME}, quá hạn 5 ngày`])
    assert.equal((await due('an')).length, 3)
  }),
)
