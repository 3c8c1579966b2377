import type { ComponentChildren } from 'preact'

interface SectionProps {
  title: ComponentChildren
  /** Unique on the page; names the region. */
  id: string
  hideTitle?: boolean | undefined
  /** No space above: the first of its column. */
  first?: boolean | undefined
  /** A line of small print under it. */
  foot?: ComponentChildren
  children: ComponentChildren
}

/** A titled part of a page. */
export function Section({ title, id, hideTitle, first, foot, children }: SectionProps) {
  return (
    <section aria-labelledby={id} class={first ? 'top' : undefined}>
      <h2 id={id} class={hideTitle ? 'vh' : undefined}>
        {title}
      </h2>
      {children}
      {foot && <p class="small soft after">{foot}</p>}
    </section>
  )
}

/** A sheet of paper. `pad` unless it holds a table or a list of its own. */
export function Sheet({ pad = true, children }: { pad?: boolean | undefined; children: ComponentChildren }) {
  return <div class={pad ? 'sheet pad' : 'sheet'}>{children}</div>
}

/** Entries on one sheet, a line between them. */
export function SheetList({ entries }: { entries: readonly ComponentChildren[] }) {
  return (
    <ul class="sheet">
      {entries.map(entry => (
        <li class="pad split">{entry}</li>
      ))}
    </ul>
  )
}

/** The work on the left, what explains it on the right; one column below 900 px. `reading` keeps 30 rem for the facts. */
export function Two({ main, aside, reading }: { main: ComponentChildren; aside: ComponentChildren; reading?: boolean | undefined }) {
  return (
    <div class={reading ? 'two read' : 'two'}>
      <div>{main}</div>
      {reading ? <div class="beside">{aside}</div> : <aside>{aside}</aside>}
    </div>
  )
}

/** Three short columns. */
export function Trio({ children }: { children: ComponentChildren }) {
  return <div class="trio">{children}</div>
}

/** Terms and what they mean. */
export function Defs({ entries }: { entries: readonly { term: ComponentChildren; says: ComponentChildren }[] }) {
  return (
    <dl class="sheet defs">
      {entries.map(e => (
        <div>
          <dt>{e.term}</dt>
          <dd>{e.says}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What the marks of a table mean, under it. */
export function Key({ entries }: { entries: readonly { word: ComponentChildren; says: ComponentChildren }[] }) {
  return (
    <p class="key">
      {entries.map(e => (
        <span>
          <b>{e.word}</b>: {e.says}
        </span>
      ))}
    </p>
  )
}
