// A link that opens one account once: who makes it, who takes it, and what it is worth after that.
import assert from 'node:assert/strict'
import test from 'node:test'
import { codesOn, digitsAt, linkOn, Someone, setUp } from '../../../test/access/someone.ts'
import { inHouse, MORNING, type TestHouse } from '../../../test/house.ts'

const ID = '0b9e7c9e-0000-4000-8000-000000000002'
const NEW = { id: ID, name: 'Hà Thị Mời', login: 'ha.moi', role: 'officer', title: 'chuyên viên', from: '21/11/2026', until: '' }
const GOOD = { password: 'con trâu đi trước', repeat: 'con trâu đi trước' }

async function invited(house: TestHouse): Promise<{ quan: Someone; link: string }> {
  const quan = new Someone(house)
  await quan.signIn('quan')
  return { quan, link: linkOn((await quan.post('/can-bo/them', { ...NEW, unit: house.unit('SL') })).text) }
}

const isDead = async (house: TestHouse, link: string): Promise<boolean> => {
  const someone = new Someone(house)
  const [seen, sent] = [await someone.get(link), await someone.post(link, GOOD)]
  assert.equal(seen.status, sent.status)
  return seen.status === 404 && /không còn dùng được/u.test(seen.text)
}

test(
  'a link is taken once; used, it looks like one that never was',
  inHouse(async house => {
    const { link } = await invited(house)
    const someone = new Someone(house)
    assert.equal((await someone.signIn('ha.moi', 'con trâu đi trước')).status, 422, 'no password, no way in')
    assert.equal((await someone.signIn('ha.moi', '')).status, 400)
    assert.equal((await someone.post(link, GOOD)).status, 200)
    assert.ok(await isDead(house, link))
    assert.ok(await isDead(house, '/loi-moi/khong-co-loi-moi-nao-nhu-vay'))
    assert.ok(await isDead(house, `${link}x`))
    assert.match((await (await house.as('khoa')).get('/nhat-ky')).text, /đặt mật khẩu theo lời mời/)
  }),
)

test(
  'two browsers that take one link at once: one sets the password',
  inHouse(async house => {
    const { link } = await invited(house)
    const answers = await Promise.all([
      new Someone(house).post(link, GOOD),
      new Someone(house).post(link, { password: 'đi ngược về xuôi', repeat: 'đi ngược về xuôi' }),
    ])
    assert.deepEqual(answers.map(one => one.status).sort(), [200, 404])
  }),
)

test(
  'what is kept of a link is not the link',
  inHouse(async house => {
    const { link } = await invited(house)
    const token = link.split('/').at(-1) ?? ''
    const row = await house.db.selectFrom('account_invitation').selectAll().executeTakeFirstOrThrow()
    assert.match(row.token_sha256, /^[0-9a-f]{64}$/)
    assert.ok(!JSON.stringify(row).includes(token))
    const log = await house.db.selectFrom('act_log').select('entry').execute()
    assert.ok(!JSON.stringify(log).includes(token))
  }),
)

test(
  'a link lives seventy-two hours, to the second',
  inHouse(async house => {
    const { link } = await invited(house)
    house.setClock('2026-11-24T09:41:59+07:00')
    assert.equal((await new Someone(house).get(link)).status, 200)
    house.setClock('2026-11-24T09:42:00+07:00')
    assert.ok(await isDead(house, link))
    const quan = new Someone(house)
    await quan.signIn('quan')
    assert.match((await quan.get(`/can-bo/${ID}`)).text, /đã quá hạn lúc 09:42 24\/11\/2026/)
    const renewed = linkOn((await quan.post(`/can-bo/${ID}/moi`, { login: 'ha.moi' })).text)
    assert.equal((await new Someone(house).post(renewed, GOOD)).status, 200)
  }),
)

test(
  'renewing kills the link before, withdrawing kills it without another',
  inHouse(async house => {
    const { quan, link } = await invited(house)
    const second = linkOn((await quan.post(`/can-bo/${ID}/moi`, { login: 'ha.moi' })).text)
    assert.ok(await isDead(house, link))
    assert.equal((await new Someone(house).get(second)).status, 200)
    assert.equal((await quan.post(`/can-bo/${ID}/rut-loi-moi`)).status, 303)
    assert.ok(await isDead(house, second))
    assert.doesNotMatch((await quan.get(`/can-bo/${ID}`)).text, /Rút lời mời/)
    assert.match((await (await house.as('khoa')).get('/nhat-ky')).text, /rút lời mời/)
  }),
)

