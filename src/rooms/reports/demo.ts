// Two and a half years of monthly reports of Tỉnh Mẫu, for the day the demo is loaded: the open window is cut off today, the one
// before it has one late unit and waits to be signed, all earlier ones are published. Counted figures are counted by the same counters.
import { randomUUID } from 'node:crypto'
import { addDays, addMonths, type Day, day, monthOf, yearOf } from '../../ground/day.ts'
import { sha256 } from '../../ground/files.ts'
import type { OrgTree } from '../../org/tree.ts'
import type { Counted, DemoWorld } from '../../web/room.ts'
import { signedInDemo, waitingInDemo } from './approving/demo-presented.ts'
import { countedFor, records, type Wiring } from './counting.ts'
import { COPIED, typedCells, typedTexts } from './demo-figures.ts'
import { publishedMonth, upward } from './demo-totals.ts'
import { demoLists } from './enclosing/demo-lists.ts'
import type { Figure, Part } from './figures.ts'
import { type Obligation, obligations, type Regime } from './rules.ts'
import { placed, readSheet, type TypedCell } from './sheet.ts'
import { type Form, formOn, regimes } from './store-asked.ts'
import {
  addDraft,
  addEditions,
  addPublications,
  addWindows,
  type WholeEdition,
  type WholePublication,
  type WholeWindow,
} from './store-many.ts'
import { demoDeeds } from './telling/demo-deeds.ts'
import { demoTerms } from './terms/demo-terms.ts'
import { addAdjustments, addTaken, comesLate, type DemoAdjustment } from './totalling/demo-totalling.ts'

const MONTHS = 30

/** Who reports for which unit; a unit that is no more had its own officer. */
const OFFICERS: Readonly<Record<string, string>> = {
  KT0: 'an',
  KT: 'an',
  HL: 'dung',
  BS0: 'bensen',
  BS: 'bensen',
  BD0: 'binhdien',
  BD: 'binhdien',
  CM0: 'caumay',
  CM: 'caumay',
  DS: 'dongsay',
  LT0: 'lamtra',
  LT: 'lamtra',
  MD: 'mydong',
  NG: 'namgiong',
  SL: 'suoilua',
  TU: 'tanuoc',
  YT: 'yentrach',
  KN0: 'khengoai',
  LG0: 'lamthuong',
  NS0: 'nasim',
  DD0: 'dadung',
  BA0: 'binhantay',
  SC0: 'senchieu',
  D1: 'khe.son',
  D2: 'giong.tram',
}
const BEFORE_REFORM = day('2025-06-01')

/** The open window on the day of the load. What is named nowhere here has not begun. */
const OPEN = { draft: 'KT', returned: 'CM', waiting: ['MD', 'NG', 'SL'], accepted: ['BS', 'BD', 'DS', 'LT', 'TU'] } as const
const LATE = 'HL'
/** Of those that wait: what the queue of review puts first. */
const ODD = { unit: 'NG', code: 'TT02', times: 10 } as const

export interface Month {
  readonly k: number
  readonly window: WholeWindow
  readonly tree: OrgTree
}

export interface Making {
  readonly world: DemoWorld
  readonly wiring: Wiring
  readonly regime: Regime
  readonly form: Form
  readonly province: string
  readonly people: { readonly officer: ReadonlyMap<string, string>; readonly reviewer: string; readonly head: string }
  readonly codes: ReadonlyMap<string, string>
}

export const instant = (on: Day, time: string): string => `${on}T${time}+07:00`

export async function demo(world: DemoWorld, wiring: Wiring): Promise<void> {
  await demoLists(world, firstDay(world.today))
  const reader = await world.as('binh', 'reports.read')
  const regime = (await regimes(reader)).find(one => one.rhythm === 'month')
  if (!regime) throw new Error('there is no monthly regime')
  const officer = new Map<string, string>()
  for (const [code, login] of Object.entries(OFFICERS)) {
    const on = code.endsWith('0') || code.startsWith('D1') || code.startsWith('D2') ? BEFORE_REFORM : world.today
    officer.set(world.unit(code), (await world.as(login, 'self', on)).person.id)
  }
  const head = (await world.as('chi', 'self')).person.id
  const making: Making = {
    world,
    wiring,
    regime,
    form: await formOn(reader, regime.id, world.today),
    province: world.unit('MAU'),
    people: { officer, reviewer: reader.person.id, head },
    codes: new Map(Object.keys(OFFICERS).map(code => [world.unit(code), code])),
  }
  const months = await opened(making)
  await addWindows(
    world.tx,
    months.map(one => one.window),
  )
  const editions: WholeEdition[] = []
  const publications: WholePublication[] = []
  const adjusted: DemoAdjustment[] = []
  const published = new Map<number, Part>()
  for (const month of months) {
    const of = await handedIn(making, month)
    const top = upward(making, month, of)
    editions.push(...of, ...top.districts)
    if (month.k < 2) continue
    const { publication, adjustments } = await publishedMonth(making, month, top, published)
    publications.push(publication)
    adjusted.push(...adjustments)
  }
  await addEditions(world.tx, editions)
  await addAdjustments(world.tx, adjusted)
  await signedInDemo(world, publications)
  await addPublications(world.tx, publications)
  await addTaken(world.tx, adjusted)
  await openDraft(making, months)
  await waitingInDemo(world, months.at(-2)?.window.code ?? '')
  const open = months.at(-1)
  if (!open) return
  await demoTerms(world, open.window, making.province)
  await demoDeeds(world, open.window, editions, unit => OFFICERS[making.codes.get(unit) ?? ''] ?? 'binh')
}

