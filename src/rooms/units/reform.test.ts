// Reforms as administrators do them: typed from a resolution, shown with all they do, applied once, taken back while still to come.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { type Browsing, inHouse, type Shown, type TestHouse } from '../../../test/house.ts'
import { addPerson, addPost } from '../../access/people.ts'
import { hashPassword } from '../../access/sessions.ts'
import { DEMO_PASSWORD } from '../../demo/names.ts'
import { type Day, day } from '../../ground/day.ts'
import { holdOrg } from '../../org/hold.ts'
import { addUnit, loadTree } from '../../org/store.ts'
import type { OrgTree } from '../../org/tree.ts'

const LAW = { law: '99/NQ-MAU', lawTitle: 'Nghị quyết minh họa về sắp xếp đơn vị hành chính', lawDay: '20/11/2026' }
const GENERAL = { title: 'Nhập hai xã ven suối', day: '01/01/2027', ...LAW }

const bare = (text: string): string => text.replace(/<[^>]+>/gu, ' ').replace(/\s+/gu, ' ')
const hidden = (page: Shown, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`, 'u').exec(page.text)?.[1] ?? ''
const treeOn = (house: TestHouse, on: Day): Promise<OrgTree> => house.inTx(tx => loadTree(tx, on))

/** A plan of a resolution with its measures, as the administrator types it. */
async function planned(
  who: Browsing,
  measures: readonly Record<string, string | readonly string[]>[],
  general: Record<string, string> = GENERAL,
): Promise<string> {
  const id = randomUUID()
  const made = await who.post('/don-vi/sap-xep/nghi-quyet', { id, ...general })
  assert.equal(made.location, `/don-vi/sap-xep/${id}`, bare(made.text))
  for (const [i, measure] of measures.entries()) {
    const added = await who.post(`/don-vi/sap-xep/${id}/viec`, { version: String(i + 1), measure: randomUUID(), ...measure })
    assert.equal(added.status, 303, bare(added.text))
  }
  return id
}

const apply = async (who: Browsing, id: string): Promise<Shown> => {
  const effect = await who.get(`/don-vi/sap-xep/${id}/tac-dong`)
  return who.post(`/don-vi/sap-xep/${id}/ap-dung`, { version: hidden(effect, 'version'), mark: hidden(effect, 'mark') })
}

const merging = (house: TestHouse): Record<string, string | readonly string[]> => ({
  viec: 'merge',
  from: [house.unit('HL'), house.unit('SL')],
  into: '',
  name: 'xã Lang Lúa',
  code: 'LL',
})

test(
  'a resolution is typed, shown with all that it does, applied in one go and leaves the papers with who takes over',
  inHouse(async house => {
    const quan = await house.as('quan')
    const id = await planned(quan, [merging(house)])
    const preview = bare((await quan.get(`/don-vi/sap-xep/${id}`)).text)
    assert.match(preview, /Nhập hai xã ven suối: 1 đơn vị mới, 7 chuyển cấp trên, 2 kết thúc/)
    assert.match(preview, /Nhập xã Hạ Lang và xã Suối Lúa thành đơn vị mới xã Lang Lúa\./)
    assert.match(preview, /Thôn Lang Đông: từ xã Hạ Lang về xã Lang Lúa/)
    const effect = await quan.get(`/don-vi/sap-xep/${id}/tac-dong`)
    assert.match(bare(effect.text), /Hồ sơ của 2 đơn vị do đơn vị nhận giữ/)
    assert.match(bare(effect.text), /16 tổ chức chưa ghi là đi theo địa bàn/)
    assert.match(bare(effect.text), /Đến hết ngày 31\/12\/2026 vẫn rút lại được/)
    const done = await quan.post(`/don-vi/sap-xep/${id}/ap-dung`, { version: hidden(effect, 'version'), mark: hidden(effect, 'mark') })
    assert.equal(done.status, 303, bare(done.text))
    const change = bare((await quan.get(done.location ?? '')).text)
    assert.match(change, /99\/NQ-MAU\. Nghị quyết minh họa/)
    assert.match(change, /Xã Hạ Lang/)
    const after = await treeOn(house, day('2027-01-01'))
    assert.equal(after.unit(house.unit('HL')), undefined)
    const made = after.byCode('LL')
    assert.equal(made?.fullName, 'xã Lang Lúa')
    assert.equal(after.keeper(house.unit('HL')), made?.id)
    assert.equal(after.children(made?.id ?? '').length, 7)
    const before = await treeOn(house, day('2026-12-31'))
    assert.equal(before.unit(house.unit('HL'))?.fullName, 'xã Hạ Lang')
    const coming = await quan.get(`/don-vi/${made?.id}`)
    assert.equal(coming.status, 200)
    assert.match(bare(coming.text), /Sắp tới Từ 01\/01\/2027: Xã Lang Lúa hình thành từ xã (Hạ Lang, xã Suối Lúa|Suối Lúa, xã Hạ Lang)/)
    const again = await quan.post(`/don-vi/sap-xep/${id}/ap-dung`, { version: hidden(effect, 'version'), mark: hidden(effect, 'mark') })
    assert.equal(again.location, done.location, 'sent twice, it is applied once')
  }),
)

test(
  'bodies recorded as following their area go with it; the others stand on the land of the new unit',
  inHouse(async house => {
    const quan = await house.as('quan')
    for (const body of ['DU.HL', 'DU.SL'])
      assert.equal(
        (await quan.post(`/don-vi/${house.unit(body)}/di-theo`, { follows: 'yes', from: '01/7/2025', decision: 'Điều lệ' })).status,
        303,
      )
    const id = await planned(quan, [merging(house)])
    const page = bare((await quan.get(`/don-vi/sap-xep/${id}`)).text)
    assert.match(page, /2 tổ chức đi theo địa bàn, kết thúc cùng ngày[^.]*: Đảng ủy xã Hạ Lang và Đảng ủy xã Suối Lúa/)
    assert.match(page, /14 tổ chức chưa ghi/)
    assert.equal((await apply(quan, id)).status, 303)
    const after = await treeOn(house, day('2027-01-01'))
    const area = after.byCode('LL')?.id ?? ''
    const committee = after.children(area, 'party')
    assert.deepEqual(
      committee.map(one => one.name),
      ['Đảng ủy xã Lang Lúa'],
    )
    assert.equal(after.parent(committee[0]?.id ?? '')?.name, 'Tỉnh ủy Mẫu')
    assert.equal(after.keeper(house.unit('DU.HL')), committee[0]?.id)
    assert.equal(after.areaOf(house.unit('MT.HL')), area, 'the Front committee stands and serves the new commune')
  }),
)

test(
  'what was applied ahead of its day is taken back and everything stands as before; a past change is only corrected by one that names it',
  inHouse(async house => {
    const quan = await house.as('quan')
    const id = await planned(quan, [merging(house)])
    await apply(quan, id)
    assert.match((await quan.get(`/don-vi/thay-doi/${id}`)).text, /Rút lại lần thay đổi này/)
    assert.equal((await quan.post(`/don-vi/thay-doi/${id}/rut-lai`)).status, 303)
    assert.match(bare((await quan.get('/don-vi/thay-doi')).text), /Đã rút lại ngày 21\/11\/2026/)
    const after = await treeOn(house, day('2027-01-01'))
    assert.equal(after.unit(house.unit('HL'))?.fullName, 'xã Hạ Lang')
    assert.equal(after.byCode('LL'), undefined)

    const second = randomUUID()
    assert.match((await quan.get(`/don-vi/thay-doi/${id}`)).text, /Lập lại từ bản dự kiến cũ/)
    const copied = await quan.post(`/don-vi/sap-xep/${id}/lap-lai`, { new: second })
    assert.equal(copied.location, `/don-vi/sap-xep/${second}`, bare(copied.text))
    await apply(quan, second)
    assert.equal((await quan.post(`/don-vi/sap-xep/${second}/lap-lai`, { new: randomUUID() })).status, 409, 'not while the change stands')
    house.setClock('2027-01-01T00:00:30+07:00')
    const late = await house.as('quan')
    const refused = await late.post(`/don-vi/thay-doi/${second}/rut-lai`)
    assert.equal(refused.status, 422)
    assert.match(bare(refused.text), /không rút lại được nữa/)
    const page = await late.get(`/don-vi/thay-doi/${second}`)
    assert.doesNotMatch(page.text, /Rút lại lần thay đổi này/)
    assert.match(page.text, /Lập bản đính chính/)
    const made = (await treeOn(house, day('2027-01-01'))).byCode('LL')?.id ?? ''
    const correction = await planned(late, [{ viec: 'rename', unit: made, name: 'xã Lúa Lang' }], {
      ...GENERAL,
      title: 'Đính chính tên xã',
      day: '02/01/2027',
      corrects: second,
    })
    assert.match(bare((await late.get(`/don-vi/sap-xep/${correction}`)).text), /Đính chính: Nhập hai xã ven suối/)
    assert.equal((await apply(late, correction)).status, 303)
    assert.match(bare((await late.get(`/don-vi/thay-doi/${second}`)).text), /Được đính chính bởi Đính chính tên xã/)
    assert.equal((await treeOn(house, day('2027-01-02'))).unit(made)?.fullName, 'xã Lúa Lang')
  }),
)

test(
  'a plan is applied only to the organisation that was shown: of two administrators at once the second is shown it anew',
  inHouse(async house => {
    const [quan, other] = [await house.as('quan'), await house.as('quan')]
    const first = await planned(quan, [merging(house)])
    const second = await planned(other, [{ viec: 'rename', unit: house.unit('TU'), name: 'xã Tân Ước Mới' }], {
      ...GENERAL,
      title: 'Đổi tên',
    })
    const [one, two] = [await quan.get(`/don-vi/sap-xep/${first}/tac-dong`), await other.get(`/don-vi/sap-xep/${second}/tac-dong`)]
    const press = (who: Browsing, id: string, page: Shown): Promise<Shown> =>
      who.post(`/don-vi/sap-xep/${id}/ap-dung`, { version: hidden(page, 'version'), mark: hidden(page, 'mark') })
    const answers = await Promise.all([press(quan, first, one), press(other, second, two)])
    assert.deepEqual(answers.map(answer => answer.status).sort(), [303, 409])
    const late = answers.findIndex(answer => answer.status === 409)
    assert.match(bare(answers[late]?.text ?? ''), /vừa có thay đổi khác kể từ khi ông\/bà xem\. Chưa áp dụng gì/)
    const [who, id] = late === 0 ? [quan, first] : [other, second]
    assert.equal((await press(who, id, answers[late] ?? one)).status, 303, 'shown anew, it is applied')
  }),
)

test(
  'a plan that somebody else changed meanwhile is not applied as it was shown',
  inHouse(async house => {
    const quan = await house.as('quan')
    const id = await planned(quan, [merging(house)])
    const effect = await quan.get(`/don-vi/sap-xep/${id}/tac-dong`)
    const more = {
      version: hidden(effect, 'version'),
      measure: randomUUID(),
      viec: 'rename',
      unit: house.unit('TU'),
      name: 'xã Tân Ước Mới',
    }
    assert.equal((await quan.post(`/don-vi/sap-xep/${id}/viec`, more)).status, 303)
    const pressed = await quan.post(`/don-vi/sap-xep/${id}/ap-dung`, { version: hidden(effect, 'version'), mark: hidden(effect, 'mark') })
    assert.equal(pressed.status, 409)
    const stale = await quan.post(`/don-vi/sap-xep/${id}/viec`, { ...more, measure: randomUUID(), unit: house.unit('MD') })
    assert.equal(stale.status, 409, 'nor is a measure added to a plan that is no longer as it was shown')
    assert.match(bare(stale.text), /vừa được người khác sửa/)
  }),
)

test(
  'nothing is applied without its law',
  inHouse(async house => {
    const quan = await house.as('quan')
    const id = await planned(quan, [merging(house)], { title: 'Chưa có nghị quyết', day: '01/01/2027' })
    assert.match(bare((await quan.get(`/don-vi/sap-xep/${id}/tac-dong`)).text), /Căn cứ: chưa ghi số, ký hiệu/)
    const { mark } = await house.inTx(async tx => tx.selectFrom('org_edition').select('mark').executeTakeFirstOrThrow())
    const pressed = await quan.post(`/don-vi/sap-xep/${id}/ap-dung`, { version: '2', mark })
    assert.equal(pressed.status, 422)
    assert.equal((await treeOn(house, day('2027-01-01'))).byCode('LL'), undefined)
    assert.equal((await quan.post(`/don-vi/sap-xep/${id}/chung`, { version: '2', ...GENERAL })).status, 303)
    assert.equal((await apply(quan, id)).status, 303)
  }),
)

test(
  'a divided commune: parts with shares, the heir that the resolution names, each hamlet put where it belongs',
  inHouse(async house => {
    const quan = await house.as('quan')
    const id = randomUUID()
    await quan.post('/don-vi/sap-xep/nghi-quyet', { id, ...GENERAL, title: 'Chia xã Mỹ Đông' })
    const parts = {
      viec: 'split',
      from: house.unit('MD'),
      'part-1': 'Xã Nam Giồng',
      'share-1': '60',
      'part-2': 'xã Đông Mới',
      'ma-2': 'DM',
    }
    const lacking = await quan.post(`/don-vi/sap-xep/${id}/viec`, { version: '1', measure: randomUUID(), ...parts, 'share-2': '50' })
    assert.equal(lacking.status, 422)
    assert.match(bare(lacking.text), /cộng lại được 110%/)
    assert.match(bare(lacking.text), /chưa rõ ấp Bờ Bao, ấp Đông và ấp Mỹ về đâu/)
    assert.match(lacking.text, /value="xã Đông Mới"/, 'nothing typed is lost')
    const hamlets = await house.inTx(async tx => (await loadTree(tx, day('2026-12-31'))).children(house.unit('MD')))
    const placed = Object.fromEntries(hamlets.map((hamlet, i) => [`h-${hamlet.id}`, i === 0 ? '1' : '2']))
    const added = await quan.post(`/don-vi/sap-xep/${id}/viec`, {
      version: '1',
      measure: randomUUID(),
      ...parts,
      'share-2': '40',
      heir: '1',
      ...placed,
    })
    assert.equal(added.status, 303, bare(added.text))
    assert.match(
      bare((await quan.get(`/don-vi/sap-xep/${id}`)).text),
      /Chia xã Mỹ Đông thành xã Nam Giồng \(60%\), kế thừa hồ sơ và số liệu; đơn vị mới xã Đông Mới \(40%\)/,
    )
    assert.equal((await apply(quan, id)).status, 303)
    const after = await treeOn(house, day('2027-01-01'))
    assert.equal(after.heir(house.unit('MD')), house.unit('NG'))
    assert.equal(after.keeper(house.unit('MD')), house.unit('NG'))
    assert.equal(after.children(after.byCode('DM')?.id ?? '').length, 2)
    const page = bare((await quan.get(`/don-vi/${house.unit('MD')}`)).text)
    assert.match(page, /chia về xã Nam Giồng \(được giao kế thừa hồ sơ, số liệu\) 60%/)
  }),
)

test(
  'a part is moved to another commune, a commune is renamed with its bodies, and one is abolished: its papers go up',
  inHouse(async house => {
    const quan = await house.as('quan')
    await quan.post(`/don-vi/${house.unit('MT.TU')}/di-theo`, { follows: 'yes', from: '01/7/2025' })
    const id = await planned(quan, [
      { viec: 'split', from: house.unit('YT'), stays: '1', 'part-1': 'xã Đồng Sậy', 'share-1': '12,5' },
      { viec: 'rename', unit: house.unit('TU'), name: 'phường Tân Ước' },
      { viec: 'abolish', unit: house.unit('NG') },
    ])
    assert.equal((await apply(quan, id)).status, 303)
    const after = await treeOn(house, day('2027-01-01'))
    assert.equal(after.unit(house.unit('YT'))?.fullName, 'xã Yên Trạch')
    assert.equal(after.life(house.unit('YT'))?.became[0]?.share, 0.125)
    assert.equal(after.unit(house.unit('TU'))?.fullName, 'phường Tân Ước')
    assert.equal(after.unit(house.unit('MT.TU'))?.name, 'Ủy ban MTTQ Việt Nam phường Tân Ước')
    assert.equal(after.keeper(house.unit('NG')), house.unit('MAU'))
  }),
)

test(
  'two measures may not end one unit, and a measure that is left out no longer stands against the plan',
  inHouse(async house => {
    const quan = await house.as('quan')
    const id = await planned(quan, [merging(house), { viec: 'abolish', unit: house.unit('HL') }])
    const page = await quan.get(`/don-vi/sap-xep/${id}`)
    assert.match(bare(page.text), /Việc 2: xã Hạ Lang đã kết thúc theo việc 1/)
    assert.equal((await apply(quan, id)).status >= 400, true)
    const second = [...page.text.matchAll(/name="measure" value="([^"]+)"/gu)][1]?.[1] ?? ''
    assert.equal((await quan.post(`/don-vi/sap-xep/${id}/bo-viec`, { version: '3', measure: second })).status, 303)
    assert.equal((await apply(quan, id)).status, 303)
  }),
)

/** An administrator of one commune only. */
async function communeAdministrator(house: TestHouse): Promise<Browsing> {
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  await house.inTx(async tx => {
    const personId = await addPerson(tx, { name: 'Quản trị xã', login: 'quanxa', passwordHash, demo: true })
    await addPost(tx, { personId, unitId: house.unit('SL'), role: 'administrator', title: 'quản trị', from: day('2026-01-01') })
  })
  return house.as('quanxa')
}

test(
  'an administrator reaches no unit outside their own, and sees no plan of another seat',
  inHouse(async house => {
    const [quan, small, an] = [await house.as('quan'), await communeAdministrator(house), await house.as('an')]
    const theirs = await planned(quan, [merging(house)])
    assert.equal((await small.get(`/don-vi/sap-xep/${theirs}`)).status, 404)
    assert.equal((await small.post(`/don-vi/sap-xep/${theirs}/ap-dung`, { version: '2', mark: 'x' })).status, 404)
    const id = await planned(small, [{ viec: 'merge', from: [house.unit('SL'), house.unit('HL')], into: house.unit('SL') }])
    const page = bare((await small.get(`/don-vi/sap-xep/${id}`)).text)
    assert.match(page, /ngoài phạm vi quản trị của ông\/bà: [^.]*xã Hạ Lang/)
    const { mark } = await house.inTx(async tx => tx.selectFrom('org_edition').select('mark').executeTakeFirstOrThrow())
    const pressed = await small.post(`/don-vi/sap-xep/${id}/ap-dung`, { version: '2', mark })
    assert.equal(pressed.status, 422)
    assert.equal((await treeOn(house, day('2027-01-01'))).unit(house.unit('HL'))?.fullName, 'xã Hạ Lang')
    await apply(quan, theirs)
    assert.equal((await small.post(`/don-vi/thay-doi/${theirs}/rut-lai`)).status, 404, 'nor takes back what is not theirs')
    assert.equal((await an.get('/don-vi/sap-xep')).status, 403)
    assert.equal((await an.get(`/don-vi/thay-doi/${theirs}`)).status, 200, 'anyone reads what was changed')
  }),
)

test(
  'a plan that was applied stays as it was, also for the database',
  inHouse(async house => {
    const quan = await house.as('quan')
    const id = await planned(quan, [merging(house)])
    await apply(quan, id)
    assert.equal((await quan.post(`/don-vi/sap-xep/${id}/chung`, { version: '2', ...GENERAL, title: 'Khác' })).status, 409)
    assert.match((await quan.get(`/don-vi/sap-xep/${id}`)).text, /đã áp dụng/)
    await assert.rejects(
      house.inTx(tx => tx.updateTable('unit_plan').set({ title: 'Khác' }).where('id', '=', id).execute()),
      /stays as it was/,
    )
    const other = await planned(quan, [])
    assert.equal((await quan.post(`/don-vi/sap-xep/${other}/bo`, { version: '1' })).status, 303)
    assert.equal((await quan.get(`/don-vi/sap-xep/${other}`)).status, 404)
  }),
)

test(
  'while a plan is judged and applied nobody else changes the organisation',
  inHouse(async house => {
    const order: string[] = []
    let adding: Promise<unknown> = Promise.resolve()
    await house.inTx(async tx => {
      await holdOrg(tx)
      adding = house
        .inTx(other => addUnit(other, { line: 'area', level: 'commune', kind: 'xã', name: 'Chen Ngang', parentId: house.unit('MAU') }))
        .then(() => order.push('added'))
      await new Promise(resolve => setTimeout(resolve, 300))
      order.push('judged')
    })
    await adding
    assert.deepEqual(order, ['judged', 'added'])
  }),
)

test(
  'a form sent twice is one plan; another sent under its id comes back and becomes a plan of its own',
  inHouse(async house => {
    const quan = await house.as('quan')
    const id = await planned(quan, [merging(house)])
    assert.equal((await quan.post('/don-vi/sap-xep/nghi-quyet', { id, ...GENERAL })).location, `/don-vi/sap-xep/${id}`)
    const other = await quan.post('/don-vi/sap-xep/nghi-quyet', { id, ...GENERAL, title: 'Việc khác hẳn' })
    assert.equal(other.status, 409)
    assert.match(other.text, /value="Việc khác hẳn"/)
    assert.notEqual(hidden(other, 'id'), id)
    assert.equal(
      (await quan.post('/don-vi/sap-xep/nghi-quyet', { id: hidden(other, 'id'), ...GENERAL, title: 'Việc khác hẳn' })).status,
      303,
    )
  }),
)
