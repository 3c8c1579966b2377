import type { ComponentChildren } from 'preact'

interface Look {
  /** `main` does the work of the page, one a page; `plain` looks like a link: the way back, what is seldom wanted. */
  kind?: 'main' | 'plain' | 'normal' | undefined
  /** Fits a table row. */
  small?: boolean | undefined
  children: ComponentChildren
}

const classes = ({ kind, small }: Look) => ['btn', kind !== 'normal' && kind, small && 's'].filter(Boolean).join(' ')

export interface ButtonProps extends Look {
  name?: string | undefined
  value?: string | undefined
  /** Read after the visible words, when several buttons of a page say the same ("Nhận" + "dữ kiện 4"). */
  of?: string | undefined
  /** Submits to this address instead of the form's own. */
  action?: string | undefined
  /** The id of the form, when the button stands outside it. */
  form?: string | undefined
}

/** Submits its form. There are no disabled buttons: the page says beside the button what is missing. */
export function Button(props: ButtonProps) {
  return (
    <button class={classes(props)} type="submit" name={props.name} value={props.value} formaction={props.action} form={props.form}>
      {props.children}
      {props.of && <span class="vh"> {props.of}</span>}
    </button>
  )
}

export interface ButtonLinkProps extends Look {
  href: string
  of?: string | undefined
  /** Keeps the file under this name. */
  download?: string | undefined
}

export function ButtonLink(props: ButtonLinkProps) {
  return (
    <a class={classes(props)} href={props.href} download={props.download}>
      {props.children}
      {props.of && <span class="vh"> {props.of}</span>}
    </a>
  )
}

/** Buttons of one decision, side by side. */
export function Actions({ children }: { children: ComponentChildren }) {
  return <div class="row actions">{children}</div>
}
