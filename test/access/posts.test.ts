// Access follows posts to the day, and the papers of past units follow their keeper.
import assert from 'node:assert/strict'
import test from 'node:test'
import { record } from '../../src/access/ask.ts'
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
    assert.match(after.text, /Hôm nay ông\/bà không giữ chức vụ nào/)
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

test(
  'an account whose last post has ended reads its own log and nothing else',
  inHouse(async house => {
    const an = await house.as('an')
    const passwords = { current: 'mau-2026', password: 'con trâu đi trước', repeat: 'con trâu đi trước' }
    await house.doing('an', 'kheo.register', ask => record(ask, { unit: house.unit('KT'), subject: 'mô hình' }))
    await house.doing('binh', 'kheo.register', ask => record(ask, { unit: house.unit('MAU'), subject: 'mô hình' }))
    await house.inTx(async tx => {
      const person = await personByLogin(tx, 'an', house.today())
      for (const post of person?.posts ?? []) await endPost(tx, post.id, house.today())
    })
    house.setClock('2026-11-21T23:59:59+07:00')
    const lastSecond = await house.as('an')
    assert.equal((await lastSecond.get('/kheo')).status, 200)
    house.setClock('2026-11-22T00:00:00+07:00')
    const { ROOMS } = await import('../../src/house.ts')
    const closed = ROOMS.flatMap(room => room.routes).filter(one => one.may !== 'anyone' && one.may !== 'self.log')
    for (const one of closed) {
      const path = one.path.replace(/:\w+/gu, house.unit('KT'))
      const answer = one.method === 'GET' ? await lastSecond.get(path) : await lastSecond.post(path, passwords)
      const isLed = answer.status === 303 && answer.location === '/tai-khoan/nhat-ky' && path === '/tai-khoan'
      assert.ok(isLed || [403, 413].includes(answer.status), `${one.at}: ${answer.status}`)
    }
    assert.equal((await lastSecond.get('/')).location, '/tai-khoan/nhat-ky')
    const log = await lastSecond.get('/tai-khoan/nhat-ky')
    assert.equal(log.status, 200)
    assert.match(log.text, /Chức vụ cuối cùng của ông\/bà kết thúc ngày 21\/11\/2026/)
    assert.match(log.text, /đăng ký mô hình/)
    assert.equal(log.text.split('đăng ký mô hình').length, 2, 'not the deeds of others')
    assert.equal((await an.get('/tai-khoan/nhat-ky')).status, 401, 'the morning’s session is over')
    assert.equal((await (await house.as('an')).get('/tai-khoan/nhat-ky')).status, 200, 'signing in still goes')
  }),
)

test(
  'a post that begins tomorrow opens nothing today',
  inHouse(async house => {
    await house.inTx(async tx => {
      await addPost(tx, {
        personId: house.unit('person:khengoai'),
        unitId: house.unit('KT'),
        role: 'officer',
        title: 'chuyên viên',
        from: day('2026-11-22'),
      })
    })
    const person = await house.as('khengoai')
    assert.equal((await person.get('/kheo')).status, 403)
    house.setClock('2026-11-22T00:00:00+07:00')
    assert.equal((await (await house.as('khengoai')).get('/kheo')).status, 200)
  }),
)
