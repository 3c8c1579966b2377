// Askings on the start page: those to answer, and what became of one's own.
import type { Ask } from '../../../access/ask.ts'
import type { Day } from '../../../ground/day.ts'
import { formatDay, listed } from '../../../ground/vietnamese.ts'
import type { Awaiting } from '../../../web/room.ts'
import type { Owed } from '../store-editions.ts'
import { termsHref, termsInBrief, termsListHref } from './parts.tsx'
import { type Asked, askingsTo } from './store-terms.ts'

/** Askings that wait for the person's own seats, one entry for each window. */
export async function askingsToAnswer(ask: Ask<'reports.give-time'>): Promise<Awaiting[]> {
  const seats = [...ask.grant.seats]
  const kept = [...ask.grant.units].filter(id => !ask.tree.unit(id) && ask.grant.seats.has(ask.tree.keeper(id) ?? ''))
  const windows = new Map<string, Asked[]>()
  for (const one of await askingsTo(ask, [...seats, ...kept])) {
    const key = `${one.code} ${one.receiverId}`
    windows.set(key, [...(windows.get(key) ?? []), one])
  }
  return [...windows.values()].flatMap(all => asked(ask, all))
}

function asked(ask: Ask, all: readonly Asked[]): Awaiting[] {
  const [first] = all
  if (!first) return []
  const name = (one: Asked): string => ask.tree.label(one.unitId, one.cutOff)
  const names = all.map(one => `${name(one)} (đến ${formatDay(one.until)})`)
  const isOne = all.length === 1
  return [
    {
      status: 'soon',
      word: 'Xin gia hạn',
      title: isOne ? `Báo cáo ${first.label}: ${name(first)} xin gia hạn` : `Báo cáo ${first.label}: ${all.length} đơn vị xin gia hạn`,
      why: isOne ? `Xin đến hết ngày ${formatDay(first.until)}: ${first.reason}` : `${listed(names)}.`,
      href: isOne ? termsHref(first.code, first.unitId) : termsListHref(first.code, first.receiverId),
      act: 'Trả lời đề nghị',
    },
  ]
}

/** In front of why a report waits: what was asked for, given or refused. */
export function termsToTell(owed: Owed, today: Day): string {
  const { refused } = owed.terms
  const brief = termsInBrief(owed, today)
  if (refused) return `Đề nghị gia hạn không được chấp nhận: ${refused.answer.reason.replace(/[.\s]+$/u, '')}. `
  return brief === '' ? '' : `${brief.charAt(0).toLocaleUpperCase('vi')}${brief.slice(1)}. `
}
