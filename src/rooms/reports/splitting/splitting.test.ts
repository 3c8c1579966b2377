// A line split in two ways, from the designer to the published total, over the pages and as a program reads it.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { programOf } from '../../../../test/api/program.ts'
import { type Browsing, type Fields, inHouse, type Shown } from '../../../../test/house.ts'
import { confirm, confirmed, hidden, landed, lookOverTotal, postAt, summaryOf } from '../../../../test/reports/steps.ts'
import { edited, rowOf, typed } from '../../../../test/reports/workbooks.ts'
import { loadCatalogue } from '../designing/store-catalogue.ts'

const done = (answer: Shown): string => {
  assert.equal(answer.status, 303, summaryOf(answer))
  return (answer.location ?? '').replace(/#.*/u, '')
}
const version = (page: Shown): string => hidden(page.text, 'version')

async function split(who: Browsing, lines: string, line: string, dimension: string): Promise<Shown> {
  return who.post(`${lines}/chia`, { version: version(await who.get(lines)), dong: line, 'cach-chia': dimension })
}

const PARTS = ['KT09.CTTT', 'KT09.CTCN', 'KT09.LVKT', 'KT09.LVVH', 'KT09.LVQP', 'KT09.LVHT']
const FIGURES: Fields = {
  'o-KT09': '9',
  ...Object.fromEntries(PARTS.map((code, i) => [`o-${code}`, ['4', '5', '1', '0', '0', '8'][i] ?? ''])),
}

test(
  'a line is split in two ways in the designer; its parts are typed, checked, taken home in a workbook, handed in and added up',
  inHouse(async house => {
    await house.inTx(loadCatalogue)
    const binh = await house.as('binh')
    const design = done(await binh.post('/bao-cao/che-do/tao', { id: randomUUID() }))
    const lines = `${design}/chi-tieu`
    const general = {
      name: 'Báo cáo khen thưởng',
      code: 'KT-THANG',
      rhythm: 'month',
      lawText: '',
      receiver: 'Ban Tuyên giáo và Dân vận Tỉnh ủy',
    }
    done(await binh.post(design, { version: '1', ...general }))
    done(await binh.post(`${lines}/them`, { version: '2', ma: ['KT09', 'HV03'] }))
    assert.match((await binh.get(lines)).text, /Danh mục gợi ý: KT09 theo chủ thể/u)
    done(await split(binh, lines, 'KT09', 'LV'))
    done(await split(binh, lines, 'KT09', 'CT'))
    const again = await split(binh, lines, 'KT09', 'CT')
    assert.equal(again.status, 422)
    assert.match(again.text, /Dòng KT09 đã chia theo chủ thể/u)
    assert.equal((await split(binh, lines, 'HV03', 'CT')).status, 422, 'a ratio is not split')
    // Taking one part out takes its way of splitting, and it can be chosen again.
    done(await binh.post(`${lines}/xep`, { version: version(await binh.get(lines)), bo: 'KT09.CTTT' }))
    assert.doesNotMatch((await binh.get(lines)).text, /KT09\.CTCN/u)
    done(await binh.post(`${lines}/xep`, { version: version(await binh.get(lines)), bo: 'KT09.LVKT' }))
    done(await split(binh, lines, 'KT09', 'CT'))
    done(await split(binh, lines, 'KT09', 'LV'))
    done(await binh.post(`${lines}/xep`, { version: version(await binh.get(lines)), bo: 'HV03' }))
    assert.equal((await house.db.selectFrom('report_indicator').select('id').where('code', 'like', 'KT09.%').execute()).length, 0)
    const days = {
      'due-commune': '5',
      'until-commune': '0',
      'due-province': '10',
      'until-province': '0',
      'locks-commune': '',
      'locks-province': '',
    }
    done(await binh.post(`${design}/thoi-han`, { version: version(await binh.get(`${design}/thoi-han`)), ...days }))
    const check = await binh.get(`${design}/kiem-tra`)
    const live = await binh.post(`${design}/ap-dung`, { version: version(check), regime: hidden(check.text, 'regime') })
    const regime = /che-do\/([0-9a-f-]{36})/u.exec(done(live))?.[1] ?? ''
    assert.equal((await house.db.selectFrom('report_indicator').select('id').where('code', 'like', 'KT09.%').execute()).length, 6)

    const opening = {
      seat: house.unit('MAU'),
      'che-do': regime,
      ten: 'tháng 11',
      ma: 'KT-2026-11',
      from: '22/10/2026',
      until: '21/11/2026',
      due: '25/11/2026',
    }
    done(await binh.post('/bao-cao/mo-ky', { id: randomUUID(), ...opening }))
    const [an, sheet] = [await house.as('an'), `/bao-cao/KT-2026-11/${house.unit('KT')}`]
    const shown = await an.get(sheet)
    const cells = [...shown.text.matchAll(/name="o-([A-Z0-9.]+)"/gu)].map(one => one[1])
    assert.deepEqual(cells, ['KT09', ...PARTS])
    assert.match(shown.text, /quốc phòng – an ninh/u)
    const wrong = await an.post(`${sheet}/xem-lai`, { after: '0', version: '0', page: randomUUID(), ...FIGURES, 'o-KT09.LVHT': '7' })
    assert.match(wrong.text, /phải cộng bằng 9 ở ô 1; đang là 8/u)
    const form = await confirm(an, sheet, FIGURES)
    const book = await an.get(`${sheet}/bieu.xlsx`)
    assert.equal(book.status, 200)
    const bring = async (bytes: Uint8Array) =>
      await landed(an, await an.upload(`${sheet}/bieu-excel`, {}, [{ field: 'tep', name: 'bieu.xlsx', bytes }]))
    const bytes = book.response.rawPayload
    assert.match((await bring(bytes)).text, /Không có gì khác với bản nháp/u)
    const changed = await bring(edited(bytes, typed({ [`F${rowOf(bytes, 'KT09.LVKT')}`]: 3 })))
    assert.match(changed.text, /<h1>Tệp bieu\.xlsx: 1 ô/u)
    const receipt = done(await an.post(`${sheet}/nop`, form))
    const edition = receipt.split('/').at(-1) ?? ''
    done(await binh.post(`/bao-cao/KT-2026-11/xem/${edition}/tiep-nhan`, { id: randomUUID(), seen: '0' }))
    const totals = (await (await programOf(house, 'binh')).get('/windows/KT-2026-11/totals')).json.figures
    assert.deepEqual(
      totals.map((one: { code: string; value: number }) => [one.code, one.value]),
      [['KT09', 9], ...PARTS.map((code, i) => [code, [4, 5, 1, 0, 0, 8][i]])],
    )
    assert.equal(
      (await (await programOf(house, 'an')).get(`/windows/KT-2026-11/reports/${house.unit('KT')}/figures/KT09.LVHT?edition=1`)).status,
      200,
    )
    const asked = { 'noi-nhan': house.unit('MAU'), ky: await postAt(house, 'chi') }
    const words = await lookOverTotal(binh, asked, 'KT-2026-11')
    assert.equal(words.status, 200, summaryOf(words))
    assert.ok(confirmed(words.text)['id'])
  }),
)

test(
  'a dimension is made, given another list later, and never by another body; a code keeps its name',
  inHouse(async house => {
    const binh = await house.as('binh')
    const at = '/bao-cao/cach-chia'
    const mine = { code: 'LH', name: 'loại hình', members: 'CQ cơ quan\nDN doanh nghiệp', seen: '0' }
    assert.equal(done(await binh.post(at, mine)), `${at}?moi=LH`)
    assert.match((await binh.get(`${at}?moi=LH`)).text, /Đã lưu cách chia “loại hình”/u)
    const twice = await binh.post(at, mine)
    assert.equal(twice.status, 422)
    assert.match(twice.text, /Mã LH đã dùng cho “loại hình”/u)
    const renamed = await binh.post(at, { ...mine, seen: '1', members: 'CQ công quyền\nDN doanh nghiệp' })
    assert.match(renamed.text, /Mã CQ đã là “cơ quan”/u)
    done(await binh.post(at, { ...mine, seen: '1', members: 'CQ cơ quan\nDN doanh nghiệp\nHT hợp tác xã' }))
    assert.match((await binh.get(at)).text, /cơ quan, doanh nghiệp, hợp tác xã[\s\S]*bản 2/u)
    assert.equal((await binh.post(at, { ...mine, seen: '1', members: 'CQ cơ quan\nDN doanh nghiệp' })).status, 409)
    assert.equal((await (await house.as('an')).post(at, { ...mine, code: 'XX' })).status, 403)
    const rows = await house.db.selectFrom('report_dimension_member').select(['version', 'code']).where('dimension', '=', 'LH').execute()
    assert.equal(rows.length, 5)
  }),
)
