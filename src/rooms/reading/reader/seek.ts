/**
 * Finding words in Vietnamese as people type it: capitals or not, oà or òa, kỷ or kỉ, with or without diacritics.
 * The text searched has the same length as the copy it stands for, so a place found in one is a place in the other.
 */

const TONED: Record<string, [string, string]> = {
  à: ['ò', 'a'],
  á: ['ó', 'a'],
  ả: ['ỏ', 'a'],
  ã: ['õ', 'a'],
  ạ: ['ọ', 'a'],
  è: ['ò', 'e'],
  é: ['ó', 'e'],
  ẻ: ['ỏ', 'e'],
  ẽ: ['õ', 'e'],
  ẹ: ['ọ', 'e'],
}
const Y_TONED: Record<string, [string, string]> = { ỳ: ['ù', 'y'], ý: ['ú', 'y'], ỷ: ['ủ', 'y'], ỹ: ['ũ', 'y'], ỵ: ['ụ', 'y'] }
const Y_TO_I: Record<string, string> = { y: 'i', ỳ: 'ì', ý: 'í', ỷ: 'ỉ', ỹ: 'ĩ', ỵ: 'ị' }

const isLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 0xdf && code <= 0x24f && code !== 0xf7) || (code >= 0x1e00 && code <= 0x1eff)
const A_E = 'àáảãạèéẻẽẹ'
const Y = 'yỳýỷỹỵ'

/**
 * One spelling of several: new tone placement, and i where y and i are both written. Length is kept.
 * Only the last letter of a word changes, or the last two: the text is walked once, from one such letter to the next.
 */
export function canonical(lower: string): string {
  let out = ''
  let done = 0
  for (let i = 0; i < lower.length; i++) {
    const code = lower.charCodeAt(i)
    // e with a tone, a with a tone, and y: everything else is left at once
    if (code !== 121 && code < 0xe0) continue
    if (i === 0 || isLetter(lower.charCodeAt(i + 1))) continue
    const c = lower.charAt(i)
    const before = lower.charCodeAt(i - 1)
    if (before === 111 && A_E.includes(c)) {
      out += lower.slice(done, i - 1) + (TONED[c] ?? ['o', c]).join('')
      done = i + 1
    } else if (Y.includes(c)) {
      const q = before === 117 && lower.charCodeAt(i - 2) === 113
      if (before === 117 && !q && c !== 'y') {
        out += lower.slice(done, i - 1) + (Y_TONED[c] ?? ['u', c]).join('')
        done = i + 1
      } else if (q || (LOOSE.includes(lower.charAt(i - 1)) && !isLetter(lower.charCodeAt(i - 2)))) {
        out += lower.slice(done, i) + (Y_TO_I[c] ?? 'i')
        done = i + 1
      }
    }
  }
  return done === 0 ? lower : out + lower.slice(done)
}
const LOOSE = 'hklmstv'

/** Lower case without changing the length: a few foreign capitals grow when lowered, and are left alone. */
export function lowered(text: string): string {
  const all = text.toLowerCase()
  if (all.length === text.length) return all
  let out = ''
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i)
    const l = c.toLowerCase()
    out += l.length === 1 ? l : c
  }
  return out
}

const BASE = new Map<string, string>()
for (let code = 0xc0; code < 0x1f00; code++) {
  const c = String.fromCharCode(code)
  const b = c.normalize('NFD').charAt(0)
  if (b !== c && b < '\x80') BASE.set(c, b)
}
BASE.set('đ', 'd')
BASE.set('Đ', 'D')

/** Letters without their marks, one for one. */
export const stripped = (text: string): string => text.replace(/[^\x00-\x7f]/g, c => BASE.get(c) ?? c)

