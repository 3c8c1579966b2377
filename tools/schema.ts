// The schema as text, read from the catalogue of PostgreSQL 18: the embedded build has no pg_dump. Always in the same order.
import pg from 'pg'

const OURS = `n.nspname = 'public'`
const notOfExtension = (catalogue: string, oid: string): string =>
  `not exists (select from pg_depend d where d.classid = '${catalogue}'::regclass and d.objid = ${oid} and d.deptype = 'e')`

const EXTENSIONS = `select format('create extension %I;', extname) line from pg_extension where extname <> 'plpgsql' order by extname collate "C"`

const FUNCTIONS = `
  select pg_get_functiondef(p.oid) || ';' line from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where ${OURS} and p.prokind in ('f', 'p') and ${notOfExtension('pg_proc', 'p.oid')}
  order by p.proname collate "C", pg_get_function_identity_arguments(p.oid) collate "C"`

const SEQUENCES = `
  select format('create sequence %I;', c.relname) line from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where ${OURS} and c.relkind = 'S' and not exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('i', 'a', 'e'))
  order by c.relname collate "C"`

const TABLES = `
  select c.oid, c.relname name, c.relkind::text kind, obj_description(c.oid, 'pg_class') said,
         case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end partition_by,
         pg_get_expr(c.relpartbound, c.oid) partition_of, array_to_string(c.reloptions, ', ') options, (select inhparent::regclass::text from pg_inherits where inhrelid = c.oid) parent,
         c.relrowsecurity row_security
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where ${OURS} and c.relkind in ('r', 'p') and ${notOfExtension('pg_class', 'c.oid')}
  order by c.relname collate "C"`

const COLUMNS = `
  select format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
      || case when a.attstorage <> t.typstorage then ' storage ' || (array['plain', 'external', 'main', 'extended'])[strpos('pemx', a.attstorage::text)] else '' end
      || case when a.attcollation <> t.typcollation and a.attcollation <> 0
              then ' collate ' || (select quote_ident(collname) from pg_collation where oid = a.attcollation) else '' end
      || case when a.attidentity <> '' then ' generated ' || case a.attidentity when 'a' then 'always' else 'by default' end || ' as identity'
              when a.attgenerated = 's' then ' generated always as (' || pg_get_expr(f.adbin, f.adrelid) || ') stored'
              when f.adbin is not null then ' default ' || pg_get_expr(f.adbin, f.adrelid) else '' end
      || case when a.attnotnull then ' not null' else '' end line
  from pg_attribute a join pg_type t on t.oid = a.atttypid left join pg_attrdef f on f.adrelid = a.attrelid and f.adnum = a.attnum
  where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped
  order by a.attnum`

const CONSTRAINTS = `
  select format('constraint %I %s', conname, pg_get_constraintdef(oid, true)) line from pg_constraint
  where conrelid = $1 and contype <> 'n' and conislocal
  order by array_position(array['p', 'u', 'x', 'c', 'f', 't'], contype::text), conname collate "C"`

const INDEXES = `
  select pg_get_indexdef(i.indexrelid) || ';' line from pg_index i join pg_class c on c.oid = i.indexrelid
  where i.indrelid = $1 and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
  order by c.relname collate "C"`

const TRIGGERS = `select pg_get_triggerdef(oid, true) || ';' line from pg_trigger where tgrelid = $1 and not tgisinternal order by tgname collate "C"`

const POLICIES = `
  select format('create policy %I on %s as %s for %s%s%s;', polname, polrelid::regclass,
      case when polpermissive then 'permissive' else 'restrictive' end,
      case polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
      coalesce(' using (' || pg_get_expr(polqual, polrelid) || ')', ''), coalesce(' with check (' || pg_get_expr(polwithcheck, polrelid) || ')', '')) line
  from pg_policy where polrelid = $1 order by polname collate "C"`

const GRANTS = `
  select format('grant %s on %s to %I;', string_agg(lower(a.privilege_type), ', ' order by a.privilege_type collate "C"), $1::oid::regclass, r.rolname) line
  from pg_class c, aclexplode(c.relacl) a join pg_roles r on r.oid = a.grantee
  where c.oid = $1 and a.grantee <> c.relowner
  group by r.rolname order by r.rolname collate "C"`

const VIEWS = `
  select c.oid, format(E'create %sview %I as\\n%s', case c.relkind when 'm' then 'materialized ' else '' end, c.relname, pg_get_viewdef(c.oid, true)) line
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where ${OURS} and c.relkind in ('v', 'm') and ${notOfExtension('pg_class', 'c.oid')}
  order by c.relname collate "C"`

const COLUMN_COMMENTS = `
  select format('comment on column %s.%I is %L;', $1::oid::regclass, attname, col_description($1, attnum)) line
  from pg_attribute where attrelid = $1 and attnum > 0 and not attisdropped and col_description($1, attnum) is not null order by attnum`

interface TableRow {
  oid: number
  name: string
  kind: string
  said: string | null
  options: string | null
  partition_by: string | null
  partition_of: string | null
  parent: string | null
  row_security: boolean
}

/** The whole schema of a migrated database, for reading in a review and for comparing. */
export async function schemaText(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const lines = async (sql: string, of?: number): Promise<string[]> =>
      (await client.query<{ line: string }>(sql, of === undefined ? [] : [of])).rows.map(row => row.line)
    const out = ['-- Generated by `npm run generate` from the catalogue of PostgreSQL 18; changed by a migration, never by hand.']
    out.push((await lines(EXTENSIONS)).join('\n'), ...(await lines(FUNCTIONS)), ...(await lines(SEQUENCES)))
    for (const table of (await client.query<TableRow>(TABLES)).rows) out.push(await tableText(table, lines))
    for (const view of (await client.query<{ oid: number; line: string }>(VIEWS)).rows)
      out.push([view.line, ...(await lines(INDEXES, view.oid)), ...(await lines(GRANTS, view.oid))].join('\n'))
    return `${out.filter(part => part !== '').join('\n\n')}\n`
  } finally {
    await client.end()
  }
}

async function tableText(table: TableRow, lines: (sql: string, of: number) => Promise<string[]>): Promise<string> {
  const { oid, name } = table
  const inside = [...(await lines(COLUMNS, oid)), ...(await lines(CONSTRAINTS, oid))].map(line => `  ${line}`).join(',\n')
  const head = table.partition_of
    ? `create table ${name} partition of ${table.parent} ${table.partition_of};`
    : `create table ${name} (\n${inside}\n)${table.partition_by ? ` partition by ${table.partition_by}` : ''}${table.options ? ` with (${table.options})` : ''};`
  return [
    head,
    ...(table.said ? [`comment on table ${name} is '${table.said.replaceAll("'", "''")}';`] : []),
    ...(await lines(COLUMN_COMMENTS, oid)),
    ...(await lines(INDEXES, oid)),
    ...(table.row_security ? [`alter table ${name} enable row level security;`] : []),
    ...(await lines(POLICIES, oid)),
    ...(await lines(TRIGGERS, oid)),
    ...(await lines(GRANTS, oid)),
  ].join('\n')
}
