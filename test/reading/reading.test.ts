import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import fc from 'fast-check'
import { read } from '../../src/rooms/reading/reader/read.ts'
import type { Reading } from '../../src/rooms/reading/reader/types.ts'
import { addTo, emptyScore, f1, figureKeys, type Gold } from './score.ts'

const here = import.meta.dirname
const names = readdirSync(here)
  .filter(f => f.endsWith('.txt'))
  .map(f => f.slice(0, -4))
  .sort()
const texts = new Map(names.map(n => [n, readFileSync(join(here, `${n}.txt`), 'utf8')]))
const gold = new Map(names.map(n => [n, JSON.parse(readFileSync(join(here, `${n}.json`), 'utf8')) as Gold]))
const each = [...texts]

const all = (r: Reading): { quote: string; start: number }[] => [r.event, ...r.people, ...r.figures, ...r.documents, ...r.tasks]
/** What a reading says, without the places where it was read. */
const values = (r: Reading) => ({
  event: [r.event.type, r.event.date, r.event.period],
  people: r.people.map(p => [p.name, p.part]),
  figures: figureKeys(r),
  documents: r.documents.map(d => d.symbol),
  tasks: r.tasks.map(t => t.text),
})

test('own texts are read as their gold says', () => {
  assert.ok(names.length >= 40, `${names.length} texts`)
  const score = emptyScore()
  for (const [name, text] of each) addTo(score, name, gold.get(name) ?? assert.fail(), read(text))
  const said = score.wrong.join('\n')
  assert.ok(f1(score.all) >= 0.985, `F1 ${f1(score.all)}\n${said}`)
  assert.ok(score.parts[0] >= score.parts[1] * 0.97, `parts ${score.parts}\n${said}`)
  assert.ok(score.tasks[0] >= score.tasks[1] * 0.93, `tasks ${score.tasks}\n${said}`)
})

test('the gold of own texts proves itself: every quote stands in its text', () => {
  for (const [name, text] of each) for (const f of all(gold.get(name) as Reading)) assert.ok(text.includes(f.quote), `${name}: ${f.quote}`)
})

test('every quote is the exact piece of the text that begins at its start', () => {
  for (const [name, text] of each) {
    for (const form of [text, text.normalize('NFD'), text.replaceAll('\n', '\r\n'), text.replaceAll(' ', '\u00a0')]) {
      for (const f of all(read(form))) {
        assert.notEqual(f.quote, '', name)
        assert.equal(form.slice(f.start, f.start + f.quote.length), f.quote, name)
        assert.equal(f.quote.trim(), f.quote, name)
      }
    }
  }
})

test('a figure carries its digits in a quote of at most 300 characters', () => {
  for (const [name, text] of each) {
    for (const f of read(text).figures) {
      assert.ok(/\d/.test(f.quote), `${name}: ${f.quote}`)
      assert.ok(f.quote.length <= 300, `${name}: ${f.quote.length}`)
    }
  }
})

test('composed and decomposed copies, line ends and no-break spaces give the same values', () => {
  for (const [name, text] of each) {
    const want = values(read(text.normalize('NFC')))
    assert.deepEqual(values(read(text.normalize('NFD'))), want, name)
    assert.deepEqual(values(read(text.replaceAll('\n', '\r\n'))), want, name)
    assert.deepEqual(values(read(text.replace(/(?<=\S) (?=\S)/g, '\u00a0'))), want, name)
    assert.deepEqual(values(read(text.replace(/(?<=\S) (?=\S)/g, '  '))), want, name)
    assert.deepEqual(values(read(text.replace(/(?<=\p{L}), /gu, '\u200b , '))), want, name)
  }
})

const ENTITY: Record<string, string> = {
  é: '&eacute;',
  á: '&aacute;',
  à: '&agrave;',
  ô: '&ocirc;',
  ê: '&ecirc;',
  ạ: '&#7841;',
  ộ: '&#x1ED9;',
  '“': '&ldquo;',
  '”': '&rdquo;',
  '"': '&quot;',
}
test('a page in HTML with entities gives the same values', () => {
  for (const [name, text] of each) {
    if (/<|&/.test(text)) continue
    const page = text
      .split('\n')
      .map(l => `<p style="text-align: justify"><span>${l.replace(/[éáàôêạộ“”"]/g, c => ENTITY[c] ?? c)}</span></p>`)
      .join('\r\n')
    const html = `<!DOCTYPE html><html><head><style>p { margin: 12px }</style><script>var n = 2021</script></head><body>\n${page}\n</body></html>`
    assert.deepEqual(values(read(html)), values(read(text)), name)
  }
})

