// The lists that go with a report: of the draft as counted now, of what was handed in as it was that day.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { type Browsing, inHouse } from '../../../../test/house.ts'
import {
  acceptIt,
  handIn,
  hidden,
  openWindow,
  presentIt,
  publishIt,
  REGIME,
  review,
  sheetOf,
  signIt,
} from '../../../../test/reports/steps.ts'
import { sql } from '../../../ground/db.ts'
import { readWord } from '../../documents/read-back.ts'
import { listedLines } from './listed.ts'

const LIST = /Danh mục kèm báo cáo[\s\S]*?Mô hình đăng ký mới[\s\S]*?<a href="([^"]+)">([^<]+)<\/a>/u

const register = (who: Browsing, unit: string, title: string) =>
  who.post('/kheo/dang-ky', {
    ...{ id: randomUUID(), unit, title, kind: 'collective', field: 'KINH_TE', on: '20/11/2026' },
    ...{ situation: 'Đường lầy lội.', aims: 'Có đường.', content: 'Góp công.' },
  })

test(
  'records behind a counted line stand as a list with the sheet, and stay with the edition whatever becomes of them',
  inHouse(async house => {
    const binh = await openWindow(house)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    assert.doesNotMatch((await an.get(sheet)).text, /Danh mục kèm báo cáo/u, 'no records, no list')
    assert.equal((await register(an, house.unit('KT'), 'Tổ dân vận thôn Nà Ca')).status, 303)
    assert.equal(LIST.exec((await an.get(sheet)).text)?.[2], 'Tổ dân vận thôn Nà Ca')
    const edition = await handIn(house, 'an', 'KT')
    assert.equal((await register(an, house.unit('KT'), 'Đường hoa thôn Nà Ca')).status, 303)
    for (const text of [(await binh.get(review(edition))).text, (await an.get(sheet)).text]) {
      assert.equal(LIST.exec(text)?.[2], 'Tổ dân vận thôn Nà Ca')
      assert.doesNotMatch(text, /Đường hoa thôn Nà Ca/u, 'what came later is in the next report')
    }
    assert.equal((await acceptIt(binh, edition)).status, 303)
    const published = await publishIt(house, binh)
    assert.equal(LIST.exec((await binh.get(published.location ?? '')).text)?.[2], 'Tổ dân vận thôn Nà Ca')
  }),
)

const GENERAL = { name: 'Báo cáo mô hình tháng', code: 'MH-THANG', rhythm: 'month', receiver: 'Ban Tuyên giáo và Dân vận Tỉnh ủy' }
const versionIn = (text: string): string => hidden(text, 'version')

