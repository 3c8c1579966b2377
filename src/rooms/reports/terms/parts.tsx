// How extensions and waivers are said: on the sheet, on the lists, on the board and beside totals.
import { type Ask, askForOthers } from '../../../access/ask.ts'
import type { Day } from '../../../ground/day.ts'
import { capital, formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import { Note } from '../../../web/parts/note.tsx'
import { isReleased, standingOf } from '../filling.ts'
import { writtenWhen } from '../naming.ts'
import type { OpenedWindow } from '../rules.ts'
import type { Owed } from '../store-editions.ts'
import { termsAt } from './acts-terms.ts'
import { closedToAsking, type Due, extensionHolds, type TermEvent, timeliness, whyExtended } from './terms.ts'

export const termsHref = (code: string, unitId: string): string => `/bao-cao/${code}/${unitId}/gia-han`
export const termsListHref = (code: string, receiverId: string, unitId?: string): string =>
  `/bao-cao/${code}/gia-han?noi-nhan=${receiverId}${unitId === undefined ? '' : `&chon=${unitId}#h-nhieu`}`

/** Whether the unit's own people may ask for more days now: nothing is in, nothing waits, nothing is waived. */
export function mayAskForTime(ask: Ask, owed: Owed): boolean {
  const own = askForOthers(ask)('reports.ask-time')
  if (!own?.grant.units.has(owed.unitId)) return false
  return closedToAsking(termsAt(ask, owed)) === undefined
}

const dayOf = ({ until }: TermEvent): string => (until === null ? '' : formatDay(until))
const stopped = (reason: string): string => (reason === '' ? '' : `: ${reason.replace(/[.\s]+$/u, '')}`)

/** In a few words, for a cell; nothing when there is nothing to say. */
export function termsInBrief(owed: Owed, today: Day): string {
  const { asking, extension, waiver } = owed.terms
  if (waiver) return isReleased(owed) ? `được miễn${stopped(waiver.reason)}` : 'được miễn nhưng đã nộp'
  const given = extension && (extensionHolds(owed.terms, today) ? `gia hạn đến ${dayOf(extension)}` : `hết gia hạn từ ${dayOf(extension)}`)
  return [asking && `xin gia hạn đến ${dayOf(asking)}, chờ trả lời`, given].filter(Boolean).join('; ')
}

/** Where it stands, in sentences, for the unit and for the receiver. */
export function termsInWords(ask: Ask, owed: Owed): { tone: 'soon' | 'sent' | 'back' | 'ok'; says: string[] } | undefined {
  const { asking, extension, refused, waiver } = owed.terms
  const receiver = ask.tree.label(owed.receiverId, owed.window.until)
  if (waiver)
    return {
      tone: 'ok',
      says: [
        `Được miễn báo cáo kỳ này${stopped(waiver.reason)}.`,
        isReleased(owed)
          ? 'Đơn vị không phải nộp và không tính là thiếu. Nếu vẫn nộp, báo cáo được xem xét và tổng hợp như của đơn vị khác.'
          : 'Đơn vị vẫn nộp, nên báo cáo được xem xét và tổng hợp như của đơn vị khác.',
      ],
    }
  const says = [
    asking &&
      `Đã đề nghị gia hạn đến hết ngày ${dayOf(asking)} lúc ${writtenWhen(asking.at)}; đang chờ ${receiver} trả lời. Lý do nêu${stopped(asking.reason)}.`,
    refused && `Đề nghị gia hạn đến hết ngày ${dayOf(refused.asking)} không được chấp nhận${stopped(refused.answer.reason)}.`,
    extension &&
      (extensionHolds(owed.terms, ask.today)
        ? `Được gia hạn đến hết ngày ${dayOf(extension)}${stopped(whyExtended(owed.terms))}. Hạn ban đầu ${formatDay(owed.first.due)}.`
        : `Gia hạn đến hết ngày ${dayOf(extension)} đã hết. Hạn ban đầu ${formatDay(owed.first.due)}.`),
  ].filter(one => one !== undefined)
  if (says.length === 0) return undefined
  return { tone: asking ? 'sent' : refused ? 'back' : extensionHolds(owed.terms, ask.today) ? 'ok' : 'soon', says }
}

/** On the sheet: where an asking, an extension or a waiver stands, and the way to its page. */
export function TermsNote({ ask, owed }: { ask: Ask; owed: Owed }) {
  const found = termsInWords(ask, owed)
  if (!found) return null
  return (
    <Note tone={found.tone}>
      <p>
        {found.says.join(' ')} <a href={termsHref(owed.window.code, owed.unitId)}>Xem gia hạn, miễn báo cáo</a>
      </p>
    </Note>
  )
}

export const namesIn = (ask: Ask, units: readonly string[], window: Pick<OpenedWindow, 'until'>): string =>
  units.map(id => ask.tree.label(id, window.until)).join(', ')

/** Beside a total: who was released from it, counted apart from those who are missing. */
export const Released = ({ ask, units, window }: { ask: Ask; units: readonly string[]; window: OpenedWindow }) =>
  units.length === 0 ? null : (
    <p class="small soft after">{`${units.length} đơn vị được miễn kỳ này, không tính là thiếu: ${namesIn(ask, units, window)}.`}</p>
  )

const NAMED = 12

/** Who was released by the receivers below: beside what is missing, for no report that came up names them. */
export function ReleasedBelow({ ask, by, window }: { ask: Ask; by: ReadonlyMap<string, readonly string[]>; window: OpenedWindow }) {
  const names = [...by].map(([receiver, units]) => ({
    by: ask.tree.label(receiver, window.until),
    units: units.map(id => ask.tree.label(id, window.until)),
  }))
  return <WaivedBelow by={names} />
}

/** The same of what was published, by the names it keeps. */
export function WaivedBelow({ by }: { by: readonly { readonly by: string; readonly units: readonly string[] }[] }) {
  const all = by.flatMap(one => one.units).length
  if (all === 0) return null
  const says = `${all} đơn vị được cấp dưới miễn kỳ này, không có trong số gửi lên và không tính là thiếu`
  const names = by.map(one => `${one.by}: ${one.units.join(', ')}`)
  if (all <= NAMED) return <p class="small soft after">{`${says}. ${capital(names.join('; '))}.`}</p>
  return (
    <details class="small soft after">
      <summary>{says}</summary>
      <ul>
        {names.map(one => (
          <li>{capital(one)}</li>
        ))}
      </ul>
    </details>
  )
}

const dueOf = (owed: Owed): Due => ({ first: owed.first, terms: owed.terms, at: standingOf(owed), firstIn: owed.editions[0]?.at })

const share = (some: number, all: number): string =>
  `${formatNumber(some)}/${formatNumber(all)}${all > 0 ? ` (${formatNumber((100 * some) / all, 1)}%)` : ''}`

/** How many handed in in time, by the first due day and by the one extended: both, wherever one is shown. */
export function Timely({ owed }: { owed: readonly Owed[] }) {
  const found = timeliness(owed.map(dueOf))
  return (
    <>
      {found.handedIn > 0 && (
        <>
          {' '}
          Nộp đúng hạn:{' '}
          {found.extended > 0 && (
            <>
              theo hạn ban đầu <strong class="num">{share(found.byFirst, found.owing)}</strong>, theo hạn đã gia hạn{' '}
            </>
          )}
          <strong class="num">{share(found.byExtended, found.owing)}</strong>.
        </>
      )}
      {found.waived > 0 && (
        <>
          {' '}
          Được miễn: <strong class="num">{found.waived}</strong> đơn vị, không tính vào số phải nộp.
        </>
      )}
    </>
  )
}

/** Where a thing that happened is told again. */
export const HAPPENED: Readonly<Record<TermEvent['kind'], string>> = {
  asked: 'Xin gia hạn',
  withdrawn: 'Rút đề nghị',
  refused: 'Không gia hạn',
  extended: 'Gia hạn',
  waived: 'Miễn báo cáo',
  'waiver-ended': 'Chấm dứt miễn',
}

export const unitIn = (ask: Ask, owed: Owed): string => capital(ask.tree.label(owed.unitId, owed.window.until))
