import type { ComponentChildren } from 'preact'
import type { Tone } from './status.tsx'

interface NoteProps {
  /** The state it speaks of; plain indigo unless told. */
  tone?: Tone | undefined
  title?: ComponentChildren
  /** Read out when it appears: the outcome of what the person just did. */
  announce?: boolean | undefined
  children?: ComponentChildren
}

/** One idea, which stays until the next page. */
export function Note({ tone, title, announce, children }: NoteProps) {
  return (
    <div class={tone ? `note ${tone}` : 'note'} role={announce ? 'status' : undefined}>
      {title && (
        <p>
          <strong>{title}</strong>
        </p>
      )}
      {typeof children === 'string' ? <p>{children}</p> : children}
    </div>
  )
}

/** Someone's words as they wrote them, with the name and the hour. */
export function Quote({ children, by }: { children: ComponentChildren; by?: ComponentChildren }) {
  return (
    <figure>
      <blockquote>{children}</blockquote>
      {by && <figcaption class="small soft">{by}</figcaption>}
    </figure>
  )
}
