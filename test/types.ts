// Things the compiler must refuse: `npm test` checks types, so a line that suddenly compiles turns it red.
import type { Ask } from '../src/access/ask.ts'
import type { Grant, Person } from '../src/access/grants.ts'
import { type Day, day } from '../src/ground/day.ts'
import * as kheo from '../src/rooms/kheo/acts.ts'

declare const reading: Ask<'kheo.read'>
declare const person: Person

// @ts-expect-error a reader's grant does not stop a model
void kheo.stop(reading, { id: '', version: 1, on: day('2026-01-01'), reason: '' })

// @ts-expect-error a grant cannot be made by hand
export const forged: Grant<'kheo.read'> = { action: 'kheo.read', seats: new Set<string>(), units: new Set<string>() }

// @ts-expect-error text is no day until day() has read it
export const loose: Day = '2026-03-15'

// @ts-expect-error an ask without a transaction is no ask
export const bare: Ask<'kheo.read'> = { grant: reading.grant, person, today: day('2026-01-01') }
