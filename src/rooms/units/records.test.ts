// The dated records beside the organisation: the focal role, bodies that follow their area, hand-overs; and a unit's page with them.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { inHouse, type TestHouse } from '../../../test/house.ts'
import { day } from '../../ground/day.ts'
import { addUnit, succeed } from '../../org/store.ts'

const bare = (text: string): string => text.replace(/<[^>]+>/gu, ' ').replace(/\s+/gu, ' ')

test(
  'the body that plays the focal role is a record with days: one a day, the one before ends the day before',
  inHouse(async house => {
    const [quan, an] = [await house.as('quan'), await house.as('an')]
    const at = `/don-vi/${house.unit('KT')}/dau-moi`
    assert.match((await quan.get(at)).text, /Đảng ủy xã Khe Trầm/)
    assert.equal((await quan.post(at, { body: house.unit('DU.KT'), from: '01/7/2025', decision: 'Quy chế 1' })).status, 303)
    assert.equal((await quan.post(at, { body: house.unit('MT.KT'), from: '01/01/2026', decision: '' })).status, 303)
    const page = bare((await an.get(`/don-vi/${house.unit('KT')}`)).text)
    assert.match(page, /Ủy ban MTTQ Việt Nam xã Khe Trầm từ 01\/01\/2026/)
    assert.match(page, /Đảng ủy xã Khe Trầm Quy chế 1 từ 01\/7\/2025 đến hết 31\/12\/2025/)
    const early = await quan.post(at, { body: house.unit('DU.KT'), from: '31/12/2025' })
    assert.equal(early.status, 422)
    assert.match(bare(early.text), /phải sau ngày 01\/01\/2026/)
    const stranger = await quan.post(at, { body: house.unit('DU.HL'), from: '01/02/2026' })
    assert.match(bare(stranger.text), /không hoạt động trên địa bàn này/)
    assert.equal((await an.post(at, { body: house.unit('DU.KT'), from: '01/02/2026' })).status, 403)
  }),
)

test(
  'what was recorded of a day stays, also for whoever owns the tables',
  inHouse(async house => {
    const quan = await house.as('quan')
    await quan.post(`/don-vi/${house.unit('KT')}/dau-moi`, { body: house.unit('DU.KT'), from: '01/7/2025' })
    await quan.post(`/don-vi/${house.unit('DU.KT')}/di-theo`, { follows: 'yes', from: '01/7/2025' })
    const pg = await import('pg')
    const owner = new pg.default.Client({ connectionString: house.database.ownerUrl })
    await owner.connect()
    for (const statement of [
      'delete from unit_focal',
      `update unit_focal set body_id = '${house.unit('MT.KT')}'`,
      'delete from unit_following',
      'update unit_following set follows = false',
    ])
      await assert.rejects(owner.query(statement), /can only be closed/, statement)
    await owner.end()
    const same = await quan.post(`/don-vi/${house.unit('DU.KT')}/di-theo`, { follows: 'yes', from: '01/8/2025' })
    assert.match(bare(same.text), /đang được ghi đúng như vậy/)
    assert.equal((await quan.post(`/don-vi/${house.unit('DU.KT')}/di-theo`, { follows: 'no', from: '01/8/2025' })).status, 303)
    assert.match(bare((await quan.get(`/don-vi/${house.unit('DU.KT')}`)).text), /không đi theo địa bàn/)
  }),
)

const handOver = (house: TestHouse, more: Record<string, string> = {}): Record<string, string> => ({
  id: randomUUID(),
  from: house.unit('KN0'),
  to: house.unit('KT'),
  day: '01/7/2025',
  decision: '12-QĐ/TU ngày 25/6/2025',
  'kind-1': 'papers',
  'what-1': 'Hồ sơ năm 2024',
  'amount-1': '1.250',
  'measure-1': 'tập',
  'kind-3': 'property',
  'what-3': 'Máy tính',
  'amount-3': '2,5',
  'side-1': 'from',
  'name-1': 'Người Giao',
  'post-1': 'Nguyên Bí thư',
  'side-2': 'to',
  'name-2': 'Người Nhận',
  'post-2': 'Bí thư',
  ...more,
})

