// Splitting a line of a form in the making by a dimension, and making dimensions.
import { type Ask, record } from '../../../access/ask.ts'
import { Fault, isRefusal, type Refusal, settle, stale } from '../../../ground/faults.ts'
import { checkedRegime, designSeat, designSeats, mayChange, saveRegime } from '../designing/acts-design.ts'
import { added } from '../designing/form-lines.ts'
import { type Member, maySplit, partsBy, readDimension, type TypedDimension } from './dimensions.ts'
import { dimensionsNow, dimensionVersions, putDimension } from './store-dimensions.ts'

/** Puts a part line for each member under the line. @throws missing · stale · refused (see maySplit) */
export async function splitLine(
  ask: Ask<'reports.design'>,
  id: string,
  version: number,
  split: { readonly line: string; readonly dimension: string },
): Promise<void> {
  const { design, known } = await checkedRegime(ask, id)
  const dimension = (await dimensionsNow(ask)).find(one => one.code === split.dimension)
  const whole = known.get(split.line)
  const no = maySplit(whole, dimension, design.content.lines)
  if (no) settle(no)
  if (!whole || !dimension) throw new Fault('missing', 'missing', 'Không tìm thấy dòng này.')
  const parts = partsBy(whole, dimension)
  const all = new Map([...known, ...parts.map(one => [one.code, one] as const)])
  await saveRegime(ask, id, version, ({ lines }) => ({
    lines: added(
      lines,
      parts.map(one => one.code),
      all,
    ),
  }))
}

export interface MakingDimension extends TypedDimension {
  /** The version that the page showed; 0: a new dimension. */
  readonly seen: number
}

/** What is amiss with a dimension, whatever else of it could not be read. */
export async function judgeDimension(ask: Ask<'reports.design'>, typed: TypedDimension): Promise<readonly Refusal[]> {
  const read = readDimension(typed, await dimensionVersions(ask))
  return read.every(isRefusal) ? read : []
}

/** A new dimension, or the next list of one. Forms that split by it keep their lines. @throws forbidden · stale · refused (see readDimension) */
export async function makeDimension(ask: Ask<'reports.design'>, typed: MakingDimension, seat?: string): Promise<void> {
  const unitId = designSeat(ask, seat)
  const before = await dimensionVersions(ask)
  const last = before.find(one => one.code === typed.code)
  const members = settle<readonly Member[]>(readDimension(typed, before) as readonly Member[])
  if (last && typed.seen === 0)
    settle({ refused: 'reports.dimension-taken', say: `Mã ${typed.code} đã dùng cho “${last.name}”. Đặt mã khác.`, field: 'code' })
  if (last && !mayChange(ask.tree, last.madeFor, designSeats(ask)))
    throw new Fault(
      'forbidden',
      'reports.dimension-not-yours',
      'Chỉ cơ quan đã đặt ra được sửa cách chia này. Ông/bà có thể đặt một cách chia riêng.',
    )
  const version = (last?.version ?? 0) + 1
  const wrote =
    (last?.version ?? 0) === typed.seen && (await putDimension(ask, unitId, { code: typed.code, version, name: typed.name, members }))
  if (!wrote) throw stale()
  await record(ask, {
    unit: unitId,
    subject: typed.code,
    act: 'reports.dimension',
    detail: { dimension: typed.code, version, members: members.length },
  })
}
