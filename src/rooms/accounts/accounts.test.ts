import assert from 'node:assert/strict'
import test from 'node:test'
import { linkOn, Someone } from '../../../test/access/someone.ts'
import { inHouse } from '../../../test/house.ts'

const NEW = {
  id: '0b9e7c9e-0000-4000-8000-000000000001',
  name: 'Nguyễn Thị Mới',
  login: 'nguyen.moi',
  role: 'officer',
  title: 'chuyên viên',
  body: 'Ban Xây dựng Đảng',
  from: '21/11/2026',
  until: '',
}

test(
  'an administrator adds a colleague, who sets a password by the link and works the same day',
  inHouse(async house => {
    const quan = new Someone(house)
    await quan.signIn('quan')
    assert.equal((await quan.get('/can-bo/them')).status, 200)
    const added = await quan.post('/can-bo/them', { ...NEW, unit: house.unit('SL') })
    assert.equal(added.status, 200, added.text.slice(0, 2000))
    const link = linkOn(added.text)
    const colleague = new Someone(house)
    assert.match((await colleague.get(link)).text, /Tên đăng nhập của ông\/bà là nguyen.moi/)
    const set = await colleague.post(link, { password: 'con trâu đi trước', repeat: 'con trâu đi trước' })
    assert.equal(set.status, 200)
    assert.match(set.text, /Đã đặt mật khẩu/)
    assert.equal((await colleague.signIn('nguyen.moi', 'con trâu đi trước')).location, '/')
    assert.equal((await colleague.get('/kheo')).status, 200)
    assert.match((await quan.get(`/can-bo/${NEW.id}`)).text, /Nguyễn Thị Mới: 1 chức vụ/)
    assert.match((await quan.get('/can-bo?tim=thi moi')).text, /Nguyễn Thị Mới/)
  }),
)

test(
  'a form with faults comes back with what was typed',
  inHouse(async ({ as, unit, db }) => {
    const quan = await as('quan')
    const back = await quan.post('/can-bo/them', { ...NEW, unit: unit('SL'), login: 'Tên Sai', from: '31/11/2026' })
    assert.equal(back.status, 400)
    assert.match(back.text, /ngày 31\/11\/2026 không có trong lịch/)
    assert.match(back.text, /value="Nguyễn Thị Mới"/)
    const taken = await quan.post('/can-bo/them', { ...NEW, unit: unit('SL'), login: 'an' })
    assert.equal(taken.status, 422)
    assert.match(taken.text, /đã có người dùng/)
    assert.equal((await db.selectFrom('person').select('id').where('id', '=', NEW.id).execute()).length, 0, 'nothing half done')
    assert.equal((await quan.post('/can-bo/them', { ...NEW, unit: unit('SL') })).status, 200)
    const twice = await quan.post('/can-bo/them', { ...NEW, unit: unit('SL') })
    assert.equal(twice.status, 422, 'pressed twice')
    assert.match(twice.text, /vừa được mời/)
  }),
)

test(
  'searching for the unit inside the form writes nothing and keeps what was typed',
  inHouse(async ({ as, db }) => {
    const quan = await as('quan')
    const found = await quan.post('/can-bo/them', { ...NEW, _find: 'unit', 'unit-tim': 'suoi lua' })
    assert.equal(found.status, 200)
    assert.match(found.text, /Xã Suối Lúa/)
    assert.match(found.text, /value="nguyen.moi"/)
    assert.equal((await db.selectFrom('person').select('id').where('id', '=', NEW.id).execute()).length, 0)
  }),
)

test(
  'a post is ended to the day, and not one’s own',
  inHouse(async ({ as, unit }) => {
    const quan = await as('quan')
    const page = await quan.get(`/can-bo/${unit('person:dung')}`)
    const post = /name="post" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    assert.equal((await quan.post(`/can-bo/${unit('person:dung')}/ket-thuc`, { post, until: '20/11/2026' })).status, 303)
    assert.equal((await (await as('dung')).get('/kheo')).status, 403)
    const own = /name="post" value="([^"]+)"/.exec((await quan.get(`/can-bo/${unit('person:quan')}`)).text)?.[1] ?? ''
    const refused = await quan.post(`/can-bo/${unit('person:quan')}/ket-thuc`, { post: own, until: '21/11/2026' })
    assert.equal(refused.status, 422)
    assert.match(refused.text, /không tự kết thúc/)
  }),
)

test(
  'a second post opens a second unit',
  inHouse(async ({ as, unit }) => {
    const quan = await as('quan')
    const given = { unit: unit('SL'), role: 'head', title: 'Phó Bí thư', from: '21/11/2026', until: '' }
    assert.equal((await quan.post(`/can-bo/${unit('person:dung')}/chuc-vu`, given)).status, 303)
    assert.match((await (await as('dung')).get('/tai-khoan')).text, /đang giữ 2 chức vụ/)
    const twice = await quan.post(`/can-bo/${unit('person:dung')}/chuc-vu`, given)
    assert.equal(twice.status, 422)
    assert.match(twice.text, /đã giữ đúng chức vụ ấy/)
  }),
)

test(
  'an inspector sees people and the log, and may change nothing',
  inHouse(async ({ as, unit }) => {
    await (await as('quan')).post('/can-bo/them', { ...NEW, unit: unit('SL') })
    const khoa = await as('khoa')
    const page = await khoa.get(`/can-bo/${unit('person:dung')}`)
    assert.equal(page.status, 200)
    assert.doesNotMatch(page.text, /Kết thúc|Giao thêm/)
    assert.match((await khoa.get('/nhat-ky')).text, /tạo tài khoản/)
    assert.equal((await khoa.post('/can-bo/them', { ...NEW, id: unit('x'), login: 'khac', unit: unit('SL') })).status, 403)
  }),
)
