// The address of a unit's own paper, and how pages lead to it.
import { form, optional, text, uuid, whole } from '../../../web/input.ts'
import { type Route, route } from '../../../web/route.ts'
import type { Wiring } from '../counting.ts'
import { TYPES } from '../enclosing/kinds.ts'
import { ownPaper } from './own-paper.ts'

/** Of one edition; without a number, of what the sheet shows. */
export const paperHref = (code: string, unitId: string, number?: number): string =>
  `/bao-cao/${code}/${unitId}/van-ban.docx${number === undefined ? '' : `?ban=${number}`}`

export const paperRoutes = (wiring: Wiring): Route[] => [
  route({
    at: 'GET /bao-cao/:window/:unit/van-ban.docx',
    may: 'reports.read',
    input: form({ window: text('Kỳ báo cáo', 40), unit: uuid('Đơn vị'), ban: optional(whole('Bản')) }),
    async run(ask, { window, unit, ban }) {
      const { bytes, name } = await ownPaper(ask, wiring, { code: window, unitId: unit, number: ban })
      return { file: bytes, name, type: TYPES.docx }
    },
  }),
]
