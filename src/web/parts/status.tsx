import type { ComponentChildren } from 'preact'

/** ok done · late overdue or wrong · soon near its time, extended, estimated, to look at · back returned · draft being written · sent waiting · none nothing to do */
export type Tone = 'ok' | 'late' | 'soon' | 'back' | 'draft' | 'sent' | 'none'

/** Word, shape and colour. Printed in black and white it still says the same. */
export function Status({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return <span class={`st ${tone}`}>{children}</span>
}
