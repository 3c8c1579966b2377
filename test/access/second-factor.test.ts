// The second factor, tried by its owner, by someone who only knows the password, and by someone who lost the telephone.
import assert from 'node:assert/strict'
import test from 'node:test'
import decodeQR from 'qr/decode.js'
import { newSecret, recoveryHash, stepOf } from '../../src/access/one-time-code.ts'
import { seal, unseal } from '../../src/access/sealed.ts'
import { inHouse, MORNING } from '../house.ts'
import { codesOn, digitsAt, Someone, secretOn, setUp } from './someone.ts'

const LATER = '2026-11-21T10:00:00+07:00'
const after = (instant: string, seconds: number): string => new Date(Date.parse(instant) + seconds * 1000).toISOString()

test('a sealed secret opens with its key for its owner, and in no other way', () => {
  const [key, other, secret] = [newKey(1), newKey(2), newSecret()]
  const sealed = seal(key, secret, 'an')
  assert.deepEqual(unseal(key, sealed, 'an'), secret)
  assert.equal(unseal(other, sealed, 'an'), undefined)
  assert.equal(unseal(key, sealed, 'binh'), undefined, 'a row copied to another person')
  const bent = Buffer.from(sealed)
  bent[bent.length - 1] = (bent.at(-1) ?? 0) ^ 1
  assert.equal(unseal(key, bent, 'an'), undefined)
  assert.notDeepEqual(seal(key, secret, 'an'), sealed, 'never the same twice')
})
const newKey = (of: number): Buffer => Buffer.alloc(32, of)

test('a code holds for its half minute and the ones beside it, and only once', () => {
  const secret = Buffer.from('12345678901234567890')
  const base32 = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  // RFC 6238, appendix B, cut to six digits.
  assert.equal(digitsAt(base32, '1970-01-01T00:00:59Z'), '287082')
  const at = new Date(59_000)
  assert.equal(stepOf(secret, '287082', at, 0), 1)
  assert.equal(stepOf(secret, '287 082', at, 0), 1, 'typed in two groups')
  assert.equal(stepOf(secret, '287082', at, 1), undefined, 'taken before')
  assert.equal(stepOf(secret, '287082', new Date(89_000), 0), 1, 'a clock half a minute off')
  assert.equal(stepOf(secret, '287082', new Date(121_000), 0), undefined, 'too old')
  for (const wrong of ['287083', '28708', '2870820', 'abcdef', '']) assert.equal(stepOf(secret, wrong, at, 0), undefined, wrong)
})

test('a recovery code is known however it is typed, and nothing else is one', () => {
  assert.equal(recoveryHash('k7m2q-9xw4t'), recoveryHash(' K7M2Q 9XW4T '))
  for (const no of ['287082', 'k7m2q-9xw4', 'k7m2q-9xw4o', '']) assert.equal(recoveryHash(no), undefined, no)
})

/** What a telephone reads from the picture of the page. */
function readPicture(page: string): string {
  const [, size = '0', path = ''] = /viewBox="0 0 (\d+) \1"[\s\S]*?fill="#000" d="([^"]+)"/u.exec(page) ?? []
  const scale = 4
  const width = Number(size) * scale
  const data = new Uint8Array(width * width * 4).fill(255)
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1/gu))
    for (let dy = 0; dy < scale; dy++)
      for (let dx = 0; dx < Number(run) * scale; dx++)
        data.fill(
          0,
          ((Number(y) * scale + dy) * width + Number(x) * scale + dx) * 4,
          ((Number(y) * scale + dy) * width + Number(x) * scale + dx) * 4 + 3,
        )
  return decodeQR({ width, height: width, data })
}

