// One indicator of a window, unit by unit, by the structure that is asked for: as reported, today's, or that of any day.
import type { Ask } from '../../../access/ask.ts'
import { lookForDay } from '../../../ground/day.ts'
import { Fault, missing } from '../../../ground/faults.ts'
import { alphabetical, capital, formatDay, formatNumber, listed } from '../../../ground/vietnamese.ts'
import type { Sum, UnitFigure, Unplaced } from '../../../org/bases.ts'
import { DEPTH } from '../../../org/history.ts'
import { choice, form, optional, text, uuid } from '../../../web/input.ts'
import { Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Coverage } from '../../../web/parts/coverage.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Defs, Section } from '../../../web/parts/section.tsx'
import { type Row, Table, Void } from '../../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import { type ByStructure, byStructure, figureOf, type Known, placedBy, type Structure, windowsLastYear } from '../by-structure.ts'
import type { Indicator } from '../figures.ts'
import { knownOf } from '../known.ts'
import { daysOf } from '../naming.ts'
import type { OpenedWindow } from '../rules.ts'
import { plainLabel } from '../sheet.ts'
import { findWindow, formOn } from '../store-asked.ts'
import { windowsOfRegime } from '../store-bases.ts'
import { Released } from '../terms/parts.tsx'
import { releasedOf } from '../terms/released.ts'

const WAYS = ['bao-cao', 'hom-nay', 'ngay'] as const
type Way = (typeof WAYS)[number]

interface Asked {
  readonly window: string
  readonly 'chi-tieu'?: string | undefined
  readonly cach?: Way | undefined
  readonly ngay?: string | undefined
  readonly 'don-vi'?: string | undefined
}

export const byStructureHref = (code: string): string => `/bao-cao/${code}/theo-co-cau`
const hrefOf = ({ window, ...asked }: Asked): string =>
  `${byStructureHref(window)}?${new URLSearchParams(Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value]] : [])))}`

/** The structure in words; it stands in the heading and in every caption. */
function structureWords(structure: Structure, window: OpenedWindow): string {
  if (structure.as === 'reported') return `như đã báo cáo (cơ cấu ngày chốt ${formatDay(window.until)})`
  return structure.as === 'today' ? `theo cơ cấu hôm nay (${formatDay(structure.day)})` : `theo cơ cấu ngày ${formatDay(structure.day)}`
}

/** What is asked for; a day that cannot be read is told, and the figures stand as they were reported. */
function structureOf(ask: Ask, asked: Asked): { structure: Structure; fault?: Fault } {
  const way = asked.cach ?? 'bao-cao'
  if (way === 'bao-cao') return { structure: { as: 'reported' } }
  if (way === 'hom-nay') return { structure: { as: 'today', day: ask.today } }
  const day = lookForDay(asked.ngay ?? '')
  if (day) return { structure: { as: 'day', day } }
  const say = 'Ngày khác: ghi theo dạng ngày/tháng/năm, ví dụ 01/7/2025. Dưới đây là số như đã báo cáo.'
  return { structure: { as: 'reported' }, fault: new Fault('invalid', 'reports.structure-day', say, [{ field: 'ngay', say }]) }
}

