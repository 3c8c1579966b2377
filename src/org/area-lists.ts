// The official list of areas of one day, and what it says that is not known yet. Pure. A code is no identity: a line is a known unit
// only when name, level and place agree, and a code that names another unit on that day is refused, never taken for a new name.
import type { Day } from '../ground/day.ts'
import { capital, formatDay } from '../ground/vietnamese.ts'
import { type AreaName, areaCode, areaName, idOf, isLikeName, KINDS_AT, nameKey, written } from './area-names.ts'
import type { ChangeSet, Step } from './change-set.ts'
import type { Level } from './history.ts'
import { type ListFile, underHeadings } from './list-files.ts'
import type { Change } from './store.ts'
import type { OrgTree, Unit } from './tree.ts'

export interface NamedArea extends AreaName {
  readonly code: string
}

export interface AreaLine {
  readonly line: number
  readonly province: NamedArea
  /** Left out in a list of two tiers. */
  readonly district?: NamedArea
  readonly commune?: NamedArea
}

export interface Rejected {
  readonly line: number
  readonly say: string
}

export interface Changed {
  readonly id: string
  readonly from: string
  readonly to: string
}

export interface ImportPlan {
  /** Ids of units that the list adds. */
  readonly fresh: readonly string[]
  readonly same: readonly string[]
  readonly changed: readonly Changed[]
  readonly rejected: readonly Rejected[]
  /** Real units that stand on the day in the provinces of the list and are not in it; the import leaves them. */
  readonly absent: readonly string[]
  readonly set: ChangeSet
}

/** Where a set comes from; the rest of a set is the plan's. */
export type Source = Pick<ChangeSet, 'id' | 'sourceName' | 'sourceSha256'> & Partial<Pick<ChangeSet, 'title' | 'law'>>

/** On this day the districts ended; a list before it tells of units that had stood for long. @law 72/2025/QH15 */
const TWO_TIERS_SINCE = '2025-07-01'

const HEADINGS = {
  communeCode: ['Mã', 'ma xa', 'ma px', 'ma phuong xa', 'ma xa phuong', 'ma dvhc', 'commune code'],
  commune: ['Tên', 'ten xa', 'phuong xa', 'xa phuong', 'xa', 'ten dvhc', 'commune'],
  type: ['Cấp', 'loai', 'loai hinh', 'type'],
  districtCode: ['Mã QH', 'ma huyen', 'ma quan huyen', 'district code'],
  district: ['Quận Huyện', 'huyen', 'ten huyen', 'ten quan huyen', 'district'],
  provinceCode: ['Mã TP', 'ma tinh', 'ma tinh tp', 'ma tinh thanh pho', 'province code'],
  province: ['Tỉnh / Thành Phố', 'tinh tp', 'tinh', 'ten tinh', 'ten tinh thanh pho', 'province'],
} as const

/** The lines of an official list, of three tiers or of two. Lines whose codes or names cannot be read are told by their number. */
export function readAreaLines(file: ListFile): { lines: AreaLine[]; rejected: Rejected[] } {
  const { rows, has } = underHeadings(file, HEADINGS, ['provinceCode', 'province', 'communeCode', 'commune'])
  const lines: AreaLine[] = []
  const rejected: Rejected[] = []
  for (const { line, get } of rows) {
    const province = named('province', get('provinceCode'), get('province'))
    const district = has('district') || has('districtCode') ? named('district', get('districtCode'), get('district')) : undefined
    const isAlone = get('communeCode') === '' && get('commune') === ''
    const commune = isAlone ? undefined : named('commune', get('communeCode'), get('commune'), get('type'))
    const wrong = [province, district, commune].find(one => typeof one === 'string')
    if (typeof wrong === 'string') rejected.push({ line, say: wrong })
    else if (isAlone && !district) rejected.push({ line, say: 'Thiếu mã và tên xã, phường.' })
    else
      lines.push({
        line,
        province: province as NamedArea,
        ...(district ? { district: district as NamedArea } : {}),
        ...(commune ? { commune: commune as NamedArea } : {}),
      })
  }
  return { lines, rejected }
}

const LEVEL_SAID: Readonly<Partial<Record<Level, string>>> = { province: 'tỉnh', district: 'huyện', commune: 'xã' }

