// Finding a unit by a name it has or once had, typed with or without marks: "song lo", "co do can tho", "TX Bình Long".
import { sql } from 'kysely'
import type { Day } from '../ground/day.ts'
import type { Tx } from '../ground/db.ts'
import { searchKey, tidy, tonePlaced } from '../ground/vietnamese.ts'
import type { Level, Line } from './history.ts'

export interface FoundUnit {
  readonly id: string
  /** The name that was found, which may be a past one: "xã Khe Trầm". */
  readonly name: string
  readonly line: Line
  readonly level: Level
  readonly code: string | null
  /** The days on which it bore that name; null when not known, or still. */
  readonly from: Day | null
  readonly until: Day | null
  /** The names above it on the last of those days, the nearest first. */
  readonly above: readonly string[]
}

const SHORT: Readonly<Record<string, string>> = {
  tx: 'thi xa',
  tp: 'thanh pho',
  tt: 'thi tran',
  t: 'tinh',
  h: 'huyen',
  q: 'quan',
  x: 'xa',
  p: 'phuong',
  tdp: 'to dan pho',
  mttq: 'mat tran to quoc',
}
const WORDS_READ = 10

/** The words of a search as keys, with the short forms that officers type written out. */
export function searchWords(text: string): string[] {
  const words = searchKey(text.slice(0, 200).replace(/[.,;:()"'/\\-]+/gu, ' '))

    .split(' ')
    .filter(word => word !== '')
  return words.flatMap(word => (words.length > 1 && SHORT[word] ? SHORT[word].split(' ') : [word])).slice(0, WORDS_READ)
}

/**
 * Units by a present or past name. The first words must stand together in the unit's own name, the rest in the names above it:
 * the longest such beginning wins. Names as typed and equal names first, then those that still stand, then the higher level.
 */
export async function searchUnits(tx: Tx, text: string, limit: number): Promise<FoundUnit[]> {
  const words = searchWords(text)
  for (let own = words.length; own > 0; own--) {
    const found = await named(tx, words.slice(0, own).join(' '), words.slice(own), limit * 3)
    if (found.length > 0) return asTyped(found, text).slice(0, limit)
  }
  return []
}

/** Whoever typed the marks means them: "Cờ Đỏ" comes before "Cổ Đô". */
function asTyped(found: readonly FoundUnit[], text: string): FoundUnit[] {
  const typed = tonePlaced(tidy(text).toLowerCase())
  const isTyped = (unit: FoundUnit): number => Number(tonePlaced(unit.name.toLowerCase()).includes(typed))
  return [...found].sort((a, b) => isTyped(b) - isTyped(a))
}

async function named(tx: Tx, own: string, rest: readonly string[], limit: number): Promise<FoundUnit[]> {
  const inside = `%${own.replace(/[%_\\]/gu, '\\$&')}%`
  const { rows } = await sql<FoundUnit>`
    with recursive own as (
      select unit_id, full_name as name, line, level, code, lower(valid) "from", upper(valid) - 1 "until", parent_id, area_id,
             case when name_key = ${own} then 0
                  when name_key = kind_key || ' ' || ${own} then 1
                  when name_key like ${`${own} %`} or name_key like kind_key || ' ' || ${`${own} %`} then 2 else 3 end as rank,
             array_position(array['centre', 'province', 'district', 'commune', 'hamlet', 'body'], level) as depth
        from (select *, vn_key(kind) as kind_key, unit_full_name(line, kind, name) as full_name from unit_version where name_key like ${inside}) v
       where ' ' || name_key || ' ' like ${`% ${own.replace(/[%_\\]/gu, '\\$&')}%`}
       order by rank, upper_inf(valid) desc, depth, name_key, lower(valid) desc nulls last
       limit ${rest.length > 0 ? 400 : limit}
    ), up (unit_id, "from", above_id, "on", names, keys, steps) as (
      select unit_id, "from", coalesce(parent_id, area_id), coalesce("until", 'infinity'::date), array[]::text[], '', 0 from own
      union all
      select u.unit_id, u."from", coalesce(v.parent_id, v.area_id), u."on", u.names || unit_full_name(v.line, v.kind, v.name), u.keys || ' ' || v.name_key, u.steps + 1
        from up u join unit_version v on v.unit_id = u.above_id and (v.valid @> u."on" or u."on" = 'infinity' and upper_inf(v.valid))
       where u.steps < 8
    ), whole as (
      select distinct on (unit_id, "from") unit_id, "from", names, keys from up order by unit_id, "from", steps desc
    ), best as (
      select distinct on (o.unit_id) o.*, w.names as above
        from own o join whole w on w.unit_id = o.unit_id and w."from" is not distinct from o."from"
       where not exists (select from unnest(${rest}::text[]) word where w.keys || ' ' not like '% ' || word || ' %')
       order by o.unit_id, o.rank, o."until" desc nulls first
    )
    select unit_id id, name, line, level, code, "from", "until", above from best
     order by rank, "until" is null desc, depth, name, id limit ${limit}`.execute(tx)
  return rows
}