const HEAD = 'Trang chủ\nGiới thiệu\nTin tức\nVăn bản\nLượt truy cập: 1.234.567\nĐang online: 12\n\n'
const FOOT = `

In bài viết
Chia sẻ Facebook Zalo
Tin liên quan
- Đồng chí Quàng Văn Khum tiếp xúc cử tri tại xã Bến Sen (12/03/2009)
- Xã Hạ Lang tổng kết 999 mô hình dân vận khéo (11/03/2009)
Lượt truy cập: 88.123
Online: 5
Bản quyền thuộc về Cổng thông tin điện tử. Điện thoại: 0209.333.444
`
test('counters, menus, captions and news of others change nothing', () => {
  for (const [name, text] of each) {
    const want = values(read(text))
    assert.deepEqual(values(read(HEAD + text)), want, `${name}: head`)
    assert.deepEqual(values(read(text + FOOT)), want, `${name}: foot`)
    const lines = text.split('\n')
    const at = lines.findLastIndex(l => l.length > 150)
    if (at > 1 && (lines[at - 1] ?? '').trim() === '') {
      const captioned = [...lines.slice(0, at), 'Quang cảnh hội nghị', '', ...lines.slice(at)].join('\n')
      assert.deepEqual(values(read(captioned)), want, `${name}: caption`)
    }
  }
})

test('a cut text loses only what stood near the cut', () => {
  for (const [name, text] of each) {
    const full = read(text)
    for (const share of [0.55, 0.7, 0.85, 0.95]) {
      const cut = Math.floor(text.length * share)
      const part = read(text.slice(0, cut))
      const near = cut - 420
      const keys = new Set(figureKeys(part))
      for (const f of full.figures) {
        if (f.measure !== 'other' && f.start + f.quote.length < near)
          assert.ok(keys.has(`${f.measure} ${f.value}`), `${name} at ${share}: lost ${f.quote}`)
      }
      const known = new Set(figureKeys(full))
      for (const f of part.figures)
        if (f.measure !== 'other' && f.start < near) assert.ok(known.has(`${f.measure} ${f.value}`), `${name} at ${share}: new ${f.quote}`)
      const people = new Set(full.people.map(p => p.name))
      for (const p of part.people) if (p.start < near) assert.ok(people.has(p.name), `${name} at ${share}: new ${p.name}`)
      const symbols = new Set(full.documents.map(d => d.symbol))
      for (const d of part.documents) if (d.start < near) assert.ok(symbols.has(d.symbol), `${name} at ${share}: new ${d.symbol}`)
    }
  }
})

test('no two facts of a list are equal, and the same text is read the same twice', () => {
  for (const [name, text] of each) {
    const r = read(text)
    assert.deepEqual(read(text), r, name)
    assert.equal(new Set(r.people.map(p => p.name)).size, r.people.length, name)
    assert.equal(new Set(r.figures.map(f => `${f.measure} ${f.value}`)).size, r.figures.length, name)
    assert.equal(new Set(r.documents.map(d => d.symbol ?? d.title)).size, r.documents.length, name)
    assert.equal(new Set(r.tasks.map(t => t.text)).size, r.tasks.length, name)
  }
})

const bare = (t: string): string =>
  t
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
test('without diacritics, and in capitals, most is still found', () => {
  const score = { bare: [0, 0], caps: [0, 0], type: [0, 0] } as Record<'bare' | 'caps' | 'type', [number, number]>
  for (const [, text] of each) {
    const want = read(text)
    const keys = figureKeys(want)
    const [plain, caps] = [read(bare(text)), read(text.toUpperCase())]
    score.bare[0] += figureKeys(plain).filter(k => keys.includes(k)).length
    score.caps[0] += figureKeys(caps).filter(k => keys.includes(k)).length
    score.bare[1] += keys.length
    score.caps[1] += keys.length
    score.type[0] += plain.event.type === want.event.type ? 1 : 0
    score.type[1]++
  }
  assert.ok(score.bare[0] >= score.bare[1] * 0.85, `figures without diacritics ${score.bare}`)
  assert.ok(score.caps[0] >= score.caps[1] * 0.85, `figures in capitals ${score.caps}`)
  assert.ok(score.type[0] >= score.type[1] * 0.85, `types without diacritics ${score.type}`)
})

