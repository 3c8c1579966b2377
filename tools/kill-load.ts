// The load of the kill rig: officers of Tỉnh Mẫu who register models over HTTP and keep what the server acknowledged.
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { csrfOf } from '../src/access/sessions.ts'
import { DEMO_PASSWORD } from '../src/demo/names.ts'
import { unitId } from '../src/demo/province.ts'
import { civil } from '../src/ground/day.ts'
import { cookieName } from '../src/web/cookie.ts'

/** What a person holds in hand after the server said yes: the table and the row it promised. */
export interface Receipt {
  readonly table: string
  readonly id: string
}

export interface Officer {
  readonly token: string
  /** One act; the receipt when the server acknowledged it, nothing when the line broke. */
  write(address: string): Promise<Receipt | undefined>
}

const OFFICERS = [
  ['bensen', 'BS'],
  ['binhdien', 'BD'],
  ['caumay', 'CM'],
  ['dongsay', 'DS'],
  ['lamtra', 'LT'],
  ['mydong', 'MD'],
  ['namgiong', 'NG'],
  ['suoilua', 'SL'],
] as const

export async function post(address: string, path: string, token: string, fields: Record<string, string>): Promise<Response> {
  const body = new URLSearchParams({ ...(token && { _csrf: csrfOf(token) }), ...fields })
  return fetch(address + path, {
    method: 'POST',
    body,
    headers: token ? { cookie: `${cookieName}=${token}` } : {},
    redirect: 'manual',
    signal: AbortSignal.timeout(10_000),
  })
}

export async function signIn(address: string, login: string): Promise<string> {
  const answer = await post(address, '/dang-nhap', '', { login, password: DEMO_PASSWORD })
  const token = new RegExp(`${cookieName}=([^;]+)`).exec(answer.headers.get('set-cookie') ?? '')?.[1]
  if (!token) throw new Error(`${login} could not sign in: ${answer.status}`)
  return token
}

/** Signs the officers in: their sessions outlive the process that gave them. */
export const officers = (address: string): Promise<Officer[]> =>
  Promise.all(
    OFFICERS.map(async ([login, code]): Promise<Officer> => {
      const token = await signIn(address, login)
      return { token, write: where => registerModel(where, token, code) }
    }),
  )

async function registerModel(address: string, token: string, code: string): Promise<Receipt | undefined> {
  const id = randomUUID()
  const fields = {
    ...{ id, unit: unitId(code), kind: 'collective', field: 'KINH_TE', title: `Mô hình ${id}`, on: civil(new Date()).day, another: '1' },
    ...{
      situation: 'Trước khi làm.',
      aims: 'Mục tiêu.',
      content: 'Cách làm.',
      scope: '',
      forces: '',
      resources: '',
      outputs: '',
      upkeep: '',
    },
  }
  const answer = await post(address, '/kheo/dang-ky', token, fields)
  if (answer.status === 303 && answer.headers.get('location')?.includes(id)) return { table: 'kheo_model', id }
  if (answer.status < 500) throw new Error(`unexpected answer ${answer.status}: ${(await answer.text()).slice(0, 2000)}`)
  return undefined
}

/** The receipts that the database does not know: each is a broken promise. */
export async function missing(ownerUrl: string, receipts: readonly Receipt[]): Promise<Receipt[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const lost: Receipt[] = []
    for (const table of new Set(receipts.map(receipt => receipt.table))) {
      const promised = receipts.filter(receipt => receipt.table === table)
      const { rows } = await client.query<{ id: string }>(
        `select p.id from unnest($1::uuid[]) p(id) left join ${pg.escapeIdentifier(table)} t on t.id = p.id where t.id is null`,
        [promised.map(receipt => receipt.id)],
      )
      lost.push(...rows.map(row => ({ table, id: row.id })))
    }
    return lost
  } finally {
    await client.end()
  }
}
