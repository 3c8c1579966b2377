import type { ComponentChildren } from 'preact'

export interface Choice {
  value: string
  label: string
  hint?: ComponentChildren
  disabled?: boolean | undefined
}

interface ChoicesProps {
  id: string
  name: string
  label: ComponentChildren
  hint?: ComponentChildren
  error: string | undefined
  optional: boolean | undefined
  hideLabel: boolean | undefined
  many: boolean
  chosen: readonly string[]
  options: readonly Choice[]
}

/** A question with a few answers in view. The first box carries the field's id: the error summary's link lands on it. */
export function Choices({ id, name, label, hint, error, optional, hideLabel, many, chosen, options }: ChoicesProps) {
  const describedBy = [hint && `${id}-goi-y`, error && `${id}-loi`].filter(Boolean).join(' ') || undefined
  return (
    <fieldset
      class={error ? 'field bad' : 'field'}
      role={many ? undefined : 'radiogroup'}
      aria-describedby={describedBy}
      aria-invalid={error && !many ? 'true' : undefined}
    >
      <legend class={hideLabel ? 'vh' : undefined}>
        {label}
        {optional && <span class="optional"> không bắt buộc</span>}
      </legend>
      {hint && (
        <span class="hint" id={`${id}-goi-y`}>
          {hint}
        </span>
      )}
      {error && (
        <span class="error" id={`${id}-loi`}>
          <span class="vh">Lỗi: </span>
          {error}
        </span>
      )}
      {options.map((choice, i) => {
        const own = i === 0 ? id : `${id}-${i + 1}`
        return (
          <div class="opt">
            <input
              type={many ? 'checkbox' : 'radio'}
              id={own}
              name={name}
              value={choice.value}
              checked={chosen.includes(choice.value)}
              disabled={choice.disabled}
              aria-invalid={error && many ? 'true' : undefined}
              aria-describedby={choice.hint ? `${own}-goi-y` : undefined}
            />
            <label for={own}>
              {choice.label}
              {choice.hint && (
                <span class="hint" id={`${own}-goi-y`}>
                  {choice.hint}
                </span>
              )}
            </label>
          </div>
        )
      })}
    </fieldset>
  )
}

interface TickProps {
  id: string
  name: string
  label: ComponentChildren
  hint?: ComponentChildren
  error: string | undefined
  checked: boolean
}

/** One statement to agree to. */
export function Tick({ id, name, label, hint, error, checked }: TickProps) {
  const describedBy = [hint && `${id}-goi-y`, error && `${id}-loi`].filter(Boolean).join(' ') || undefined
  return (
    <div class={error ? 'field bad' : 'field'}>
      {error && (
        <span class="error" id={`${id}-loi`}>
          <span class="vh">Lỗi: </span>
          {error}
        </span>
      )}
      <div class="opt">
        <input
          type="checkbox"
          id={id}
          name={name}
          value="1"
          checked={checked}
          aria-invalid={error ? 'true' : undefined}
          aria-describedby={describedBy}
        />
        <label for={id}>
          {label}
          {hint && (
            <span class="hint" id={`${id}-goi-y`}>
              {hint}
            </span>
          )}
        </label>
      </div>
    </div>
  )
}
