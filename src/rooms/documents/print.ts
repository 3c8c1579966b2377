// ./danvan print: writes a published report as the Word document that was frozen with it.
import { writeFile } from 'node:fs/promises'
import { civil } from '../../ground/day.ts'
import { openDatabase, snapshot } from '../../ground/db.ts'
import { Fault } from '../../ground/faults.ts'
import { fileStore } from '../../ground/files.ts'
import { loadTree } from '../../org/store.ts'
import { lookForWindow } from './store.ts'

export interface Printing {
  readonly appUrl: string
  readonly dataDir: string
  /** Code of the window. */
  readonly window: string
  /** Code of the unit: one that stands today before one that once did. */
  readonly unit: string
  readonly out: string
}

/** Writes the document and answers its size in bytes. @throws missing when the unit or a published report is not there */
export async function printReport(to: Printing): Promise<number> {
  const { db, close } = openDatabase(to.appUrl, { size: 1 })
  try {
    const document = await snapshot(db, async tx => {
      const tree = await loadTree(tx, civil(new Date()).day)
      const unit = tree.byCode(to.unit)
      if (!unit) throw new Fault('missing', 'print.unit', `Không có đơn vị nào mang mã ${to.unit}.`)
      return await lookForWindow(tx, to.window, unit.id)
    })
    if (!document) throw new Fault('missing', 'print.unpublished', `Đơn vị ${to.unit} chưa công bố báo cáo của kỳ ${to.window}.`)
    const bytes = await fileStore(to.dataDir).get(document.sha256)
    await writeFile(to.out, bytes)
    return bytes.length
  } finally {
    await close()
  }
}
