// The outbox in the tests: a worker of the real house, run round by round on the clock of the test.
import { buildOutbox } from '../../src/house.ts'
import type { OutboxSettings, Worker } from '../../src/rooms/notices/room.ts'
import type { TestHouse } from '../house.ts'
import type { PostOffice } from './post-office.ts'

/** The clock that the test sets, for the worker too. */
export interface Clock {
  now(): Date
  /** Moves the clock of the house and of the worker. */
  set(instant: string): void
}

export function clockOf(house: TestHouse, instant: string): Clock {
  let now = new Date(instant)
  house.setClock(instant)
  return {
    now: () => now,
    set: next => {
      now = new Date(next)
      house.setClock(next)
    },
  }
}

export const workerOf = (house: TestHouse, clock: Clock, settings: OutboxSettings = {}): Worker =>
  buildOutbox({ ...settings, db: house.db, files: house.files, now: () => clock.now() })

export const mailBy = (office: PostOffice) => ({
  url: office.url,
  from: 'Dân Vận <danvan@tinh.example>',
  publicUrl: 'https://danvan.tinh.example',
})

/** The notices of a person as they read them: "title (unread)". */
export async function noticesOf(house: TestHouse, login: string): Promise<string[]> {
  const rows = await house.inTx(tx =>
    tx
      .selectFrom('notice')
      .innerJoin('account', 'account.person_id', 'notice.person_id')
      .select(['title', 'read_at'])
      .where('login', '=', login)
      .orderBy('at')
      .orderBy('notice.id')
      .execute(),
  )
  return rows.map(row => `${row.title}${row.read_at === null ? '' : ' (đã đọc)'}`)
}
