// What a unit's own paper says beside a figure: why it is silent, estimated or other than the count. Pure.
import { capital, formatNumber } from '../../../ground/vietnamese.ts'
import type { Figure } from '../figures.ts'

/** In words for the column of remarks; null where the figure speaks for itself. */
export function noteOfOwn(figure: Figure | undefined): string | null {
  if (!figure) return null
  const { state, value, counted, reason, note } = figure
  const apart = counted !== null && value !== null && counted !== value ? `Hệ thống đếm được ${formatNumber(counted)}` : ''
  const lead = state === 'estimated' && apart === '' ? 'Cách ước: ' : ''
  const why = reason ? (lead === '' ? capital(reason) : `${lead}${reason}`) : ''
  const said = [apart, why, note ?? ''].map(one => one.trim().replace(/[.\s]+$/u, '')).filter(one => one !== '')
  return said.length > 0 ? said.join('. ') : null
}
