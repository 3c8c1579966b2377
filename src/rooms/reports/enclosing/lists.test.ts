// The lists that go with a report: of the draft as counted now, of what was handed in as it was that day.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { type Browsing, inHouse } from '../../../../test/house.ts'
import { acceptIt, handIn, openWindow, publishIt, review, sheetOf } from '../../../../test/reports/steps.ts'

const LIST = /Danh mục kèm báo cáo[\s\S]*?Mô hình đăng ký mới[\s\S]*?<a href="([^"]+)">([^<]+)<\/a>/u

const register = (who: Browsing, unit: string, title: string) =>
  who.post('/kheo/dang-ky', {
    ...{ id: randomUUID(), unit, title, kind: 'collective', field: 'KINH_TE', on: '20/11/2026' },
    ...{ situation: 'Đường lầy lội.', aims: 'Có đường.', content: 'Góp công.' },
  })

test(
  'records behind a counted line stand as a list with the sheet, and stay with the edition whatever becomes of them',
  inHouse(async house => {
    const binh = await openWindow(house)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    assert.doesNotMatch((await an.get(sheet)).text, /Danh mục kèm báo cáo/u, 'no records, no list')
    assert.equal((await register(an, house.unit('KT'), 'Tổ dân vận thôn Nà Ca')).status, 303)
    assert.equal(LIST.exec((await an.get(sheet)).text)?.[2], 'Tổ dân vận thôn Nà Ca')
    const edition = await handIn(house, 'an', 'KT')
    assert.equal((await register(an, house.unit('KT'), 'Đường hoa thôn Nà Ca')).status, 303)
    for (const text of [(await binh.get(review(edition))).text, (await an.get(sheet)).text]) {
      assert.equal(LIST.exec(text)?.[2], 'Tổ dân vận thôn Nà Ca')
      assert.doesNotMatch(text, /Đường hoa thôn Nà Ca/u, 'what came later is in the next report')
    }
    assert.equal((await acceptIt(binh, edition)).status, 303)
    const published = await publishIt(house, binh)
    assert.equal(LIST.exec((await binh.get(published.location ?? '')).text)?.[2], 'Tổ dân vận thôn Nà Ca')
  }),
)
