// Looking at the organisation on any day, on any line; a unit with its whole life.
import { randomUUID } from 'node:crypto'
import type { Ask, AskFor } from '../../access/ask.ts'
import { askForOthers } from '../../access/ask.ts'
import { addDays, type Day } from '../../ground/day.ts'
import type { Fault } from '../../ground/faults.ts'
import { missing } from '../../ground/faults.ts'
import { capital, formatDay } from '../../ground/vietnamese.ts'
import { searchUnits } from '../../org/search.ts'
import type { Line, OrgTree, Unit } from '../../org/tree.ts'
import { aDay, choice, form, optional, type Typed, text, uuid } from '../../web/input.ts'
import { Button, ButtonLink } from '../../web/parts/button.tsx'
import { Crumb } from '../../web/parts/crumb.tsx'
import { Empty } from '../../web/parts/empty.tsx'
import { ErrorSummary } from '../../web/parts/error-summary.tsx'
import { Field } from '../../web/parts/field.tsx'
import { Filter } from '../../web/parts/filter.tsx'
import { Form, Hidden } from '../../web/parts/form.tsx'
import { Note } from '../../web/parts/note.tsx'
import { PageHead } from '../../web/parts/page-head.tsx'
import { Section, Sheet, Two } from '../../web/parts/section.tsx'
import { Life } from '../../web/parts/steps.tsx'
import { Table } from '../../web/parts/table.tsx'
import type { Room } from '../../web/room.ts'
import { type Page, type Route, route } from '../../web/route.ts'
import { add } from './acts.ts'
import { dayOf, lifeOf, nameAt } from './life.ts'

const LINES: readonly (readonly [Line, string])[] = [
  ['area', 'Địa bàn hành chính'],
  ['party', 'Đảng'],
  ['front', 'Mặt trận Tổ quốc'],
  ['trade_union', 'Công đoàn'],
  ['farmers', 'Hội Nông dân'],
  ['youth', 'Đoàn Thanh niên'],
  ['women', 'Hội Phụ nữ'],
  ['veterans', 'Hội Cựu chiến binh'],
  ['force', 'Lực lượng vũ trang'],
]
const lineWords = LINES.map(([line]) => line)
const lineName = (line: Line): string => LINES.find(([one]) => one === line)?.[1] ?? line

const hrefOf = (id: string, day: Day, today: Day): string => (day === today ? `/don-vi/${id}` : `/don-vi/${id}?ngay=${day}`)
const title = (tree: OrgTree, id: string, day: Day): string => capital(nameAt(tree, id, day))

const FOUND = 30

/** The units at the top of a line on a day. */
const tops = (tree: OrgTree, line: Line): Unit[] => tree.units(line).filter(one => tree.parent(one.id) === undefined)

function DayForm({ at, day, line, back }: { at: string; day: Day; line?: Line; back?: CameBack | undefined }) {
  return (
    <Form action={at} method="get" class="row" label="Xem tổ chức vào một ngày" values={back?.typed} errors={back?.fault.fields}>
      {line ? <Hidden name="he" value={line} /> : null}
      <Field kind="day" name="ngay" label="Xem tổ chức vào ngày" value={day} />
      <Button>Xem</Button>
    </Form>
  )
}

/** The page that comes back when the day typed is none. */
interface CameBack {
  readonly typed: Typed
  readonly fault: Fault
}

/** The lowest areas are opened on their own pages, so that a province of 170 communes stays one screen. */
function TreeRows({ tree, unit, depth, today }: { tree: OrgTree; unit: Unit; depth: number; today: Day }) {
  const below = tree.children(unit.id, unit.line)
  const opened = depth < 2 && below.length > 0 && below[0]?.level !== 'hamlet'
  const count = below.length === 0 ? '' : ` ${below.length} ${below[0]?.level === 'hamlet' ? 'thôn, tổ dân phố' : 'đơn vị trực thuộc'}`
  return (
    <li>
      <a href={hrefOf(unit.id, tree.day, today)}>{title(tree, unit.id, tree.day)}</a>
      <span class="soft small">{count}</span>
      {opened ? (
        <ul class="tree">
          {below.map(one => (
            <TreeRows tree={tree} unit={one} depth={depth + 1} today={today} />
          ))}
        </ul>
      ) : null}
    </li>
  )
}

