// The demo's reports as people see them: every state is there once, every counted cell opens to as many records, every total adds up.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Ask } from '../../src/access/ask.ts'
import { day } from '../../src/ground/day.ts'
import { sql } from '../../src/ground/db.ts'
import { ROOMS } from '../../src/house.ts'
import { addUp } from '../../src/rooms/reports/adding-up.ts'
import { placedBy, type Structure } from '../../src/rooms/reports/by-structure.ts'
import { exact, type Total } from '../../src/rooms/reports/figures.ts'
import { knownOf } from '../../src/rooms/reports/known.ts'
import { sealOf } from '../../src/rooms/reports/snapshot.ts'
import { formOn } from '../../src/rooms/reports/store-asked.ts'
import { windowsOfRegime } from '../../src/rooms/reports/store-bases.ts'
import { findOwed, type Owed } from '../../src/rooms/reports/store-editions.ts'
import { findPublication } from '../../src/rooms/reports/store-totals.ts'
import type { ReportSnapshot } from '../../src/web/room.ts'
import { type TestHouse, withHouse } from '../house.ts'

let house: TestHouse
let finish: () => void = () => {}
let running: Promise<void>

before(async () => {
  await new Promise<void>((ready, failed) => {
    running = withHouse(async opened => {
      house = opened
      await opened.inTx(async (_tx, world) => {
        for (const name of ['kheo', 'documents', 'reports']) await ROOMS.find(room => room.name === name)?.demo?.(world)
      })
      const done = new Promise<void>(resolve => {
        finish = resolve
      })
      ready()
      await done
    })
    running.catch(failed)
  })
})

after(async () => {
  finish()
  await running
})

const rowsOf = (text: string): number => {
  const table = /<table[\s\S]*?<\/table>/u.exec(text)?.[0] ?? ''
  return Math.max(0, (table.match(/<tr role="row"/gu) ?? []).length - 1)
}

test('on the day it is loaded one window is open until today, and the one before has one late unit', async () => {
  const binh = await house.as('binh')
  const open = await binh.get('/bao-cao/T2026-11/theo-doi')
  assert.match(open.text, /đã nộp 8 trên 11 đơn vị/u)
  assert.match(open.text, /Được miễn 1<[\s\S]*Xin gia hạn 1<[\s\S]*Được gia hạn 1</u)
  assert.match(open.text, /Trả lại 1</u)
  assert.match(open.text, /Chờ xem 3</u)
  const last = await binh.get('/bao-cao/T2026-10/theo-doi')
  assert.match(last.text, /đã nộp 11 trên 12 đơn vị/u)
  assert.match(last.text, /Quá hạn 1</u)
  const start = await binh.get('/')
  assert.match(start.text, /3 báo cáo tháng 11\/2026 chờ xem xét/u)
  assert.match(start.text, /còn 1 đơn vị chưa nộp/u)
  assert.match(start.text, /Bản trình ký báo cáo tháng 10\/2026[\s\S]*đang chờ Hoàng Thị Chi ký/u)
  assert.match((await (await house.as('chi')).get('/')).text, /Chờ ký[\s\S]*tháng 10\/2026/u)
})

test('chị An finds her draft, cô Nông Thị Sim her returned cell', async () => {
  assert.match((await (await house.as('an')).get('/')).text, /Soạn tiếp/u)
  const sim = await house.as('caumay')
  assert.match((await sim.get('/')).text, /Sửa và nộp lại/u)
  assert.match((await sim.get(`/bao-cao/T2026-11/${house.unit('CM')}`)).text, /phải đã cộng cả họp tổ dân phố/u)
})

test('every counted cell, live or handed in, opens to exactly as many records', async () => {
  const binh = await house.as('binh')
  let opened = 0
  for (const [window, codes] of [
    ['T2026-11', ['KT', 'HL', 'CM', 'BS', 'MD']],
    ['T2026-10', ['KT', 'BS']],
    ['T2025-06', ['KT0']],
    ['T2025-07', ['KT']],
  ] as const)
    for (const code of codes) {
      const sheet = await binh.get(`/bao-cao/${window}/${house.unit(code)}`)
      assert.equal(sheet.status, 200)
      const links = [
        ...sheet.text.matchAll(/<a href="([^"]*\/nguon\/[^"]*)">(đếm từ ([\d.]+)|đã rà|đếm được <s>([\d.]+)<\/s>|đếm được ([\d.]+))/gu),
      ]
      assert.equal(links.length, 9, `${window} ${code}`)
      for (const [, href, , a, b, c] of links) {
        const list = await binh.get(href ?? '')
        assert.equal(rowsOf(list.text), Number((a ?? b ?? c ?? '0').replaceAll('.', '')), href)
        opened++
      }
    }
  assert.equal(opened, 81)
})

