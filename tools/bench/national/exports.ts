// W6 and W7 over HTTP: the national board as a page, a province's reports as a file for one who is no administrator, the nation's as a long one.
import pg from 'pg'
import { Line, request } from '../line.ts'
import type { Row } from '../table.ts'
import { COMMUNES, LOGINS } from './country.ts'
import { CELLS } from './lines.ts'
import { latency } from './measure.ts'
import { placesOf } from './reads.ts'
import { type At, serveOn, signedIn } from './serving.ts'

const COPY_TARGET = 1.5
const ROUNDS = 3

async function fetched(url: string, cookie: string, says: string): Promise<number> {
  const answer = await fetch(url, { headers: { cookie } })
  const bytes = Buffer.from(await answer.arrayBuffer())
  if (answer.status !== 200 || !bytes.includes(says)) throw new Error(`${url}: ${answer.status} ${bytes.subarray(0, 1500).toString()}`)
  let lines = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1
  return lines
}

/** The page and the files, from the real server. */
export async function benchExports(at: At): Promise<Row[]> {
  const { ownerUrl } = at
  const { over, open, province, windows } = await placesOf(ownerUrl)
  const [centre, officer] = [await signedIn(ownerUrl, LOGINS.centre), await signedIn(ownerUrl, LOGINS.province)]
  const serving = await serveOn(at)
  const raw = new pg.Client({ connectionString: ownerUrl })
  await raw.connect()
  const copy = (window: string, where = ''): Promise<unknown> =>
    raw.query(
      `copy (select o.unit_id, e.number, e.receipt, e.at, e.figure_states, e.figure_values, e.figure_numerators, e.figure_denominators
        from report_obligation o join report_edition e on e.window_id = o.window_id and e.unit_id = o.unit_id where o.window_id = '${window}' ${where} and not e.consolidated) to stdout with (format csv)`,
    )
  try {
    const board = `/bao-cao/${open.code}/tu-co-so`
    const line = await Line.to(serving.address)
    const bytes = request(serving.address, 'GET', board, centre.cookie)
    const rows: Row[] = [
      await latency(
        'W6 national board, the page',
        100,
        20,
        async () => {
          const heard = await line.ask(bytes)
          if (heard.status !== 200 || !heard.body.includes('Cộng 34 nơi nhận'))
            throw new Error(`${board}: ${heard.status} ${heard.body.toString().slice(0, 1500)}`)
        },
        async () => {
          await (await fetch(`${serving.address}/healthz`)).text()
        },
      ),
      await latency(
        'W7 a province as a file, by its officer',
        150,
        15,
        () => fetched(`${serving.address}/bao-cao/${over.code}/so-lieu.csv`, officer.cookie, 'Mã đơn vị'),
        () => copy(over.id, `and o.receiver_id = '${province}'`),
      ),
    ]
    line.close()
    // As many figures as nineteen thousand reports of 250.
    const taken = windows.slice(-1 - Math.ceil((19_000 * 250) / (COMMUNES * CELLS)), -1)
    const all: { ours: number; floor: number }[] = []
    let lines = 0
    for (let round = 0; round < ROUNDS; round++) {
      let began = performance.now()
      lines = 0
      for (const { code } of taken) lines += await fetched(`${serving.address}/bao-cao/${code}/so-lieu.csv`, centre.cookie, 'Mã đơn vị')
      const ours = performance.now() - began
      began = performance.now()
      for (const { id } of taken) await copy(id)
      all.push({ ours, floor: performance.now() - began })
    }
    if (lines !== taken.length * (COMMUNES + 1)) throw new Error(`the files hold ${lines} lines`)
    const best = all.sort((a, b) => a.ours / a.floor - b.ours / b.floor)[Math.floor(ROUNDS / 2)]
    const [ours, floor] = [(best?.ours ?? 0) / 1000, (best?.floor ?? 1) / 1000]
    rows.push({
      name: `W7 ${taken.length * COMMUNES} reports × ${CELLS} as CSV`,
      value: Number(ours.toPrecision(4)),
      unit: 's',
      floor: Number(floor.toPrecision(4)),
      ratio: Number((ours / floor).toPrecision(4)),
      target: COPY_TARGET,
      ok: ours / floor <= COPY_TARGET,
    })
    return rows
  } finally {
    await raw.end()
    await serving.stop()
  }
}
