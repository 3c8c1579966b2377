// The address of what a workbook or a block would change: it is looked at there as often as one likes, and nothing is sent again.
import { form, text, uuid } from '../../../web/input.ts'
import { type Route, route } from '../../../web/route.ts'
import { judge, openSheet } from '../bringing/acts-incoming.ts'
import { findBrought, placeOf } from '../bringing/store-brought.ts'
import type { Wiring } from '../counting.ts'
import { incomingPage } from './incoming.tsx'
import { blockPage } from './paste.tsx'

export const broughtRoute = (wiring: Wiring): Route =>
  route({
    at: 'GET /bao-cao/:window/:unit/nap/:brought',
    may: 'reports.fill',
    input: form({ window: text('Kỳ báo cáo', 40), unit: uuid('Đơn vị'), brought: uuid('Tệp hay khối') }),
    async run(ask, { window, unit, brought }) {
      const view = await openSheet(ask, wiring, window, unit)
      const said = await findBrought(ask, brought, placeOf(view), ['workbook', 'block'])
      if (said.is === 'block') return blockPage(ask, view, said.typed)
      return incomingPage(view, { judged: judge(view, said), from: `Tệp ${said.name}`, step: 'Nạp biểu Excel', notes: said.notes })
    },
  })