test('nothing makes the reader throw', () => {
  const shape = (r: Reading): void => {
    assert.ok(Array.isArray(r.people) && Array.isArray(r.figures) && Array.isArray(r.documents) && Array.isArray(r.tasks))
  }
  for (const odd of [
    '',
    ' ',
    '\n\n',
    '\u0000\u0001',
    '﻿',
    '<',
    '&#99999999;',
    '\ud800',
    '100%',
    '"',
    '((((',
    'đồng chí ',
    '1/2/3/4'.repeat(50),
  ])
    shape(read(odd))
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), s => shape(read(s))),
    { seed: 20210715, numRuns: 300 },
  )
  const pieces = fc.constantFrom(
    ...each.flatMap(([, t]) => t.split(/(?<=[ \n,;:.])/)),
    '<p>',
    '&nbsp;',
    '\u0301',
    '“',
    '12.345',
    '5/3/',
    'số ',
    '-',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 120 }), parts => {
      const text = parts.join('')
      for (const f of all(read(text))) assert.equal(text.slice(f.start, f.start + f.quote.length), f.quote)
    }),
    { seed: 20210715, numRuns: 300 },
  )
})

test('five megabytes of anything are read within seconds', () => {
  for (const unit of [
    'đồng chí Nguyễn Văn An, ',
    '1.234 mô hình, ',
    '<div',
    '&nbsp',
    '"(',
    'Nghị quyết số 25-NQ/TW, ',
    'ngày 5/3 ',
    'A',
    '; yêu cầu ',
    '\n',
    '[caption ',
    '-1/2',
    'ê\u0301',
  ]) {
    const text = unit.repeat(Math.ceil(5_000_000 / unit.length))
    // work done, not time passed: the machine may be busy with others
    const from = process.cpuUsage()
    read(text)
    const { user, system } = process.cpuUsage(from)
    assert.ok(user + system < 8_000_000, `${JSON.stringify(unit)}: ${Math.round((user + system) / 1000)} ms`)
  }
})

// The seeds lie beside the repository and are not part of it: where they are absent these two tests have nothing to read.
const shared = join(here, '..', '..', '..', 'shared')
const seeds = join(shared, 'seeds')
test('the seed texts, where they lie beside the repository, are read almost without fault', () => {
  if (!existsSync(seeds)) return
  const score = emptyScore()
  let [found, wanted] = [0, 0]
  for (const f of readdirSync(seeds).filter(f => f.endsWith('.txt'))) {
    const text = readFileSync(join(seeds, f), 'utf8')
    const want = JSON.parse(readFileSync(join(shared, 'reading', 'gold', f.replace(/\.txt$/, '.json')), 'utf8')) as Gold
    const got = read(text)
    addTo(score, f, want, got)
    for (const x of all(got)) assert.equal(text.slice(x.start, x.start + x.quote.length), x.quote)
    const others = want.figures.filter(x => x.measure === 'other').map(x => x.value)
    wanted += others.length
    found += others.filter(v => got.figures.some(x => x.measure === 'other' && x.value === v)).length
  }
  assert.ok(f1(score.all) >= 0.97, score.wrong.join('\n'))
  assert.equal(found, wanted)
  assert.ok(score.tasks[0] >= score.tasks[1] * 0.9, score.wrong.join('\n'))
})

test('the source holds no person, place or figure of the seed texts', () => {
  if (!existsSync(seeds)) return
  const folder = join(here, '..', '..', 'src', 'rooms', 'reading', 'reader')
  const source = readdirSync(folder)
    .map(f => readFileSync(join(folder, f), 'utf8'))
    .join('\n')
  for (const f of readdirSync(join(shared, 'reading', 'gold'))) {
    const want = JSON.parse(readFileSync(join(shared, 'reading', 'gold', f), 'utf8')) as Gold
    for (const p of want.people) assert.ok(!source.includes(p.name), p.name)
    for (const x of want.figures) assert.ok(!source.includes(x.quote), x.quote)
    for (const place of [want.event.place, want.event.host]) {
      const proper = place?.match(/(?:\p{Lu}\p{L}+ )*\p{Lu}\p{L}+$/u)?.[0]
      if (proper && proper.split(' ').length >= 2 && !/^Ban|^Tỉnh|^Huyện/u.test(proper)) assert.ok(!source.includes(proper), proper)
    }
  }
})