test(
  'a person sets it up from the picture, sees ten recovery codes once, and needs a code from then on',
  inHouse(async house => {
    const an = new Someone(house)
    await an.signIn('an')
    assert.match((await an.get('/tai-khoan/xac-thuc')).text, /Xác thực hai bước chưa bật/)
    const wrong = await an.post('/tai-khoan/xac-thuc/bat-dau', { password: 'khong-phai' })
    assert.equal(wrong.status, 422)
    assert.match(wrong.text, /Mật khẩu: không đúng/)
    assert.equal((await house.db.selectFrom('account_totp').select('person_id').execute()).length, 0)

    assert.equal((await an.post('/tai-khoan/xac-thuc/bat-dau', { password: 'mau-2026' })).status, 303)
    const page = await an.get('/tai-khoan/xac-thuc')
    const secret = secretOn(page.text)
    const uri = new URL(readPicture(page.text))
    assert.equal(uri.protocol, 'otpauth:')
    assert.equal(uri.searchParams.get('secret'), secret.replaceAll(' ', ''))
    assert.equal(uri.searchParams.get('issuer'), 'Dân Vận')
    assert.match(decodeURIComponent(uri.pathname), /an$/)

    const begun = await an.signIn('an')
    assert.equal(begun.location, '/', 'begun and not confirmed asks for nothing yet')
    const not = await an.post('/tai-khoan/xac-thuc/xac-nhan', { code: '000000' })
    assert.equal(not.status, 422)
    assert.match(not.text, /Mã 6 số: chưa đúng/)
    const done = await an.post('/tai-khoan/xac-thuc/xac-nhan', { code: digitsAt(secret, MORNING) })
    assert.match(done.text, /Đã bật xác thực hai bước/)
    const codes = codesOn(done.text)
    assert.equal(new Set(codes).size, 10)
    const since = await an.get('/tai-khoan/xac-thuc')
    assert.match(since.text, /còn 10 mã dự phòng/)
    for (const code of codes) assert.ok(!since.text.includes(code))

    house.setClock(LATER)
    const again = new Someone(house)
    const first = await again.signIn('an')
    assert.equal(first.status, 200)
    assert.match(first.text, /Còn một bước: mã xác thực/)
    const second = await again.post('/dang-nhap/ma', { code: digitsAt(secret, LATER) })
    assert.equal(second.status, 303)
    assert.equal(second.location, '/')
    assert.equal((await again.get('/tai-khoan')).status, 200)
    assert.match((await again.get('/tai-khoan')).text, /bật xác thực hai bước/)
  }),
)

test(
  'the right password alone opens nothing but the page that asks for the code, and that for ten minutes',
  inHouse(async house => {
    const an = new Someone(house)
    await an.signIn('an')
    const { secret } = await setUp(an, MORNING)
    house.setClock(LATER)
    const half = new Someone(house)
    await half.signIn('an')
    for (const path of ['/', '/kheo', '/tai-khoan', '/tai-khoan/nhat-ky', '/tai-khoan/xac-thuc'])
      assert.equal((await half.get(path)).status, 401, path)
    assert.equal((await half.post('/tai-khoan/xac-thuc/tat', { code: digitsAt(secret, LATER) })).status, 401)
    assert.equal((await half.get('/dang-nhap/ma')).status, 200)
    assert.equal((await new Someone(house).get('/dang-nhap/ma')).location, '/dang-nhap')
    const before = half.token
    house.setClock(after(LATER, 601))
    const late = await half.post('/dang-nhap/ma', { code: digitsAt(secret, after(LATER, 601)) })
    assert.equal(late.status, 401)
    assert.match(late.text, /Đăng nhập lại từ đầu/)
    assert.equal(half.token, before)
    assert.equal((await half.get('/')).status, 401)
  }),
)

test(
  'the second step gives a token of its own: one planted or seen before the code is worth nothing after it',
  inHouse(async house => {
    const an = new Someone(house)
    await an.signIn('an')
    const { secret } = await setUp(an, MORNING)
    house.setClock(LATER)
    const entering = new Someone(house)
    await entering.signIn('an')
    const waiting = entering.token
    await entering.post('/dang-nhap/ma', { code: digitsAt(secret, LATER) })
    assert.notEqual(entering.token, waiting)
    const other = new Someone(house)
    other.token = waiting
    assert.equal((await other.get('/')).status, 401)
  }),
)

