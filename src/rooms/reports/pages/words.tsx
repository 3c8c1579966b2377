// How standings, days and figures are said on this room's pages.
import { type Day, daysBetween } from '../../../ground/day.ts'
import { capital, formatDay, formatNumber, formatWeekday } from '../../../ground/vietnamese.ts'
import { Incomparable } from '../../../web/parts/figure.tsx'
import { Status, type Tone } from '../../../web/parts/status.tsx'
import { type Slot, Void } from '../../../web/parts/table.tsx'
import { type Before, bind, type Figure, type Indicator, NO_WINDOW, SILENT } from '../figures.ts'
import { isReleased, standingOf } from '../filling.ts'
import { shortWhen } from '../naming.ts'
import { daysLate, isHandedIn, type Standing, type Window } from '../rules.ts'
import type { Section } from '../sheet.ts'
import type { Owed } from '../store-editions.ts'
import { daysLateWhen } from '../terms/terms.ts'

export interface Said {
  readonly tone: Tone
  readonly word: string
}

const AT: Readonly<Record<Standing, Said>> = {
  'not-begun': { tone: 'none', word: 'Chưa làm' },
  drafting: { tone: 'draft', word: 'Đang soạn' },
  submitted: { tone: 'sent', word: 'Đã nộp, chờ xem' },
  returned: { tone: 'back', word: 'Đã trả lại' },
  accepted: { tone: 'ok', word: 'Đã tiếp nhận' },
  included: { tone: 'ok', word: 'Đã vào bản tổng hợp' },
  published: { tone: 'ok', word: 'Đã công bố' },
}

const SOON = 5

/** Where a report stands, in a word; late and near the due day go before not begun. */
export function said(at: Standing, window: Pick<Window, 'due'>, today: Day): Said {
  if (isHandedIn(at) || at === 'returned') return AT[at]
  const late = daysLate(window, today)
  if (late > 0) return { tone: 'late', word: `Quá hạn ${late} ngày` }
  return at === 'not-begun' && daysBetween(today, window.due) <= SOON ? { tone: 'soon', word: 'Sắp đến hạn' } : AT[at]
}

/** Where a report stands by the unit's own due day; who is released from it and has not handed in is that. */
export const saidOf = (owed: Owed, today: Day): Said =>
  isReleased(owed) ? { tone: 'none', word: 'Được miễn' } : said(standingOf(owed), owed.window, today)

export const StandingStatus = ({ owed, today }: { owed: Owed; today: Day }) => {
  const { tone, word } = saidOf(owed, today)
  return <Status tone={tone}>{word}</Status>
}

export const dueIn = (due: Day, today: Day): string => {
  const left = daysBetween(today, due)
  return left === 0 ? 'hạn hôm nay' : left > 0 ? `còn ${left} ngày` : `đã qua ${-left} ngày`
}

/** "Số liệu từ 22/10/2026 đến hết 21/11/2026; hạn nộp thứ Tư 25/11/2026 (còn 4 ngày)." */
export const WindowDays = ({ window, today }: { window: Window; today: Day }) => (
  <>
    Số liệu từ {formatDay(window.from)} đến hết {formatDay(window.until)}; hạn nộp <strong class="num">{formatWeekday(window.due)}</strong>{' '}
    ({dueIn(window.due, today)}).
  </>
)

/** When the last edition was handed in, and by how many days late. */
export function handedIn(owed: Owed): string {
  const last = owed.editions.at(-1)
  if (!last) return ''
  const late = daysLateWhen(owed.first, owed.terms, last.at)
  return `${shortWhen(last.at)}${late > 0 ? `, muộn ${late} ngày` : ''}`
}

/** What the address of a review says to see only the lines that differ from the window before. */
export const BEFORE = 'ky-truoc'
export const againstBefore = (code: string, edition: string): string => `/bao-cao/${code}/xem/${edition}?so=${BEFORE}`

