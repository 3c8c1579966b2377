// Two and a half years of models in Tỉnh Mẫu, the same for the same day: registered by communes, hamlets and bodies before and
// after the reform, some sent up, appraised, recognised, commended at two levels, stopped. Written in a few statements.
import { addDays, addMonths, type Day, day, daysBetween, yearOf } from '../../ground/day.ts'
import type { OrgTree } from '../../org/tree.ts'
import type { DemoWorld } from '../../web/room.ts'
import { partsFor, STOP_REASONS, TITLES } from './demo-titles.ts'
import { ownBody } from './registration.ts'
import { type Confirmation, RATINGS, type StepWord, type WrittenStep } from './rules.ts'
import { addField, addMany, type WholeModel } from './store-many.ts'

const MONTHS = 30
const FIELD_CODES = Object.keys(TITLES)

interface Trees {
  readonly now: OrgTree
  on(day: Day): OrgTree
}

/** Reforms begin on the first of a month: one tree a month is enough, and makes the demo quick. */
function treesOf(now: OrgTree): Trees {
  const months = new Map<string, OrgTree>()
  return {
    now,
    on(at) {
      const month = at.slice(0, 7)
      const tree = months.get(month) ?? now.on(day(`${month}-01`))
      months.set(month, tree)
      return tree
    },
  }
}

type Roll = (what: string) => number

/** Fills the room for the day of the world. */
export async function demo(world: DemoWorld): Promise<void> {
  await addField(world.tx, { code: 'MOI_TRUONG', name: 'Bảo vệ môi trường', national: 'VAN_HOA_XA_HOI', place: 5 })
  const now = await world.treeOn(world.today)
  const trees = treesOf(now)
  const by = {
    province: (await world.as('binh', 'kheo.read')).person.id,
    [world.unit('KT')]: (await world.as('an', 'kheo.read')).person.id,
    [world.unit('HL')]: (await world.as('dung', 'kheo.read')).person.id,
  }
  const models: WholeModel[] = []
  for (const commune of now.units('area', 'commune')) {
    const count = 12 + Math.floor(world.chance(`kheo ${commune.id}`) * 8)
    const taken = new Set<string>()
    for (let k = 0; k < count; k++) {
      const model = oneModel(world, trees, commune.id, k, count, taken)
      if (model) models.push({ ...model, by: by[commune.id] ?? by['province'] ?? '' })
    }
  }
  await addMany(world.tx, models)
}

/** A year's registrations lie mostly in its first quarter; the last two of each commune are of recent weeks. */
function dayOf(world: DemoWorld, k: number, count: number, roll: Roll): Day {
  if (k >= count - 2) return addDays(world.today, -Math.floor(roll('recent') * 40))
  const start = addMonths(world.today, -MONTHS)
  const somewhere = addDays(start, Math.floor(roll('day') * (daysBetween(start, world.today) - 1)))
  const inSpring = day(`${yearOf(somewhere)}-01-10`)
  const spring = addDays(inSpring, Math.floor(roll('spring') * 75))
  return roll('season') < 0.6 && spring >= start && spring <= world.today ? spring : somewhere
}

/** The commune itself, the past one whose papers it keeps, one of their hamlets, or a body that serves them. */
function unitOf(now: OrgTree, then: OrgTree, commune: string, roll: Roll): string | undefined {
  const past = then.units('area', 'commune').filter(unit => now.keeper(unit.id) === commune)
  const home = past[Math.floor(roll('home') * past.length)]
  if (!home) return undefined
  const hamlets = then.children(home.id)
  const bodies = (['front', 'women', 'farmers', 'veterans', 'youth'] as const).flatMap(line => then.children(home.id, line))
  const among = roll('level') < 0.4 ? [home] : roll('level') < 0.85 ? hamlets : bodies
  return (among[Math.floor(roll('unit') * among.length)] ?? home).id
}

function oneModel(
  world: DemoWorld,
  trees: Trees,
  commune: string,
  k: number,
  count: number,
  taken: Set<string>,
): Omit<WholeModel, 'by'> | undefined {
  const roll: Roll = what => world.chance(`kheo ${commune} ${k} ${what}`)
  const registeredOn = dayOf(world, k, count, roll)
  const then = trees.on(registeredOn)
  const unitId = unitOf(trees.now, then, commune, roll)
  const bodyId = unitId && ownBody(then, unitId)
  if (!unitId || !bodyId) return undefined
  // Economy and culture lead everywhere; the thin fields are what the coverage page is for.
  const fieldCode = FIELD_CODES[[0, 0, 0, 1, 1, 1, 2, 3, 3, 4][Math.floor(roll('field') * 10)] ?? 0] ?? 'KINH_TE'
  const free = (TITLES[fieldCode] ?? []).filter(one => !taken.has(one.title))
  const one = free[Math.floor(roll('title') * free.length)]
  if (!one) return undefined
  taken.add(one.title)
  const steps = stepsOf(world, trees, { bodyId, registeredOn, roll })
  const lastOn = steps.at(-1)?.on ?? registeredOn
  const stop = stopOf(world, lastOn, registeredOn, roll)
  return {
    ...partsFor(
      one,
      then.label(unitId, registeredOn),
      `Chi bộ chủ trì; Mặt trận và các đoàn thể phối hợp; các hộ tham gia.`,
      yearOf(registeredOn),
    ),
    id: idOf(roll, 'model'),
    unitId,
    bodyId,
    kind: one.kind,
    fieldCode,
    title: one.title,
    registeredOn,
    steps,
    stop,
    confirmations: confirmationsOf(world, registeredOn, stop?.on, roll),
  }
}

