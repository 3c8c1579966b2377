// How the lists of a reform become steps: provinces first, then communes, then what is left of the districts.
import { capital, formatDay } from '../ground/vietnamese.ts'
import type { AreaLine, NamedArea, Rejected, Source } from './area-lists.ts'
import { idOf, isLikeName, nameKey, written } from './area-names.ts'
import { type ChangeSet, followers, type Step } from './change-set.ts'
import type { Link, ReformPlan } from './reform-lists.ts'
import type { Change } from './store.ts'
import type { OrgTree, Unit } from './tree.ts'

/** An old area in the lists, with the lines on which it passes on. */
interface Giver {
  readonly id: string
  readonly name: string
  readonly links: Link[]
}

const isNamed = (unit: Unit, area: NamedArea): boolean => nameKey(unit.fullName) === nameKey(written(area))

export class ReformPlanning {
  readonly #before: OrgTree
  readonly #now: OrgTree
  readonly #newLines: readonly AreaLine[]
  readonly #links: readonly Link[]
  readonly #source: Source
  readonly #steps: Step[] = []
  readonly #same: string[] = []
  readonly #rejected: Rejected[] = []
  readonly #provinces = new Map<string, string>()
  readonly #districts = new Map<string, { id: string; line: number }>()
  readonly #givers = new Map<string, Giver>()
  readonly #byName = new Map<string, Unit[]>()
  /** Old province → the codes of its communes in the lists. */
  #told: Map<string, Set<string>> | undefined
  readonly #spelled = new Set<string>()

  constructor(before: OrgTree, now: OrgTree, newLines: readonly AreaLine[], links: readonly Link[], source: Source) {
    this.#before = before
    this.#now = now
    this.#newLines = newLines
    this.#links = links
    this.#source = source
    for (const [day, tree] of [
      ['before', before],
      ['now', now],
    ] as const)
      for (const unit of tree.units('area')) {
        if (tree.history.demo.has(unit.id)) continue
        const key = `${day} ${unit.level} ${nameKey(unit.fullName)}`
        this.#byName.set(key, [...(this.#byName.get(key) ?? []), unit])
      }
  }

  plan(tree: OrgTree): ReformPlan {
    const day = this.#now.day
    this.#passProvinces()
    this.#passCommunes()
    this.#endDistricts()
    const { title = `Sắp xếp đơn vị hành chính từ ngày ${formatDay(day)}`, ...from } = this.#source
    const set: ChangeSet = { kind: 'reform', title, effectiveOn: day, steps: this.#steps, ...from }
    const notes =
      this.#spelled.size === 0
        ? []
        : [`${this.#spelled.size} đơn vị cũ được viết hơi khác danh sách đã có; đã khớp theo mã và đơn vị cấp trên.`]
    // Lists of provinces alone say nothing of what stands in them: lists of communes will.
    const moved = this.#links.some(link => link.now.commune) ? followers(tree, set) : []
    return { same: this.#same, rejected: this.#rejected, notes, set: { ...set, steps: [...this.#steps, ...moved] } }
  }

  #reject(line: number, say: string): void {
    this.#rejected.push({ line, say })
  }

  // ── Who is meant ───────────────────────────────────────────────────────────────────────────────

  /** The old area that a line names: its code on the eve under the parent named, or its very name there. */
  #old(level: Unit['level'], area: NamedArea, parentId: string | undefined): Unit | undefined {
    const unit = this.#before.byCode(area.code)
    const isUnder = (one: Unit): boolean => parentId === undefined || one.parentId === parentId
    if (unit && unit.level === level && !this.#before.history.demo.has(unit.id) && isUnder(unit)) {
      if (nameKey(unit.name) === nameKey(area.name)) return unit
      if (parentId !== undefined && isLikeName(unit.name, area.name)) {
        this.#spelled.add(unit.id)
        return unit
      }
    }
    return this.#byName.get(`before ${level} ${nameKey(written(area))}`)?.find(isUnder)
  }

