// What a change does, in sentences that someone understands who has the resolution in hand and nothing else. Pure.
import { capital, formatDay, formatNumber, listed } from '../../ground/vietnamese.ts'
import { type ChangeCounts, countsOf } from '../../org/change-effect.ts'
import type { ChangeEffect } from '../../org/change-set.ts'
import type { OrgTree } from '../../org/tree.ts'

/** One list of an effect: its heading, its lines, the longest first to be seen. */
export interface EffectList {
  readonly key: 'moi' | 'ten' | 'chuyen' | 'ma' | 'ket-thuc'
  readonly heading: string
  readonly lines: readonly { readonly id: string; readonly say: string }[]
}

export const countsSay = (counts: ChangeCounts): string => {
  const parts = [
    [counts.created, 'đơn vị mới'],
    [counts.renamed, 'đổi tên'],
    [counts.moved, 'chuyển cấp trên'],
    [counts.recoded, 'đổi mã'],
    [counts.ended, 'kết thúc'],
    [counts.divided, 'bị chia'],
  ] as const
  const said = parts.filter(([n]) => n > 0).map(([n, what]) => `${formatNumber(n)} ${what}`)
  return said.length === 0 ? 'không có gì thay đổi' : said.join(', ')
}

/** The conclusion in one line: the areas, and how many bodies go with them; where no area changes, the bodies themselves. */
export function headSay(before: OrgTree, effect: ChangeEffect): string {
  const isArea = (id: string): boolean => (effect.after.unit(id) ?? before.unit(id))?.line === 'area'
  const areas = {
    ...effect,
    created: effect.created.filter(isArea),
    renamed: effect.renamed.filter(one => isArea(one.id)),
    moved: effect.moved.filter(one => isArea(one.id)),
    recoded: effect.recoded.filter(one => isArea(one.id)),
    ended: effect.ended.filter(one => isArea(one.id)),
    divided: effect.divided.filter(isArea),
  }
  const said = countsOf(areas)
  if (Object.values(said).every(n => n === 0)) return countsSay(countsOf(effect))
  const bodies = effect.ended.length - areas.ended.length
  return `${countsSay(said)}${bodies > 0 ? `; ${formatNumber(bodies)} tổ chức kết thúc theo địa bàn` : ''}`
}

/** The lists of what changes, each line a sentence. */
export function effectLists(before: OrgTree, effect: ChangeEffect): readonly EffectList[] {
  const { after } = effect
  const then = (id: string | undefined): string => (id === undefined ? 'chưa có' : (before.unit(id)?.fullName ?? after.label(id)))
  const now = (id: string | undefined): string => (id === undefined ? 'không có' : (after.unit(id)?.fullName ?? after.label(id)))
  const renamed = new Set(effect.renamed.map(one => one.id))
  const divided = new Set(effect.divided)
  const lists: EffectList[] = [
    {
      key: 'moi',
      heading: 'đơn vị mới',
      lines: effect.created.map(id => {
        const parent = after.parent(id) ?? after.unit(after.unit(id)?.areaId ?? '')
        return { id, say: `${capital(now(id))}${parent ? `, thuộc ${parent.fullName}` : ''}` }
      }),
    },
    {
      key: 'ten',
      heading: 'đơn vị đổi tên',
      lines: effect.renamed.map(({ id, from, to }) => ({ id, say: `${capital(from)} thành ${to}` })),
    },
    {
      key: 'chuyen',
      heading: 'đơn vị chuyển cấp trên',
      lines: effect.moved.map(({ id, from, to }) => ({
        id,
        say: `${capital(renamed.has(id) ? then(id) : now(id))}: từ ${then(from)} về ${now(to)}`,
      })),
    },
    {
      key: 'ma',
      heading: 'đơn vị đổi mã',
      lines: effect.recoded.map(({ id, from, to }) => ({
        id,
        say: `${capital(now(id))}: mã ${from ?? 'chưa có'} thành ${to ?? 'không có'}`,
      })),
    },
    {
      key: 'ket-thuc',
      heading: 'đơn vị kết thúc',
      lines: effect.ended.map(({ id, to, keeper }) => {
        const where =
          to.length === 0
            ? 'không có đơn vị kế thừa'
            : divided.has(id)
              ? `chia về ${listed(to.map(now), 6)}`
              : `nhập vào ${listed(to.map(now), 6)}`
        const kept = keeper !== undefined && !(to.length === 1 && to[0] === keeper) ? `; hồ sơ do ${now(keeper)} giữ` : ''
        return { id, say: `${capital(then(id))}: ${where}${kept}` }
      }),
    },
  ]
  return lists.filter(list => list.lines.length > 0)
}

/** What the change means for totals, in sentences. */
export function totalsSay(before: OrgTree, effect: ChangeEffect): readonly string[] {
  const { after } = effect
  const on = formatDay(after.day)
  const divided = effect.divided.filter(id => effect.ended.some(one => one.id === id) && after.heir(id, before.day) === undefined)
  const single = effect.ended.length - divided.length
  const name = (id: string): string => before.unit(id)?.fullName ?? before.label(id)
  return [
    `Số liệu đã báo cáo trước ${on} giữ nguyên như đã công bố. Tổng của cả vùng không đổi, dù xem theo tổ chức cũ hay mới.`,
    ...(single > 0
      ? [
          `Số liệu cũ của ${formatNumber(single)} đơn vị kết thúc được tính trong tổng của đơn vị nhận, hoặc của cấp trên khi không có đơn vị nhận.`,
        ]
      : []),
    ...(divided.length > 0
      ? [
          `${formatNumber(divided.length)} đơn vị bị chia không có đơn vị kế thừa số liệu (${listed(divided.map(name))}): số liệu cũ hiện ở cấp trên chung, dòng “chưa phân bổ”.`,
        ]
      : []),
  ]
}
