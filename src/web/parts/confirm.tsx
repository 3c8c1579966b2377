import type { ComponentChildren } from 'preact'
import { Actions, Button, ButtonLink } from './button.tsx'
import { ErrorSummary } from './error-summary.tsx'
import { type CameBack, Form } from './form.tsx'
import { Note } from './note.tsx'
import { PageHead } from './page-head.tsx'

interface ConfirmProps extends CameBack {
  /** A question with verb and object: "Công bố báo cáo tháng 11/2026?" */
  title: string
  sub?: ComponentChildren
  /** What will be so afterwards, one sentence each. */
  effects: readonly ComponentChildren[]
  /** What cannot be taken back. */
  warning?: ComponentChildren
  action: string
  /** The words of the button: "Công bố báo cáo tháng 11/2026". */
  doing: string
  /** The way back; with `action` it takes along what the form carries, so that nothing typed is lost. */
  back: { label: string; href: string } | { label: string; action: string; name: string }
  /** Fields to fill and values that travel: a reason, a version. */
  children?: ComponentChildren
}

/** The page before a deed that is hard to undo. */
export function ConfirmPage({ title, sub, effects, warning, action, doing, back, children, values, errors }: ConfirmProps) {
  return (
    <>
      <PageHead title={title} sub={sub} />
      <ErrorSummary errors={errors} />
      {effects.length > 0 && (
        <ul class="sheet pad effects">
          {effects.map(effect => (
            <li>{effect}</li>
          ))}
        </ul>
      )}
      {warning && <Note tone="soon">{warning}</Note>}
      <Form action={action} values={values} errors={errors}>
        {children}
        <Actions>
          <Button kind="main">{doing}</Button>
          {'href' in back ? (
            <ButtonLink kind="plain" href={back.href}>
              {back.label}
            </ButtonLink>
          ) : (
            <Button kind="plain" action={back.action} name={back.name} value="1">
              {back.label}
            </Button>
          )}
        </Actions>
      </Form>
    </>
  )
}
