// Loads the demo: the province, then what each room shows of its own work, for the day it is loaded on.
import { createHash } from 'node:crypto'
import type { Ask } from '../access/ask.ts'
import { type Action, grantFor, type Person } from '../access/grants.ts'
import { personByLogin } from '../access/people.ts'
import type { Day } from '../ground/day.ts'
import { openDatabase, type Tx, transact } from '../ground/db.ts'
import { type FileStore, fileStore } from '../ground/files.ts'
import { loadTree } from '../org/store.ts'
import type { DemoWorld, Room } from '../web/room.ts'
import { buildProvince, unitId } from './province.ts'

/** Figures that are the same for the same key and look like chance: two loads of one day are equal. */
export const chance = (key: string): number => createHash('sha256').update(key).digest().readUInt32BE(0) / 2 ** 32

/** The demo's view of the house for its rooms: any demo person on any day. */
export function demoWorld(tx: Tx, today: Day, files: FileStore): DemoWorld {
  const at = new Date(`${today}T00:42:00Z`)
  const people = new Map<string, Person>()
  const personOn = async (login: string, on: Day): Promise<Person> => {
    const key = `${login} ${on}`
    const known = people.get(key) ?? (await personByLogin(tx, login, on))
    if (!known) throw new Error(`no demo person ${login}`)
    people.set(key, known)
    return known
  }
  return {
    tx,
    today,
    at,
    files,
    unit: unitId,
    chance,
    treeOn: on => loadTree(tx, on),
    async as<A extends Action>(login: string, action: A, on: Day = today): Promise<Ask<A>> {
      const person = await personOn(login, on)
      const tree = await loadTree(tx, on)
      const grant = grantFor(person, action, tree)
      if (!grant) throw new Error(`${login} may not ${action} on ${on}`)
      return { tx, grant, person, today: on, at: on === today ? at : new Date(`${on}T02:30:00Z`), tree, files }
    },
  }
}

/** Fills an empty database in one transaction: the whole demo is there, or nothing of it. */
export async function loadDemo(to: {
  ownerUrl: string
  appUrl: string
  today: Day
  dataDir: string
  rooms?: readonly Room[]
}): Promise<void> {
  const rooms = to.rooms ?? (await import('../house.ts')).ROOMS
  const { db, close } = openDatabase(to.ownerUrl, { size: 2 })
  try {
    await transact(db, async tx => {
      await buildProvince(tx)
      const world = demoWorld(tx, to.today, fileStore(to.dataDir))
      for (const room of rooms) if (room.demo) await room.demo(world)
    })
  } finally {
    await close()
  }
}
