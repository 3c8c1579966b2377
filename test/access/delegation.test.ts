// A post lent for some days: it opens what the post opens, on those days, under the lender's name in the log, and no further.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { record } from '../../src/access/ask.ts'
import { addDelegation } from '../../src/access/delegations.ts'
import { delegationFor } from '../../src/access/grants.ts'
import { addPost, endPost, personByLogin } from '../../src/access/people.ts'
import { addDays, type Day, day } from '../../src/ground/day.ts'
import type { Fields, TestHouse } from '../house.ts'
import { inHouse } from '../house.ts'

const PATH = '/tai-khoan/uy-quyen'
const postOf = async (house: TestHouse, login: string, unit: string): Promise<string> =>
  house.inTx(async tx => {
    const person = await personByLogin(tx, login, house.today())
    return person?.posts.find(post => post.unitId === house.unit(unit))?.id ?? assert.fail(`${login} has no post at ${unit}`)
  })

/** Giang, who heads Khe Trầm, lends her post to An, who is an officer there. */
const lent = async (house: TestHouse, more: Fields = {}): Promise<Fields> => ({
  id: randomUUID(),
  post: await postOf(house, 'giang', 'KT'),
  to: house.unit('person:an'),
  from: '21/11/2026',
  until: '30/11/2026',
  ...more,
})

const mayRecognise = async (house: TestHouse, login: string): Promise<boolean> => {
  const { text } = await (await house.as(login)).get('/tai-khoan')
  return /thừa ủy quyền Trưởng ban/u.test(text)
}

test(
  'a lent post opens what it opens from its first day to its last, and not a second longer',
  inHouse(async house => {
    const giang = await house.as('giang')
    assert.equal((await giang.post(PATH, await lent(house, { from: '22/11/2026', until: '24/11/2026' }))).status, 303)
    assert.match((await giang.get(PATH)).text, /chưa đến ngày/)
    for (const login of ['quan', 'khoa'])
      assert.match(
        (await (await house.as(login)).get(`/can-bo/${house.unit('person:an')}`)).text,
        /Vũ Văn Giang[\s\S]*22\/11\/2026 đến 24\/11\/2026/,
      )
    assert.equal(await mayRecognise(house, 'an'), false, 'not before')
    house.setClock('2026-11-22T00:00:00+07:00')
    assert.equal(await mayRecognise(house, 'an'), true, 'from the first second of the first day in Việt Nam')
    house.setClock('2026-11-24T23:59:59+07:00')
    assert.equal(await mayRecognise(house, 'an'), true)
    house.setClock('2026-11-25T00:00:00+07:00')
    assert.equal(await mayRecognise(house, 'an'), false)
    assert.match((await (await house.as('giang')).get(PATH)).text, /đã hết hạn/)
  }),
)

test(
  'the log names the delegation where only it gave the right, and not where one’s own post did',
  inHouse(async house => {
    const giang = await house.as('giang')
    const fields = await lent(house)
    await giang.post(PATH, fields)
    await house.inTx(async (tx, world) => {
      const an = await personByLogin(tx, 'an', house.today())
      const tree = await world.treeOn(house.today())
      assert.ok(an)
      assert.equal(delegationFor(an, 'kheo.recognise', house.unit('KT'), tree), fields['id'])
      assert.equal(delegationFor(an, 'kheo.recognise', house.unit('PN.KT'), tree), fields['id'])
      assert.equal(delegationFor(an, 'kheo.read', house.unit('KT'), tree), undefined, 'her own post reads too')
    })
    await house.doing('an', 'kheo.recognise', ask => record(ask, { unit: house.unit('KT'), subject: 'mô hình' }))
    await house.doing('an', 'kheo.register', ask => record(ask, { unit: house.unit('KT'), subject: 'mô hình' }))
    const log = (await (await house.as('khoa')).get('/nhat-ky')).text
    assert.match(log, /theo ủy quyền của Vũ Văn Giang/)
    assert.equal(log.split('theo ủy quyền của').length, 2, 'the registration is her own')
    assert.match((await (await house.as('an')).get('/tai-khoan/nhat-ky')).text, /theo ủy quyền của Vũ Văn Giang/)
  }),
)

test(
  'a delegation ends with the post of the giver and with the last post of the receiver',
  inHouse(async house => {
    const giang = await house.as('giang')
    await giang.post(PATH, await lent(house))
    assert.equal(await mayRecognise(house, 'an'), true)
    const post = await postOf(house, 'giang', 'KT')
    await house.inTx(tx => endPost(tx, post, day('2026-11-22')))
    house.setClock('2026-11-22T23:59:59+07:00')
    assert.equal(await mayRecognise(house, 'an'), true)
    assert.match(
      (await (await house.as('an')).get(PATH)).text,
      /21\/11\/2026 đến 22\/11\/2026/,
      'the page says the day on which it really ends',
    )
    house.setClock('2026-11-23T00:00:00+07:00')
    assert.equal(await mayRecognise(house, 'an'), false)
  }),
)

