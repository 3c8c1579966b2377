// Presenting, signing, sending back and withdrawing, over HTTP, on a database of their own; and what the database itself refuses.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import pg from 'pg'
import { digitsAt, Someone, setUp } from '../../../../test/access/someone.ts'
import { type Browsing, inHouse, MORNING, type TestHouse } from '../../../../test/house.ts'
import {
  acceptIt,
  CODE,
  confirmed,
  handIn,
  hidden,
  lookOverTotal,
  OFFICERS,
  openWindow,
  postAt,
  presentIt,
  publishIt,
  returnIt,
  signIt,
  summaryOf,
} from '../../../../test/reports/steps.ts'
import { addDelegation, takeBackDelegation } from '../../../access/delegations.ts'
import { addPerson, addPost } from '../../../access/people.ts'
import { hashPassword } from '../../../access/sessions.ts'
import { DEMO_PASSWORD } from '../../../demo/names.ts'
import { addDays, day } from '../../../ground/day.ts'
import { sql } from '../../../ground/db.ts'
import { sealOf } from '../snapshot.ts'

/** The province with these communes accepted. */
async function ready(house: TestHouse, codes: readonly string[] = ['KT']): Promise<{ binh: Browsing; chi: Browsing; editions: string[] }> {
  const binh = await openWindow(house)
  const editions: string[] = []
  for (const code of codes) {
    const edition = await handIn(house, OFFICERS[code] ?? '', code)
    assert.equal((await acceptIt(binh, edition)).status, 303)
    editions.push(edition)
  }
  return { binh, chi: await house.as('chi'), editions }
}

/** A further person with a post at the province. */
async function colleague(
  house: TestHouse,
  login: string,
  of: { role: 'officer' | 'head'; title: string; acting?: 'acting' },
): Promise<string> {
  return await house.inTx(async tx => {
    const id = await addPerson(tx, { name: `Người ${login}`, login, passwordHash: await hashPassword(DEMO_PASSWORD) })
    await addPost(tx, { personId: id, unitId: house.unit('MAU'), from: day('2026-01-01'), ...of })
    return id
  })
}

const lent = (house: TestHouse, post: string, to: string, id: string = randomUUID()): Promise<string> =>
  house.inTx(async tx => {
    assert.ok(await addDelegation(tx, { id, post, to, from: house.today(), until: addDays(house.today(), 5), at: new Date(MORNING) }))
    return id
  })

test(
  'what is signed is what was read and what is published: one seal, the signer from the post, who prepared beside it',
  inHouse(async house => {
    const { binh, chi } = await ready(house, ['KT', 'HL'])
    const presented = await presentIt(house, binh)
    assert.equal(presented.status, 303, summaryOf(presented))
    const page = await chi.get(presented.location ?? '')
    assert.match(page.text, /chờ ông\/bà ký/u)
    assert.match(page.text, /Tiếp 62 lượt người\./u)
    const seal = hidden(page.text, 'seal')
    assert.match((await binh.get(`/bao-cao/${CODE}/tong-hop`)).text, /đang chờ Hoàng Thị Chi ký/u)
    assert.equal((await binh.get('/bao-cao/cong-bo/'.concat(presented.location?.split('/').at(-1) ?? ''))).status, 404, 'not published yet')
    const signed = await signIt(chi, presented.location ?? '')
    assert.equal(signed.status, 303, summaryOf(signed))
    const { rows } = await sql<{ seal: string; signed: string; snapshot: never; frozen: never; by: string; author: string }>`
      select p.snapshot_sha256 as seal, e.signed_sha256 as signed, p.snapshot, r.snapshot as frozen, p.by_person as by, r.by_person as author
        from report_publication p join report_presented r on r.id = p.id join report_presented_end e on e.presented_id = p.id`.execute(
      house.db,
    )
    const [row] = rows
    assert.equal(row?.seal, seal)
    assert.equal(row?.signed, seal)
    assert.equal(sealOf(row?.snapshot as never), seal)
    assert.deepEqual(row?.snapshot, row?.frozen, 'signed on the day it was presented: byte for byte')
    assert.notEqual(row?.by, row?.author)
    const published = await binh.get(signed.location ?? '')
    assert.match(published.text, /Nguyên vẹn/u)
    assert.match(published.text, /Đinh Văn Bình, trình lúc/u)
    assert.match(published.text, /Hoàng Thị Chi, Trưởng ban, ký lúc/u)
    const an = await house.as('an')
    assert.match((await an.get(signed.location ?? '')).text, /Nguyên vẹn/u, 'whoever owed a part sees who signed')
    assert.equal((await an.get(presented.location ?? '')).status, 404, 'what is presented is not shown below')
    assert.equal((await signIt(chi, presented.location ?? '', { seal })).location, signed.location, 'signing again is the same')
  }),
)

