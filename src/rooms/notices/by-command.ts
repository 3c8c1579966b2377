// What whoever keeps the server sees and does with what leaves the house, by ./danvan notices.
import { type Database, snapshot, transact } from '../../ground/db.ts'
import { type DeadLetter, deadLetters, retryDead, standing, type Waiting } from './store-outbox.ts'

const LISTED = 200

export interface Commanded {
  standing(): Promise<readonly Waiting[]>
  /** What was given up, and deeds that could not be told. */
  dead(): Promise<readonly DeadLetter[]>
  /** Lays what was given up open to be sent again: one, or all. Answers how many. */
  retry(id: string | undefined, at: Date): Promise<number>
}

export const commanded = (db: Database): Commanded => ({
  standing: () => snapshot(db, standing),
  dead: () => snapshot(db, tx => deadLetters(tx, LISTED)),
  retry: (id, at) => transact(db, tx => retryDead(tx, id, at)),
})
