// From deeds that are committed to notices: what each room says of its own deeds, whom it tells, and which hooks hear of it.
import { type DoneDeed, deedAt, markTold, nextDeeds } from '../../access/deeds.ts'
import type { Role } from '../../access/grants.ts'
import { type Acting, actingAt, watcherAt } from '../../access/watching.ts'
import { addDays, type Day } from '../../ground/day.ts'
import { sql, type Tx } from '../../ground/db.ts'
import type { FileStore } from '../../ground/files.ts'
import { loadTree } from '../../org/store.ts'
import type { OrgTree } from '../../org/tree.ts'
import type { Addressed, NoticeKind, Room, Telling, ToldDeed } from '../../web/room.ts'
import { idOf, rungsOn } from './rules.ts'
import { forget, ladder, makeDigests, putNotices, putUntold, takeMorning } from './store.ts'
import { type Hook, hooksStanding } from './store-hooks.ts'
import { putDelivery, takeUntold } from './store-outbox.ts'
import { reminderWords } from './wording.ts'

/** What the rooms tell, gathered. */
export interface Told {
  readonly kinds: ReadonlyMap<string, NoticeKind>
  readonly deeds: ReadonlyMap<string, ToldDeed>
  readonly rooms: readonly Room[]
}

export const toldBy = (rooms: readonly Room[]): Told => ({
  rooms,
  kinds: new Map(rooms.flatMap(room => Object.entries(room.tells?.kinds ?? {}))),
  deeds: new Map(rooms.flatMap(room => Object.entries(room.tells?.deeds ?? {}))),
})

export interface Now {
  readonly tx: Tx
  readonly at: Date
  readonly today: Day
  readonly files: FileStore
  readonly told: Told
  readonly mailOn: boolean
}

/** Deeds of one batch; fewer than that and there was no more to tell. */
export const AT_ONCE = 200

/** Only one process tells at a time; what it tells twice all the same has the same ids. */
const LOCK = 20_261_125
export const isOurTurn = async (tx: Tx): Promise<boolean> =>
  (await sql<{ ours: boolean }>`select pg_try_advisory_xact_lock(${LOCK}) as ours`.execute(tx)).rows[0]?.ours === true

/** Who acts at units, asked once while a batch is told: most of its deeds are for the same few; a window of a nation is opened for three thousand. */
function peopleOf({ tx, today }: Now): Telling['people'] {
  const known = new Map<string, readonly string[]>()
  return async (of: readonly string[], ...roles: readonly Role[]) => {
    const keyOf = (unit: string): string => `${roles.join()} ${unit}`
    const unknown = of.filter(unit => !known.has(keyOf(unit)))
    const byUnit = new Map<string, Acting[]>(unknown.map(unit => [unit, []]))
    for (const one of await actingAt(tx, unknown, roles, today)) byUnit.get(one.unitId)?.push(one)
    for (const [unit, here] of byUnit) {
      const role = roles.find(each => here.some(one => one.role === each))
      known.set(
        keyOf(unit),
        here.filter(one => one.role === role).map(one => one.personId),
      )
    }
    return [...new Set(of.flatMap(unit => known.get(keyOf(unit)) ?? []))]
  }
}

const tellingAt = (
  { tx, today, at, files }: Now,
  tree: OrgTree,
  people: Telling['people'],
  units: readonly string[],
  together: Telling['together'],
): Telling => ({ tx, tree, today, asking: watcherAt(units, { tx, today, at, tree, files }), people, together })

const ALONE: Telling['together'] = () => Promise.reject(new Error('nothing is told together here'))

/** For each act of a batch what its room reads at once: asked by its first deed, and known to the others. */
function togetherIn(now: Now, { tree, people }: Around, deeds: readonly DoneDeed[]): (deed: DoneDeed) => Telling['together'] {
  const known = new Map<string, Map<unknown, Promise<unknown>>>()
  return ({ act }) =>
    <T>(read: (telling: Telling, deeds: readonly DoneDeed[]) => Promise<T>): Promise<T> => {
      const ofAct = known.get(act) ?? new Map<unknown, Promise<unknown>>()
      known.set(act, ofAct)
      const seen = ofAct.get(read)
      if (seen) return seen as Promise<T>
      const same = deeds.filter(one => one.act === act)
      const asked = read(tellingAt(now, tree, people, [...new Set(same.map(one => seenFrom(tree, one)))], ALONE), same)
      ofAct.set(read, asked)
      return asked
    }
}

/** A unit that is no more is seen from where its papers are kept. */
const seenFrom = (tree: OrgTree, deed: DoneDeed): string => tree.keeper(deed.unit) ?? deed.unit

/** Tells the next deeds and moves the marks, in one transaction. Answers how many deeds it took. */
export async function tellNext(now: Now): Promise<number> {
  const deeds = await nextDeeds(now.tx, AT_ONCE)
  if (deeds.length === 0) return 0
  const tree = await loadTree(now.tx, now.today)
  await tellAll(now, { tree, hooks: await hooksStanding(now.tx), people: peopleOf(now) }, deeds)
  await markTold(now.tx, deeds)
  return deeds.length
}

interface Around {
  readonly tree: OrgTree
  readonly hooks: readonly Hook[]
  readonly people: Telling['people']
}

