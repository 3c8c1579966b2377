// Access follows posts to the day, and the papers of past units follow their keeper.
import assert from 'node:assert/strict'
import test from 'node:test'
import { GRANTS, grantFor } from '../../src/access/grants.ts'
import { addPost, endPost, personByLogin } from '../../src/access/people.ts'
import { addDays, day } from '../../src/ground/day.ts'
import { inHouse } from '../house.ts'

test(
  'a post that ended yesterday gives nothing today',
  inHouse(async house => {
    const an = await house.as('an')
    assert.equal((await an.get('/kheo')).status, 200)
    await house.inTx(async tx => {
      const person = await personByLogin(tx, 'an', house.today())
      for (const post of person?.posts ?? []) await endPost(tx, post.id, addDays(house.today(), -1))
    })
    const after = await an.get('/kheo')
    assert.equal(after.status, 403)
    assert.match(after.text, /Chức vụ hiện nay của ông\/bà không có quyền/)
  }),
)

test(
  'a post that ends today still holds today',
  inHouse(async house => {
    await house.inTx(async tx => {
      const person = await personByLogin(tx, 'an', house.today())
      for (const post of person?.posts ?? []) await endPost(tx, post.id, house.today())
    })
    assert.equal((await (await house.as('an')).get('/kheo')).status, 200)
    house.setClock('2026-11-22T00:00:01+07:00')
    assert.equal((await (await house.as('an')).get('/kheo')).status, 403)
  }),
)

test(
  'the officer of a merged commune keeps the papers of what it was made of, and not those of a sister',
  inHouse(async house => {
    await house.inTx(async (_tx, world) => {
      const { grant } = await world.as('an', 'kheo.read')
      for (const code of ['KT', 'KT0', 'KN0', 'KT0.01', 'KN0.02']) assert.ok(grant.units.has(house.unit(code)), code)
      for (const code of ['HL', 'LT0', 'DD0', 'D1', 'MAU', 'HL.01']) assert.ok(!grant.units.has(house.unit(code)), code)
    })
  }),
)

test(
  'a divided commune without a named heir is kept by its province',
  inHouse(async house => {
    await house.inTx(async (_tx, world) => {
      assert.ok((await world.as('binh', 'kheo.read')).grant.units.has(house.unit('DD0')))
      for (const login of ['suoilua', 'tanuoc']) assert.ok(!(await world.as(login, 'kheo.read')).grant.units.has(house.unit('DD0')))
    })
  }),
)

test(
  '“own” is the unit and its hamlets, “below” all under it',
  inHouse(async house => {
    await house.inTx(async (_tx, world) => {
      const own = (await world.as('binh', 'kheo.register')).grant.units
      const below = (await world.as('binh', 'kheo.read')).grant.units
      assert.ok(own.has(house.unit('MAU')) && !own.has(house.unit('KT')))
      assert.ok(below.has(house.unit('KT')) && below.has(house.unit('PN.KT')))
      assert.ok((await world.as('an', 'kheo.register')).grant.units.has(house.unit('KT0.01')))
    })
  }),
)

test(
  'reaches of several posts add up, and each is a seat',
  inHouse(async house => {
    await house.inTx(async (tx, world) => {
      const before = (await world.as('chi', 'kheo.recognise')).grant
      assert.deepEqual([...before.seats].sort(), [house.unit('MAU'), house.unit('MT.MAU')].sort())
      const dung = await personByLogin(tx, 'dung', house.today())
      await addPost(tx, {
        personId: dung?.id ?? '',
        unitId: house.unit('SL'),
        role: 'officer',
        title: 'chuyên viên biệt phái',
        from: day('2026-01-01'),
      })
      const both = await personByLogin(tx, 'dung', house.today())
      const tree = await world.treeOn(house.today())
      const grant = both && grantFor(both, 'kheo.register', tree)
      assert.ok(grant?.units.has(house.unit('HL')) && grant.units.has(house.unit('SL')))
    })
  }),
)

test(
  'an absent cell of the table is a no',
  inHouse(async house => {
    await house.inTx(async (tx, world) => {
      const tree = await world.treeOn(house.today())
      for (const login of ['an', 'chi', 'khoa', 'quan']) {
        const person = await personByLogin(tx, login, house.today())
        assert.ok(person)
        for (const action of Object.keys(GRANTS) as (keyof typeof GRANTS)[]) {
          const may = person.posts.some(post => post.role in GRANTS[action])
          assert.equal(grantFor(person, action, tree) !== undefined, may, `${login} ${action}`)
        }
      }
    })
  }),
)
