// The organisation of a day on one line, and finding a unit by a name it has or once had.
import type { Ask } from '../../../access/ask.ts'
import { askForOthers } from '../../../access/ask.ts'
import type { Day } from '../../../ground/day.ts'
import { capital, formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import { fullName } from '../../../org/history.ts'
import { searchUnits } from '../../../org/search.ts'
import type { Level, Line, OrgTree, Unit } from '../../../org/tree.ts'
import { Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Filter } from '../../../web/parts/filter.tsx'
import { Form } from '../../../web/parts/form.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section, Sheet } from '../../../web/parts/section.tsx'
import { Table } from '../../../web/parts/table.tsx'
import type { Page } from '../../../web/route.ts'
import { becameOf } from '../life.ts'
import { daysOf, hrefOf, LINES, lineName, title } from '../words.ts'
import { type CameBack, DayForm } from './day-form.tsx'

const FOUND = 30
/** More units than this on a level are opened on the page of the unit above them, so that the nation stays one screen. */
const OPENED = 200

const BELOW: Partial<Record<Level, string>> = { province: 'tỉnh, thành phố', hamlet: 'thôn, tổ dân phố' }

/** A line of a day looked through once: its top, how many stand on each level, and how many of those in the tree. */
function lineOf(tree: OrgTree, line: Line) {
  const tops: Unit[] = []
  const levels = new Map<Level, number>()
  const placed = new Map<Level, number>()
  for (const unit of tree.units(line)) {
    levels.set(unit.level, (levels.get(unit.level) ?? 0) + 1)
    if (unit.parentId === null) tops.push(unit)
    else placed.set(unit.level, (placed.get(unit.level) ?? 0) + 1)
  }
  return { tops, levels, placed }
}

interface RowsProps {
  tree: OrgTree
  unit: Unit
  depth: number
  today: Day
  levels: ReadonlyMap<Level, number>
}

function TreeRows({ tree, unit, depth, today, levels }: RowsProps) {
  const below = tree.children(unit.id, unit.line)
  const level = below[0]?.level
  const opened = depth < 2 && level !== undefined && level !== 'hamlet' && (levels.get(level) ?? 0) <= OPENED
  const count = level === undefined ? '' : ` ${formatNumber(below.length)} ${BELOW[level] ?? 'đơn vị trực thuộc'}`
  return (
    <li>
      <a href={hrefOf(unit.id, tree.day, today)}>{title(tree, unit.id, tree.day)}</a>
      <span class="soft small">{count}</span>
      {opened ? (
        <ul class="tree">
          {below.map(one => (
            <TreeRows tree={tree} unit={one} depth={depth + 1} today={today} levels={levels} />
          ))}
        </ul>
      ) : null}
    </li>
  )
}

interface Hit {
  readonly id: string
  readonly name: string
  readonly above: readonly string[]
  readonly from: Day | null
  readonly until: Day | null
}

/** Units by name; a code, which names different units on different days, finds each with the days it bore it. */
async function found(ask: Ask<'units.read'>, typed: string): Promise<readonly Hit[]> {
  if (!/^\d{2,8}$/u.test(typed)) return searchUnits(ask.tx, typed, FOUND + 1)
  const { history } = ask.tree
  const hits = [...history.ids()].flatMap(id => history.versions(id).filter(one => one.code === typed))
  return hits.reverse().map(one => {
    const above = one.parentId === null ? undefined : history.lastOn(one.parentId, one.until ?? ask.today)
    return { id: one.unitId, name: fullName(one), above: above ? [fullName(above)] : [], from: one.from, until: one.until }
  })
}

function Hits({ ask, typed, hits }: { ask: Ask<'units.read'>; typed: string; hits: readonly Hit[] }) {
  // That a province is in the country need not be said of each.
  const centre = ask.tree.units('area', 'centre')[0]?.fullName
  return (
    <Section
      title={`Tìm “${typed}”: ${hits.length > FOUND ? `hơn ${FOUND}` : hits.length} đơn vị`}
      id="ket-qua"
      foot={
        <>
          {hits.length > FOUND ? `Đang xem ${FOUND} đơn vị gần nhất với tên đã gõ. Gõ thêm chữ để tìm đúng hơn. ` : ''}
          <a href="/don-vi">Xem toàn bộ tổ chức</a>
        </>
      }
    >
      {hits.length === 0 ? (
        <Empty>Không có đơn vị nào mang tên như vậy, kể cả tên cũ. Thử một phần của tên, hoặc mã.</Empty>
      ) : (
        <Table
          caption="Kết quả tìm"
          hideCaption
          columns={[{ label: 'Tên' }, { label: 'Thuộc' }, { label: 'Mang tên này' }, { label: 'Nay' }]}
          rows={hits.slice(0, FOUND).map(one => ({
            cells: [
              <a href={one.until === null ? `/don-vi/${one.id}` : `/don-vi/${one.id}?ngay=${one.until}`}>{capital(one.name)}</a>,
              one.above.filter(name => name !== centre).join(', '),
              daysOf(one.from, one.until),
              <Became ask={ask} id={one.id} />,
            ],
          }))}
        />
      )}
    </Section>
  )
}

/** What became of a unit that was found, with links to what stands today. */
function Became({ ask, id }: { ask: Ask<'units.read'>; id: string }) {
  const became = becameOf(ask.tree, id)
  if (became.say === undefined) return <>{capital(ask.tree.nameOn(id, ask.today) ?? '')}</>
  return (
    <>
      {became.say}{' '}
      {became.units.map((unit, i) => (
        <>
          {i === 0 ? '' : ', '}
          <a href={`/don-vi/${unit}`}>{ask.tree.nameOn(unit, ask.today)}</a>
        </>
      ))}
      {became.note ? `; ${became.note}` : ''}
    </>
  )
}

const counted = (n: number, what: string): string => (n > 0 ? `${formatNumber(n)} ${what}` : '')

/** The organisation of a day: how many of what, the tree of one line, and what a search found. */
export async function overview(
  ask: Ask<'units.read'>,
  input: { ngay?: Day | undefined; he?: Line | undefined; tim?: string | undefined },
  back?: CameBack,
): Promise<Page> {
  const day = input.ngay ?? ask.today
  const line = input.he ?? 'area'
  const tree = ask.tree.on(day)
  const hits = input.tim === undefined ? [] : await found(ask, input.tim)
  const areas = lineOf(tree, 'area')
  const shown = line === 'area' ? areas : lineOf(tree, line)
  const provinces = areas.levels.get('province') ?? 0
  // A unit of the past that an officer added may belong anywhere: without a parent it is in no province.
  const says = [
    counted(provinces > 1 ? provinces : 0, 'tỉnh, thành phố'),
    counted(areas.placed.get('district') ?? 0, 'huyện'),
    `${formatNumber(areas.placed.get('commune') ?? 0)} đơn vị cấp xã`,
  ].filter(Boolean)
  const other = askForOthers(ask)
  const at = day === ask.today ? '' : `&ngay=${day}`
  return {
    title: back ? 'Lỗi: Đơn vị' : 'Đơn vị',
    page: (
      <>
        <PageHead
          title={`Ngày ${formatDay(day)}: ${says.join(', ')}`}
          sub="Hồ sơ cũ giữ nguyên đơn vị và ngày. Tìm theo tên cũ hay tên mới, không cần dấu, hoặc theo mã."
          actions={<DayForm at="/don-vi" day={day} line={line} back={back} />}
        />
        <ErrorSummary fault={back?.fault} />
        <div class="row above">
          {other('units.keep') ? <ButtonLink href="/don-vi/them">Thêm đơn vị</ButtonLink> : null}
          {other('units.reform') ? <ButtonLink href="/don-vi/sap-xep">Sắp xếp đơn vị</ButtonLink> : null}
          <a href="/don-vi/thay-doi">Các lần thay đổi tổ chức</a>
          {other('units.hand-over') || other('units.hand-over-read') ? <a href="/don-vi/ban-giao">Biên bản bàn giao</a> : null}
        </div>
        <Form action="/don-vi" method="get" class="find" label="Tìm đơn vị">
          <Field name="tim" label="Tìm đơn vị" value={input.tim ?? ''} width={24} />
          <Button>Tìm</Button>
        </Form>
        {input.tim === undefined ? (
          <Section title={lineName(line)} id="cay">
            <Filter
              label="Hệ thống tổ chức"
              entries={LINES.map(([one, label]) => ({ label, href: `/don-vi?he=${one}${at}`, current: one === line }))}
            />
            {shown.tops.length === 0 ? (
              <Empty>Ngày này chưa có đơn vị nào của hệ thống này.</Empty>
            ) : (
              <Sheet>
                <ul class="tree">
                  {shown.tops.map(one => (
                    <TreeRows tree={tree} unit={one} depth={0} today={ask.today} levels={shown.levels} />
                  ))}
                </ul>
              </Sheet>
            )}
          </Section>
        ) : (
          <Hits ask={ask} typed={input.tim} hits={hits} />
        )}
      </>
    ),
  }
}
