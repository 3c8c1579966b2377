// The door of the house, tried by people and by those who wish it ill.
import assert from 'node:assert/strict'
import test from 'node:test'
import { csrfOf } from '../../src/access/sessions.ts'
import { DEMO_PASSWORD } from '../../src/demo/names.ts'
import { cookieName } from '../../src/web/cookie.ts'
import { inHouse } from '../house.ts'

test(
  'someone who is not signed in is led to the door, and then to where they were going',
  inHouse(async ({ stranger }) => {
    const asked = await stranger.get('/don-vi?he=party')
    assert.equal(asked.status, 401)
    assert.match(asked.text, /name="back" value="\/don-vi\?he=party"/)
    const entered = await stranger.post('/dang-nhap', { login: 'an', password: DEMO_PASSWORD, back: '/don-vi?he=party' })
    assert.equal(entered.status, 303)
    assert.equal(entered.location, '/don-vi?he=party')
  }),
)

test(
  'signing in never leads to another site',
  inHouse(async ({ stranger }) => {
    for (const back of ['https://ac.example', '//ac.example', '/\\ac.example', 'javascript:alert(1)'])
      assert.equal((await stranger.post('/dang-nhap', { login: 'an', password: DEMO_PASSWORD, back })).location, '/')
  }),
)

test(
  'a wrong login and a wrong password are answered alike, and the login stays typed',
  inHouse(async ({ stranger }) => {
    const login = await stranger.post('/dang-nhap', { login: 'khong.co', password: 'gi-do-khong-dung' })
    const password = await stranger.post('/dang-nhap', { login: 'an', password: 'gi-do-khong-dung' })
    for (const answer of [login, password]) {
      assert.equal(answer.status, 422)
      assert.match(answer.text, /Tên đăng nhập hoặc mật khẩu không đúng/)
      assert.equal(answer.response.cookies.length, 0)
    }
    assert.match(password.text, /value="an"/)
    assert.doesNotMatch(password.text, /gi-do-khong-dung/)
  }),
)

test(
  'a password is not tried without end',
  inHouse(async ({ stranger }) => {
    let last = 0
    for (let i = 0; i < 11; i++) last = (await stranger.post('/dang-nhap', { login: 'an', password: `thu lan ${i}` })).status
    assert.equal(last, 429)
    assert.equal(
      (await stranger.post('/dang-nhap', { login: 'binh', password: DEMO_PASSWORD })).status,
      303,
      'another person of the same office may still sign in',
    )
  }),
)

test(
  'the cookie cannot be read by a script nor sent along from another site',
  inHouse(async ({ stranger }) => {
    const cookie = String((await stranger.post('/dang-nhap', { login: 'an', password: DEMO_PASSWORD })).response.headers['set-cookie'])
    assert.match(cookie, /HttpOnly/)
    assert.match(cookie, /SameSite=Lax/)
  }),
)

test(
  'pages allow no script or style but our own, no frame, and are not kept by the browser',
  inHouse(async ({ as }) => {
    const page = await (await as('an')).get('/')
    const policy = String(page.response.headers['content-security-policy'])
    assert.match(policy, /default-src 'none'/)
    assert.match(policy, /script-src 'self'(;|$)/)
    assert.match(policy, /style-src 'self'(;|$)/)
    assert.match(policy, /frame-ancestors 'none'/)
    assert.doesNotMatch(policy, /unsafe/)
    assert.equal(page.response.headers['cache-control'], 'no-store')
    assert.equal(page.response.headers['x-content-type-options'], 'nosniff')
  }),
)

