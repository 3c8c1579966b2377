// Random histories told as sets of changes: each set is judged before it is laid on the one before, and codes pass from hand to hand.
import fc from 'fast-check'
import { addDays, type Day, day } from '../../src/ground/day.ts'
import { type ChangeSet, followers, historyAfter, type Step } from '../../src/org/change-set.ts'
import { History, type Level, type Version } from '../../src/org/history.ts'
import type { NewUnit } from '../../src/org/store.ts'
import { OrgTree, type Unit } from '../../src/org/tree.ts'
import type { holding } from './histories.ts'

export const DEEDS = [
  'merge',
  'absorb',
  'split',
  'share',
  'give',
  'rename',
  'move',
  'swap-codes',
  'abolish',
  'revive',
  'province',
  'district',
] as const
type Deed = (typeof DEEDS)[number]

export interface ToldChanges {
  /** The organisation before the first set. */
  readonly start: History
  readonly sets: readonly ChangeSet[]
  /** The history after each set; the last is the whole. */
  readonly histories: readonly History[]
  readonly days: readonly Day[]
  /** The slow telling of where land went, for holding(). */
  readonly passed: Parameters<typeof holding>[0]['passed']
  readonly [fc.toStringMethod]: () => string
}

/** Ids that the database takes, the same for the same word. */
export function idFor(word: string): string {
  const hex = Buffer.from(word).toString('hex').padEnd(24, '0').slice(0, 24)
  return `00000000-0000-4${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}`
}

const START = day('2000-01-01')
const KIND: Readonly<Record<Level, string>> = {
  centre: 'nước',
  province: 'tỉnh',
  district: 'huyện',
  commune: 'xã',
  hamlet: 'thôn',
  body: 'ban',
}

function startOf(provinces: number): History {
  const versions: Version[] = []
  let made = 0
  const add = (level: Level, parentId: string | null, more: Partial<Version> = {}): string => {
    const n = ++made
    const unitId = idFor(`u${n}`)
    versions.push({
      unitId,
      from: null,
      until: null,
      line: 'area',
      level,
      kind: KIND[level],
      name: `Số ${n}`,
      code: level === 'hamlet' || more.line ? null : `${level.charAt(0)}${n}`,
      parentId,
      areaId: null,
      lawId: null,
      endLawId: null,
      ...more,
    })
    return unitId
  }
  const root = add('centre', null)
  const party = add('centre', null, { line: 'party', areaId: root })
  for (let p = 0; p < provinces; p++) {
    const province = add('province', root)
    const top = add('province', party, { line: 'party', areaId: province })
    for (let d = 0; d < 2; d++) {
      const district = add('district', province)
      for (let c = 0; c < 2; c++) {
        const commune = add('commune', district)
        add('hamlet', commune)
        add('commune', top, { line: 'party', areaId: commune })
      }
    }
  }
  return new History({ versions, successions: [] })
}

const one = fc.record({
  deed: fc.constantFrom<Deed>(...DEEDS),
  a: fc.nat(1000),
  b: fc.nat(1000),
  parts: fc.integer({ min: 2, max: 3 }),
  after: fc.integer({ min: 1, max: 400 }),
  heir: fc.boolean(),
})
type One = typeof one extends fc.Arbitrary<infer T> ? T : never

export const changeHistories = (options: { heirs: boolean; most?: number }): fc.Arbitrary<ToldChanges> =>
  fc
    .tuple(fc.integer({ min: 2, max: 3 }), fc.array(one, { minLength: 1, maxLength: options.most ?? 10 }))
    .map(([provinces, deeds]) => tell(provinces, deeds, options.heirs))

function tell(provinces: number, deeds: readonly One[], heirs: boolean): ToldChanges {
  const start = startOf(provinces)
  const sets: ChangeSet[] = []
  const histories: History[] = []
  const passed: { on: Day; from: string; to: string[]; standsOn: boolean }[] = []
  const days: Day[] = [addDays(START, 1)]
  let [history, on] = [start, START]
  deeds.forEach((it, i) => {
    on = addDays(on, it.after)
    const tree = new OrgTree(history, on)
    const steps = stepsOf(tree, it, `${i}`, heirs)
    if (steps.length === 0) return
    const bare: ChangeSet = {
      id: idFor(`s${i}`),
      kind: 'reform',
      title: `Thay đổi ${i}`,
      effectiveOn: on,
      sourceName: 'bài thử',
      sourceSha256: 'a'.repeat(64),
      steps,
    }
    const set = { ...bare, steps: [...steps, ...followers(tree, bare)] }
    const ended = new Map<string, string[]>()
    for (const step of steps) {
      if (step.step === 'end') ended.set(step.id, ended.get(step.id) ?? [])
      else if (step.step === 'pass' && step.kind === 'transferred') passed.push({ on, from: step.from, to: [step.to], standsOn: true })
      else if (step.step === 'pass') ended.set(step.from, [...(ended.get(step.from) ?? []), step.to])
    }
    for (const [from, to] of ended) passed.push({ on, from, to, standsOn: false })
    sets.push(set)
    history = historyAfter(history, set)
    histories.push(history)
    days.push(on)
  })
  const told = `${provinces} provinces; ${deeds.map(it => `${it.deed} ${it.a} ${it.b} /${it.parts} +${it.after}${it.heir ? ' heir' : ''}`).join(', ')}`
  return { start, sets, histories, days, passed, [fc.toStringMethod]: () => told }
}

