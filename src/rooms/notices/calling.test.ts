// Calls of hooks over real sockets: what is signed, and where they may not lead.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { createServer } from 'node:net'
import test from 'node:test'
import { listening } from '../../../test/notices/listening.ts'
import { isPublic } from './addresses.ts'
import { call } from './calling.ts'

const SECRET = Buffer.from('dvh_thử')
const AT = new Date('2026-11-21T02:42:00Z')
const base = { id: '0d1c1c6e-0000-8000-a000-000000000001', secret: SECRET, body: '{"deed":"ping"}', at: AT }

test('addresses inside a network are not public, in any way of writing them', () => {
  const closed = [
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'ff02::1',
    '2001:db8::1',
    '2001::1',
    '2002:7f00:1::',
    '[::1]',
    'localhost',
    '',
  ]
  for (const one of closed) assert.equal(isPublic(one), false, one)
  for (const one of ['8.8.8.8', '172.32.0.1', '203.0.112.1', '100.128.0.1', '2606:4700::1111', '[2606:4700::1111]'])
    assert.equal(isPublic(one), true, one)
})

test('a hook is not led inside the house: by an address in any writing, by a name, or without https', async () => {
  const inside = await listening()
  const { port } = new URL(inside.url)
  try {
    for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '0177.0.0.1', '[::1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:127.0.0.1]']) {
      const called = await call({ ...base, url: `https://${host}:${port}/`, mayBePrivate: false })
      assert.deepEqual([host, called.is, called.answer], [host, 'never', 'địa chỉ nội bộ, không được phép'])
    }
    // A name is looked at as it is resolved.
    const named = await call({ ...base, url: `https://localhost:${port}/`, mayBePrivate: false })
    assert.deepEqual(named, { is: 'never', answer: 'địa chỉ nội bộ, không được phép' })
    assert.equal((await call({ ...base, url: inside.url, mayBePrivate: false })).is, 'never')
    assert.equal((await call({ ...base, url: 'file:///etc/passwd', mayBePrivate: true })).is, 'never')
    assert.equal(inside.heard.length, 0)
  } finally {
    await inside.close()
  }
})

test('a call carries the time and a signature over time and body; a redirect is not followed, and only 2xx is done', async () => {
  const there = await listening()
  try {
    assert.deepEqual(await call({ ...base, url: there.url, mayBePrivate: true }), { is: 'done', answer: 'HTTP 200' })
    const [heard] = there.heard
    const timestamp = String(AT.getTime() / 1000)
    assert.equal(heard?.body, base.body)
    assert.equal(heard?.headers['x-danvan-timestamp'], timestamp)
    assert.equal(heard?.headers['x-danvan-delivery'], base.id)
    const expected = createHmac('sha256', SECRET).update(`${timestamp}.${base.body}`).digest('hex')
    assert.equal(heard?.headers['x-danvan-signature'], `v1=${expected}`)
    there.answers.push(302, 500, 404)
    for (const status of [302, 500, 404])
      assert.deepEqual(await call({ ...base, url: there.url, mayBePrivate: true }), { is: 'later', answer: `HTTP ${status}` })
    assert.equal(there.heard.length, 4)
  } finally {
    await there.close()
  }
})

test('a system that takes the line and says nothing is left after a while', async () => {
  const silent = createServer(socket => socket.on('error', () => {}))
  await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as { port: number }
  const called = await call({ ...base, url: `http://127.0.0.1:${port}/`, mayBePrivate: true, patience: 150 })
  assert.equal(called.is, 'later')
  assert.match(called.answer, /không trả lời/u)
  silent.close()
})
