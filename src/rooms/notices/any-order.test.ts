// Deeds that begin, commit and fail in any order, with rounds in between: each one committed is told once, each one that failed never.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import fc from 'fast-check'
import { inHouse, type TestHouse } from '../../../test/house.ts'
import { clockOf, workerOf } from '../../../test/notices/steps.ts'
import { record } from '../../access/ask.ts'

const WHO = ['an', 'mydong', 'suoilua'] as const
type Step = { readonly do: 'begin' | 'commit' | 'fail'; readonly who: number } | { readonly do: 'round' }
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('begin' as const, 'commit' as const, 'fail' as const), who: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'round' as const }) },
)

/** A deed that is done and not yet committed. */
interface Open {
  readonly subject: string
  end(how: 'commit' | 'fail'): Promise<void>
}

/** Does a deed and holds its transaction open. Its instant is drawn, for the log's clock says nothing of the order of commits. */
async function begin(house: TestHouse, login: string, minute: number): Promise<Open> {
  const subject = randomUUID()
  let settle: (how: 'commit' | 'fail') => void = () => {}
  const ending = new Promise<'commit' | 'fail'>(resolve => {
    settle = resolve
  })
  let isDone: () => void = () => {}
  const done = new Promise<void>(resolve => {
    isDone = resolve
  })
  const whole = house
    .doing(login, 'self.tokens', async ask => {
      const [unit] = ask.grant.seats
      const at = new Date(ask.at.getTime() - minute * 60_000)
      await record({ ...ask, at }, { unit: unit ?? '', act: 'tokens.make', subject })
      isDone()
      if ((await ending) === 'fail') throw new Error('it failed')
    })
    .catch(() => {})
  await done
  return {
    subject,
    async end(how) {
      settle(how)
      await whole
    },
  }
}

test(
  'in any order of beginning, committing and failing nothing is lost and nothing is told twice',
  inHouse(async house => {
    const clock = clockOf(house, '2026-11-21T06:42:00+07:00')
    let expected = 0
    const told = async (): Promise<number> =>
      Number(
        (
          await house.inTx(tx =>
            tx
              .selectFrom('notice')
              .select(eb => eb.fn.countAll().as('n'))
              .executeTakeFirstOrThrow(),
          )
        ).n,
      )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), fc.infiniteStream(fc.nat(600)), async (steps, minutes) => {
        const workers = [workerOf(house, clock), workerOf(house, clock)]
        const open = new Map<number, Open>()
        for (const one of steps) {
          if (one.do === 'round') await Promise.all(workers.map(worker => worker.round()))
          else if (one.do === 'begin' && !open.has(one.who))
            open.set(one.who, await begin(house, WHO[one.who] ?? 'an', minutes.next().value ?? 0))
          else if (one.do !== 'begin') {
            await open.get(one.who)?.end(one.do)
            if (one.do === 'commit' && open.has(one.who)) expected++
            open.delete(one.who)
          }
        }
        for (const each of open.values()) await each.end('commit')
        expected += open.size
        await workers[0]?.round()
        assert.equal(await told(), expected)
      }),
      { seed: 20261122, numRuns: 12 },
    )
    assert.ok(expected > 10)
  }),
)
