// The load: a process of its own, told over IPC what to do and for how long, so that the server pays for nothing but serving.
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { type Heard, Line, type Paced, pace, type Request, request } from './line.ts'
import { codes, type Owing } from './province.ts'

/** The same page again and again; `says` stands in every whole answer. */
export interface Reading {
  readonly do: 'read'
  readonly address: string
  readonly path: string
  readonly cookie: string
  readonly says: string
}

/** First submissions of reports that are owed. */
export interface Submitting {
  readonly do: 'submit'
  readonly address: string
}

/** The rows of as many submissions, by SQL alone. */
export interface Inserting {
  readonly do: 'insert'
  readonly url: string
}

/** What the form of a report holds besides the id and the session's mark, as the page gave it; several, so that figures differ. */
export interface Owed {
  readonly do: 'owe'
  readonly owing: Owing
  readonly forms: readonly string[]
}

export interface Receipts {
  readonly do: 'receipts'
}

export type Task = ((Reading | Submitting | Inserting) & { readonly lines: number; readonly seconds: number }) | Owed | Receipts
export type Done =
  | { readonly paced: Paced }
  | { readonly receipts: readonly string[]; readonly repeated: number }
  | { readonly failed: string }

interface Sent {
  readonly id: string
  readonly bytes: Buffer
  readonly to: string
}

let owed: Owed | undefined
let next = 0
const acknowledged: Sent[] = []
let repeated = 0

function reading({ address, path, cookie, says }: Reading): () => Request {
  const bytes = request(address, 'GET', path, cookie)
  const check = ({ status, body }: Heard): void => {
    if (status !== 200 || !body.includes(says) || !body.subarray(-10).includes('</html>'))
      throw new Error(`${path}: ${status} ${body.toString().slice(0, 2000)}`)
  }
  return () => ({ bytes, check })
}

const mustLead = ({ to, id }: Sent, { status, location, body }: Heard): void => {
  if (status !== 303 || location !== to) throw new Error(`submission ${id}: ${status} ${location} ${body.toString().slice(0, 2000)}`)
}

function firstSubmission(address: string): Sent {
  if (!owed) throw new Error('nothing is owed')
  const { officers, windows } = owed.owing
  const officer = officers[next % officers.length]
  const window = windows[Math.floor(next / officers.length)]
  const form = owed.forms[next % owed.forms.length]
  if (!officer || !window || form === undefined) throw new Error('every report that was owed is in: make more windows')
  next += 1
  const id = randomUUID()
  const here = `/bao-cao/${window}/${officer.unitId}`
  return {
    id,
    to: `${here}/bien-nhan/${id}`,
    bytes: request(address, 'POST', `${here}/nop`, officer.cookie, `_csrf=${officer.csrf}&id=${id}&${form}`),
  }
}

/** Hands in for so many seconds; then, off the clock, sends one in ten of these again: the same id and content, the same receipt. */
async function submitting({ address }: Submitting, lines: number, seconds: number): Promise<Paced> {
  const before = acknowledged.length
  const paced = await pace(address, lines, seconds, () => {
    const sent = firstSubmission(address)
    return {
      bytes: sent.bytes,
      check(heard) {
        mustLead(sent, heard)
        acknowledged.push(sent)
      },
    }
  })
  const line = await Line.to(address)
  for (const sent of acknowledged.slice(before).filter((_, i) => i % 10 === 0)) {
    mustLead(sent, await line.ask(sent.bytes))
    repeated += 1
  }
  line.close()
  return paced
}

async function inserting({ url }: Inserting, lines: number, seconds: number): Promise<Paced> {
  const clients = await Promise.all(
    Array.from({ length: lines }, async () => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      return client
    }),
  )
  const states = codes.map(() => 'reported')
  const values = Array.from({ length: 16 }, (_, variant) => codes.map((_, i) => 1 + ((i * 37 + variant * 101) % 900)))
  let count = 0
  const began = performance.now()
  const work = async (client: pg.Client): Promise<void> => {
    while (performance.now() < began + seconds * 1000) {
      const id = randomUUID()
      await client.query('begin')
      await client.query(
        'insert into bench.figure (edition_id, indicator, state, value) select $1, * from unnest($2::text[], $3::text[], $4::numeric[])',
        [id, codes, states, values[count % values.length]],
      )
      await client.query('insert into bench.audit (subject, detail) values ($1, $2)', [
        id,
        JSON.stringify({ act: 'submit', figures: codes.length }),
      ])
      await client.query('commit')
      count += 1
    }
  }
  await Promise.all(clients.map(work))
  const paced = { count, seconds: (performance.now() - began) / 1000 }
  await Promise.all(clients.map(client => client.end()))
  return paced
}

async function doing(task: Task): Promise<Done> {
  if (task.do === 'owe') {
    owed = task
    return { receipts: [], repeated: 0 }
  }
  if (task.do === 'receipts') return { receipts: acknowledged.map(one => one.id), repeated }
  const { lines, seconds } = task
  if (task.do === 'read') return { paced: await pace(task.address, lines, seconds, reading(task)) }
  if (task.do === 'submit') return { paced: await submitting(task, lines, seconds) }
  return { paced: await inserting(task, lines, seconds) }
}

process.on('message', async (task: Task) => {
  const done = await doing(task).catch((error: unknown): Done => ({ failed: error instanceof Error ? (error.stack ?? '') : String(error) }))
  process.send?.(done)
})
