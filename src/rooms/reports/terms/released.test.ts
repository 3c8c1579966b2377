// Who was released further down: named where the receiver above sees its gaps, for no report that came up names them.
import assert from 'node:assert/strict'
import test from 'node:test'
import { inHouse } from '../../../../test/house.ts'
import { openWindow } from '../../../../test/reports/steps.ts'

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
      const other = await house.as('giong.tram')
      assert.doesNotMatch((await other.get(`/bao-cao/${code}/theo-doi?noi-nhan=${house.unit('D2')}`)).text, /Hạ Lang/u)
    },
    { now: '2025-06-21T09:00:00+07:00' },
  ),
)
