// The load of the kill rig: officers who hand in reports of 250 figures over HTTP, and keep the receipts they were given.
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { codes, FIGURES, makeProvince, type Officer, type Owing } from './bench/province.ts'

/** The id of an edition that the server said it had received. */
export type Receipt = string

interface Sending {
  readonly id: string
  readonly path: string
  readonly to: string
  readonly officer: Officer
}

export interface Load {
  /** Hands in one report; the receipt when the server gave one. What was cut off is sent again, with the same id, the next time. */
  handIn(address: string, worker: number): Promise<Receipt | undefined>
}

/** Makes reports enough to hand in, owed by officers who are signed in: their sessions outlive the process. */
export async function makeLoad(ownerUrl: string, most: number): Promise<Load> {
  const owing = await makeProvince(ownerUrl, most)
  const pending = new Map<number, Sending>()
  let taken = 0
  return {
    async handIn(address, worker) {
      const sending = pending.get(worker) ?? next(owing, taken++)
      pending.set(worker, sending)
      const answer = await send(address, sending)
      if (answer.status >= 500) return undefined
      if (answer.status !== 303 || answer.headers.get('location') !== sending.to)
        throw new Error(`unexpected answer to ${sending.path}: ${answer.status} ${(await answer.text()).slice(0, 3000)}`)
      pending.delete(worker)
      return sending.id
    },
  }
}

function next({ officers, windows }: Owing, n: number): Sending {
  const officer = officers[n % officers.length]
  const window = windows[Math.floor(n / officers.length)]
  if (!officer || window === undefined) throw new Error('every report that was owed is in: make more')
  const id = randomUUID()
  const here = `/bao-cao/${window}/${officer.unitId}`
  return { id, officer, path: `${here}/nop`, to: `${here}/bien-nhan/${id}` }
}

function send(address: string, { id, path, officer }: Sending): Promise<Response> {
  const body = new URLSearchParams({ _csrf: officer.csrf, id, after: '0' })
  // From the id alone, so that what is sent again is the same.
  const seed = Number.parseInt(id.slice(0, 6), 16)
  for (const [i, code] of codes.entries()) body.set(`o-${code}`, String(1 + ((seed + i * 37) % 900)))
  return fetch(address + path, {
    method: 'POST',
    body,
    headers: { cookie: officer.cookie },
    redirect: 'manual',
    signal: AbortSignal.timeout(15_000),
  })
}

export interface Kept {
  /** Receipts whose edition is not there whole, with every figure and its line in the act log: each is a broken promise. */
  readonly lost: readonly Receipt[]
  /** Editions without a figure or a line of the log: half of something. */
  readonly halves: number
}

/** Looks for these receipts in the database, and for halves among what was written since then; without `since` among all there is. */
export async function lookFor(ownerUrl: string, receipts: readonly Receipt[], since = new Date(0)): Promise<Kept> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ id: string; whole: boolean; promised: boolean }>(
      `with ours as (select e.id from report_edition e join report_window w on w.id = e.window_id where w.code like 'DO-%' and (e.at >= $3::timestamptz or e.id = any($1::uuid[]))),
         figures as (select f.edition_id, count(*) n from report_figure f where f.edition_id in (select id from ours) group by f.edition_id),
         logged as (select distinct subject from act_log where act = 'reports.submit')
       select coalesce(o.id, p.id) as id, p.id is not null as promised,
              o.id is not null and f.n = $2 and l.subject is not null as whole
       from ours o full join unnest($1::uuid[]) p(id) using (id)
         left join figures f on f.edition_id = o.id left join logged l on l.subject = o.id::text`,
      [receipts, FIGURES, since],
    )
    return {
      lost: rows.filter(row => row.promised && !row.whole).map(row => row.id),
      halves: rows.filter(row => !row.promised && !row.whole).length,
    }
  } finally {
    await client.end()
  }
}
