// The part "national": W2 to W10 over the nation's reports, and the server over them for looking by hand.
//   npm run bench -- --only national [--size full] [--rows reads|exports|bulk|rebuild|deadline] [--deadline SECONDS] [--explain]
//   npm run bench -- --serve national [--size full]
import { once } from 'node:events'
import { DEMO_PASSWORD } from '../../../src/demo/names.ts'
import { say } from '../../../src/process/trouble.ts'
import type { Row } from '../table.ts'
import { benchBulk } from './bulk.ts'
import { LOGINS } from './country.ts'
import { benchDeadline } from './deadline.ts'
import { benchExports } from './exports.ts'
import { openNational, type Size } from './open.ts'
import { benchReads, explained } from './reads.ts'
import { benchRebuild } from './rebuild.ts'
import { serveOn } from './serving.ts'

export interface NationalOptions {
  readonly size: Size
  /** Seconds of the deadline's hour: 600 is the whole country. */
  readonly deadline: number
  readonly explain: boolean
  readonly only: string | undefined
  readonly seconds: number
}

export const NATIONAL_ROWS = ['reads', 'exports', 'bulk', 'rebuild', 'deadline'] as const

/** Whatever writes has a copy of its own; the rest reads the data as it was made. */
export async function benchNational(
  { size, deadline, explain, only, seconds }: NationalOptions,
  tell: (line: string) => void,
): Promise<Row[]> {
  const made = await openNational(size, tell)
  const wanted = (name: (typeof NATIONAL_ROWS)[number]): boolean => only === undefined || only === name
  try {
    const rows: Row[] = []
    if (wanted('reads')) rows.push(...(await benchReads(made.ownerUrl)))
    if (explain) say(await explained(made.ownerUrl))
    if (only !== 'reads') {
      const copy = await made.copy('measured')
      if (wanted('exports')) rows.push(...(await benchExports(copy)))
      if (wanted('rebuild')) rows.push(...(await benchRebuild(copy.ownerUrl, tell)))
      if (wanted('bulk')) rows.push(...(await benchBulk(copy, seconds)))
      if (wanted('deadline')) rows.push(...(await benchDeadline(wanted('bulk') ? await made.copy('measured') : copy, deadline, tell)))
    }
    return rows
  } finally {
    await made.close()
  }
}

/** The server over a copy of the national data, until Ctrl-C. */
export async function serveNational(size: Size, tell: (line: string) => void): Promise<void> {
  const made = await openNational(size, tell)
  try {
    const serving = await serveOn(await made.copy('served'), process.env['PORT'] ?? '8090')
    say(`Cỡ cả nước: ${serving.address}  (Ctrl-C để dừng)`)
    say(`Trung ương: ${LOGINS.centre} · một tỉnh: ${LOGINS.province} · một xã: ${LOGINS.commune} · mật khẩu ${DEMO_PASSWORD}`)
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
    await serving.stop()
  } finally {
    await made.close()
  }
}