test(
  'a correction begins with the words of what was signed, and is sealed with which report it corrects',
  inHouse(async house => {
    const { binh, chi } = await ready(house, ['KT'])
    await signIt(chi, (await presentIt(house, binh)).location ?? '')
    assert.equal((await acceptIt(binh, await handIn(house, OFFICERS['HL'] ?? '', 'HL'))).status, 303)
    const totals = await binh.get(`/bao-cao/${CODE}/tong-hop`)
    assert.match(totals.text, /Trình ký bản đính chính cho bản 1/u)
    assert.match(totals.text, /<textarea[^>]*name="p-2"[^>]*>Tiếp \{figure:TD02\} lượt người\.</u)
    assert.match(totals.text, /<textarea[^>]*name="p-1"[^>]*><\/textarea>/u, 'what was left out stays out')
    await signIt(chi, (await presentIt(house, binh)).location ?? '')
    const { rows } = await sql<{ corrects: unknown }>`
      select snapshot -> 'corrects' as corrects from report_publication order by number`.execute(house.db)
    assert.deepEqual(
      rows.map(one => one.corrects),
      [null, { number: 1, publishedOn: house.today() }],
    )
  }),
)

test(
  'nobody signs what they wrote: the rule says so, and so does the database',
  inHouse(async house => {
    const { binh, chi } = await ready(house)
    const own = await presentIt(house, chi)
    assert.equal(own.status, 422, 'a leader finds no other leader to ask; no page leads on, and the act refuses')
    assert.match((await chi.get(`/bao-cao/${CODE}/tong-hop`)).text, /chưa có lãnh đạo nào khác ông\/bà/u)
    const forced = await chi.post(`/bao-cao/${CODE}/trinh-ky`, {
      id: randomUUID(),
      seen: 'x',
      'noi-nhan': house.unit('MAU'),
      ky: await postAt(house, 'chi'),
    })
    assert.equal(forced.status, 422)
    assert.match(forced.text, /Người soạn không tự ký/u)
    assert.equal((await binh.post(`/bao-cao/trinh-ky/${randomUUID()}/ky`, { seal: 'x' })).status, 403, 'an officer signs nothing')
    const presented = (await presentIt(house, binh)).location?.split('/').at(-1) ?? ''
    const rejected = (statement: string, constraint: RegExp) =>
      assert.rejects(
        house.inTx(async tx => {
          await sql.raw(statement).execute(tx)
        }),
        constraint,
      )
    await rejected(
      `insert into report_presented (id, window_id, unit_id, number, at, by_person, signer, signer_post, content_sha256, taken, snapshot, snapshot_sha256)
       select '${randomUUID()}', window_id, unit_id, 2, at, signer, signer, signer_post, content_sha256, taken, snapshot, snapshot_sha256 from report_presented`,
      /report_presented_to_another/u,
    )
    await rejected(
      `insert into report_presented_end (presented_id, window_id, unit_id, number, author, signer, kind, at, by_person, reason, signed_sha256)
       select id, window_id, unit_id, number, by_person, signer, 'signed', at, by_person, '', snapshot_sha256 from report_presented`,
      /report_signed_by_another/u,
    )
    await rejected(
      `insert into report_presented (id, window_id, unit_id, number, at, by_person, signer, signer_post, content_sha256, taken, snapshot, snapshot_sha256)
       select '${randomUUID()}', window_id, unit_id, 2, at, by_person, signer, signer_post, content_sha256, taken, snapshot, snapshot_sha256 from report_presented`,
      /after_number|foreign key/u,
    )
    await rejected(
      `insert into report_publication (id, window_id, unit_id, number, at, by_person, content_sha256, snapshot, snapshot_sha256)
       select id, window_id, unit_id, 1, at, signer, content_sha256, snapshot, snapshot_sha256 from report_presented where id = '${presented}'`,
      /not what was signed/u,
    )
    await rejected(
      `with ended as (
         insert into report_presented_end (presented_id, window_id, unit_id, number, author, signer, kind, at, by_person, reason, signed_sha256)
         select id, window_id, unit_id, number, by_person, signer, 'signed', at, signer, '', snapshot_sha256 from report_presented)
       insert into report_publication (id, window_id, unit_id, number, at, by_person, content_sha256, snapshot, snapshot_sha256)
       select id, window_id, unit_id, 1, at, signer, content_sha256, jsonb_set(snapshot, '{coverage,accepted}', '12'), snapshot_sha256 from report_presented`,
      /not what was signed/u,
    )
  }),
)

