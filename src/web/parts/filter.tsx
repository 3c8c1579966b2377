export interface FilterEntry {
  label: string
  href: string
  count?: number | undefined
  current?: boolean | undefined
}

/** Ways to look at the same list: ordinary links, each with how many it holds. Also for tabs, without counts. */
export function Filter({ label, entries, push }: { label: string; entries: readonly FilterEntry[]; push?: boolean | undefined }) {
  return (
    <nav class={push ? 'tabs push' : 'tabs'} aria-label={label}>
      {entries.map(e => (
        <a href={e.href} aria-current={e.current ? 'page' : undefined}>
          {e.label}
          {e.count !== undefined && ` ${e.count}`}
        </a>
      ))}
    </nav>
  )
}

interface PagerProps {
  /** How many are shown now. */
  shown: number
  /** What they are: "hồ sơ". */
  noun: string
  next?: string | undefined
  /** The first page, when this is not it. */
  first?: string | undefined
}

/** Forward by the last row seen, so that a list that grows meanwhile never shows a row twice. */
export function Pager({ shown, noun, next, first }: PagerProps) {
  return (
    <nav class="row after" aria-label={`Trang của danh sách ${noun}`}>
      <span class="small soft">{`Đang xem ${shown} ${noun}${next ? ', còn nữa' : ', đến hết'}.`}</span>
      {first && <a href={first}>Về trang đầu</a>}
      {next && (
        <a class="btn s" rel="next" href={next}>
          Trang sau
        </a>
      )}
    </nav>
  )
}
