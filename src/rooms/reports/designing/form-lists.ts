// The lists of records that a form in the making asks for. Pure.
import { type Refusal, refuse } from '../../../ground/faults.ts'
import { mayList } from '../enclosing/listed.ts'
import type { Definition } from './catalogue.ts'
import type { RegimeDesign } from './design.ts'

/** A list is of a line of the form that counts records by itself. @returns the refusals: `reports.design-list-…` */
export function checkLists({ lines, lists }: Pick<RegimeDesign, 'lines' | 'lists'>, known: ReadonlyMap<string, Definition>): Refusal[] {
  return (lists ?? []).flatMap(code => {
    const one = known.get(code)
    const no = (why: string, say: string) => [refuse(`reports.design-${why}`, say, 'dm')]
    if (!lines.includes(code)) return no('list-absent', `Danh mục kèm theo gọi ${code}, mà biểu không có ${code}. Bỏ chọn danh mục ấy.`)
    if (!one || mayList(one)) return []
    return one.depth > 0
      ? no(
          'list-part',
          `Danh mục của ${code} “${one.label}” đã nằm trong danh mục của ${one.subsetOf ?? 'chỉ tiêu chung'}. Chọn danh mục ấy.`,
        )
      : no('list-uncounted', `${code} “${one.label}” là số nhập tay, không có hồ sơ để lập danh mục. Bỏ chọn danh mục ấy.`)
  })
}
