import type { ComponentChildren } from 'preact'
import { formatNumber } from '../../ground/vietnamese.ts'
import { useCameBack } from './form.tsx'

/** The input of a figure. `label` is read out in full: "Ô 8, cuộc đối thoại, kỳ này". */
export interface Entry {
  name: string
  label: string
  value?: string | number | undefined
  /** Where the error summary's link lands; the name unless told. */
  id?: string | undefined
}

/** A line of text that belongs to a figure: a reason, a method, an answer to the reviewer. */
export interface Line extends Entry {
  hint?: ComponentChildren
}

/** The states of a figure that a person may choose for it (numbers, an estimate, nothing happened, does not apply). */
export interface Ways {
  name: string
  label: string
  value: string
  options: readonly { value: string; label: string }[]
}

/** Chooses how the figure is given. */
export function WaysSelect({ ways }: { ways: Ways }) {
  const { values } = useCameBack()
  const chosen = values?.[ways.name] ?? ways.value
  return (
    <select name={ways.name} id={ways.name} aria-label={ways.label}>
      {ways.options.map(o => (
        <option value={o.value} selected={o.value === chosen}>
          {o.label}
        </option>
      ))}
    </select>
  )
}

function useTyped(entry: Entry, stored?: number): { id: string; value: string; error: string | undefined } {
  const { values, errors } = useCameBack()
  const id = entry.id ?? entry.name
  const typed = values?.[entry.name]
  const kept = entry.value ?? stored ?? ''
  return {
    id,
    value: typeof typed === 'string' ? typed : typeof kept === 'number' ? formatNumber(kept) : kept,
    error: errors?.find(e => e.field === id || e.field === entry.name)?.say,
  }
}

/** The box of one figure. Its label is only read out: the row and the column say it to those who see. */
export function FigureInput({
  entry,
  stored,
  describedBy,
  bad,
}: {
  entry: Entry
  stored?: number | undefined
  describedBy?: string
  bad?: boolean
}) {
  const { id, value, error } = useTyped(entry, stored)
  return (
    <>
      <input
        type="text"
        inputmode="decimal"
        autocomplete="off"
        maxlength={20}
        id={id}
        name={entry.name}
        value={value}
        aria-label={entry.label}
        aria-invalid={error || bad ? 'true' : undefined}
        aria-describedby={[describedBy, error && `${id}-loi`].filter(Boolean).join(' ') || undefined}
      />
      {error && (
        <span class="error" id={`${id}-loi`}>
          {error}
        </span>
      )}
    </>
  )
}

/** The line of words that a figure asks for. */
export function TypedLine({ line }: { line: Line }) {
  const { id, value, error } = useTyped(line)
  return (
    <div class={error ? 'line bad' : 'line'}>
      <label for={id}>
        {line.label}
        {line.hint && <span class="hint">{line.hint}</span>}
      </label>
      {error && (
        <span class="error" id={`${id}-loi`}>
          {error}
        </span>
      )}
      <input
        type="text"
        id={id}
        name={line.name}
        value={value}
        maxlength={500}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={error ? `${id}-loi` : undefined}
      />
    </div>
  )
}