test(
  'every answer bears the same rules for the browser: a page, a program’s answer, what no route makes, what is refused',
  inHouse(async ({ app }) => {
    const asked = ['/', '/dang-nhap', '/healthz', '/khong-co', '/api/v1/khong-co'].map(url => ({ method: 'GET' as const, url }))
    for (const one of [...asked, { method: 'POST' as const, url: '/dang-nhap', payload: 'x', headers: { 'content-type': 'text/none' } }]) {
      const { headers } = await app.inject(one)
      assert.match(String(headers['content-security-policy']), /^default-src 'none';.*;frame-ancestors 'none'$/, one.url)
      const rest = Object.entries(headers).filter(
        ([name]) => /^(x-|cross-|origin-|referrer-|strict-)/u.test(name) && !name.startsWith('x-ratelimit'),
      )
      assert.deepEqual(
        rest.map(([name, value]) => `${name}: ${value}`).sort(),
        [
          'cross-origin-opener-policy: same-origin',
          'cross-origin-resource-policy: same-origin',
          'origin-agent-cluster: ?1',
          'referrer-policy: same-origin',
          'x-content-type-options: nosniff',
          'x-dns-prefetch-control: off',
          'x-download-options: noopen',
          'x-frame-options: SAMEORIGIN',
          'x-permitted-cross-domain-policies: none',
          'x-xss-protection: 0',
        ],
        one.url,
      )
    }
  }),
)

test(
  'a form without the token of its session is not taken',
  inHouse(async ({ app, as, db }) => {
    const an = await as('an')
    const bare = await app.inject({
      method: 'POST',
      url: '/tai-khoan/mat-khau',
      headers: { cookie: `${cookieName}=${an.token}`, 'content-type': 'application/x-www-form-urlencoded' },
      payload: `current=${DEMO_PASSWORD}&password=mot-cau-khac-han&repeat=mot-cau-khac-han`,
    })
    assert.equal(bare.statusCode, 401)
    const forged = await an.post('/tai-khoan/mat-khau', {
      _csrf: csrfOf('another token'),
      current: DEMO_PASSWORD,
      password: 'mot-cau-khac-han',
      repeat: 'mot-cau-khac-han',
    })
    assert.equal(forged.status, 401)
    assert.equal((await db.selectFrom('act_log').selectAll().execute()).length, 0)
  }),
)

test(
  'a form sent by a page of another site is not taken, even with the cookie and the token',
  inHouse(async ({ app, as }) => {
    const an = await as('an')
    for (const foreign of [{ origin: 'https://ac.example' }, { 'sec-fetch-site': 'cross-site' }, { origin: 'null' }]) {
      const answer = await app.inject({
        method: 'POST',
        url: '/tai-khoan/mat-khau',
        headers: { cookie: `${cookieName}=${an.token}`, 'content-type': 'application/x-www-form-urlencoded', ...foreign },
        payload: new URLSearchParams({
          _csrf: csrfOf(an.token),
          current: DEMO_PASSWORD,
          password: 'mot-cau-khac-han',
          repeat: 'mot-cau-khac-han',
        }).toString(),
      })
      assert.equal(answer.statusCode, 403)
      assert.doesNotMatch(answer.payload, /mot-cau-khac-han/, 'what another site sends is not shown back')
    }
  }),
)

test(
  'a session that ended while typing costs a sign-in and one press, not the text',
  inHouse(async ({ as, stranger, setClock }) => {
    const quan = await as('quan')
    setClock('2026-11-21T18:30:00+07:00')
    const late = await quan.post('/don-vi/them', { name: 'Khe <Mới> “một”', kind: 'xã', level: 'commune', from: '21/11/2026' })
    assert.equal(late.status, 401)
    assert.match(late.text, /những gì ông\/bà đã gõ vẫn còn/)
    const carried = /name="resend" value="([^"]*)"/
      .exec(late.text)?.[1]
      ?.replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&amp;', '&')
    assert.ok(carried)
    const again = await stranger.post('/dang-nhap', { login: 'quan', password: DEMO_PASSWORD, resend: carried })
    assert.equal(again.status, 200)
    assert.match(again.text, /action="\/don-vi\/them"/)
    assert.match(again.text, /Khe &lt;Mới>|Khe &lt;Mới&gt;/)
    const token = again.response.cookies.find(cookie => cookie.name === cookieName)?.value ?? ''
    assert.match(again.text, new RegExp(`name="_csrf" value="${csrfOf(token)}"`))
  }),
)

