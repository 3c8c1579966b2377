/**
 * A clean copy of the text, and for each of its letters the place in the text as it was read.
 * Everything is found in the copy and cut from the original (a search for cleaned words in the original fails on real pages).
 */

import { ENTITIES } from './entities.ts'
import { canonical, lowered, Piece } from './seek.ts'

export type Copy = {
  original: string
  text: string
  seek: string
  /** The whole text is written without diacritics; a line long enough is judged by itself. */
  bare: boolean
  /** Where each letter of the copy begins and ends in the original. */
  at: Int32Array
  end: Int32Array
}

const LOOK_ALIKE = new Map<string, string>([...'‐‑‒–—―−'].map(c => [c, '-']))
for (const c of '“”„‟″«»＂') LOOK_ALIKE.set(c, '"')
for (const c of '‘’‚‛ʼ′＇`´') LOOK_ALIKE.set(c, "'")
// Cyrillic letters that look Latin come from copied fonts; Ð and ð stand for Đ and đ in old Vietnamese fonts
for (const [i, c] of [...'АВЕКМНОРСТХУаеорсух'].entries()) LOOK_ALIKE.set(c, 'ABEKMHOPCTXYaeopcyx'.charAt(i))
LOOK_ALIKE.set('Ð', 'Đ')
  .set('ð', 'đ')
  .set('Ɖ', 'Đ')
  .set('：', ':')
  .set('，', ',')
  .set('；', ';')
  .set('（', '(')
  .set('）', ')')
  .set('\uf0b7', '-')
  .set('•', '-')

const BREAKS = new Set([
  'br',
  'p',
  'div',
  'li',
  'ul',
  'ol',
  'tr',
  'table',
  'tbody',
  'thead',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'section',
  'article',
  'header',
  'footer',
  'nav',
  'aside',
  'figure',
  'figcaption',
  'blockquote',
  'title',
  'head',
  'body',
  'html',
  'main',
  'form',
  'option',
  'select',
  'hr',
  'center',
  'caption',
  'dd',
  'dt',
  'dl',
  'button',
  'label',
])
const SILENT = new Set(['script', 'style', 'noscript', 'iframe', 'svg', 'template'])

const TAG = /<(?:!--|(\/?)([a-zA-Z][a-zA-Z0-9:]*)(?:[\s/][^<>]{0,3000})?>|!doctype[^<>]{0,200}>|\?xml[^<>]{0,200}>)/iy
const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}\d?));/y
const SHORT_CODE = /\[\/?(?:caption|gallery|embed|video|audio|vc_[a-z_]+|img|url|b|i)(?:[\s=][^[\]\n]{0,500})?\]/iy
const IMAGE = /!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)/y
const LINK_END = /\]\((?:https?:|\/|#|mailto:)[^)\n]{0,500}\)/y
const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>"]{1,500}|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,30}){1,4}/iy
const IMAGE_FILE = /[\w.\-%()]{1,120}\.(?:jpe?g|png|gif|bmp|webp|docx?|pdf|mp4)(?![\p{L}\p{N}])/iuy
const HAS_ADDRESS = /@|:\/\/|www\./i
const HAS_FILE = /\.(?:jpe?g|png|gif|bmp|webp|docx?|pdf|mp4)/i
const ZERO_WIDTH = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff]/
const SPACE = /[\s\u0000-\u001f\u007f-\u009f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/
const MARK = /[\u0300-\u036f]/
const CLOSING = /[,;:)?!\].]/

/** A letter that goes into the copy as it is: ASCII letters and digits, and composed Vietnamese ones. */
const plain = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  (code >= 0x1ea0 && code <= 0x1ef9) ||
  (code >= 0xe0 && code <= 0x1b0 && code !== 0xf0)

/** Letters as numbers in arrays made once: most of the time of cleaning would go to growing lists of single letters. */
class Builder {
  readonly codes: Uint16Array
  readonly at: Int32Array
  readonly end: Int32Array
  size = 0

  constructor(most: number) {
    this.codes = new Uint16Array(most)
    this.at = new Int32Array(most)
    this.end = new Int32Array(most)
  }

  add(code: number, from: number, to: number): void {
    this.codes[this.size] = code
    this.at[this.size] = from
    this.end[this.size] = to
    this.size++
  }

