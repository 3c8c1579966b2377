// "Why does it differ from last time?": two figures of the same indicator, and who brought which part of the difference.
import type { Ask } from '../../../access/ask.ts'
import { missing } from '../../../ground/faults.ts'
import { capital, formatNumber } from '../../../ground/vietnamese.ts'
import type { OrgTree } from '../../../org/tree.ts'
import { choice, form, optional, text, uuid } from '../../../web/input.ts'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { Filter } from '../../../web/parts/filter.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section } from '../../../web/parts/section.tsx'
import { Status } from '../../../web/parts/status.tsx'
import { type Row, Table, Void } from '../../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import { addUp } from '../adding-up.ts'
import { type Indicator, SILENT } from '../figures.ts'
import { daysOf } from '../naming.ts'
import { type OpenedWindow, windowBefore, windowLastYear } from '../rules.ts'
import { plainLabel } from '../sheet.ts'
import { findWindow, windowsOfSeries } from '../store-asked.ts'
import { owedTo } from '../store-editions.ts'
import { findPublication, publicationsOf } from '../store-totals.ts'
import { type Moved, shortened } from './differing.ts'
import { liveStood, opened, publishedStood, type Stood, stoodThen } from './sides.ts'
import { between, conclusion, type NameOf, otherDefinition, whyWords } from './why-words.ts'
import { byText, signed } from './words.ts'

export const AGAINST = ['ky-truoc', 'cung-ky', 'ban-truoc'] as const
export type Against = (typeof AGAINST)[number]
const AGAINST_WORDS: Readonly<Record<Against, string>> = {
  'ky-truoc': 'Kỳ trước',
  'cung-ky': 'Cùng kỳ năm trước',
  'ban-truoc': 'Bản trước của kỳ này',
}

export const whyTotalHref = (code: string, receiverId: string, indicator: string, against: Against): string =>
  `/bao-cao/${code}/vi-sao/${indicator}?noi-nhan=${receiverId}&so-voi=${against}`
export const whyPublishedHref = (publication: string, indicator: string, against: Against): string =>
  `/bao-cao/cong-bo/${publication}/vi-sao/${indicator}?so-voi=${against}`

/** The window that one stands against. */
export async function windowAgainst(ask: Ask, window: OpenedWindow, against: Against): Promise<OpenedWindow | undefined> {
  const series = await windowsOfSeries(ask, window.regimeId, window.openedFor)
  return against === 'ky-truoc' ? windowBefore(window, series) : windowLastYear(window, series)
}

export const figureSaid = ({ side, state }: Pick<Stood, 'side' | 'state'>, indicator: Indicator): string => {
  if (side.value === null) return SILENT[state === 'none' || state === 'not_applicable' ? state : 'missing']
  const value = `${formatNumber(side.value, indicator.decimals)}${indicator.kind === 'ratio' ? '%' : ''}`
  return side.denominator === null ? value : `${value} (${formatNumber(side.numerator ?? 0)} trên ${formatNumber(side.denominator)})`
}

export const nameIn =
  (tree: OrgTree, now: OpenedWindow, past: OpenedWindow): NameOf =>
  (id, which) =>
    tree.nameOn(id, which === 'now' ? now.until : past.until) ?? tree.label(id)

interface Explaining {
  readonly ask: Ask
  readonly unit: string
  readonly now: Stood
  /** What it stands against, or why nothing does. */
  readonly past: Stood | string
  /** How the other is called in a sentence: "tháng 10/2026". */
  readonly called: string
  readonly owing: readonly string[]
  readonly same: (unitId: string) => readonly string[] | undefined
  readonly crumb: readonly { label: string; href?: string }[]
  readonly tabs: readonly { against: Against; href: string }[]
  readonly against: Against
}

const MOST = 8