/** A piece of the cleaned copy, with the form in which words are looked for. */
export class Piece {
  readonly from: number
  readonly text: string
  readonly seek: string
  readonly bare: boolean
  constructor(text: string, seek: string, bare: boolean, from = 0) {
    this.text = text
    this.seek = seek
    this.bare = bare
    this.from = from
  }
  get to(): number {
    return this.from + this.text.length
  }
  /** The part between two offsets of this piece. */
  cut(from: number, to = this.text.length): Piece {
    return new Piece(this.text.slice(from, to), this.seek.slice(from, to), this.bare, this.from + from)
  }
}

/** The letters and digits of lowered Vietnamese in few ranges: the edge of a word is looked at everywhere. */
const LETTER = '[0-9a-z\\u00df-\\u00f6\\u00f8-\\u024f\\u1e00-\\u1eff]'

/** A space in a source is a space or a line end, inside a class of letters as well. */
function compile(source: string, flags: string): RegExp {
  let out = ''
  let inClass = false
  for (let i = 0; i < source.length; i++) {
    const c = source.charAt(i)
    if (c === '\\') out += c + source.charAt(++i)
    else if (c === '[' || c === ']') {
      inClass = c === '['
      out += c
    } else if (c === ' ') out += inClass ? ' \\n' : '[ \\n]'
    else out += c === '‹' ? `(?<!${LETTER})` : c === '›' ? `(?!${LETTER})` : c
  }
  return new RegExp(out, out.includes('\\p{') ? `${flags}u` : flags)
}

/** A source that is one alternative and begins at the edge of a word: the edge is looked at in each match, not at each letter. */
function edged(source: string): boolean {
  if (!source.startsWith('‹')) return false
  let depth = 0
  for (let i = 0; i < source.length; i++) {
    const c = source.charAt(i)
    if (c === '\\') i++
    else if (c === '[') while (i < source.length && source.charAt(i) !== ']') i += source.charAt(i) === '\\' ? 2 : 1
    else if (c === '(') depth++
    else if (c === ')') depth--
    else if (c === '|' && depth === 0) return false
  }
  return true
}
const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 48 && code <= 57) ||
  (code >= 0xdf && code <= 0x24f && code !== 0xf7) ||
  (code >= 0x1e00 && code <= 0x1eff)

/** Words to look for. In the source ‹ and › are word edges, and a space is a space or a line end. */
export class Words {
  private readonly full: RegExp
  private readonly bare: RegExp
  private readonly fullHere: RegExp
  private readonly bareHere: RegExp
  private readonly edged: boolean
  constructor(source: string) {
    const one = canonical(source)
    this.edged = edged(one)
    const loose = this.edged ? one.slice(1) : one
    this.full = compile(loose, 'g')
    this.bare = compile(stripped(loose), 'g')
    this.fullHere = compile(one, 'y')
    this.bareHere = compile(stripped(one), 'y')
  }
  in(piece: Piece): boolean {
    return this.first(piece) !== null
  }
  first(piece: Piece, at = 0): RegExpExecArray | null {
    const re = piece.bare ? this.bare : this.full
    re.lastIndex = at
    return this.next(re, piece.seek)
  }
  private next(re: RegExp, seek: string): RegExpExecArray | null {
    let m = re.exec(seek)
    if (!this.edged) return m
    while (m && m.index > 0 && isWord(seek.charCodeAt(m.index - 1))) {
      re.lastIndex = m.index + 1
      m = re.exec(seek)
    }
    return m
  }
  last(piece: Piece): RegExpExecArray | null {
    return this.all(piece).at(-1) ?? null
  }
  all(piece: Piece): RegExpExecArray[] {
    const re = piece.bare ? this.bare : this.full
    re.lastIndex = 0
    const found: RegExpExecArray[] = []
    for (let m = this.next(re, piece.seek); m; m = this.next(re, piece.seek)) {
      found.push(m)
      if (m[0] === '') re.lastIndex++
    }
    return found
  }
  /** The match that begins exactly at this offset of the piece. */
  here(piece: Piece, at = 0): RegExpExecArray | null {
    const re = piece.bare ? this.bareHere : this.fullHere
    re.lastIndex = at
    return re.exec(piece.seek)
  }
}

export const words = (source: string): Words => new Words(source)
