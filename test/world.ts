// The small world everyone knows: Tỉnh Mẫu with its people, and nothing done yet.

import { buildProvince } from '../src/demo/province.ts'
import { openDatabase, transact } from '../src/ground/db.ts'

export async function fillTemplate(ownerUrl: string): Promise<void> {
  const { db, close } = openDatabase(ownerUrl, { size: 1 })
  try {
    await transact(db, buildProvince)
  } finally {
    await close()
  }
}
