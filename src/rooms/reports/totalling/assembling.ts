// The receiver's own narrative begins with what its units wrote: each paragraph under the unit's name, their bound figures as values
// of their own, so that a unit's number is never taken for the receiver's. Pure.
import { capital, searchKey } from '../../../ground/vietnamese.ts'
import { bind, SILENT, type Total } from '../figures.ts'
import { Library } from '../oddity-words.ts'
import type { Section } from '../sheet.ts'

export interface UnitWords {
  readonly unitId: string
  /** "xã Khe Trầm" */
  readonly name: string
  readonly narrative: readonly Section[]
  /** The unit's own figure of this code, in words; undefined where it has none. */
  readonly says: (code: string) => string | undefined
}

export interface Assembled {
  readonly heading: string
  /** Empty where no unit wrote anything. */
  readonly text: string
  readonly units: number
  /** Units whose words another unit before them wrote already. */
  readonly repeated: number
}

/** The mark of words that another unit wrote nearly the same: for the author, not for the paper. */
const markOf = (name: string): string => ` (trùng lời ${name})`
export const isMarked = (text: string): boolean => /\(trùng lời [^()]+\)/u.test(text)

/**
 * The sections put together from the units', in the order given (the alphabet of names). A section left empty is left out; what several
 * units say alike stands once under all their names; words nearly those of another unit are marked with whose they are.
 */
export function assemble(headings: readonly string[], units: readonly UnitWords[]): Assembled[] {
  const library = new Library(units)
  const order = new Map(units.map((one, i) => [one.unitId, i]))
  const nameOf = new Map(units.map(one => [one.unitId, one.name]))
  return headings.map(heading => {
    const first = new Map<string, string>()
    let repeated = 0
    const said = new Map<string, { names: string[]; mark: string; lines: string[] }>()
    for (const [i, unit] of units.entries()) {
      const section = unit.narrative.find(one => one.heading === heading)
      const lines = (section?.text ?? '').split('\n').flatMap(line => (line.trim() === '' ? [] : [line.trim()]))
      if (!section || lines.length === 0) continue
      const key = searchKey(lines.join(' '))
      const nearly = library.likest(unit.unitId, section)?.unitId
      const same = first.get(key) ?? (nearly !== undefined && (order.get(nearly) ?? i) < i ? nearly : undefined)
      if (!first.has(key)) first.set(key, unit.unitId)
      if (same !== undefined) repeated += 1
      // A code that the unit has no figure for must not become one of the receiver's either.
      const bound = lines.map(line => bind(line, code => unit.says(code) ?? SILENT.missing))
      const alike = said.get(searchKey(bound.join(' ')))
      if (alike) alike.names.push(unit.name)
      else
        said.set(searchKey(bound.join(' ')), {
          names: [unit.name],
          mark: same === undefined ? '' : markOf(nameOf.get(same) ?? ''),
          lines: bound,
        })
    }
    const paragraphs = [...said.values()].flatMap(({ names, mark, lines }) =>
      lines.map(line => `${capital(names.join(', '))}${mark}: ${line}`),
    )
    const wrote = units.filter(unit => (unit.narrative.find(one => one.heading === heading)?.text ?? '').trim() !== '').length
    return { heading, text: paragraphs.join('\n'), units: wrote, repeated }
  })
}

/** What the results say by themselves, with the receiver's own figures bound. */
export function suggested(heading: string, totals: readonly Total[]): string {
  const has = (code: string): boolean => totals.some(total => total.code === code && total.value !== null)
  if (!heading.includes('Kết quả') || !has('DVK01')) return ''
  return [
    'Trong kỳ, các đơn vị đăng ký mới {DVK01} mô hình “Dân vận khéo”',
    has('DVK02') && has('DVK03') ? ' (tập thể {DVK02}, cá nhân {DVK03})' : '',
    has('DVK09') ? '; cuối kỳ đang duy trì {DVK09} mô hình' : '',
    has('TD02') ? '. Người đứng đầu cấp ủy tiếp {TD02} lượt người' : '',
    has('DT01') ? ', tổ chức {DT01} cuộc đối thoại trực tiếp với Nhân dân' : '',
    '.',
  ].join('')
}

/** Puts what was assembled after what is written; nothing written is touched. */
export const inserted = (written: string, assembled: string): string => [written.trimEnd(), assembled].filter(one => one !== '').join('\n')