test(
  'a form says which lists it carries: its check keeps lists to lines that count records, the sheet has just those, and the paper has them with their figure',
  inHouse(async house => {
    const binh = await house.as('binh')
    const design = (await binh.post('/bao-cao/che-do/tao', { id: randomUUID() })).location ?? ''
    await binh.post(design, { version: '1', ...GENERAL })
    await binh.post(`${design}/chi-tieu/them`, { version: '2', ma: ['DVK01', 'DVK02', 'DVK03', 'DVK06', 'DVK08', 'DVK09', 'TD01'] })
    const lines = await binh.get(`${design}/chi-tieu`)
    const offered = [...lines.text.matchAll(/name="dm"[^>]*value="([A-Z0-9]+)"|value="([A-Z0-9]+)"[^>]*name="dm"/gu)].map(
      one => one[1] ?? one[2],
    )
    assert.deepEqual(offered, ['DVK01', 'DVK06', 'DVK08', 'DVK09'], 'neither a typed line nor “trong đó”')
    await binh.post(`${design}/chi-tieu/danh-muc`, { version: versionIn(lines.text), dm: ['DVK01', 'TD01', 'DVK02', 'DT01'] })
    await binh.post(`${design}/thoi-han`, {
      version: versionIn((await binh.get(`${design}/thoi-han`)).text),
      'due-commune': '5',
      'due-province': '10',
    })
    const wrong = (await binh.get(`${design}/kiem-tra`)).text
    assert.match(wrong, /Còn 3 chỗ cần sửa/u)
    for (const why of [
      /TD01 “[^”]+” là số nhập tay/u,
      /Danh mục của DVK02 [\s\S]*?đã nằm trong danh mục của DVK01/u,
      /gọi DT01, mà biểu không có DT01/u,
    ])
      assert.match(wrong, why)
    const back = await binh.get(`${design}/chi-tieu`)
    assert.match(back.text, /là số nhập tay/u, 'said where it is mended')
    await binh.post(`${design}/chi-tieu/danh-muc`, { version: versionIn(back.text), dm: ['DVK01', 'DVK08'] })
    await binh.post(`${design}/chi-tieu/xep`, { version: versionIn((await binh.get(`${design}/chi-tieu`)).text), bo: 'DVK08' })
    const check = await binh.get(`${design}/kiem-tra`)
    assert.match(check.text, /Danh mục kèm báo cáo[\s\S]*?Mô hình đăng ký mới/u)
    const live = await binh.post(`${design}/ap-dung`, { version: versionIn(check.text), regime: hidden(check.text, 'regime') })
    assert.equal(live.status, 303, live.text.slice(0, 500))
    const regime = /che-do\/([0-9a-f-]+)/u.exec(live.location ?? '')?.[1] ?? ''
    await openWindow(house, { 'che-do': regime, due: '05/12/2026' })

    const next = (await binh.post(`/bao-cao/che-do/${regime}/ban-moi`, { id: randomUUID() })).location ?? ''
    const ticked = [...(await binh.get(`${next}/chi-tieu`)).text.matchAll(/<input[^>]*name="dm"[^>]*>/gu)].filter(one =>
      /checked/u.test(one[0]),
    )
    assert.equal(ticked.length, 1, 'its next version begins with what it lists')

    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    assert.match(
      (await an.get(sheet)).text,
      /Danh mục kèm báo cáo[\s\S]*?Mô hình đăng ký mới <[^>]*>\(0\)[\s\S]*?không có hồ sơ nào để lập danh mục/u,
    )
    await register(an, house.unit('KT'), 'Tổ dân vận thôn Nà Ca')
    await register(an, house.unit('KT'), 'Đường hoa thôn Nà Ca')
    const lists = (text: string): string[] =>
      [...text.matchAll(/<summary>([^<]*) <span class="soft num">\((\d+)\)/gu)].map(one => `${one[1]} ${one[2]}`)
    assert.deepEqual(lists((await an.get(sheet)).text), ['Mô hình đăng ký mới 2'], 'the stock of models is counted too and not asked for')
    const edition = await handIn(house, 'an', 'KT', { 'o-TD01': '2' })
    await register(an, house.unit('KT'), 'Vườn mẫu thôn Nà Ca')
    assert.deepEqual(lists((await binh.get(review(edition))).text), ['Mô hình đăng ký mới 2'])
    await acceptIt(binh, edition)

    const presented = (await presentIt(house, binh, { 'p-2': '' })).location ?? ''
    const chi = await house.as('chi')
    const shown = (await chi.get(presented)).text
    assert.deepEqual(lists(shown), ['Mô hình đăng ký mới 2'], 'the leader reads the list that is signed')
    assert.match(shown, /Đường hoa thôn Nà Ca/u)
    const published = await signIt(chi, presented)
    const page = await binh.get(published.location ?? '')
    assert.deepEqual(lists(page.text), ['Mô hình đăng ký mới 2'])
    const word = readWord((await binh.get(/\/van-ban\/[0-9a-f-]{36}\/tai-ve/u.exec(page.text)?.[0] ?? '')).response.rawPayload)
    const said = word.paragraphs.map(one => one.text)
    assert.ok(said.includes('DANH MỤC MÔ HÌNH ĐĂNG KÝ MỚI THÁNG 11/2026'), said.join('\n'))
    assert.ok(said.includes('Gồm 2 mô hình, đúng bằng số ở dòng “Mô hình đăng ký mới” của Biểu số liệu.'), said.join('\n'))
    const rows = word.paragraphs.filter(one => one.element === 'tableBody').slice(-8)
    assert.deepEqual(
      rows.map(one => one.text),
      ['1', 'Đường hoa thôn Nà Ca', 'Xã Khe Trầm', '20/11/2026', '2', 'Tổ dân vận thôn Nà Ca', 'Xã Khe Trầm', '20/11/2026'],
    )
  }),
)

test(
  'a form of before says nothing of lists and keeps the one of each counted line of its own; a form in force is not rewritten',
  inHouse(async house => {
    const { rows } = await house.inTx(tx => sql`select lists from report_form where regime_id = ${REGIME}::uuid`.execute(tx))
    assert.deepEqual(rows, [{ lists: null }])
    const line = (code: string, more: object = {}) => ({ code, counter: 'a', kind: 'flow', depth: 0, ...more }) as const
    const all = [line('A'), line('B', { kind: 'stock' }), line('C', { depth: 1 }), line('D', { counter: null })]
    const codes = (of: readonly string[] | null): string[] => listedLines(all, of).map(one => one.code)
    assert.deepEqual([codes(null), codes([]), codes(['B', 'A'])], [['A'], [], ['A', 'B']])
    await assert.rejects(
      house.inTx(tx => sql`update report_form set lists = '{}' where regime_id = ${REGIME}::uuid`.execute(tx)),
      /report_form_kept|never rewritten/u,
    )
  }),
)
