import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import test from 'node:test'
import fc from 'fast-check'
import type { VNode } from 'preact'
import { assetFiles } from '../assets.ts'
import { Evidence, type FactKind, type Span } from './evidence.tsx'
import { Field } from './field.tsx'
import { type Figure, FigureCell } from './figure.tsx'
import { Form } from './form.tsx'
import { EXAMPLES, gallery } from './gallery.tsx'
import { MOCKUPS } from './mockups/mockups.ts'
import { rendered } from './render.tsx'
import { Spark } from './spark.tsx'
import { Table } from './table.tsx'

const client = new URL('../client/', import.meta.url)
const body = (view: VNode) => rendered(view).replace(/^[\s\S]*<main[^>]*>|<\/main>[\s\S]*$/g, '')
const words = (html: string) =>
  html
    .replace(/<sup>\d+<\/sup>/g, '')
    .replace(/<[^>]+>/g, '')
    .replace(/&(lt|gt|quot|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name] ?? '')
const all = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map(found => found[1] ?? '')

/** What holds for every page, whatever stands on it. */
function sound(html: string, name: string) {
  assert.ok(!/\sstyle=/.test(html), `${name}: a style attribute, which the content policy forbids`)
  assert.ok(!/<script(?![^>]*src=)/.test(html), `${name}: an inline script`)
  assert.ok(!/\son[a-z]+=/.test(html), `${name}: an inline handler`)
  assert.ok(!/undefined|NaN|\[object|>null</.test(html), `${name}: a value that is not there was written`)
  const ids = all(html, /\sid="([^"]*)"/g)
  assert.deepEqual(
    ids.filter((id, i) => ids.indexOf(id) !== i),
    [],
    `${name}: an id twice`,
  )
  const known = new Set(ids)
  for (const id of all(html, /<label for="([^"]*)"/g)) assert.ok(known.has(id), `${name}: a label for ${id}, which is not there`)
  for (const list of all(html, /aria-(?:describedby|labelledby)="([^"]*)"/g))
    for (const id of list.split(' ')) assert.ok(known.has(id), `${name}: aria points at ${id}, which is not there`)
  const labelled = new Set(all(html, /<label for="([^"]*)"/g))
  const loose = html.replace(/<label class="pick">.*?<\/label>/g, '')
  for (const [tag] of loose.matchAll(/<(?:input|select|textarea)\b(?:"[^"]*"|[^>"])*>/g)) {
    if (/type="hidden"/.test(tag)) continue
    const id = /\sid="([^"]*)"/.exec(tag)?.[1] ?? ''
    assert.ok(labelled.has(id) || /aria-label="[^"]+"/.test(tag), `${name}: no label for ${tag}`)
  }
  for (const form of html.match(/<form method="post"[\s\S]*?<\/form>/g) ?? [])
    assert.ok(form.includes('<input type="hidden" name="_csrf" value="mau-csrf"/>'), `${name}: a post without its CSRF field`)
  for (const table of html.match(/<table[^>]*>.{0,40}/g) ?? [])
    assert.match(table, /^<table[^>]*><caption/, `${name}: a table without a caption`)
}

for (const group of EXAMPLES)
  for (const state of group.states) test(`${group.part}, ${state.is}: sound on its own`, () => sound(rendered(state.view), state.is))

test('the gallery is sound as one page, with no id twice', () => sound(rendered(gallery()), 'gallery'))

for (const [name, mockup] of Object.entries(MOCKUPS))
  test(`the mock-up ${name} is made of the parts alone`, () => sound(rendered(mockup()), name))

test('what a person types is text, never markup', () => {
  const html = body(
    <Form action="/x" values={{ a: '"><script>alert(1)</script>' }} errors={[{ field: 'a', say: '<img src=x>' }]}>
      <Field name="a" label="<b>" />
      <Field kind="area" name="b" label="B" value="</textarea><b>" />
      <Table caption="<i>" columns={[{ label: '<u>' }]} rows={[{ cells: ['<s>'] }]} />
    </Form>,
  )
  for (const tag of ['<script', '<img', '<b>', '<i>', '<u>', '<s>', '</textarea><b']) assert.ok(!html.includes(tag), tag)
})

test('a refused form shows what was typed, not what is stored, and each error beside its field', () => {
  const html = body(
    <Form action="/x" values={{ ten: '', loai: ['b'] }} errors={[{ field: 'ten', say: 'Tên: chưa nhập.' }]}>
      <Field name="ten" label="Tên" hint="Ghi đủ." value="đã lưu" />
      <Field
        kind="checks"
        name="loai"
        label="Loại"
        options={[
          { value: 'a', label: 'A' },
          { value: 'b', label: 'B' },
        ]}
        value={['a']}
      />
      <Field kind="checks" name="bo" label="Đã bỏ hết" options={[{ value: 'a', label: 'A' }]} value={['a']} />
      <Field kind="tick" name="dong-y" label="Đồng ý" value={true} />
      <Field kind="password" name="mk" label="Mật khẩu" autocomplete="current-password" />
    </Form>,
  )
  assert.ok(!html.includes('đã lưu'))
  assert.match(html, /id="ten" name="ten" aria-describedby="ten-goi-y ten-loi" aria-invalid="true" value\/>/)
  assert.match(html, /id="ten-loi"><span class="vh">Lỗi: <\/span>Tên: chưa nhập\./)
  assert.deepEqual(all(html, /value="(\w+)" checked/g), ['b'])
})

