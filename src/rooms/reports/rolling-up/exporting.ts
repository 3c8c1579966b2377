// The figures of all units below a receiver as one CSV, sent while it is read.
import type { Ask } from '../../../access/ask.ts'
import { capital } from '../../../ground/vietnamese.ts'
import { form, optional, text, uuid } from '../../../web/input.ts'
import { type Route, route } from '../../../web/route.ts'
import { plainLabel } from '../sheet.ts'
import { Columns, headLine, line } from './csv.ts'
import { findPlace, type Place } from './from-below.ts'
import { exportedRows } from './store-export.ts'
import { receiversOf } from './store-rollups.ts'

async function* csvOf(ask: Ask, { window, receiver, indicators, places }: Place): AsyncGenerator<string> {
  const receivers = await receiversOf(ask.tx, window.id)
  const under = (id: string): string[] => [id, ...receivers.filter(one => one.above === id).flatMap(one => under(one.id))]
  const tree = ask.tree.on(window.until)
  const label = (id: string): string => capital(ask.tree.label(id, window.until))
  const asked = indicators.flatMap(indicator => {
    const place = places.get(indicator.code)
    return place === undefined ? [] : [{ place, indicator }]
  })
  const columns = new Columns(asked, places.size)
  const names = new Map<string, string>()
  const named = (id: string): string => {
    const known = names.get(id) ?? label(id)
    names.set(id, known)
    return known
  }
  yield headLine(
    asked.map(one => one.indicator),
    plainLabel,
  )
  for await (const rows of exportedRows(ask, window.id, under(receiver.id), [...places.keys()]))
    yield rows
      .map(row => line(row, { code: tree.unit(row.unitId)?.code ?? '', name: named(row.unitId), receiver: named(row.receiverId) }, columns))
      .join('')
}

export const exportRoutes: Route[] = [
  route({
    at: 'GET /bao-cao/:window/so-lieu.csv',
    may: 'reports.read',
    input: form({ window: text('Kỳ báo cáo', 40), 'noi-nhan': optional(uuid('Nơi nhận')) }),
    async run(ask, input) {
      const of = await findPlace(ask, input.window, input['noi-nhan'])
      return { pieces: csvOf(ask, of), name: `so-lieu-${input.window}.csv`, type: 'text/csv; charset=utf-8' }
    },
  }),
]
