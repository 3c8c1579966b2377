// The causes of a difference in short sentences. Pure.
import { formatDay, listed } from '../../../ground/vietnamese.ts'
import { exact, type Indicator } from '../figures.ts'
import { type Difference, differ, type Moved } from './differing.ts'
import type { Stood } from './sides.ts'
import { byText, signed } from './words.ts'

export interface Between {
  readonly now: Stood
  readonly past: Stood
  readonly owing: readonly string[]
  readonly same: (unitId: string) => readonly string[] | undefined
}

/** Another definition under the same code: the two figures do not mean the same, and are not taken from each other. */
export function otherDefinition({ now, past }: Pick<Between, 'now' | 'past'>): string | undefined {
  const [a, b] = [now.indicator, past.indicator]
  if (!a || !b) return `Chỉ tiêu này không có trong biểu ${a ? past.window.label : now.window.label}.`
  if (a.id === b.id) return undefined
  return `Cách tính đổi${a.from ? ` từ ${formatDay(a.from)}` : ''}${a.breakNote ? `: ${a.breakNote}` : ''}. Hai số không cùng nghĩa nên không trừ cho nhau.`
}

/** The difference of two figures that mean the same; undefined where they do not. */
export const between = ({ now, past, owing, same }: Between): Difference | undefined =>
  now.indicator && otherDefinition({ now, past }) === undefined ? differ(now.indicator.kind, past.side, now.side, owing, same) : undefined

export type NameOf = (unitId: string, which: 'now' | 'past') => string

/** What made the figure differ, the largest causes first; each sentence stands by itself. */
export function whyWords(
  { by, moved }: Difference,
  indicator: Pick<Indicator, 'kind'>,
  nameOf: NameOf,
  numbers: (moved: Moved) => string | undefined,
): string[] {
  const says: string[] = []
  const alone = onOneSide(moved, indicator)
  if (alone !== undefined) says.push(alone)
  const move = (one: Moved): string => `${one.now.map(id => nameOf(id, 'now')).join(', ')} ${byText(one.by, indicator)}`
  const units = moved.filter(one => one.what === 'units')
  const mended = units.flatMap(one => {
    const how = one.corrected ? numbers(one) : undefined
    return how === undefined ? [] : [`${move(one)} (${how})`]
  })
  const plain = units.filter(one => one.missing === null && !(one.corrected && numbers(one) !== undefined))
  const up = plain.filter(one => one.by > 0).map(move)
  const down = plain.filter(one => one.by < 0).map(move)
  if (up.length > 0) says.push(`Tăng: ${listed(up)}.`)
  if (down.length > 0) says.push(`Giảm: ${listed(down)}.`)
  if (mended.length > 0) says.push(`Sửa lại báo cáo: ${listed(mended)}.`)
  const went = (one: Moved): string => `${one.past.map(id => nameOf(id, 'past')).join(', ')} ${byText(one.by, indicator)}`
  for (const released of [false, true]) {
    const word = released ? 'được miễn' : 'thiếu'
    const there = units.filter(one => one.missing !== null && one.released === released)
    const came = there.filter(one => one.missing === 'past').map(move)
    if (came.length > 0) says.push(`Lần trước ${word}, lần này có: ${listed(came)}.`)
    const gone = there.filter(one => one.missing === 'now').map(went)
    if (gone.length > 0) says.push(`Lần trước có, lần này ${word}: ${listed(gone)}. Số của đơn vị ${word} không được ước tính thay.`)
  }
  for (const one of moved) says.push(...otherCause(one, indicator, nameOf))
  if (by === 0 && moved.some(one => one.by !== 0)) says.push('Các phần thay đổi bù nhau nên hai số vẫn bằng nhau.')
  return says
}

/** Where units are missing on one side the whole says little: what those that are on both moved. */
function onOneSide(moved: readonly Moved[], indicator: Pick<Indicator, 'kind'>): string | undefined {
  const sum = (of: readonly Moved[]): number => exact(of.reduce((all, one) => all + one.by, 0))
  const missing = moved.filter(one => one.missing !== null)
  const both = moved.filter(one => one.what === 'units' && one.missing === null)
  if (missing.length === 0 || both.length === 0 || indicator.kind === 'ratio') return undefined
  return `Có đơn vị chỉ có số ở một lần, làm lệch ${signed(sum(missing))}. Tính riêng các đơn vị có số cả hai lần: ${signed(sum(both))}.`
}

function otherCause(one: Moved, indicator: Pick<Indicator, 'kind'>, nameOf: NameOf): string[] {
  const by = byText(one.by, indicator)
  const part = (value: number | null): string => (value === null ? 'không có' : signed(value))
  if (one.what === 'adjusted')
    return [
      indicator.kind === 'ratio'
        ? `Điều chỉnh của nơi tổng hợp làm thay đổi ${by}.`
        : `Điều chỉnh của nơi tổng hợp: lần trước ${part(one.was)}, lần này ${part(one.is)}, thay đổi ${by}.`,
    ]
  if (one.what === 'twice') return [`Phần trừ vì trùng: lần trước ${part(one.was)}, lần này ${part(one.is)}, thay đổi ${by}.`]
  if (one.what !== 'not-comparable') return []
  const past = one.past.map(id => nameOf(id, 'past'))
  const now = one.now.map(id => nameOf(id, 'now'))
  return [
    `Địa bàn thay đổi nên không so từng đơn vị: ${[past.length > 0 && `lần trước ${listed(past)}`, now.length > 0 && `lần này ${listed(now)}`].filter(Boolean).join('; ')}; cộng lại ${by}.`,
  ]
}

/** "Tăng 12 so với tháng 10/2026": what the page concludes. */
export function conclusion(by: number | null | undefined, indicator: Pick<Indicator, 'kind'>, against: string): string {
  if (by === undefined || by === null) return `Chưa so được với ${against}`
  if (by === 0) return `Bằng ${against}`
  return `${by > 0 ? 'Tăng' : 'Giảm'} ${byText(Math.abs(by), indicator).replace(/^\+/u, '')} so với ${against}`
}