async function byStructurePage(ask: Ask, asked: Asked): Promise<Page> {
  const { window } = await findWindow(ask, asked.window)
  const { indicators } = await formOn(ask, window.regimeId, window.until)
  const indicator = indicators.find(one => one.code === asked['chi-tieu']) ?? indicators[0]
  if (!indicator) throw missing('chỉ tiêu của kỳ này')
  const { structure, fault } = structureOf(ask, asked)
  const now = { ...(await knownOf(ask, window, indicator.code)), indicator }
  const then: Known[] = []
  for (const one of windowsLastYear(window, await windowsOfRegime(ask, window.regimeId), ask.tree))
    then.push(await knownOf(ask, one, indicator.code))
  const shown = byStructure(now, then, structure, ask.tree)
  const released = await releasedOf(
    ask,
    window.id,
    shown.missing.map(one => one.unitId),
  )
  const words = structureWords(structure, window)
  const total = figureOf(shown.now.total, indicator)
  const label = capital(plainLabel(indicator))
  const isAny = now.leaves.some(one => one.accepted)
  const title = `${label} ${window.label}: ${written(total, indicator)}, ${words}`
  return {
    title: fault ? `Lỗi: ${fault.message} ${title}` : title,
    ...(fault ? { status: 400 } : {}),
    page: (
      <>
        <Crumb
          steps={[
            { label: 'Báo cáo', href: '/bao-cao' },
            { label: capital(window.label), href: `/bao-cao/${window.code}/theo-doi` },
            { label: 'Theo cơ cấu' },
          ]}
        />
        <PageHead
          title={title}
          sub={`Số liệu ${daysOf(window)}, của các báo cáo đã được tiếp nhận. Số đã báo cáo không bị viết lại; chỉ cách cộng theo đơn vị thay đổi.`}
          actions={
            <ButtonLink href={`/bao-cao/so-sanh?${new URLSearchParams({ den: window.code, 'chi-tieu': indicator.code })}`}>
              So sánh qua các kỳ
            </ButtonLink>
          }
        />
        <ErrorSummary fault={fault} />
        <Asking ask={ask} asked={asked} indicators={indicators} indicator={indicator} fault={fault} />
        {isAny ? (
          <>
            <Bases ask={ask} now={now} structure={structure} />
            <Units asked={asked} shown={shown} window={window} indicator={indicator} words={words} />
            <Unallocated ask={ask} shown={shown} indicator={indicator} words={words} />
          </>
        ) : (
          <Empty>Chưa tiếp nhận báo cáo nào của kỳ này nên chưa có số để cộng.</Empty>
        )}
        <Section title="Đơn vị có trong số này" id="h-co-mat">
          <Coverage
            submitted={shown.accepted}
            all={now.leaves.length - released.size}
            verb="đã có số được tiếp nhận"
            missing={shown.missing
              .filter(one => !released.has(one.unitId))
              .map(one => ({
                name: capital(ask.tree.label(one.unitId, one.day)),
                tone: 'none' as const,
                status: 'chưa có số được tiếp nhận',
              }))}
          />
          <Released ask={ask} units={[...released]} window={window} />
        </Section>
      </>
    ),
  }
}

const written = (value: number | undefined, { kind, decimals }: Indicator): string =>
  value === undefined ? 'không có số' : `${formatNumber(value, decimals)}${kind === 'ratio' ? '%' : ''}`

const Value = ({ sum, indicator, strong }: { sum: Sum | undefined; indicator: Indicator; strong?: boolean }) => {
  const value = figureOf(sum, indicator)
  if (value === undefined || !sum) return <Void>không có số</Void>
  const text = written(value, indicator)
  return (
    <>
      {indicator.kind === 'ratio' && (
        <span class="small soft">{`${formatNumber(sum.numerator)} trên ${formatNumber(sum.denominator)} `}</span>
      )}
      {strong ? <strong class="num">{text}</strong> : <span class="num">{text}</span>}
    </>
  )
}

function Asking(of: { ask: Ask; asked: Asked; indicators: readonly Indicator[]; indicator: Indicator; fault: Fault | undefined }) {
  const { ask, asked, indicators, indicator, fault } = of
  return (
    <Form action={byStructureHref(asked.window)} method="get" label="Chọn chỉ tiêu và cơ cấu" class="sheet pad" errors={fault?.fields}>
      {asked['don-vi'] && <Hidden name="don-vi" value={asked['don-vi']} />}
      <Field
        kind="select"
        name="chi-tieu"
        label="Chỉ tiêu"
        value={indicator.code}
        options={indicators.map(one => ({ value: one.code, label: `${capital(plainLabel(one))} (${one.measure})` }))}
      />
      <Field
        kind="radio"
        name="cach"
        label="Cộng theo cơ cấu"
        value={asked.cach ?? 'bao-cao'}
        options={[
          { value: 'bao-cao', label: 'Như đã báo cáo: cơ cấu của ngày chốt số liệu' },
          { value: 'hom-nay', label: `Hôm nay, ${formatDay(ask.today)}` },
          { value: 'ngay', label: 'Một ngày khác' },
        ]}
      />
      <Field kind="day" name="ngay" label="Ngày khác" hint="Chỉ dùng khi chọn “Một ngày khác”." value={asked.ngay} optional />
      <Button kind="main">Xem</Button>
    </Form>
  )
}