export const reportHref = (code: string, unitId: string): string => `/bao-cao/${code}/${unitId}`

/** A figure as words: never an empty cell. */
export function figureText(
  figure: { readonly state: Figure['state'] | 'missing'; readonly value: number | null } | undefined,
  indicator: Pick<Indicator, 'decimals' | 'kind'>,
): string {
  if (!figure) return SILENT.missing
  if (figure.state === 'none' || figure.state === 'not_applicable') return SILENT[figure.state]
  if (figure.value === null) return SILENT.missing
  return `${formatNumber(figure.value, indicator.decimals)}${indicator.kind === 'ratio' ? '%' : ''}`
}

export const FigureText = ({
  figure,
  indicator,
}: {
  figure: Pick<Figure, 'state' | 'value'> | undefined
  indicator: Pick<Indicator, 'decimals' | 'kind'>
}) => {
  const text = figureText(figure, indicator)
  return figure?.value == null ? <Void>{text}</Void> : <span class="num">{text}</span>
}

/** Sections of a report as they are read on paper; `says` puts its figures in. */
export const Prose = ({ sections, says }: { sections: readonly Section[]; says?: (code: string) => string | undefined }) => (
  <div class="sheet pad prose">
    {sections.map(one => (
      <>
        <h3>{one.heading}</h3>
        {(says ? bind(one.text, says) : one.text).split('\n').map(line => (
          <p>{line}</p>
        ))}
      </>
    ))}
  </div>
)

/** Reasons why figures of before cannot be set beside those of now, each under a letter for the foot of the table. */
export class Footnotes {
  readonly #marks = new Map<string, string>()

  mark(reason: string): string {
    const known = this.#marks.get(reason)
    if (known) return known
    const mark = String.fromCharCode(97 + (this.#marks.size % 26))
    this.#marks.set(reason, mark)
    return mark
  }

  /** The figure of before; with `why` it leads to what makes the two differ. */
  cell(before: Before | undefined, indicator: Indicator, why?: string): Slot {
    if (before?.figure && why !== undefined && before.figure.value !== null)
      return (
        <a href={why}>
          <FigureText figure={before.figure} indicator={indicator} />
          <span class="vh">, vì sao khác lần này</span>
        </a>
      )
    if (before?.figure) return <FigureText figure={before.figure} indicator={indicator} />
    const reason = before?.notComparable ?? NO_WINDOW
    // Nothing was there before: a first window has no line that could not be compared.
    return reason === NO_WINDOW ? <Void>chưa có kỳ</Void> : <Incomparable mark={this.mark(reason)} />
  }

  /** Under the table; nothing when everything was comparable. */
  render() {
    const notes = [...this.#marks]
    if (notes.length === 0) return null
    return (
      <p class="small soft after">
        {notes.map(([reason, mark], i) => (
          <>
            {i > 0 && ' '}
            <sup>{mark}</sup> {capital(reason)}.
          </>
        ))}
      </p>
    )
  }
}

const ROMAN = 'I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX'.split(' ')

/** Indicators by group, in the order of the form. */
export function byGroup<T extends { readonly group: string }>(
  indicators: readonly T[],
): readonly { readonly group: string; readonly lines: readonly T[] }[] {
  const groups: { group: string; lines: T[] }[] = []
  for (const one of indicators) {
    const last = groups.at(-1)
    if (last?.group.endsWith(one.group)) last.lines.push(one)
    else groups.push({ group: `${ROMAN[groups.length] ?? groups.length + 1}. ${one.group}`, lines: [one] })
  }
  return groups
}

/** With units not in it, a total is set beside the figures of those who are: not beside what was published then. */
export const ComparedAmong = ({ outside }: { outside: number }) =>
  outside === 0 ? null : <p class="small soft after">Số kỳ trước, cùng kỳ lấy đúng địa bàn của các đơn vị đã có trong bản này.</p>
