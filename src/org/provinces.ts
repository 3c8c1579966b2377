// The provinces that every installation begins with: those of before 1 July 2025, and what became of them. @law 202/2025/QH15
import { createHash } from 'node:crypto'
import data from '../../data/provinces.json' with { type: 'json' }
import { addDays, type Day, day } from '../ground/day.ts'
import type { Tx } from '../ground/db.ts'
import { formatDay } from '../ground/vietnamese.ts'
import { type AreaLine, type NamedArea, named, planImport } from './area-lists.ts'
import { idOf, nameKey } from './area-names.ts'
import type { ChangeSet } from './change-set.ts'
import { applyChange, type By } from './change-store.ts'
import { type Link, planReform } from './reform-lists.ts'
import { loadTree } from './store.ts'
import type { OrgTree, Unit } from './tree.ts'

export const PROVINCES_MERGED: Day = day(data.law.effectiveOn)
const EVE = addDays(PROVINCES_MERGED, -1)

export const PROVINCE_LAW: NonNullable<ChangeSet['law']> = {
  id: data.law.id,
  title: data.law.title,
  issuedOn: day(data.law.issuedOn),
  effectiveOn: PROVINCES_MERGED,
}

function province({ code, name }: { code: string; name: string }): NamedArea {
  const found = named('province', code, name)
  if (typeof found === 'string') throw new Error(`data/provinces.json: ${found}`)
  return found
}

const source = (what: string) => ({
  sourceName: 'data/provinces.json',
  sourceSha256: createHash('sha256').update(JSON.stringify(data)).digest('hex'),
  title: what,
})

/** The sets that are still to be applied for the provinces to stand as they did and do; none when they all do. */
export function planProvinces(tree: OrgTree, which: 'before' | 'after', id: string): ChangeSet | undefined {
  const old = data.before.map(province)
  if (which === 'before') {
    const lines = old.map((one, i): AreaLine => ({ line: i + 1, province: one }))
    const { set, rejected } = planImport(tree, lines, EVE, {
      id,
      ...source(`Các tỉnh, thành phố trước ngày ${formatDay(PROVINCES_MERGED)}`),
    })
    return rejected.length > 0 || set.steps.length === 0 ? undefined : set
  }
  const links = data.after.flatMap((one, i) =>
    one.from.map((code): Link => ({ line: i + 1, old: { province: old.find(it => it.code === code)! }, now: { province: province(one) } })),
  )
  const { set, rejected } = planReform(tree, [], links, PROVINCES_MERGED, {
    id,
    law: PROVINCE_LAW,
    ...source('Sắp xếp đơn vị hành chính cấp tỉnh: 63 thành 34'),
  })
  return rejected.length > 0 || set.steps.length === 0 ? undefined : set
}

/** Loads the provinces, those of before first. What stands already stays as it is; a second time changes nothing. */
export async function loadProvinces(tx: Tx, by: By): Promise<void> {
  for (const which of ['before', 'after'] as const) {
    const tree = await loadTree(tx, EVE)
    const set = planProvinces(tree, which, idOf('provinces', which, by.at.toISOString()))
    if (set) await applyChange(tx, set, by)
  }
}

/** The unit that a person means by "Tỉnh …", or by the country itself: the one that stands, or one that has ended. */
export function provinceNamed(tree: OrgTree, text: string): { standing?: Unit; endedId?: string } {
  const key = nameKey(text)
  const isReal = (id: string): boolean => !tree.history.demo.has(id)
  if (['trung ương', 'cả nước', 'việt nam', 'nước việt nam'].includes(key)) {
    const centre = tree.units('area', 'centre').find(unit => isReal(unit.id))
    return centre ? { standing: centre } : {}
  }
  const standing = tree.units('area', 'province').find(unit => isReal(unit.id) && nameKey(unit.fullName) === key)
  if (standing) return { standing }
  const endedId = [...tree.everything()].find(
    id =>
      isReal(id) &&
      !tree.unit(id) &&
      tree.history.lastOn(id, tree.day)?.level === 'province' &&
      nameKey(tree.nameOn(id, tree.day) ?? '') === key,
  )
  return endedId === undefined ? {} : { endedId }
}
