// Today's officers find the papers of those before them, each under the name it was made under, in every list.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { inHouse } from '../house.ts'
import { merge } from './changes.ts'
import { acceptIt, handIn, openWindow } from './steps.ts'

const MODEL = {
  kind: 'collective',
  field: 'KINH_TE',
  on: '20/11/2026',
  situation: 'Đường lầy lội.',
  aims: 'Có đường.',
  content: 'Góp công.',
}

test(
  'models, texts and reports of a commune that is no more stand in its keeper’s lists under its own name, and can be listed alone',
  inHouse(async house => {
    const binh = await openWindow(house)
    const [before, keeper] = [await house.as('suoilua'), await house.as('mydong')]
    for (const [who, unit, title] of [
      [before, 'SL', 'Đường hoa Suối Lúa'],
      [keeper, 'MD', 'Tổ tự quản Mỹ Đông'],
    ] as const)
      assert.equal((await who.post('/kheo/dang-ky', { ...MODEL, id: randomUUID(), unit: house.unit(unit), title })).status, 303)
    const bytes = new TextEncoder().encode('Ngày 12/8/2026, xã Suối Lúa phát động hiến đất làm đường; 45 hộ tham gia.')
    assert.equal((await before.upload('/doc-van-ban', { id: randomUUID() }, [{ field: 'files', name: 'suoi-lua.txt', bytes }])).status, 303)
    await acceptIt(binh, await handIn(house, 'suoilua', 'SL'))
    assert.doesNotMatch((await keeper.get('/kheo')).text, /Của đơn vị cũ|Bỏ lọc/u)
    await merge(house, '2026-11-22')
    house.setClock('2026-11-22T09:00:00+07:00')
    const now = await house.as('mydong')
    const all = await now.get('/kheo')
    assert.match(all.text, /Đường hoa Suối Lúa/u)
    assert.match(all.text, /Tổ tự quản Mỹ Đông/u)
    const past = await now.get('/kheo?cu=1')
    assert.match(past.text, /Xã Suối Lúa \(nay thuộc xã Mỹ Đông\)/u)
    assert.doesNotMatch(past.text, /Tổ tự quản Mỹ Đông/u)
    assert.match(past.text, /Bỏ lọc/u)
    assert.match((await now.get('/doc-van-ban')).text, /Của đơn vị cũ 1/u)
    assert.match((await now.get('/doc-van-ban?xem=don-vi-cu')).text, /suoi-lua\.txt/u)
    assert.match((await now.get('/bao-cao?cu=1')).text, /xã Suối Lúa \(nay thuộc xã Mỹ Đông\)/u)
    assert.equal((await now.get('/van-ban?cu=1')).status, 200)
    assert.doesNotMatch((await (await house.as('an')).get('/kheo')).text, /Đường hoa Suối Lúa/u)
  }),
)