interface Path {
  readonly bodyId: string
  readonly registeredOn: Day
  readonly roll: Roll
}

/** A body of that day: itself, or after the reform what took its papers over at the same level. */
function bodyOn(trees: Trees, bodyId: string, on: Day): string | undefined {
  const then = trees.on(on)
  if (then.unit(bodyId)) return bodyId
  const keeper = then.keeper(bodyId)
  return keeper !== undefined && then.unit(keeper)?.level === trees.now.history.lastOn(bodyId, on)?.level ? keeper : undefined
}

/** Appraisal in autumn, decisions before the year ends: the path before the own body, and for some before an upper one. */
function stepsOf(world: DemoWorld, trees: Trees, { bodyId, registeredOn, roll }: Path): WrittenStep[] {
  const planned: { body: string; on: Day; step: StepWord; path: string; decision?: string; note?: string }[] = []
  const plan = (path: string, root: string, on: Day, step: StepWord, more: { decision?: string; note?: string } = {}): boolean => {
    const body = on <= world.today ? bodyOn(trees, root, on) : undefined
    if (body) planned.push({ body, on, step, path, ...more })
    return body !== undefined
  }
  const path = (name: string, root: string, from: Day, eager: number, commend: number) => {
    const appraisal = addDays(day(`${yearOf(from)}-09-05`), Math.floor(roll(`${name} appraisal`) * 40))
    const on = appraisal > from ? appraisal : addDays(from, 50 + Math.floor(roll(`${name} late`) * 60))
    if (roll(`${name} appraised`) > eager || !plan(name, root, on, 'appraised', { note: 'Đủ hồ sơ, đã kiểm tra tại chỗ.' })) return
    const decided = addDays(on, 20 + Math.floor(roll(`${name} decided`) * 30))
    // What convinces one level mostly convinces the other.
    const fate = roll(name === 'up' && roll('alike') < 0.7 ? 'own fate' : `${name} fate`)
    const number = 10 + Math.floor(roll(`${name} number`) * 400)
    if (fate < 0.15) plan(name, root, decided, 'not_recognised', { note: 'Chưa đủ thời gian để đánh giá hiệu quả.' })
    else if (fate < 0.82 && plan(name, root, decided, 'recognised', { decision: `QĐ ${number} (minh họa)` })) {
      if (fate > 0.79) plan(name, root, addDays(decided, 200), 'withdrawn', { note: 'Không còn hoạt động đúng nội dung đã công nhận.' })
      else if (fate > commend)
        plan('', root, addDays(decided, 15), 'praised', { decision: `QĐ ${number + 3} (minh họa)`, note: 'Giấy khen.' })
    }
  }
  path('own', bodyId, registeredOn, 0.75, 0.4)
  const then = trees.on(registeredOn)
  const above = then.path(bodyId).slice(0, -1).reverse()
  const upper = above[roll('upper which') < 0.7 ? 0 : above.length - 1]
  const upOn = addDays(registeredOn, 15 + Math.floor(roll('upper day') * 40))
  if (upper && roll('upper') < 0.4 && trees.on(upOn).unit(upper.id) && plan('up', upper.id, upOn, 'registered'))
    path('up', upper.id, upOn, 0.8, 0.2)
  return inOrder(planned, roll)
}

function inOrder(
  planned: readonly { body: string; on: Day; step: StepWord; path: string; decision?: string; note?: string }[],
  roll: Roll,
): WrittenStep[] {
  const lastOf = new Map<string, number>()
  return [...planned]
    .sort((a, b) => a.on.localeCompare(b.on))
    .map((one, i) => {
      const seq = i + 2
      const follows = one.path === '' || one.step === 'registered' ? null : (lastOf.get(one.path) ?? null)
      if (one.path !== '') lastOf.set(one.path, seq)
      return {
        id: idOf(roll, `step ${seq}`),
        seq,
        follows,
        step: one.step,
        bodyId: one.body,
        on: one.on,
        note: one.note ?? '',
        decision: one.decision ?? '',
      }
    })
}

function stopOf(world: DemoWorld, lastOn: Day, registeredOn: Day, roll: Roll): WholeModel['stop'] {
  const on = addDays(lastOn, 30 + Math.floor(roll('stop day') * 200))
  if (roll('stop') > 0.13 || on > world.today || daysBetween(registeredOn, on) < 120) return null
  return { id: idOf(roll, 'stop'), on, reason: STOP_REASONS[Math.floor(roll('reason') * STOP_REASONS.length)] ?? STOP_REASONS[0] }
}

/** Every November; of this year's, some are still to come. */
function confirmationsOf(world: DemoWorld, registeredOn: Day, stoppedOn: Day | undefined, roll: Roll): Confirmation[] {
  const all: Confirmation[] = []
  for (let year = yearOf(registeredOn); year <= yearOf(world.today); year++) {
    const on = addDays(day(`${year}-10-10`), Math.floor(roll(`confirm ${year}`) * 45))
    if (on < registeredOn || on > world.today || (stoppedOn !== undefined && on >= stoppedOn)) continue
    if (year === yearOf(world.today) && roll('left') < 0.35) continue
    const rating = RATINGS[[0, 0, 0, 0, 1, 1, 2][Math.floor(roll(`rating ${year}`) * 7)] ?? 0] ?? 'effective'
    all.push({ year, running: true, rating, on })
  }
  return all
}

/** The same id for the same roll on every load. */
function idOf(roll: Roll, what: string): string {
  const hex = [0, 1, 2, 3]
    .map(i =>
      Math.floor(roll(`id ${what} ${i}`) * 2 ** 32)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
