// Random posts and delegations against what the regulation says in one sentence each: on every day, exactly the posts of that day.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import fc from 'fast-check'
import { addDelegation, takeBackDelegation } from '../../src/access/delegations.ts'
import { addPerson, addPost, personByLogin } from '../../src/access/people.ts'
import { addDays, type Day, day } from '../../src/ground/day.ts'
import { inHouse } from '../house.ts'

const START = day('2026-11-01')
const on = (offset: number): Day => addDays(START, offset)
const UNITS = ['KT', 'HL', 'MAU'] as const
const ROLES = ['officer', 'head', 'administrator'] as const
const PEOPLE = 3

const aPost = fc.record({
  who: fc.nat(PEOPLE - 1),
  unit: fc.nat(UNITS.length - 1),
  role: fc.nat(ROLES.length - 1),
  from: fc.nat(20),
  length: fc.option(fc.nat(15), { nil: undefined }),
})
const aLoan = fc.record({ post: fc.nat(7), to: fc.nat(PEOPLE - 1), from: fc.nat(25), length: fc.nat(20), isTakenBack: fc.boolean() })

test(
  'on every day a person has the posts of that day, their own and those lent to them while both hold one',
  inHouse(async house => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(aPost, { minLength: 1, maxLength: 8 }),
        fc.array(aLoan, { maxLength: 6 }),
        fc.array(fc.nat(45), { minLength: 3, maxLength: 3 }),
        async (posts, loans, days) => {
          await house.inTx(async tx => {
            const people = Array.from({ length: PEOPLE }, () => ({ id: randomUUID(), login: `p${randomUUID().slice(0, 12)}` }))
            for (const one of people) await addPerson(tx, { id: one.id, name: 'Người Thử', login: one.login })
            const made = []
            for (const [i, post] of posts.entries()) {
              const until = post.length === undefined ? undefined : post.from + post.length
              const id = await addPost(tx, {
                personId: people[post.who]?.id ?? '',
                unitId: house.unit(UNITS[post.unit] ?? 'KT'),
                role: ROLES[post.role] ?? 'officer',
                title: `chức vụ ${i}`,
                from: on(post.from),
                ...(until === undefined ? {} : { until: on(until) }),
              })
              made.push({ id, who: post.who, from: post.from, until: until ?? Number.POSITIVE_INFINITY })
            }
            const lent = []
            for (const loan of loans) {
              const post = made[loan.post % made.length]
              if (!post || post.who === loan.to) continue
              const id = randomUUID()
              const given = {
                id,
                post: post.id,
                to: people[loan.to]?.id ?? '',
                from: on(loan.from),
                until: on(loan.from + loan.length),
                at: new Date(0),
              }
              if (!(await addDelegation(tx, given))) continue
              if (loan.isTakenBack) await takeBackDelegation(tx, id, new Date(0))
              else lent.push({ id, post, to: loan.to, from: loan.from, until: loan.from + loan.length })
            }
            for (const at of days)
              for (const [who, one] of people.entries()) {
                const stands = (of: { from: number; until: number }): boolean => of.from <= at && at <= of.until
                const own: string[] = made.filter(post => post.who === who && stands(post)).map(post => post.id)
                const borrowed: string[] =
                  own.length === 0 ? [] : lent.filter(loan => loan.to === who && stands(loan) && stands(loan.post)).map(loan => loan.id)
                const found = (await personByLogin(tx, one.login, on(at)))?.posts ?? []
                assert.deepEqual(
                  found
                    .filter(post => !post.delegation)
                    .map(post => post.id)
                    .sort(),
                  own.sort(),
                )
                assert.deepEqual(found.flatMap(post => post.delegation ?? []).sort(), borrowed.sort())
                assert.ok(
                  found.every((post, i) => i === 0 || !found[i - 1]?.delegation || post.delegation),
                  'one’s own come first',
                )
              }
          })
        },
      ),
      { seed: 20_261_122, numRuns: 60 },
    )
  }),
)
