import type { ComponentChildren } from 'preact'

/** Why there is nothing, in one sentence, and one thing that can be done about it. */
export function Empty({ children, act }: { children: ComponentChildren; act?: { label: string; href: string } | undefined }) {
  return (
    <p class="empty sheet pad">
      {children} {act && <a href={act.href}>{act.label}</a>}
    </p>
  )
}
