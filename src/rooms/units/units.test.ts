import assert from 'node:assert/strict'
import test from 'node:test'
import { inHouse } from '../../../test/house.ts'

test(
  'the organisation is shown as it stood on any day, on any line',
  inHouse(async ({ as }) => {
    const an = await as('an')
    const now = await an.get('/don-vi')
    assert.match(now.text, /Ngày 21\/11\/2026: 12 đơn vị cấp xã/)
    assert.doesNotMatch(now.text, /Huyện Khe Sơn/)
    const then = await an.get('/don-vi?ngay=30/6/2025')
    assert.match(then.text, /Ngày 30\/6\/2025: 2 huyện, 18 đơn vị cấp xã/)
    assert.match(then.text, /Huyện Khe Sơn/)
    assert.match((await an.get('/don-vi?he=women')).text, /Hội Liên hiệp Phụ nữ tỉnh Mẫu/)
  }),
)

test(
  'a unit is found by a past name without marks, with what became of it',
  inHouse(async ({ as }) => {
    const found = await (await as('an')).get('/don-vi?tim=na sim')
    assert.match(found.text, /Nà Sim/)
    assert.match(found.text, /nay thuộc <a [^>]*>phường Cầu Mây<\/a>/)
  }),
)

test(
  'the page of a merged commune tells what it was made of and how far back it compares',
  inHouse(async ({ as, unit }) => {
    const page = await (await as('an')).get(`/don-vi/${unit('KT')}`)
    assert.match(page.text, /hình thành từ xã Khe Trầm, xã Khe Ngoài/)
    assert.match(page.text, /so với tổng của xã Khe/)
  }),
)

test(
  'the page of one that received a part of another says that it does not compare',
  inHouse(async ({ as, unit }) => {
    const page = await (await as('an')).get(`/don-vi/${unit('SL')}`)
    assert.match(page.text, /Nhận một phần xã Đá Dựng/)
    assert.match(page.text, /Trước 01\/7\/2025:/)
    assert.match(page.text, /xã Đá Dựng/)
  }),
)

test(
  'the page of a past unit says who keeps its papers',
  inHouse(async ({ as, unit }) => {
    assert.match(
      (await (await as('an')).get(`/don-vi/${unit('DD0')}`)).text,
      /chia về xã Suối Lúa, xã Tân Ước|chia về xã Tân Ước, xã Suối Lúa/,
    )
    assert.match((await (await as('an')).get(`/don-vi/${unit('D1')}`)).text, /Hồ sơ do <a[^>]*>tỉnh Mẫu<\/a> giữ/)
  }),
)

test(
  'an impossible day and an unknown unit are said plainly',
  inHouse(async ({ as }) => {
    const an = await as('an')
    const day = await an.get('/don-vi?ngay=31/11/2026')
    assert.equal(day.status, 400)
    assert.match(day.text, /ngày 31\/11\/2026 không có trong lịch/)
    assert.equal((await an.get('/don-vi/00000000-0000-4000-8000-000000000000')).status, 404)
  }),
)

test(
  'an administrator adds a hamlet; a second of that name, or one at a wrong level, is refused',
  inHouse(async ({ as, unit }) => {
    const quan = await as('quan')
    const hamlet = { id: unit('moi'), parent: unit('SL'), level: 'hamlet', kind: 'thôn', name: 'Suối Mới', code: '', from: '21/11/2026' }
    assert.equal((await quan.get('/don-vi/them')).status, 200)
    assert.equal((await quan.post('/don-vi/them', hamlet)).status, 303)
    assert.match((await quan.get(`/don-vi/${unit('SL')}`)).text, /Thôn Suối Mới/)
    const twice = await quan.post('/don-vi/them', { ...hamlet, id: unit('moi2') })
    assert.equal(twice.status, 422)
    assert.match(twice.text, /đã có đơn vị tên này/)
    const wrong = await quan.post('/don-vi/them', { ...hamlet, id: unit('moi3'), name: 'Khác', level: 'province' })
    assert.match(wrong.text, /không đứng trực tiếp dưới/)
  }),
)
