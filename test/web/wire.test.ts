// What happens on the wire: uploads that stop half way, bodies that are too large, a database that goes away.
import assert from 'node:assert/strict'
import { type AddressInfo, connect } from 'node:net'
import test from 'node:test'
import pg from 'pg'
import { csrfOf } from '../../src/access/sessions.ts'
import { cookieName } from '../../src/web/cookie.ts'
import { inHouse, type TestHouse } from '../house.ts'
import { testServer } from '../server.ts'

const listening = async (house: TestHouse): Promise<number> => {
  await house.app.listen({ host: '127.0.0.1', port: 0 })
  return (house.app.server.address() as AddressInfo).port
}

/** Sends the beginning of an upload and hangs up. */
const abort = (port: number, token: string): Promise<void> =>
  new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(
        `POST /doc-van-ban HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncookie: ${cookieName}=${token}\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: 100000\r\n\r\n` +
          `--x\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${csrfOf(token)}\r\n--x\r\ncontent-disposition: form-data; name="files"; filename="a.txt"\r\n\r\nnửa chừng`,
        () => setTimeout(() => socket.destroy(), 5),
      )
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve())
  })

test(
  'a hundred uploads aborted half way leave nothing written, nothing held, and a house that answers',
  inHouse(async house => {
    const port = await listening(house)
    const binh = await house.as('binh')
    for (let i = 0; i < 100; i++) await abort(port, binh.token)
    const answers = await Promise.all(Array.from({ length: 12 }, () => fetch(`http://127.0.0.1:${port}/healthz`)))
    assert.deepEqual(
      answers.map(answer => answer.status),
      Array.from({ length: 12 }, () => 200),
    )
    assert.equal((await binh.get('/doc-van-ban')).status, 200)
    assert.equal((await house.db.selectFrom('reading_text').select('id').execute()).length, 0)
    const owner = new pg.Client({ connectionString: house.database.ownerUrl })
    await owner.connect()
    const { rows } = await owner.query(
      "select count(*)::int as held from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
    )
    await owner.end()
    assert.equal(rows[0].held, 0)
  }),
)

test(
  'a body that is too large is refused with a sentence, and nothing of it is kept',
  inHouse(async house => {
    const an = await house.as('an')
    const answer = await an.post('/tai-khoan/mat-khau', { current: 'x'.repeat(2_000_000), password: 'y', repeat: 'y' })
    assert.equal(answer.status, 413)
    assert.match(answer.text, /quá lớn\. Chia nhỏ/)
  }),
)

test(
  'when the database goes away the answer says so, and it comes back by itself',
  inHouse(async house => {
    const an = await house.as('an')
    const server = new pg.Client({ connectionString: await testServer() })
    await server.connect()
    const killed = await server.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
      new URL(house.database.appUrl).pathname.slice(1),
    ])
    await server.end()
    assert.equal((killed.rowCount ?? 0) > 0, true)
    const statuses: number[] = []
    for (let i = 0; i < 10; i++) statuses.push((await an.get('/')).status)
    assert.equal(statuses.at(-1), 200)
    assert.equal(
      statuses.every(status => status === 200 || status === 503),
      true,
      statuses.join(' '),
    )
  }),
)

test(
  'fields that no page ever sends do no harm',
  inHouse(async house => {
    const an = await house.as('an')
    const odd = {
      __proto__: 'x',
      constructor: 'y',
      _csrf: csrfOf(an.token),
      current: ['a', 'b'],
      password: '\u0000'.repeat(20),
      repeat: '\u202e'.repeat(20),
    }
    const answer = await an.post('/tai-khoan/mat-khau', odd)
    assert.equal([400, 422].includes(answer.status), true, String(answer.status))
    assert.equal((await an.get('/')).status, 200)
  }),
)

test(
  'of files sent together the one that is too large is named, and the good one is read',
  inHouse(async house => {
    const binh = await house.as('binh')
    const good = new TextEncoder().encode(
      'Ngày 12/3/2021, Ban Dân vận Huyện ủy tổng kết công tác dân vận năm 2020. Các xã đăng ký 14 mô hình.',
    )
    const answer = await binh.upload('/doc-van-ban', { id: house.unit('lần tải') }, [
      { field: 'files', name: 'qua-lon.txt', bytes: new Uint8Array(5_000_000).fill(97) },
      { field: 'files', name: 'tot.txt', bytes: good },
    ])
    const page = answer.location ? await binh.get(answer.location) : answer
    assert.match(page.text, /qua-lon\.txt/)
    assert.match(page.text, /2 MB/)
    assert.equal((await house.db.selectFrom('reading_text').select('id').execute()).length, 1)
  }),
)