  push(c: string, from: number, to: number): void {
    if (plain(c.charCodeAt(0))) {
      this.add(c.charCodeAt(0), from, to)
      return
    }
    if (ZERO_WIDTH.test(c)) return
    const last = this.size - 1
    const before = last >= 0 ? String.fromCharCode(this.codes[last] ?? 10) : '\n'
    if (MARK.test(c)) {
      const one = (before + c).normalize('NFC')
      if (last < 0) return
      if (one.length === 1) this.codes[last] = (LOOK_ALIKE.get(one) ?? one).charCodeAt(0)
      this.end[last] = to
      return
    }
    if (SPACE.test(c)) {
      const line = c === '\n' || c === '\u2028' || c === '\u2029' || c === '\r'
      if (before === '\n' || (before === ' ' && !line)) return
      if (before === ' ') {
        this.codes[last] = 10
        this.end[last] = to
        return
      }
      if (before === '(' && !line) return
      this.add(line ? 10 : 32, from, to)
      return
    }
    // a space before a comma is a slip of the typist; a full stop may begin a line of dots, and is left
    if (before === ' ' && CLOSING.test(c) && last > 0) this.size--
    let one = LOOK_ALIKE.get(c) ?? c
    if (one >= '\uff01' && one <= '\uff5e') one = String.fromCharCode(one.charCodeAt(0) - 0xfee0)
    if (one.length === 1 && one > '\x7f') one = one.normalize('NFC').length === 1 ? one.normalize('NFC') : one
    this.add(one.charCodeAt(0), from, to)
  }

  text(from = 0, to = this.size): string {
    return Buffer.from(this.codes.buffer, from * 2, (to - from) * 2).toString('utf16le')
  }
}

/** Makes the clean copy: one composition, one kind of space, dash and quotation mark, no tags, entities, addresses or image names. */
export function clean(original: string): Copy {
  const out = new Builder(original.length)
  const [addresses, files] = [HAS_ADDRESS.test(original), HAS_FILE.test(original)]
  const lastOf = new Map<string, number>()
  let i = 0
  const sticky = (re: RegExp): RegExpExecArray | null => {
    re.lastIndex = i
    return re.exec(original)
  }
  // an unclosed comment or script must not make every later one search to the end of a long text again
  const find = (what: string, from: number): number => {
    const known = lastOf.get(what)
    if (known !== undefined && (known === -1 || known >= from)) return known
    const found = original.indexOf(what, from)
    lastOf.set(what, found)
    return found
  }
  while (i < original.length) {
    const code = original.charCodeAt(i)
    if (plain(code) && !((addresses || files) && wordStart(original, i))) {
      out.add(code, i, ++i)
      continue
    }
    const c = original.charAt(i)
    let m: RegExpExecArray | null = null
    if (c === '<' && (m = sticky(TAG))) {
      let to = i + m[0].length
      if (m[0] === '<!--') {
        const close = find('-->', to)
        if (close >= 0) to = close + 3
        i = to
        continue
      }
      const name = (m[2] ?? '').toLowerCase()
      if (SILENT.has(name) && m[1] === '' && !m[0].endsWith('/>')) {
        const close = find(`</${name}`, to)
        if (close >= 0) to = close
      }
      if (BREAKS.has(name) || SILENT.has(name)) out.push('\n', i, to)
      else if (name === 'td' || name === 'th') out.push(' ', i, to)
      i = to
    } else if (c === '&' && (m = sticky(ENTITY))) {
      const code = m[1] ? Number(m[1]) : m[2] ? Number.parseInt(m[2], 16) : 0
      const plain = m[3] ? ENTITIES[m[3]] : code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
      if (plain === undefined) out.push(c, i, ++i)
      else {
        for (const one of plain.normalize('NFC')) out.push(one.length === 1 ? one : ' ', i, i + m[0].length)
        i += m[0].length
      }
    } else if (c === '[' && (m = sticky(SHORT_CODE))) {
      out.push('\n', i, i + m[0].length)
      i += m[0].length
    } else if (c === '!' && (m = sticky(IMAGE))) {
      out.push('\n', i, i + m[0].length)
      i += m[0].length
    } else if (c === ']' && (m = sticky(LINK_END))) i += m[0].length
    else if (c === '*' || c === '#' || c === '_' || c === '~') {
      // Markdown marks; a lone underscore between letters belongs to a word
      i++
      while (i < original.length && original.charAt(i) === c) i++
    } else if (wordStart(original, i) && ((addresses && (m = sticky(ADDRESS))) || (files && (m = sticky(IMAGE_FILE))))) {
      out.push(' ', i, i + m[0].length)
      i += m[0].length
    } else {
      out.push(c, i, i + 1)
      i++
    }
  }
  return finish(original, out)
}

