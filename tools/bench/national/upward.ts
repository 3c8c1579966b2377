// What the provinces sent up, of the windows that are over: their roll-ups as they are, made into editions of their own.
import { sql } from 'kysely'
import type { Tx } from '../../../src/ground/db.ts'
import type { Country } from './country.ts'
import { LINES } from './lines.ts'
import type { MonthWindow } from './reports.ts'

/** Each province's sum of its communes, as its own accepted edition, with the records of its parts each once. */
export async function writeProvinces(tx: Tx, { centre, person }: Country, { id }: MonthWindow): Promise<void> {
  await sql`
    with cells as (
      select b.receiver_id, f.place, f.estimated, case when f.n = 0 then null when f.denominator > 0 then round(100 * f.numerator / f.denominator, 4)
               else f.total - coalesce(f.counted - f.records, 0) end as value, f.records, nullif(f.numerator, 0) as numerator, nullif(f.denominator, 0) as denominator
        from report_rollup b, unnest(b.totals, b.numerators, b.denominators, b.counted, b.records, b.n_values, b.n_estimated) with ordinality
          as f (total, numerator, denominator, counted, records, n, estimated, place)
       where b.window_id = ${id}::uuid and b.receiver_id <> ${centre}::uuid)
    insert into report_edition (id, window_id, unit_id, number, receipt, at, by_person, content_sha256, form_version, tree_on, consolidated, narrative,
      figure_codes, figure_states, figure_values, figure_counted, figure_numerators, figure_denominators, figure_reasons, figure_notes)
    select gen_random_uuid(), w.id, c.receiver_id, 1, 'BN-' || to_char(w.until_on, 'YYMM') || '-' || lpad((80000 + row_number() over (order by c.receiver_id))::text, 6, '0'),
           w.until_on + interval '8 days', ${person}::uuid, repeat('0', 64), 1, w.until_on, true, '[]', ${LINES.map(one => one.code)}::text[],
           array_agg(case when value is null then 'none' when estimated > 0 then 'estimated' when value = 0 then 'zero' else 'reported' end order by place),
           array_agg(value order by place), array_agg(records::numeric order by place), array_agg(numerator order by place), array_agg(denominator order by place), '{}', '{}'
      from cells c, report_window w where w.id = ${id}::uuid group by w.id, w.until_on, c.receiver_id`.execute(tx)
  const own = sql`select p.id as part, e.id from report_edition e join report_obligation o on o.window_id = e.window_id and o.receiver_id = e.unit_id
    join report_edition p on p.window_id = o.window_id and p.unit_id = o.unit_id where e.window_id = ${id}::uuid and e.consolidated and not p.consolidated`
  await sql`insert into report_inclusion (child_id, parent_edition) select part, id from (${own}) as own`.execute(tx)
  await sql`
    insert into report_source (edition_id, indicator, record_id, unit_id, on_day, title, href)
    select distinct on (own.id, s.indicator, s.record_id) own.id, s.indicator, s.record_id, s.unit_id, s.on_day, s.title, s.href
      from (${own}) as own join report_source s on s.edition_id = own.part`.execute(tx)
  await sql`insert into report_verdict (id, edition_id, number, kind, at, by_person)
    select gen_random_uuid(), id, 1, 'accepted', at + interval '1 day', ${person}::uuid from report_edition where window_id = ${id}::uuid and consolidated`.execute(
    tx,
  )
}
