// A reform as two lists: the areas of the new structure, and which old one became (part of) which new one. Pure. Land decides: what
// keeps its land whole keeps its identity under a new name, parent or code; what is merged or divided ends and passes on.
import { addDays, type Day } from '../ground/day.ts'
import { readNumber, searchKey } from '../ground/vietnamese.ts'
import { type AreaLine, type NamedArea, named, type Rejected, type Source } from './area-lists.ts'
import type { ChangeSet } from './change-set.ts'
import { type ListFile, underHeadings } from './list-files.ts'
import { ReformPlanning } from './reform-planning.ts'
import type { OrgTree } from './tree.ts'

export interface Link {
  readonly line: number
  readonly old: { readonly province: NamedArea; readonly district?: NamedArea; readonly commune?: NamedArea }
  readonly now: { readonly province: NamedArea; readonly commune?: NamedArea }
  /** The list says that the old one was divided; undefined when it does not say. */
  readonly divided?: boolean
  readonly share?: number
  readonly heir?: boolean
}

export interface ReformPlan {
  /** Areas of the new structure that stand already as the lists say. */
  readonly same: readonly string[]
  readonly rejected: readonly Rejected[]
  /** What was understood though it was written otherwise, in sentences. */
  readonly notes: readonly string[]
  readonly set: ChangeSet
}

const HEADINGS = {
  oldProvinceCode: ['Mã tỉnh cũ', 'old province code'],
  oldProvince: ['Tỉnh cũ', 'old province'],
  oldDistrictCode: ['Mã huyện cũ', 'old district code'],
  oldDistrict: ['Huyện cũ', 'old district'],
  oldCommuneCode: ['Mã xã cũ', 'old commune code'],
  oldCommune: ['Xã cũ', 'old commune'],
  newProvinceCode: ['Mã tỉnh mới', 'new province code'],
  newProvince: ['Tỉnh mới', 'new province'],
  newCommuneCode: ['Mã xã mới', 'new commune code'],
  newCommune: ['Xã mới', 'new commune'],
  divided: ['Bị chia', 'chia', 'chia tach', 'divided'],
  share: ['Phần', 'ty le', 'share'],
  heir: ['Kế thừa', 'don vi ke thua', 'heir'],
} as const

const YES = ['true', '1', 'x', 'co', 'yes']
const isYes = (text: string): boolean => YES.includes(searchKey(text))

/** The rows of a succession list. */
export function readLinks(file: ListFile): { links: Link[]; rejected: Rejected[] } {
  const needed = ['oldProvinceCode', 'oldProvince', 'newProvinceCode', 'newProvince', 'oldCommuneCode', 'newCommuneCode'] as const
  const { rows, has } = underHeadings(file, HEADINGS, [...needed, 'oldCommune', 'newCommune'])
  const links: Link[] = []
  const rejected: Rejected[] = []
  for (const { line, get } of rows) {
    const oldProvince = named('province', get('oldProvinceCode'), get('oldProvince'))
    // Reforms after 1 July 2025 know no districts.
    const hasDistrict = get('oldDistrictCode') !== '' || get('oldDistrict') !== ''
    const oldDistrict = hasDistrict ? named('district', get('oldDistrictCode'), get('oldDistrict')) : undefined
    const isDistrict = hasDistrict && get('oldCommuneCode') === '' && get('oldCommune') === ''
    const oldCommune = isDistrict ? undefined : named('commune', get('oldCommuneCode'), get('oldCommune'))
    const newProvince = named('province', get('newProvinceCode'), get('newProvince'))
    const newCommune = named('commune', get('newCommuneCode'), get('newCommune'))
    const share = readShare(get('share'))
    const wrong = [oldProvince, oldDistrict, oldCommune, newProvince, newCommune].find(one => typeof one === 'string')
    if (typeof wrong === 'string') rejected.push({ line, say: wrong })
    else if (share === 'wrong') rejected.push({ line, say: `Phần chuyển “${get('share')}” phải lớn hơn 0 và không quá 1 (hoặc 100%).` })
    else
      links.push({
        line,
        old: {
          province: oldProvince as NamedArea,
          ...(oldDistrict ? { district: oldDistrict as NamedArea } : {}),
          ...(oldCommune ? { commune: oldCommune as NamedArea } : {}),
        },
        now: { province: newProvince as NamedArea, commune: newCommune as NamedArea },
        ...(has('divided') && get('divided') !== '' ? { divided: isYes(get('divided')) } : {}),
        ...(share === undefined ? {} : { share }),
        ...(isYes(get('heir')) ? { heir: true } : {}),
      })
  }
  return { links, rejected }
}

function readShare(text: string): number | undefined | 'wrong' {
  if (text === '') return undefined
  const bare = text.replace('%', '').trim()
  const value = /^\d*\.\d+$/u.test(bare) ? Number(bare) : readNumber(bare)
  const share = value === undefined ? 0 : text.includes('%') ? value / 100 : value
  return share > 0 && share <= 1 ? share : 'wrong'
}

/** Compares the lists with the organisation of the eve and of the day, and plans what is still to be done. */
export function planReform(tree: OrgTree, newLines: readonly AreaLine[], links: readonly Link[], day: Day, source: Source): ReformPlan {
  return new ReformPlanning(tree.on(addDays(day, -1)), tree.on(day), newLines, links, source).plan(tree)
}
