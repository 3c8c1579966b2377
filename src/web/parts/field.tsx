import type { ComponentChildren } from 'preact'
import { lookForDay } from '../../ground/day.ts'
import { formatDay, formatNumber } from '../../ground/vietnamese.ts'
import { type Choice, Choices, Tick } from './choices.tsx'
import { useCameBack } from './form.tsx'

interface Asked {
  name: string
  label: ComponentChildren
  hint?: ComponentChildren
  /** Given here, it wins over the error the form holds for this field. */
  error?: string | undefined
  /** Where the error summary's link lands; the name unless two forms of one page share names. */
  id?: string | undefined
  /** Says "không bắt buộc" after the label. */
  optional?: boolean | undefined
  hideLabel?: boolean | undefined
  /** How wide the answer is expected to be, in rem; the whole width unless told. */
  width?: 6 | 8 | 12 | 16 | 24 | undefined
}

type Kind =
  | {
      kind?: 'text' | undefined
      value?: string | undefined
      maxlength?: number | undefined
      autocomplete?: string | undefined
      inputmode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'search' | undefined
      /** Offered while typing (a datalist); anything else may still be typed. */
      suggest?: readonly string[] | undefined
    }
  | { kind: 'day'; value?: string | undefined }
  | { kind: 'number'; value?: string | number | undefined; unit?: string | undefined }
  | { kind: 'area'; value?: string | undefined; rows?: number | undefined; maxlength?: number | undefined }
  | { kind: 'select'; value?: string | undefined; options: readonly (Choice | ChoiceGroup)[]; prompt?: string | undefined }
  | { kind: 'radio'; value?: string | undefined; options: readonly Choice[] }
  | { kind: 'checks'; value?: readonly string[] | undefined; options: readonly Choice[] }
  | { kind: 'tick'; value?: boolean | undefined }
  | { kind: 'file'; accept?: string | undefined; multiple?: boolean | undefined }
  | { kind: 'password'; autocomplete: 'current-password' | 'new-password' }

export interface ChoiceGroup {
  group: string
  options: readonly Choice[]
}

export type FieldProps = Asked & Kind

/** One question: label, hint, answer, and the error beside it. A refused form shows again what was typed. */
export function Field(props: FieldProps) {
  const { name, label, hint, optional, hideLabel, width } = props
  const { values, errors } = useCameBack()
  const id = props.id ?? name
  const error = props.error ?? errors?.find(e => e.field === id || e.field === name)?.say
  const typed = values?.[name]

  if (props.kind === 'radio' || props.kind === 'checks') {
    const stored = props.kind === 'checks' ? props.value : props.value === undefined ? [] : [props.value]
    // A box that was unticked is simply absent from a body, so a form that came back never falls back to what is stored.
    const chosen = values ? textsOf(typed) : (stored ?? [])
    return (
      <Choices {...{ id, name, label, hint, error, optional, hideLabel, chosen, options: props.options }} many={props.kind === 'checks'} />
    )
  }
  if (props.kind === 'tick') {
    return <Tick {...{ id, name, label, hint, error }} checked={values ? typed !== undefined && typed !== false : props.value === true} />
  }

  const describedBy = [hint && `${id}-goi-y`, error && `${id}-loi`].filter(Boolean).join(' ') || undefined
  const wiring = {
    id,
    name,
    'aria-describedby': describedBy,
    'aria-invalid': error ? ('true' as const) : undefined,
    class: width ? `w${width}` : undefined,
  }
  return (
    <div class={error ? 'field bad' : 'field'}>
      <label for={id} class={hideLabel ? 'vh' : undefined}>
        {label}
        {optional && <span class="optional"> không bắt buộc</span>}
      </label>
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
      <Answer {...props} typed={textsOf(typed)[0]} wiring={wiring} />
    </div>
  )
}

type Wiring = {
  id: string
  name: string
  class: string | undefined
  'aria-describedby': string | undefined
  'aria-invalid': 'true' | undefined
}

function Answer(props: FieldProps & { typed: string | undefined; wiring: Wiring }) {
  const { typed, wiring } = props
  switch (props.kind) {
    case 'day':
      return (
        <input
          type="text"
          inputmode="numeric"
          autocomplete="off"
          maxlength={20}
          {...wiring}
          class={wiring.class ?? 'w8'}
          value={typed ?? shownDay(props.value)}
        />
      )
    case 'number':
      return (
        <span class="with-unit">
          <input
            type="text"
            inputmode="decimal"
            autocomplete="off"
            maxlength={20}
            {...wiring}
            class={`${wiring.class ?? 'w8'} r`}
            value={typed ?? (typeof props.value === 'number' ? formatNumber(props.value) : (props.value ?? ''))}
          />
          {props.unit && <span class="soft">{props.unit}</span>}
        </span>
      )
    case 'area':
      return (
        <textarea {...wiring} rows={props.rows ?? 4} maxlength={props.maxlength}>
          {typed ?? props.value ?? ''}
        </textarea>
      )
    case 'select': {
      const chosen = typed ?? props.value ?? ''
      return (
        <select {...wiring}>
          {props.prompt !== undefined && (
            <option value="" selected={chosen === ''}>
              {props.prompt}
            </option>
          )}
          {props.options.map(o =>
            'group' in o ? <optgroup label={o.group}>{o.options.map(c => choiceOption(c, chosen))}</optgroup> : choiceOption(o, chosen),
          )}
        </select>
      )
    }
    case 'file':
      return <input type="file" accept={props.accept} multiple={props.multiple} {...wiring} />
    case 'password':
      // What was typed in a password never comes back in a page.
      return <input type="password" autocomplete={props.autocomplete} {...wiring} />
    case undefined:
    case 'text': {
      const list = props.suggest && `${wiring.id}-goi-san`
      return (
        <>
          <input
            type="text"
            maxlength={props.maxlength}
            autocomplete={props.autocomplete}
            inputmode={props.inputmode}
            list={list}
            {...wiring}
            value={typed ?? props.value ?? ''}
          />
          {list && (
            <datalist id={list}>
              {props.suggest?.map(s => (
                <option value={s} />
              ))}
            </datalist>
          )}
        </>
      )
    }
    default:
      return null
  }
}

function choiceOption(choice: Choice, chosen: string) {
  return (
    <option value={choice.value} selected={choice.value === chosen} disabled={choice.disabled}>
      {choice.label}
    </option>
  )
}

function shownDay(value: string | undefined): string {
  const known = value === undefined ? undefined : lookForDay(value)
  return known ? formatDay(known) : (value ?? '')
}

const textsOf = (typed: unknown): string[] =>
  Array.isArray(typed)
    ? typed.flatMap(textsOf)
    : typeof typed === 'string'
      ? [typed]
      : typeof typed === 'number'
        ? [formatNumber(typed)]
        : []
