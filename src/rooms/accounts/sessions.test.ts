// Sessions, seen by their owner and ended by those who may.
import assert from 'node:assert/strict'
import test from 'node:test'
import { COC_COC, FIREFOX, Someone } from '../../../test/access/someone.ts'
import { inHouse } from '../../../test/house.ts'
import { deviceWords } from '../../access/device.ts'
import { addDays, day } from '../../ground/day.ts'
import { makeAccounts } from './room.ts'

const PATH = '/tai-khoan/phien'

test('a device is said by the families of browser and system, and what is not said is not guessed', () => {
  const said: readonly (readonly [string, string])[] = [
    [FIREFOX, 'Firefox trên Linux'],
    [COC_COC, 'Cốc Cốc trên Windows'],
    ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge trên Windows'],
    ['Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36', 'Chrome trên Android'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1', 'Safari trên iPhone'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) AppleWebKit/605.1 Version/18.0 Safari/605.1', 'Safari trên macOS'],
    ['curl/8.5', 'thiết bị không rõ'],
    ['<script>alert(1)</script>', 'thiết bị không rõ'],
  ]
  for (const [agent, words] of said) assert.equal(deviceWords(agent), words, agent)
  assert.equal(deviceWords(undefined), 'thiết bị không rõ')
})

test(
  'a person sees where they are signed in, ends one, and then all others',
  inHouse(async house => {
    const here = new Someone(house)
    await here.signIn('an')
    house.setClock('2026-11-21T10:05:00+07:00')
    const [office, lost] = [new Someone(house, COC_COC), new Someone(house, COC_COC)]
    await office.signIn('an')
    await lost.signIn('an')
    const page = await here.get(PATH)
    assert.match(page.text, /Ông\/bà đang đăng nhập ở đây và 2 nơi khác/)
    assert.match(page.text, /Cốc Cốc trên Windows/)
    assert.match(page.text, /10:05 21\/11\/2026/)
    assert.ok(!page.text.includes(office.token ?? '-'), 'no token stands in a page')
    const [one] = [...page.text.matchAll(/name="session" value="([^"]+)"/gu)].map(found => found[1] ?? '')
    assert.equal((await here.post(PATH, { session: one ?? '' })).status, 303)
    const open = async () =>
      (await Promise.all([office, lost].map(each => each.get('/tai-khoan')))).filter(answer => answer.status === 200).length
    assert.equal(await open(), 1)
    assert.equal((await here.post(PATH)).status, 303)
    assert.equal(await open(), 0)
    assert.equal((await here.get(PATH)).status, 200)
    assert.match((await here.get(PATH)).text, /Ông\/bà chỉ đang đăng nhập ở đây/)
  }),
)

test(
  'nobody ends the session of another by its handle',
  inHouse(async house => {
    const [an, binh] = [new Someone(house), new Someone(house)]
    await an.signIn('an')
    await binh.signIn('binh')
    const { id } = await house.db
      .selectFrom('session')
      .select('id')
      .where('person_id', '=', house.unit('person:binh'))
      .executeTakeFirstOrThrow()
    assert.equal((await an.post(PATH, { session: id })).status, 303)
    assert.equal((await binh.get('/kheo')).status, 200)
    assert.equal((await an.post(PATH, { session: 'khong-phai-ma' })).status, 400)
  }),
)

test(
  'an administrator signs a person of their reach out everywhere, and the log says so',
  inHouse(async house => {
    const dung = new Someone(house)
    await dung.signIn('dung')
    const quan = await house.as('quan')
    const person = `/can-bo/${house.unit('person:dung')}`
    assert.equal((await quan.post(`${person}/ket-thuc-phien`)).status, 303)
    assert.equal((await dung.get('/')).status, 401)
    assert.equal((await quan.get('/can-bo')).status, 200)
    assert.match((await quan.get('/nhat-ky')).text, /kết thúc các phiên của một người/)
  }),
)

test(
  'sessions are forgotten thirty days after their end, when their owner next signs in',
  inHouse(async house => {
    const an = new Someone(house)
    await an.signIn('an')
    await an.post('/dang-xuat')
    const count = async () => (await house.db.selectFrom('session').select('id').execute()).length
    house.setClock('2026-12-21T09:41:00+07:00')
    await new Someone(house).signIn('an')
    assert.equal(await count(), 2)
    house.setClock('2026-12-21T09:43:00+07:00')
    await new Someone(house).signIn('an')
    assert.equal(await count(), 2, 'the first is gone')
  }),
)

test(
  'before a reform, those who hold a post at a unit that ends are named to whoever keeps accounts there',
  inHouse(async house => {
    const { underReform } = makeAccounts('')
    const on = addDays(day('2026-11-21'), 30)
    const ending = new Set([house.unit('KT'), house.unit('HL')])
    const [effect] = await house.doing(
      'quan',
      'accounts.keep',
      async ask => (await underReform?.(ask, { ending, after: ask.tree, on })) ?? [],
    )
    assert.ok(effect)
    assert.equal(effect.count, 3)
    assert.match(effect.say, /3 chức vụ chưa có ngày cuối: kết thúc chức vụ vào 20\/12\/2026/)
    assert.match(effect.examples.map(one => one.label).join('\n'), /Vũ Văn Giang, Trưởng ban[\s\S]*Lương Thị An, chuyên viên/)
    assert.equal(effect.examples[0]?.href, `/can-bo/${house.unit('person:giang')}`)
    const none = await house.doing('binh', 'kheo.read', async ask => (await underReform?.(ask, { ending, after: ask.tree, on })) ?? [])
    assert.deepEqual(none, [], 'names are for those who may read accounts')
    const nobody = new Set([house.unit('KT0')])
    assert.deepEqual(
      await house.doing('quan', 'accounts.keep', async ask => (await underReform?.(ask, { ending: nobody, after: ask.tree, on })) ?? []),
      [],
    )
  }),
)
