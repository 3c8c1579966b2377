// Dimensions: a line of a form split by a named list of members. Each part is a line of its own, and so is everything that reads forms. Pure.
import { type Refusal, refuse } from '../../../ground/faults.ts'
import { searchKey } from '../../../ground/vietnamese.ts'
import type { Definition } from '../designing/catalogue.ts'

export interface Member {
  readonly code: string
  readonly name: string
}

export interface Dimension {
  readonly code: string
  readonly version: number
  readonly name: string
  readonly members: readonly Member[]
  /** The body that made it; null: it came with the system. */
  readonly madeFor: string | null
}

/** "KT09" and "CT" of the part KT09.CTTN; undefined for a line that is no part of a dimension. */
export function partOf(code: string): { readonly whole: string; readonly dimension: string } | undefined {
  const at = code.indexOf('.')
  return at < 0 ? undefined : { whole: code.slice(0, at), dimension: code.slice(at + 1, at + 3) }
}

/** The parts of a line by a dimension, in the order of its members: they add up to the line, and are typed. */
export const partsBy = (whole: Definition, dimension: Dimension): readonly Definition[] =>
  dimension.members.map(member => ({
    ...whole,
    id: '',
    code: `${whole.code}.${dimension.code}${member.code}`,
    from: null,
    until: null,
    label: `trong đó: ${member.name}`,
    depth: 1,
    counter: null,
    numerator: null,
    denominator: null,
    formula: null,
    subsetOf: whole.code,
    addsUp: true,
    breakNote: '',
    means: `Phần ${member.name} của ${whole.code} “${whole.label}”, chia theo ${dimension.name}.`,
    dimensions: [],
    source: '',
    sourceUrl: '',
    basis: 'proposed',
    toCheck: false,
  }))

/** The catalogue with the parts that a form in the making names and the catalogue does not have yet. */
export function withParts(
  known: ReadonlyMap<string, Definition>,
  lines: readonly string[],
  dimensions: readonly Dimension[],
): ReadonlyMap<string, Definition> {
  const all = new Map(known)
  for (const line of lines) {
    const part = all.has(line) ? undefined : partOf(line)
    const whole = part && known.get(part.whole)
    const dimension = part && dimensions.find(one => one.code === part.dimension)
    const found = whole && dimension && partsBy(whole, dimension).find(one => one.code === line)
    if (found) all.set(line, found)
  }
  return all
}

/** Why a line cannot be split by a dimension, or undefined. A ratio has no parts, and a part of a dimension is not split again. */
export function maySplit(line: Definition | undefined, dimension: Dimension | undefined, lines: readonly string[]): Refusal | undefined {
  if (!line || !lines.includes(line.code)) return refuse('reports.split-no-line', 'Chọn một dòng đang có trong biểu.', 'dong')
  if (!dimension) return refuse('reports.split-no-dimension', 'Chọn một cách chia.', 'cach-chia')
  if (line.kind === 'ratio') return refuse('reports.split-ratio', 'Tỷ lệ không chia nhỏ được: chia tử và mẫu.', 'dong')
  if (partOf(line.code)) return refuse('reports.split-part', 'Dòng này đã là một phần. Chia dòng chung của nó theo cách khác.', 'dong')
  if (groupIn(lines, line.code, dimension.code).length > 0)
    return refuse('reports.split-again', `Dòng ${line.code} đã chia theo ${dimension.name}. Bỏ cách chia ấy trước.`, 'cach-chia')
  return undefined
}

/** The lines of a form that are the parts of this line by this dimension. */
export const groupIn = (lines: readonly string[], whole: string, dimension: string): readonly string[] =>
  lines.filter(line => {
    const part = partOf(line)
    return part?.whole === whole && part.dimension === dimension
  })

/** Taking a line out takes its parts along, and a part its whole group: parts that are left would not add up. */
export function without(lines: readonly string[], code: string): readonly string[] {
  const part = partOf(code)
  const gone = new Set(part ? groupIn(lines, part.whole, part.dimension) : lines.filter(line => partOf(line)?.whole === code))
  return lines.filter(line => line !== code && !gone.has(line))
}

/** "chủ thể: tập thể, cá nhân" of the catalogue is the dimension with these members; words without members are one of that name. */
export function isDescribed(described: readonly string[], dimension: Dimension): boolean {
  const members = searchKey(dimension.members.map(one => one.name).join(', '))
  return described.some(one => {
    const [name = '', list] = one.includes(':') ? one.split(':') : one.includes(',') ? ['', one] : [one]
    return list === undefined ? searchKey(name) === searchKey(dimension.name) : searchKey(list) === members
  })
}

/** Those that the catalogue names for this line first. */
export const offeredFor = (described: readonly string[], all: readonly Dimension[]): readonly Dimension[] => [
  ...all.filter(one => isDescribed(described, one)),
  ...all.filter(one => !isDescribed(described, one)),
]

export interface TypedDimension {
  readonly code: string
  readonly name: string
  /** Each member on a line: "TT tập thể". */
  readonly members: string
}

const MEMBER = /^([A-Z0-9]{1,4})\s+(\S.*)$/u
const MOST = 30

/** Reads a dimension as typed, against every version of all of them. @returns the members, or `reports.dimension-…` */
export function readDimension(typed: TypedDimension, before: readonly Dimension[]): readonly Member[] | Refusal[] {
  const found: Refusal[] = []
  const no = (code: string, say: string, field: string): void => void found.push(refuse(`reports.dimension-${code}`, say, field))
  if (!/^[A-Z]{2}$/u.test(typed.code)) no('code', 'Mã cách chia: hai chữ hoa không dấu, ví dụ CT.', 'code')
  if (typed.name === '') no('name', 'Tên cách chia: chưa ghi, ví dụ “chủ thể”.', 'name')
  const lines = typed.members.split('\n').flatMap(line => (line.trim() === '' ? [] : [line.trim()]))
  const members = lines.flatMap((line): Member[] => {
    const [, code, name] = MEMBER.exec(line) ?? []
    if (code === undefined || name === undefined)
      no('member', `“${line.slice(0, 40)}”: ghi mã 1 đến 4 chữ hoa hoặc số, một dấu cách, rồi tên; ví dụ “TT tập thể”.`, 'members')
    return code === undefined || name === undefined ? [] : [{ code, name }]
  })
  if (lines.length < 2 || lines.length > MOST) no('few', `Ghi từ 2 đến ${MOST} thành phần, mỗi thành phần một dòng.`, 'members')
  for (const [i, one] of members.entries()) {
    if (members.findIndex(other => other.code === one.code) !== i) no('twice', `Mã ${one.code} có hai lần.`, 'members')
    if (members.findIndex(other => searchKey(other.name) === searchKey(one.name)) !== i) no('twice', `“${one.name}” có hai lần.`, 'members')
    const other = before
      .filter(each => each.code === typed.code)
      .flatMap(each => each.members)
      .find(each => each.code === one.code && each.name !== one.name)
    if (other) no('renamed', `Mã ${one.code} đã là “${other.name}”: số liệu cũ đứng dưới mã ấy. Đặt mã khác cho “${one.name}”.`, 'members')
  }
  return found.length > 0 ? found : members
}
