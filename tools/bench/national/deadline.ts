// W9: the hour before the due time. Units hand in at an even pace, for the middle tenth of the time five times as fast; nobody is refused, and
// soon after the spike everyone is served as before it.
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { Line, request } from '../line.ts'
import type { Officer } from '../province.ts'
import type { Row } from '../table.ts'
import { COMMUNES } from './country.ts'
import { LINES } from './lines.ts'
import { p95 } from './measure.ts'
import { type At, officersEverywhere, openAnother, serveOn } from './serving.ts'

const WHOLE = 600
const SPIKE = { from: 0.45, until: 0.55, times: 5 } as const
const RECOVERED = 60

/** When each of n arrives, in seconds: evenly, but denser in the spike. */
export function arrivals(n: number, seconds: number): number[] {
  const spike = SPIKE.until - SPIKE.from
  const total = 1 - spike + spike * SPIKE.times
  const at = (part: number): number => {
    const [before, within] = [SPIKE.from / total, (spike * SPIKE.times) / total]
    if (part < before) return part * total
    if (part < before + within) return SPIKE.from + ((part - before) * total) / SPIKE.times
    return SPIKE.until + (part - before - within) * total
  }
  return Array.from({ length: n }, (_, i) => seconds * at(i / n))
}

/** What an officer types; the page that confirms gives the rest. */
async function harvest(address: string, officer: Officer, code: string): Promise<string> {
  const here = `${address}/bao-cao/${code}/${officer.unitId}`
  const page = await (await fetch(here, { headers: { cookie: officer.cookie } })).text()
  const version = /name="version" value="(\d+)"/u.exec(page)?.[1] ?? '0'
  const typed = new URLSearchParams({ _csrf: officer.csrf, after: '0', version, page: randomUUID() })
  for (const [i, one] of LINES.entries())
    if (!one.counts) typed.set(`o-${one.code}`, one.kind === 'ratio' ? '41/48' : String(1 + ((i * 37) % 900)))
  const answer = await fetch(`${here}/xem-lai`, { method: 'POST', headers: { cookie: officer.cookie }, body: typed })
  const html = await answer.text()
  const form = /<form[^>]*action="[^"]*\/nop"[^>]*>([\s\S]*?)<\/form>/u.exec(html)?.[1] ?? ''
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/gu)].map(
    ([, name = '', value = '']) => [name, value] as const,
  )
  if (fields.length < LINES.length - 10) throw new Error(`${here}/xem-lai: ${answer.status} ${html.slice(0, 2000)}`)
  return new URLSearchParams(fields.filter(([name]) => name !== '_csrf' && name !== 'id').map(([name, value]) => [name, value])).toString()
}

interface Done {
  readonly at: number
  readonly took: number
}

/** `seconds` of 600 is the whole country in ten minutes; less is as much less of it. */
export async function benchDeadline(at: At, seconds: number, tell: (line: string) => void): Promise<Row[]> {
  const n = Math.round((COMMUNES * seconds) / WHOLE)
  const officers = (await officersEverywhere(at.ownerUrl)).slice(0, n)
  const code = 'DO-HAN-NOP'
  const window = await openAnother(at.ownerUrl, code)
  const serving = await serveOn(at)
  const free: Line[] = []
  const made: Line[] = []
  const done: Done[] = []
  const wrong: string[] = []
  try {
    const [first] = officers
    if (!first) throw new Error('nobody is there')
    const form = await harvest(serving.address, first, code)
    const began = performance.now()
    const handIn = async (officer: Officer, second: number): Promise<void> => {
      await pause(Math.max(0, began + second * 1000 - performance.now()))
      const line = free.pop() ?? (await Line.to(serving.address))
      if (!made.includes(line)) made.push(line)
      const [id, here] = [randomUUID(), `/bao-cao/${code}/${officer.unitId}`]
      const heard = await line.ask(
        request(serving.address, 'POST', `${here}/nop`, officer.cookie, `_csrf=${officer.csrf}&id=${id}&${form}`),
      )
      // From when it should have been sent: a wait of the sender counts too.
      done.push({ at: second, took: performance.now() - began - second * 1000 })
      if (heard.status !== 303) wrong.push(`${heard.status} ${heard.body.toString().slice(0, 300)}`)
      free.push(line)
    }
    const times = arrivals(officers.length, seconds)
    await Promise.all(officers.map((officer, i) => handIn(officer, times[i] ?? 0).catch(error => wrong.push(String(error)))))
    const counted = await there(at.ownerUrl, window)
    const before = done.filter(one => one.at < SPIKE.from * seconds).map(one => one.took)
    const spike = done.filter(one => one.at >= SPIKE.from * seconds && one.at < SPIKE.until * seconds).map(one => one.took)
    const usual = Math.max(100, 2 * p95(before))
    const slow = done.filter(one => one.at >= SPIKE.until * seconds && one.took > usual).map(one => one.at - SPIKE.until * seconds)
    const recovery = Math.max(0, ...slow)
    tell(
      `deadline: ${counted} of ${n} handed in, ${wrong.length} errors; p95 ${p95(before).toFixed(0)} ms before the spike, ${p95(spike).toFixed(0)} ms within`,
    )
    if (wrong.length > 0 || counted !== n) throw new Error(`deadline: ${wrong.length} errors, ${counted} of ${n} there: ${wrong[0] ?? ''}`)
    return [
      {
        name: `W9 ${n} units in ${seconds} s, spike ×${SPIKE.times}: recovered after`,
        value: Number(recovery.toPrecision(3)),
        unit: 's',
        floor: null,
        ratio: null,
        target: RECOVERED,
        ok: recovery <= RECOVERED,
      },
    ]
  } finally {
    for (const line of made) line.close()
    await serving.stop()
  }
}

async function there(url: string, window: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (
      (await client.query<{ n: number }>('select count(*)::int as n from report_edition where window_id = $1', [window])).rows[0]?.n ?? 0
    )
  } finally {
    await client.end()
  }
}
