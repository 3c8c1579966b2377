import assert from 'node:assert/strict'
import { join } from 'node:path'
import test from 'node:test'
import { PROJECT } from './binaries.ts'
import { readOptions, required } from './options.ts'
import { readSettings } from './settings.ts'

test('every setting has a default, and the pages are for this machine alone', () => {
  assert.deepEqual(readSettings({}), { port: 8080, host: '127.0.0.1', dataDir: join(PROJECT, '.data'), secure: false })
  assert.deepEqual(readSettings({ PORT: '', HOST: '', DATA_DIR: '', DATABASE_URL: '', DATABASE_OWNER_URL: '' }), readSettings({}))
})

test('a data folder is taken from where the command is given', () => {
  assert.equal(readSettings({ DATA_DIR: 'here' }).dataDir, join(process.cwd(), 'here'))
  assert.equal(readSettings({ DATA_DIR: '/srv/danvan' }).dataDir, '/srv/danvan')
})

test('a wrong port is refused', () => {
  for (const PORT of ['-1', '65536', '80a', ' ', '8080 8081']) assert.throws(() => readSettings({ PORT }), /PORT phải là số/)
  assert.equal(readSettings({ PORT: '0' }).port, 0)
})

test('options are read in both their forms, and what stands by itself is kept in order', () => {
  const options = readOptions(['a.txt', '--out', 'dir', 'b.txt', '--window=Q4', '--', '--c.txt'], ['out', 'window'])
  assert.deepEqual(options.rest, ['a.txt', 'b.txt', '--c.txt'])
  assert.equal(required(options, 'out'), 'dir')
  assert.equal(required(options, 'window'), 'Q4')
  assert.throws(() => required(options, 'unit'), /Thiếu --unit/)
  assert.throws(() => readOptions(['--uot', 'x'], ['out']), /Không có tham số --uot/)
  assert.throws(() => readOptions(['--out'], ['out']), /Thiếu giá trị sau --out/)
})

test('behind HTTPS the cookie is told to stay there', () => {
  assert.equal(readSettings({ SECURE_COOKIES: '1' }).secure, true)
  assert.equal(readSettings({ SECURE_COOKIES: '0' }).secure, false)
})

test('mail is off until it is set, and half a setting is refused by name', () => {
  assert.equal('mail' in readSettings({}), false)
  const whole = { MAIL_URL: 'smtp://dan:van@thu.example:587', MAIL_FROM: 'Dân Vận <dv@tinh.example>', PUBLIC_URL: 'https://dv.example/' }
  assert.deepEqual(readSettings(whole).mail, { url: whole.MAIL_URL, from: whole.MAIL_FROM, publicUrl: 'https://dv.example' })
  assert.throws(() => readSettings({ ...whole, MAIL_FROM: '' }), /thiếu MAIL_FROM/)
  assert.throws(() => readSettings({ ...whole, PUBLIC_URL: '' }), /thiếu PUBLIC_URL/)
  assert.throws(() => readSettings({ ...whole, MAIL_URL: 'thu.example:587' }), /MAIL_URL sai dạng/)
  assert.throws(() => readSettings({ ...whole, PUBLIC_URL: 'dv.example' }), /PUBLIC_URL sai dạng/)
  assert.throws(() => readSettings({ ...whole, MAIL_FROM: 'a@b.example\r\nBcc: c@d.example' }), /MAIL_FROM sai dạng/)
  assert.equal(readSettings({ DIGEST_HOUR: '6' }).digestHour, 6)
  for (const DIGEST_HOUR of ['24', '-1', 'sáng']) assert.throws(() => readSettings({ DIGEST_HOUR }), /DIGEST_HOUR/)
})
