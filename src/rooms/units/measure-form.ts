// A measure as an administrator types it, and back: pure. Names are typed whole, as the resolution writes them: "xã Khe Trầm".
import { readNumber, tidy, tonePlaced } from '../../ground/vietnamese.ts'
import { fullName } from '../../org/history.ts'
import type { Line, OrgTree } from '../../org/tree.ts'
import type { Typed } from '../../web/input.ts'
import type { Measure, Part, Target } from './resolution.ts'
import { AREA_KINDS } from './words.ts'

export const PARTS = 8
export const DEEDS = ['merge', 'split', 'rename', 'move', 'abolish'] as const
export type Deed = (typeof DEEDS)[number]

export const DEED_WORDS: Readonly<Record<Deed, string>> = {
  merge: 'Nhập nhiều đơn vị thành một',
  split: 'Chia một đơn vị, hoặc chuyển một phần',
  rename: 'Đổi tên, đổi loại, đổi mã',
  move: 'Chuyển về đơn vị cấp trên khác',
  abolish: 'Giải thể, không có đơn vị kế thừa',
}

const first = (typed: Typed, name: string): string => {
  const value = typed[name]
  return tidy(Array.isArray(value) ? String(value[0] ?? '') : String(value ?? ''))
}
const all = (typed: Typed, name: string): string[] => {
  const value = typed[name]
  return value === undefined ? [] : (Array.isArray(value) ? value.map(String) : [String(value)]).filter(one => one !== '')
}

/** "Xã Khe Trầm" → kind and name; a body's name is whole already and keeps the kind it had. */
export function namedIn(line: Line, kind: string, typed: string): { kind: string; name: string } {
  const text = tidy(typed)
  if (line !== 'area') return { kind, name: text }
  const found = [...AREA_KINDS].sort((a, b) => b.length - a.length).find(one => text.toLowerCase().startsWith(`${one} `))
  return found ? { kind: found, name: text.slice(found.length).trim() } : { kind: '', name: text }
}

const sameName = (a: string, b: string): boolean => tonePlaced(a.toLowerCase()) === tonePlaced(b.toLowerCase())

/** A part that bears the name of a sister that stands is that sister; any other name founds a unit. */
function targetIn(tree: OrgTree, like: string, typed: string, code: string): Target {
  const unit = tree.unit(like)
  const sisters = unit?.parentId ? tree.children(unit.parentId, unit.line) : unit ? tree.units(unit.line, unit.level) : []
  const sister = sisters.find(one => one.id !== like && sameName(one.fullName, tidy(typed)))
  if (sister) return { is: 'unit', id: sister.id }
  return { is: 'new', ...namedIn(unit?.line ?? 'area', unit?.kind ?? '', typed), ...(code === '' ? {} : { code }) }
}

/** The measure that the form says, on the organisation of the day before. */
export function measureIn(tree: OrgTree, deed: Deed, typed: Typed): Measure {
  switch (deed) {
    case 'merge': {
      const from = all(typed, 'from')
      const into = first(typed, 'into')
      const like = tree.unit(from[0] ?? '')
      const code = first(typed, 'code')
      const target: Target =
        into === ''
          ? { is: 'new', ...namedIn(like?.line ?? 'area', like?.kind ?? '', first(typed, 'name')), ...(code === '' ? {} : { code }) }
          : { is: 'unit', id: into }
      return { do: 'merge', from: [...new Set(from)], into: target }
    }
    case 'split': {
      const from = first(typed, 'from')
      const stays = typed['stays'] !== undefined
      const heir = first(typed, 'heir')
      const places: number[] = []
      const parts = Array.from({ length: PARTS }, (_, i) => i + 1).flatMap((n): Part[] => {
        const name = first(typed, `part-${n}`)
        if (name === '') return []
        places.push(n)
        const share = readNumber(first(typed, `share-${n}`))
        return [
          {
            ...targetIn(tree, from, name, first(typed, `ma-${n}`)),
            ...(first(typed, `share-${n}`) === '' ? {} : { share: share === undefined ? Number.NaN : share / 100 }),
            ...(heir === String(n) && !stays ? { heir: true } : {}),
          },
        ]
      })
      const hamlets: Record<string, number> = {}
      for (const child of tree.children(from)) {
        const place = first(typed, `h-${child.id}`)
        if (place === '0') hamlets[child.id] = -1
        else if (places.includes(Number(place))) hamlets[child.id] = places.indexOf(Number(place))
        else if (stays && place === '') hamlets[child.id] = -1
      }
      return { do: 'split', from, stays, parts, hamlets }
    }
    case 'rename': {
      const unit = tree.unit(first(typed, 'unit'))
      const code = first(typed, 'code')
      return {
        do: 'rename',
        unit: first(typed, 'unit'),
        ...namedIn(unit?.line ?? 'area', unit?.kind ?? '', first(typed, 'name')),
        ...(code === '' ? {} : { code }),
      }
    }
    case 'move':
      return { do: 'move', unit: first(typed, 'unit'), parent: first(typed, 'parent') }
    case 'abolish':
      return { do: 'abolish', unit: first(typed, 'unit') }
  }
}

const nameOf = (tree: OrgTree, like: string, target: Target): string =>
  target.is === 'unit'
    ? (tree.unit(target.id)?.fullName ?? '')
    : fullName({ line: tree.unit(like)?.line ?? 'area', kind: target.kind, name: target.name })

/** The form of a measure that was kept, to be mended. */
export function typedOf(tree: OrgTree, measure: Measure): Typed {
  switch (measure.do) {
    case 'merge':
      return {
        from: [...measure.from],
        ...(measure.into.is === 'unit'
          ? { into: measure.into.id }
          : { into: '', name: nameOf(tree, measure.from[0] ?? '', measure.into), code: measure.into.code ?? '' }),
      }
    case 'split': {
      const typed: Record<string, string> = { from: measure.from, ...(measure.stays ? { stays: '1' } : {}), heir: '' }
      for (const [i, part] of measure.parts.entries()) {
        typed[`part-${i + 1}`] = nameOf(tree, measure.from, part)
        if (part.is === 'new' && part.code !== undefined) typed[`ma-${i + 1}`] = part.code
        if (part.share !== undefined) typed[`share-${i + 1}`] = String(Math.round(part.share * 10_000) / 100).replace('.', ',')
        if (part.heir) typed['heir'] = String(i + 1)
      }
      for (const [child, place] of Object.entries(measure.hamlets)) typed[`h-${child}`] = String(place + 1)
      return typed
    }
    case 'rename':
      return {
        unit: measure.unit,
        name: nameOf(tree, measure.unit, { is: 'new', kind: measure.kind, name: measure.name }),
        code: measure.code ?? '',
      }
    case 'move':
      return { unit: measure.unit, parent: measure.parent }
    case 'abolish':
      return { unit: measure.unit }
  }
}