test(
  'a code seen over a shoulder is not taken a second time, at the door or inside',
  inHouse(async house => {
    const an = new Someone(house)
    await an.signIn('an')
    const { secret } = await setUp(an, MORNING)
    const replay = new Someone(house)
    await replay.signIn('an')
    const confirmed = await replay.post('/dang-nhap/ma', { code: digitsAt(secret, MORNING) })
    assert.equal(confirmed.status, 422, 'the code that confirmed it is used up')
    house.setClock(LATER)
    const code = digitsAt(secret, LATER)
    const first = new Someone(house)
    await first.signIn('an')
    assert.equal((await first.post('/dang-nhap/ma', { code })).status, 303)
    const second = new Someone(house)
    await second.signIn('an')
    assert.equal((await second.post('/dang-nhap/ma', { code })).status, 422)
    assert.equal((await first.post('/tai-khoan/xac-thuc/tat', { code })).status, 422)
    assert.match((await first.get('/tai-khoan/xac-thuc')).text, /đang bật/)
  }),
)

test(
  'five wrong codes make every code wait a quarter of an hour, at whichever door they are tried',
  inHouse(async house => {
    const an = new Someone(house)
    await an.signIn('an')
    const { secret, codes } = await setUp(an, MORNING)
    house.setClock(LATER)
    for (let i = 1; i <= 5; i++) {
      const thief = new Someone(house)
      await thief.signIn('an')
      const answer = await thief.post('/dang-nhap/ma', { code: '000000' })
      assert.equal(answer.status, 422)
      assert.match(answer.text, i < 5 ? new RegExp(`còn ${5 - i} lần thử`) : /đã sai 5 lần. Đợi đến 10:15/)
    }
    const owner = new Someone(house)
    await owner.signIn('an')
    assert.match((await owner.post('/dang-nhap/ma', { code: digitsAt(secret, LATER) })).text, /Đợi đến 10:15/)
    assert.match((await owner.post('/dang-nhap/ma', { code: codes[0] ?? '' })).text, /Đợi đến 10:15/)
    assert.match((await an.post('/tai-khoan/xac-thuc/ma-moi', { code: digitsAt(secret, LATER) })).text, /Đợi đến 10:15/)
    const open = after(LATER, 15 * 60)
    house.setClock(open)
    await owner.signIn('an')
    assert.equal((await owner.post('/dang-nhap/ma', { code: digitsAt(secret, open) })).status, 303)
  }),
)

test(
  'wrong codes sent at once are counted one by one',
  inHouse(async house => {
    const an = new Someone(house)
    await an.signIn('an')
    await setUp(an, MORNING)
    house.setClock(LATER)
    const thief = new Someone(house)
    await thief.signIn('an')
    const answers = await Promise.all(Array.from({ length: 9 }, (_, i) => thief.post('/dang-nhap/ma', { code: `00000${i}` })))
    assert.equal(answers.filter(one => /đã sai 5 lần/u.test(one.text)).length, 5, 'the fifth and all after it wait')
  }),
)

test(
  'a recovery code lets in once, is logged, and a new ten makes the old ones worthless',
  inHouse(async house => {
    const an = new Someone(house)
    await an.signIn('an')
    const { codes } = await setUp(an, MORNING)
    house.setClock(LATER)
    const [first = '', second = '', third = ''] = codes
    const lost = new Someone(house)
    await lost.signIn('an')
    assert.equal((await lost.post('/dang-nhap/ma', { code: first.toUpperCase() })).status, 303)
    assert.match((await lost.get('/tai-khoan')).text, /đăng nhập bằng mã dự phòng/)
    assert.match((await lost.get('/tai-khoan/xac-thuc')).text, /còn 9 mã dự phòng/)
    const again = new Someone(house)
    await again.signIn('an')
    assert.equal((await again.post('/dang-nhap/ma', { code: first })).status, 422)
    const fresh = codesOn((await lost.post('/tai-khoan/xac-thuc/ma-moi', { code: second })).text)
    assert.equal(fresh.length, 10)
    assert.equal((await again.post('/dang-nhap/ma', { code: third })).status, 422)
    assert.equal((await again.post('/dang-nhap/ma', { code: fresh[0] ?? '' })).status, 303)
    const kept = await house.db.selectFrom('account_recovery').select('code_sha256').execute()
    for (const code of fresh) assert.ok(!kept.some(row => row.code_sha256.includes(code)))
  }),
)