/** The same total by each structure: what cannot be allocated is named, never left out. */
function Bases(of: { ask: Ask; now: Known & { indicator: Indicator }; structure: Structure }) {
  const { ask, now, structure: chosen } = of
  const structures: Structure[] = [{ as: 'reported' }, { as: 'today', day: ask.today }, ...(chosen.as === 'day' ? [chosen] : [])]
  return (
    <Section
      title="Cộng theo cơ cấu nào, tổng số vẫn bằng nhau"
      id="h-tong"
      foot="Phần chưa phân bổ nằm trong tổng số và được nêu riêng bên dưới."
    >
      <Defs
        entries={structures.map(structure => {
          const placed = placedBy(now, structure, ask.tree)
          const open = placed.unplaced.length
          return {
            term: capital(structureWords(structure, now.window)),
            says: (
              <>
                <Value sum={placed.total} indicator={now.indicator} strong />
                {open > 0 && `, trong đó số của ${formatNumber(open)} đơn vị chưa phân bổ được đến đơn vị dưới`}
              </>
            ),
          }
        })}
      />
    </Section>
  )
}

interface Showing {
  readonly ask: Ask
  readonly shown: ByStructure
  readonly indicator: Indicator
  readonly words: string
}

const LISTED = 60

function Units({ asked, shown, window, indicator, words }: Omit<Showing, 'ask'> & { asked: Asked; window: OpenedWindow }) {
  const { tree, now } = shown
  const named = asked['don-vi']
  const at = named !== undefined && now.units.has(named) ? named : shown.top
  const candidates =
    at === undefined
      ? [...now.units.keys()].filter(id => tree.parent(id) === undefined).flatMap(id => tree.unit(id) ?? [])
      : tree.children(at)
  const below = candidates.filter(one => one.level !== 'hamlet' && (now.units.has(one.id) || shown.missingUnder(one.id).length > 0))
  const rows = below.length > 0 ? below : at === undefined ? [] : [tree.unit(at)].flatMap(one => one ?? [])
  const measured = rows.map(unit => ({ unit, beside: shown.beside(unit.id) }))
  const incomparable = measured.filter(one => one.beside.notComparable !== null)
  const place = at === undefined ? 'toàn bộ' : tree.label(at)
  const above =
    at === undefined ? [] : tree.path(at).filter(one => DEPTH[one.level] >= DEPTH[tree.unit(shown.top ?? '')?.level ?? 'centre'])
  const then = shown.before ? `Cùng kỳ (${shown.before.label})` : 'Cùng kỳ'
  return (
    <>
      <Section title={`Từng đơn vị, ${words}`} id="h-tung-don-vi">
        {above.length > 1 && (
          <p class="above">
            {above.map((one, i) => (
              <>
                {i > 0 && ' › '}
                {one.id === at ? capital(one.fullName) : <a href={hrefOf({ ...asked, 'don-vi': one.id })}>{capital(one.fullName)}</a>}
              </>
            ))}
          </p>
        )}
        <Table
          caption={`${capital(plainLabel(indicator))} ${window.label} của ${place}, ${words}`}
          columns={[
            { label: 'Đơn vị' },
            { label: 'Kỳ này', numeric: true, width: 10 },
            { label: then, short: 'Cùng kỳ', numeric: true, width: 12 },
            { label: 'Tăng, giảm', numeric: true, width: 8 },
          ]}
          rows={[
            ...measured.map(({ unit, beside }): Row => {
              const value = figureOf(now.units.get(unit.id), indicator)
              return {
                id: `dv-${unit.id}`,
                cells: [
                  tree.children(unit.id).some(one => now.units.has(one.id)) && unit.id !== at ? (
                    <a href={hrefOf({ ...asked, 'don-vi': unit.id })}>{capital(unit.fullName)}</a>
                  ) : (
                    capital(unit.fullName)
                  ),
                  now.units.has(unit.id) ? <Value sum={now.units.get(unit.id)} indicator={indicator} /> : <Void>chưa có số</Void>,
                  beside.value === undefined ? <Void>không so sánh</Void> : <span class="num">{written(beside.value, indicator)}</span>,
                  <Moved now={value} then={beside.value} indicator={indicator} />,
                ],
              }
            }),
            ...openRows(now.units.get(at ?? '')?.unallocated, indicator),
            {
              sum: true,
              cells: [
                capital(place),
                <Value sum={at === undefined ? now.total : now.units.get(at)} indicator={indicator} strong />,
                ...(at === undefined ? ['', ''] : sumBeside(shown, at, indicator)),
              ],
            },
          ]}
        />
      </Section>
      {incomparable.length > 0 && (
        <Section title={`${formatNumber(incomparable.length)} đơn vị không so sánh được với cùng kỳ, ${words}`} id="h-khong-so">
          <ul class="sheet">
            {incomparable.slice(0, LISTED).map(({ unit, beside }) => (
              <li class="pad">
                <strong>{capital(unit.fullName)}</strong>: {beside.notComparable}.
              </li>
            ))}
            {incomparable.length > LISTED && <li class="pad soft">{`Và ${formatNumber(incomparable.length - LISTED)} đơn vị khác.`}</li>}
          </ul>
        </Section>
      )}
    </>
  )
}

