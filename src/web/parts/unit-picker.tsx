import type { ComponentChildren } from 'preact'
import { useCameBack } from './form.tsx'

export interface UnitChoice {
  id: string
  name: string
  /** Where it stands and when: "xã, huyện Trà Giang, đến hết 30/6/2025". */
  says?: string | undefined
}

interface UnitPickerProps {
  name: string
  label: ComponentChildren
  hint?: ComponentChildren
  error?: string | undefined
  /** The unit chosen so far. */
  chosen?: UnitChoice | undefined
  /** What was searched, and what was found; before any search, those that come to mind first. */
  search?: string | undefined
  found: readonly UnitChoice[]
  /** Where the search goes (POST); the form's own address unless told. */
  searchAt?: string | undefined
  /** The last choice: no unit ("chưa xác định"). */
  none?: string | undefined
}

/** A unit of any day: search by name, choose among what was found. The form goes to the server and comes back with everything typed. */
export function UnitPicker({ name, label, hint, error: given, chosen, search, found, searchAt, none }: UnitPickerProps) {
  const { values, errors } = useCameBack()
  const error = given ?? errors?.find(e => e.field === name)?.say
  const typed = values?.[name]
  const now = typeof typed === 'string' ? typed : (chosen?.id ?? (none === undefined ? undefined : ''))
  const asked = values?.[`${name}-tim`]
  const searched = typeof asked === 'string' ? asked : (search ?? '')
  const offered = chosen && !found.some(u => u.id === chosen.id) ? [chosen, ...found] : found
  const all: UnitChoice[] = none === undefined ? [...offered] : [...offered, { id: '', name: none }]
  return (
    <fieldset
      class={error ? 'field bad' : 'field'}
      aria-describedby={[hint && `${name}-goi-y`, error && `${name}-loi`].filter(Boolean).join(' ') || undefined}
    >
      <legend>{label}</legend>
      {hint && (
        <span class="hint" id={`${name}-goi-y`}>
          {hint}
        </span>
      )}
      {error && (
        <span class="error" id={`${name}-loi`}>
          <span class="vh">Lỗi: </span>
          {error}
        </span>
      )}
      <div class="find">
        <input
          type="text"
          id={name}
          name={`${name}-tim`}
          value={searched}
          autocomplete="off"
          maxlength={200}
          aria-label="Tìm đơn vị theo tên"
        />
        <button class="btn s" type="submit" name="_find" value={name} formaction={searchAt}>
          Tìm<span class="vh"> đơn vị</span>
        </button>
      </div>
      {all.length > 0 ? (
        <div class="units">
          {all.map((u, i) => (
            <div class="opt">
              <input type="radio" id={`${name}-${i + 1}`} name={name} value={u.id} checked={u.id === now} />
              <label for={`${name}-${i + 1}`}>
                {u.name}
                {u.says && <span class="soft"> {u.says}</span>}
              </label>
            </div>
          ))}
        </div>
      ) : (
        <p class="small soft">{searched ? `Không có đơn vị nào tên như “${searched}”.` : 'Gõ một phần tên rồi bấm Tìm.'}</p>
      )}
    </fieldset>
  )
}
