// What stands against a change of the organisation, in sentences that name the unit and the remedy.
import { addDays } from '../ground/day.ts'
import { type Refusal, refuse } from '../ground/faults.ts'
import { capital, formatDay, tidy } from '../ground/vietnamese.ts'
import { type ChangeSet, deedsOf, endedBy, historyAfter, type Step } from './change-set.ts'
import { DEPTH, fullName, type Level, type Line, type Version } from './history.ts'
import { OrgTree } from './tree.ts'

type Create = Extract<Step, { step: 'create' }>
type Pass = Extract<Step, { step: 'pass' }>

/** Nothing when the set may be applied; else every reason why not. The database keeps the same rules of days and codes. */
export function checkChange(tree: OrgTree, set: ChangeSet): Refusal[] {
  const steps = new StepsChecked(tree, set)
  return steps.refusals.length > 0 ? steps.refusals : afterwards(tree, set)
}

class StepsChecked {
  readonly refusals: Refusal[] = []
  readonly #tree: OrgTree
  readonly #set: ChangeSet
  readonly #eve
  readonly #ended: ReadonlySet<string>
  readonly #created: ReadonlyMap<string, Create>
  /** Units that get another parent on the day. */
  readonly #moved = new Set<string>()
  /** Levels that change on the day. */
  readonly #levels = new Map<string, Level>()

  constructor(tree: OrgTree, set: ChangeSet) {
    this.#tree = tree
    this.#set = set
    this.#eve = addDays(set.effectiveOn, -1)
    this.#ended = endedBy(set)
    this.#created = new Map(set.steps.flatMap(step => (step.step === 'create' ? [[step.unit.id, step] as const] : [])))
    for (const step of set.steps) {
      if (step.step !== 'version') continue
      if (step.change.level) this.#levels.set(step.id, step.change.level)
      if (step.change.parentId) this.#moved.add(step.id)
    }
    if (tidy(set.title) === '') this.#no('change.title-missing', 'Ghi tên của thay đổi, ví dụ theo trích yếu của nghị quyết.', 'title')
    if (set.steps.length === 0) this.#no('change.empty', 'Không có gì thay đổi.')
    if ((set.kind === 'correction') !== (set.corrects !== undefined))
      this.#no('change.corrects-missing', 'Đính chính phải nêu thay đổi được đính chính.', 'corrects')
    this.#eachOnce()
    for (const step of set.steps) {
      if (step.step === 'create') this.#create(step)
      else if (step.step === 'version') this.#version(step)
      else if (step.step === 'end') this.#open(step.id)
      else this.#pass(step)
    }
    this.#passesTogether()
  }

