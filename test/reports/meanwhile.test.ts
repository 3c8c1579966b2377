// What goes on at the same time: reading while others write, and what handing in waits for.
import assert from 'node:assert/strict'
import { Socket } from 'node:net'
import test from 'node:test'
import { inHouse } from '../house.ts'
import { acceptIt, CODE, handIn, OFFICERS, openWindow } from './steps.ts'

test(
  'handing in speaks to nobody but the database',
  inHouse(async house => {
    await openWindow(house)
    const reached = new Set<string>()
    const { connect } = Socket.prototype
    Socket.prototype.connect = function (this: Socket, ...to: unknown[]) {
      this.once('connect', () => reached.add(String(this.remotePort)))
      this.once('error', () => reached.add('failed'))
      return Reflect.apply(connect, this, to)
    } as typeof connect
    try {
      // Six at once need more connections than the pool holds yet, so that the listening is seen to hear something.
      await Promise.all(['KT', 'HL', 'BS', 'BD', 'CM', 'DS'].map(code => handIn(house, OFFICERS[code] ?? '', code)))
    } finally {
      Socket.prototype.connect = connect
    }
    assert.deepEqual([...reached], [new URL(house.database.appUrl).port])
  }),
)

test(
  'while reports come in and are taken in, whoever reads sees each total whole, and never waits for them',
  inHouse(async house => {
    const binh = await openWindow(house)
    const editions: string[] = []
    for (const [code, login] of Object.entries(OFFICERS)) editions.push(await handIn(house, login, code))
    assert.equal((await acceptIt(binh, editions[0] ?? '')).status, 303)
    let going = true
    const seen: number[] = []
    const reader = await house.as('chi')
    const read = async (): Promise<void> => {
      while (going) {
        const { status, text } = await reader.get(`/bao-cao/${CODE}/tong-hop`)
        assert.equal(status, 200)
        const [, units] = /Tổng hợp tháng 11\/2026: (\d+) trên 12 đơn vị/u.exec(text) ?? assert.fail('no heading')
        seen.push(Number(units))
        assert.ok(text.includes(`>${Number(units) * 31}<`), `${units} units and no total of ${Number(units) * 31} visitors`)
      }
    }
    const reading = Promise.all([read(), read()])
    try {
      for (const edition of editions.slice(1)) assert.equal((await acceptIt(binh, edition)).status, 303)
    } finally {
      going = false
    }
    await reading
    assert.deepEqual(
      seen.filter((units, i) => units < (seen[i - 2] ?? 0)),
      [],
      'what was taken in stays in',
    )
    assert.ok(new Set(seen).size > 1, `only ${[...new Set(seen)]} was ever read`)
  }),
)
