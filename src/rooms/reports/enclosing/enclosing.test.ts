// Files that go with a report: what is taken, who sees it, and that nothing half-sent stays.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { type Browsing, inHouse, type TestHouse } from '../../../../test/house.ts'
import { CODE, confirm, handIn, landed, openWindow, returnIt, sheetOf, summaryOf } from '../../../../test/reports/steps.ts'
import { sql } from '../../../ground/db.ts'
import { sha256 } from '../../../ground/files.ts'
import { cookieName } from '../../../web/cookie.ts'
import { kindOf, MAX_BYTES, shownName } from './kinds.ts'

const PDF = Buffer.from('%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n')
const JPG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0])
const office = (...names: string[]): Uint8Array => zipSync(Object.fromEntries(names.map(name => [name, strToU8('<x/>')])))
const DOCX = office('[Content_Types].xml', 'word/document.xml')

const send = (who: Browsing, sheet: string, ...files: { name: string; bytes: Uint8Array }[]) =>
  who
    .upload(
      `${sheet}/tep-dinh-kem`,
      {},
      files.map(file => ({ field: 'tep', ...file })),
    )
    .then(answer => landed(who, answer))
const hrefs = (text: string): string[] => [...text.matchAll(/href="([^"]*\/tep\/[0-9a-f-]{36})"/gu)].map(found => found[1] ?? '')
const kept = async (house: TestHouse): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from report_enclosure`.execute(house.db)).rows[0]?.n ?? -1

test('a file is what its bytes say, whatever it is called', () => {
  assert.deepEqual([PDF, JPG, PNG, DOCX, office('[Content_Types].xml', 'xl/workbook.xml')].map(kindOf), [
    'pdf',
    'jpg',
    'png',
    'docx',
    'xlsx',
  ])
  const refused = [
    [Buffer.alloc(0), /Tệp rỗng/u],
    [Buffer.concat([PDF, Buffer.alloc(MAX_BYTES)]), /lớn hơn 20 MB/u],
    [Buffer.from('MZ\x90 chương trình'), /Chỉ nhận PDF/u],
    [Buffer.from('<svg onload=alert(1)>'), /Chỉ nhận PDF/u],
    [Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), /kiểu cũ/u],
    [Buffer.from('\0\0\0\x18ftypheic', 'latin1'), /HEIC/u],
    [office('[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin'), /macro/u],
    [office('a.txt'), /Chỉ nhận PDF/u],
    [DOCX.subarray(0, DOCX.length - 30), /hỏng/u],
  ] as const
  for (const [bytes, say] of refused) {
    const kind = kindOf(bytes)
    assert.match(typeof kind === 'string' ? kind : kind.say, say)
  }
})

test('a name is shown tidied: no folder, no turned letters, one composition, the end that is true', () => {
  assert.equal(shownName('../../etc/Báo cáo.pdf', 'pdf'), 'Báo cáo.pdf')
  assert.equal(shownName('C:\\quet\\Báo cáo tháng.PDF'.normalize('NFD'), 'pdf'), 'Báo cáo tháng.pdf')
  assert.equal(shownName('anh\u202egpj.exe', 'jpg'), 'anh gpj.exe.jpg')
  assert.equal(shownName('anh.jpeg', 'jpg'), 'anh.jpeg')
  assert.equal(shownName('"><script>.png\r\n', 'png'), 'script.png')
  assert.equal(shownName('...', 'pdf'), 'tệp.pdf')
  assert.equal(shownName(`${'dài '.repeat(200)}.docx`, 'docx').length <= 120, true)
})

test(
  'what is put with a draft goes with exactly the edition that is handed in, and stays with it',
  inHouse(async house => {
    const binh = await openWindow(house)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    const sent = await send(an, sheet, { name: 'Bản có chữ ký.pdf'.normalize('NFD'), bytes: PDF }, { name: 'ảnh.jpg', bytes: JPG })
    assert.equal(sent.status, 200, summaryOf(sent))
    assert.match(sent.text, /Đang kèm 2 trên 10 tệp/u)
    const sending = await confirm(an, sheet)
    const answer = await an.post(`${sheet}/nop`, sending)
    const receipt = await an.get(answer.location ?? '')
    assert.match(receipt.text, /Tệp đính kèm \(2\)[\s\S]*Bản có chữ ký\.pdf/u)
    const edition = answer.location?.split('/').at(-1) ?? ''
    const review = await binh.get(`/bao-cao/${CODE}/xem/${edition}`)
    const [scan = ''] = hrefs(review.text)
    const file = await binh.get(scan)
    assert.equal(file.status, 200)
    assert.deepEqual(file.response.rawPayload, PDF)
    assert.match(String(file.response.headers['content-disposition']), /^attachment; /u)
    assert.equal(file.response.headers['x-content-type-options'], 'nosniff')
    assert.equal(file.response.headers['content-type'], 'application/pdf')
    assert.equal((await send(an, sheet, { name: 'muon.pdf', bytes: Buffer.concat([PDF, PDF]) })).status, 422, 'handed in is closed')
    assert.equal((await returnIt(binh, edition)).status, 303)
    const page = await an.get(`${sheet}/tep-dinh-kem`)
    const [first = ''] = hrefs(page.text)
    assert.equal((await an.post(`${sheet}/tep-dinh-kem/bo`, { tep: first.split('/').at(-1) ?? '' })).status, 303)
    assert.equal(await kept(house), 1)
    assert.equal(hrefs((await an.get(answer.location ?? '')).text).length, 2, 'the edition keeps what went with it')
    assert.equal((await binh.get(scan)).status, 200)
  }),
)

test(
  'what was put with the report after it was looked over is not handed in unseen',
  inHouse(async house => {
    await openWindow(house)
    const [an, giang] = [await house.as('an'), await house.as('giang')]
    const sheet = sheetOf(house, 'KT')
    const sending = await confirm(an, sheet)
    await send(giang, sheet, { name: 'phu-luc.docx', bytes: DOCX })
    const held = await an.post(`${sheet}/nop`, sending)
    assert.equal(held.status, 409)
    assert.match(held.text, /Tệp đính kèm vừa thay đổi[\s\S]*phu-luc\.docx/u)
  }),
)

test(
  'the same file sent again is there once, a bad one holds up no good one, and ten are enough',
  inHouse(async house => {
    await openWindow(house)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    for (let i = 0; i < 2; i++) assert.equal((await send(an, sheet, { name: 'a.pdf', bytes: PDF })).status, 200)
    assert.equal(await kept(house), 1)
    const mixed = await send(an, sheet, { name: 'a.exe', bytes: Buffer.from('MZ') }, { name: 'b.png', bytes: PNG })
    assert.equal(mixed.status, 422)
    assert.match(mixed.text, /Chỉ nhận PDF[\s\S]*b\.png<\/strong>: Đã kèm/u)
    for (let i = 0; i < 9; i++) await send(an, sheet, { name: `${i}.pdf`, bytes: Buffer.concat([PDF, Buffer.from([i])]) })
    assert.equal(await kept(house), 10)
    assert.match((await send(an, sheet, { name: 'x.pdf', bytes: Buffer.concat([PDF, PDF]) })).text, /đã có 10 tệp/u)
    assert.equal((await send(an, sheet)).status, 400)
    const cut = await send(an, sheet, { name: 'to.pdf', bytes: Buffer.concat([PDF, Buffer.alloc(MAX_BYTES)]) })
    assert.match(cut.text, /lớn hơn 20 MB/u)
  }),
)

test(
  'the files of another unit are not found, and only the unit itself may change them',
  inHouse(async house => {
    const binh = await openWindow(house)
    const [an, dung] = [await house.as('an'), await house.as('dung')]
    const sheet = sheetOf(house, 'KT')
    const [file = ''] = hrefs((await send(an, sheet, { name: 'a.pdf', bytes: PDF })).text)
    assert.equal((await binh.get(file)).status, 200)
    assert.equal((await dung.get(file)).status, 404)
    assert.equal((await house.stranger.get(file)).status, 401)
    assert.equal((await dung.get(file.replace(house.unit('KT'), house.unit('HL')))).status, 404, 'not under the name of another unit')
    for (const who of [binh, dung]) {
      assert.equal((await send(who, sheet, { name: 'b.pdf', bytes: PNG })).status, 404)
      assert.equal((await who.post(`${sheet}/tep-dinh-kem/bo`, { tep: file.split('/').at(-1) ?? '' })).status, 404)
    }
    assert.equal(await kept(house), 1)
    await handIn(house, 'dung', 'HL')
  }),
)

test(
  'a hundred uploads broken off leave nothing behind, and the next one is taken',
  inHouse(async house => {
    await openWindow(house)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    await house.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = house.app.server.address() as { port: number }
    const head = [
      `POST ${sheet}/tep-dinh-kem HTTP/1.1`,
      'host: 127.0.0.1',
      `cookie: ${cookieName}=${an.token}`,
      'content-type: multipart/form-data; boundary=x',
      'content-length: 9000000',
      '',
      '--x\r\ncontent-disposition: form-data; name="tep"; filename="a.pdf"\r\n\r\n%PDF-1.7',
    ].join('\r\n')
    const broken = () =>
      new Promise<void>((done, fail) => {
        const socket = connect(port, '127.0.0.1', () => {
          socket.write(head)
          socket.write(randomBytes(200_000), () => setTimeout(() => socket.destroy(), 5))
        })
        socket.on('close', () => done())
        socket.on('error', fail)
      })
    for (let round = 0; round < 10; round++) await Promise.all(Array.from({ length: 10 }, broken))
    assert.equal(await kept(house), 0)
    await assert.rejects(house.files.get(sha256(PDF)))
    assert.equal((await send(an, sheet, { name: 'a.pdf', bytes: PDF })).status, 200)
    assert.equal((await fetch(`http://127.0.0.1:${port}/healthz`)).status, 200)
  }),
)

test('a disk that takes no more is said in a sentence, and no half of a file stays', () => {
  const folder = mkdtempSync(join(tmpdir(), 'danvan-full-'))
  try {
    // A limit on the size of a file stops the writing half way, as a full disk does.
    const script = `
      import { fileStore } from ${JSON.stringify(new URL('../../../ground/files.ts', import.meta.url).href)}
      await fileStore(${JSON.stringify(folder)}).put(new Uint8Array(600_000)).then(() => console.log('kept'), error => console.log(error.code, error.status, error.message))`
    const said = execFileSync(
      'sh',
      ['-c', `ulimit -f 200; exec "${process.execPath}" --import tsx --input-type=module -e '${script.replaceAll("'", `'\\''`)}'`],
      { encoding: 'utf8', env: { ...process.env, TSX_DISABLE_CACHE: '1' } },
    )
    assert.match(said, /^files\.full 503 Máy chủ hết chỗ lưu tệp/u)
    const left = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(one => one.isFile())
    assert.deepEqual(left, [])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
