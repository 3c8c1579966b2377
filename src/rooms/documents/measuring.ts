// How wide a line of Times New Roman is, so that rules are as long as the text above them and names break evenly.
// Advance widths in thousandths of the type size; Vietnamese letters are as wide as the letters they are built on.

const PRINTABLE = ' !"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~'
const REGULAR =
  '250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 500 500 500 278 278 564 564 564 444 921 ' +
  '722 667 667 722 611 556 722 722 333 389 722 611 889 722 722 556 722 667 556 611 722 722 944 722 722 611 333 278 333 469 500 333 ' +
  '444 500 444 500 444 333 500 500 278 278 500 278 778 500 500 500 500 333 389 278 500 500 722 500 500 444 480 200 480 541'
const BOLD =
  '250 333 555 500 500 1000 833 278 333 333 500 570 250 333 250 278 500 500 500 500 500 500 500 500 500 500 333 333 570 570 570 500 930 ' +
  '722 667 722 722 667 611 778 778 389 500 778 667 944 722 778 611 778 722 556 667 722 722 1000 722 722 667 333 278 333 581 500 333 ' +
  '500 556 444 556 444 333 500 556 278 333 556 278 833 556 500 556 556 444 389 333 556 500 722 500 500 444 394 220 394 520'

const table = (widths: string): ReadonlyMap<string, number> => {
  const found = widths.split(' ').map(Number)
  return new Map([...PRINTABLE].map((letter, i) => [letter, found[i] ?? 500]))
}
const WIDTHS = { regular: table(REGULAR), bold: table(BOLD) }
const WIDEST = 1000
const PER_EM = 1000
const POINTS_PER_INCH = 72
const MM_PER_INCH = 25.4

const letters = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gu, 'd').replace(/Đ/gu, 'D')

/** Width of one line of text in millimetres. */
export function widthMm(text: string, sizePt: number, bold: boolean): number {
  const widths = bold ? WIDTHS.bold : WIDTHS.regular
  const ems = [...letters(text)].reduce((sum, letter) => sum + (widths.get(letter) ?? WIDEST), 0) / PER_EM
  return (ems * sizePt * MM_PER_INCH) / POINTS_PER_INCH
}

/** The fewest lines that hold the text, as even as they can be; a line break in the text is kept; a word too long stays whole. */
export function evenLines(text: string, roomMm: number, sizePt: number, bold: boolean): string[] {
  return text.split('\n').flatMap(part => {
    const words = wordsOf(part)
    const fewest = filled(words, roomMm, sizePt, bold)
    for (let room = roomMm / 2; room < roomMm; room += 1) {
      const lines = filled(words, room, sizePt, bold)
      if (lines.length === fewest.length && lines.every(line => widthMm(line, sizePt, bold) <= roomMm)) return lines
    }
    return fewest
  })
}

const PLACE = /^(?:tỉnh|thành|xã|phường|đặc|thị|huyện|quận)$/iu
/** The lines of a body's name: as `evenLines`, but two lines part before the name of its place, where that fits. */
export function nameLines(name: string, roomMm: number, sizePt: number, bold: boolean): string[] {
  return name.split('\n').flatMap(part => {
    const lines = evenLines(part, roomMm, sizePt, bold)
    const words = wordsOf(part)
    const parted = words
      .flatMap((word, i) => (i > 0 && PLACE.test(word) ? [[words.slice(0, i).join(' '), words.slice(i).join(' ')]] : []))
      .find(two => two.every(line => widthMm(line, sizePt, bold) <= roomMm))
    return lines.length === 2 && parted ? parted : lines
  })
}

const wordsOf = (text: string): string[] => text.split(' ').filter(word => word !== '')

const filled = (words: readonly string[], roomMm: number, sizePt: number, bold: boolean): string[] => {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    const longer = `${last} ${word}`
    if (last !== undefined && widthMm(longer, sizePt, bold) <= roomMm) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}
