// A list as people save it, and as nobody should send it.
import assert from 'node:assert/strict'
import test from 'node:test'
import { Fault } from '../../src/ground/faults.ts'
import { type AreaLine, readAreaLines } from '../../src/org/area-lists.ts'
import { readList } from '../../src/org/list-files.ts'
import { readLinks } from '../../src/org/reform-lists.ts'
import { workbook } from './workbook.ts'

const HEAD = 'Mã,Tên,Tên Tiếng Anh,Cấp,Mã QH,Quận Huyện,Mã TP,Tỉnh / Thành Phố'
const LINE = '00004,Xã Khe Trầm,,Xã,001,Huyện Thượng,01,Tỉnh Mẫu'
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const linesOf = async (data: Uint8Array | string): Promise<AreaLine[]> =>
  readAreaLines(await readList('danh-sach.csv', typeof data === 'string' ? bytes(data) : data)).lines

const EXPECTED: AreaLine = {
  line: 2,
  province: { kind: 'tỉnh', name: 'Mẫu', code: '01' },
  district: { kind: 'huyện', name: 'Thượng', code: '001' },
  commune: { kind: 'xã', name: 'Khe Trầm', code: '00004' },
}

test('the official list is read as it is downloaded: a mark at the front, no newline at the end', async () => {
  assert.deepEqual(await linesOf(`\ufeff${HEAD}\r\n${LINE}`), [EXPECTED])
})

test('quoted fields, other separators, blank lines and UTF-16 are the same list', async () => {
  assert.deepEqual(await linesOf(`${HEAD}\n00004,"Xã Khe Trầm","a, b",Xã,001,"Huyện Thượng",01,Tỉnh Mẫu\n`), [EXPECTED])
  assert.deepEqual(await linesOf(`${HEAD}\n${LINE}\n`.replaceAll(',', ';')), [EXPECTED])
  assert.deepEqual(await linesOf(`${HEAD}\n${LINE}\n`.replaceAll(',', '\t')), [EXPECTED])
  assert.deepEqual(await linesOf(`${HEAD}\n${LINE}\n\n,,,,,,,\n`), [EXPECTED])
  assert.deepEqual(await linesOf(new Uint8Array(Buffer.from(`\ufeff${HEAD}\r\n${LINE}\r\n`, 'utf16le'))), [EXPECTED])
})

test('a workbook with the same headings is the same list, though Excel took the zeros off the codes', async () => {
  const rows = [HEAD.split(','), [4, 'Xã Khe Trầm', '', 'Xã', 1, 'Huyện Thượng', 1, 'Tỉnh Mẫu']]
  assert.deepEqual(await linesOf(workbook(rows)), [EXPECTED])
})

test('letters composed of two are put right, and it is said', async () => {
  const file = await readList('danh-sach.csv', bytes(`${HEAD}\n${LINE}\n`.normalize('NFD')))
  assert.deepEqual(readAreaLines(file).lines, [EXPECTED])
  assert.match(file.notes.join(), /tổ hợp/u)
})

test('a list of two tiers has no district, and headings in English are known', async () => {
  const { district: _, ...twoTiers } = EXPECTED
  assert.deepEqual(await linesOf('province_code,province,commune_code,commune,type\n01,Tỉnh Mẫu,00004,Xã Khe Trầm,Xã\n'), [twoTiers])
  assert.deepEqual(await linesOf('Mã,Tên,Cấp,Mã TP,Tỉnh / Thành Phố\n00004,Khe Trầm,Xã,01,Tỉnh Mẫu\n'), [twoTiers])
})

test('each line that cannot be read is told by its number', async () => {
  const text = [
    HEAD,
    LINE,
    ',Xã Không Mã,,Xã,001,Huyện Thượng,01,Tỉnh Mẫu',
    '00007,,,Xã,001,Huyện Thượng,01,Tỉnh Mẫu',
    '00010,Làng Lạ,,,001,Huyện Thượng,01,Tỉnh Mẫu',
    '00013,Xã Được,,Xã,001,Huyện Thượng,01,Tỉnh Mẫu',
    '00016,Xã Sai,,Xã,001,Xã Thượng,01,Tỉnh Mẫu',
  ].join('\n')
  const { lines, rejected } = readAreaLines(await readList('danh-sach.csv', bytes(text)))
  assert.equal(lines.length, 2)
  assert.deepEqual(
    rejected.map(one => one.line),
    [3, 4, 5, 7],
  )
  assert.match(rejected[2]!.say, /“Làng Lạ” không phải tên cấp xã/u)
})

