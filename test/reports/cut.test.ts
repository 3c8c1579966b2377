// The line between the house and its database is cut at each step of handing in, as the death of either side cuts it.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import test from 'node:test'
import { csrfOf } from '../../src/access/sessions.ts'
import { openDatabase } from '../../src/ground/db.ts'
import { buildHouse } from '../../src/house.ts'
import { cookieName } from '../../src/web/cookie.ts'
import { inHouse, MORNING, type TestHouse } from '../house.ts'
import { CODE, FILLED, openWindow } from './steps.ts'

/** A line that counts what the house says to the database, and is cut at one saying: unheard, or heard and unanswered. */
async function lineTo(url: string) {
  const target = new URL(url)
  const { port, hostname } = target
  const sockets = new Set<Socket>()
  let [said, cutAt, isHeard] = [0, Number.POSITIVE_INFINITY, false]
  const cut = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  const server = createServer(near => {
    const far = connect(Number(port), hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => sockets.delete(socket))
    }
    let isDeaf = false
    near.on('data', bytes => {
      said += 1
      if (said === cutAt && !isHeard) return cut()
      if (said === cutAt) isDeaf = true
      return far.write(bytes)
    })
    far.on('data', bytes => (isDeaf ? cut() : near.write(bytes)))
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  target.port = String((server.address() as AddressInfo).port)
  return {
    url: target.href,
    arm: (at: number, heard: boolean) => {
      ;[said, cutAt, isHeard] = [0, at, heard]
    },
    said: () => said,
    close: () => {
      cut()
      server.close()
    },
  }
}

async function written(house: TestHouse, id: string) {
  const one = (table: 'report_figure' | 'report_edition' | 'act_log', column: string) =>
    house.db
      .selectFrom(table)
      .select(eb => eb.fn.countAll<number>().as('n'))
      .where(column as never, '=', id as never)
      .executeTakeFirstOrThrow()
  return [(await one('report_edition', 'id')).n, (await one('report_figure', 'edition_id')).n, (await one('act_log', 'subject')).n] as const
}

const FIGURES = 28
const saidOn = (page: { payload: string }): string => page.payload.replace(/[\s\S]*<main/u, '').slice(0, 900)

test(
  'cut at any step of handing in, before or after the database heard it: all of it is there or nothing, and sending again gives one receipt',
  inHouse(async house => {
    const binh = await openWindow(house)
    const an = await house.as('an')
    const line = await lineTo(house.database.appUrl)
    // One connection, so that the steps come in one order each time.
    const { db, close } = openDatabase(line.url, { size: 1 })
    const app = await buildHouse({ db, files: house.files, now: () => new Date(MORNING), demo: true })
    const here = `/bao-cao/${CODE}/${house.unit('KT')}`
    const send = (id: string, after: number) =>
      app.inject({
        method: 'POST',
        url: `${here}/nop`,
        headers: { cookie: `${cookieName}=${an.token}`, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({
          _csrf: csrfOf(an.token),
          id,
          after: String(after),
          ...(FILLED as Record<string, string>),
          'o-DT01': String(after + 1),
        }).toString(),
      })
    const returned = async (edition: string): Promise<void> => {
      const fields = { id: randomUUID(), seen: '0', 't-DT01': '1', 'l-DT01': 'xem lại' }
      assert.equal((await binh.post(`/bao-cao/${CODE}/xem/${edition}/tra-lai`, fields)).status, 303)
    }
    try {
      // The cell it was returned for is another each time, or it would not be taken.
      const first = randomUUID()
      const begun = await send(first, 0)
      assert.equal(begun.statusCode, 303, saidOn(begun))
      await returned(first)
      line.arm(Number.POSITIVE_INFINITY, false)
      let [after, uncut, kills, committed] = [1, 0, 0, 0]
      for (const heard of [false, true])
        for (let step = 1; uncut === 0 || step <= uncut; step++) {
          const id = randomUUID()
          line.arm(step, heard)
          const answer = await send(id, after)
          const isWhole = line.said() < step
          line.arm(Number.POSITIVE_INFINITY, false)
          if (isWhole) {
            uncut = step - 1
            assert.equal(answer.statusCode, 303, saidOn(answer))
          } else {
            kills += 1
            const [editions, figures, links] = await written(house, id)
            assert.deepEqual([figures, links], editions === 1 ? [FIGURES, 1] : [0, 0], `step ${step}: half of it is there`)
            if (answer.statusCode === 303) assert.equal(editions, 1, `step ${step}: a receipt was given for nothing`)
            else assert.ok(answer.statusCode >= 500, `step ${step}: ${answer.statusCode}`)
            committed += editions
          }
          // The pool may still hold the line that died; whoever sends again after that finds a new one.
          let again = await send(id, after)
          for (let times = 0; times < 5 && again.statusCode === 503; times++) again = await send(id, after)
          assert.equal(again.statusCode, 303, saidOn(again))
          assert.deepEqual(await written(house, id), [1, FIGURES, 1])
          after += 1
          await returned(id)
        }
      assert.ok(kills >= 10, `only ${kills} steps were cut`)
      assert.ok(committed >= 1, 'no cut fell between the commit and its answer')
      const receipts = await house.db.selectFrom('report_edition').select('receipt').execute()
      assert.equal(new Set(receipts.map(one => one.receipt)).size, after)
    } finally {
      await app.close()
      await close()
      line.close()
    }
  }),
)