test(
  'an officer of the unit that keeps the papers makes the hand-over record of a dissolved one; sent twice it is one',
  inHouse(async house => {
    const an = await house.as('an')
    const waiting = bare((await an.get('/don-vi/ban-giao')).text)
    assert.match(waiting, /Xã Khe Ngoài 30\/6\/2025 Xã Khe Trầm/)
    assert.doesNotMatch(waiting, /Xã Nà Sim 30/, 'what others keep is not theirs to hand over')
    const form = await an.get(`/don-vi/ban-giao/lap?don-vi=${house.unit('KN0')}`)
    assert.match(bare(form.text), /Lập biên bản bàn giao của xã Khe Ngoài/)
    const record = handOver(house)
    const made = await an.post('/don-vi/ban-giao/lap', record)
    assert.equal(made.location, `/don-vi/ban-giao/${record['id']}`, bare(made.text))
    assert.equal((await an.post('/don-vi/ban-giao/lap', record)).location, made.location)
    const other = await an.post('/don-vi/ban-giao/lap', { ...record, 'what-1': 'Hồ sơ khác' })
    assert.equal(other.status, 409, 'another record under its id is not lost behind it')
    assert.match(other.text, /value="Hồ sơ khác"/)
    const page = bare((await an.get(made.location ?? '')).text)
    assert.match(page, /Biên bản bàn giao giữa xã Khe Ngoài và xã Khe Trầm/)
    assert.match(page, /Hồ sơ năm 2024 1\.250 tập/)
    assert.match(page, /Bên nhận Người Nhận Bí thư/)
    assert.doesNotMatch(bare((await an.get('/don-vi/ban-giao')).text), /Xã Khe Ngoài 30\/6\/2025 Xã Khe Trầm Lập/)
    assert.match((await an.get(`/don-vi/${house.unit('KN0')}`)).text, /bàn giao cho xã Khe Trầm/)
  }),
)

test(
  'a hand-over with nothing in it, unsigned, to nobody or before its day comes back with each thing to mend and all that was typed',
  inHouse(async house => {
    const an = await house.as('an')
    const send = (more: Record<string, string>) => an.post('/don-vi/ban-giao/lap', handOver(house, more))
    for (const [more, says] of [
      [{ 'what-1': '', 'amount-1': '', 'what-3': '', 'amount-3': '' }, /ghi ít nhất một dòng/],
      [{ 'name-1': '', 'post-1': '' }, /ít nhất một người ký bên giao/],
      [{ 'amount-1': 'mười hai' }, /“mười hai” không phải là số/],
      [{ 'post-2': '' }, /Người ký 2: ghi đủ họ tên và chức vụ/],
      [{ to: house.unit('KN0') }, /Bên nhận: chọn một đơn vị khác/],
      [{ to: house.unit('D1') }, /Bên nhận: chọn một đơn vị khác, đang hoạt động/],
      [{ day: '01/01/2027' }, /Ngày bàn giao: chưa đến/],
      [{ decision: '' }, /Theo quyết định nào: chưa nhập/],
    ] as const) {
      const refused = await send(more)
      assert.ok([400, 422].includes(refused.status), `${says} ${refused.status}`)
      assert.match(bare(refused.text), says)
      assert.match(refused.text, /value="Người Nhận"/, 'nothing typed is lost')
    }
    const more = await an.post('/don-vi/ban-giao/lap', { ...handOver(house), _find: 'them' })
    assert.match(more.text, /name="what-10"/)
    assert.match(more.text, /value="Hồ sơ năm 2024"/)
  }),
)

test(
  'a mistaken hand-over record is set right once, by a new one that names it; nothing of it is ever changed',
  inHouse(async house => {
    const [an, dung, khoa] = [await house.as('an'), await house.as('dung'), await house.as('khoa')]
    const first = handOver(house)
    await an.post('/don-vi/ban-giao/lap', first)
    const id = first['id'] ?? ''
    assert.match((await an.get(`/don-vi/ban-giao/lap?don-vi=${house.unit('KN0')}&sua=${id}`)).text, /value="Hồ sơ năm 2024"/)
    const second = handOver(house, { corrects: id, 'amount-1': '1.251' })
    assert.equal((await an.post('/don-vi/ban-giao/lap', second)).status, 303)
    assert.match(bare((await an.get(`/don-vi/ban-giao/${id}`)).text), /Đã có biên bản đính chính/)
    const third = await an.post('/don-vi/ban-giao/lap', handOver(house, { corrects: id }))
    assert.match(bare(third.text), /đã có biên bản đính chính/)
    await assert.rejects(
      house.inTx(tx => tx.deleteFrom('unit_hand_over_line').execute()),
      /permission denied/,
    )
    await assert.rejects(
      house.inTx(tx => tx.updateTable('unit_hand_over').set({ note: 'khác' }).execute()),
      /permission denied/,
    )
    const late = { hand_over_id: id, place: 9, kind: 'other', what: 'thêm sau' }
    await assert.rejects(
      house.inTx(tx => tx.insertInto('unit_hand_over_line').values(late).execute()),
      /nothing is added/,
    )
    assert.equal((await dung.get(`/don-vi/ban-giao/${id}`)).status, 404, 'a commune elsewhere finds no such record')
    assert.equal((await khoa.get(`/don-vi/ban-giao/${id}`)).status, 200, 'who inspects from above reads it')
    assert.equal((await khoa.post('/don-vi/ban-giao/lap', handOver(house))).status, 403)
    assert.equal((await dung.post('/don-vi/ban-giao/lap', handOver(house))).status, 404)
  }),
)