/** Code and name of one level, or the sentence that says what is missing. */
export function named(level: Level, code: string, text: string, kind = ''): NamedArea | string {
  const said = `cấp ${LEVEL_SAID[level]}`
  const name = areaName(text, kind)
  if (code === '') return `Thiếu mã ${said}${text === '' ? '' : ` của ${text}`}.`
  if (text === '') return `Thiếu tên ${said} của mã ${code}.`
  if (!name || !KINDS_AT[level]?.includes(name.kind))
    return `“${text}” không phải tên ${said}. Tên phải bắt đầu bằng ${KINDS_AT[level]?.join(', ')}.`
  if (code.length > 20 || text.length > 200) return `Mã hoặc tên ${said} quá dài.`
  return { ...name, code: areaCode(code, level) }
}

/** Compares a list with the organisation of its day and plans what it adds. Demo units are never matched. */
export function planImport(tree: OrgTree, lines: readonly AreaLine[], day: Day, source: Source): ImportPlan {
  const planning = new Planning(tree.on(day), day)
  const centre = planning.centre()
  for (const line of lines) {
    const province = planning.area(line.line, 'province', line.province, centre)
    if (!line.district && province !== undefined && planning.hasDistricts(province)) planning.needsReform(line)
    const district = line.district ? planning.area(line.line, 'district', line.district, province) : province
    if (line.commune) planning.area(line.line, 'commune', line.commune, district, true)
  }
  const { title = `Danh sách đơn vị hành chính ngày ${formatDay(day)}`, ...from } = source
  return { ...planning.outcome(), set: { kind: 'import', title, effectiveOn: day, steps: planning.steps, ...from } }
}

class Planning {
  readonly steps: Step[] = []
  readonly #tree: OrgTree
  readonly #day: Day
  readonly #fresh: string[] = []
  readonly #same: string[] = []
  readonly #changed: Changed[] = []
  readonly #rejected: Rejected[] = []
  /** Level and code → what the list said first, and the unit it is; no id when the line was refused. */
  readonly #told = new Map<string, { line: number; key: string; id: string | undefined }>()
  readonly #taken = new Set<string>()
  readonly #byName = new Map<string, string[]>()
  readonly #codes = new Map<string, { unitId: string; from: string; until: string }[]>()
  /** Parents under which units of a level were known before this list. */
  readonly #knownUnder = new Set<string>()

  constructor(tree: OrgTree, day: Day) {
    this.#tree = tree
    this.#day = day
    const { history } = tree
    for (const unit of tree.units('area')) {
      if (history.demo.has(unit.id)) continue
      const key = `${unit.level} ${nameKey(unit.fullName)}`
      this.#byName.set(key, [...(this.#byName.get(key) ?? []), unit.id])
      const province = tree.path(unit.id).find(above => above.level === 'province')
      this.#knownUnder.add(`${unit.level} ${province?.id}`)
      if (unit.level === 'province') this.#knownUnder.add('province')
    }
    for (const id of history.ids())
      for (const version of history.versions(id))
        if (version.line === 'area' && version.code !== null) {
          const spans = this.#codes.get(version.code) ?? []
          spans.push({ unitId: id, from: version.from ?? '', until: version.until ?? '9999' })
          this.#codes.set(version.code, spans)
        }
  }

