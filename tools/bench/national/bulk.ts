// W2: many values by the door that programs have, a draft of a whole form for each unit; then the same again.
import pg from 'pg'
import { Line } from '../line.ts'
import type { Row } from '../table.ts'
import { LINES } from './lines.ts'
import { type At, officersEverywhere, openAnother, serveOn } from './serving.ts'

const LANES = 8
const TYPED = LINES.filter(one => !one.counts)
const MOST = 2000

export async function benchBulk(at: At, seconds: number): Promise<Row[]> {
  const officers = (await officersEverywhere(at.ownerUrl)).slice(0, MOST)
  const code = 'DO-HANG-LOAT'
  await openAnother(at.ownerUrl, code)
  const serving = await serveOn(at)
  const raw = new pg.Pool({ connectionString: at.ownerUrl, max: LANES })
  const values = JSON.stringify(
    Object.fromEntries(TYPED.map((one, i) => [one.code, one.kind === 'ratio' ? '41/48' : String(1 + ((i * 37) % 900))])),
  )
  const versions = new Map<string, number>()
  const lines = await Promise.all(Array.from({ length: LANES }, () => Line.to(serving.address)))
  const { host } = new URL(serving.address)
  const put = async (officer: (typeof officers)[number], line: Line | undefined): Promise<void> => {
    const body = `{"after":0,"version":${versions.get(officer.unitId) ?? 0},"values":${values}}`
    const heard = await line?.ask(
      Buffer.from(
        `PUT /api/v1/windows/${code}/reports/${officer.unitId}/draft HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${officer.bearer}\r\n` +
          `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      ),
    )
    if (heard?.status !== 200) throw new Error(`draft: ${heard?.status} ${heard?.body.toString().slice(0, 600)}`)
    versions.set(officer.unitId, (JSON.parse(heard.body.toString()) as { version: number }).version)
  }
  /** Values a second over so many lanes. */
  const pace = async (work: (i: number, line: Line | undefined) => Promise<unknown>, least: number): Promise<number> => {
    const began = performance.now()
    let n = 0
    const lane = async (line: Line): Promise<void> => {
      while (performance.now() - began < seconds * 1000 && n < least) await work(n++, line)
    }
    await Promise.all(lines.map(lane))
    return (n * TYPED.length) / ((performance.now() - began) / 1000)
  }
  const logged = async (): Promise<number> => (await raw.query<{ n: number }>('select count(*)::int as n from act_log')).rows[0]?.n ?? 0
  try {
    await raw.query('create schema bench; create table bench.value (unit uuid, code text, value numeric, primary key (unit, code))')
    const bare = (i: number) =>
      raw.query(
        'insert into bench.value select $1, * from unnest($2::text[], $3::numeric[]) on conflict (unit, code) do update set value = excluded.value where bench.value.value is distinct from excluded.value',
        [officers[i % officers.length]?.unitId, TYPED.map(one => one.code), TYPED.map((_, j) => j)],
      )
    for (const officer of officers.slice(0, 20)) await put(officer, lines[0])
    versions.clear()
    await raw.query('delete from report_draft where window_id = (select id from report_window where code = $1)', [code])
    const fresh = await pace((i, line) => put(officers[i % officers.length]!, line), officers.length)
    const floor = await pace(bare, officers.length)
    const written = [...versions.keys()].length
    const before = await logged()
    const again = officers.filter(one => versions.has(one.unitId))
    const same = await pace((i, line) => put(again[i % again.length]!, line), written * 3)
    const floorSame = await pace(bare, officers.length)
    const more = (await logged()) - before
    if (more > 0) throw new Error(`the same values again wrote ${more} lines of the log`)
    if ([...versions.values()].some(one => one > 1)) throw new Error('the same values again wrote drafts')
    const row = (name: string, value: number, beside: number, target: number): Row => ({
      name,
      value: Math.round(value),
      unit: 'values/s',
      floor: Math.round(beside),
      ratio: Number((value / beside).toPrecision(3)),
      target,
      ok: value >= target,
    })
    return [row('W2 values by the API, a form at a time', fresh, floor, 20_000), row('W2 the same values again', same, floorSame, 100_000)]
  } finally {
    for (const line of lines) line.close()
    await raw.end()
    await serving.stop()
  }
}
