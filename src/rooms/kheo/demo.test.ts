// The demo, and the screens on a province full of models: what they count is what they open.
import assert from 'node:assert/strict'
import test from 'node:test'
import { inHouse, type Shown, type TestHouse } from '../../../test/house.ts'
import { type Day, day, monthOf } from '../../ground/day.ts'
import { isRefusal } from '../../ground/faults.ts'
import type { OrgTree } from '../../org/tree.ts'
import { demo } from './demo.ts'
import { missingParts } from './registration.ts'
import type { KheoModel } from './rules.ts'
import * as rules from './rules.ts'
import { findAll } from './store.ts'
import { list } from './store-lists.ts'

const heading = (shown: Shown): string => /<h1>(.*?)<\/h1>/su.exec(shown.text)?.[1] ?? ''
const filled = (house: TestHouse): Promise<void> => house.inTx((_tx, world) => demo(world))
const everyModel = (house: TestHouse): Promise<KheoModel[]> =>
  house.doing('khoa', 'kheo.read', async ask =>
    findAll(
      ask,
      (await list(ask, {}, 10_000)).map(one => one.id),
    ),
  )

/** Whether the rules would have let every deed of this model be done, one after another. */
function replayed(whole: KheoModel, tree: OrgTree): void {
  let now: KheoModel = { ...whole, steps: [], stop: null }
  for (const step of whole.steps) {
    const seat = tree.keeper(step.bodyId) ?? step.bodyId
    const times = { today: tree.day, tree, thatDay: tree.on(step.on) }
    const standing = rules.standsFor(tree, seat, step.bodyId) ? seat : step.bodyId
    const outcome = {
      registered: () => rules.registerAt(now, step.bodyId, step, times),
      appraised: () => rules.appraise(now, standing, step, times),
      recognised: () => rules.recognise(now, standing, step, times),
      not_recognised: () => rules.refuseRecognition(now, standing, step, times),
      praised: () => rules.praise(now, standing, step, times),
      withdrawn: () => rules.withdraw(now, standing, step, times),
    }[step.step]()
    assert.ok(!isRefusal(outcome), `${whole.title} ${step.step} ${step.on}: ${JSON.stringify(outcome)}`)
    assert.deepEqual([outcome.bodyId, outcome.follows], [step.bodyId, step.follows])
    now = { ...now, steps: [...now.steps, step] }
  }
  if (whole.stop) assert.ok(!isRefusal(rules.stop(now, { id: '', on: whole.stop.on, note: whole.stop.reason }, tree.day)))
  assert.deepEqual(missingParts(whole), [])
}

test(
  'the demo holds two and a half years of models that the rules would have let happen, before and after the reform',
  inHouse(async house => {
    await filled(house)
    const models = await everyModel(house)
    const tree = await house.inTx((_tx, world) => world.treeOn(world.today))
    for (const model of models) replayed(model, tree)
    const communes = tree.units('area', 'commune')
    for (const commune of communes) {
      const own = models.filter(model => tree.inCare(commune.id).has(model.unitId))
      assert.ok(own.length >= 10 && own.length <= 22, `${commune.name}: ${own.length}`)
    }
    const count = (what: (model: KheoModel) => boolean): number => models.filter(what).length
    assert.ok(count(model => model.registeredOn < day('2025-07-01')) > 40 && count(model => model.registeredOn >= day('2025-07-01')) > 40)
    assert.ok(count(model => !tree.unit(model.unitId)) > 5, 'some are of communes that are no more')
    assert.ok(count(model => model.stop !== null) > 5)
    assert.ok(
      count(model => new Set(model.steps.filter(step => step.step === 'praised').map(step => step.bodyId)).size > 1) >= 2,
      'some are commended at two levels',
    )
    assert.ok(count(model => monthOf(model.registeredOn) <= 3) > models.length / 3, 'most register in the first quarter')
  }),
)

test(
  'the demo is the same for the same day and another on another day',
  inHouse(async house => {
    const load = (today: Day) =>
      house
        .inTx(async (tx, world) => {
          await demo({ ...world, today })
          const { rows } = await tx
            .selectFrom('kheo_model')
            .select(['id', 'title', 'registered_on'])
            .orderBy('id')
            .execute()
            .then(rows => ({ rows }))
          throw Object.assign(new Error('undo'), { rows })
        })
        .catch(error => JSON.stringify(error.rows))
    const [one, two, later] = [await load(day('2026-11-21')), await load(day('2026-11-21')), await load(day('2027-03-01'))]
    assert.equal(one, two)
    assert.notEqual(one, later)
  }),
)

test(
  'every figure of the coverage page opens a list of exactly so many models',
  inHouse(async house => {
    await filled(house)
    const [chi, an] = [await house.as('chi'), await house.as('an')]
    for (const person of [chi, an]) {
      const page = await person.get('/kheo/ma-tran')
      const cells = [...page.text.matchAll(/<a href="(\/kheo\?giai-doan[^"]+)">([\d.]+)<\/a>/gu)]
      assert.ok(cells.length > 5)
      for (const [, href = '', n] of cells.filter((_, i) => i % 4 === 0)) {
        const opened = await person.get(href.replaceAll('&amp;', '&'))
        assert.equal(heading(opened).split(' ')[0], n, href)
        assert.equal([...opened.text.matchAll(/<th role="rowheader"/gu)].length, Number(n), href)
      }
    }
  }),
)

test(
  'a long list is walked page by page and shows each model once',
  inHouse(async house => {
    await filled(house)
    const chi = await house.as('chi')
    const seen: string[] = []
    let next: string | undefined = '/kheo'
    for (let pages = 0; next !== undefined && pages < 20; pages++) {
      const page: Shown = await chi.get(next)
      assert.equal(page.status, 200)
      seen.push(...[...page.text.matchAll(/<a href="\/kheo\/([0-9a-f-]{36})">/gu)].map(found => found[1] ?? ''))
      next = /rel="next" href="([^"]+)"/u.exec(page.text)?.[1]?.replaceAll('&amp;', '&')
    }
    assert.equal(seen.length, (await everyModel(house)).length)
    assert.equal(new Set(seen).size, seen.length)
    assert.equal((await chi.get('/kheo?sau=xyz')).status, 400)
  }),
)

test(
  'what waits on the start page is what its list holds, and a unit page tells its models only to those in reach',
  inHouse(async house => {
    await filled(house)
    for (const [login, wait] of [
      ['binh', 'tham-dinh'],
      ['chi', 'cong-nhan'],
    ] as const) {
      const person = await house.as(login)
      const n = /(\d+) mô hình “Dân vận khéo” (đơn vị cấp dưới|đã thẩm định)/u.exec((await person.get('/')).text)?.[1]
      assert.equal(heading(await person.get(`/kheo?cho=${wait}`)).split(' ')[0], n)
      assert.ok(Number(n) > 0)
    }
    const an = await house.as('an')
    const left = /còn (\d+)\. Việc mỗi năm/u.exec((await an.get('/')).text)?.[1]
    assert.equal(heading(await an.get('/kheo?cho=xac-nhan')).split(' ')[0], left)
    assert.match((await an.get(`/don-vi/${house.unit('KT')}`)).text, /mô hình đang duy trì đến 21\/11\/2026/u)
    assert.doesNotMatch((await an.get(`/don-vi/${house.unit('HL')}`)).text, /mô hình đang duy trì/u)
  }),
)
