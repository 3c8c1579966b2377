// The first administrator of an empty system, with the unit they keep accounts for; the provinces of the country come along.
import { randomUUID } from 'node:crypto'
import { civil, type Day } from '../ground/day.ts'
import { openDatabase, type Tx, transact } from '../ground/db.ts'
import { Fault } from '../ground/faults.ts'
import { loadProvinces, provinceNamed } from '../org/provinces.ts'
import { addUnit, loadTree } from '../org/store.ts'
import { addPerson, addPost } from './people.ts'
import { hashPassword } from './sessions.ts'

export interface FirstAdministrator {
  readonly login: string
  readonly name: string
  readonly password: string
  /** The unit at the top of this installation, as its papers name it: "Tỉnh Phú Thọ". */
  readonly unit?: string
}

/** Loads the provinces, takes or makes the top unit, and makes a person who may keep accounts and units below it. */
export async function makeFirstAdministrator(appUrl: string, admin: FirstAdministrator): Promise<void> {
  const { db, close } = openDatabase(appUrl, { size: 1 })
  const now = new Date()
  const today = civil(now).day
  try {
    const passwordHash = await hashPassword(admin.password)
    await transact(db, async tx => {
      await loadProvinces(tx, { personId: null, at: now })
      const unitId = await topUnit(tx, admin.unit ?? 'tỉnh chưa đặt tên', today)
      const personId = await addPerson(tx, { name: admin.name, login: admin.login, passwordHash })
      await addPost(tx, { personId, unitId, role: 'administrator', title: 'quản trị hệ thống', from: today })
    })
  } finally {
    await close()
  }
}

/** One of the provinces, or the country; a unit of another name is made. @throws invalid when a province of that name has ended */
async function topUnit(tx: Tx, unit: string, today: Day): Promise<string> {
  const tree = await loadTree(tx, today)
  const { standing, endedId } = provinceNamed(tree, unit)
  if (standing) return standing.id
  if (endedId !== undefined) {
    const say = `${unit.trim()} nay không còn: ${tree.label(endedId)}. Ghi tên tỉnh, thành phố hiện nay.`
    throw new Fault('invalid', 'init.past-unit', say, [{ field: 'unit', say }])
  }
  const [kind, name] = splitKind(unit)
  return addUnit(tx, { id: randomUUID(), line: 'area', level: 'province', kind, name })
}

function splitKind(unit: string): [string, string] {
  const found = /^(tỉnh|thành phố|xã|phường|đặc khu)\s+(.+)$/iu.exec(unit.normalize('NFC').trim())
  return found?.[1] && found[2] ? [found[1].toLowerCase(), found[2]] : ['tỉnh', unit.trim()]
}
