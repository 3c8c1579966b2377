// The sheet taken home and brought back, and blocks pasted into it, as people of Tỉnh Mẫu do it over HTTP.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { type Browsing, inHouse, type Shown, type TestHouse } from '../../../../test/house.ts'
import { CODE, confirm, confirmed, FILLED, handIn, hidden, landed, openWindow, sheetOf } from '../../../../test/reports/steps.ts'
import { cellXml, edited, HIDDEN, rowOf, SHEET, typed } from '../../../../test/reports/workbooks.ts'

const bookOf = async (who: Browsing, sheet: string): Promise<Uint8Array> => {
  const answer = await who.get(`${sheet}/bieu.xlsx`)
  assert.equal(answer.status, 200, answer.text.slice(0, 300))
  return new Uint8Array(answer.response.rawPayload)
}
const bring = (who: Browsing, sheet: string, bytes: Uint8Array, name = 'bieu.xlsx'): Promise<Shown> =>
  who.upload(`${sheet}/bieu-excel`, {}, [{ field: 'tep', name, bytes }]).then(answer => landed(who, answer))
const at = (bytes: Uint8Array, code: string, column = 'F'): string => `${column}${rowOf(bytes, code)}`
const apply = (who: Browsing, sheet: string, shown: Shown, more: Record<string, string> = {}): Promise<Shown> =>
  who.post(`${sheet}/ap-dung-excel`, { ...fieldsOf(shown), ...more })
/** What the button would send, with line ends and marks as the browser reads them. */
const fieldsOf = (shown: Shown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(confirmed(/<form[^>]*ap-dung-excel[\s\S]*?<\/form>/u.exec(shown.text)?.[0] ?? '')).map(([name, value]) => [
      name,
      value.replaceAll('&lt;', '<').replaceAll('&#39;', "'"),
    ]),
  )
const plain = (shown: Shown): string => shown.text.replace(/<[^>]+>/gu, ' ').replace(/\s+/gu, ' ')

async function opened(house: TestHouse): Promise<{ an: Browsing; sheet: string }> {
  await openWindow(house)
  return { an: await house.as('an'), sheet: sheetOf(house, 'KT') }
}

