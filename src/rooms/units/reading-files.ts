// The files of a change of the organisation as lines to plan with.
import { Fault } from '../../ground/faults.ts'
import { type Rejected, readAreaLines } from '../../org/area-lists.ts'
import { readList } from '../../org/list-files.ts'
import { readLinks } from '../../org/reform-lists.ts'
import type { Upload } from '../../web/route.ts'
import type { PlanInput } from './plan.ts'

export const MAX_BYTES = 8_000_000

export interface Source {
  readonly name: string
  readonly sha256: string
}

function fileIn(uploads: readonly Upload[], field: 'file' | 'links', what: string): Upload {
  const found = uploads.find(one => one.field === field && (one.bytes.length > 0 || one.name !== ''))
  if (!found) throw mend(field, 'unit.file-missing', `${what}: chưa chọn tệp. Chọn tệp CSV hoặc XLSX.`)
  if (found.bytes.length > MAX_BYTES)
    throw mend(
      field,
      'unit.file-large',
      `${what}: lớn hơn 8 MB. Danh mục cả nước chỉ khoảng 1 MB; xóa hình ảnh, trang tính khác rồi nạp lại.`,
    )
  return found
}

const mend = (field: string, code: string, say: string): Fault => new Fault('invalid', code, say, [{ field, say }])

/** What a reader of files refuses is said at the field of that file. */
async function at<T>(field: 'file' | 'links', reading: Promise<T> | (() => T)): Promise<T> {
  try {
    return await (typeof reading === 'function' ? reading() : reading)
  } catch (error) {
    if (error instanceof Fault && error.kind === 'invalid')
      throw new Fault('invalid', error.code, error.message, [{ field, say: error.message }])
    throw error
  }
}

/** The official list. @throws invalid at the field of the file, with how to save it again */
export async function listInput(uploads: readonly Upload[]): Promise<{ input: PlanInput; source: Source }> {
  const upload = fileIn(uploads, 'file', 'Tệp danh mục')
  const file = await at('file', readList(upload.name, upload.bytes))
  const { lines, rejected } = await at('file', () => readAreaLines(file))
  return { input: { lines, unread: rejected, notes: file.notes }, source: { name: upload.name, sha256: file.sha256 } }
}

/** The new list with the successions. @throws invalid at the field of the file that cannot be read */
export async function filesInput(uploads: readonly Upload[]): Promise<{ input: PlanInput; source: Source }> {
  const [one, two] = [fileIn(uploads, 'file', 'Tệp danh mục mới'), fileIn(uploads, 'links', 'Tệp chuyển tiếp')]
  const list = await at('file', readList(one.name, one.bytes))
  const areas = await at('file', () => readAreaLines(list))
  const succession = await at('links', readList(two.name, two.bytes))
  const { links, rejected } = await at('links', () => readLinks(succession))
  const inFile = (name: string, lines: readonly Rejected[]): Rejected[] =>
    lines.map(({ line, say }) => ({ line, say: `Tệp ${name}: ${say}` }))
  return {
    input: {
      lines: areas.lines,
      links,
      unread: [...inFile(one.name, areas.rejected), ...inFile(two.name, rejected)],
      notes: [...list.notes, ...succession.notes],
    },
    source: { name: `${one.name}, ${two.name}`, sha256: succession.sha256 },
  }
}