function explained({ ask, unit, now, past, called, owing, same, crumb, tabs, against }: Explaining): Page {
  const { indicator } = now
  if (!indicator) throw missing('chỉ tiêu này trong biểu')
  const label = capital(plainLabel(indicator))
  const both = typeof past === 'string' ? undefined : past
  const difference = both && between({ now, past: both, owing, same })
  const why = typeof past === 'string' ? past : otherDefinition({ now, past })
  const concluded = conclusion(difference?.by, indicator, called)
  return {
    title: `${concluded}: ${label}`,
    page: (
      <>
        <Crumb steps={[{ label: 'Báo cáo', href: '/bao-cao' }, ...crumb, { label: 'Vì sao khác' }]} />
        <PageHead title={concluded} sub={`${label} (${indicator.measure}), ${unit}. Số liệu ${daysOf(now.window)}.`} />
        <Filter
          label="So với"
          entries={tabs.map(one => ({ label: AGAINST_WORDS[one.against], href: one.href, current: one.against === against }))}
        />
        {both && (
          <p class="after">
            <Told stood={both} indicator={both.indicator ?? indicator} /> → <Told stood={now} indicator={indicator} />
          </p>
        )}
        {why !== undefined ? (
          <Empty>{capital(why)}</Empty>
        ) : !both || !difference || difference.by === null ? (
          <Empty>{`Một trong hai lần không có số nên không có gì để trừ cho nhau.`}</Empty>
        ) : difference.moved.every(one => one.by === 0) ? (
          <Empty>Không đơn vị nào thay đổi.</Empty>
        ) : (
          <Causes
            moved={difference.moved}
            by={difference.by}
            now={now}
            past={both}
            indicator={indicator}
            nameOf={nameIn(ask.tree, now.window, both.window)}
          />
        )}
      </>
    ),
  }
}

/** "Tháng 10/2026: 81, bản công bố số 1": the figure with where it stands. */
const Told = ({ stood, indicator }: { stood: Stood; indicator: Indicator }) => (
  <>
    {capital(stood.window.label)}: <strong class="num">{figureSaid(stood, indicator)}</strong>{' '}
    <span class="soft small">{stood.href ? <a href={stood.href}>{stood.where}</a> : stood.where}</span>
  </>
)

interface Caused {
  readonly moved: readonly Moved[]
  readonly by: number
  readonly now: Stood
  readonly past: Stood
  readonly indicator: Indicator
  readonly nameOf: NameOf
}

/** Bản 1 → bản 2, where both are editions of one window. */
export const editionsOf =
  (past: Stood, now: Stood) =>
  ({ now: units }: Moved): string | undefined => {
    if (past.window.id !== now.window.id) return undefined
    const number = (stood: Stood): number | undefined =>
      stood.numbers.get(stood.side.parts.find(part => units.includes(part.unitId ?? ''))?.editionId ?? '')
    const [a, b] = [number(past), number(now)]
    return a === undefined || b === undefined ? undefined : `bản ${a} → bản ${b}`
  }

export function Causes({ moved, by, now, past, indicator, nameOf }: Caused) {
  const numbers = editionsOf(past, now)
  return (
    <>
      <ul class="sheet pad effects">
        {whyWords({ by, moved }, indicator, nameOf, numbers).map(say => (
          <li>{say}</li>
        ))}
      </ul>
      <Section title="Từng phần của chênh lệch" id="h-phan">
        <Table
          caption="Phần của từng đơn vị trong chênh lệch, lớn nhất ở trên"
          hideCaption
          narrow="pair"
          columns={[
            { label: 'Đơn vị, nguyên nhân' },
            { label: 'Chênh lệch', numeric: true, width: 10 },
            { label: 'Lần trước', numeric: true, width: 9 },
            { label: 'Lần này', numeric: true, width: 9 },
          ]}
          rows={[
            ...shortened(moved, MOST).map((one): Row => ({ cells: cellsOf(one, indicator, nameOf, numbers(one)) })),
            {
              sum: true,
              cells: [
                'Cộng: đúng bằng chênh lệch',
                <span class="num">{byText(by, indicator)}</span>,
                shown(past.side.value, indicator),
                shown(now.side.value, indicator),
              ],
            },
          ]}
        />
        {indicator.kind === 'ratio' && (
          <p class="small soft after">
            Chênh lệch của một đơn vị ở tỷ lệ: phần tử số vượt hoặc hụt so với tỷ lệ chung, chia cho tổng mẫu số. Đơn vị có tỷ lệ đúng bằng
            tỷ lệ chung không làm thay đổi gì.
          </p>
        )}
      </Section>
    </>
  )
}

