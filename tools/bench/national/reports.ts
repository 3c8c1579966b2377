// The reports of the country, written a window at a time in a few statements: figures, records behind counted ones, verdicts, and what
// the provinces sent up. Figures follow from unit, line and window alone, so that every run has the same country.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { addDays, addMonths, civil, type Day, day, monthOf, yearOf } from '../../../src/ground/day.ts'
import type { Tx } from '../../../src/ground/db.ts'
import type { Country } from './country.ts'
import { LINES } from './lines.ts'

export const REGIME = 'DO-QUOC-GIA'

export interface MonthWindow {
  readonly id: string
  readonly code: string
  /** 0 is the one that is being handed in now. */
  readonly ago: number
}

/** The regime with its form, and as many monthly windows as asked, the last one of the month before this one. */
export async function makeRegime(tx: Tx, { centre, provinces, communes, person }: Country, windows: number): Promise<MonthWindow[]> {
  const lines = LINES.map((one, i) => ({ ...one, position: i + 1 }))
  await sql`
    insert into report_indicator (id, code, valid, label, measure, group_name, position, depth, kind, counter, numerator_means, denominator_means, decimals)
    select gen_random_uuid(), code, daterange(null, null), label, case kind when 'ratio' then '%' else 'việc' end, "group", position, depth, kind,
           case when counts then 'kheo.standing' end, case kind when 'ratio' then 'đã giải quyết' else '' end,
           case kind when 'ratio' then 'đã tiếp nhận' else '' end, case kind when 'ratio' then 1 else 0 end
      from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as l (code text, label text, "group" text, position smallint, depth smallint, kind text, counts boolean)`.execute(
    tx,
  )
  const regime = randomUUID()
  await sql`insert into report_regime (id, code, name, rhythm) values (${regime}::uuid, ${REGIME}, 'Báo cáo công tác dân vận toàn quốc', 'month')`.execute(
    tx,
  )
  await sql`insert into report_form (regime_id, version, valid, lines, sections)
    values (${regime}::uuid, 1, daterange(null, null), ${LINES.map(one => one.code)}::text[], array['I. Tình hình Nhân dân', 'II. Kết quả công tác dân vận'])`.execute(
    tx,
  )
  const firstOfMonth = day(`${civil(new Date()).day.slice(0, 8)}01`)
  const made: MonthWindow[] = []
  for (let ago = windows - 1; ago >= 0; ago--) {
    const from = addMonths(firstOfMonth, -1 - ago)
    made.push({ id: await makeWindow(tx, { regime, centre, person }, from), code: codeOf(from), ago })
  }
  const owing = [...provinces.map(unit => [unit, centre]), ...communes.map((unit, i) => [unit, provinces[i % provinces.length]])]
  await sql`insert into report_obligation (window_id, unit_id, receiver_id)
    select w.id, o.unit, o.receiver from report_window w, unnest(${owing.map(one => one[0])}::uuid[], ${owing.map(one => one[1])}::uuid[]) as o (unit, receiver)
     where w.regime_id = ${regime}::uuid`.execute(tx)
  return made
}

const codeOf = (from: Day): string => `QG-${yearOf(from)}-${String(monthOf(from)).padStart(2, '0')}`

async function makeWindow(tx: Tx, of: { regime: string; centre: string; person: string }, from: Day): Promise<string> {
  const id = randomUUID()
  const until = addDays(addMonths(from, 1), -1)
  await sql`insert into report_window (id, regime_id, code, label, from_on, until_on, due_on, opened_by, opened_for, opened_at)
    values (${id}::uuid, ${of.regime}::uuid, ${codeOf(from)}, ${`tháng ${monthOf(from)}/${yearOf(from)}`}, ${from}, ${until}, ${addDays(until, 5)},
      ${of.person}::uuid, ${of.centre}::uuid, ${from}::date)`.execute(tx)
  return id
}