const label = (until: Day): string => `tháng ${monthOf(until) < 3 ? `0${monthOf(until)}` : monthOf(until)}/${yearOf(until)}`

/** From when on the demo's months are windows. */
const firstDay = (today: Day): Day => addDays(addMonths(today, -MONTHS), 1)

/** The chain of windows, oldest first; the last is cut off today. */
async function opened({ world, regime, province, people }: Making): Promise<Month[]> {
  const months: Month[] = []
  for (let k = MONTHS - 1; k >= 0; k--) {
    const until = addMonths(world.today, -k)
    const from = addDays(addMonths(world.today, -k - 1), 1)
    const tree = await world.treeOn(until)
    months.push({
      k,
      tree,
      window: {
        id: randomUUID(),
        regimeId: regime.id,
        code: `T${until.slice(0, 7)}`,
        label: label(until),
        from,
        until,
        due: addDays(until, 4),
        openedBy: people.reviewer,
        openedFor: province,
        openedAt: instant(from, '08:00:00'),
        owing: obligations(tree, province),
      },
    })
  }
  return months
}

export const owes = (month: Month, unitId: string): Obligation | undefined => month.window.owing.find(one => one.unitId === unitId)
export const isReceiver = (month: Month, unitId: string): boolean => month.window.owing.some(one => one.receiverId === unitId)

/** The editions of the communes: all of history, all but the late one last month, those that were quick this month. */
async function handedIn(making: Making, month: Month): Promise<WholeEdition[]> {
  const { world, wiring, form, province, codes } = making
  const { window, tree, k } = month
  const ask = { ...(await world.as('binh', 'reports.read')), tree }
  const all = await records(ask, wiring, form.indicators, {
    units: countedFor(ask, province, window.until),
    from: window.from,
    until: window.until,
  })
  const communes = window.owing.filter(one => !isReceiver(month, one.unitId)).map(one => one.unitId)
  const countedBy = new Map(communes.flatMap(unit => [...tree.countedUnder(unit)].map(under => [under, unit] as const)))
  const ofUnit = new Map<string, (Counted & { code: string })[]>()
  for (const record of all) {
    const unit = countedBy.get(record.unit_id)
    if (unit !== undefined) ofUnit.set(unit, [...(ofUnit.get(unit) ?? []), record])
  }
  return communes.filter(unit => hasHandedIn(k, codes.get(unit) ?? '')).map(unit => edition(making, month, unit, ofUnit.get(unit) ?? []))
}

const hasHandedIn = (k: number, code: string): boolean => {
  if (k >= 2) return true
  if (k === 1) return code !== LATE
  return code === OPEN.returned || (OPEN.waiting as readonly string[]).includes(code) || (OPEN.accepted as readonly string[]).includes(code)
}

const rollOf =
  (world: DemoWorld, month: Month, code: string) =>
  (what: string): number =>
    world.chance(what.startsWith(code) ? `bc ${what}` : `bc ${month.window.code} ${code} ${what}`)

const sizeOf = (code: string): number => (['KT', 'LT', 'CM', 'BD', 'BS'].includes(code) ? 2 : 1)

function figuresOfUnit(
  { form, wiring, codes, world }: Making,
  month: Month,
  unit: string,
  sources: readonly { code: string }[],
  mend: (cells: TypedCell[]) => TypedCell[] = cells => cells,
): readonly Figure[] {
  const code = codes.get(unit) ?? ''
  const counted = new Map(
    form.indicators
      .filter(one => one.counter !== null && one.counter in wiring.counters)
      .map(one => [one.code, sources.filter(source => source.code === one.code).length]),
  )
  const typed = mend(typedCells(rollOf(world, month, code), { key: code, size: sizeOf(code), since: MONTHS - month.k }))
  // Where a counter is missing in this house its cells are typed: none of them occurred.
  const known = new Set(typed.map(cell => cell.code))
  const rest = form.indicators
    .filter(one => !known.has(one.code) && !counted.has(one.code) && one.numerator === null && one.formula === null)
    .map((one): TypedCell => ({ code: one.code, state: '', value: '0', reason: '' }))
  const sheet = readSheet({ indicators: form.indicators, counted, opening: new Map(), returned: new Map() }, [...typed, ...rest])
  if (sheet.refusals.length > 0) throw new Error(`demo: ${code} ${month.window.code}: ${sheet.refusals.map(one => one.say).join(' ')}`)
  return [...sheet.figures.values()]
}

