import type { VNode } from 'preact'

/** A part in all its states. What is shown on /_parts is what the tests render. */
export interface Examples {
  part: string
  /** When to use it, one sentence. */
  says: string
  states: readonly { is: string; view: VNode }[]
}