test(
  'who holds no post of their own acts for nobody',
  inHouse(async house => {
    await (await house.as('giang')).post(PATH, await lent(house))
    const own = await postOf(house, 'an', 'KT')
    await house.inTx(tx => endPost(tx, own, day('2026-11-21')))
    house.setClock('2026-11-22T08:00:00+07:00')
    const an = await house.as('an')
    assert.equal((await an.get('/kheo')).status, 403)
    assert.equal((await an.get('/tai-khoan')).location, '/tai-khoan/nhat-ky')
  }),
)

test(
  'what was lent is not lent on',
  inHouse(async house => {
    await (await house.as('giang')).post(PATH, await lent(house))
    const an = await house.as('an')
    const page = await an.get(PATH)
    assert.match(page.text, /đang làm thay 1 chức vụ/)
    const on = await an.post(PATH, { ...(await lent(house)), id: randomUUID(), to: house.unit('person:phunu') })
    assert.equal(on.status, 404)
    await house.inTx(async (tx, world) => {
      const person = await personByLogin(tx, 'an', house.today())
      const { grantFor } = await import('../../src/access/grants.ts')
      const tree = await world.treeOn(house.today())
      const only = person && { ...person, posts: person.posts.filter(post => post.delegation) }
      assert.ok(only && grantFor(only, 'kheo.recognise', tree))
      assert.equal(grantFor(only, 'posts.delegate', tree), undefined)
    })
  }),
)

test(
  'days past, beyond ninety or beyond the post, oneself, a stranger and a second time are refused, each with its sentence',
  inHouse(async house => {
    const giang = await house.as('giang')
    const refused = async (more: Fields, say: RegExp): Promise<void> => {
      const answer = await giang.post(PATH, await lent(house, more))
      assert.equal(answer.status, 422, JSON.stringify(more))
      assert.match(answer.text, say)
    }
    await refused({ from: '20/11/2026' }, /không ủy quyền cho ngày đã qua/)
    await refused({ until: '20/11/2026' }, /trước ngày bắt đầu/)
    await refused({ until: '19/02/2027' }, /nhiều nhất 90 ngày, tức là đến 18\/02\/2027/)
    await refused({ from: '21/12/2027', until: '22/12/2027' }, /xa quá một năm/)
    await refused({ to: house.unit('person:giang') }, /không phải chính ông\/bà/)
    await refused({ to: house.unit('person:binh') }, /cùng đơn vị với chức vụ ấy, hoặc ở cấp dưới/)
    await refused({ to: house.unit('person:dung') }, /cùng đơn vị với chức vụ ấy, hoặc ở cấp dưới/)
    const post = await postOf(house, 'giang', 'KT')
    await house.inTx(tx => endPost(tx, post, day('2026-12-31')))
    await refused({ until: '01/01/2027' }, /chức vụ của ông\/bà kết thúc ngày 31\/12\/2026/)
    assert.equal((await giang.post(PATH, await lent(house))).status, 303)
    await refused({ from: '30/11/2026', until: '02/12/2026' }, /đã được ủy quyền chức vụ ấy trong những ngày ấy/)
    assert.equal(
      (await giang.post(PATH, await lent(house, { from: '01/12/2026', until: '02/12/2026' }))).status,
      303,
      'the day after is free',
    )
    const someoneElse = await giang.post(PATH, await lent(house, { post: await postOf(house, 'chi', 'MAU') }))
    assert.equal(someoneElse.status, 404)
    assert.match(
      (await giang.post(PATH, await lent(house, { from: '31/11/2026', paper: 'GUQ 07' }))).text,
      /value="GUQ 07"/,
      'what was typed is kept',
    )
  }),
)

test(
  'the database itself lends no post for longer than ninety days or without an end',
  inHouse(async house => {
    const post = await postOf(house, 'giang', 'KT')
    const give = (until: Day) =>
      house.inTx(tx =>
        addDelegation(tx, { id: randomUUID(), post, to: house.unit('person:an'), from: day('2026-11-21'), until, at: new Date() }),
      )
    await assert.rejects(give(addDays(day('2026-11-21'), 90)), /post_delegation_valid_check|violates check/)
    assert.equal(await give(addDays(day('2026-11-21'), 89)), true)
  }),
)