  /** The area of the new structure when it stands on the day already and did not on the eve. */
  #made(level: Unit['level'], area: NamedArea, parentId?: string): Unit | undefined {
    return this.#byName
      .get(`now ${level} ${nameKey(written(area))}`)
      ?.find(unit => unit.code === area.code && !this.#before.unit(unit.id) && (parentId === undefined || unit.parentId === parentId))
  }

  /** The area that stands on the day under this code and name. */
  #stands(level: Unit['level'], area: NamedArea): Unit | undefined {
    return this.#byName.get(`now ${level} ${nameKey(written(area))}`)?.find(unit => unit.code === area.code)
  }

  #passed(from: string, to: string): boolean {
    return this.#now.history.leaving(from).some(step => step.onDay === this.#now.day && step.toId === to)
  }

  /** An area that keeps its land: what changes about it on the day, if anything does. */
  #keep(id: string, change: Change & { name: string; kind: string; code: string }): void {
    const unit = this.#now.unit(id) ?? this.#before.unit(id)
    if (!unit) {
      this.#versions(id, change)
      return
    }
    const isSameName = nameKey(unit.fullName) === nameKey(written(change))
    const { name, kind, level, code, parentId } = change
    const changes: Change = {
      ...(isSameName ? {} : { name, kind }),
      ...(level === undefined || level === unit.level ? {} : { level }),
      ...(code === unit.code ? {} : { code }),
      ...(parentId === undefined || parentId === unit.parentId ? {} : { parentId }),
    }
    if (Object.keys(changes).length === 0) this.#same.push(id)
    else this.#versions(id, changes)
  }

  #versions(id: string, change: Change): void {
    this.#steps.push({ step: 'version', id, change })
  }

  // ── Provinces ──────────────────────────────────────────────────────────────────────────────────

  #passProvinces(): void {
    const sources = new Map<string, { area: NamedArea; from: Map<string, Unit> }>()
    const goesTo = new Map<string, Set<string>>()
    for (const { line, old, now } of this.#links) {
      const from = this.#old('province', old.province, undefined)
      const target = sources.get(now.province.code) ?? { area: now.province, from: new Map<string, Unit>() }
      sources.set(now.province.code, target)
      if (!from) {
        this.#reject(
          line,
          `${capital(written(old.province))} (mã ${old.province.code}): không có trong tổ chức ngày ${formatDay(this.#before.day)}.`,
        )
        continue
      }
      target.from.set(from.id, from)
      goesTo.set(from.id, (goesTo.get(from.id) ?? new Set()).add(now.province.code))
    }
    for (const [code, { area, from }] of sources) this.#provinces.set(code, this.#province(area, [...from.values()], goesTo))
  }

  #province(area: NamedArea, from: readonly Unit[], goesTo: ReadonlyMap<string, ReadonlySet<string>>): string {
    const isWhole = (unit: Unit): boolean => goesTo.get(unit.id)?.size === 1 && this.#isTold(unit)
    const namesake = this.#byName.get(`before province ${nameKey(written(area))}`)?.[0]
    const joining = from.filter(unit => unit !== namesake && isWhole(unit))
    const [only, ...more] = from
    const kept = namesake
      ? joining.length === 0 || this.#isAbsorbing(namesake, from)
        ? namesake
        : undefined
      : only && more.length === 0 && isWhole(only)
        ? only
        : undefined
    const { name, kind, code } = area
    if (kept) this.#keep(kept.id, { name, kind, code })
    const made = kept ? undefined : this.#made('province', area)
    if (made) this.#same.push(made.id)
    const id = kept?.id ?? made?.id ?? idOf(this.#now.day, 'province', code, name)
    const centre = from.map(unit => unit.parentId).find(parent => parent !== null)
    if (!kept && !made)
      this.#steps.push({
        step: 'create',
        unit: { id, line: 'area', level: 'province', kind, name, code, ...(centre ? { parentId: centre } : {}) },
      })
    for (const unit of from) {
      if (unit.id === id || this.#passed(unit.id, id)) continue
      const staysOn = !isWhole(unit) && (!this.#isTold(unit) || this.#links.some(link => isNamed(unit, link.now.province)))
      if (!staysOn) this.#steps.push({ step: 'pass', from: unit.id, to: id, kind: isWhole(unit) ? 'merged' : 'split' })
      // A province that stands on and only takes a commune over border is still itself; a new one is made of what it was given.
      else if (!kept) this.#steps.push({ step: 'pass', from: unit.id, to: id, kind: 'transferred' })
    }
    return id
  }

  /** Whether the lists speak of all its communes; lists of provinces alone speak of them whole. */
  #isTold(province: Unit): boolean {
    if (!this.#told) {
      this.#told = new Map()
      for (const { old } of this.#links) {
        const codes = this.#told.get(old.province.code) ?? new Set()
        this.#told.set(old.province.code, old.commune ? codes.add(old.commune.code) : codes)
      }
    }
    const codes = this.#told.get(province.code ?? '')
    if (!codes || codes.size === 0) return true
    for (const id of this.#before.below(province.id)) {
      const unit = this.#before.unit(id)
      if (unit?.line === 'area' && unit.level === 'commune' && !codes.has(unit.code ?? '')) return false
    }
    return true
  }

  /**
   * A province that the first administrator made by its name is the one of today: its people hold posts there, so it takes the others in
   * and does not end. It is known by having had no code at first.
   */
  #isAbsorbing(unit: Unit, from: readonly Unit[]): boolean {
    const took = from.some(other => other.id !== unit.id && this.#passed(other.id, unit.id))
    return took || this.#before.history.versions(unit.id)[0]?.code === null
  }

  // ── Communes ───────────────────────────────────────────────────────────────────────────────────

  #passCommunes(): void {
    const wanted = new Map<string, AreaLine & { commune: NamedArea }>()
    for (const line of this.#newLines) {
      const { commune } = line
      if (!commune) continue
      if (wanted.has(commune.code))
        this.#reject(line.line, `Mã ${commune.code} trùng với dòng ${wanted.get(commune.code)?.line} của danh sách mới.`)
      else wanted.set(commune.code, { ...line, commune })
    }
    const takers = new Map<string, Giver[]>()
    for (const link of this.#links) {
      const { commune } = link.now
      if (!commune) continue
      const line = wanted.get(commune.code)
      if (!line || nameKey(line.commune.name) !== nameKey(commune.name) || line.province.code !== link.now.province.code) {
        this.#reject(link.line, `${capital(written(commune))} (mã ${commune.code}): không có như vậy trong danh sách mới.`)
        continue
      }
      const giver = this.#giver(link)
      if (!giver) continue
      giver.links.push(link)
      takers.set(commune.code, [...(takers.get(commune.code) ?? []), giver])
    }
    this.#dividedAsSaid()
    for (const [code, { line, commune, province }] of wanted) {
      const givers = takers.get(code) ?? []
      const parentId = this.#provinces.get(province.code) ?? this.#stands('province', province)?.id
      const standing = this.#stands('commune', commune)
      if (parentId !== undefined && givers.length > 0) this.#commune(commune, parentId, givers)
      else if (standing && standing.parentId === parentId) this.#same.push(standing.id)
      else this.#reject(line, `${capital(written(commune))} (mã ${code}): bảng kế thừa không nói xã này từ đâu mà có.`)
    }
  }

  #giver(link: Link): Giver | undefined {
    const { province, district, commune } = link.old
    const above = this.#old('province', province, undefined)
    if (!above) return undefined
    const districtId = district ? this.#district(link.line, district, above, commune === undefined) : above.id
    if (districtId === undefined) return undefined
    if (district && commune && !this.#districts.has(districtId)) this.#districts.set(districtId, { id: districtId, line: link.line })
    const unit = commune ? this.#old('commune', commune, districtId) : undefined
    if (commune && !unit) {
      this.#reject(
        link.line,
        `${capital(written(commune))} (mã ${commune.code}), ${written(district ?? province)}: không có trong tổ chức ngày ${formatDay(this.#before.day)}. Nhập danh sách của ngày ấy trước, hoặc sửa dòng này.`,
      )
      return undefined
    }
    const id = unit?.id ?? districtId
    const giver = this.#givers.get(id) ?? { id, name: written(commune ?? district ?? province), links: [] }
    this.#givers.set(id, giver)
    return giver
  }

  /** An island district has no communes and so stands in no list of communes: the succession is the first to tell of it. */
  #district(line: number, district: NamedArea, province: Unit, isAlone: boolean): string | undefined {
    const known = this.#old('district', district, province.id)
    if (known) return known.id
    const id = idOf(this.#now.day, 'district', district.code, district.name, province.id)
    if (!isAlone) {
      this.#reject(
        line,
        `${capital(written(district))} (mã ${district.code}), ${province.fullName}: không có trong tổ chức ngày ${formatDay(this.#before.day)}.`,
      )
      return undefined
    }
    if (!this.#givers.has(id)) {
      const { kind, name, code } = district
      this.#steps.push({
        step: 'create',
        unit: { id, line: 'area', level: 'district', kind, name, code, parentId: province.id },
        sinceUnknown: true,
      })
    }
    return id
  }

  /** Half of a division is worse than none: what the list calls divided must come on several lines, what it calls whole on one. */
  #dividedAsSaid(): void {
    for (const { name, links } of this.#givers.values()) {
      const [first] = links
      const isDivided = new Set(links.map(link => link.now.commune?.code)).size > 1
      if (first?.divided !== undefined && first.divided !== isDivided)
        this.#reject(
          first.line,
          first.divided
            ? `${capital(name)}: ghi là bị chia nhưng chỉ có một nơi nhận. Thêm dòng của phần còn lại.`
            : `${capital(name)}: ghi là không bị chia nhưng có nhiều nơi nhận. Bỏ dòng thừa hoặc ghi là bị chia.`,
        )
      else if (!isDivided && links.length > 1) this.#reject(links[1]!.line, `Trùng với dòng ${first?.line}. Bỏ một dòng.`)
    }
  }

  #commune(area: NamedArea, parentId: string, givers: readonly Giver[]): void {
    const { name, kind, code } = area
    const [only] = givers
    if (only && givers.length === 1 && only.links.length === 1) {
      this.#keep(only.id, { level: 'commune', name, kind, code, parentId })
      return
    }
    const made = this.#made('commune', area, parentId)
    const id = made?.id ?? idOf(this.#now.day, 'commune', code, name, parentId)
    if (made) this.#same.push(id)
    else this.#steps.push({ step: 'create', unit: { id, line: 'area', level: 'commune', kind, name, code, parentId } })
    for (const giver of new Set(givers)) {
      if (this.#passed(giver.id, id)) continue
      const link = giver.links.find(one => one.now.commune?.code === code)
      this.#steps.push({
        step: 'pass',
        from: giver.id,
        to: id,
        kind: giver.links.length > 1 ? 'split' : 'merged',
        ...(link?.share === undefined ? {} : { share: link.share }),
        ...(link?.heir ? { heir: true } : {}),
      })
    }
  }

  // ── Districts ──────────────────────────────────────────────────────────────────────────────────

  /** They end; their papers go to the province that keeps them. Nothing may be left under them that the lists do not speak of. */
  #endDistricts(): void {
    for (const { id, line } of this.#districts.values()) {
      for (const child of this.#before.children(id))
        if (child.level === 'commune' && !this.#givers.has(child.id))
          this.#reject(
            line,
            `${capital(child.fullName)} (mã ${child.code}), ${this.#before.unit(id)?.fullName}: không có dòng nào trong bảng kế thừa.`,
          )
      if (this.#now.unit(id)) this.#steps.push({ step: 'end', id })
    }
  }
}
