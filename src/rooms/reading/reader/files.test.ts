import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { readPaths } from './command.ts'
import { decode, LARGEST_FILE } from './files.ts'

const TEXT = 'Ngày 5/3/2020, Ban Dân vận Huyện ủy Khe Trầm tổ chức hội nghị giao ban. Đồng chí Lò Thị Ánh – Trưởng Ban chủ trì.'
const utf8 = (t: string): Uint8Array => new TextEncoder().encode(t)
const text = (bytes: Uint8Array): string => {
  const d = decode(bytes)
  return 'text' in d ? d.text : assert.fail(d.say)
}
const refusal = (bytes: Uint8Array): string => {
  const d = decode(bytes)
  return 'refused' in d ? d.refused : assert.fail('was read')
}

test('UTF-8 is read with or without its mark, and keeps everything else', () => {
  assert.equal(text(utf8(TEXT)), TEXT)
  assert.equal(text(new Uint8Array([0xef, 0xbb, 0xbf, ...utf8(`${TEXT}\r\n\u00a0`)])), `${TEXT}\r\n\u00a0`)
  assert.equal(text(utf8(TEXT.normalize('NFD'))), TEXT.normalize('NFD'))
  assert.equal(text(new Uint8Array()), '')
})

test('UTF-16 is read by its mark, in both orders', () => {
  const little = new Uint8Array(Buffer.from(`\ufeff${TEXT}`, 'utf16le'))
  const big = new Uint8Array(Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16())
  assert.equal(text(little), TEXT)
  assert.equal(text(big), TEXT)
})

// Windows-1258 writes ầ as â and a combining tone: the few letters of these words are enough to show it
test('Windows-1258 is recognised', () => {
  const bytes = new Uint8Array([0x44, 0xe2, 0x6e, 0x20, 0x76, 0xe2, 0xf2, 0x6e, 0x20, 0xd0, 0xe0, 0x6e, 0x67])
  assert.equal(text(bytes).normalize('NFC'), 'Dân vận Đàng')
})

test('what is no text is refused with a sentence', () => {
  assert.equal(refusal(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0])), 'binary')
  assert.equal(refusal(utf8('abc\u0000def')), 'binary')
  assert.equal(refusal(new Uint8Array([0x50, 0x4b, 3, 4, 20, 0])), 'binary')
  assert.equal(refusal(new Uint8Array(LARGEST_FILE + 1).fill(32)), 'too-large')
  const noise = new Uint8Array(600)
  for (let i = 0; i < noise.length; i++) noise[i] = 1 + ((i * 73) % 255)
  assert.ok(['binary', 'encoding'].includes(refusal(noise)))
  for (const bytes of [new Uint8Array([0x89, 0x50, 0x4e, 0x47]), utf8('\u0000')]) {
    const d = decode(bytes)
    assert.ok('say' in d && /\.$/.test(d.say))
  }
})

function folder(
  run: (dir: string, said: { out: string[]; err: string[] }, io: { out: (l: string) => void; err: (l: string) => void }) => void,
): void {
  const dir = mkdtempSync(join(tmpdir(), 'doc-'))
  const said = { out: [] as string[], err: [] as string[] }
  try {
    run(dir, said, { out: l => void said.out.push(l), err: l => void said.err.push(l) })
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

test('files and folders are read, folders within folders are not, and DIR is created', () => {
  folder((dir, said, io) => {
    mkdirSync(join(dir, 'in', 'deeper'), { recursive: true })
    writeFileSync(join(dir, 'in', 'a.b.txt'), TEXT)
    writeFileSync(join(dir, 'in', 'c.html'), `<p>${TEXT}</p>`)
    writeFileSync(join(dir, 'in', 'note.md'), TEXT)
    writeFileSync(join(dir, 'in', 'deeper', 'd.txt'), TEXT)
    writeFileSync(join(dir, 'e.txt'), TEXT)
    const out = join(dir, 'out', 'of', 'it')
    assert.equal(readPaths([join(dir, 'in'), join(dir, 'e.txt')], out, io), 0)
    assert.deepEqual(readdirSync(out).sort(), ['a.b.json', 'c.json', 'e.json'])
    assert.deepEqual(said.err, [])
    const read = JSON.parse(readFileSync(join(out, 'c.json'), 'utf8'))
    assert.equal(read.event.date, '2020-03-05')
    for (const p of read.people) assert.ok(`<p>${TEXT}</p>`.includes(p.quote))
  })
})

test('two inputs with one name are an error that names both, and nothing is written', () => {
  folder((dir, said, io) => {
    mkdirSync(join(dir, 'x'))
    writeFileSync(join(dir, 'x', 'bai.txt'), TEXT)
    writeFileSync(join(dir, 'bai.html'), TEXT)
    assert.equal(readPaths([join(dir, 'x'), join(dir, 'bai.html')], join(dir, 'out'), io), 1)
    assert.equal(said.err.length, 1)
    assert.ok(said.err[0]?.includes(join(dir, 'x', 'bai.txt')) && said.err[0].includes(join(dir, 'bai.html')))
    assert.ok(!existsSync(join(dir, 'out')))
  })
})

test('a file that cannot be read is named with its reason, and the rest go on', () => {
  folder((dir, said, io) => {
    writeFileSync(join(dir, 'anh.txt'), new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1]))
    writeFileSync(join(dir, 'bai.txt'), TEXT)
    assert.equal(readPaths([join(dir, 'khong-co.txt'), dir], join(dir, 'out'), io), 1)
    assert.deepEqual(readdirSync(join(dir, 'out')), ['bai.json'])
    assert.equal(said.err.length, 2)
    assert.ok(said.err.some(l => l.includes('khong-co.txt') && l.includes('không tìm thấy')))
    assert.ok(said.err.some(l => l.includes('anh.txt') && l.includes('PNG')))
  })
})