  #no(code: string, say: string, field?: string): void {
    this.refusals.push(refuse(code, say, field))
  }

  #name(id: string): string {
    const created = this.#created.get(id)
    return capital(created ? fullName(created.unit) : (this.#tree.nameOn(id, this.#eve) ?? 'đơn vị chưa xác định'))
  }

  /** Each unit is created, changed or ended once, and not changed and ended at a time. */
  #eachOnce(): void {
    const seen = new Map<string, Set<string>>()
    for (const step of this.#set.steps) {
      if (step.step === 'pass') continue
      const id = step.step === 'create' ? step.unit.id : step.id
      const before = seen.get(id) ?? new Set()
      if (before.has(step.step)) this.#no('change.twice', `${this.#name(id)}: nêu hai lần trong cùng một thay đổi. Bỏ một lần.`)
      seen.set(id, before.add(step.step))
    }
    for (const [id, kinds] of seen)
      if (kinds.has('version') && this.#ended.has(id))
        this.#no('change.both', `${this.#name(id)}: vừa thay đổi vừa kết thúc trong cùng một ngày. Chọn một trong hai.`)
  }

  #standsAfter(id: string): boolean {
    return !this.#ended.has(id) && (this.#created.has(id) || this.#tree.history.on(id, this.#set.effectiveOn) !== undefined)
  }

  #lineAndLevel(id: string): Pick<Version, 'line' | 'level'> | undefined {
    const found = this.#created.get(id)?.unit ?? this.#tree.history.on(id, this.#eve) ?? this.#tree.history.on(id, this.#set.effectiveOn)
    return found && { line: found.line, level: this.#levels.get(id) ?? found.level }
  }

  /** The unit stands on the eve, and nothing is known yet of later days. */
  #open(id: string): boolean {
    const { history } = this.#tree
    const created = this.#created.get(id)
    if (created?.sinceUnknown) return true
    const version = history.on(id, this.#eve)
    const day = formatDay(this.#set.effectiveOn)
    if (!version && (created || history.on(id, this.#set.effectiveOn)))
      this.#no('change.same-day', `${this.#name(id)}: mới có từ chính ngày ${day}, không thể thay đổi tiếp trong ngày ấy. Chọn ngày sau.`)
    else if (!version) this.#no('change.not-standing', `${this.#name(id)}: không hoạt động đến ngày ${formatDay(this.#eve)}.`)
    else if (version.until !== null)
      this.#no(
        'change.later-change',
        `${this.#name(id)}: đã có thay đổi khác từ ${formatDay(addDays(version.until, 1))}. Chọn ngày hiệu lực sau ngày ấy, hoặc rút lại thay đổi ấy nếu chưa đến ngày.`,
      )
    else return true
    return false
  }

  #create({ unit, sinceUnknown }: Create): void {
    const versions = this.#tree.history.versions(unit.id)
    const name = this.#name(unit.id)
    if (tidy(unit.name) === '' || tidy(unit.kind) === '')
      this.#no('change.name-missing', 'Một đơn vị mới chưa có tên hoặc chưa có loại.', 'name')
    if (unit.line === 'area' && unit.level === 'body') this.#no('change.parent-level', `${name}: đơn vị hành chính phải có cấp.`, 'level')
    if (versions.some(one => sinceUnknown || one.until === null || one.until >= this.#set.effectiveOn))
      this.#no('change.already-stands', `${name}: đã có trong tổ chức vào ngày này, không lập mới được nữa.`)
    if (versions.some(one => one.line !== unit.line)) this.#no('change.other-line', `${name}: không đổi sang hệ thống tổ chức khác được.`)
    const isPast = sinceUnknown === true && (this.#ended.has(unit.id) || this.#moved.has(unit.id))
    if (unit.parentId !== undefined) this.#parent(name, unit.line, unit.level, unit.parentId, isPast)
    if (unit.areaId !== undefined) this.#area(name, unit.line, unit.areaId)
  }

  #version(step: Extract<Step, { step: 'version' }>): void {
    const { id, change } = step
    if (!this.#open(id)) return
    const old = this.#created.get(id)?.unit ?? this.#tree.history.on(id, this.#eve)
    if (!old) return
    const name = this.#name(id)
    if ((change.name !== undefined && tidy(change.name) === '') || (change.kind !== undefined && tidy(change.kind) === ''))
      this.#no('change.name-missing', `${name}: tên mới và loại mới không được để trống.`, 'name')
    const level = change.level ?? old.level
    const parentId = change.parentId ?? old.parentId
    if (change.parentId !== undefined || (change.level !== undefined && parentId))
      this.#parent(name, old.line, level, parentId as string, false)
    if (change.areaId !== undefined) this.#area(name, old.line, change.areaId)
    const same = (['name', 'kind', 'level', 'code', 'parentId', 'areaId'] as const).every(
      key => change[key] === undefined || change[key] === (old[key] ?? undefined),
    )
    if (same) this.#no('change.empty', `${name}: không có gì thay đổi. Bỏ dòng này.`)
  }

  #parent(name: string, line: Line, level: Level, parentId: string, isPast: boolean): void {
    const parent = this.#lineAndLevel(parentId)
    const stands = isPast
      ? this.#created.has(parentId) || this.#tree.history.on(parentId, this.#eve) !== undefined
      : this.#standsAfter(parentId)
    if (!parent || !stands)
      this.#no(
        'change.parent-not-standing',
        `${name}: đơn vị cấp trên ${parent ? `(${this.#name(parentId)}) ` : ''}không hoạt động từ ngày ${formatDay(this.#set.effectiveOn)}. Chọn đơn vị cấp trên đang hoạt động.`,
        'parent',
      )
    else if (parent.line !== line) this.#no('change.other-line', `${name}: đơn vị cấp trên phải cùng hệ thống tổ chức.`, 'parent')
    else if (line === 'area' ? DEPTH[parent.level] >= DEPTH[level] : DEPTH[parent.level] > DEPTH[level])
      this.#no('change.parent-level', `${name}: đơn vị cấp trên (${this.#name(parentId)}) phải ở cấp cao hơn.`, 'parent')
  }

  #area(name: string, line: Line, areaId: string): void {
    const area = this.#lineAndLevel(areaId)
    if (line === 'area') this.#no('change.other-line', `${name}: đơn vị hành chính không có địa bàn nào khác ngoài mình.`, 'area')
    else if (area?.line !== 'area' || !this.#standsAfter(areaId))
      this.#no('change.area-not-standing', `${name}: địa bàn phải là đơn vị hành chính đang hoạt động từ ngày ấy.`, 'area')
  }

  #pass({ from, to, share }: Pass): void {
    if (from === to) this.#no('change.to-itself', `${this.#name(from)}: không chuyển cho chính mình được.`, 'to')
    if (from === to || !this.#open(from)) return
    if (!this.#standsAfter(to))
      this.#no('change.to-not-standing', `${this.#name(from)}: bên nhận (${this.#name(to)}) không hoạt động từ ngày này.`, 'to')
    else if ((this.#lineAndLevel(from)?.line === 'area') !== (this.#lineAndLevel(to)?.line === 'area'))
      this.#no('change.other-line', `${this.#name(from)}: đơn vị hành chính chỉ chuyển cho đơn vị hành chính.`, 'to')
    if (share !== undefined && !(share > 0 && share <= 1))
      this.#no('change.share', `${this.#name(from)}: phần chuyển phải lớn hơn 0 và không quá 100%.`, 'share')
  }

  /** What the passes of one unit say together. */
  #passesTogether(): void {
    const of = new Map<string, Pass[]>()
    for (const step of this.#set.steps) if (step.step === 'pass') of.set(step.from, [...(of.get(step.from) ?? []), step])
    const ends = new Set(this.#set.steps.flatMap(step => (step.step === 'end' ? [step.id] : [])))
    for (const [from, passes] of of) {
      const name = this.#name(from)
      const kinds = new Set(passes.map(pass => pass.kind))
      const shares = passes.flatMap(pass => (pass.share === undefined ? [] : [pass.share]))
      const sum = shares.reduce((all, share) => all + share, 0)
      const gives = kinds.has('transferred')
      if (new Set(passes.map(pass => pass.to)).size < passes.length)
        this.#no('change.twice', `${name}: nêu hai lần cùng một bên nhận. Bỏ một lần.`, 'to')
      else if (kinds.size > 1 || (gives && ends.has(from)))
        this.#no('change.both', `${name}: vừa giao một phần vừa kết thúc. Nếu kết thúc, nêu mọi bên nhận là chia tách.`)
      else if (!gives && passes.length > 1 && !kinds.has('split'))
        this.#no('change.divided', `${name}: chuyển cho ${passes.length} nơi phải ghi là chia tách.`)
      else if (kinds.has('split') && passes.length < 2)
        this.#no('change.divided', `${name}: chia tách phải có ít nhất hai nơi nhận. Nếu chỉ một nơi, ghi là nhập.`)
      if (passes.filter(pass => pass.heir).length > 1)
        this.#no('change.heirs', `${name}: chỉ một đơn vị được chỉ định kế thừa hồ sơ và số liệu.`, 'heir')
      if (sum > 1 + 1e-9) this.#no('change.share', `${name}: các phần cộng lại quá 100%.`, 'share')
      else if (!gives && shares.length === passes.length && Math.abs(sum - 1) > 1e-6)
        this.#no('change.share', `${name}: kết thúc thì các phần cộng lại phải đủ 100%, hoặc để trống khi chưa biết.`, 'share')
    }
  }
}

/** What only the whole shows: codes borne twice, circles, papers in nobody's hands, later changes that lose their ground. */
function afterwards(tree: OrgTree, set: ChangeSet): Refusal[] {
  const history = historyAfter(tree.history, set)
  const after = new OrgTree(history, set.effectiveOn)
  const { begun } = deedsOf(tree.history, set)
  const refusals: Refusal[] = []
  const byCode = new Map<string, Version[]>()
  const wanted = new Set(begun.flatMap(one => (one.code === null ? [] : [`${one.line} ${one.code}`])))
  const ended = endedBy(set)
  for (const id of history.ids())
    for (const version of history.versions(id)) {
      const key = `${version.line} ${version.code}`
      if (version.code !== null && wanted.has(key)) byCode.set(key, [...(byCode.get(key) ?? []), version])
      if (version.parentId !== null && ended.has(version.parentId) && version.from !== null && version.from > set.effectiveOn)
        refusals.push(
          refuse(
            'change.later-change',
            `${capital(fullName(version))}: theo thay đổi từ ${formatDay(version.from)} sẽ thuộc ${after.nameOn(version.parentId, set.effectiveOn)}. Rút lại hoặc sửa thay đổi ấy trước.`,
          ),
        )
    }
  for (const step of tree.history.successions)
    if (step.onDay > set.effectiveOn && ended.has(step.toId))
      refusals.push(
        refuse(
          'change.later-change',
          `${capital(after.nameOn(step.toId, set.effectiveOn) ?? '')}: theo thay đổi từ ${formatDay(step.onDay)} sẽ nhận thêm địa bàn. Rút lại hoặc sửa thay đổi ấy trước.`,
        ),
      )
  for (const versions of byCode.values()) {
    const order = [...versions].sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1))
    order.forEach((version, i) => {
      const next = order[i + 1]
      if (next && next.unitId !== version.unitId && (version.until === null || version.until >= (next.from ?? '')))
        refusals.push(
          refuse(
            'change.code-taken',
            `Mã ${version.code}: vừa là ${fullName(version)} vừa là ${fullName(next)} trong cùng một ngày. Mỗi mã chỉ một đơn vị mang trong một ngày.`,
            'code',
          ),
        )
    })
  }
  const sound = new Set<string>()
  for (const { unitId } of begun) {
    const way = new Set<string>()
    for (let at: string | null = unitId; at !== null && !sound.has(at); at = history.on(at, set.effectiveOn)?.parentId ?? null) {
      if (way.has(at)) {
        refusals.push(
          refuse('change.circle', `${capital(after.nameOn(at, set.effectiveOn) ?? '')}: đi lên cấp trên lại gặp chính nó.`, 'parent'),
        )
        break
      }
      way.add(at)
    }
    for (const at of way) sound.add(at)
  }
  for (const id of ended)
    if (after.keeper(id) === undefined)
      refusals.push(
        refuse(
          'change.no-keeper',
          `${capital(after.nameOn(id, set.effectiveOn) ?? '')}: kết thúc mà không có nơi nào giữ hồ sơ. Nêu đơn vị nhận.`,
          'to',
        ),
      )
  return refusals
}