function stepsOf(tree: OrgTree, { deed, a, b, parts, heir }: One, mark: string, heirs: boolean): Step[] {
  const pick = (units: readonly Unit[], n: number): Unit | undefined => units[n % Math.max(units.length, 1)]
  const communes = tree.units('area', 'commune')
  const [first, other] = [pick(communes, a), pick(communes, b)]
  if (!first?.parentId || !other?.parentId) return []
  const twins = first.id !== other.id
  const create = (word: string, unit: Partial<NewUnit>): Step & { step: 'create' } => ({
    step: 'create',
    unit: { id: idFor(`n${mark}${word}`), line: 'area', level: 'commune', kind: 'xã', name: `Mới ${mark}${word}`, ...unit },
  })
  const pass = (
    from: string,
    to: string,
    kind: 'merged' | 'split' | 'transferred',
    more: { share?: number; heir?: boolean } = {},
  ): Step => ({
    step: 'pass',
    from,
    to,
    kind,
    ...more,
  })
  if (deed === 'merge' && twins) {
    // The new commune bears the code of one of those that end, as most do.
    const made = create('', { parentId: first.parentId, ...(first.code ? { code: first.code } : {}) })
    return [made, pass(first.id, made.unit.id, 'merged'), pass(other.id, made.unit.id, 'merged')]
  }
  if (deed === 'absorb' && twins) return [pass(first.id, other.id, 'merged')]
  if (deed === 'split' || deed === 'share') {
    const made = Array.from({ length: parts }, (_, i) =>
      create(`.${i}`, {
        parentId: i === 0 ? first.parentId! : (tree.unit(other.id)?.parentId ?? first.parentId!),
        ...(i === 1 && first.code ? { code: first.code } : {}),
      }),
    )
    const shares = [0.5, 0.3, 0.2].slice(0, parts).map((share, i) => (i === parts - 1 ? (parts === 2 ? 0.5 : 0.2) : share))
    return [
      ...made,
      ...made.map(({ unit }, i) =>
        pass(first.id, unit.id, 'split', {
          ...(deed === 'share' ? { share: shares[i]! } : {}),
          ...(heirs && heir && i === 0 ? { heir: true } : {}),
        }),
      ),
    ]
  }
  if (deed === 'give' && twins) return [pass(first.id, other.id, 'transferred')]
  if (deed === 'rename') return [{ step: 'version', id: first.id, change: { name: `Tên ${mark}`, kind: 'phường' } }]
  if (deed === 'move') {
    const parent = pick([...tree.units('area', 'district'), ...tree.units('area', 'province')], b)
    return parent && parent.id !== first.parentId ? [{ step: 'version', id: first.id, change: { parentId: parent.id } }] : []
  }
  if (deed === 'swap-codes' && twins && first.code && other.code)
    return [
      { step: 'version', id: first.id, change: { code: other.code } },
      { step: 'version', id: other.id, change: { code: first.code } },
    ]
  if (deed === 'abolish' && communes.length > 3) return [{ step: 'end', id: first.id }]
  if (deed === 'revive') {
    const gone = [...tree.everything()].filter(id => {
      const versions = tree.history.versions(id)
      return (
        versions.at(-1)?.level === 'commune' &&
        versions.at(-1)?.line === 'area' &&
        versions.every(one => one.until !== null && addDays(one.until, 1) < tree.day)
      )
    })
    const again = gone[b % Math.max(gone.length, 1)]
    if (!again) return []
    const { name, kind } = tree.history.versions(again).at(-1)!
    return [
      { step: 'create', unit: { id: again, line: 'area', level: 'commune', kind, name, parentId: first.parentId } },
      pass(first.id, again, 'transferred'),
    ]
  }
  if (deed === 'province') {
    const provinces = tree.units('area', 'province')
    const [one, two] = [pick(provinces, a), pick(provinces, b)]
    if (!one?.parentId || !two || one.id === two.id) return []
    const made = create('p', { level: 'province', kind: 'tỉnh', parentId: one.parentId, ...(one.code ? { code: one.code } : {}) })
    const bodies = (area: string) => tree.children(area, 'party')
    const top = bodies(one.id)[0]
    const body: (Step & { step: 'create' })[] = top?.parentId
      ? [create('b', { line: 'party', level: 'province', kind: 'đảng bộ', parentId: top.parentId, areaId: made.unit.id })]
      : []
    const moved = body.flatMap(({ unit }) =>
      [...bodies(one.id), ...bodies(two.id)].filter(each => each.level === 'province').map(each => pass(each.id, unit.id, 'merged')),
    )
    return [made, ...body, pass(one.id, made.unit.id, 'merged'), pass(two.id, made.unit.id, 'merged'), ...moved]
  }
  if (deed === 'district') {
    const district = pick(tree.units('area', 'district'), a)
    return district ? [{ step: 'end', id: district.id }] : []
  }
  return []
}
