import type { ComponentChildren } from 'preact'

export interface Step {
  label: ComponentChildren
  is: 'done' | 'now' | 'later'
  /** Who, and when. */
  says?: ComponentChildren
}

/** How far a matter has come: a tick is done, a full dot is here, an empty ring is to come. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <ol class="steps">
      {steps.map(s => (
        <li class={s.is === 'later' ? undefined : s.is} aria-current={s.is === 'now' ? 'step' : undefined}>
          {s.is === 'done' && (
            <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
              <path d="M1 5l3 3 5-7" />
            </svg>
          )}
          {s.label}
          {s.is === 'done' && <span class="vh"> (xong)</span>}
          {s.says && <small>{s.says}</small>}
        </li>
      ))}
    </ol>
  )
}

export type LifeEvent =
  | {
      day: string
      title?: string | undefined
      big?: boolean | undefined
      what: ComponentChildren
      source?: ComponentChildren
      added?: boolean | undefined
    }
  | { era: ComponentChildren }

/** A unit through time, the newest on top. A big event changes what can be compared; an era says what the unit was before it. */
export function Life({ events }: { events: readonly LifeEvent[] }) {
  return (
    <ol class="life">
      {events.map(e =>
        'era' in e ? (
          <li class="era">{e.era}</li>
        ) : (
          <li class={e.big ? 'big' : undefined}>
            <p class="day">
              {e.day}
              {e.title && <>&ensp;{e.title}</>}
            </p>
            {typeof e.what === 'string' ? <p>{e.what}</p> : e.what}
            {(e.source || e.added) && (
              <p class="small soft">
                {e.added && <span class="st none">Do cán bộ bổ sung</span>} {e.source}
              </p>
            )}
          </li>
        ),
      )}
    </ol>
  )
}