/** Tells deeds together. When that goes wrong, each by itself: what cannot be told is kept aside and holds up no other. */
async function tellAll(now: Now, around: Around, deeds: readonly DoneDeed[]): Promise<void> {
  const wrong = await undoing(now.tx, async () => {
    const together = togetherIn(now, around, deeds)
    for (const deed of deeds) await tellOne(now, around, deed, together(deed))
  })
  if (wrong === undefined) return
  for (const deed of deeds) {
    const why = await undoing(now.tx, () => tellOne(now, around, deed, togetherIn(now, around, [deed])(deed)))
    if (why !== undefined) await putUntold(now.tx, deed, why, now.at)
  }
}

/** Does it; or says what went wrong, and nothing of it was done. */
async function undoing(tx: Tx, work: () => Promise<void>): Promise<string | undefined> {
  await sql`savepoint telling`.execute(tx)
  try {
    await work()
    await sql`release savepoint telling`.execute(tx)
    return undefined
  } catch (error) {
    await sql`rollback to savepoint telling`.execute(tx)
    return error instanceof Error ? error.message : String(error)
  }
}

async function tellOne(now: Now, { tree, hooks, people }: Around, deed: DoneDeed, together: Telling['together']): Promise<void> {
  const how = now.told.deeds.get(deed.act)
  if (!how) return
  const addressed = await how.tell(tellingAt(now, tree, people, [seenFrom(tree, deed)], together), deed)
  for (const one of addressed) await putOne(now, deed, one)
  if (how.outward) await callHooks(now, tree, hooks, deed, how.outward.href(deed))
}

async function putOne(now: Now, deed: DoneDeed, one: Addressed): Promise<void> {
  const to = one.alsoDoer ? one.to : one.to.filter(person => person !== deed.personId)
  const kind = now.told.kinds.get(one.kind)
  if (!kind) throw new Error(`no room says what ${one.kind} is`)
  await putNotices(now.tx, { ...one, to }, { from: [deed.unit, deed.seq], at: deed.at, kind, mailOn: now.mailOn })
}

/** Lays up a call for each hook that listens to this deed above this unit. Ids and no names: who may see more asks the API. */
async function callHooks(now: Now, tree: OrgTree, hooks: readonly Hook[], deed: DoneDeed, href: string): Promise<void> {
  for (const hook of hooks) {
    if (!hook.acts.includes(deed.act) || !tree.inCare(hook.unitId).has(deed.unit) || deed.at < hook.madeAt) continue
    const body = { deed: deed.act, at: deed.at.toISOString(), unit: deed.unit, subject: deed.subject, href }
    await putDelivery(now.tx, { id: idOf('call', hook.id, deed.unit, deed.seq), to: { hook: hook.id }, body, at: now.at })
  }
}

/** Tells again the deeds that could not be told: one, or all. Answers how many it took. */
export async function tellUntold(now: Now, id?: string): Promise<number> {
  const taken = await takeUntold(now.tx, id)
  const tree = await loadTree(now.tx, now.today)
  const around = { tree, hooks: await hooksStanding(now.tx), people: peopleOf(now) }
  for (const { unit, seq } of taken) {
    const deed = await deedAt(now.tx, unit, seq)
    if (deed) await tellAll(now, around, [deed])
  }
  return taken.length
}

export interface Morning {
  readonly reminded: number
  readonly digests: number
}

/** Once a day: reminders by the ladder, then the digests, in which they stand; then what was kept long enough goes. */
export async function morning(now: Now): Promise<Morning | undefined> {
  if (!(await takeMorning(now.tx, now.today, now.at))) return undefined
  const reminded = await remind(now)
  const digests = now.mailOn ? await makeDigests(now.tx, now.today, now.at) : 0
  await forget(now.tx, now.at)
  return { reminded, digests }
}

const AROUND = 66

async function remind(now: Now): Promise<number> {
  const { tx, today, told } = now
  const rungs = await ladder(tx)
  if (rungs.length === 0) return 0
  const tree = await loadTree(tx, today)
  const roots = tree.units('area').flatMap(unit => (unit.parentId === null ? [unit.id] : []))
  const telling = tellingAt(now, tree, peopleOf(now), roots, ALONE)
  let put = 0
  for (const room of told.rooms) {
    const { notYetIn } = room.tells ?? {}
    if (!notYetIn) continue
    const list = await notYetIn.list(telling, addDays(today, -AROUND), addDays(today, AROUND))
    const owing = [...new Set(list.map(one => tree.keeper(one.unitId) ?? one.unitId))]
    await telling.people(owing, 'officer', 'head')
    for (const one of list)
      for (const { tells, days } of rungsOn(one.due, today, rungs)) {
        const keeper = tree.keeper(one.unitId) ?? one.unitId
        const at = tells === 'receiver' ? (tree.keeper(one.receiverId) ?? one.receiverId) : keeper
        const to = await telling.people([at], ...(tells === 'head' ? (['head', 'officer'] as const) : (['officer', 'head'] as const)))
        put += await putNotices(
          tx,
          { kind: notYetIn.kind, to, ...reminderWords(one, tree, tells === 'receiver') },
          { from: ['remind', one.key, one.due, days, tells], at: now.at, kind: told.kinds.get(notYetIn.kind), mailOn: now.mailOn },
        )
      }
  }
  return put
}
