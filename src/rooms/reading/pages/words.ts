// Facts in words, for cards, lists and the unit's page.
import { lookForDay } from '../../../ground/day.ts'
import { formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import type { Period } from '../reader/types.ts'
import { EVENT_TYPES, PARTS } from '../reader/wording.ts'
import {
  type DocumentSaid,
  type Fact,
  type FigureSaid,
  type Frame,
  isClear,
  isPercent,
  isStock,
  isTaken,
  measureLabel,
  type PersonSaid,
  waits,
} from '../said.ts'
import { writeHappened, writePeriod, writePeriods } from '../typed.ts'

/** "98,6%", "52", "1.200.000 đồng": the unit only where the measure's own words do not say it. */
export function amount(figure: { readonly measure: string; readonly value: number; readonly unit: string }): string {
  if (isPercent(figure)) return `${formatNumber(figure.value)}%`
  return figure.unit ? `${formatNumber(figure.value)} ${figure.unit}` : formatNumber(figure.value)
}

export const baseOf = (figure: {
  readonly unit: string
  readonly numerator: number | null
  readonly denominator: number | null
}): string | undefined => {
  if (!isPercent(figure)) return undefined
  if (figure.numerator === null || figure.denominator === null) return 'thiếu tử số, mẫu số: không cộng, không so sánh'
  return `${formatNumber(figure.numerator)} trên ${formatNumber(figure.denominator)}`
}

export const timeOf = (figure: { readonly measure: string; readonly period: Period | null }): string => {
  if (figure.period) return writePeriod(figure.period)
  return isStock(figure.measure as FigureSaid['measure']) ? 'số đang có ở một thời điểm' : 'không nói thời kỳ'
}

/** The qualifier without the words that the relation says already. */
export const saidMore = (figure: { readonly qualifier: string | null; readonly relation: string | null }): string | null => {
  if (figure.qualifier === null || figure.relation === null) return figure.qualifier
  return figure.qualifier.replace(/^trong đó(?:\s*[,;:]\s*|$)/iu, '') || null
}

const joined = (words: readonly (string | null | undefined | false)[]): string => {
  const said = words.filter((one): one is string => Boolean(one)).join('; ')
  return said ? `${said.charAt(0).toUpperCase()}${said.slice(1)}.` : ''
}

/** `withBase`: says that a percentage lacks its base, where nothing beside it does. */
export function figureSays(figure: FigureSaid, withBase: boolean): string {
  return joined([
    timeOf(figure),
    figure.scope && `của ${figure.scope}`,
    figure.relation && figure.partOf !== null && `${figure.relation} dữ kiện ${figure.partOf}`,
    saidMore(figure),
    withBase && baseOf(figure),
    figure.decidedBy && `cấp quyết định: ${figure.decidedBy}`,
    figure.presentedBy && `người trao: ${figure.presentedBy}`,
  ])
}

export const personTitle = (person: PersonSaid): string => `${person.name ?? 'Một người (đã bỏ tên)'}: ${PARTS[person.part].toLowerCase()}`
export const personSays = (person: PersonSaid): string => joined([person.roles.length > 0 && `${person.roles.join(', ')} lúc đó`])

export const documentTitle = (found: DocumentSaid): string => [found.symbol, found.title].filter(Boolean).join(': ') || found.kind
export function documentSays(found: DocumentSaid): string {
  const day = found.date === null ? undefined : lookForDay(found.date)
  return joined([
    found.issuer ? `${found.issuer} ban hành` : 'cơ quan ban hành chưa rõ, để riêng',
    day ? `ngày ${formatDay(day)}` : 'ngày ban hành chưa rõ',
  ])
}

/** Title and line of a fact, as decided when it was, else as proposed. */
export function factWords(fact: Exclude<Fact, { kind: 'event' }>): { title: string; says: string } {
  switch (fact.kind) {
    case 'figure': {
      const figure = fact.decided ?? fact.payload
      return {
        title: `${measureLabel(figure)}: ${amount(figure)}`,
        says: figureSays(figure, !(waits(fact) && fact.doubt?.includes('tử số'))),
      }
    }
    case 'person': {
      const person = fact.decided ?? fact.payload
      return { title: personTitle(person), says: personSays(person) }
    }
    case 'document': {
      const found = fact.decided ?? fact.payload
      return { title: documentTitle(found), says: documentSays(found) }
    }
    case 'task':
      return { title: (fact.decided ?? fact.payload).text, says: '' }
  }
}

/** "năm 2020; 2016–2020" and the day, for a heading over the facts of an event. */
export function eventWords(event: Pick<Frame, 'happenedFrom' | 'precision' | 'periods'> & { readonly type: Frame['type'] | null }): string {
  const happened = writeHappened(event)
  const day = happened === '' ? 'ngày chưa rõ' : `${{ day: 'ngày', month: 'tháng', year: 'năm', unknown: '' }[event.precision]} ${happened}`
  const periods = writePeriods(event.periods)
  return `${event.type ? EVENT_TYPES[event.type] : 'Sự kiện chưa xác định'}, ${day}${periods ? `, nói đến ${periods}` : ''}`
}

/** The page's conclusion: what is left to do comes first. */
export function headline(facts: readonly Fact[]): string {
  const own = facts.filter(fact => fact.n > 0)
  if (own.length === 0) return 'Đã đọc: máy không thấy dữ kiện nào'
  const count = (which: (fact: Fact) => boolean): number => own.filter(which).length
  const doubtful = count(fact => waits(fact) && fact.doubt !== null)
  const clear = count(isClear)
  const said = [
    doubtful > 0 && `${doubtful} dữ kiện cần xem kỹ`,
    clear > 0 && `${clear} dữ kiện rõ`,
    count(isTaken) > 0 && `${count(isTaken)} đã nhận`,
    count(fact => fact.verdict === 'reject') > 0 && `${count(fact => fact.verdict === 'reject')} đã loại`,
  ].filter(Boolean)
  return `${doubtful + clear > 0 ? 'Đọc lại' : 'Đã đọc xong'}: ${said.join(', ')}`
}
