// Lists as they are downloaded: read, compared, shown with every line that cannot be taken, applied as one change.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import pg from 'pg'
import { type Browsing, inHouse, type Shown, type TestHouse } from '../../../test/house.ts'
import { workbook } from '../../../test/org/workbook.ts'
import { addPerson, addPost } from '../../access/people.ts'
import { hashPassword } from '../../access/sessions.ts'
import { DEMO_PASSWORD } from '../../demo/names.ts'
import { type Day, day } from '../../ground/day.ts'
import { addUnit, loadTree } from '../../org/store.ts'
import type { OrgTree } from '../../org/tree.ts'

const bare = (text: string): string => text.replace(/<[^>]+>/gu, ' ').replace(/\s+/gu, ' ')
const hidden = (page: Shown, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`, 'u').exec(page.text)?.[1] ?? ''
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const treeOn = (house: TestHouse, on: Day): Promise<OrgTree> => house.inTx(tx => loadTree(tx, on))
const LAW = { law: '1/NQ-THU', lawTitle: 'Nghị quyết thử', lawDay: '01/6/2025' }

interface Real {
  readonly centre: Browsing
  readonly province: Browsing
  readonly ids: { readonly centre: string; readonly province: string; readonly other: string; readonly commune: string }
}

/** Beside the demo a real country of one centre, two provinces and a commune, with an administrator at the centre and one at a province. */
async function realCountry(house: TestHouse): Promise<Real> {
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  const ids = await house.inTx(async tx => {
    const area = { line: 'area' as const }
    const centre = await addUnit(tx, { ...area, level: 'centre', kind: 'nước', name: 'Việt Nam' })
    const province = await addUnit(tx, { ...area, level: 'province', kind: 'tỉnh', name: 'Thử Một', code: '91', parentId: centre })
    const other = await addUnit(tx, { ...area, level: 'province', kind: 'tỉnh', name: 'Thử Hai', code: '92', parentId: centre })
    const commune = await addUnit(tx, { ...area, level: 'commune', kind: 'xã', name: 'Cũ', code: '90001', parentId: province })
    for (const [login, unitId] of [
      ['quantw', centre],
      ['quantinh', province],
    ] as const) {
      const personId = await addPerson(tx, { name: 'Quản Trị', login, passwordHash, demo: true })
      await addPost(tx, { personId, unitId, role: 'administrator', title: 'quản trị', from: day('2024-01-01') })
    }
    return { centre, province, other, commune }
  })
  return { centre: await house.as('quantw'), province: await house.as('quantinh'), ids }
}

const HEAD = 'Mã TP,Tỉnh / Thành Phố,Mã,Tên,Cấp'
const LIST = [HEAD, '91,Tỉnh Thử Một,90001,Xã Cũ,Xã', '91,Tỉnh Thử Một,90002,Phường Mới,Phường', '91,Tỉnh Thử Một,,Xã Không Mã,Xã'].join(
  '\r\n',
)

async function upload(
  who: Browsing,
  path: string,
  files: Record<string, string | Uint8Array>,
  more: Record<string, string> = {},
): Promise<Shown & { id: string }> {
  const id = randomUUID()
  const fields = { id, title: 'Danh mục thử', day: '01/12/2026', ...LAW, ...more }
  const answer = await who.upload(
    `/don-vi/sap-xep/${path}`,
    fields,
    Object.entries(files).map(([field, content]) => ({
      field,
      name: `${field}.csv`,
      bytes: typeof content === 'string' ? bytes(content) : content,
    })),
  )
  return { ...answer, id }
}

async function apply(who: Browsing, id: string): Promise<Shown> {
  const effect = await who.get(`/don-vi/sap-xep/${id}/tac-dong`)
  return who.post(`/don-vi/sap-xep/${id}/ap-dung`, { version: hidden(effect, 'version'), mark: hidden(effect, 'mark') })
}

test(
  'a list with a mark of its encoding and the headings of its source is shown as new, same and rejected, and applied',
  inHouse(async house => {
    const { province, ids } = await realCountry(house)
    const sent = await upload(province, 'danh-sach', { file: `\ufeff${LIST}` })
    assert.equal(sent.status, 303, bare(sent.text))
    const page = bare((await province.get(sent.location ?? '')).text)
    assert.match(page, /Đơn vị mới 1 .* Giữ nguyên 2 .* Không nhận 1/)
    assert.match(page, /4 Thiếu mã cấp xã của Xã Không Mã\./)
    assert.match(page, /Phường Mới, thuộc tỉnh Thử Một/)
    assert.equal((await apply(province, sent.id)).status, 303)
    const tree = await treeOn(house, day('2026-12-01'))
    assert.equal(tree.byCode('90002')?.fullName, 'phường Mới')
    assert.equal(tree.unit(ids.commune)?.fullName, 'xã Cũ')
    const again = await upload(province, 'danh-sach', { file: LIST })
    assert.match(bare((await province.get(again.location ?? '')).text), /không có gì thay đổi/)
  }),
)

test(
  'the same list as a workbook is read alike',
  inHouse(async house => {
    const { province } = await realCountry(house)
    const rows = LIST.split('\r\n').map(line => line.split(','))
    const sent = await upload(province, 'danh-sach', { file: workbook(rows) })
    assert.equal(sent.status, 303, bare(sent.text))
    assert.match(bare((await province.get(sent.location ?? '')).text), /Đơn vị mới 1 .* Giữ nguyên 2 .* Không nhận 1/)
  }),
)

test(
  'a file that is none comes back with a sentence at its field, and what was typed stays',
  inHouse(async house => {
    const { province } = await realCountry(house)
    const hostile: readonly (readonly [string | Uint8Array, RegExp])[] = [
      ['', /chưa chọn tệp|không có nội dung/],
      [HEAD, /không có dòng nào ngoài tiêu đề/],
      ['a,b,c\n1,2,3', /thiếu cột/],
      [Uint8Array.from([0x4d, 0xe3, 0x2c, 0xff, 0x0a, 0xd0]), /bảng mã cũ/],
      ['%PDF-1.7 gì đó', /là PDF/],
      [Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0]), /hỏng hoặc không phải là bảng tính/],
      [`${HEAD}\n91,"Tỉnh Thử`, /dấu ngoặc kép không đóng/],
      [new Uint8Array(8_000_001).fill(65), /lớn hơn 8 MB/],
    ]
    for (const [content, says] of hostile) {
      const sent = await upload(province, 'danh-sach', { file: content }, { title: 'Tên đã gõ' })
      assert.equal(sent.status, 400, `${says}: ${bare(sent.text).slice(0, 600)}`)
      assert.match(bare(sent.text), says)
      assert.match(sent.text, /value="Tên đã gõ"/)
      assert.match(sent.text, /href="#file"/)
    }
    assert.equal((await province.post('/don-vi/sap-xep/danh-sach', { id: randomUUID(), title: 'x', day: '01/12/2026' })).status, 400)
  }),
)

