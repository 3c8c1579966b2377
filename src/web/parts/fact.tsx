import type { ComponentChildren } from 'preact'
import { type FactKind, KIND_CLASS, KIND_WORD } from './evidence.tsx'
import { Status, type Tone } from './status.tsx'

interface FactProps {
  n: number
  kind: FactKind
  /** The fact in words: "34 cuộc đối thoại". */
  title: ComponentChildren
  /** What a person must look at before taking it: "số không khớp". */
  doubt?: string | undefined
  /** After a decision: "Đã nhận", "Đã loại". */
  decided?: { tone: Tone; says: string } | undefined
  says?: ComponentChildren
  /** Leads to its mark; the mark of the same number unless told, false when the text is not on the page. */
  mark?: string | false | undefined
  /** Choices that the doubt calls for. */
  children?: ComponentChildren
  /** Buttons: Nhận, Sửa, Loại. */
  actions?: ComponentChildren
}

/** A fact the reading proposes, beside the text that bears it. A clear one is one line; one in doubt says why and asks. */
export function Fact({ n, kind, title, doubt, decided, says, mark = `#b${n}`, children, actions }: FactProps) {
  const flat = !doubt && !decided && !children
  const label = <mark class={`${KIND_CLASS[kind]} kind`}>{KIND_WORD[kind]}</mark>
  const small = (
    <p class={doubt ? 'small' : 'small soft'}>
      {says}{' '}
      {mark && (
        <a href={mark}>
          Xem trong bài<span class="vh">, dữ kiện {n}</span>
        </a>
      )}
    </p>
  )
  if (flat) {
    return (
      <div class="fact flat" id={`d${n}`} data-n={n}>
        <div>
          <p>
            {label}{' '}
            <strong>
              {`${n}. `}
              {title}
            </strong>
          </p>
          {small}
        </div>
        {actions && <div class="row">{actions}</div>}
      </div>
    )
  }
  return (
    <div class={doubt && !decided ? 'fact ask' : 'fact'} id={`d${n}`} data-n={n}>
      <p>
        {label} <Status tone={decided?.tone ?? 'soon'}>{`${n}. ${decided?.says ?? `Cần xem kỹ: ${doubt}`}`}</Status>
      </p>
      <p>
        <strong>{title}</strong>
      </p>
      {small}
      {children}
      {actions && <div class="row">{actions}</div>}
    </div>
  )
}

/** The facts of one text on one sheet. */
export function FactList({ children }: { children: ComponentChildren }) {
  return <div class="sheet">{children}</div>
}

/** What a run of facts has in common, with one button for all of them. */
export function FactHead({ children, actions }: { children: ComponentChildren; actions?: ComponentChildren }) {
  return (
    <div class="fact fact-head flat">
      <strong>{children}</strong>
      {actions}
    </div>
  )
}
