import { type ComponentChildren, createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { FieldError } from '../../ground/faults.ts'
import { usePage } from '../page-context.ts'

/** A form that came back: what was typed, as the body was parsed, and what is wrong with it. */
export interface CameBack {
  values?: Readonly<Record<string, unknown>> | undefined
  errors?: readonly FieldError[] | undefined
}

const Returned = createContext<CameBack>({})

export const useCameBack = () => useContext(Returned)

export interface FormProps extends CameBack {
  action: string
  method?: 'post' | 'get' | undefined
  id?: string | undefined
  /** Sends files. */
  upload?: boolean | undefined
  /** Warns before leaving with unsaved changes, and keeps a SaveState inside it up to date. */
  save?: boolean | undefined
  /** The draft action that receives the same fields by fetch while the person types. */
  autosave?: string | undefined
  label?: string | undefined
  class?: string | undefined
  children: ComponentChildren
}

/** A form. Posts carry the CSRF field; `values` and `errors` of a refused form reach its fields by name. */
export function Form(props: FormProps) {
  const { action, method = 'post', id, upload, save, autosave, label, values, errors, children } = props
  const page = usePage()
  return (
    <form
      method={method}
      action={action}
      id={id}
      class={props.class}
      enctype={upload ? 'multipart/form-data' : undefined}
      aria-label={label}
      // The server's sentences are better than the browser's bubbles, and they all come at once.
      novalidate
      data-save={save || autosave ? '' : undefined}
      data-autosave={autosave}
    >
      {method === 'post' && <input type="hidden" name="_csrf" value={page.csrf} />}
      <Returned.Provider value={{ values, errors }}>{children}</Returned.Provider>
    </form>
  )
}

/** A value that travels with the form. */
export function Hidden({ name, value }: { name: string; value: string | number }) {
  return <input type="hidden" name={name} value={String(value)} />
}