test(
  "a province's administrator cannot bring in another province, the centre's can",
  inHouse(async house => {
    const { centre, province } = await realCountry(house)
    const list = [HEAD, '92,Tỉnh Thử Hai,90009,Xã Bên Kia,Xã'].join('\n')
    const sent = await upload(province, 'danh-sach', { file: list })
    assert.match(bare((await province.get(sent.location ?? '')).text), /ngoài phạm vi quản trị của ông\/bà: tỉnh Thử Hai/)
    const { mark } = await house.inTx(async tx => tx.selectFrom('org_edition').select('mark').executeTakeFirstOrThrow())
    assert.equal((await province.post(`/don-vi/sap-xep/${sent.id}/ap-dung`, { version: '1', mark })).status, 422)
    const allowed = await upload(centre, 'danh-sach', { file: list })
    assert.equal((await apply(centre, allowed.id)).status, 303)
    assert.equal((await treeOn(house, day('2026-12-01'))).byCode('90009')?.fullName, 'xã Bên Kia')
  }),
)

test(
  'a reform of two files: what merged ends, what stands is the same, and a line that cannot be taken holds all of it back',
  inHouse(async house => {
    const { centre, ids } = await realCountry(house)
    await house.inTx(tx =>
      addUnit(tx, { line: 'area', level: 'commune', kind: 'xã', name: 'Cũ Hai', code: '90003', parentId: ids.province }),
    )
    const list = [HEAD, '91,Tỉnh Thử Một,90001,Xã Chung,Xã'].join('\n')
    const head = 'Mã tỉnh cũ,Tỉnh cũ,Mã huyện cũ,Huyện cũ,Mã xã cũ,Xã cũ,Mã tỉnh mới,Tỉnh mới,Mã xã mới,Xã mới'
    const line = (code: string, name: string): string => `91,Tỉnh Thử Một,911,Huyện Thử,${code},${name},91,Tỉnh Thử Một,90001,Xã Chung`
    const broken = await upload(centre, 'hai-tep', { file: list, links: [head, line('90001', 'Xã Cũ'), line('', 'Xã Cũ Hai')].join('\n') })
    assert.equal(broken.status, 303, bare(broken.text))
    assert.match(bare((await centre.get(`/don-vi/sap-xep/${broken.id}/tac-dong`)).text), /dòng không nhận được\. Sửa tệp rồi nạp lại/)
    const { mark } = await house.inTx(async tx => tx.selectFrom('org_edition').select('mark').executeTakeFirstOrThrow())
    assert.equal((await centre.post(`/don-vi/sap-xep/${broken.id}/ap-dung`, { version: '1', mark })).status, 422)
    const only = await upload(centre, 'hai-tep', { file: list })
    assert.match(bare(only.text), /Tệp chuyển tiếp: chưa chọn tệp/)
  }),
)