test(
  'taking it back ends it at once; nobody else can',
  inHouse(async house => {
    const giang = await house.as('giang')
    const fields = await lent(house)
    await giang.post(PATH, fields)
    const an = await house.as('an')
    assert.equal(await mayRecognise(house, 'an'), true)
    assert.equal((await an.post(`${PATH}/${fields['id']}/thoi`)).status, 404)
    assert.equal((await giang.post(`${PATH}/${fields['id']}/thoi`)).status, 303)
    assert.equal(await mayRecognise(house, 'an'), false)
    assert.match((await giang.get(PATH)).text, /đã thôi/)
    assert.equal((await giang.post(`${PATH}/${fields['id']}/thoi`)).status, 303, 'pressed twice')
    const log = (await (await house.as('khoa')).get('/nhat-ky')).text
    assert.equal(log.split('thôi ủy quyền').length, 2)
    assert.equal((await giang.post(PATH, await lent(house))).status, 303, 'and the days are free again')
  }),
)

test(
  'a person is found by a part of the name among colleagues and those below, and nobody above or beside',
  inHouse(async house => {
    const chi = await house.as('chi')
    const first = await chi.get(PATH)
    assert.match(first.text, /Đinh Văn Bình/)
    assert.doesNotMatch(first.text, /Lương Thị An/)
    const found = await chi.post(PATH, { _find: 'to', nguoi: 'luong thi', from: '22/11/2026' })
    assert.equal(found.status, 200)
    assert.match(found.text, /Lương Thị An/)
    assert.match(found.text, /value="22\/11\/2026"/)
    const giang = await house.as('giang')
    assert.match((await giang.post(PATH, { _find: 'to', nguoi: 'binh' })).text, /Không có ai như vậy/)
    assert.equal((await (await house.as('khoa')).get(PATH)).status, 200)
    assert.equal((await (await house.as('khoa')).post(PATH, await lent(house))).status, 403)
  }),
)

test(
  'an administrator by delegation gives themselves no post that would stay',
  inHouse(async house => {
    const quan = await house.as('quan')
    const post = await postOf(house, 'quan', 'MAU')
    assert.equal((await quan.post(PATH, await lent(house, { post, to: house.unit('person:binh') }))).status, 303)
    const binh = await house.as('binh')
    assert.equal((await binh.get('/can-bo')).status, 200)
    const given = { unit: house.unit('MAU'), role: 'administrator', title: 'quản trị', from: '21/11/2026', until: '' }
    const refused = await binh.post(`/can-bo/${house.unit('person:binh')}/chuc-vu`, given)
    assert.equal(refused.status, 422)
    assert.match(refused.text, /không tự giao chức vụ cho mình/)
    assert.equal((await binh.post(`/can-bo/${house.unit('person:dung')}/chuc-vu`, { ...given, role: 'officer' })).status, 303)
    assert.match((await quan.get('/nhat-ky')).text, /giao chức vụ, theo ủy quyền của Nguyễn Minh Quân/)
  }),
)

test(
  'an acting post gives what the post gives, and is written as such wherever it stands',
  inHouse(async house => {
    const quan = await house.as('quan')
    const given = { unit: house.unit('HL'), role: 'head', acting: 'acting', title: 'Trưởng ban', from: '21/11/2026', until: '' }
    assert.equal((await quan.post(`/can-bo/${house.unit('person:dung')}/chuc-vu`, given)).status, 303)
    assert.match((await quan.get(`/can-bo/${house.unit('person:dung')}`)).text, /quyền Trưởng ban/)
    assert.match((await (await house.as('dung')).get('/tai-khoan')).text, /quyền Trưởng ban/)
    await house.inTx(async tx => {
      await addPost(tx, {
        personId: house.unit('person:phunu'),
        unitId: house.unit('PN.KT'),
        role: 'head',
        title: 'Phó Chủ tịch',
        acting: 'in-charge',
        from: day('2026-11-21'),
      })
    })
    assert.match((await (await house.as('phunu')).get('/tai-khoan')).text, /Phó Chủ tịch phụ trách/)
  }),
)

test(
  'who lost the only way up by a lent post cannot be taken over from below',
  inHouse(async house => {
    // The administrator of a commune may open accounts anew there; an officer of the commune who acts for the province is more than that.
    await house.inTx(async tx => {
      await addPost(tx, {
        personId: house.unit('person:dung'),
        unitId: house.unit('KT'),
        role: 'administrator',
        title: 'quản trị xã',
        from: day('2026-01-01'),
      })
    })
    const dung = await house.as('dung')
    assert.equal((await dung.post(`/can-bo/${house.unit('person:an')}/moi`)).status, 200)
    const chi = await house.as('chi')
    const post = await postOf(house, 'chi', 'MAU')
    assert.equal((await chi.post(PATH, await lent(house, { post }))).status, 303)
    const refused = await dung.post(`/can-bo/${house.unit('person:an')}/moi`)
    assert.equal(refused.status, 422)
    assert.match(refused.text, /làm thay chức vụ ở đơn vị ngoài phạm vi/)
  }),
)
