// The first administrator of an empty system, with the unit they keep accounts for.
import { randomUUID } from 'node:crypto'
import { civil } from '../ground/day.ts'
import { openDatabase, transact } from '../ground/db.ts'
import { addUnit } from '../org/store.ts'
import { addPerson, addPost } from './people.ts'
import { hashPassword } from './sessions.ts'

export interface FirstAdministrator {
  readonly login: string
  readonly name: string
  readonly password: string
  /** The unit at the top of this installation, as its papers name it: "Tỉnh Phú Thọ". */
  readonly unit?: string
}

/** Makes the top unit, and a person who may keep accounts and units below it. */
export async function makeFirstAdministrator(appUrl: string, admin: FirstAdministrator): Promise<void> {
  const { db, close } = openDatabase(appUrl, { size: 1 })
  const today = civil(new Date()).day
  try {
    const passwordHash = await hashPassword(admin.password)
    await transact(db, async tx => {
      const [kind = 'tỉnh', name = 'chưa đặt tên'] = splitKind(admin.unit ?? 'tỉnh chưa đặt tên')
      const unitId = await addUnit(tx, { id: randomUUID(), line: 'area', level: 'province', kind, name })
      const personId = await addPerson(tx, { name: admin.name, login: admin.login, passwordHash })
      await addPost(tx, { personId, unitId, role: 'administrator', title: 'quản trị hệ thống', from: today })
    })
  } finally {
    await close()
  }
}

function splitKind(unit: string): [string, string] {
  const found = /^(tỉnh|thành phố|xã|phường|đặc khu)\s+(.+)$/iu.exec(unit.normalize('NFC').trim())
  return found?.[1] && found[2] ? [found[1].toLowerCase(), found[2]] : ['tỉnh', unit.trim()]
}