test(
  'the posts of a unit are shown with their names to those in whose reach it lies, and to nobody else',
  inHouse(async house => {
    const [an, dung] = [await house.as('an'), await house.as('dung')]
    assert.match((await an.get(`/don-vi/${house.unit('KT')}`)).text, /Lương Thị An/)
    const elsewhere = await dung.get(`/don-vi/${house.unit('KT')}`)
    assert.equal(elsewhere.status, 200)
    assert.doesNotMatch(elsewhere.text, /Lương Thị An/)
    assert.match(bare((await an.get(`/don-vi/${house.unit('KT')}?ngay=01/01/2000`)).text), /Ngày này chưa ghi ai giữ chức vụ/)
  }),
)

test(
  'units are found by short forms, by old names and by a code that named several on different days',
  inHouse(async house => {
    const an = await house.as('an')
    assert.match(
      bare((await an.get('/don-vi?tim=TT Cầu Mây')).text),
      /Thị trấn Cầu Mây huyện Khe Sơn, tỉnh Mẫu từ 01\/01\/2011 đến hết 30\/6\/2025 nay thuộc phường Cầu Mây/,
    )
    assert.match(bare((await an.get('/don-vi?tim=h khe son')).text), /Huyện Khe Sơn .* đã kết thúc, nay thuộc tỉnh Mẫu/)
    assert.match(
      bare((await an.get('/don-vi?tim=x da dung')).text),
      /Xã Đá Dựng .* đã chia về (xã Suối Lúa ?, xã Tân Ước|xã Tân Ước ?, xã Suối Lúa)/,
    )
    await house.inTx(async tx => {
      const of = { line: 'area' as const, level: 'commune' as const, kind: 'phường', code: '00004' }
      await addUnit(tx, { ...of, name: 'Hồ Cũ', from: day('2000-01-01'), until: day('2025-06-30') })
      await addUnit(tx, { ...of, name: 'Thành Mới', from: day('2025-07-01') })
    })
    const codes = bare((await an.get('/don-vi?tim=00004')).text)
    assert.match(codes, /2 đơn vị/)
    assert.match(codes, /Phường Hồ Cũ từ 01\/01\/2000 đến hết 30\/6\/2025/)
    assert.match(codes, /Phường Thành Mới từ 01\/7\/2025/)
  }),
)

test(
  'who takes over a unit that ended lately is told on the start page that its hand-over is not recorded yet',
  inHouse(async house => {
    await house.inTx(async tx => {
      const past = { line: 'area' as const, level: 'commune' as const, kind: 'xã', name: 'Cũ', parentId: house.unit('MAU') }
      await addUnit(tx, { ...past, id: house.unit('cu'), from: day('2026-01-01') })
      await succeed(tx, [{ from: house.unit('cu'), to: house.unit('KT'), on: day('2026-11-01'), kind: 'merged' }])
    })
    const an = await house.as('an')
    assert.match(bare((await an.get('/')).text), /Lập biên bản bàn giao của xã Cũ Kết thúc hoạt động ngày 31\/10\/2026/)
    const made = await an.post('/don-vi/ban-giao/lap', handOver(house, { from: house.unit('cu'), day: '01/11/2026' }))
    assert.equal(made.status, 303, bare(made.text))
    assert.doesNotMatch((await an.get('/')).text, /xã Cũ/)
  }),
)

test(
  'the form of a hand-over proposes what the other rooms count of the unit',
  inHouse(async house => {
    const { ROOMS } = await import('../../house.ts')
    await house.inTx(async (_tx, world) => {
      for (const room of ROOMS) await room.demo?.(world)
    })
    const quan = await house.as('quan')
    const page = await quan.get(`/don-vi/ban-giao/lap?don-vi=${house.unit('SL')}`)
    const proposed = [...page.text.matchAll(/name="what-(\d+)"[^>]*value="([^"]+)"/gu)].map(found => found[2] ?? '')
    assert.ok(
      proposed.some(what => /[Mm]ô hình/u.test(what)),
      `models: ${proposed.join(' · ')}`,
    )
    assert.ok(
      proposed.some(what => /[Cc]hức vụ/u.test(what)),
      `posts: ${proposed.join(' · ')}`,
    )
    assert.match(page.text, /name="amount-1"[^>]*value="\d+"/)
    const waiting = await quan.get('/don-vi/sap-xep')
    assert.match(waiting.text, /bản dự kiến minh họa/)
    const plan = house.unit('du-kien:lang-lua')
    assert.match(bare((await quan.get(`/don-vi/sap-xep/${plan}/tac-dong`)).text), /12 tổ chức đi theo địa bàn/)
  }),
)
