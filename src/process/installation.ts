// How a database was first put to use, and the lock under which that happens once.
import pg from 'pg'
import { migrate } from '../ground/migrations.ts'
import { MIGRATIONS } from './open.ts'

export interface Installation {
  readonly kind: 'demo' | 'init'
  readonly ready: boolean
}

const LOCK = 20_261_123

// Not `drop schema public`: on a server given by another body the schema belongs to the server, and its extensions stay.
const EMPTY = `
  do $$
  declare line text;
  begin
    foreach line in array array(
      select format('drop %s if exists %s cascade', case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end, oid::regclass)
      from pg_class c
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S')
        and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
      union all
      select format('drop routine if exists %s cascade', oid::regprocedure)
      from pg_proc p
      where pronamespace = 'public'::regnamespace
        and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'))
    loop
      execute line;
    end loop;
  end $$`

/** Under the lock of the database: looks at what it is used for, and does the work with that answer. */
export async function whileInstalling<T>(
  ownerUrl: string,
  work: (found: Installation | undefined, install: Installer) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    const { rows } = await client.query<Installation>('select kind, ready from installation')
    return await work(rows[0], {
      async begin(kind) {
        await client.query(
          'insert into installation (kind) values ($1) on conflict (only_one) do update set kind = $1, ready = false, initialised_at = now()',
          [kind],
        )
      },
      async finish() {
        await client.query('update installation set ready = true')
      },
      async giveUp() {
        await client.query('delete from installation')
      },
      // Only what a broken first step left, or a demo, is ever emptied; see the callers.
      async empty() {
        await client.query(EMPTY)
        await migrate(ownerUrl, MIGRATIONS)
      },
    })
  } finally {
    await client.end()
  }
}

export interface Installer {
  begin(kind: Installation['kind']): Promise<void>
  finish(): Promise<void>
  giveUp(): Promise<void>
  empty(): Promise<void>
}
