import type { VNode } from 'preact'

export type FactKind = 'figure' | 'person' | 'document' | 'task'

/** A piece of the text that bears fact number `n`; `href` leads to the fact's card. Positions as String.slice counts them. */
export interface Span {
  start: number
  end: number
  kind: FactKind
  n: number
  href?: string | undefined
}

/** Figures a full line, people dots, documents a double line, tasks dashes; each also has its colour and its number. */
export const KIND_CLASS: Record<FactKind, string> = { figure: 'k-so', person: 'k-ng', document: 'k-vb', task: 'k-nv' }
export const KIND_WORD: Record<FactKind, string> = { figure: 'Số liệu', person: 'Người', document: 'Văn bản', task: 'Nhiệm vụ' }

/** A text as it was read, paragraph by paragraph, with its facts marked and numbered. Marks may overlap. */
export function Evidence({ text, spans, stay }: { text: string; spans: readonly Span[]; stay?: boolean | undefined }) {
  const named = new Set<number>()
  const sound = spans
    .map(s => ({ ...s, start: Math.max(0, s.start), end: Math.min(text.length, s.end) }))
    .filter(s => s.end > s.start)
    .sort((a, b) => a.start - b.start || b.end - a.end || a.n - b.n)
  return (
    <article class={stay ? 'sheet doc stay' : 'sheet doc'}>
      {paragraphs(text).map(p => (
        <p>{pieces(text, p.start, p.end, sound, named)}</p>
      ))}
    </article>
  )
}

function paragraphs(text: string): { start: number; end: number }[] {
  return [...text.matchAll(/[^\r\n]+/g)]
    .filter(line => line[0].trim() !== '')
    .map(line => ({ start: line.index, end: line.index + line[0].length }))
}

/** Cuts the paragraph wherever a span begins or ends; each cut stands inside the marks of all spans that cover it. */
function pieces(text: string, from: number, to: number, spans: readonly Span[], named: Set<number>): (VNode | string)[] {
  const here = spans.filter(s => s.start < to && s.end > from)
  const cuts = new Set([from, to])
  for (const s of here) cuts.add(Math.max(s.start, from)).add(Math.min(s.end, to))
  const at = [...cuts].sort((a, b) => a - b)
  return at.slice(0, -1).map((start, i) => {
    const end = at[i + 1] ?? to
    return marked(
      text.slice(start, end),
      end,
      here.filter(s => s.start <= start && s.end >= end),
      named,
    )
  })
}

function marked(words: string, end: number, covering: readonly Span[], named: Set<number>): VNode | string {
  // The shortest mark is the innermost and holds the link: a link never stands in a link.
  const inward = [...covering].sort((a, b) => b.end - b.start - (a.end - a.start) || a.n - b.n)
  const innermost = inward.at(-1)
  if (!innermost) return words
  return inward.reduceRight<VNode | string>((inside, s) => {
    const first = !named.has(s.n)
    named.add(s.n)
    const number = s.end === end && <sup>{s.n}</sup>
    return (
      <mark class={KIND_CLASS[s.kind]} id={first ? `b${s.n}` : undefined} data-n={s.n}>
        {s === innermost ? link(s, words, number) : inside}
        {s !== innermost && number && link(s, '', number)}
      </mark>
    )
  }, words)
}

function link(s: Span, words: string, number: VNode | false) {
  const content = (
    <>
      {words}
      {number}
    </>
  )
  return s.href ? <a href={s.href}>{content}</a> : content
}

/** What the four kinds of line mean. */
export function EvidenceKey() {
  return (
    <p class="key">
      {(Object.keys(KIND_CLASS) as FactKind[]).map(kind => (
        <span>
          <mark class={`${KIND_CLASS[kind]} kind`}>{KIND_WORD[kind]}</mark> {LINE_WORD[kind]}
        </span>
      ))}
      <span>Số nhỏ dẫn tới dữ kiện bên cạnh</span>
    </p>
  )
}

const LINE_WORD: Record<FactKind, string> = { figure: 'gạch liền', person: 'gạch chấm', document: 'gạch đôi', task: 'gạch đứt' }