  outcome(): Omit<ImportPlan, 'set'> {
    const provinces = new Set([...this.#told].flatMap(([key, one]) => (key.startsWith('province ') && one.id ? [one.id] : [])))
    const absent = [...provinces].flatMap(id =>
      [...this.#tree.below(id)].filter(below => {
        const unit = this.#tree.unit(below)
        return unit?.line === 'area' && unit.level !== 'hamlet' && !this.#taken.has(below)
      }),
    )
    return { fresh: this.#fresh, same: this.#same, changed: this.#changed, rejected: this.#rejected, absent }
  }

  /** The one unit above all provinces. */
  centre(): string {
    const stands = this.#tree.units('area', 'centre').find(unit => !this.#tree.history.demo.has(unit.id))
    if (stands) return stands.id
    const id = idOf('centre')
    this.steps.push({ step: 'create', unit: { id, line: 'area', level: 'centre', kind: 'nước', name: 'Việt Nam' }, sinceUnknown: true })
    return id
  }

  /** The unit that a line names, known or planned; undefined when it or what is above it was refused. */
  area(line: number, level: Level, area: NamedArea, parentId: string | undefined, isLast = false): string | undefined {
    const key = `${level} ${area.code}`
    const told = this.#told.get(key)
    const spelling = nameKey(written(area))
    if (told) {
      if (told.key !== spelling)
        this.#reject(line, `Mã ${area.code} ở dòng ${told.line} là đơn vị khác. Mỗi mã chỉ một đơn vị mang trong một ngày.`)
      else if (isLast) this.#reject(line, `Trùng với dòng ${told.line}. Bỏ một dòng.`)
      return told.key === spelling ? told.id : undefined
    }
    const id = parentId === undefined ? undefined : this.#settle(line, level, area, parentId)
    if (parentId === undefined && isLast)
      this.#reject(line, `${capital(written(area))}: đơn vị cấp trên ở dòng này hoặc dòng trước bị loại.`)
    this.#told.set(key, { line, key: spelling, id })
    if (id !== undefined) this.#taken.add(id)
    return id
  }

  hasDistricts(province: string): boolean {
    return this.#tree.children(province).some(unit => unit.level === 'district')
  }

  /** A list of two tiers over districts that still stand tells nothing of what became of the communes under them. */
  needsReform({ line, province }: AreaLine): void {
    if (this.#told.get(`province ${province.code}`)?.line === line)
      this.#reject(
        line,
        `${capital(written(province))}: ngày ${formatDay(this.#day)} còn cấp huyện. Nhập danh sách mới cùng bảng kế thừa để biết xã nào thành xã nào.`,
      )
  }

  #reject(line: number, say: string): undefined {
    this.#rejected.push({ line, say })
  }

  #settle(line: number, level: Level, area: NamedArea, parentId: string): string | undefined {
    const unit = this.#tree.byCode(area.code)
    if (unit && unit.level === level && !this.#tree.history.demo.has(unit.id)) {
      const isSame = nameKey(unit.fullName) === nameKey(written(area))
      if (
        isSame ||
        nameKey(unit.name) === nameKey(area.name) ||
        (level !== 'province' && unit.parentId === parentId && isLikeName(unit.name, area.name))
      )
        return this.#known(unit, area, parentId, isSame)
      return this.#reject(
        line,
        `Mã ${area.code} ngày ${formatDay(this.#day)} là ${unit.fullName}, danh sách ghi ${written(area)}. Mã không phải là đơn vị: nếu đơn vị được đổi tên hoặc sắp xếp lại, hãy nhập nghị quyết thành một thay đổi, không nhập bằng danh sách.`,
      )
    }
    const twins = (this.#byName.get(`${level} ${nameKey(written(area))}`) ?? []).flatMap(id => this.#tree.unit(id) ?? [])
    const twin = twins.find(one => level === 'province' || one.parentId === parentId)
    if (twin && !this.#taken.has(twin.id)) return this.#known(twin, area, parentId, true)
    return this.#create(line, level, area, parentId)
  }

  #known(unit: Unit, area: NamedArea, parentId: string, isSame: boolean): string {
    const change: Change = {
      ...(isSame ? {} : { name: area.name }),
      ...(isSame || unit.kind === area.kind ? {} : { kind: area.kind }),
      ...(unit.code === area.code ? {} : { code: area.code }),
      ...(unit.parentId === parentId ? {} : { parentId }),
    }
    if (Object.keys(change).length === 0) this.#same.push(unit.id)
    else {
      this.steps.push({ step: 'version', id: unit.id, change })
      const above =
        change.parentId === undefined ? '' : `, trực thuộc ${this.#tree.unit(parentId)?.fullName ?? 'đơn vị cấp trên trong danh sách'}`
      this.#changed.push({
        id: unit.id,
        from: `${unit.fullName} (mã ${unit.code ?? 'chưa có'})`,
        to: `${written(area)} (mã ${area.code})${above}`,
      })
    }
    return unit.id
  }

  #create(line: number, level: Level, area: NamedArea, parentId: string): string | undefined {
    const spans = this.#codes.get(area.code) ?? []
    const later = spans.find(span => span.until >= this.#day)
    if (later)
      return this.#reject(
        line,
        `${capital(written(area))}: mã ${area.code} từ ngày ${formatDay((later.from > this.#day ? later.from : this.#day) as Day)} là ${this.#tree.history.versions(later.unitId).at(-1)?.name}. Danh sách của ngày trước phải nhập trước danh sách và sắp xếp của ngày sau.`,
      )
    const id = idOf(this.#day, level, area.code, area.name, parentId)
    const province =
      level === 'province' ? 'province' : `${level} ${this.#tree.path(parentId).find(above => above.level === 'province')?.id}`
    const sinceUnknown = this.#day < TWO_TIERS_SINCE && !this.#knownUnder.has(province) && spans.length === 0
    this.steps.push({
      step: 'create',
      unit: { id, line: 'area', level, kind: area.kind, name: area.name, code: area.code, parentId },
      ...(sinceUnknown ? { sinceUnknown } : {}),
    })
    this.#fresh.push(id)
    return id
  }
}