const shown = (value: number | null, indicator: Indicator) =>
  value === null ? (
    <Void>không có</Void>
  ) : (
    <span class="num">{`${formatNumber(value, indicator.kind === 'ratio' ? indicator.decimals : undefined)}${indicator.kind === 'ratio' ? '%' : ''}`}</span>
  )

function cellsOf(one: Moved, indicator: Indicator, nameOf: NameOf, numbers: string | undefined) {
  const by = <strong class="num">{byText(one.by, indicator)}</strong>
  if (one.what === 'rest' && one.many === 0) return ['Làm tròn', `${signed(one.by, 4)} điểm %`, <Void>phần lẻ</Void>, <Void>phần lẻ</Void>]
  if (one.what === 'rest') return [`${formatNumber(one.many)} đơn vị còn lại`, by, <Void>cộng gộp</Void>, <Void>cộng gộp</Void>]
  const names = (units: readonly string[], which: 'now' | 'past'): string => units.map(id => nameOf(id, which)).join(', ')
  const label =
    one.what === 'adjusted'
      ? 'Điều chỉnh của nơi tổng hợp'
      : one.what === 'twice'
        ? 'Phần trừ vì trùng'
        : one.what === 'not-comparable'
          ? 'Địa bàn thay đổi, không so từng đơn vị'
          : capital(names(one.now, 'now'))
  const [now, past] = [names(one.now, 'now'), names(one.past, 'past')]
  const land =
    one.what === 'not-comparable'
      ? [past && `lần trước ${past}`, now && `lần này ${now}`].filter(Boolean).join('; ')
      : past === now || one.what !== 'units'
        ? ''
        : `trước là ${past}`
  return [
    <>
      {label}
      {land !== '' && <span class="soft small">{` ${land}`}</span>}{' '}
      {one.missing && (
        <Status tone="none">{`${one.released ? 'được miễn' : 'thiếu'} ${one.missing === 'past' ? 'lần trước' : 'lần này'}`}</Status>
      )}
      {one.corrected && numbers && <Status tone="soon">{numbers}</Status>}
    </>,
    by,
    shown(one.was, indicator),
    shown(one.is, indicator),
  ]
}

/** The same unit on the land of then. */
const landThen =
  (tree: OrgTree, past: OpenedWindow) =>
  (unitId: string): readonly string[] | undefined => {
    const comparison = tree.comparable(unitId, past.until)
    return comparison.same ? comparison.units : undefined
  }

/** Against an earlier window: the receiver's own land of then, opened to the level at which the units of now stand. */
async function againstWindow(
  ask: Ask,
  now: Stood,
  receiverId: string,
  against: Against,
  code: string,
): Promise<{ now: Stood; past: Stood | string; called: string }> {
  const window = await windowAgainst(ask, now.window, against)
  const called = window?.label ?? (against === 'ky-truoc' ? 'kỳ trước' : 'cùng kỳ năm trước')
  if (!window) return { now, past: 'Chưa có kỳ để so.', called }
  const comparison = ask.tree.on(now.window.until).comparable(receiverId, window.until)
  if (!comparison.same) return { now, past: `${comparison.say}.`, called }
  const past = await stoodThen(ask, window, comparison.units, code)
  if (!past) return { now, past: `Chưa có số của ${window.label}.`, called }
  const same = landThen(ask.tree.on(now.window.until), window)
  // Districts of then beside communes of now: the districts are opened.
  const strange = past.side.parts.some(
    part => part.unitId !== null && ![...now.side.reported].some(unit => same(unit)?.includes(part.unitId ?? '')),
  )
  return { now, past: strange ? await opened(ask, past, code) : past, called }
}