async function overview(
  ask: Ask<'units.read'>,
  input: { ngay?: Day | undefined; he?: Line | undefined; tim?: string | undefined },
  back?: CameBack,
): Promise<Page> {
  const day = input.ngay ?? ask.today
  const line = input.he ?? 'area'
  const tree = ask.tree.on(day)
  const found = input.tim === undefined ? [] : await searchUnits(ask.tx, input.tim, FOUND + 1)
  // A unit of the past that an officer added may belong anywhere: without a parent it is in no province.
  const counted = (level: 'commune' | 'district'): number => tree.units('area', level).filter(one => tree.parent(one.id)).length
  const [communes, districts] = [counted('commune'), counted('district')]
  const keeping = askForOthers(ask)('units.keep')
  const at = day === ask.today ? '' : `&ngay=${day}`
  return {
    title: back ? 'Lỗi: Đơn vị' : 'Đơn vị',
    page: (
      <>
        <PageHead
          title={`Ngày ${formatDay(day)}: ${districts > 0 ? `${districts} huyện, ` : ''}${communes} đơn vị cấp xã`}
          sub="Hồ sơ cũ giữ nguyên đơn vị và ngày. Tìm theo tên cũ hay tên mới, không cần dấu."
          actions={
            <>
              {keeping ? <ButtonLink href="/don-vi/them">Thêm đơn vị</ButtonLink> : null}
              <DayForm at="/don-vi" day={day} line={line} back={back} />
            </>
          }
        />
        <ErrorSummary fault={back?.fault} />
        <Form action="/don-vi" method="get" class="find" label="Tìm đơn vị">
          <Field name="tim" label="Tìm đơn vị" value={input.tim ?? ''} width={24} />
          <Button>Tìm</Button>
        </Form>
        {input.tim === undefined ? null : (
          <Section
            title={`Tìm “${input.tim}”: ${found.length > FOUND ? `hơn ${FOUND}` : found.length} đơn vị`}
            id="ket-qua"
            foot={found.length > FOUND ? `Đang xem ${FOUND} đơn vị gần nhất với tên đã gõ. Gõ thêm chữ để tìm đúng hơn.` : undefined}
          >
            {found.length === 0 ? (
              <Empty act={{ label: 'Xem toàn bộ tổ chức.', href: '/don-vi' }}>
                Không có đơn vị nào mang tên như vậy, kể cả tên cũ. Thử một phần của tên.
              </Empty>
            ) : (
              <Table
                caption="Kết quả tìm"
                hideCaption
                columns={[{ label: 'Tên' }, { label: 'Thuộc' }, { label: 'Mang tên này' }, { label: 'Nay' }]}
                rows={found.slice(0, FOUND).map(one => ({
                  cells: [
                    <a href={`/don-vi/${one.id}`}>{one.name}</a>,
                    one.above.join(', '),
                    `${one.from === null ? '' : `từ ${formatDay(one.from)}`} ${one.until === null ? '' : `đến hết ${formatDay(one.until)}`}`.trim(),
                    ask.tree.label(one.id),
                  ],
                }))}
              />
            )}
          </Section>
        )}
        <Section title={lineName(line)} id="cay">
          <Filter
            label="Hệ thống tổ chức"
            entries={LINES.map(([one, label]) => ({ label, href: `/don-vi?he=${one}${at}`, current: one === line }))}
          />
          {tops(tree, line).length === 0 ? (
            <Empty>Ngày này chưa có đơn vị nào của hệ thống này.</Empty>
          ) : (
            <Sheet>
              <ul class="tree">
                {tops(tree, line).map(one => (
                  <TreeRows tree={tree} unit={one} depth={0} today={ask.today} />
                ))}
              </ul>
            </Sheet>
          )}
        </Section>
      </>
    ),
  }
}

const parentsOf = (tree: OrgTree, id: string) => (tree.life(id)?.versions ?? []).filter(one => one.parentId !== null).reverse()

function Comparing({ tree, id, before }: { tree: OrgTree; id: string; before: Day }) {
  const verdict = tree.comparable(id, addDays(before, -1))
  return (
    <Note>
      <p>
        <strong>Từ {formatDay(before)}:</strong> so trực tiếp.
      </p>
      <p>
        <strong>Trước {formatDay(before)}:</strong>{' '}
        {verdict.same
          ? verdict.units.length === 1 && verdict.units[0] === id
            ? 'so trực tiếp, địa bàn không đổi.'
            : `so với tổng của ${verdict.units.map(one => nameAt(tree, one, addDays(before, -1))).join(', ')}.`
          : verdict.say}
      </p>
    </Note>
  )
}