const RETURNED = {
  code: 'DT01',
  value: '12',
  reason: 'Kỳ trước nhiều nhất 1 cuộc, kỳ này ghi 12. Đề nghị xem lại: có phải đã cộng cả họp tổ dân phố?',
} as const

function edition(making: Making, month: Month, unit: string, sources: readonly (Counted & { code: string })[]): WholeEdition {
  const { world, form, people, codes } = making
  const { window, k } = month
  const code = codes.get(unit) ?? ''
  const roll = rollOf(world, month, code)
  const mend = (cells: TypedCell[]): TypedCell[] => {
    if (k !== 0) return cells
    if (code === OPEN.returned) return cells.map(cell => (cell.code === RETURNED.code ? { ...cell, value: RETURNED.value } : cell))
    if (code === ODD.unit)
      return cells.map(cell => (cell.code === ODD.code ? { ...cell, value: String(Number(cell.value) * ODD.times) } : cell))
    if (code !== 'MD') return cells
    const registered = sources.filter(source => source.code === 'DVK06').length
    return [
      ...cells,
      {
        code: 'DVK06',
        state: '',
        value: String(registered + 1),
        reason: 'một quyết định công nhận ký ngày cuối kỳ còn ở văn thư, chưa nhập',
      },
    ]
  }
  const figures = figuresOfUnit(making, month, unit, sources, mend)
  const afterwards = comesLate(k, code)
  const late = afterwards ? 12 : k >= 2 && roll('muộn') > 0.93 ? 5 + Math.floor(roll('mấy ngày') * 2) : 1 + Math.floor(roll('nộp') * 4)
  const time = `${String(8 + Math.floor(roll('giờ') * 8)).padStart(2, '0')}:${String(Math.floor(roll('phút') * 60)).padStart(2, '0')}:${String(Math.floor(roll('giây') * 60)).padStart(2, '0')}`
  const at = k === 0 ? instant(window.until, `06:${time.slice(3)}`) : instant(addDays(window.until, late), time)
  const isReturned = k === 0 && code === OPEN.returned
  const isAccepted = k > 0 || (OPEN.accepted as readonly string[]).includes(code)
  const verdictAt =
    k === 0
      ? instant(window.until, `07:${time.slice(3, 5) < '40' ? time.slice(3) : '20:00'}`)
      : instant(addDays(window.until, afterwards ? 14 : 7), '09:15:00')
  const texts = typedTexts(roll)
  const narrative = placed(form.sections, k === 0 && code === ODD.unit ? { ...texts, '1': COPIED } : texts).filter(one => one.text !== '')
  return {
    id: randomUUID(),
    windowId: window.id,
    unitId: unit,
    at,
    by: people.officer.get(unit) ?? people.reviewer,
    sha256: sha256(JSON.stringify([window.code, unit, figures, narrative])),
    formVersion: form.version,
    treeOn: window.until,
    narrative,
    figures,
    sources,
    children: undefined,
    verdict:
      isReturned || isAccepted
        ? {
            id: randomUUID(),
            kind: isReturned ? 'returned' : 'accepted',
            at: verdictAt,
            by: people.officer.get(owes(month, unit)?.receiverId ?? '') ?? people.reviewer,
            body: '',
            cells: isReturned ? [{ code: RETURNED.code, reason: RETURNED.reason }] : [],
          }
        : undefined,
  }
}

/** The draft of the open window that chị An goes on with: most of it typed, some cells still empty. */
async function openDraft(making: Making, months: readonly Month[]): Promise<void> {
  const { world, form, people } = making
  const month = months.at(-1)
  if (!month) return
  const unit = world.unit(OPEN.draft)
  const roll = rollOf(world, month, OPEN.draft)
  const empty = new Set(['DC02', 'HG01', 'HG02', 'TT02', 'AS01'])
  const cells = typedCells(roll, { key: OPEN.draft, size: sizeOf(OPEN.draft), since: MONTHS }).filter(cell => !empty.has(cell.code))
  const narrative = placed(form.sections, { '1': typedTexts(roll)['1'] ?? '' })
  await addDraft(world.tx, {
    windowId: month.window.id,
    unitId: unit,
    from: randomUUID(),
    cells,
    narrative,
    at: instant(month.window.until, '07:30:00'),
    by: people.officer.get(unit) ?? people.reviewer,
  })
}
