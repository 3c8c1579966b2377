// Who was released further down: named where the receiver above sees its gaps, for no report that came up names them.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { inHouse } from '../../../../test/house.ts'
import { openWindow } from '../../../../test/reports/steps.ts'
import { day } from '../../../ground/day.ts'
import { snapshotNow } from '../acts-totals.ts'
import { addUp } from '../adding-up.ts'
import { type Freezing, freeze, sealOf } from '../snapshot.ts'

const FREEZING: Freezing = {
  ...{ publicationId: randomUUID(), regime: { id: '', code: 'X', name: 'X', rhythm: 'month' } as never, on: day('2026-11-21') },
  window: { code: 'T', label: 'tháng', from: day('2026-10-22'), until: day('2026-11-21') } as never,
  ...{ unit: { id: '', name: 'Trung ương', level: 'nation', code: null }, accepted: 1, owed: ['x', 'y'], absent: [], waived: [] },
  ...{ indicators: [], totals: [], previous: undefined, lastYear: undefined, lists: null, sections: [], signer: { name: 'A', title: 'B' } },
  ...{ waivedBelow: new Map(), label: id => id },
}

test('what is frozen names who was released further down, in an order of its own, and says nothing where nobody was', () => {
  const frozen = (below: ReadonlyMap<string, readonly string[]>) => freeze({ ...FREEZING, waivedBelow: below })
  const [a, b] = [
    frozen(
      new Map([
        ['Tỉnh B', ['xã D', 'xã C']],
        ['Tỉnh A', ['xã E']],
      ]),
    ),
    frozen(
      new Map([
        ['Tỉnh A', ['xã E']],
        ['Tỉnh B', ['xã C', 'xã D']],
      ]),
    ),
  ]
  assert.deepEqual(a.coverage.waivedBelow, [
    { by: 'Tỉnh A', units: ['xã E'] },
    { by: 'Tỉnh B', units: ['xã C', 'xã D'] },
  ])
  assert.equal(sealOf(a), sealOf(b), 'the seal does not hang on who was read first')
  assert.equal('waivedBelow' in frozen(new Map()).coverage, false, 'what was signed before keeps its seal')
})

test(
  'a commune that its district released is named on the board and beside the total of the province, under the district',
  inHouse(
    async house => {
      const code = 'T2025-06'
      const binh = await openWindow(house, { ten: 'tháng 6/2025', ma: code, from: '22/05/2025', until: '21/06/2025', due: '25/06/2025' })
      const pages = [`/bao-cao/${code}/theo-doi?noi-nhan=${house.unit('MAU')}`, `/bao-cao/${code}/tong-hop?noi-nhan=${house.unit('MAU')}`]
      for (const page of pages) assert.doesNotMatch((await binh.get(page)).text, /được cấp dưới miễn/u)
      const district = await house.as('khe.son')
      const waived = await district.post(`/bao-cao/${code}/mien`, {
        'noi-nhan': house.unit('D1'),
        chon: `${house.unit('HL')}:0`,
        'ly-do': 'Xã bị cô lập.',
      })
      assert.equal(waived.status, 303, waived.text.slice(0, 1500))
      for (const page of pages)
        assert.match((await binh.get(page)).text, /1 đơn vị được cấp dưới miễn kỳ này[^<]*Huyện Khe Sơn: xã Hạ Lang\./u, page)
      const own = await district.get(`/bao-cao/${code}/theo-doi?noi-nhan=${house.unit('D1')}`)
      assert.doesNotMatch(own.text, /được cấp dưới miễn/u, 'the district released it itself')
      const frozen = await house.doing('binh', 'reports.read', async ask =>
        snapshotNow(ask, await addUp(ask, code, house.unit('MAU')), { id: randomUUID(), texts: {}, signer: { name: 'A', title: 'B' } }),
      )
      assert.deepEqual(frozen.coverage.waivedBelow, [{ by: 'huyện Khe Sơn', units: ['xã Hạ Lang'] }], 'publishing would keep their names')
      const other = await house.as('giong.tram')
      assert.doesNotMatch((await other.get(`/bao-cao/${code}/theo-doi?noi-nhan=${house.unit('D2')}`)).text, /Hạ Lang/u)
    },
    { now: '2025-06-21T09:00:00+07:00' },
  ),
)
