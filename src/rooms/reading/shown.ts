// A text as it is shown: the words of a web page without its tags, and nothing that could turn or hide the words around it. Pure.

export interface ShownText {
  readonly text: string
  /** The place in the shown text of a place in the text as it was read. */
  at(original: number): number
  /** What lies beyond the end of the shown part was cut off. */
  readonly cut: boolean
}

/** A page of this length still opens on a weak machine; the whole is in the original file. */
const LONGEST = 300_000

const IS_PAGE = /<(?:html|body|p|div|br|span|table|h[1-6])[\s/>]/iu
const TAG =
  /<!--[\s\S]{0,20000}?-->|<(script|style)\b[\s\S]{0,200000}?<\/\1\s*>|<(\/?)([a-z][a-z0-9]*)(?:[\s/][^<>]{0,3000})?>|<![^<>]{0,300}>/iuy
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(nbsp|amp|lt|gt|quot|apos|hellip|ndash|mdash|ldquo|rdquo));/iuy
const NAMED: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  hellip: '…',
  ndash: '–',
  mdash: '—',
  ldquo: '“',
  rdquo: '”',
}
const BREAKS = new Set(
  'p div br li tr h1 h2 h3 h4 h5 h6 table ul ol section article header footer nav title figure figcaption blockquote'.split(' '),
)
// Control letters, invisible joiners, and those that turn the direction of reading for all that follows.
const HIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]/u

function letterOf(found: RegExpExecArray): string {
  const [, decimal, hex, name] = found
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? ''
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
  const sound = code > 31 && code < 0x110000 && !(code >= 0xd800 && code < 0xe000)
  return sound ? String.fromCodePoint(code) : ' '
}

export function shownText(original: string): ShownText {
  const isPage = IS_PAGE.test(original)
  const places = new Int32Array(Math.min(original.length, LONGEST * 4) + 1)
  const pieces: string[] = []
  let length = 0
  let i = 0
  for (; i < places.length - 1 && length < LONGEST; ) {
    let [taken, letters] = [1, original[i] ?? '']
    if (isPage && letters === '<') {
      TAG.lastIndex = i
      const tag = TAG.exec(original)
      if (tag) [taken, letters] = [tag[0].length, BREAKS.has((tag[3] ?? '').toLowerCase()) ? '\n' : tag[3] ? '' : ' ']
    } else if (isPage && letters === '&') {
      ENTITY.lastIndex = i
      const entity = ENTITY.exec(original)
      if (entity) [taken, letters] = [entity[0].length, letterOf(entity)]
    }
    if (letters.length === 1 && HIDDEN.test(letters)) letters = ''
    for (let k = 0; k < taken && i + k < places.length; k++) places[i + k] = length
    pieces.push(letters)
    length += letters.length
    i += taken
  }
  const read = Math.min(i, places.length - 1)
  places[read] = length
  return { text: pieces.join(''), at: place => (place >= read ? length : (places[Math.max(0, place)] ?? length)), cut: i < original.length }
}
