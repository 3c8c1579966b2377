// Dimensions as rows: every version is kept, the last one is offered.
import { sql } from 'kysely'
import type { Ask } from '../../../access/ask.ts'
import type { Definition } from '../designing/catalogue.ts'
import type { Dimension, Member } from './dimensions.ts'

/** Every version of every dimension, by name, the last version of each first. */
export const dimensionVersions = async (ask: Ask): Promise<readonly Dimension[]> =>
  (
    await sql<Dimension>`
      select d.code, d.version, d.name, d.made_for as "madeFor",
             (select json_agg(json_build_object('code', m.code, 'name', m.name) order by m.place)
                from report_dimension_member m where m.dimension = d.code and m.version = d.version) as members
        from report_dimension d order by vn_key(d.name), d.code, d.version desc`.execute(ask.tx)
  ).rows

/** The dimensions as they are now. */
export const dimensionsNow = async (ask: Ask): Promise<readonly Dimension[]> => {
  const all = await dimensionVersions(ask)
  return all.filter((one, i) => all[i - 1]?.code !== one.code)
}

/** The next version of a dimension. False, and nothing written, when another was made meanwhile. */
export async function putDimension(
  ask: Ask<'reports.design'>,
  unitId: string,
  one: { code: string; version: number; name: string; members: readonly Member[] },
): Promise<boolean> {
  const { rows } = await sql`
    with made as (
      insert into report_dimension (code, version, name, made_for, made_by, made_at)
      values (${one.code}, ${one.version}, ${one.name}, ${unitId}::uuid, ${ask.person.id}::uuid, ${ask.at.toISOString()}::timestamptz)
      on conflict do nothing returning code, version)
    insert into report_dimension_member (dimension, version, place, code, name)
    select made.code, made.version, m.place, m.code, m.name
      from made, unnest(${one.members.map(each => each.code)}::text[], ${one.members.map(each => each.name)}::text[]) with ordinality as m (code, name, place)
    returning code`.execute(ask.tx)
  return rows.length > 0
}

/** Brings parts into the catalogue; those that are there already are the same parts. */
export async function putParts(ask: Ask<'reports.design'>, unitId: string, parts: readonly Definition[]): Promise<void> {
  for (const one of parts)
    await sql`
      insert into report_indicator (id, code, valid, label, measure, group_name, position, depth, kind, subset_of, adds_up, decimals, means, rhythms,
        made_for, made_by, made_at)
      select gen_random_uuid(), ${one.code}, daterange(null, null), ${one.label}, ${one.measure}, ${one.group}, ${one.position}, 1, ${one.kind},
             ${one.subsetOf}, true, ${one.decimals}, ${one.means}, ${[...one.rhythms]}::text[], ${unitId}::uuid, ${ask.person.id}::uuid,
             ${ask.at.toISOString()}::timestamptz
       where not exists (select from report_indicator i where i.code = ${one.code})`.execute(ask.tx)
}