test(
  'another person’s recovery code opens nothing',
  inHouse(async house => {
    const [an, binh] = [new Someone(house), new Someone(house)]
    await an.signIn('an')
    await binh.signIn('binh')
    const hers = await setUp(an, MORNING)
    await setUp(binh, MORNING)
    house.setClock(LATER)
    const thief = new Someone(house)
    await thief.signIn('binh')
    assert.equal((await thief.post('/dang-nhap/ma', { code: hers.codes[0] ?? '' })).status, 422)
    assert.equal((await thief.post('/dang-nhap/ma', { code: digitsAt(hers.secret, LATER) })).status, 422)
  }),
)

test(
  'what was typed before the session ended goes through the second step too',
  inHouse(async house => {
    const an = new Someone(house)
    await an.signIn('an')
    const { secret } = await setUp(an, MORNING)
    house.setClock(LATER)
    const entering = new Someone(house)
    const resend = JSON.stringify({ action: '/kheo/dang-ky', typed: { title: 'Đường hoa “mới”' } })
    const asked = await entering.signIn('an', 'mau-2026', { resend, back: '/kheo' })
    assert.match(asked.text, /name="resend"/)
    const inside = await entering.post('/dang-nhap/ma', { code: digitsAt(secret, LATER), resend })
    assert.equal(inside.status, 200)
    assert.match(inside.text, /action="\/kheo\/dang-ky"/)
    const other = new Someone(house)
    house.setClock(after(LATER, 60))
    await other.signIn('an')
    assert.equal((await other.post('/dang-nhap/ma', { code: digitsAt(secret, after(LATER, 60)), back: '//ac.example' })).location, '/')
  }),
)

test(
  'a role that must have it is led to set it up before anything else, and demo accounts never',
  inHouse(async house => {
    const demo = new Someone(house)
    await demo.signIn('quan')
    assert.equal((await demo.get('/can-bo')).status, 200, 'an administrator of the demo')
    await house.db.updateTable('account').set({ demo: false }).where('login', 'in', ['quan', 'an']).execute()
    const an = new Someone(house)
    await an.signIn('an')
    assert.equal((await an.get('/kheo')).status, 200, 'an officer need not')

    const quan = new Someone(house)
    assert.equal((await quan.signIn('quan')).location, '/')
    for (const path of ['/', '/can-bo', '/nhat-ky', '/tai-khoan', '/tai-khoan/phien', '/don-vi']) {
      const led = await quan.get(path)
      assert.equal(led.status, 303, path)
      assert.equal(led.location, '/tai-khoan/xac-thuc', path)
    }
    const refused = await quan.post('/can-bo/them', { name: 'Người Mới' })
    assert.equal(refused.status, 403)
    assert.match(refused.text, /phải có xác thực hai bước/)
    assert.match(refused.text, /value="Người Mới"/, 'what was typed is kept')
    const page = await quan.get('/tai-khoan/xac-thuc')
    assert.match(page.text, /Vai trò của ông\/bà phải có xác thực hai bước/)
    assert.doesNotMatch(page.text, /href="\/can-bo"/, 'no menu of closed doors')

    const { secret } = await setUp(quan, MORNING)
    assert.equal((await quan.get('/can-bo')).status, 200)
    house.setClock(LATER)
    assert.equal((await quan.post('/tai-khoan/xac-thuc/tat', { code: digitsAt(secret, LATER) })).status, 303)
    assert.equal((await quan.get('/can-bo')).location, '/tai-khoan/xac-thuc', 'turned off, it is owed again')
  }),
)

