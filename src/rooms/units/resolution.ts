// The measures of a resolution as steps of a change: pure. An administrator who has nothing but the resolution in hand says what
// it decides; what follows from it for hamlets is worked out here, for bodies in following.ts.

import { type Refusal, refuse } from '../../ground/faults.ts'
import { sha256 } from '../../ground/files.ts'
import { capital, listed } from '../../ground/vietnamese.ts'
import { endedBy, type Step } from '../../org/change-set.ts'
import { fullName } from '../../org/history.ts'
import type { OrgTree, Unit } from '../../org/tree.ts'

/** A unit that stands, or one that the resolution founds. */
export type Target =
  | { readonly is: 'unit'; readonly id: string }
  | { readonly is: 'new'; readonly kind: string; readonly name: string; readonly code?: string }

export type Part = Target & { readonly share?: number; readonly heir?: boolean }

export type Measure =
  | { readonly do: 'merge'; readonly from: readonly string[]; readonly into: Target }
  /** `stays`: the unit goes on with what is left to it. `hamlets`: child → place of its part in `parts`; −1 stays. */
  | {
      readonly do: 'split'
      readonly from: string
      readonly stays: boolean
      readonly parts: readonly Part[]
      readonly hamlets: Readonly<Record<string, number>>
    }
  | { readonly do: 'rename'; readonly unit: string; readonly kind: string; readonly name: string; readonly code?: string }
  | { readonly do: 'move'; readonly unit: string; readonly parent: string }
  | { readonly do: 'abolish'; readonly unit: string }

export interface KeptMeasure {
  readonly id: string
  readonly measure: Measure
}