test(
  'what is carried through the door can only go back to a path of ours',
  inHouse(async ({ stranger }) => {
    for (const action of ['https://ac.example/', '//ac.example', 'javascript:alert(1)']) {
      const entered = await stranger.post('/dang-nhap', {
        login: 'an',
        password: DEMO_PASSWORD,
        resend: JSON.stringify({ action, typed: { a: 'b' } }),
      })
      assert.equal(entered.status, 303)
      assert.equal(entered.location, '/')
    }
  }),
)

test(
  'signing out ends the session for every copy of its cookie',
  inHouse(async ({ as }) => {
    const an = await as('an')
    assert.equal((await an.get('/')).status, 200)
    await an.post('/dang-xuat')
    assert.equal((await an.get('/')).status, 401)
  }),
)

test(
  'changing the password needs the present one and ends every session',
  inHouse(async ({ as, stranger }) => {
    const an = await as('an')
    const other = await as('an')
    const wrong = await an.post('/tai-khoan/mat-khau', {
      current: 'khong phai',
      password: 'con trau di truoc',
      repeat: 'con trau di truoc',
    })
    assert.equal(wrong.status, 422)
    assert.match(wrong.text, /Mật khẩu hiện nay: không đúng/)
    assert.match(
      (await an.post('/tai-khoan/mat-khau', { current: DEMO_PASSWORD, password: 'ngắn', repeat: 'ngắn' })).text,
      /ít nhất 10 ký tự/,
    )
    assert.match(
      (await an.post('/tai-khoan/mat-khau', { current: DEMO_PASSWORD, password: 'con trau di truoc', repeat: 'con trau' })).text,
      /khác với mật khẩu mới/,
    )
    assert.equal(
      (await an.post('/tai-khoan/mat-khau', { current: DEMO_PASSWORD, password: 'con trâu đi trước', repeat: 'con trâu đi trước' })).status,
      303,
    )
    assert.equal((await other.get('/')).status, 401)
    assert.equal((await stranger.post('/dang-nhap', { login: 'an', password: DEMO_PASSWORD })).status, 422)
    assert.equal((await stranger.post('/dang-nhap', { login: 'an', password: 'con trâu đi trước' })).status, 303)
  }),
)

test(
  'an address that does not exist and one out of reach look the same',
  inHouse(async ({ as, unit }) => {
    const dung = await as('dung')
    assert.equal((await dung.get('/khong-co')).status, 404)
    assert.equal((await dung.get(`/can-bo/${unit('person:an')}`)).status, 403)
    assert.equal((await (await as('quan')).get('/can-bo/00000000-0000-4000-8000-000000000000')).status, 404)
  }),
)

test(
  'a bug is said with a reference and without its inside',
  inHouse(async ({ as, database, inTx }) => {
    const an = await as('an')
    const owner = await import('pg').then(({ default: pg }) => new pg.Client({ connectionString: database.ownerUrl }))
    await owner.connect()
    await owner.query('alter table org_edition rename to hidden_from_the_test')
    const broken = await an.get('/')
    await owner.query('alter table hidden_from_the_test rename to org_edition')
    await owner.end()
    assert.equal(broken.status, 503)
    assert.match(broken.text, /Có lỗi của phần mềm.*Báo quản trị viên mã [0-9a-f]{8}/)
    assert.doesNotMatch(broken.text, /org_edition|node_modules/)
    await inTx(async () => {})
  }),
)

test(
  'demo accounts are listed only where demo data is loaded, and every page says so',
  inHouse(async ({ stranger }) => {
    assert.match((await stranger.get('/tai-khoan-minh-hoa')).text, new RegExp(DEMO_PASSWORD))
    assert.match((await stranger.get('/dang-nhap')).text, /Dữ liệu minh họa/)
  }),
)

test(
  'without demo data there is no such page',
  inHouse(
    async ({ stranger }) => {
      assert.equal((await stranger.get('/tai-khoan-minh-hoa')).status, 404)
      assert.doesNotMatch((await stranger.get('/dang-nhap')).text, /minh họa/)
    },
    { demo: false },
  ),
)

test(
  'healthz answers JSON once it can serve',
  inHouse(async ({ app }) => {
    const answer = await app.inject('/healthz')
    assert.equal(answer.statusCode, 200)
    assert.deepEqual(answer.json(), { ok: true })
  }),
)
