// What a reviewer reads beside a report: the editions that stand in several windows, and who looks at which report.
import { sql } from 'kysely'
import { type Ask, inReach } from '../../access/ask.ts'
import type { Figure, FigureState, Figures } from './figures.ts'
import type { Section } from './sheet.ts'

export interface Standing {
  readonly editionId: string
  readonly windowId: string
  readonly unitId: string
  readonly figures: Figures
  readonly narrative: readonly Section[]
}

/** What was said in an earlier window: values by place, for a queue sets two thousand such editions beside those of now. */
export interface Stood {
  readonly editionId: string
  readonly windowId: string
  readonly unitId: string
  readonly consolidated: boolean
  readonly narrative: readonly Section[]
  readonly figure: (code: string) => Pick<Figure, 'state' | 'value'> | undefined
}

interface Row {
  editionId: string
  windowId: string
  unitId: string
  consolidated: boolean
  codes: string[]
  states: FigureState[]
  values: (number | null)[]
  counted: (number | null)[]
  reasons: (string | null)[]
  narrative: Section[]
}

// Arrays travel as JSON: the driver reads that ten times faster than arrays of numerics, and a queue has many hundred editions.
const standing = (ask: Ask, where: ReturnType<typeof sql>, textsOf: ReturnType<typeof sql>, isWhole: boolean) => sql<Row>`
  select e.id as "editionId", e.window_id as "windowId", e.unit_id as "unitId", e.consolidated, to_json(e.figure_codes) as codes, to_json(e.figure_states) as states,
         to_json(e.figure_values) as values, ${isWhole ? sql`to_json(e.figure_counted)` : sql`'[]'::json`} as counted,
         ${isWhole ? sql`to_json(e.figure_reasons)` : sql`'[]'::json`} as reasons, case when ${textsOf} then e.narrative else '[]' end as narrative
    from report_edition e
   where ${where} and ${inReach(ask, 'e.unit_id')}
     and not exists (select from report_edition n where n.window_id = e.window_id and n.unit_id = e.unit_id and n.number > e.number)
     and (select v.kind from report_verdict v where v.edition_id = e.id order by v.number desc limit 1) is distinct from 'returned'`

const standingOf = ({ editionId, windowId, unitId, codes, states, values, counted, reasons, narrative }: Row): Standing => ({
  editionId,
  windowId,
  unitId,
  narrative,
  figures: new Map(
    codes.map((code, i): [string, Figure] => [
      code,
      {
        code,
        state: states[i] ?? 'reported',
        value: values[i] ?? null,
        counted: counted[i] ?? null,
        numerator: null,
        denominator: null,
        reason: reasons[i] ?? null,
        note: null,
      },
    ]),
  ),
})

/** The editions handed in to a receiver in a window and not sent back, with all they say but the parts of ratios. */
export const standingTo = async (ask: Ask, windowId: string, receiverId: string): Promise<readonly Standing[]> =>
  (
    await standing(
      ask,
      sql`e.window_id = ${windowId}::uuid and e.unit_id in (select o.unit_id from report_owing o where o.window_id = ${windowId}::uuid and o.receiver_id = ${receiverId}::uuid)`,
      sql`true`,
      true,
    ).execute(ask.tx)
  ).rows
    .map(standingOf)
    .sort((a, b) => (a.unitId < b.unitId ? -1 : 1))

/** What these units had handed in for these windows; the words only where they are asked for. */
export const stoodIn = async (
  ask: Ask,
  units: readonly string[],
  windows: readonly string[],
  withWords: readonly string[],
): Promise<readonly Stood[]> => {
  if (units.length === 0 || windows.length === 0) return []
  const { rows } = await standing(
    ask,
    sql`e.window_id = any(${[...windows]}::uuid[]) and e.unit_id = any(${[...units]}::uuid[])`,
    sql`e.window_id = any(${[...withWords]}::uuid[])`,
    false,
  ).execute(ask.tx)
  const places = new Map<string, ReadonlyMap<string, number>>()
  return rows.map(({ codes, states, values, editionId, windowId, unitId, consolidated, narrative }) => {
    const key = codes.join()
    const place = places.get(key) ?? new Map(codes.map((code, i) => [code, i]))
    places.set(key, place)
    const figure = (code: string): Pick<Figure, 'state' | 'value'> | undefined => {
      const i = place.get(code)
      return i === undefined ? undefined : { state: states[i] ?? 'reported', value: values[i] ?? null }
    }
    return { editionId, windowId, unitId, consolidated, narrative, figure }
  })
}

/** Who looks at the report of each unit in this window. */
export async function reviewersIn(ask: Ask, windowId: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ unit: string; person: string | null }>`
    select distinct on (r.unit_id) r.unit_id as unit, r.person_id as person from report_reviewer r
     where r.window_id = ${windowId}::uuid and ${inReach(ask, 'r.unit_id')} order by r.unit_id, r.number desc`.execute(ask.tx)
  return new Map(rows.flatMap(row => (row.person === null ? [] : [[row.unit, row.person] as const])))
}

/** Gives the reports of these units to a person, or to nobody in particular; those already there stay as they are. */
export async function putReviewer(ask: Ask, windowId: string, units: readonly string[], personId: string | null): Promise<string[]> {
  const { rows } = await sql<{ unit: string }>`
    insert into report_reviewer (window_id, unit_id, number, person_id, at, by_person)
    select ${windowId}::uuid, u.id, coalesce(last.number, 0) + 1, ${personId}::uuid, ${ask.at.toISOString()}::timestamptz, ${ask.person.id}::uuid
      from unnest(${[...units]}::uuid[]) as u (id)
      left join lateral (select r.number, r.person_id from report_reviewer r where r.window_id = ${windowId}::uuid and r.unit_id = u.id order by r.number desc limit 1) last on true
     where last.person_id is distinct from ${personId}::uuid
    on conflict do nothing returning unit_id as unit`.execute(ask.tx)
  return rows.map(row => row.unit)
}