test(
  'an officer takes the sheet home, fills it, sees a verdict for each cell, applies it and hands it in',
  inHouse(async house => {
    const { an, sheet } = await opened(house)
    assert.match((await an.get(sheet)).text, /\/bieu-excel"/u)
    assert.match((await an.get(`${sheet}/bieu-excel`)).text, /Tải biểu Excel/u)
    const answer = await an.get(`${sheet}/bieu.xlsx`)
    assert.match(String(answer.response.headers['content-disposition']), /Bi%E1%BB%83u%20T2026-11%20x%C3%A3%20Khe%20Tr%E1%BA%A7m\.xlsx/u)
    const bytes = await bookOf(an, sheet)
    const cells = Object.fromEntries(
      Object.entries(FILLED)
        .filter(([name]) => name.startsWith('o-'))
        .map(([name, value]) => [at(bytes, name.slice(2)), Number(String(value).replaceAll('.', '').replace(',', '.'))]),
    )
    const filled = edited(bytes, parts => {
      typed({
        ...cells,
        [at(bytes, 'TG01', 'E')]: 'không áp dụng',
        [at(bytes, 'TG01', 'I')]: 'xã không có cơ sở tôn giáo',
        [at(bytes, 'TG02')]: 'không có',
        [at(bytes, 'TG02', 'I')]: 'đã rà',
      })(parts)
      typed({ B2: 'Tình hình ổn định.\nBà con "phấn khởi" & <tin tưởng>.' }, 'xl/worksheets/sheet2.xml')(parts)
    })
    const shown = await bring(an, sheet, filled)
    assert.equal(shown.status, 200, plain(shown).slice(0, 600))
    assert.match(shown.text, /<h1>Tệp bieu\.xlsx: 18 ô mới<\/h1>/u)
    assert.match(plain(shown), /Như cũ, không ghi lại: \d+ ô/u)
    assert.doesNotMatch((await an.get(sheet)).text, /value="1\.240"/u, 'nothing is written before it is applied')
    const applied = await apply(an, sheet, shown)
    assert.equal(applied.status, 303, plain(applied).slice(0, 600))
    const after = await an.get(applied.location ?? '')
    assert.match(after.text, /Đã ghi 18 ô vào bản nháp/u)
    assert.match(after.text, /value="1\.240"/u)
    assert.match(after.text, /value="xã không có cơ sở tôn giáo"/u)
    assert.match(after.text, /Bà con &quot;phấn khởi&quot; &amp; &lt;tin tưởng/u)
    const again = await bring(an, sheet, await bookOf(an, sheet))
    assert.match(again.text, /Không có gì khác với bản nháp/u)
    const sent = await an.post(`${sheet}/nop`, await confirm(an, sheet, FILLED))
    assert.equal(sent.status, 303)
  }),
)

test(
  'two people: what a colleague wrote meanwhile stays unless it is picked, and what came between looking and applying is shown',
  inHouse(async house => {
    const { an, sheet } = await opened(house)
    const bytes = await bookOf(an, sheet)
    const save = (fields: Record<string, string>) => an.post(`${sheet}/luu`, { after: '0', version: '0', page: randomUUID(), ...fields })
    assert.equal((await save({ 'o-TD02': '30', 'o-TT01': '7' })).status, 303)
    const shown = await bring(an, sheet, edited(bytes, typed({ [at(bytes, 'TD02')]: 31, [at(bytes, 'TD01')]: 2 })))
    assert.match(shown.text, /1 ô mới, 1 ô hai bên cùng sửa/u)
    assert.match(plain(shown), /Đang có trên hệ thống Bản của ông\/bà .*30 31/u)
    assert.equal((await apply(an, sheet, shown)).status, 303)
    assert.match((await an.get(sheet)).text, /name="o-TD02" value="30"/u)
    assert.match((await an.get(sheet)).text, /name="o-TT01" value="7"/u)
    const picked = await apply(an, sheet, shown, { 'lay-TD02': '1' })
    assert.equal(picked.status, 303)
    assert.match((await an.get(sheet)).text, /name="o-TD02" value="31"/u)
    const second = await bring(an, sheet, edited(bytes, typed({ [at(bytes, 'TT02')]: 100 })))
    const version = hidden((await an.get(sheet)).text, 'version')
    await an.post(`${sheet}/luu`, { after: '0', version, page: randomUUID(), 'o-TT02': '99', 'o-TD01': '2' })
    const late = await apply(an, sheet, second)
    assert.equal(late.status, 409)
    assert.match(plain(late), /Bản nháp vừa được sửa ở chính những ô này[\s\S]*Hai bên cùng sửa: 1 ô[\s\S]*99 100/u)
    assert.match((await an.get(sheet)).text, /name="o-TT02" value="99"/u, 'nothing is lost')
    assert.equal((await apply(an, sheet, late, { 'lay-TT02': '1' })).status, 303)
    assert.match((await an.get(sheet)).text, /name="o-TT02" value="100"/u)
  }),
)

test(
  'a block from Excel is read on a page without a script, asked about, mended and applied',
  inHouse(async house => {
    const { an, sheet } = await opened(house)
    assert.match((await an.get(`${sheet}/dan-excel`)).text, /Khối đã chép từ bảng tính/u)
    const paste = async (khoi: string, more: Record<string, string> = {}) =>
      await landed(an, await an.post(`${sheet}/dan-excel`, { khoi, ...more }))
    const block = [
      'TT\tChỉ tiêu\tTháng 10\tTháng 11',
      '1\tLuot nguoi duoc tiep\t20\t31',
      '2\tQuỹ "Vì người nghèo" vận động được\t9,5\t12,5',
      '3\t"Tư cách hội viên,\nđoàn viên của 5 tổ chức"\t6.000\t6.798',
      '4\tVụ việc phức tạp, đông người\t1\tkhông có',
      '5\tHòa giải thành\t1\t03/12/2026',
      '6\tMô hình dừng\t1\t3',
      '7\tViệc khác\t1\t8',
    ].join('\r\n')
    const shown = await paste(block)
    assert.equal(shown.status, 200)
    const text = plain(shown)
    assert.match(text, /Khối đã dán: 4 ô mới, 1 ô thay đổi, 2 ô không nhận/u)
    assert.match(text, /Số được đọc với dấu chấm ngăn hàng nghìn/u)
    assert.match(text, /ngày tháng, không phải số/u)
    assert.match(text, /Không thấy chỉ tiêu “Việc khác” trong biểu/u)
    assert.match(text, /Trước khi nộp: Chọn “không phát sinh” thì ghi lý do/u)
    assert.match(shown.text, /Quỹ &quot;Vì người nghèo|Quỹ "Vì người nghèo/u, 'the block stays to be mended')
    assert.equal((await apply(an, sheet, shown)).status, 303)
    const after = (await an.get(sheet)).text
    assert.match(after, /name="o-HV01" value="6\.798"/u)
    assert.match(after, /name="o-DVK08" value="3"/u)
    const bare = await paste('5\n4')
    assert.match(plain(bare), /Cần ông\/bà nói thêm Khối không có mã hay tên chỉ tiêu/u)
    const told = await paste('5\n4', { 'bat-dau': 'HG01' })
    assert.match(plain(told), /Khối đã dán: 2 ô mới/u)
    const unsure = await paste('AS01\t1.500')
    assert.match(plain(unsure), /Chưa rõ dấu chấm, dấu phẩy/u)
    assert.match(plain(await paste('AS01\t1.500', { dau: 'en' })), /12,5 1,5 Thay đổi/u)
    const columns = await paste('Chỉ tiêu\tThôn Một\tThôn Hai\nLượt người được tiếp\t3\t4')
    assert.match(plain(columns), /Lấy số ở cột nào\? Chọn cột Thôn Một · 3 Thôn Hai · 4/u)
    assert.match(plain(await paste('Chỉ tiêu\tThôn Một\tThôn Hai\nLượt người được tiếp\t3\t4', { cot: '3' })), /31 4 Thay đổi/u)
    assert.equal((await paste(' \n ')).status, 400)
    const wide = await paste('\t'.repeat(400))
    assert.deepEqual([wide.status, /nhiều nhất 300 dòng, 120 cột/u.test(wide.text)], [400, false])
  }),
)

test(
  'a report that is handed in, not this person’s, or added up takes no workbook and no block',
  inHouse(async house => {
    const { an, sheet } = await opened(house)
    const bytes = await bookOf(an, sheet)
    const other = sheetOf(house, 'SL')
    for (const answer of [
      await an.get(`${other}/bieu.xlsx`),
      await an.get(`${other}/bieu-excel`),
      await bring(an, other, bytes),
      await an.post(`${other}/dan-excel`, { khoi: 'TD02\t5' }),
    ])
      assert.equal(answer.status, 404)
    assert.equal((await an.post(`${other}/ap-dung-excel`, { page: randomUUID(), 'n-TD02': 'x', 'o-TD02': '9' })).status, 404)
    const binh = await house.as('binh')
    assert.equal((await binh.get(`${sheet}/bieu.xlsx`)).status, 200, 'the receiver may look')
    assert.equal((await bring(binh, sheet, bytes)).status, 404)
    await handIn(house, 'an', 'KT')
    for (const answer of [
      await bring(an, sheet, bytes),
      await an.post(`${sheet}/dan-excel`, { khoi: 'TD02\t5' }),
      await an.post(`${sheet}/ap-dung-excel`, { page: randomUUID(), 'n-TD02': 'x', 'o-TD02': '9' }),
    ]) {
      assert.equal(answer.status, 422)
      assert.match(plain(answer), /Báo cáo đã nộp và đang chờ xem xét/u)
    }
    assert.match(Buffer.from(await bookOf(an, sheet)).toString('latin1'), /^PK/u, 'what was handed in can still be taken home')
  }),
)

test(
  'a workbook of another commune or another window is told by name',
  inHouse(async house => {
    const { an, sheet } = await opened(house)
    const bytes = await bookOf(an, sheet)
    const as = (key: string, from: RegExp, to: string) =>
      edited(bytes, parts => {
        assert.match(parts[HIDDEN] ?? '', from, key)
        parts[HIDDEN] = (parts[HIDDEN] ?? '').replace(from, to)
      })
    const unit = await bring(an, sheet, as('unit', new RegExp(house.unit('KT'), 'u'), house.unit('SL')))
    assert.equal(unit.status, 400)
    assert.match(plain(unit), /Tệp này là biểu của xã Suối Lúa, trang này của xã Khe Trầm/u)
    assert.match(plain(await bring(an, sheet, as('window', /T2026-11/u, 'T2026-10'))), /biểu của kỳ T2026-10, trang này của kỳ T2026-11/u)
    assert.match(
      plain(await bring(an, sheet, as('template', /(template<\/t>.*?preserve">)\w{16}/u, '$10000000000000000'))),
      /Biểu đã được sửa từ khi ông\/bà tải tệp này/u,
    )
  }),
)

/** Rows without end, small when packed. */
const padded = (bytes: Uint8Array, inside: string): Uint8Array =>
  edited(bytes, parts => {
    parts[SHEET] = (parts[SHEET] ?? '').replace('</sheetData>', `${inside}</sheetData>`)
  })

test(
  'bad files are each refused with a sentence, within five seconds and without eating the memory',
  inHouse(async house => {
    const { an, sheet } = await opened(house)
    const bytes = await bookOf(an, sheet)
    const million = Array.from({ length: 1_000_000 }, (_, i) => `<row r="${i + 50}"><c r="F${i + 50}"><v>1</v></c></row>`).join('')
    const bomb = zipSync({ 'xl/workbook.xml': new Uint8Array(60_000_000), '[Content_Types].xml': strToU8('<a/>') })
    // The archive says that its part is small; it is not.
    const liar = Buffer.from(zipSync({ '_rels/.rels': new Uint8Array(60_000_000) }))
    const entry = liar.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    liar.writeUInt32LE(100, entry + 24)
    const ole = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(2000)])
    const locked = Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le'), Buffer.alloc(500)])
    const entities = edited(bytes, parts => {
      parts['xl/workbook.xml'] = `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(1000)}">]>${parts['xl/workbook.xml']}`
    })
    const cases: [string, Uint8Array, RegExp, string?][] = [
      ['nothing', new Uint8Array(), /Tệp rỗng|Chưa chọn tệp/u],
      [
        'a picture',
        Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), Buffer.alloc(3000)]),
        /Tệp là ảnh PNG, không phải bảng tính/u,
      ],
      ['a paper', Buffer.from('%PDF-1.7 …'), /Tệp là PDF/u],
      ['a list', Buffer.from('Mã,Số\nTD02,5\n'), /không phải bảng tính \.xlsx.*Dán từ Excel/u],
      ['an old workbook', ole, /bảng tính kiểu cũ/u],
      ['a password', locked, /Tệp có mật khẩu/u],
      ['macros by name', bytes, /có macro/u, 'bieu.xlsm'],
      [
        'macros inside',
        edited(bytes, parts => {
          parts['xl/vbaProject.bin'] = 'x'
        }),
        /có macro/u,
      ],
      ['a document', zipSync({ 'word/document.xml': strToU8('<a/>') }), /văn bản Word/u],
      ['an open document', zipSync({ mimetype: strToU8('x'), 'content.xml': strToU8('<a/>') }), /OpenDocument/u],
      ['half a file', bytes.slice(0, bytes.length / 2), /hỏng hoặc chưa tải lên đủ/u],
      ['another workbook', zipSync({ 'xl/workbook.xml': strToU8('<workbook><sheets/></workbook>') }), /không phải bảng tính/u],
      [
        'a workbook of someone else',
        edited(bytes, parts => {
          parts['xl/workbook.xml'] = (parts['xl/workbook.xml'] ?? '').replace('Định danh', 'Khác')
        }),
        /không có phần định danh/u,
      ],
      ['a bomb', bomb, /giải nén ra quá lớn/u],
      [
        'a bomb in a part that nobody reads',
        zipSync({ ...unzipSync(bytes), 'xl/media/image1.bin': new Uint8Array(60_000_000) }),
        /giải nén ra quá lớn/u,
      ],
      ['a bomb that lies', liar, /giải nén ra quá lớn/u],
      ['a million lines', padded(bytes, million), /giải nén ra quá lớn|quá nhiều dòng/u],
      ['ten thousand lines', padded(bytes, Array.from({ length: 10_000 }, (_, i) => `<row r="${i + 50}"/>`).join('')), /quá nhiều dòng/u],
      ['entities', entities, /không phải bảng tính \.xlsx đọc được/u],
      [
        'broken markup',
        edited(bytes, parts => {
          parts[SHEET] = '<worksheet><sheetData><row'
        }),
        /không phải bảng tính \.xlsx đọc được/u,
      ],
      ['fifty megabytes', Buffer.alloc(50_000_000, 0x50), /lớn hơn 5 MB/u],
    ]
    for (const [what, file, say, name] of cases) {
      const began = process.hrtime.bigint()
      const before = process.memoryUsage().rss
      const answer = await bring(an, sheet, file, name ?? 'bieu.xlsx')
      const took = Number(process.hrtime.bigint() - began) / 1e6
      assert.match(plain(answer), say, what)
      assert.equal(answer.status, 400, what)
      assert.ok(took < 5000, `${what} took ${Math.round(took)} ms`)
      assert.ok(process.memoryUsage().rss - before < 400_000_000, `${what} ate the memory`)
    }
    assert.equal((await an.upload(`${sheet}/bieu-excel`, {}, [])).status, 400)
    const formula = await bring(an, sheet, edited(bytes, cellXml(at(bytes, 'TD02'), `<c r="${at(bytes, 'TD02')}"><f>2+3</f><v>5</v></c>`)))
    assert.match(plain(formula), /1 ô không nhận[\s\S]*có công thức, đang cho ra 5/u)
    assert.match((await an.get(sheet)).text, new RegExp(CODE, 'u'))
  }),
)