async function whyTotal(
  ask: Ask,
  asked: { window: string; indicator: string; 'noi-nhan'?: string | undefined; 'so-voi'?: Against | undefined },
): Promise<Page> {
  const added = await addUp(ask, asked.window, asked['noi-nhan'])
  const { window, receiverId, publications } = added
  const last = publications.at(-1)
  const against = asked['so-voi'] ?? 'ky-truoc'
  const live = liveStood(added, asked.indicator)
  const pair =
    against === 'ban-truoc'
      ? {
          now: live,
          past: last ? await publishedStood(ask, last, window, asked.indicator) : 'Kỳ này chưa công bố bản nào.',
          called: last ? `bản công bố số ${last.number}` : 'bản đã công bố',
        }
      : await againstWindow(ask, live, receiverId, against, asked.indicator)
  const tree = ask.tree.on(window.until)
  return explained({
    ask,
    unit: ask.tree.label(receiverId, window.until),
    ...pair,
    owing: added.rows.map(row => row.owed.unitId),
    same: typeof pair.past === 'string' || against === 'ban-truoc' ? unit => [unit] : landThen(tree, pair.past.window),
    crumb: [{ label: `Tổng hợp ${window.label}`, href: `/bao-cao/${window.code}/tong-hop?noi-nhan=${receiverId}` }],
    tabs: AGAINST.filter(one => one !== 'ban-truoc' || last).map(one => ({
      against: one,
      href: whyTotalHref(window.code, receiverId, asked.indicator, one),
    })),
    against,
  })
}

async function whyPublished(ask: Ask, asked: { publication: string; indicator: string; 'so-voi'?: Against | undefined }): Promise<Page> {
  const publication = await findPublication(ask, asked.publication, 'ours')
  const { window } = await findWindow(ask, publication.windowCode)
  const { unitId, snapshot } = publication
  const against = asked['so-voi'] ?? 'ky-truoc'
  const stood = await publishedStood(ask, publication, window, asked.indicator)
  const before = (await publicationsOf(ask, [window.id], unitId)).find(one => one.id === publication.corrects)
  const pair =
    against === 'ban-truoc'
      ? {
          now: stood,
          past: before ? await publishedStood(ask, before, window, asked.indicator) : 'Đây là bản công bố đầu tiên của kỳ này.',
          called: before ? `bản công bố số ${before.number}` : 'bản trước',
        }
      : await againstWindow(ask, stood, unitId, against, asked.indicator)
  return explained({
    ask,
    unit: snapshot.unit.name,
    ...pair,
    owing: (await owedTo(ask, window.id, unitId)).map(one => one.unitId),
    same: typeof pair.past === 'string' || against === 'ban-truoc' ? unit => [unit] : landThen(ask.tree.on(window.until), pair.past.window),
    crumb: [{ label: capital(snapshot.window.label), href: `/bao-cao/cong-bo/${publication.id}` }],
    tabs: AGAINST.filter(one => one !== 'ban-truoc' || before).map(one => ({
      against: one,
      href: whyPublishedHref(publication.id, asked.indicator, one),
    })),
    against,
  })
}

const againstField = optional(choice('So với', AGAINST))

export const whyRoutes: Route[] = [
  route({
    at: 'GET /bao-cao/:window/vi-sao/:indicator',
    may: 'reports.read',
    input: form({
      window: text('Kỳ báo cáo', 40),
      indicator: text('Chỉ tiêu', 12),
      'noi-nhan': optional(uuid('Nơi nhận')),
      'so-voi': againstField,
    }),
    run: whyTotal,
  }),
  route({
    at: 'GET /bao-cao/cong-bo/:publication/vi-sao/:indicator',
    may: 'reports.read',
    input: form({ publication: uuid('Báo cáo'), indicator: text('Chỉ tiêu', 12), 'so-voi': againstField }),
    run: whyPublished,
  }),
]
