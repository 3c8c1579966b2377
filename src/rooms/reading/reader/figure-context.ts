/** What surrounds a number: the words that can say what it counts. */
import type { NumberFound } from './numbers.ts'
import { type Piece, words } from './seek.ts'
import type { Measure } from './wording.ts'

/** What a number was found to count. */
export type Verdict = { measure: Measure; unit: string; name?: string; qualifier?: string | null; value?: number; family?: string }

export type Context = {
  n: NumberFound
  sentence: Piece
  /** From the number's end to the next mark or number. */
  right: Piece
  /** From the mark that ends what is said of the number before (or from that number) to this one. */
  left: Piece
  /** The whole sentence before, and after. */
  before: Piece
  after: Piece
  /** From the last semicolon to the next. */
  clause: Piece
  /** What the number before in the sentence (or in the sentence this one continues) counts. */
  previous: (Verdict & { to: number }) | null
  /** The sentence before, for "Trong đó …". */
  earlier: Piece | null
  /** Near the beginning of the text, where the event itself is told. */
  lead: boolean
  opening: boolean
}

const CONTINUES = words('^\\s*[-+*]?\\s*(?:trong đó|gồm|bao gồm|cụ thể|qua đó|riêng|trong số (?:đó|này))›')
export const continues = (piece: Piece): boolean => CONTINUES.in(piece)

/** "mô hình, điển hình", "tập thể, cá nhân", "cán bộ, chiến sĩ": the comma joins two names of what is counted, unless the second has its own number. */
const PAIRED = words(
  ',(?:(?<=tập thể,|mô hình,|điển hình,|cán bộ,|hội viên,|đoàn viên,|chức sắc,)) (?:điển hình|mô hình|cách làm|công trình|phần việc|cá nhân|tập thể|hội viên|đoàn viên|chiến sĩ|chức việc|đảng viên)›(?!\\s*(?::|là|có|-|\\()?\\s*\\d)',
)
const MARK = /[,;.:()\n]/u
/** The stretch to the right that speaks of the number: up to a mark that is no decimal, or the next number. */
export function contexts(sentence: Piece, numbers: readonly NumberFound[]): Omit<Context, 'previous' | 'earlier' | 'lead' | 'opening'>[] {
  let lastMark = 0
  return numbers.map((n, i) => {
    const next = numbers[i + 1]
    const limit = next ? next.from : sentence.text.length
    let end = n.to
    while (end < limit) {
      const c = sentence.text.charAt(end)
      if (c === ',' && PAIRED.here(sentence, end)) {
        end++
        continue
      }
      if (MARK.test(c) && !(c === '.' && /\S/.test(sentence.text.charAt(end + 1)))) break
      end++
    }
    const previous = numbers[i - 1]
    const leftFrom = previous ? Math.max(previous.to, lastMark) : 0
    lastMark = end < limit ? end : 0
    const semi = sentence.text.lastIndexOf(';', n.from) + 1
    const close = sentence.text.indexOf(';', n.to)
    return {
      n,
      sentence,
      right: sentence.cut(n.to, end),
      left: sentence.cut(leftFrom, n.from),
      before: sentence.cut(0, n.from),
      after: sentence.cut(n.to),
      clause: sentence.cut(semi, close < 0 ? sentence.text.length : close),
    }
  })
}
