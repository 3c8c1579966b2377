import type { ComponentChildren } from 'preact'

interface PageHeadProps {
  /** A conclusion, not the name of a function: "Báo cáo tháng 11/2026: đã nộp 10 trên 12 đơn vị". */
  title: ComponentChildren
  sub?: ComponentChildren
  /** A line above the title: the code of the thing shown. */
  over?: ComponentChildren
  /** Buttons, at most one of them main. */
  actions?: ComponentChildren
}

export function PageHead({ title, sub, over, actions }: PageHeadProps) {
  return (
    <div class="head">
      <div>
        {over && <p class="soft">{over}</p>}
        <h1>{title}</h1>
        {sub && <p>{sub}</p>}
      </div>
      {actions && <div class="row">{actions}</div>}
    </div>
  )
}
