// Whom this room tells of its deeds, after they are committed: the unit whose model was recognised or commended.
import type { DoneDeed } from '../../access/deeds.ts'
import { missing } from '../../ground/faults.ts'
import { capital } from '../../ground/vietnamese.ts'
import type { Addressed, Telling, Tells } from '../../web/room.ts'
import { find } from './store.ts'

const honoured =
  (verb: string) =>
  async (telling: Telling, deed: DoneDeed): Promise<readonly Addressed[]> => {
    const ask = telling.asking('kheo.read')
    if (!ask) throw missing('mô hình này')
    const model = await find(ask, deed.subject)
    const body = typeof deed.detail['body'] === 'string' ? capital(telling.tree.label(deed.detail['body'])) : 'Cấp trên'
    return [
      {
        kind: 'kheo.honoured',
        to: await telling.people([telling.tree.keeper(model.unitId) ?? model.unitId], 'officer', 'head'),
        title: `Một mô hình “Dân vận khéo” của ${telling.tree.label(model.unitId)} được ${verb}`,
        why: `${body} ${verb} mô hình. Mở phiếu để xem quyết định.`,
        href: `/kheo/${model.id}`,
      },
    ]
  }

const href = (deed: DoneDeed): string => `/kheo/${deed.subject}`

export const tells: Tells = {
  kinds: { 'kheo.honoured': { label: 'Mô hình “Dân vận khéo” của đơn vị được công nhận, được khen', mail: 'digest' } },
  deeds: {
    'kheo.recognise': { outward: { label: 'công nhận mô hình', href }, tell: honoured('công nhận') },
    'kheo.praise': { outward: { label: 'khen mô hình', href }, tell: honoured('khen') },
  },
}