async function unitPage(
  ask: Ask<'units.read'>,
  rooms: readonly Room[],
  id: string,
  asked: Day | undefined,
  back?: CameBack,
): Promise<Page> {
  const life = ask.tree.life(id)
  if (!life) throw missing('đơn vị này')
  const day = asked ?? ask.today
  const tree = ask.tree.on(day)
  const standing = tree.unit(id)
  const parents = parentsOf(ask.tree, id)
  const name = title(ask.tree, id, day)
  const entries = lifeOf(ask.tree, id)
  const lastBig = entries.find(one => one.big && one.day !== null)?.day
  const keeper = ask.tree.keeper(id)
  const children = standing ? tree.children(id, standing.line) : []
  const bodies = standing?.line === 'area' ? LINES.slice(1).flatMap(([line]) => tree.units(line).filter(one => one.areaId === id)) : []
  const about = await sections(askForOthers(ask), rooms, id)
  const ended = ask.tree.unit(id) === undefined
  return {
    title: back ? `Lỗi: ${name}` : name,
    page: (
      <>
        <Crumb
          steps={[
            { label: 'Đơn vị', href: '/don-vi' },
            ...tree
              .path(id)
              .slice(0, -1)
              .map(one => ({ label: title(tree, one.id, day), href: hrefOf(one.id, day, ask.today) })),
            { label: name },
          ]}
        />
        <PageHead
          title={name}
          sub={
            <>
              {ended ? `${capital(ask.tree.label(id))}. ` : ''}
              {standing ? '' : `Không hoạt động vào ngày ${formatDay(day)}. `}
              {life.addedByOfficer ? <strong>Do cán bộ bổ sung. </strong> : null}
              {ended && keeper ? (
                <>
                  Hồ sơ do <a href={`/don-vi/${keeper}`}>{nameAt(ask.tree, keeper, ask.today)}</a> giữ.
                </>
              ) : null}
            </>
          }
          actions={<DayForm at={`/don-vi/${id}`} day={day} back={back} />}
        />
        <ErrorSummary fault={back?.fault} />
        <Two
          main={
            <>
              {about.map((one, i) => (
                <Section title={one.heading} id={`phan-${i + 1}`} first={i === 0}>
                  {one.body}
                </Section>
              ))}
              <Section title="Các mốc, mới nhất ở trên" id="moc" first={about.length === 0}>
                <Life
                  events={entries.map(one => ({
                    day: dayOf(one),
                    big: one.big,
                    what: one.what,
                    added: one.added,
                    ...(one.title === undefined ? {} : { title: one.title }),
                    ...(one.source === '' ? {} : { source: one.source }),
                  }))}
                />
              </Section>
            </>
          }
          aside={
            <>
              <Section title="Thuộc cấp nào, khi nào" id="cap-tren" first>
                {parents.length === 0 ? (
                  <Empty>Chưa rõ đơn vị cấp trên.</Empty>
                ) : (
                  <Table
                    caption="Cấp trên qua thời gian"
                    hideCaption
                    columns={[{ label: 'Cấp trên' }, { label: 'Từ' }, { label: 'Đến hết' }]}
                    rows={parents.map(one => ({
                      cells: [
                        <a href={`/don-vi/${one.parentId}`}>{nameAt(ask.tree, one.parentId ?? '', one.from ?? one.until ?? ask.today)}</a>,
                        one.from === null ? 'chưa rõ' : formatDay(one.from),
                        one.until === null ? 'nay' : formatDay(one.until),
                      ],
                    }))}
                  />
                )}
              </Section>
              {standing && lastBig && !ended && standing.line === 'area' ? (
                <Section title="So sánh được đến đâu" id="so-sanh">
                  <Comparing tree={ask.tree} id={id} before={lastBig} />
                </Section>
              ) : null}
              {children.length > 0 ? (
                <Section title={`${children.length} đơn vị trực thuộc ngày ${formatDay(day)}`} id="truc-thuoc">
                  <Sheet>
                    <ul>
                      {children.map(one => (
                        <li>
                          <a href={hrefOf(one.id, day, ask.today)}>{title(tree, one.id, day)}</a>
                        </li>
                      ))}
                    </ul>
                  </Sheet>
                </Section>
              ) : null}
              {bodies.length > 0 ? (
                <Section title="Tổ chức trên địa bàn" id="to-chuc">
                  <Sheet>
                    <ul>
                      {bodies.map(one => (
                        <li>
                          <a href={hrefOf(one.id, day, ask.today)}>{one.name}</a>
                        </li>
                      ))}
                    </ul>
                  </Sheet>
                </Section>
              ) : null}
            </>
          }
        />
      </>
    ),
  }
}