test('a model registered today raises the open draft by one, and the list with it', async () => {
  const an = await house.as('an')
  const sheet = `/bao-cao/T2026-11/${house.unit('KT')}`
  const count = async (): Promise<number> => Number(/nguon\/DVK01">đếm từ (\d+)/u.exec((await an.get(sheet)).text)?.[1])
  const earlier = await count()
  const registered = await an.post('/kheo/dang-ky', {
    id: randomUUID(),
    unit: house.unit('KT'),
    title: 'Mô hình của bài thử',
    kind: 'collective',
    field: 'VAN_HOA_XA_HOI',
    on: '21/11/2026',
    situation: 'Tình hình.',
    aims: 'Mục tiêu.',
    content: 'Nội dung.',
    scope: 'Cả xã.',
    forces: 'Cán bộ thôn.',
    resources: 'Tự có.',
    outputs: 'Kết quả.',
    upkeep: 'Duy trì.',
  })
  assert.equal(registered.status, 303, registered.text.slice(0, 3000))
  const now = await count()
  assert.equal(rowsOf((await an.get(`${sheet}/nguon/DVK01`)).text), now)
  assert.equal(now, earlier + 1)
})

test('beside each figure stand the last window and the same of last year, or why not', async () => {
  const an = await house.as('an')
  // Khe Trầm was made whole of two communes in July 2025: before it, their sum.
  assert.doesNotMatch((await an.get(`/bao-cao/T2026-11/${house.unit('KT')}`)).text, /địa bàn khác/u)
  const binh = await house.as('binh')
  // Suối Lúa took a part of a divided commune: nothing before July 2025 is the same land.
  assert.match((await binh.get(`/bao-cao/T2026-06/${house.unit('SL')}`)).text, /không so sánh được/u)
  assert.match((await binh.get(`/bao-cao/T2026-06/${house.unit('SL')}`)).text, /địa bàn khác/u)
})

test('the standing models of every commune are those of the month before, and new ones, less those that stopped', async () => {
  const { rows } = await sql<{ n: number }>`
    with figure as (select e.unit_id, w.until_on, w.from_on, f.indicator, f.counted from report_figure f join report_edition e on e.id = f.edition_id join report_window w on w.id = e.window_id
      where f.indicator in ('DVK01', 'DVK08', 'DVK09') and w.from_on > '2025-08-21')
    select count(*)::int as n from figure now
      join figure before on before.unit_id = now.unit_id and before.indicator = 'DVK09' and before.until_on = now.from_on - 1
      join figure fresh on fresh.unit_id = now.unit_id and fresh.until_on = now.until_on and fresh.indicator = 'DVK01'
      join figure stopped on stopped.unit_id = now.unit_id and stopped.until_on = now.until_on and stopped.indicator = 'DVK08'
     where now.indicator = 'DVK09' and now.counted <> before.counted + fresh.counted - stopped.counted`.execute(house.db)
  assert.equal(rows[0]?.n, 0)
})

test('every published figure is the sum of its parts, and every snapshot still has its seal', async () => {
  const { rows } = await sql<{
    snapshot: ReportSnapshot
    seal: string
  }>`select snapshot, snapshot_sha256 as seal from report_publication`.execute(house.db)
  assert.equal(rows.length, 28)
  for (const { snapshot, seal } of rows) assert.equal(sealOf(snapshot), seal)
  const wrong = await sql<{ n: number }>`
    select count(*)::int as n from report_published_figure f
     where f.denominator is null and coalesce(f.value, 0) <> (select coalesce(sum(value), 0) from report_contribution c where c.publication_id = f.publication_id and c.indicator = f.indicator)`.execute(
    house.db,
  )
  assert.equal(wrong.rows[0]?.n, 0)
})

test('the lists of a published report are as long as its records, and name the commune of each hamlet', async () => {
  const { rows } = await sql<{ snapshot: ReportSnapshot }>`select snapshot from report_publication order by at desc limit 6`.execute(
    house.db,
  )
  const lists = rows.flatMap(({ snapshot }) => snapshot.lists ?? [])
  assert.ok(lists.length >= 6, 'the month asks for its lists')
  for (const one of lists) assert.equal(one.records.length, one.count)
  const hamlets = lists.flatMap(one => one.records.map(each => each.place)).filter(place => /^(?:thôn|ấp|bản|tổ|khu)\s/iu.test(place))
  assert.ok(hamlets.length > 0, 'records lie in hamlets')
  for (const place of hamlets) assert.match(place, /, (?:xã|phường|đặc khu) /u)
})

test('the province counts each record once, on the old tree through districts and on the new one straight', async () => {
  const { rows } = await sql<{ code: string; n: number }>`
    with recursive every as (
      select i.publication_id, i.child_id from report_inclusion i where publication_id is not null
      union all select e.publication_id, i.child_id from every e join report_inclusion i on i.parent_edition = e.child_id),
    leaves as (select e.* from every e join report_edition d on d.id = e.child_id where not d.consolidated)
    select w.code, count(*)::int as n from report_publication p join report_window w on w.id = p.window_id
      join report_published_figure f on f.publication_id = p.id and f.indicator like 'DVK%'
     where f.value is distinct from (select count(distinct s.record_id)::numeric + coalesce((select sum(g.value - g.counted) from leaves l join report_figure g on g.edition_id = l.child_id and g.indicator = f.indicator where l.publication_id = p.id), 0)
       from leaves l join report_source s on s.edition_id = l.child_id and s.indicator = f.indicator where l.publication_id = p.id)
     group by 1`.execute(house.db)
  assert.deepEqual(rows, [])
})

test('a published figure of the old tree opens through its districts to communes and records', async () => {
  const binh = await house.as('binh')
  const { rows } = await sql<{
    id: string
  }>`select p.id from report_publication p join report_window w on w.id = p.window_id where w.code = 'T2025-05'`.execute(house.db)
  const page = await binh.get(`/bao-cao/cong-bo/${rows[0]?.id}/nguon/DVK09`)
  assert.match(page.text, /Cộng từ \d+ báo cáo cấp dưới/u)
  assert.match(page.text, /2 đơn vị góp vào/u)
})

type Sum = readonly [value: number, numerator: number, denominator: number]

const sumOf = ({ value, numerator, denominator }: Pick<Total, 'value' | 'numerator' | 'denominator'>, isRatio: boolean): Sum => [
  isRatio ? 0 : exact(value ?? 0),
  exact(numerator ?? 0),
  exact(denominator ?? 0),
]

test('every window of the demo adds up to the same figures by its levels, in what was published and on three structures', async () => {
  const seen = { windows: 0, districts: 0, published: 0, figures: 0 }
  await house.doing('binh', 'reports.read', async ask => {
    const { regimeId } = (await addUp(ask, 'T2026-10')).window
    for (const window of await windowsOfRegime(ask, regimeId)) {
      const { indicators } = await formOn(ask, window.regimeId, window.until)
      const top = await addUp(ask, window.code, window.openedFor)
      if (top.parts.length === 0) continue
      seen.windows++
      const byDistrict = new Map<string, readonly Total[]>()
      for (const receiver of top.receivers.filter(id => id !== window.openedFor))
        byDistrict.set(receiver, (await addUp(ask, window.code, receiver)).totals)
      const last = top.publications.at(-1)
      const frozen = last && (await findPublication(ask, last.id, 'ours')).snapshot.rows
      for (const [i, indicator] of indicators.entries()) {
        const isRatio = indicator.kind === 'ratio'
        const total = top.totals[i]
        assert.ok(total && total.code === indicator.code)
        const said = `${window.code} ${indicator.code}`
        const expected = sumOf(total, isRatio)
        const known = { ...(await knownOf(ask, window, indicator.code)), indicator }
        const structures: Structure[] = [
          { as: 'reported' },
          { as: 'today', day: ask.today },
          { as: 'day', day: day('2025-06-30') },
          { as: 'day', day: day('2025-07-01') },
        ]
        for (const structure of structures) {
          const { total: placed, units } = placedBy(known, structure, ask.tree)
          const found: Sum = [isRatio ? 0 : placed.value, placed.numerator, placed.denominator]
          assert.deepEqual(found, expected, `${said} ${JSON.stringify(structure)}`)
          const whole = units.get(window.openedFor)
          if (whole) assert.deepEqual([isRatio ? 0 : whole.value, whole.numerator, whole.denominator], expected, said)
        }
        // What districts sent up is what the province took in, each by its own edition.
        for (const [receiver, totals] of byDistrict) {
          const [below, sent] = [totals[i], top.parts.find(part => part.unitId === receiver)?.figures.get(indicator.code)]
          if (!below || !sent) continue
          assert.deepEqual(sumOf(sent, isRatio), sumOf(below, isRatio), `${said} ${receiver}`)
          seen.districts++
        }
        const published = frozen?.find(row => row.code === indicator.code)
        if (published && last?.editions.length === top.parts.length) {
          assert.deepEqual(sumOf(published, isRatio), expected, `${said} published`)
          seen.published++
        }
        seen.figures++
      }
    }
  })
  assert.ok(seen.windows >= 24 && seen.districts >= 12 * 20 && seen.published >= 20 * 20, JSON.stringify(seen))
})

test('a report that nothing happened to is read by a shorter statement, and one that something happened to is read as it is', async () => {
  const { rows } = await sql<{ window: string; code: string; unit: string }>`
    select w.id as window, w.code, o.unit_id as unit from report_obligation o join report_window w on w.id = o.window_id order by w.until_on, o.unit_id`.execute(
    house.db,
  )
  type Row = (typeof rows)[number]
  const untouched: Row[] = []
  const seen = { drafted: 0, handedIn: 0, termed: 0, received: 0, moved: 0 }
  const same = async (ask: Ask, { code, unit }: Row): Promise<Owed> => {
    const whole = await findOwed(ask, code, unit)
    assert.deepEqual(await findOwed(ask, code, unit, true), whole, `${code} ${unit}`)
    return whole.owed
  }
  await house.doing('binh', 'reports.read', async ask => {
    for (const row of rows) {
      const { editions, terms, draft, receives } = await same(ask, row)
      if (editions.length > 0) seen.handedIn++
      else if (terms.events.length > 0) seen.termed++
      else if (draft) seen.drafted++
      if (editions.length + terms.events.length === 0 && !receives) untouched.push(row)
    }
  })
  await house.doing('an', 'reports.read', async ask => {
    const out = untouched.find(row => !ask.grant.units.has(row.unit))
    await assert.rejects(findOwed(ask, out?.code ?? '', out?.unit ?? '', true), { code: 'missing' })
  })
  const one = untouched.at(-1) ?? assert.fail('nothing is untouched')
  const undone = new Error('undone')
  const undoing = (work: (ask: Ask) => Promise<void>) =>
    assert.rejects(
      house.doing('binh', 'reports.read', async ask => {
        await work(ask)
        throw undone
      }),
      undone,
    )
  // Someone owes to it from now on, and this very transaction knows it.
  await undoing(async ask => {
    await sql`insert into report_obligation (window_id, unit_id, receiver_id)
      select ${one.window}::uuid, u.id, ${one.unit}::uuid from unit u where u.id <> all(${rows.map(row => row.unit)}::uuid[]) limit 1`.execute(
      ask.tx,
    )
    if ((await same(ask, one)).receives) seen.received++
  })
  await undoing(async ask => {
    const moved = rows.find(row => row.window === one.window && row.unit !== one.unit)
    await sql`insert into report_rearranged (window_id, unit_id, number, receiver_id, at, by_person)
      values (${one.window}::uuid, ${moved?.unit}::uuid, 1, ${one.unit}::uuid, now(), ${ask.person.id}::uuid)`.execute(ask.tx)
    if ((await same(ask, one)).receives) seen.moved++
  })
  assert.ok(
    Object.values(seen).every(n => n > 0),
    JSON.stringify(seen),
  )
})
