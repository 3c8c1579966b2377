// What of this room awaits a person: units that ended lately and whose hand-over nobody has recorded yet.
import type { AskFor } from '../../access/ask.ts'
import { addDays } from '../../ground/day.ts'
import { capital, formatDay, formatNumber, listed } from '../../ground/vietnamese.ts'
import type { Awaiting } from '../../web/room.ts'
import { handedOver } from './store-hand-over.ts'

/** A reform is worked off in half a year; what ended before stays in the list of hand-overs and presses nobody. */
const LATELY = 180

export async function today(asking: AskFor): Promise<readonly Awaiting[]> {
  const ask = asking('units.hand-over')
  if (!ask) return []
  const { tree } = ask
  const since = addDays(ask.today, -LATELY)
  const ended = [...ask.grant.units].filter(id => {
    if (tree.unit(id)) return false
    const last = tree.history.lastOn(id, ask.today)
    return last?.until !== null && last?.until !== undefined && last.until >= since && last.level !== 'hamlet'
  })
  if (ended.length === 0) return []
  const done = await handedOver(ask, ended)
  const waiting = ended.filter(id => !done.has(id))
  if (waiting.length === 0) return []
  const names = waiting.map(id => tree.nameOn(id, ask.today) ?? '')
  const first = tree.history.lastOn(waiting[0] ?? '', ask.today)?.until
  return [
    {
      status: 'soon',
      word: 'Chưa bàn giao',
      title:
        waiting.length === 1
          ? `Lập biên bản bàn giao của ${names[0]}`
          : `Lập biên bản bàn giao của ${formatNumber(waiting.length)} đơn vị đã kết thúc`,
      why: waiting.length === 1 && first ? `Kết thúc hoạt động ngày ${formatDay(first)}.` : `${capital(listed(names))}.`,
      href: waiting.length === 1 ? `/don-vi/ban-giao/lap?don-vi=${waiting[0]}` : '/don-vi/ban-giao',
      act: 'Lập biên bản',
    },
  ]
}
