import type { Fault, FieldError } from '../../ground/faults.ts'

interface ErrorSummaryProps {
  /** Why the form came back. Without errors of its own, its sentence stands alone. */
  fault?: Pick<Fault, 'message' | 'fields'> | undefined
  errors?: readonly FieldError[] | undefined
  /** "Chưa nộp được: còn 2 ô cần sửa" */
  title?: string | undefined
  /** Where a field is found, when not all of them are on this page. */
  hrefOf?: ((field: string) => string) | undefined
}

/** What keeps this form from being taken, at the top of the page: each line leads to its field and says what to do. */
export function ErrorSummary({ fault, errors = fault?.fields ?? [], title, hrefOf = field => `#${field}` }: ErrorSummaryProps) {
  if (!fault && errors.length === 0) return null
  const heading = title ?? (errors.length > 0 ? `Còn ${errors.length} chỗ cần sửa` : fault?.message)
  // A sentence that is the heading already need not be read twice.
  const lines = errors.filter(e => e.field || e.say !== heading)
  return (
    // It takes the focus when the page opens, also without JavaScript.
    <div class="errs" role="alert" tabindex={-1} autofocus>
      <h2>{heading}</h2>
      {lines.length > 0 && (
        <ol>
          {lines.map(e => (
            <li>{e.field ? <a href={hrefOf(e.field)}>{e.say}</a> : e.say}</li>
          ))}
        </ol>
      )}
    </div>
  )
}
