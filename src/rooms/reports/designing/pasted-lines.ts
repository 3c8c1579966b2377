// A list pasted from a document or a sheet: which lines of the catalogue it names, by name or by code, in its order. Pure.
import { type Refusal, refuse } from '../../../ground/faults.ts'
import { searchKey } from '../../../ground/vietnamese.ts'
import { tableOf } from '../bringing/pasted.ts'
import { namedBy, namesOf } from '../bringing/pasted-names.ts'
import type { Indicator } from '../figures.ts'
import { type Definition, seek } from './catalogue.ts'

const HEADS = new Set(['tt', 'stt', 'ma', 'chi tieu', 'ten chi tieu', 'noi dung', 'don vi tinh', 'dvt'])
const FEW = 3
const MOST_NAMED = 5

/** What a line that is no indicator may be: a head of the table, or the title of a group, numbered or not. */
function isTitle(cells: readonly string[], groups: ReadonlySet<string>): boolean {
  const keys = cells.map(cell => searchKey(cell.replace(/^\s*(?:[IVX]+|\d+|[A-Z])[.)]\s*/u, '')))
  return keys.every(key => HEADS.has(key) || groups.has(key) || /^[ivx\d.]+$/u.test(key))
}

/** The codes that the list names, once each. @returns refusals `reports.lines-unknown`, `-several`, `-nothing`: nothing is added by half */
export function linesPasted(block: string, known: ReadonlyMap<string, Definition>): readonly string[] | Refusal[] {
  const all = [...known.values()].filter(one => one.id !== '')
  const names = namesOf(all)
  const groups = new Set(all.map(one => searchKey(one.group)))
  const codes: string[] = []
  const refusals: Refusal[] = []
  let above: Indicator | undefined
  tableOf(block).forEach((row, i) => {
    const cells = row.map(cell => cell.trim().replace(/^[-–+•*]\s+/u, '')).filter(cell => cell !== '')
    if (cells.length === 0) return
    const named = namedBy(names, cells, above)
    if (named?.is === 'one') {
      above = names.wholeOf(named.indicator) ?? named.indicator
      codes.push(named.indicator.code)
    } else if (named || !isTitle(cells, groups)) refusals.push(unclear(i + 1, cells, named !== undefined, all))
  })
  if (refusals.length > MOST_NAMED) return refusals.slice(0, MOST_NAMED)
  if (refusals.length === 0 && codes.length === 0)
    return [refuse('reports.lines-nothing', 'Chưa dán dòng nào. Mỗi dòng một tên hoặc một mã chỉ tiêu.', 'danh-sach')]
  return refusals.length > 0 ? refusals : [...new Set(codes)]
}

/** The line as it was pasted, and lines of the catalogue that are near. */
function unclear(at: number, cells: readonly string[], isSeveral: boolean, all: readonly Definition[]): Refusal {
  const said = cells.reduce((longest, cell) => (cell.length > longest.length ? cell : longest), '').slice(0, 80)
  const near = seek(all, said)
    .slice(0, FEW)
    .map(one => one.code)
    .join(', ')
  const hint = near === '' ? 'Bỏ dòng này, hoặc thêm chỉ tiêu mới vào danh mục' : `Ghi mã thay cho tên, ví dụ ${near}`
  return isSeveral
    ? refuse('reports.lines-several', `Dòng ${at} “${said}”: nhiều chỉ tiêu mang tên này. ${hint}.`, 'danh-sach')
    : refuse('reports.lines-unknown', `Dòng ${at} “${said}”: danh mục không có chỉ tiêu tên như vậy. ${hint}.`, 'danh-sach')
}