test('a field without a refused form shows what is stored, days and numbers the Vietnamese way', () => {
  const html = body(
    <Form action="/x">
      <Field kind="day" name="d" label="Ngày" value="2025-07-01" />
      <Field kind="day" name="d2" label="Ngày" value="31/11/2026" />
      <Field kind="number" name="n" label="Số" value={1234.5} />
      <Field
        kind="select"
        name="s"
        label="Chọn"
        options={[
          { value: 'a', label: 'A' },
          { value: 'b', label: 'B' },
        ]}
        value="b"
      />
    </Form>,
  )
  for (const value of ['01/7/2025', '31/11/2026', '1.234,5']) assert.ok(html.includes(`value="${value}"`), value)
  assert.match(html, /<option value="b" selected>B/)
})

test('a missing figure never shows 0, and a zero always says that it is one', () => {
  const missing = words(body(<FigureCell figure={{ is: 'missing' }} />))
  assert.equal(missing, 'Chưa nhập')
  assert.equal(words(body(<FigureCell figure={{ is: 'zero' }} />)), 'đã rà, không có hồ sơ nào0')
  assert.equal(words(body(<FigureCell figure={{ is: 'none' }} />)), 'không phát sinh')
})

test('a counted figure leads to its records and says how many; an overridden one keeps both', () => {
  const counted: Figure = { is: 'counted', value: 5, records: 5, href: '/ho-so' }
  assert.match(body(<FigureCell figure={counted} />), /<a href="\/ho-so">đếm từ 5 hồ sơ<\/a><\/span><b class="num">5<\/b>/)
  const both: Figure = { is: 'overridden', value: 37, counted: 34, href: '/ho-so', reason: 'Sổ giấy.' }
  assert.match(body(<FigureCell figure={both} />), /đếm được <s>34<\/s><\/a><\/span><b class="num">37<\/b>/)
})

test('a line through time breaks where a window has no figure', () => {
  const html = body(<Spark title="T" points={[1, 2, null, 4, null, 6].map((value, i) => ({ label: `T${i + 1}`, value }))} />)
  const path = all(html, /<path d="(M[^"]*)"/g)[0] ?? ''
  assert.equal(path.match(/M/g)?.length, 3)
  assert.equal(path.match(/L/g)?.length, 1)
  assert.match(html, /aria-label="T1 1, T6 6; thiếu T3, T5"/)
})

const KINDS: readonly FactKind[] = ['figure', 'person', 'document', 'task']

test('marking evidence never changes the text, whatever the spans and however they overlap', () => {
  const piece = fc.constantFrom('Dân vận khéo', ' 58 mô hình', '<b>&amp;', '\n', '\r\n\r\n', ' "ngoặc" ', 'ỷ ', '.')
  const spans = fc.array(fc.tuple(fc.integer({ min: -3, max: 90 }), fc.integer({ min: -3, max: 90 }), fc.constantFrom(...KINDS)), {
    maxLength: 8,
  })
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 10 }), spans, (pieces, drawn) => {
      const text = pieces.join('')
      const given: Span[] = drawn.map(([start, end, kind], i) => ({ start, end, kind, n: i + 1, href: `#d${i + 1}` }))
      const html = body(<Evidence text={text} spans={given} />)
      const kept = text.split(/[\r\n]+/).filter(line => line.trim() !== '')
      assert.deepEqual(all(html, /<p>([\s\S]*?)<\/p>/g).map(words), kept)
      assert.ok(!/<a [^>]*>(?:(?!<\/a>)[\s\S])*<a /.test(html), 'a link in a link')
      const ids = all(html, /\sid="(b\d+)"/g)
      assert.equal(new Set(ids).size, ids.length)
      // Every span that covers a letter of a paragraph is marked, and its number leads to its fact.
      for (const s of given) {
        const bears = text.slice(Math.max(0, s.start), Math.max(0, s.end))
        const visible = kept.length > 0 && s.end > s.start && /[^\s]/.test(bears)
        if (visible) assert.ok(ids.includes(`b${s.n}`), `span ${s.n} is not marked`)
      }
    }),
    { seed: 20261121, numRuns: 300 },
  )
})

test('every mark of an overlapping text links to its own fact', () => {
  const html = body(
    <Evidence
      text="58 mô hình, gồm 41 tập thể"
      spans={[
        { start: 0, end: 26, kind: 'figure', n: 1, href: '#d1' },
        { start: 16, end: 26, kind: 'figure', n: 2, href: '#d2' },
      ]}
    />,
  )
  assert.match(html, /<mark class="k-so" id="b1" data-n="1"><a href="#d1">58 mô hình, gồm <\/a><\/mark>/)
  assert.match(
    html,
    /<mark class="k-so" data-n="1"><mark class="k-so" id="b2" data-n="2"><a href="#d2">41 tập thể<sup>2<\/sup><\/a><\/mark><a href="#d1"><sup>1<\/sup><\/a><\/mark>/,
  )
})

test('styles and scripts of a page stay small, ask nothing of other sites and colour nothing by name alone', () => {
  const files = readdirSync(client)
  const assets = [...assetFiles()].map(([name, file]) => ({ name, bytes: Buffer.byteLength(file.text) }))
  const of = (isPart: (name: string) => boolean) => assets.filter(one => isPart(one.name)).reduce((sum, one) => sum + one.bytes, 0)
  // Only pages with charts ask for theirs; sheet.js goes with one page, and is measured where it is tried.
  const size = of(name => name !== 'charts.css' && name !== 'sheet.js')
  assert.ok(of(name => name === 'charts.css') <= 5_000)
  assert.ok(size <= 30_600, `${size} bytes of styles and scripts`)
  assert.ok(statSync(new URL('enhance.js', client)).size <= 6_500)
  for (const name of files) assert.ok(!/@import|url\(|https?:\/\/(?!www\.w3\.org)/.test(readFileSync(new URL(name, client), 'utf8')), name)
})
