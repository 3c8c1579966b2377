// Reports of 250 figures, handed in over HTTP with permission, rules and act log, beside the same rows by SQL alone.
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Bench } from './bench.ts'
import { codes, FIGURES, makeProvince, type Officer } from './province.ts'
import { besideFloor, type Round, type Row } from './table.ts'

const LINES = [8, 32] as const
const TARGET = 0.6
const FORMS = 8
/** Faster than this, two cores have not been seen to be; the windows must not run out. */
const MOST = 1600

/** The inputs of the page that asks whether to hand in, filled by the system itself after an officer pressed "Xem lại và nộp". */
async function harvestForm(address: string, officer: Officer, window: string, variant: number): Promise<string> {
  const here = `${address}/bao-cao/${window}/${officer.unitId}`
  const page = await (await fetch(here, { headers: { cookie: officer.cookie } })).text()
  const version = /name="version" value="(\d+)"/u.exec(page)?.[1] ?? '0'
  const typed = new URLSearchParams({ _csrf: officer.csrf, after: '0', version, page: randomUUID() })
  for (const [i, code] of codes.entries()) typed.set(`o-${code}`, String(1 + ((i * 37 + variant * 101) % 900)))
  const answer = await fetch(`${here}/xem-lai`, { method: 'POST', headers: { cookie: officer.cookie }, body: typed })
  const html = await answer.text()
  const form = /<form[^>]*action="[^"]*\/nop"[^>]*>([\s\S]*?)<\/form>/u.exec(html)?.[1] ?? ''
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/gu)].map(
    ([, name = '', value = '']) => [name, value] as const,
  )
  if (fields.filter(([name]) => name.startsWith('o-')).length !== FIGURES)
    throw new Error(`${here}/xem-lai: ${answer.status} ${html.slice(0, 2000)}`)
  // The session, the id and the draft that was looked over are each officer's own.
  const own = new Set(['_csrf', 'id', 'version'])
  return new URLSearchParams(fields.filter(([name]) => !own.has(name)).map(([name, value]) => [name, value])).toString()
}

async function makeFloor(owner: pg.Client): Promise<void> {
  await owner.query(`
    create schema bench;
    create table bench.figure (edition_id uuid not null, indicator text not null, state text not null, value numeric, primary key (edition_id, indicator));
    create table bench.audit (id bigserial primary key, subject uuid not null, at timestamptz not null default now(), detail jsonb not null)`)
}

/** Every receipt is one edition with all its figures and one line of the log, and nothing else came in. @throws when not */
async function mustAllBeThere(owner: pg.Client, receipts: readonly string[]): Promise<void> {
  const { rows } = await owner.query<{
    promised: number
    there: number
    editions: number
    figures: number
    logged: number
    receipts: number
  }>(
    `with promised as (select distinct p as id from unnest($1::uuid[]) as p),
       ours as (select e.* from report_edition e join report_window w on w.id = e.window_id where w.code like 'DO-%')
     select (select count(*) from promised)::int as promised,
            (select count(*) from promised join ours using (id))::int as there,
            (select count(*) from ours)::int as editions,
            (select count(distinct receipt) from ours)::int as receipts,
            (select count(*) from report_figure f join ours on ours.id = f.edition_id)::int as figures,
            (select count(*) from act_log l join ours on l.subject = ours.id::text where l.act = 'reports.submit')::int as logged`,
    [receipts],
  )
  const found = rows[0]
  const n = receipts.length
  if (
    !found ||
    [found.promised, found.there, found.editions, found.receipts, found.logged].some(one => one !== n) ||
    found.figures !== n * FIGURES
  )
    throw new Error(`acknowledged ${n}, but the database holds ${JSON.stringify(found)}`)
}

/** Measures at each number of connections; afterwards counts what was promised. */
export async function benchSubmissions(bench: Bench): Promise<Row[]> {
  const { address } = await bench.ours()
  const { ownerUrl, superUrl } = await bench.database()
  const seconds = LINES.length * (bench.rounds + 1) * bench.seconds
  const owing = await makeProvince(ownerUrl, MOST * seconds)
  const [first, window] = [owing.officers[0], owing.windows[0]]
  if (!first || window === undefined) throw new Error('nothing is owed')
  const forms: string[] = []
  for (let variant = 0; variant < FORMS; variant++) forms.push(await harvestForm(address, first, window, variant))
  await bench.load.tell({ do: 'owe', owing, forms })
  const [owner, superuser] = [new pg.Client({ connectionString: ownerUrl }), new pg.Client({ connectionString: superUrl })]
  await Promise.all([owner.connect(), superuser.connect()])
  try {
    await makeFloor(owner)
    const rows: Row[] = []
    for (const lines of LINES) {
      const ours = (of: number): Promise<number> => bench.load.rate({ do: 'submit', address, lines, seconds: of })
      const floor = (of: number): Promise<number> => bench.load.rate({ do: 'insert', url: ownerUrl, lines, seconds: of })
      // A checkpoint before each turn, so that none pays for the one before.
      const turn = async (one: (of: number) => Promise<number>, of: number): Promise<number> => {
        await superuser.query('checkpoint')
        return one(of)
      }
      await turn(ours, bench.seconds)
      await turn(floor, 2)
      const rounds: Round[] = []
      for (let i = 0; i < bench.rounds; i++) rounds.push({ ours: await turn(ours, bench.seconds), floor: await turn(floor, bench.seconds) })
      rows.push(besideFloor(`submission of ${FIGURES} figures, ${lines} connections`, rounds, 'reports/s', TARGET))
    }
    const { receipts, repeated } = await bench.load.receipts()
    await mustAllBeThere(owner, receipts)
    bench.tell(
      `${receipts.length} submissions acknowledged, ${repeated} of them again on repeating; each is there once, with ${FIGURES} figures and its line in the log`,
    )
    return rows
  } finally {
    await Promise.all([owner.end(), superuser.end()])
  }
}
