// The figure form and the board, beside a floor that writes the same pages without asking who reads them.

import { DEMO_PASSWORD } from '../../src/demo/names.ts'
import { unitId } from '../../src/demo/province.ts'
import { askOne } from '../../src/process/open.ts'
import { cookieName } from '../../src/web/cookie.ts'
import type { Bench } from './bench.ts'
import type { FloorAnswer, FloorPage, FloorTask } from './floor.ts'
import { Told } from './processes.ts'
import { besideFloor, type Round, type Row } from './table.ts'

const LINES = 8
const TARGET = 0.5

/** What is drawn anew each time a page is made: ids of forms, and the clock in the foot. */
const steady = (html: string): string => html.replace(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{21}/gu, 'id').replace(/\d\d:\d\d ngày/gu, 'giờ')

async function signIn(address: string, login: string): Promise<string> {
  const body = new URLSearchParams({ login, password: DEMO_PASSWORD })
  const answer = await fetch(`${address}/dang-nhap`, { method: 'POST', body, redirect: 'manual' })
  const token = new RegExp(`${cookieName}=([^;]+)`, 'u').exec(answer.headers.get('set-cookie') ?? '')?.[1]
  if (!token) throw new Error(`${login} could not sign in: ${answer.status}`)
  return token
}

async function pageOf(address: string, page: FloorPage): Promise<string> {
  const answer = await fetch(address + page.path, { headers: { cookie: `${cookieName}=${page.token}` } })
  const html = await answer.text()
  if (answer.status !== 200) throw new Error(`${page.path}: ${answer.status} ${html.slice(0, 2000)}`)
  return html
}

/** Measures both pages of the window that is open in the demo. */
export async function benchPages(bench: Bench): Promise<Row[]> {
  const { address } = await bench.ours()
  const { appUrl, ownerUrl } = await bench.database()
  const commune = unitId('KT')
  const open = await askOne<{ code: string }>(
    ownerUrl,
    'select w.code from report_window w join report_obligation o on o.window_id = w.id where o.unit_id = $1 order by w.until_on desc, w.opened_at desc limit 1',
    [commune],
  )
  if (!open) throw new Error('the demo has no window')
  const [officer, province] = [await signIn(address, 'an'), await signIn(address, 'binh')]
  const form: FloorPage = {
    at: 'GET /bao-cao/:window/:unit',
    path: `/bao-cao/${open.code}/${commune}`,
    params: { window: open.code, unit: commune },
    login: 'an',
    token: officer,
  }
  const board: FloorPage = {
    at: 'GET /bao-cao/:window/theo-doi',
    path: `/bao-cao/${open.code}/theo-doi`,
    params: { window: open.code },
    login: 'binh',
    token: province,
  }
  const floor = new Told<FloorTask, FloorAnswer>('floor.ts')
  try {
    const beside = await floor.ask({ appUrl, dataDir: bench.dataDir, pages: [form, board] })
    if ('failed' in beside) throw new Error(beside.failed)
    const rows: Row[] = []
    for (const [name, page] of [
      ['figure form', form],
      ['board', board],
    ] as const) {
      const html = await pageOf(address, page)
      if (steady(html) !== steady(await pageOf(beside.address, page))) throw new Error(`${page.path}: the floor writes another page`)
      const says = /<h1[^>]*>([^<]+)/u.exec(html)?.[1] ?? ''
      const rate = (at: string, seconds: number): Promise<number> =>
        bench.load.rate({ do: 'read', address: at, path: page.path, cookie: `${cookieName}=${page.token}`, says, lines: LINES, seconds })
      const rounds: Round[] = []
      await rate(address, 2)
      await rate(beside.address, 2)
      for (let i = 0; i < bench.rounds; i++)
        rounds.push({ ours: await rate(address, bench.seconds), floor: await rate(beside.address, bench.seconds) })
      rows.push(besideFloor(`${name}, ${LINES} connections`, rounds, 'pages/s', TARGET))
    }
    return rows
  } finally {
    await floor.stop()
  }
}
