// Why one unit's own figure differs from that of its last window: records that are new or gone, and what was written beyond them.
import type { Ask } from '../../../access/ask.ts'
import { missing } from '../../../ground/faults.ts'
import { capital, formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import { choice, form, optional, text, uuid } from '../../../web/input.ts'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { Filter } from '../../../web/parts/filter.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Defs, Section } from '../../../web/parts/section.tsx'
import { Table } from '../../../web/parts/table.tsx'
import type { Counted } from '../../../web/room.ts'
import { type Page, type Route, route } from '../../../web/route.ts'
import { records, type Wiring } from '../counting.ts'
import type { Figure, Indicator } from '../figures.ts'
import { findReport, type Report, standingEdition, viewSheet } from '../filling.ts'
import { daysOf } from '../naming.ts'
import { FigureText, reportHref } from '../pages/words.tsx'
import { isHandedIn, type OpenedWindow } from '../rules.ts'
import { plainLabel, readSheet } from '../sheet.ts'
import { formOn } from '../store-asked.ts'
import { figuresOf, owedInWindows, sourcesOf } from '../store-editions.ts'
import { differOfUnit } from './unit-differing.ts'
import { AGAINST, type Against, windowAgainst } from './why-page.tsx'
import { conclusion } from './why-words.ts'
import { byText, signed } from './words.ts'

export const whyUnitHref = (code: string, unitId: string, indicator: string, against: Against): string =>
  `/bao-cao/${code}/${unitId}/vi-sao/${indicator}?so-voi=${against}`

interface Said {
  readonly figure: Figure | undefined
  readonly sources: readonly Counted[]
  readonly where: string
  readonly href: string
  readonly label: string
}

/** What stands in the sheet: as handed in, else as it is typed and counted now. */
async function saidNow(ask: Ask, wiring: Wiring, report: Report, indicator: Indicator): Promise<Said> {
  const { owed, at } = report
  const edition = owed.editions.at(-1)
  const common = { href: reportHref(owed.window.code, owed.unitId), label: owed.window.label }
  if (edition && isHandedIn(at))
    return { ...common, ...(await saidIn(ask, edition.id, indicator.code)), where: `bản ${edition.number} đã nộp` }
  const view = await viewSheet(ask, wiring, report)
  const figure = readSheet(view.asked, view.cells).figures.get(indicator.code)
  return { ...common, figure, sources: await records(ask, wiring, [indicator], report.of), where: 'biểu đang soạn' }
}

const saidIn = async (ask: Ask, edition: string, code: string) => ({
  figure: (await figuresOf(ask, [edition])).get(edition)?.get(code),
  sources: await sourcesOf(ask, [edition], code),
})

/** What the same land said then; or why nothing is set beside it. */
async function saidThen(
  ask: Ask,
  { owed }: Report,
  window: OpenedWindow | undefined,
  indicator: Indicator,
): Promise<readonly Said[] | string> {
  if (!window) return 'Chưa có kỳ để so.'
  const past = (await formOn(ask, window.regimeId, window.until)).indicators.find(one => one.code === indicator.code)
  if (!past) return `Chỉ tiêu này không có trong biểu ${window.label}.`
  if (past.id !== indicator.id)
    return `Cách tính đổi${indicator.from ? ` từ ${formatDay(indicator.from)}` : ''}. Hai số không cùng nghĩa nên không trừ cho nhau.`
  const comparison = ask.tree.on(owed.window.until).comparable(owed.unitId, window.until)
  if (!comparison.same) return `${comparison.say}.`
  const all = await owedInWindows(ask, comparison.units, [window.id])
  const said: Said[] = []
  for (const unit of comparison.units) {
    const one = all.find(each => each.unitId === unit)
    const edition = one && standingEdition(one)
    if (!edition) return `${capital(ask.tree.label(unit, window.until))} chưa nộp ${window.label}.`
    const name = unit === owed.unitId ? '' : ` của ${ask.tree.nameOn(unit, window.until) ?? ''}`
    const href = `/bao-cao/${window.code}/xem/${edition.id}`
    said.push({ ...(await saidIn(ask, edition.id, indicator.code)), where: `bản ${edition.number}${name}`, href, label: window.label })
  }
  return said
}

interface Asked {
  readonly window: string
  readonly unit: string
  readonly indicator: string
  readonly 'so-voi'?: 'ky-truoc' | 'cung-ky' | undefined
}

async function whyUnit(ask: Ask, wiring: Wiring, asked: Asked): Promise<Page> {
  const report = await findReport(ask, asked.window, asked.unit)
  const indicator = report.form.indicators.find(one => one.code === asked.indicator)
  if (!indicator) throw missing('chỉ tiêu này trong biểu')
  const { window, unitId } = report.owed
  const against = asked['so-voi'] ?? 'ky-truoc'
  const other = await windowAgainst(ask, window, against)
  const now = await saidNow(ask, wiring, report, indicator)
  const then = await saidThen(ask, report, other, indicator)
  const told = (all: readonly Said[]) => {
    const values = all.flatMap(one => (one.figure?.value == null ? [] : [one.figure.value]))
    return values.length === 0 || (indicator.kind === 'ratio' && all.length > 1)
      ? undefined
      : {
          value: values.reduce((sum, one) => sum + one, 0),
          records: new Set(all.flatMap(one => (one.figure?.counted == null ? [] : one.sources.map(each => each.record_id)))),
        }
  }
  const [a, b] = [typeof then === 'string' ? undefined : told(then), told([now])]
  const difference = a && b ? differOfUnit(a, b) : undefined
  const label = capital(plainLabel(indicator))
  const concluded = conclusion(difference?.by, indicator, other?.label ?? 'kỳ trước')
  const listed = (ids: readonly string[], all: readonly Counted[]) => {
    const by = new Map(all.map(one => [one.record_id, one]))
    return ids.flatMap(id => by.get(id) ?? [])
  }
  const fresh = listed(difference?.fresh ?? [], now.sources)
  const gone = listed(difference?.gone ?? [], typeof then === 'string' ? [] : then.flatMap(one => one.sources))
  return {
    title: `${concluded}: ${label}`,
    page: (
      <>
        <Crumb
          steps={[
            { label: 'Báo cáo', href: '/bao-cao' },
            {
              label: `${capital(window.label)}, ${ask.tree.label(unitId, window.until)}`,
              href: `${reportHref(window.code, unitId)}?chi-tieu=${indicator.code}#ct-${indicator.code}`,
            },
            { label: 'Vì sao khác' },
          ]}
        />
        <PageHead
          title={concluded}
          sub={`${label} (${indicator.measure}), ${ask.tree.label(unitId, window.until)}. Số liệu ${daysOf(window)}.`}
        />
        <Filter
          label="So với"
          entries={AGAINST.filter(one => one !== 'ban-truoc').map(one => ({
            label: one === 'ky-truoc' ? 'Kỳ trước' : 'Cùng kỳ năm trước',
            href: whyUnitHref(window.code, unitId, indicator.code, one),
            current: one === against,
          }))}
        />
        {typeof then === 'string' ? (
          <Empty>{then}</Empty>
        ) : (
          <Defs
            entries={[...then, now].map(one => ({
              term: capital(one.label),
              says: (
                <>
                  <strong>
                    <FigureText figure={one.figure} indicator={indicator} />
                  </strong>
                  {one.figure?.denominator != null &&
                    ` (${formatNumber(one.figure.numerator ?? 0)} trên ${formatNumber(one.figure.denominator)})`}
                  , <a href={one.href}>{one.where}</a>
                  {one.figure?.reason && <span class="soft">{`. Đơn vị ghi: “${one.figure.reason}”`}</span>}
                </>
              ),
            }))}
          />
        )}
        {difference && indicator.counter !== null && (
          <Section title="Từng phần của chênh lệch" id="h-phan">
            <Table
              caption="Hồ sơ mới, hồ sơ không còn, phần ghi ngoài số đếm"
              hideCaption
              narrow="pair"
              columns={[{ label: 'Nguyên nhân' }, { label: 'Chênh lệch', numeric: true, width: 10 }]}
              rows={[
                { cells: ['Hồ sơ lần này mới tính', <strong class="num">{signed(difference.fresh.length)}</strong>] },
                { cells: ['Hồ sơ lần trước tính, lần này không', <strong class="num">{signed(-difference.gone.length)}</strong>] },
                {
                  cells: [
                    `Ghi ngoài số đếm: lần trước ${formatNumber(difference.beyond.was)}, lần này ${formatNumber(difference.beyond.is)}`,
                    <strong class="num">{signed(difference.beyond.is - difference.beyond.was)}</strong>,
                  ],
                },
                { sum: true, cells: ['Cộng: đúng bằng chênh lệch', byText(difference.by, indicator)] },
              ]}
            />
          </Section>
        )}
        <RecordList ask={ask} id="h-moi" title="Mới tính" all={fresh} window={window} />
        <RecordList ask={ask} id="h-thoi" title="Không còn tính" all={gone} window={window} />
        {difference && indicator.counter === null && difference.by !== 0 && (
          <p class="after">Ô này do đơn vị ghi, không đếm từ hồ sơ: chênh lệch là giữa hai số đã ghi.</p>
        )}
      </>
    ),
  }
}

const FEW = 12

interface RecordListProps {
  readonly ask: Ask
  readonly id: string
  readonly title: string
  readonly all: readonly Counted[]
  readonly window: OpenedWindow
}

function RecordList({ ask, id, title, all, window }: RecordListProps) {
  if (all.length === 0) return null
  const caption = `${title}: ${formatNumber(all.length)} hồ sơ${all.length > FEW ? `, dưới đây là ${FEW}` : ''}`
  return (
    <Section title={caption} id={id}>
      <Table
        caption={caption}
        hideCaption
        columns={[{ label: 'Hồ sơ' }, { label: 'Nơi' }, { label: 'Ngày tính', numeric: true, width: 9 }]}
        rows={all.slice(0, FEW).map(one => ({
          cells: [
            <a href={one.href}>{one.title}</a>,
            ask.tree.label(one.unit_id, window.until),
            <span class="num">{formatDay(one.on_day)}</span>,
          ],
        }))}
      />
    </Section>
  )
}

export const unitWhyRoutes = (wiring: Wiring): Route[] => [
  route({
    at: 'GET /bao-cao/:window/:unit/vi-sao/:indicator',
    may: 'reports.read',
    input: form({
      window: text('Kỳ báo cáo', 40),
      unit: uuid('Đơn vị'),
      indicator: text('Chỉ tiêu', 12),
      'so-voi': optional(choice('So với', ['ky-truoc', 'cung-ky'])),
    }),
    run: (ask, input) => whyUnit(ask, wiring, input),
  }),
]
