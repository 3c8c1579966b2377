// What a person typed before the answer was no: shown again, and sent again with one press.

import type { Typed } from './input.ts'
import { Form } from './parts/form.tsx'

const pairs = (typed: Typed): [string, string][] =>
  Object.entries(typed).flatMap(([name, value]) =>
    name.startsWith('_') || value === undefined
      ? []
      : (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, String(one)]),
  )

/** The typed fields as hidden inputs of a form to the same address. */
export function Kept({ action, typed }: { action: string; typed: Typed }) {
  const fields = pairs(typed)
  if (fields.length === 0) return null
  return (
    <Form action={action}>
      {fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <p>Những gì ông/bà đã gõ vẫn còn.</p>
      <button class="btn main" type="submit">
        Gửi lại
      </button>
    </Form>
  )
}

/** The typed fields carried through signing in, as one hidden field. */
export const carried = (kept: { action: string; typed: Typed }): string =>
  JSON.stringify({ action: kept.action, typed: Object.fromEntries(pairs(kept.typed).map(([name]) => [name, kept.typed[name]])) })

/** What `carried` wrote, or undefined when it is not that: it comes back from the browser and is not to be trusted. */
export function uncarried(text: string): { action: string; typed: Typed } | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('action' in value) || !('typed' in value)) return undefined
    const { action, typed } = value
    // Only a path of ours: never another site, never a scheme.
    if (typeof action !== 'string' || !/^\/(?![/\\])/u.test(action) || typeof typed !== 'object' || typed === null) return undefined
    const fields = Object.entries(typed).filter(
      ([, one]) => typeof one === 'string' || (Array.isArray(one) && one.every(each => typeof each === 'string')),
    )
    return { action, typed: Object.fromEntries(fields) as Typed }
  } catch {
    return undefined
  }
}
