// The files that a report is returned for: picked by its receiver, named to who mends it.
import type { Typed } from '../../../web/input.ts'
import { Field } from '../../../web/parts/field.tsx'
import { reportHref } from '../pages/words.tsx'
import type { ReturnedFile } from './returned.ts'
import type { Enclosure } from './store.ts'

/** The files of an edition, to be sent back one by one; under one that was picked without a reason stands the place for it. */
export function FilesToReturn({ files, typed }: { files: readonly Enclosure[]; typed: Typed | undefined }) {
  if (files.length === 0) return null
  const was = (name: string): string => String(typed?.[name] ?? '')
  return (
    <fieldset class="field">
      <legend>Tệp cần thay</legend>
      {files.map(({ id, name }) => (
        <>
          <Field kind="tick" name={`f-${id}`} label={`Trả lại tệp “${name}”`} value={was(`f-${id}`) !== ''} />
          {was(`f-${id}`) !== '' && (
            <Field name={`lf-${id}`} label={`Lý do trả lại tệp “${name}”`} value={was(`lf-${id}`)} maxlength={500} />
          )}
        </>
      ))}
    </fieldset>
  )
}

/** "Tệp cần thay: …", in the words of who sent the report back. */
export const FilesReturned = ({ files, window, unitId }: { files: readonly ReturnedFile[]; window: string; unitId: string }) =>
  files.length === 0 ? null : (
    <>
      {files.map(one => (
        <p id={`tep-${one.id}`}>
          Tệp cần thay hoặc giải trình: <a href={`${reportHref(window, unitId)}/tep/${one.id}`}>{one.name}</a>. Lý do: {one.reason}
        </p>
      ))}
      <p>
        <a href={`${reportHref(window, unitId)}/tep-dinh-kem`}>Thay tệp, hoặc giữ và giải trình</a>, rồi xem lại và nộp lại.
      </p>
    </>
  )