// What a unit has in a line, from its number, the place of the line and the window.
const value = sql`(1 + (u.n * 37 + p * 101 + w.ago * 13) % 900)`
const isNone = sql`(u.n * 7 + p * 3 + w.ago) % 41 = 0`
const isRatio = sql`(f.kinds)[p] = 'ratio'`
const RECORDS = 4

/** The reports of the communes for one window. Of the one that is open nine in ten are in, and three in four of these accepted. */
export async function writeCommunes(tx: Tx, { communes, person }: Country, { id, ago }: MonthWindow): Promise<void> {
  // Minutes on a busy machine, where an act of a person is given one.
  await sql`set local statement_timeout = 0`.execute(tx)
  const part = (what: ReturnType<typeof sql>) => sql`array(select ${what} from generate_series(1, f.n) as p order by p)`
  await sql`
    insert into report_edition (id, window_id, unit_id, number, receipt, at, by_person, content_sha256, form_version, tree_on, narrative,
      figure_codes, figure_states, figure_values, figure_counted, figure_numerators, figure_denominators, figure_reasons, figure_notes)
    select gen_random_uuid(), w.id, u.id, 1, 'BN-' || to_char(w.until_on, 'YYMM') || '-' || lpad((90000 + u.n)::text, 6, '0'),
           w.until_on + interval '2 days' + u.n * interval '7 seconds', ${person}::uuid, repeat('0', 64), 1, w.until_on,
           jsonb_build_array(jsonb_build_object('heading', 'I. Tình hình Nhân dân', 'text', 'Tình hình ổn định.')),
           f.codes,
           ${part(sql`case when ${isNone} and not ${isRatio} and not p = any(f.counting) then 'none' when (u.n + p) % 211 = 0 and not p = any(f.counting) then 'estimated' else 'reported' end`)},
           ${part(sql`case when ${isRatio} then round(100.0 * ${value} / 900, 4) when p = any(f.counting) then ${RECORDS} when not ${isNone} then ${value} end`)},
           ${part(sql`case when p = any(f.counting) then ${RECORDS}::numeric end`)},
           ${part(sql`case when ${isRatio} then ${value} end`)}, ${part(sql`case when ${isRatio} then 900 end`)}, '{}', '{}'
      from (select *, ${ago}::int as ago from report_window where id = ${id}::uuid) w,
           unnest(${[...communes]}::uuid[]) with ordinality as u (id, n),
           (select ${LINES.map(one => one.code)}::text[] as codes, ${LINES.map(one => one.kind)}::text[] as kinds, ${LINES.length}::int as n,
                   ${LINES.flatMap((one, i) => (one.counts ? [i + 1] : []))}::int[] as counting) f
     where ${ago} > 0 or u.n % 10 < 9`.execute(tx)
  await writeRecords(tx, id)
  await sql`
    insert into report_verdict (id, edition_id, number, kind, at, by_person)
    select gen_random_uuid(), e.id, 1, case when ${ago} = 0 and n % 50 = 1 then 'returned' else 'accepted' end, e.at + interval '1 day', ${person}::uuid
      from (select *, right(receipt, 6)::int - 90000 as n from report_edition where window_id = ${id}::uuid) e
     where ${ago} > 0 or n % 4 <> 3`.execute(tx)
}

/** Four records behind each counted figure; every fiftieth is counted by its neighbour too. */
async function writeRecords(tx: Tx, windowId: string): Promise<void> {
  await sql`
    insert into report_source (edition_id, indicator, record_id, unit_id, on_day, title, href)
    select e.id, c.code, md5(c.code || '-' || case when r = 1 and n % 50 = 0 then (n - 1) * 10 + 2 else n * 10 + r end)::uuid, e.unit_id, e.tree_on,
           'Mô hình số ' || n * 10 + r, '/dan-van-kheo'
      from (select *, right(receipt, 6)::int - 90000 as n from report_edition where window_id = ${windowId}::uuid) e,
           unnest(${LINES.flatMap(one => (one.counts ? [one.code] : []))}::text[]) as c (code), generate_series(1, ${RECORDS}) as r`.execute(
    tx,
  )
}
