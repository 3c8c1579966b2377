// Plans of the readings that a person without any right in the database does all day, on more rows than a province has.
import assert from 'node:assert/strict'
import test from 'node:test'
import pg from 'pg'
import type { Ask } from '../../src/access/ask.ts'
import type { Tx } from '../../src/ground/db.ts'
import { list } from '../../src/rooms/kheo/store-lists.ts'
import { findOwed, owedBy, owedTo } from '../../src/rooms/reports/store-editions.ts'
import { inHouse, type TestHouse } from '../house.ts'
import { CODE, openWindow } from './steps.ts'

interface Statement {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/** What an act asks of the database, beside doing it. */
function overheard(tx: Tx, heard: Statement[]): Tx {
  const executor = tx.getExecutor()
  const listening = new Proxy(executor, {
    get(of, name) {
      const value = Reflect.get(of, name)
      if (name === 'executeQuery')
        return (query: Statement, ...more: unknown[]) => {
          heard.push({ sql: query.sql, parameters: query.parameters })
          return Reflect.apply(value as () => unknown, of, [query, ...more])
        }
      return typeof value === 'function' ? value.bind(of) : value
    },
  })
  return new Proxy(tx, {
    get: (of, name) => (name === 'getExecutor' ? () => listening : Reflect.get(of, name, of)),
  })
}

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly Plans?: readonly PlanNode[]
}

const nodes = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodes)]

/** A country around Tỉnh Mẫu: its communes owe in every window that there is, and have models, as those of a nation do. */
async function fillCountry(house: TestHouse): Promise<void> {
  const owner = new pg.Client({ connectionString: house.database.ownerUrl })
  await owner.connect()
  try {
    await owner.query(`
      create temp table far as select gen_random_uuid() as id, n from generate_series(1, 900) n;
      insert into unit (id) select id from far;
      insert into report_regime (id, code, name, rhythm)
        select gen_random_uuid(), 'XA-' || n, 'Chế độ xa ' || n, 'month' from generate_series(1, 6) n;
      insert into report_window (id, regime_id, code, label, from_on, until_on, due_on, opened_by, opened_for, opened_at)
        select gen_random_uuid(), r.id, r.code || '-W', r.code, '2026-10-01', '2026-10-31', '2026-11-05', w.opened_by, w.opened_for, now()
          from report_regime r, report_window w where r.code like 'XA-%' and w.code = '${CODE}';
      insert into report_obligation (window_id, unit_id, receiver_id)
        select w.id, f.id, (select p.id from far p where p.n = 1 + f.n % 34) from far f, report_window w where w.code like 'XA-%-W' and f.n > 34;
      insert into report_edition (id, window_id, unit_id, number, receipt, at, by_person, content_sha256, form_version, tree_on,
          figure_codes, figure_states, figure_values, figure_counted, figure_numerators, figure_denominators, figure_reasons, figure_notes)
        select gen_random_uuid(), o.window_id, o.unit_id, 1, 'BN-2026-' || 100000 + row_number() over (), now(), w.opened_by, repeat('0', 64), 1,
          w.until_on, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}'
          from report_obligation o join report_window w on w.id = o.window_id where w.code like 'XA-%-W';
      insert into kheo_model (id, unit_id, body_id, kind, field_code, title, registered_on, created_by, created_at)
        select gen_random_uuid(), f.id, f.id, 'collective', 'KINH_TE', 'Mô hình xa ' || f.n || '.' || i, date '2026-01-01' + i, w.opened_by, now()
          from far f, generate_series(1, 8) i, report_window w where w.code = '${CODE}';
      analyze;`)
  } finally {
    await owner.end()
  }
}

const READINGS: Readonly<Record<string, { tables: readonly string[]; read(ask: Ask, house: TestHouse): Promise<unknown> }>> = {
  'what one commune owes': {
    tables: ['report_obligation', 'report_edition'],
    read: (ask, house) => owedBy(ask, [house.unit('KT')], '2020-01-01' as never, '2027-01-01' as never),
  },
  'one report': {
    tables: ['report_obligation', 'report_edition'],
    read: (ask, house) => findOwed(ask, CODE, house.unit('KT')),
  },
  'the board of a province': {
    tables: ['report_edition', 'report_obligation'],
    read: async (ask, house) => owedTo(ask, (await findOwed(ask, CODE, house.unit('KT'))).owed.window.id, house.unit('MAU')),
  },
  'the models of a subtree': {
    tables: ['kheo_model'],
    read: (ask, house) => list(ask as Ask<'kheo.read'>, { units: [house.unit('KT')] } as never, 50),
  },
}

test(
  'who reads a subtree without being an administrator reads it by its index, however large the country',
  inHouse(async house => {
    await openWindow(house)
    await fillCountry(house)
    const app = new pg.Client({ connectionString: house.database.appUrl })
    await app.connect()
    try {
      const { rows } = await app.query('select rolsuper or rolbypassrls as mighty from pg_roles where rolname = current_user')
      assert.equal(rows[0].mighty, false, 'the plan is that of a role without rights')
      for (const [what, { tables, read }] of Object.entries(READINGS)) {
        const heard: Statement[] = []
        await house.doing('binh', what.includes('models') ? 'kheo.read' : 'reports.read', ask =>
          read({ ...ask, tx: overheard(ask.tx, heard) }, house),
        )
        assert.ok(heard.length > 0, what)
        for (const { sql, parameters } of heard) {
          const plan = await app.query(`explain (format json) ${sql}`, [...parameters])
          const walked = nodes(plan.rows[0]['QUERY PLAN'][0].Plan).filter(
            node => node['Node Type'].includes('Seq Scan') && tables.includes(node['Relation Name'] ?? ''),
          )
          assert.deepEqual(
            walked.map(node => node['Relation Name']),
            [],
            `${what}: ${sql}`,
          )
        }
      }
    } finally {
      await app.end()
    }
  }),
)
