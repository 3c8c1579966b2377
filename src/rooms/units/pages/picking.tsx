// Choosing units for a measure: found by name without marks, among those that stand on the day and lie in reach.
import type { Ask } from '../../../access/ask.ts'
import { capital } from '../../../ground/vietnamese.ts'
import { searchUnits } from '../../../org/search.ts'
import type { OrgTree, Unit } from '../../../org/tree.ts'
import type { Typed } from '../../../web/input.ts'
import { useCameBack } from '../../../web/parts/form.tsx'
import type { UnitChoice } from '../../../web/parts/unit-picker.tsx'

const SEARCHED = 40
const SHOWN = 12

export const one = (typed: Typed | undefined, name: string): string => {
  const value = typed?.[name]
  return (Array.isArray(value) ? String(value[0] ?? '') : String(value ?? '')).trim()
}

export const many = (typed: Typed | undefined, name: string): string[] => {
  const value = typed?.[name]
  return value === undefined ? [] : (Array.isArray(value) ? value.map(String) : [String(value)]).filter(Boolean)
}

const choice = (tree: OrgTree, unit: Unit): UnitChoice => {
  const above = tree.path(unit.id).slice(0, -1).reverse()
  return { id: unit.id, name: capital(unit.fullName), says: above.map(one => one.fullName).join(', ') }
}

/** The units that a field offers: those chosen so far, then what its search found, standing on the day of the tree and in reach. */
export async function choicesFor(
  ask: Ask,
  typed: Typed | undefined,
  name: string,
  fits: (unit: Unit) => boolean = () => true,
  tree: OrgTree = ask.tree,
): Promise<readonly UnitChoice[]> {
  const found = new Map<string, UnitChoice>()
  const add = (id: string): void => {
    const unit = ask.grant.units.has(id) ? tree.unit(id) : undefined
    if (unit && fits(unit)) found.set(id, choice(tree, unit))
  }
  for (const id of many(typed, name)) add(id)
  const searched = one(typed, `${name}-tim`)
  if (searched !== '')
    for (const hit of await searchUnits(ask.tx, searched, SEARCHED)) {
      if (found.size >= SHOWN + many(typed, name).length) break
      add(hit.id)
    }
  return [...found.values()]
}

interface UnitsPickerProps {
  name: string
  label: string
  hint?: string
  found: readonly UnitChoice[]
}

/** Several units: search, tick, search again; what was ticked stays. */
export function UnitsPicker({ name, label, hint, found }: UnitsPickerProps) {
  const { values, errors } = useCameBack()
  const error = errors?.find(e => e.field === name)?.say
  const ticked = new Set(many(values as Typed | undefined, name))
  const searched = one(values as Typed | undefined, `${name}-tim`)
  return (
    <fieldset
      class={error ? 'field bad' : 'field'}
      aria-describedby={[hint && `${name}-goi-y`, error && `${name}-loi`].filter(Boolean).join(' ') || undefined}
    >
      <legend>{label}</legend>
      {hint ? (
        <span class="hint" id={`${name}-goi-y`}>
          {hint}
        </span>
      ) : null}
      {error ? (
        <span class="error" id={`${name}-loi`}>
          <span class="vh">Lỗi: </span>
          {error}
        </span>
      ) : null}
      <div class="find">
        <input
          type="text"
          id={name}
          name={`${name}-tim`}
          value={searched}
          autocomplete="off"
          maxlength={200}
          aria-label={`${label}: tìm theo tên`}
        />
        <button class="btn s" type="submit" name="_find" value={name}>
          Tìm<span class="vh"> {label}</span>
        </button>
      </div>
      {found.length > 0 ? (
        <div class="units">
          {found.map((unit, i) => (
            <div class="opt">
              <input type="checkbox" id={`${name}-${i + 1}`} name={name} value={unit.id} checked={ticked.has(unit.id)} />
              <label for={`${name}-${i + 1}`}>
                {unit.name}
                {unit.says ? <span class="soft"> {unit.says}</span> : null}
              </label>
            </div>
          ))}
        </div>
      ) : (
        <p class="small soft">
          {searched
            ? `Không có đơn vị nào tên như “${searched}” trong phạm vi của ông/bà.`
            : 'Gõ một phần tên rồi bấm Tìm; tìm nhiều lần, đơn vị đã đánh dấu còn nguyên.'}
        </p>
      )}
    </fieldset>
  )
}