test(
  'the leader sends it back with a reason; the officer finds it, presents again, and only then it is signed',
  inHouse(async house => {
    const { binh, chi } = await ready(house)
    const first = (await presentIt(house, binh)).location ?? ''
    assert.match((await chi.get('/')).text, /Chờ ký[\s\S]*Đọc và ký/u)
    const silent = await chi.post(`${first}/tra-lai`, { 'ly-do': ' ' })
    assert.equal(silent.status, 422)
    assert.match(silent.text, /Lý do trả lại: chưa nhập/u)
    const back = await chi.post(`${first}/tra-lai`, { 'ly-do': 'Bổ sung phần phương hướng.' })
    assert.equal(back.status, 303)
    assert.equal((await chi.post(`${first}/tra-lai`, { 'ly-do': 'Bổ sung phần phương hướng.' })).status, 303, 'twice is once')
    assert.equal((await signIt(chi, first, { seal: 'x' })).status, 422, 'what went back is not signed')
    assert.match((await binh.get('/')).text, /Lãnh đạo trả lại[\s\S]*Bổ sung phần phương hướng/u)
    const totals = await binh.get(`/bao-cao/${CODE}/tong-hop`)
    assert.match(totals.text, /Hoàng Thị Chi trả lại bản trình ký[\s\S]*Bổ sung phần phương hướng/u)
    assert.match(totals.text, /Tiếp \{figure:TD02\} lượt người\./u, 'the next one begins with the text of what came back')
    const second = (await presentIt(house, binh, { 'p-4': 'Đôn đốc đơn vị còn thiếu.' })).location ?? ''
    assert.match((await chi.get(second)).text, /Trình ký lần 2/u)
    assert.equal((await signIt(chi, second)).status, 303)
    const { rows } = await sql<{ act: string }>`select act from act_log where unit_id = ${house.unit('MAU')}::uuid order by seq`.execute(
      house.db,
    )
    assert.deepEqual(
      rows.map(row => row.act).filter(act => act.startsWith('reports.') && act !== 'reports.open'),
      ['reports.present', 'reports.send-back', 'reports.present', 'reports.publish'],
    )
  }),
)

test(
  'what was accepted or returned since makes it stale: signing is refused and says what changed',
  inHouse(async house => {
    const { binh, chi, editions } = await ready(house, ['KT', 'BS'])
    const presented = (await presentIt(house, binh)).location ?? ''
    const seal = hidden((await chi.get(presented)).text, 'seal')
    assert.equal((await acceptIt(binh, await handIn(house, 'dung', 'HL'))).status, 303)
    assert.equal((await returnIt(binh, editions[1] ?? '', {}, 1)).status, 303)
    const signed = await signIt(chi, presented, { seal })
    assert.equal(signed.status, 409)
    assert.match(signed.text, /Vừa tiếp nhận: xã Hạ Lang/u)
    assert.match(signed.text, /Không còn trong bản tổng hợp như lúc trình: phường Bến Sen/u)
    const page = await chi.get(presented)
    assert.match(page.text, /có thay đổi sau khi trình/u)
    assert.doesNotMatch(page.text, /name="seal"/u)
    const again = await publishIt(house, binh)
    assert.equal(again.status, 303, 'presenting anew takes the place of what waited')
    const { rows } = await sql<{ kind: string }>`select kind from report_presented_end order by number`.execute(house.db)
    assert.deepEqual(
      rows.map(row => row.kind),
      ['withdrawn', 'signed'],
    )
  }),
)

