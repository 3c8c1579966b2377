import type { Ask } from '../../../access/ask.ts'
import { alphabetical, capital, formatNumber } from '../../../ground/vietnamese.ts'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { type Row, Table, Void } from '../../../web/parts/table.tsx'
import { type Page, route } from '../../../web/route.ts'
import * as lists from '../store-lists.ts'
import { link } from './wording.ts'

interface Line {
  readonly id: string
  readonly label: string
  readonly byField: ReadonlyMap<string, number>
}

/** The areas that the person looks down from; their bodies only when no post of theirs is at an area. */
function topsOf(ask: Ask<'kheo.read'>): ReadonlySet<string> {
  const areas = [...ask.grant.seats].filter(seat => ask.tree.unit(seat)?.line === 'area')
  return areas.length > 0 ? new Set(areas) : ask.grant.seats
}

/** The line on which a model of this unit is counted: the unit right under the top that keeps its papers, or the top itself. */
function lineOf(ask: Ask, tops: ReadonlySet<string>, unitId: string): string {
  const keeper = ask.tree.keeper(unitId) ?? unitId
  const paths = [ask.tree.path(keeper), ask.tree.path(ask.tree.areaOf(keeper) ?? keeper)]
  for (const path of paths) {
    const at = path.findLastIndex(unit => tops.has(unit.id))
    if (at >= 0) return path[at + 1]?.id ?? path[at]?.id ?? keeper
  }
  return keeper
}

async function matrixPage(ask: Ask<'kheo.read'>): Promise<Page> {
  const fields = await lists.fields(ask.tx)
  const counted = await lists.coverage(ask)
  const tops = topsOf(ask)
  const lines = linesOf(ask, tops, counted)
  const bare = lines.flatMap(line => fields.filter(field => !line.byField.get(field.code)))
  const total = counted.reduce((sum, row) => sum + row.n, 0)
  return {
    title: 'Lĩnh vực theo đơn vị',
    page: (
      <>
        <Crumb steps={[{ label: 'Dân vận khéo', href: '/kheo' }, { label: 'Lĩnh vực theo đơn vị' }]} />
        <PageHead
          title={
            bare.length === 0
              ? 'Đơn vị nào cũng có mô hình ở mọi lĩnh vực'
              : `Còn ${formatNumber(bare.length)} chỗ trống, nơi một đơn vị chưa có mô hình của một lĩnh vực`
          }
          sub={`${formatNumber(total)} mô hình đang duy trì. Số gạch chân mở đúng những mô hình được đếm. Mô hình của đơn vị trước đây tính cho đơn vị đang giữ hồ sơ.`}
        />
        {lines.length === 0 ? (
          <Empty act={{ label: 'Xem danh sách.', href: '/kheo' }}>Chưa có mô hình nào đang duy trì trong phạm vi ông/bà phụ trách.</Empty>
        ) : (
          <Table
            caption="Mô hình đang duy trì theo đơn vị và lĩnh vực"
            columns={[
              { label: 'Đơn vị' },
              ...fields.map(field => ({ label: field.name, numeric: true })),
              { label: 'Cộng', numeric: true },
            ]}
            rows={[...lines.map(line => lineRow(line, tops.has(line.id), fields)), sumRow(lines, fields)]}
          />
        )}
      </>
    ),
  }
}

function linesOf(
  ask: Ask<'kheo.read'>,
  tops: ReadonlySet<string>,
  counted: readonly { unit_id: string; field_code: string; n: number }[],
): Line[] {
  const lines = new Map<string, Map<string, number>>()
  const open = (id: string) => {
    const line = lines.get(id) ?? new Map<string, number>()
    lines.set(id, line)
    return line
  }
  // Units without any model are lines too: an empty line is what this page is for.
  for (const top of tops) for (const child of ask.tree.children(top)) open(child.id)
  for (const { unit_id, field_code, n } of counted) {
    const line = open(lineOf(ask, tops, unit_id))
    line.set(field_code, (line.get(field_code) ?? 0) + n)
  }
  const place = (id: string) => (tops.has(id) ? 0 : 1)
  return [...lines]
    .map(([id, byField]) => ({ id, label: capital(ask.tree.label(id)), byField }))
    .sort((a, b) => place(a.id) - place(b.id) || alphabetical(a.label, b.label))
}

const sumOf = (line: Line): number => [...line.byField.values()].reduce((sum, n) => sum + n, 0)

/** The top's own line holds what is directly its own; a list of its unit would hold all below it, so only the lines under it open. */
function lineRow(line: Line, own: boolean, fields: readonly lists.Field[]): Row {
  const cellOf = (n: number, field?: string) => {
    if (n === 0) return <Void>chưa có</Void>
    if (own) return n
    return <a href={link('/kheo', { 'giai-doan': 'dang-duy-tri', 'linh-vuc': field, 'don-vi': line.id })}>{formatNumber(n)}</a>
  }
  return {
    cells: [
      own ? `${line.label} (đăng ký tại cấp này)` : line.label,
      ...fields.map(field => cellOf(line.byField.get(field.code) ?? 0, field.code)),
      cellOf(sumOf(line)),
    ],
  }
}

const sumRow = (lines: readonly Line[], fields: readonly lists.Field[]): Row => {
  const of = (code: string) => lines.reduce((sum, line) => sum + (line.byField.get(code) ?? 0), 0)
  return { cells: ['Cộng', ...fields.map(field => of(field.code)), lines.reduce((sum, line) => sum + sumOf(line), 0)], sum: true }
}

export const matrixRoutes = [route({ at: 'GET /kheo/ma-tran', may: 'kheo.read', run: ask => matrixPage(ask) })]