/** The same plan always founds a unit under the same id, however often it is worked out. */
export function idFor(planId: string, key: string): string {
  const hex = sha256(`${planId} ${key}`)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export const targetId = (target: Target, measureId: string, place: number): string =>
  target.is === 'unit' ? target.id : idFor(measureId, `part ${place}`)

const nameOfTarget = (tree: OrgTree, target: Target): string =>
  target.is === 'unit'
    ? (tree.unit(target.id)?.fullName ?? tree.label(target.id))
    : fullName({ line: 'area', kind: target.kind, name: target.name })

/** A measure as a sentence of the resolution. */
export function saysOf(tree: OrgTree, measure: Measure): string {
  const name = (id: string): string => tree.unit(id)?.fullName ?? tree.label(id)
  const founding = (target: Target): string => `${target.is === 'new' ? 'đơn vị mới ' : ''}${nameOfTarget(tree, target)}`
  switch (measure.do) {
    case 'merge':
      return `Nhập ${listed(measure.from.map(name), 6)} thành ${founding(measure.into)}.`
    case 'split': {
      const parts = measure.parts.map(
        part =>
          `${founding(part)}${part.share === undefined ? '' : ` (${Math.round(part.share * 1000) / 10}%)`}${part.heir ? ', kế thừa hồ sơ và số liệu' : ''}`,
      )
      return measure.stays
        ? `Chuyển một phần ${name(measure.from)} về ${parts.join('; ')}. Phần còn lại vẫn là ${name(measure.from)}.`
        : `Chia ${name(measure.from)} thành ${parts.join('; ')}.`
    }
    case 'rename': {
      const code = measure.code === undefined ? '' : `, mã ${measure.code}`
      return `Đổi tên ${name(measure.unit)} thành ${fullName({ line: tree.unit(measure.unit)?.line ?? 'area', kind: measure.kind, name: measure.name })}${code}.`
    }
    case 'move':
      return `Chuyển ${name(measure.unit)} về trực thuộc ${name(measure.parent)}.`
    case 'abolish':
      return `Giải thể ${name(measure.unit)}; hồ sơ do đơn vị cấp trên giữ.`
  }
}

const gone = (): Refusal =>
  refuse('unit.not-standing', 'Đơn vị đã chọn không hoạt động vào ngày có hiệu lực. Chọn lại đơn vị hoặc sửa ngày.', 'unit')

/** What stands against a measure by itself, on the organisation of the day before it takes effect. */
export function checkMeasure(tree: OrgTree, measure: Measure): readonly Refusal[] {
  switch (measure.do) {
    case 'merge':
      return checkMerge(tree, measure)
    case 'split':
      return checkSplit(tree, measure)
    case 'rename': {
      const unit = tree.unit(measure.unit)
      if (!unit) return [gone()]
      if (measure.kind === '' || measure.name === '') return [refuse('unit.unnamed', 'Tên mới: chưa ghi đủ loại và tên.', 'name')]
      const same = unit.kind === measure.kind && unit.name === measure.name && (measure.code === undefined || measure.code === unit.code)
      return same ? [refuse('unit.same-name', 'Tên mới: trùng với tên đang dùng. Ghi tên mới theo nghị quyết.', 'name')] : []
    }
    case 'move': {
      const [unit, parent] = [tree.unit(measure.unit), tree.unit(measure.parent)]
      if (!unit || !parent) return [gone()]
      if (unit.line !== parent.line)
        return [refuse('unit.other-line', 'Đơn vị cấp trên: thuộc hệ thống tổ chức khác. Chọn đơn vị cùng hệ thống.', 'parent')]
      if (tree.below(unit.id).has(parent.id))
        return [refuse('unit.circle', 'Đơn vị cấp trên: đang nằm dưới chính đơn vị được chuyển. Chọn đơn vị khác.', 'parent')]
      return unit.parentId === parent.id
        ? [refuse('unit.same-parent', 'Đơn vị cấp trên: đơn vị đang trực thuộc nơi này. Chọn nơi khác.', 'parent')]
        : []
    }
    case 'abolish': {
      const unit = tree.unit(measure.unit)
      if (!unit) return [gone()]
      const kept = unit.line === 'area' && tree.children(unit.id).some(child => child.level !== 'hamlet')
      return kept ? [refuse('unit.has-children', 'Đơn vị còn đơn vị trực thuộc. Chuyển các đơn vị ấy về nơi khác trước.', 'unit')] : []
    }
  }
}

function checkMerge(tree: OrgTree, { from, into }: Extract<Measure, { do: 'merge' }>): readonly Refusal[] {
  const units = from.map(id => tree.unit(id))
  if (units.some(unit => unit === undefined)) return [gone()]
  const others = into.is === 'unit' ? from.filter(id => id !== into.id) : from
  if (others.length < (into.is === 'unit' ? 1 : 2))
    return [
      refuse(
        'unit.merge-one',
        into.is === 'unit'
          ? 'Đơn vị nhập vào: chọn ít nhất một đơn vị khác với đơn vị nhận.'
          : 'Đơn vị nhập vào: chọn ít nhất hai đơn vị. Một đơn vị đổi tên thì dùng việc “Đổi tên”.',
        'from',
      ),
    ]
  const receiver = into.is === 'unit' ? tree.unit(into.id) : undefined
  if (into.is === 'unit' && !receiver)
    return [refuse('unit.not-standing', 'Đơn vị nhận: chưa chọn, hoặc không hoạt động vào ngày có hiệu lực.', 'into')]
  const all = [...units, receiver].filter((unit): unit is Unit => unit !== undefined)
  if (new Set(all.map(unit => `${unit.line} ${unit.level}`)).size > 1)
    return [refuse('unit.merge-levels', 'Đơn vị nhập vào: không cùng cấp hoặc không cùng hệ thống tổ chức. Chọn lại.', 'from')]
  return into.is === 'new' ? foundedWell(tree, into, all[0], new Set(from), 'into') : []
}

function checkSplit(tree: OrgTree, { from, stays, parts, hamlets }: Extract<Measure, { do: 'split' }>): readonly Refusal[] {
  const unit = tree.unit(from)
  if (!unit) return [refuse('unit.not-standing', 'Đơn vị bị chia: chưa chọn, hoặc không hoạt động vào ngày có hiệu lực.', 'from')]
  if (parts.length < (stays ? 1 : 2))
    return [refuse('unit.split-parts', stays ? 'Các phần: ghi ít nhất một nơi nhận.' : 'Các phần: ghi ít nhất hai nơi nhận.', 'part-1')]
  const refusals: Refusal[] = []
  const seen = new Set<string>()
  for (const [i, part] of parts.entries()) {
    const field = `part-${i + 1}`
    const place = `Phần ${i + 1}`
    const key = part.is === 'unit' ? part.id : `${part.kind} ${part.name}`.toLowerCase()
    if (seen.has(key)) refusals.push(refuse('unit.part-twice', `${place}: nơi nhận đã ghi ở phần trên. Chọn nơi khác.`, field))
    seen.add(key)
    if (part.is === 'new') refusals.push(...foundedWell(tree, part, unit, new Set(stays ? [] : [from]), field))
    else {
      const other = tree.unit(part.id)
      if (!other || other.id === from || other.line !== unit.line || other.level !== unit.level)
        refusals.push(refuse('unit.part-wrong', `${place}: chọn một đơn vị khác đang hoạt động, cùng cấp, cùng hệ thống.`, field))
    }
    if (part.share !== undefined && !(part.share > 0 && part.share <= 1))
      refusals.push(refuse('unit.share', `${place}: tỷ lệ phải lớn hơn 0 và không quá 100%.`, `share-${i + 1}`))
  }
  const shares = parts.flatMap(part => part.share ?? [])
  const sum = shares.reduce((total, share) => total + share, 0)
  const whole = shares.length === parts.length && !stays
  if (sum > 1 + 1e-9 || (whole && Math.abs(sum - 1) > 1e-6))
    refusals.push(
      refuse(
        'unit.shares',
        `Tỷ lệ: cộng lại được ${Math.round(sum * 1000) / 10}%${whole ? ', phải đúng 100%' : ', không được quá 100%'}. Sửa tỷ lệ, hoặc để trống cả nếu nghị quyết không nêu.`,
        'share-1',
      ),
    )
  if (parts.filter(part => part.heir).length > 1)
    refusals.push(refuse('unit.heirs', 'Đơn vị kế thừa: chỉ một nơi nhận được giao kế thừa hồ sơ, số liệu.', 'heir'))
  const unplaced = tree.children(from).filter(child => {
    const place = hamlets[child.id]
    return place === undefined || place >= parts.length || (place < 0 && !stays)
  })
  if (unplaced.length > 0)
    refusals.push(
      refuse(
        'unit.hamlet-unplaced',
        `Đơn vị trực thuộc: chưa rõ ${listed(
          unplaced.map(child => child.fullName),
          5,
        )} về đâu. Chọn nơi nhận của từng đơn vị.`,
        'hamlets',
      ),
    )
  return refusals
}

/** A unit to be founded has a name and a code that no other unit bears on that day, unless it ends by the same measure. */
function foundedWell(
  tree: OrgTree,
  target: Extract<Target, { is: 'new' }>,
  like: Unit | undefined,
  ending: ReadonlySet<string>,
  field: string,
): readonly Refusal[] {
  if (target.kind === '' || target.name === '') return [refuse('unit.unnamed', 'Đơn vị mới: ghi đủ loại và tên theo nghị quyết.', field)]
  const parent = like?.parentId ?? undefined
  const name = fullName({ line: like?.line ?? 'area', kind: target.kind, name: target.name })
  const sister = parent === undefined ? undefined : tree.children(parent).find(one => one.fullName === name && !ending.has(one.id))
  if (sister) return [refuse('unit.twice', `${capital(name)}: đã có đơn vị tên này trong cùng đơn vị cấp trên. Kiểm tra lại tên.`, field)]
  const bearer = target.code === undefined ? undefined : tree.byCode(target.code, like?.line)
  if (bearer && !ending.has(bearer.id))
    return [refuse('unit.code-taken', `Mã ${target.code}: ${bearer.fullName} đang dùng mã này. Kiểm tra lại mã.`, field)]
  return []
}

/** The steps of one measure: units founded, passed, ended, and their children put where they belong. */
export function stepsOf(tree: OrgTree, { id: measureId, measure }: KeptMeasure): Step[] {
  const founded = (target: Target, place: number, like: Unit): Step[] =>
    target.is === 'unit'
      ? []
      : [
          {
            step: 'create',
            unit: {
              id: targetId(target, measureId, place),
              line: like.line,
              level: like.level,
              kind: target.kind,
              name: target.name,
              ...(target.code === undefined ? {} : { code: target.code }),
              ...(like.parentId === null ? {} : { parentId: like.parentId }),
              ...(like.areaId === null ? {} : { areaId: like.areaId }),
            },
          },
        ]
  const put = (child: string, parentId: string): Step => ({ step: 'version', id: child, change: { parentId } })
  switch (measure.do) {
    case 'merge': {
      const like = tree.unit(measure.from[0] ?? '')
      if (!like) return []
      const to = targetId(measure.into, measureId, 0)
      return [
        ...founded(measure.into, 0, like),
        ...measure.from
          .filter(from => from !== to)
          .flatMap((from): Step[] => [{ step: 'pass', from, to, kind: 'merged' }, ...tree.children(from).map(child => put(child.id, to))]),
      ]
    }
    case 'split': {
      const like = tree.unit(measure.from)
      if (!like) return []
      const ids = measure.parts.map((part, i) => targetId(part, measureId, i))
      return [
        ...measure.parts.flatMap((part, i) => founded(part, i, like)),
        ...measure.parts.map(
          (part, i): Step => ({
            step: 'pass',
            from: measure.from,
            to: ids[i] ?? '',
            kind: measure.stays ? 'transferred' : 'split',
            ...(part.share === undefined ? {} : { share: part.share }),
            ...(part.heir && !measure.stays ? { heir: true } : {}),
          }),
        ),
        ...tree.children(measure.from).flatMap(child => {
          const to = ids[measure.hamlets[child.id] ?? -1]
          return to === undefined ? [] : [put(child.id, to)]
        }),
      ]
    }
    case 'rename': {
      const { kind, name, code } = measure
      return [{ step: 'version', id: measure.unit, change: { kind, name, ...(code === undefined ? {} : { code }) } }]
    }
    case 'move':
      return [put(measure.unit, measure.parent)]
    case 'abolish':
      return [...tree.children(measure.unit).map((child): Step => ({ step: 'end', id: child.id })), { step: 'end', id: measure.unit }]
  }
}

/** One step for a unit that several measures touch: renamed and moved by the same resolution, it changes once that day. */
export function gathered(steps: readonly Step[]): Step[] {
  const made: Step[] = []
  const versions = new Map<string, number>()
  for (const step of steps) {
    const before = step.step === 'version' ? versions.get(step.id) : undefined
    const known = before === undefined ? undefined : made[before]
    if (step.step === 'version' && known?.step === 'version' && before !== undefined)
      made[before] = { ...known, change: { ...known.change, ...step.change } }
    else {
      if (step.step === 'version') versions.set(step.id, made.length)
      made.push(step)
    }
  }
  return made
}

/** Two measures may not end the same unit, nor change one that another ends. */
export function checkTogether(tree: OrgTree, measures: readonly KeptMeasure[]): readonly Refusal[] {
  const ended = new Map<string, number>()
  const refusals: Refusal[] = []
  const say = (id: string, i: number, first: number): void => {
    refusals.push(
      refuse(
        'unit.measure-twice',
        `Việc ${i + 1}: ${tree.unit(id)?.fullName ?? tree.label(id)} đã kết thúc theo việc ${first + 1}. Bỏ một trong hai việc.`,
      ),
    )
  }
  const steps = measures.map(one => stepsOf(tree, one))
  for (const [i, of] of steps.entries())
    for (const id of endedBy({ steps: of })) {
      const first = ended.get(id)
      if (first === undefined) ended.set(id, i)
      else say(id, i, first)
    }
  for (const [i, { measure }] of measures.entries()) {
    const touched = measure.do === 'rename' || measure.do === 'move' ? [measure.unit] : []
    const received =
      measure.do === 'move' ? [measure.parent] : measure.do === 'merge' && measure.into.is === 'unit' ? [measure.into.id] : []
    for (const id of [...touched, ...received]) {
      const first = ended.get(id)
      if (first !== undefined && first !== i) say(id, i, first)
    }
  }
  return refusals
}