test(
  'signed by three presses at once it is one publication; of signing and sending back at once one counts',
  inHouse(async house => {
    const { binh, chi } = await ready(house)
    await colleague(house, 'pho', { role: 'head', title: 'Phó Trưởng ban' })
    const pho = await house.as('pho')
    const presented = (await presentIt(house, binh)).location ?? ''
    const seal = hidden((await chi.get(presented)).text, 'seal')
    const press = (who: Browsing) => who.post(`${presented}/ky`, { seal })
    const answers = await Promise.all([press(chi), press(pho), press(chi), press(chi)])
    assert.deepEqual(
      answers.map(one => one.status),
      [303, 422, 303, 303],
      'another leader than the one asked does not sign',
    )
    assert.match(answers[1]?.text ?? '', /trình lãnh đạo khác ký|đã được ký/u)
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from report_publication`.execute(house.db)
    assert.equal(rows[0]?.n, 1)
    assert.equal((await acceptIt(binh, await handIn(house, 'dung', 'HL'))).status, 303)
    const next = (await presentIt(house, binh)).location ?? ''
    const fresh = hidden((await chi.get(next)).text, 'seal')
    const both = await Promise.all([
      chi.post(`${next}/ky`, { seal: fresh }),
      chi.post(`${next}/tra-lai`, { 'ly-do': 'Xem lại số tiếp dân.' }),
    ])
    assert.deepEqual(both.map(one => one.status).sort(), [303, 422])
  }),
)

test(
  'a head lends the post: who acts for it signs by delegation while it lasts, and the paper says so',
  inHouse(async house => {
    const { binh } = await ready(house)
    const post = await postAt(house, 'chi')
    const to = await colleague(house, 'van', { role: 'officer', title: 'chánh văn phòng' })
    const lending = await lent(house, post, to)
    assert.match((await binh.get(`/bao-cao/${CODE}/tong-hop`)).text, /Người van, Thừa ủy quyền Trưởng ban/u)
    const presented = await presentIt(house, binh, { ky: lending })
    assert.equal(presented.status, 303, summaryOf(presented))
    const van = await house.as('van')
    assert.match((await van.get(presented.location ?? '')).text, /Thừa ủy quyền Trưởng ban/u)
    await house.inTx(tx => takeBackDelegation(tx, lending, new Date(MORNING)))
    assert.equal((await van.get('/lanh-dao')).status, 403)
    assert.equal((await van.post(`${presented.location}/ky`, { seal: 'x' })).status, 403, 'a lent post that was taken back signs nothing')
    const second = await lent(house, post, to)
    await house.inTx(async tx => {
      await sql`update post set acting = 'acting' where id = ${post}::uuid`.execute(tx)
    })
    const other = await van.post(`${presented.location}/ky`, { seal: 'x' })
    assert.equal(other.status, 409, 'another capacity than the one that was presented')
    assert.match(other.text, /Chức vụ của Người van đã đổi/u)
    await house.inTx(async tx => {
      await sql`update post set acting = null where id = ${post}::uuid`.execute(tx)
    })
    const signed = await signIt(van, presented.location ?? '')
    assert.equal(signed.status, 303, summaryOf(signed))
    assert.match((await binh.get(signed.location ?? '')).text, /Người van, Thừa ủy quyền Trưởng ban, ký lúc/u)
    const { rows } = await sql<{ signer: Record<string, unknown>; log: string | null }>`
      select d.content->'letterhead'->'signer' as signer, (select entry::json->>'delegation' from act_log where act = 'reports.publish') as log from document d`.execute(
      house.db,
    )
    assert.deepEqual(rows[0]?.signer, {
      onBehalf: null,
      instead: null,
      byOrder: null,
      delegated: 'Trưởng ban',
      title: 'Chánh văn phòng',
      name: 'Người van',
    })
    assert.equal(rows[0]?.log, second, 'the log names the delegation')
  }),
)

test(
  'it is withdrawn by its author, not by another; when the author has left, by whoever presents for the unit',
  inHouse(async house => {
    const { binh, chi } = await ready(house)
    const other = await colleague(house, 'khac', { role: 'officer', title: 'chuyên viên' })
    const khac = await house.as('khac')
    const first = (await presentIt(house, binh)).location ?? ''
    assert.equal((await khac.post(`${first}/rut`)).status, 422)
    assert.match((await khac.get(`/bao-cao/${CODE}/tong-hop`)).text, /người trình rút thì mới trình được bản khác/u)
    assert.equal((await presentIt(house, khac)).status, 422)
    assert.equal((await binh.post(`${first}/rut`)).status, 303)
    assert.equal((await binh.post(`${first}/rut`)).status, 303, 'twice is once')
    assert.match((await chi.get(first)).text, /Bản này được rút/u)
    assert.equal((await signIt(chi, first, { seal: 'x' })).status, 422)
    const second = (await presentIt(house, khac)).location ?? ''
    assert.notEqual(second, '')
    assert.equal((await binh.post(`${second}/rut`)).status, 422)
    await house.inTx(async tx => {
      await sql`update post set valid = daterange(lower(valid), ${addDays(house.today(), -1)}::date, '[]') where person_id = ${other}::uuid`.execute(
        tx,
      )
    })
    assert.equal((await binh.post(`${second}/rut`)).status, 303, 'nobody who left holds a window')
  }),
)

test(
  'the same presenting comes again as the same, with another content as a conflict',
  inHouse(async house => {
    const { binh } = await ready(house)
    const fields = confirmed((await lookOverTotal(binh, { 'noi-nhan': house.unit('MAU'), ky: await postAt(house, 'chi') })).text)
    const first = await binh.post(`/bao-cao/${CODE}/trinh-ky`, fields)
    assert.equal((await binh.post(`/bao-cao/${CODE}/trinh-ky`, fields)).location, first.location)
    const other = await binh.post(`/bao-cao/${CODE}/trinh-ky`, { ...fields, 'p-1': 'Lời khác.' })
    assert.equal(other.status, 409)
    assert.match(other.text, /đã trình với nội dung khác/u)
  }),
)

test(
  'a page read before midnight is not signed after it: the paper bears the day of its signature',
  inHouse(async house => {
    const { binh } = await ready(house)
    const presented = (await presentIt(house, binh)).location ?? ''
    const seal = hidden((await (await house.as('chi')).get(presented)).text, 'seal')
    house.setClock('2026-11-22T00:00:01+07:00')
    const chi = await house.as('chi')
    const late = await chi.post(`${presented}/ky`, { seal })
    assert.equal(late.status, 409)
    assert.match(late.text, /không phải bản đang trình hôm nay/u)
    const signed = await signIt(chi, presented)
    assert.equal(signed.status, 303, summaryOf(signed))
    const { rows } = await sql<{ on: string }>`select snapshot->>'publishedOn' as on from report_publication`.execute(house.db)
    assert.equal(rows[0]?.on, '2026-11-22')
    assert.match((await chi.get(signed.location ?? '')).text, /Nguyên vẹn/u)
  }),
)

test(
  'an account with a second factor signs with its code; a wrong one is counted and signs nothing',
  inHouse(async house => {
    const { binh } = await ready(house)
    const chi = new Someone(house)
    await chi.signIn('chi')
    const { secret } = await setUp(chi, MORNING)
    const presented = (await presentIt(house, binh)).location ?? ''
    house.setClock('2026-11-21T10:30:00+07:00')
    const page = await chi.get(presented)
    assert.match(page.text, /Mã xác thực hai bước/u)
    const seal = hidden(page.text, 'seal')
    const wrong = await chi.post(`${presented}/ky`, { seal, code: '000000' })
    assert.equal(wrong.status, 422)
    assert.match(wrong.text, /còn 4 lần thử/u)
    assert.match((await chi.post(`${presented}/ky`, { seal })).text, /còn 3 lần thử/u)
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from report_presented_end`.execute(house.db)
    assert.equal(rows[0]?.n, 0)
    const signed = await chi.post(`${presented}/ky`, { seal, code: digitsAt(secret, '2026-11-21T10:30:00+07:00') })
    assert.equal(signed.status, 303, summaryOf(signed))
  }),
)

test(
  'what was published before there were signatures stays as it was, and a paper that was tampered with says so',
  inHouse(async house => {
    const { binh } = await ready(house)
    const published = (await publishIt(house, binh)).location ?? ''
    const owner = new pg.Client({ connectionString: house.database.ownerUrl })
    await owner.connect()
    await owner.query(`update report_publication set snapshot = jsonb_set(snapshot, '{coverage,accepted}', '12')`)
    assert.match((await binh.get(published)).text, /Không nguyên vẹn/u)
    await owner.query(`update report_publication set snapshot = jsonb_set(snapshot, '{coverage,accepted}', '1')`)
    assert.match((await binh.get(published)).text, /Nguyên vẹn/u)
    await owner.query(`delete from report_presented_end; delete from report_presented`)
    await owner.end()
    const page = await binh.get(published)
    assert.match(page.text, /trước khi hệ thống có bước trình ký/u)
    assert.match(page.text, /Nguyên vẹn/u)
  }),
)