/** Addresses and file names begin with an ASCII letter or digit at a word edge: only there are they looked for. */
function wordStart(text: string, i: number): boolean {
  const c = text.charCodeAt(i)
  if (!((c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57))) return false
  if (i === 0) return true
  const b = text.charCodeAt(i - 1)
  return b === 32 || b === 10 || b === 40 || b === 62 || b === 34 || b === 13 || b === 9 || b === 58
}

function finish(original: string, out: Builder): Copy {
  const text = joinLines(out)
  let seek = canonical(lowered(text))
  if (seek.length !== text.length) seek = lowered(text)
  return { original, text, seek, bare: writtenBare(seek), at: out.at, end: out.end }
}

/** Ordinary Vietnamese marks one letter in four; below one in forty the writer used none. */
export function writtenBare(seek: string): boolean {
  let letters = 0
  let marked = 0
  for (let i = 0; i < seek.length; i++) {
    const c = seek.charCodeAt(i)
    if (c >= 0xdf && c < 0x2000) marked++
    else if (c >= 97 && c <= 122) letters++
  }
  return letters + marked >= 25 && marked * 40 < letters
}

const HANGING = /(?:^|[\s(])(?:của|và|các|cho|với|tại|về|trong|được|đã|là|có|đồng chí|ông|bà|số|do|từ|đến|nhằm|để)$/u

/** A sentence broken by the width of a page, or a caption cut in two, becomes one line again; the length does not change. */
function joinLines(out: Builder): string {
  const text = out.text()
  const breaks: number[] = []
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) breaks.push(at)
  const lengths = breaks.map((b, k) => b - (k ? (breaks[k - 1] ?? 0) + 1 : 0))
  const wide = Math.max(0, ...lengths.slice(0, 2000))
  const wrapped = wide >= 50 && wide <= 130 && lengths.length >= 5 && lengths.filter(l => l >= wide * 0.7).length >= lengths.length * 0.5
  // a break made into a space is a space for the next one too, where a line is only a few letters long
  const tailOf = (b: number): string => out.text(Math.max(0, b - 12), b)
  let joined = false
  for (const [k, b] of breaks.entries()) {
    const before = text.charAt(b - 1)
    const after = text.charAt(b + 1)
    const lowerNext = /\p{Ll}/u.test(after)
    const open = !/[.!?:;…"]/.test(before)
    const tail = tailOf(b)
    const join =
      (lowerNext && open) ||
      (lowerNext && /[.,]/.test(before)) ||
      /[,(/]/.test(before) ||
      /(?:\s|\d)-$/.test(tail) ||
      HANGING.test(tail) ||
      (wrapped && open && (lengths[k] ?? 0) >= wide * 0.7 && /[\p{L}\p{N}"(]/u.test(after))
    if (!join) continue
    out.codes[b] = 32
    joined = true
  }
  return joined ? out.text() : text
}

/** The whole copy as one piece. */
export const whole = (copy: Copy): Piece => new Piece(copy.text, copy.seek, copy.bare)

/** The proof of a stretch of the copy: cut from the original, without space at its ends. */
export function proof(copy: Copy, from: number, to: number): { quote: string; start: number } {
  let a = Math.max(0, from)
  let b = Math.min(copy.text.length, to)
  while (a < b && isSpace(copy.text.charAt(a))) a++
  while (b > a && isSpace(copy.text.charAt(b - 1))) b--
  if (a >= b) return { quote: '', start: 0 }
  const start = copy.at[a] ?? 0
  return { quote: copy.original.slice(start, copy.end[b - 1] ?? start), start }
}

const isSpace = (c: string): boolean => c === ' ' || c === '\n'
