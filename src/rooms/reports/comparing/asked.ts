// What is compared, as it stands in the address: every part may be left out or be nonsense; then the page says so and goes on. Pure.
import { type Day, lookForDay } from '../../../ground/day.ts'
import { searchKey } from '../../../ground/vietnamese.ts'
import type { Typed } from '../../../web/input.ts'
import type { Structure } from '../by-structure.ts'
import type { Indicator } from '../figures.ts'
import { plainLabel } from '../sheet.ts'
import type { Along, Order } from './compare.ts'

export const MOST_INDICATORS = 3
export const MOST_STRETCHES = 36
export const MOST_PICKED = 200

export type Against = 'cung-ky' | 'ky-truoc'
export type Way = 'so' | 'ty-trong'

export interface AskedComparison {
  readonly regime: string | undefined
  /** The window that is now. */
  readonly until: string | undefined
  readonly along: Along
  readonly count: number
  readonly against: Against
  readonly codes: readonly string[]
  readonly search: string
  readonly unit: string | undefined
  readonly picked: readonly string[]
  readonly structure: 'bao-cao' | 'hom-nay' | 'ngay'
  readonly day: string
  readonly way: Way
  readonly order: Order
  /** Every unit along all windows, also where that is much. */
  readonly full: boolean
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u

const one = (typed: Typed, name: string): string => {
  const value = typed[name]
  return String((Array.isArray(value) ? value[0] : value) ?? '').trim()
}
const all = (typed: Typed, name: string): string[] =>
  [typed[name] ?? []]
    .flat()
    .map(text => String(text).trim())
    .filter(Boolean)

function word<const T extends string>(typed: Typed, name: string, words: readonly [T, ...T[]], told: string[], label: string): T {
  const text = one(typed, name)
  const found = words.find(each => each === text)
  if (!found && text !== '') told.push(`${label}: không có lựa chọn “${text.slice(0, 20)}”, đang dùng cách thường dùng.`)
  return found ?? words[0]
}

/** The address as a question, with what in it could not be read. */
export function readAsked(typed: Typed): { asked: AskedComparison; told: readonly string[] } {
  const told: string[] = []
  const along = word(typed, 'cach-ky', ['lien', 'nam'], told, 'Các kỳ')
  const least = along === 'lien' ? 12 : 3
  const counted = one(typed, 'so-ky')
  const count = /^\d{1,3}$/u.test(counted) ? Number(counted) : Number.NaN
  if (counted !== '' && !(count >= 1 && count <= MOST_STRETCHES)) told.push(`Số kỳ: ghi từ 1 đến ${MOST_STRETCHES}; đang xem ${least} kỳ.`)
  const codes = [...new Set(all(typed, 'chi-tieu'))]
  if (codes.length > MOST_INDICATORS)
    told.push(`Xem nhiều nhất ${MOST_INDICATORS} chỉ tiêu một lần; đang xem ${MOST_INDICATORS} chỉ tiêu đầu.`)
  const picked = [...new Set(all(typed, 'don-vi'))]
  if (picked.some(id => !UUID.test(id))) told.push('Có đơn vị đã chọn không rõ là đơn vị nào nên bỏ qua.')
  const unit = one(typed, 'noi-nhan')
  if (unit !== '' && !UUID.test(unit)) told.push('Không rõ nơi tổng hợp; đang xem đơn vị của ông/bà.')
  return {
    told,
    asked: {
      regime: one(typed, 'che-do').slice(0, 20) || undefined,
      until: one(typed, 'den').slice(0, 40) || undefined,
      along,
      count: count >= 1 && count <= MOST_STRETCHES ? count : least,
      against: word(typed, 'so-voi', ['cung-ky', 'ky-truoc'], told, 'So với'),
      codes: codes.slice(0, MOST_INDICATORS),
      search: one(typed, 'tim').slice(0, 60),
      unit: UUID.test(unit) ? unit : undefined,
      picked: picked.filter(id => UUID.test(id)).slice(0, MOST_PICKED),
      structure: word(typed, 'cach', ['bao-cao', 'hom-nay', 'ngay'], told, 'Cơ cấu'),
      day: one(typed, 'ngay').slice(0, 20),
      way: word(typed, 'dang', ['so', 'ty-trong'], told, 'Cách xem'),
      order: word(typed, 'xep', ['giam', 'tang', 'ten'], told, 'Xếp theo'),
      full: one(typed, 'du') === '1',
    },
  }
}

/** The same question as an address: what is as usual is left out, so that it is short enough to hand on. */
export function addressOf(path: string, asked: AskedComparison): string {
  const query = new URLSearchParams()
  const put = (name: string, value: string | undefined, usual = ''): void => {
    if (value && value !== usual) query.append(name, value)
  }
  put('che-do', asked.regime)
  put('den', asked.until)
  put('cach-ky', asked.along, 'lien')
  put('so-ky', String(asked.count), asked.along === 'lien' ? '12' : '3')
  put('so-voi', asked.against, 'cung-ky')
  for (const code of asked.codes) put('chi-tieu', code)
  put('noi-nhan', asked.unit)
  for (const id of asked.picked) put('don-vi', id)
  put('cach', asked.structure, 'bao-cao')
  if (asked.structure === 'ngay') put('ngay', asked.day)
  put('dang', asked.way, 'so')
  put('xep', asked.order, 'giam')
  put('du', asked.full ? '1' : '')
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}

/** The structure that is asked for; a day that cannot be read is told, and figures stand as they were reported. */
export function structureAsked(
  { structure, day }: Pick<AskedComparison, 'structure' | 'day'>,
  today: Day,
): { structure: Structure; told?: string } {
  if (structure === 'bao-cao') return { structure: { as: 'reported' } }
  if (structure === 'hom-nay') return { structure: { as: 'today', day: today } }
  const found = lookForDay(day)
  return found
    ? { structure: { as: 'day', day: found } }
    : { structure: { as: 'reported' }, told: 'Ngày khác: ghi theo dạng ngày/tháng/năm, ví dụ 01/7/2025. Dưới đây là số như đã báo cáo.' }
}

/** Indicators whose name, code or group holds every word sought, with or without marks. */
export function sought<T extends Pick<Indicator, 'code' | 'label' | 'group'>>(indicators: readonly T[], search: string): T[] {
  const words = searchKey(search).split(' ').filter(Boolean)
  return indicators.filter(one => {
    const key = ` ${searchKey(`${one.code} ${plainLabel(one as unknown as Indicator)} ${one.group}`)}`
    return words.every(each => key.includes(each))
  })
}

/** Longer than this, a form is too much for a list to choose from. */
const MANY = 80

export const isLong = (indicators: readonly unknown[]): boolean => indicators.length > MANY

/** What is offered for choosing: what is sought; of a long form, else, its whole lines and the parts of those chosen. What is chosen stays. */
export function offered(
  indicators: readonly Indicator[],
  { chosen, search }: { chosen: readonly string[]; search: string },
): readonly Indicator[] {
  const found = new Set(sought(indicators, search))
  const isWide = search !== '' || !isLong(indicators)
  let whole = -1
  const heads = indicators.map(({ depth }, i) => {
    if (depth === 0) whole = i
    return whole
  })
  const open = new Set(indicators.flatMap((one, i) => (chosen.includes(one.code) ? [heads[i]] : [])))
  return indicators.filter((one, i) => chosen.includes(one.code) || (found.has(one) && (isWide || one.depth === 0 || open.has(heads[i]))))
}