test(
  'a login typed wrong is mended as long as nobody has a password to it, and never taken from another',
  inHouse(async house => {
    const { quan } = await invited(house)
    const taken = await quan.post(`/can-bo/${ID}/moi`, { login: 'an' })
    assert.equal(taken.status, 422)
    assert.match(taken.text, /đã có người dùng/)
    assert.match((await quan.post(`/can-bo/${ID}/moi`, { login: 'Hà Mới' })).text, /chữ thường không dấu/)
    const link = linkOn((await quan.post(`/can-bo/${ID}/moi`, { login: 'ha.thi.moi' })).text)
    await new Someone(house).post(link, GOOD)
    assert.equal((await new Someone(house).signIn('ha.thi.moi', GOOD.password)).location, '/')
    await quan.post(`/can-bo/${ID}/moi`, { login: 'khac.han' })
    assert.equal((await new Someone(house).signIn('ha.thi.moi', GOOD.password)).location, '/', 'a login with a password stays')
  }),
)

test(
  'a password that is weak or typed differently twice is not set, and the link stays good',
  inHouse(async house => {
    const { link } = await invited(house)
    const someone = new Someone(house)
    for (const [fields, say] of [
      [{ password: 'ngắn', repeat: 'ngắn' }, /ít nhất 10 ký tự/],
      [{ password: 'Hà Thị Mời', repeat: 'Hà Thị Mời' }, /quá dễ đoán/],
      [{ password: GOOD.password, repeat: 'khác' }, /khác với mật khẩu mới/],
    ] as const) {
      const back = await someone.post(link, fields)
      assert.equal(back.status, 422)
      assert.match(back.text, say)
      assert.ok(!back.text.includes(GOOD.password))
    }
    assert.equal((await someone.post(link, GOOD)).status, 200)
  }),
)

test(
  'who forgot the password gets a link; the old one holds until it is used, and then no session of before does',
  inHouse(async house => {
    const an = new Someone(house)
    await an.signIn('an')
    const { secret } = await setUp(an, MORNING)
    const quan = new Someone(house)
    await quan.signIn('quan')
    const page = `/can-bo/${house.unit('person:an')}`
    const link = linkOn((await quan.post(`${page}/moi`)).text)
    assert.equal((await an.get('/kheo')).status, 200)
    const later = '2026-11-21T11:00:00+07:00'
    house.setClock(later)
    assert.match((await new Someone(house).get(link)).text, /mật khẩu cũ không dùng được nữa/)
    await new Someone(house).post(link, GOOD)
    assert.equal((await an.get('/kheo')).status, 401)
    assert.equal((await an.signIn('an')).status, 422, 'the old password')
    const again = new Someone(house)
    assert.match((await again.signIn('an', GOOD.password)).text, /mã xác thực/, 'the second factor is still asked for')
    assert.equal((await again.post('/dang-nhap/ma', { code: digitsAt(secret, later) })).status, 303)
    assert.deepEqual(codesOn((await again.get('/tai-khoan')).text), [])
  }),
)

test(
  'changing one’s own password kills a link that was open',
  inHouse(async house => {
    const quan = new Someone(house)
    await quan.signIn('quan')
    const link = linkOn((await quan.post(`/can-bo/${house.unit('person:an')}/moi`)).text)
    const an = new Someone(house)
    await an.signIn('an')
    await an.post('/tai-khoan/mat-khau', { current: 'mau-2026', ...GOOD })
    assert.ok(await isDead(house, link))
  }),
)

test(
  'an inspector sees the account and invites nobody; out of reach nothing is there',
  inHouse(async house => {
    const khoa = await house.as('khoa')
    const person = `/can-bo/${house.unit('person:an')}`
    assert.doesNotMatch((await khoa.get(person)).text, /Mời|Kết thúc mọi phiên/)
    for (const deed of ['moi', 'rut-loi-moi', 'ket-thuc-phien', 'go-xac-thuc'])
      assert.equal((await khoa.post(`${person}/${deed}`)).status, 403, deed)
    await house.inTx(async (tx, world) => {
      const { addPost } = await import('../../access/people.ts')
      const { day } = await import('../../ground/day.ts')
      await addPost(tx, {
        personId: world.unit('person:dung'),
        unitId: house.unit('HL'),
        role: 'administrator',
        title: 'quản trị xã',
        from: day('2026-01-01'),
      })
    })
    const dung = await house.as('dung')
    for (const deed of ['moi', 'rut-loi-moi', 'ket-thuc-phien', 'go-xac-thuc'])
      assert.equal((await dung.post(`${person}/${deed}`)).status, 404, deed)
  }),
)