test(
  'two files that agree are applied: what merged passes to the new commune, the district ends, what keeps its land keeps its page',
  inHouse(async house => {
    const { centre, ids } = await realCountry(house)
    const of = { line: 'area' as const, level: 'commune' as const, kind: 'xã' }
    const [district, one, two, three] = await house.inTx(async tx => {
      const above = await addUnit(tx, { line: 'area', level: 'district', kind: 'huyện', name: 'Thử', code: '922', parentId: ids.other })
      const add = (name: string, code: string) => addUnit(tx, { ...of, name, code, parentId: above })
      return [above, await add('Một', '92001'), await add('Hai', '92002'), await add('Ba', '92003')] as const
    })
    const list = [HEAD, '92,Tỉnh Thử Hai,92001,Xã Một Hai,Xã', '92,Tỉnh Thử Hai,92003,Xã Ba,Xã'].join('\n')
    const head = 'Mã tỉnh cũ,Tỉnh cũ,Mã huyện cũ,Huyện cũ,Mã xã cũ,Xã cũ,Mã tỉnh mới,Tỉnh mới,Mã xã mới,Xã mới'
    const line = (code: string, name: string, now: string): string => `92,Tỉnh Thử Hai,922,Huyện Thử,${code},${name},92,Tỉnh Thử Hai,${now}`
    const links = [
      head,
      line('92001', 'Xã Một', '92001,Xã Một Hai'),
      line('92002', 'Xã Hai', '92001,Xã Một Hai'),
      line('92003', 'Xã Ba', '92003,Xã Ba'),
    ]
    const sent = await upload(centre, 'hai-tep', { file: list, links: links.join('\n') })
    const page = bare((await centre.get(sent.location ?? '')).text)
    assert.match(page, /1 đơn vị mới, 1 chuyển cấp trên, 3 kết thúc/)
    assert.match(page, /Không nhận 0/)
    const applied = await apply(centre, sent.id)
    assert.equal(applied.status, 303, bare(applied.text))
    const tree = await treeOn(house, day('2026-12-01'))
    const now = tree.byCode('92001')
    assert.equal(now?.fullName, 'xã Một Hai')
    assert.deepEqual([tree.keeper(one), tree.keeper(two), tree.keeper(district)], [now?.id, now?.id, ids.other])
    assert.equal(tree.unit(three)?.parentId, ids.other)
    const again = await upload(centre, 'hai-tep', { file: list, links: links.join('\n') })
    assert.match(bare((await centre.get(again.location ?? '')).text), /không có gì thay đổi/)
  }),
)

test(
  'a connection that dies in the middle of applying leaves the organisation and the plan as they were',
  inHouse(async house => {
    const { province } = await realCountry(house)
    const sent = await upload(province, 'danh-sach', { file: LIST })
    const effect = await province.get(`/don-vi/sap-xep/${sent.id}/tac-dong`)
    const holder = new pg.Client({ connectionString: house.database.ownerUrl })
    await holder.connect()
    await holder.query('begin')
    await holder.query('lock table unit_version in access exclusive mode')
    const pressed = province.post(`/don-vi/sap-xep/${sent.id}/ap-dung`, {
      version: hidden(effect, 'version'),
      mark: hidden(effect, 'mark'),
    })
    const killer = new pg.Client({ connectionString: house.database.appUrl })
    await killer.connect()
    for (let tried = 0; tried < 200; tried++) {
      const { rows } = await killer.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()`,
      )
      if (rows.length > 0) break
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    await killer.end()
    await holder.query('rollback')
    await holder.end()
    assert.equal((await pressed).status, 503)
    assert.equal((await treeOn(house, day('2026-12-01'))).byCode('90002'), undefined)
    assert.match(bare((await province.get('/don-vi/thay-doi')).text), /Chưa áp dụng lần thay đổi nào/)
    assert.equal((await apply(province, sent.id)).status, 303, 'and is applied when sent again')
  }),
)