const openRows = (sum: Sum | undefined, indicator: Indicator): Row[] =>
  sum === undefined
    ? []
    : [{ cells: [<a href="#h-chua-phan-bo">Chưa phân bổ</a>, <Value sum={sum} indicator={indicator} />, <Void>không so sánh</Void>, ''] }]

function sumBeside(shown: ByStructure, at: string, indicator: Indicator) {
  const beside = shown.beside(at)
  return [
    beside.value === undefined ? <Void>không so sánh</Void> : <strong class="num">{written(beside.value, indicator)}</strong>,
    <Moved now={figureOf(shown.now.units.get(at), indicator)} then={beside.value} indicator={indicator} />,
  ]
}

function Moved({ now, then, indicator }: { now: number | undefined; then: number | undefined; indicator: Indicator }) {
  if (now === undefined || then === undefined) return <Void>–</Void>
  const moved = now - then
  const digits = indicator.kind === 'ratio' ? Math.max(1, indicator.decimals) : indicator.decimals
  return <span class="num">{`${moved > 0 ? '+' : ''}${formatNumber(moved, digits)}${indicator.kind === 'ratio' ? ' điểm %' : ''}`}</span>
}

/** What no unit below can be given, and what was given by shares: each with where it lies and why. */
function Unallocated({ ask, shown, indicator, words }: Showing) {
  const { unplaced, shared } = shown.now
  const name = (one: UnitFigure): string => capital(ask.tree.label(one.unitId, one.day))
  const places = ({ among, at }: Unplaced): string => {
    const units = among.map(id => shown.tree.nameOn(id, shown.tree.day) ?? '').sort(alphabetical)
    const where = at === null ? 'không đơn vị nào đứng trên tất cả' : `để ở ${shown.tree.nameOn(at, shown.tree.day) ?? ''}`
    return units.length === 1 && at === among[0]
      ? `đơn vị kết thúc mà không có đơn vị nào kế thừa; ${where}`
      : `địa bàn nằm ở ${listed(units)}, chưa có tỷ lệ chia; ${where}`
  }
  return (
    <>
      {unplaced.length > 0 && (
        <Section title={`Chưa phân bổ, ${words}: số của ${formatNumber(unplaced.length)} đơn vị`} id="h-chua-phan-bo">
          <ul class="sheet">
            {unplaced.slice(0, LISTED).map(one => (
              <li class="pad">
                <strong>{name(one.figure)}</strong>: <Value sum={one.sum} indicator={indicator} />; {places(one)}.
              </li>
            ))}
            {unplaced.length > LISTED && <li class="pad soft">{`Và ${formatNumber(unplaced.length - LISTED)} đơn vị khác.`}</li>}
          </ul>
        </Section>
      )}
      {shared.length > 0 && (
        <Section
          title={`Phân bổ theo tỷ lệ của nghị quyết, ${words}: số của ${formatNumber(shared.length)} đơn vị`}
          id="h-ty-le"
          foot="Các phần được làm tròn sao cho cộng lại đúng bằng số đã báo cáo (phần dư lớn nhất được tính trước); tỷ lệ chia theo tử số và mẫu số."
        >
          <ul class="sheet">
            {shared.slice(0, LISTED).map(one => (
              <li class="pad">
                <strong>{name(one.figure)}</strong>: <Value sum={one.sum} indicator={indicator} />, chia cho{' '}
                {one.among.map(id => shown.tree.nameOn(id, shown.tree.day) ?? '').join(', ')}.
              </li>
            ))}
            {shared.length > LISTED && <li class="pad soft">{`Và ${formatNumber(shared.length - LISTED)} đơn vị khác.`}</li>}
          </ul>
        </Section>
      )}
    </>
  )
}

export const byStructureRoutes: readonly Route[] = [
  route({
    at: 'GET /bao-cao/:window/theo-co-cau',
    may: 'reports.read',
    input: form({
      window: text('Kỳ báo cáo', 40),
      'chi-tieu': optional(text('Chỉ tiêu', 20)),
      cach: optional(choice('Cơ cấu', WAYS)),
      ngay: optional(text('Ngày của cơ cấu', 20)),
      'don-vi': optional(uuid('Đơn vị')),
    }),
    run: (ask, input) => byStructurePage(ask, input as Asked),
  }),
]