test(
  'the rule is set by the highest administrator alone, and holds at once for open sessions',
  inHouse(async house => {
    await house.db.updateTable('account').set({ demo: false }).where('login', '=', 'chi').execute()
    const quan = await house.as('quan')
    const chi = await house.as('chi')
    assert.equal((await chi.get('/kheo')).status, 200)
    assert.match((await quan.get('/can-bo/xac-thuc')).text, /Phải có xác thực hai bước: quản trị tài khoản/)
    assert.equal((await quan.post('/can-bo/xac-thuc', { roles: ['head', 'administrator'] })).status, 303)
    assert.match((await quan.get('/can-bo/xac-thuc')).text, /lãnh đạo, quản trị tài khoản/)
    assert.equal((await chi.get('/kheo')).location, '/tai-khoan/xac-thuc')
    assert.match((await quan.get('/nhat-ky')).text, /đặt quy định xác thực hai bước/)

    await house.inTx(async (tx, world) => {
      const { addPost } = await import('../../src/access/people.ts')
      const { day } = await import('../../src/ground/day.ts')
      await addPost(tx, {
        personId: world.unit('person:an'),
        unitId: house.unit('KT'),
        role: 'administrator',
        title: 'quản trị xã',
        from: day('2026-01-01'),
      })
    })
    const an = await house.as('an')
    assert.doesNotMatch((await an.get('/can-bo/xac-thuc')).text, /Đặt quy định/)
    const refused = await an.post('/can-bo/xac-thuc', { roles: [] })
    assert.equal(refused.status, 422)
    assert.match(refused.text, /quản trị viên ở đơn vị cao nhất/)
  }),
)

test(
  'an administrator takes it off a person who lost everything; never their own, nor that of someone who also works higher up',
  inHouse(async house => {
    const an = new Someone(house)
    await an.signIn('an')
    await setUp(an, MORNING)
    const quan = await house.as('quan')
    const person = `/can-bo/${house.unit('person:an')}`
    assert.match((await quan.get(person)).text, /Gỡ xác thực hai bước/)
    assert.equal((await quan.post(`${person}/go-xac-thuc`)).status, 303)
    assert.equal((await an.get('/')).status, 401, 'signed out everywhere')
    assert.equal((await an.signIn('an')).location, '/', 'the password alone again')
    assert.match((await quan.get('/nhat-ky')).text, /gỡ xác thực hai bước của một người/)
    assert.equal((await quan.post(`/can-bo/${house.unit('person:quan')}/go-xac-thuc`)).status, 422)

    await house.inTx(async (tx, world) => {
      const { addPost } = await import('../../src/access/people.ts')
      const { day } = await import('../../src/ground/day.ts')
      const from = day('2026-01-01')
      await addPost(tx, {
        personId: world.unit('person:dung'),
        unitId: house.unit('KT'),
        role: 'administrator',
        title: 'quản trị xã',
        from,
      })
      await addPost(tx, { personId: world.unit('person:chi'), unitId: house.unit('KT'), role: 'officer', title: 'cán bộ tăng cường', from })
    })
    const chi = new Someone(house)
    await chi.signIn('chi')
    await setUp(chi, MORNING)
    const dung = await house.as('dung')
    const head = `/can-bo/${house.unit('person:chi')}`
    assert.doesNotMatch((await dung.get(head)).text, /Gỡ xác thực|Mời đặt lại/)
    for (const deed of ['go-xac-thuc', 'moi']) {
      const refused = await dung.post(`${head}/${deed}`)
      assert.equal(refused.status, 422, deed)
      assert.match(refused.text, /ngoài phạm vi của ông\/bà/)
    }
    assert.equal((await chi.get('/kheo')).status, 200)
  }),
)