async function sections(asking: AskFor, rooms: readonly Room[], id: string) {
  const found = []
  for (const room of rooms) if (room.aboutUnit) found.push(...(await room.aboutUnit(asking, id)))
  return found
}

const LEVELS = ['province', 'commune', 'hamlet'] as const
const LEVEL_WORDS = { province: 'tỉnh, thành phố', commune: 'xã, phường, đặc khu', hamlet: 'thôn, tổ dân phố' } as const
const KINDS = ['tỉnh', 'thành phố', 'xã', 'phường', 'đặc khu', 'thôn', 'bản', 'ấp', 'tổ dân phố', 'khu phố'] as const

function addPage(ask: Ask<'units.keep'>, typed?: Typed, fault?: Fault): Page {
  const parents = [...ask.grant.units].flatMap(id => {
    const unit = ask.tree.unit(id)
    return unit && unit.line === 'area' && unit.level !== 'hamlet' ? [{ value: id, label: capital(ask.tree.label(id)) }] : []
  })
  return {
    title: fault ? 'Lỗi: Thêm đơn vị' : 'Thêm đơn vị',
    page: (
      <>
        <Crumb steps={[{ label: 'Đơn vị', href: '/don-vi' }, { label: 'Thêm đơn vị' }]} />
        <PageHead title="Thêm một đơn vị hành chính hoặc thôn" sub="Đơn vị chỉ được thêm, không xóa: hồ sơ gắn với đơn vị còn mãi." />
        <ErrorSummary fault={fault} />
        <Form action="/don-vi/them" class="narrow" values={typed} errors={fault?.fields}>
          <Hidden name="id" value={String(typed?.['id'] ?? randomUUID())} />
          <Field kind="select" name="parent" label="Đơn vị cấp trên" options={parents} prompt="Chọn đơn vị" />
          <Field kind="radio" name="level" label="Cấp" options={LEVELS.map(value => ({ value, label: LEVEL_WORDS[value] }))} />
          <Field kind="select" name="kind" label="Loại" options={KINDS.map(value => ({ value, label: value }))} prompt="Chọn loại" />
          <Field name="name" label="Tên, không kèm loại" hint="Ví dụ: Khe Trầm." width={24} />
          <Field name="code" label="Mã" hint="Mã của cơ quan thống kê, nếu có." optional width={8} />
          <Field kind="day" name="from" label="Từ ngày" value={ask.today} />
          <Button kind="main">Thêm đơn vị</Button>
        </Form>
      </>
    ),
  }
}

export const unitRoutes = (rooms: readonly Room[]): readonly Route[] => [
  route({
    at: 'GET /don-vi',
    may: 'units.read',
    input: form({ ngay: optional(aDay('Ngày')), he: optional(choice('Hệ thống', lineWords)), tim: optional(text('Tìm', 100)) }),
    run: (ask, input) => overview(ask, input),
    again: (ask, typed, fault) => overview(ask, {}, { typed, fault }),
  }),
  route({ at: 'GET /don-vi/them', may: 'units.keep', run: async ask => addPage(ask) }),
  route({
    at: 'POST /don-vi/them',
    may: 'units.keep',
    input: form({
      id: uuid('Mã'),
      parent: uuid('Đơn vị cấp trên'),
      level: choice('Cấp', LEVELS),
      kind: choice('Loại', KINDS),
      name: text('Tên', 120),
      code: optional(text('Mã', 20)),
      from: aDay('Từ ngày'),
    }),
    async run(ask, input) {
      await add(ask, input)
      return { seeOther: `/don-vi/${input.id}` }
    },
    again: async (ask, typed, fault) => addPage(ask, typed, fault),
  }),
  route({
    at: 'GET /don-vi/:id',
    may: 'units.read',
    input: form({ id: uuid('Đơn vị'), ngay: optional(aDay('Ngày')) }),
    run: (ask, input) => unitPage(ask, rooms, input.id, input.ngay),
    again: (ask, typed, fault) => unitPage(ask, rooms, String(typed['id']), undefined, { typed, fault }),
  }),
]