const HOSTILE: readonly (readonly [string, Uint8Array, string])[] = [
  ['nothing', new Uint8Array(), 'list.empty'],
  ['a heading alone', bytes(`${HEAD}\n`), 'list.empty'],
  ['fifty megabytes', new Uint8Array(50_000_000), 'list.too-large'],
  ['an old code page', new Uint8Array(Buffer.from('M\xe3,T\xean\r\n1,X\xe3', 'latin1')), 'list.encoding'],
  ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), 'list.encoding'],
  ['text with noughts in it', bytes('Mã\0,Tên\n1,2\n'), 'list.not-a-list'],
  ['a PDF', bytes('%PDF-1.7\n…'), 'list.not-a-list'],
  ['a workbook of before 2007, or one with a password', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), 'list.old-excel'],
  ['a quotation mark that never closes', bytes(`${HEAD}\n00004,"Xã Khe Trầm\n`), 'list.quotes'],
  ['a broken archive', bytes('PK\u0003\u0004 không phải'), 'list.not-a-list'],
  ['an archive without a workbook', workbook([['x']], 'không phải XML').slice(0, 300), 'list.not-a-list'],
  ['other columns', bytes('Họ tên,Tuổi\nNguyễn Văn Mẫu,40\n'), 'list.headings'],
  ['a bomb', workbook([['x']], `<x>${' '.repeat(90_000_000)}`), 'list.too-large'],
  [
    'a cell in the last corner',
    workbook([['x']], '<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>'),
    'list.too-large',
  ],
]

for (const [name, data, code] of HOSTILE)
  test(`${name} is answered with a sentence that says what to do`, async () => {
    const error = await linesOf(data).then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    assert.ok(error instanceof Fault, String(error))
    assert.equal(error.code, code)
    assert.equal(error.status, 400)
    assert.match(error.message, /^Tệp danh-sach\.csv.*\.$/u)
  })

test('a bomb is not believed about its own size', async () => {
  const bomb = Buffer.from(workbook([['x']], `<x>${' '.repeat(90_000_000)}`))
  // The sizes in the directory at the end say one byte each.
  for (let at = bomb.indexOf('PK\u0001\u0002'); at >= 0; at = bomb.indexOf('PK\u0001\u0002', at + 1)) bomb.writeUInt32LE(1, at + 24)
  await assert.rejects(linesOf(new Uint8Array(bomb)), /quá lớn/u)
})

const LINK_HEAD =
  'old_province_code,old_province,old_district_code,old_district,old_commune_code,old_commune,new_province_code,new_province,new_commune_code,new_commune,merged,divided,share,heir'
test('a succession list tells islands by an empty code, shares as parts or in the hundred, and the heir', async () => {
  const rows = [
    LINK_HEAD,
    '01,Tỉnh Mẫu,001,Huyện Thượng,00004,Xã Một,01,Tỉnh Mẫu,00004,Xã Hai,true,true,"0,4",x',
    '01,Tỉnh Mẫu,001,Huyện Thượng,00004,Xã Một,01,Tỉnh Mẫu,00007,Xã Ba,true,true,60%,',
    '01,Tỉnh Mẫu,002,Huyện Đảo,,,01,Tỉnh Mẫu,00010,Đặc khu Đảo,true,false,,',
    '01,Tỉnh Mẫu,001,Huyện Thượng,00013,Xã Tư,01,Tỉnh Mẫu,00007,Xã Ba,true,false,2,',
    '01,Tỉnh Mẫu,001,Huyện Thượng,00016,Xã Năm,01,Tỉnh Mẫu,,,true,false,,',
  ].join('\n')
  const { links, rejected } = readLinks(await readList('ke-thua.csv', bytes(rows)))
  assert.deepEqual(
    links.map(one => [one.line, one.share, one.heir, one.divided, one.old.commune?.code]),
    [
      [2, 0.4, true, true, '00004'],
      [3, 0.6, undefined, true, '00004'],
      [4, undefined, undefined, false, undefined],
    ],
  )
  assert.deepEqual(
    rejected.map(one => one.line),
    [5, 6],
  )
})
