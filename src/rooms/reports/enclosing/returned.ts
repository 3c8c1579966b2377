// The files that a report was returned for, and their answer. Pure.
import { type Refusal, refuse } from '../../../ground/faults.ts'

/** A file of an edition that its receiver sent back, and why. */
export interface ReturnedFile {
  readonly id: string
  readonly name: string
  readonly sha256: string
  readonly reason: string
}

/** Those of them that still go with the draft, by their bytes: the same file put again is the same file. */
export const stillThere = <T extends { readonly sha256: string }>(
  returned: readonly T[],
  files: readonly { readonly sha256: string }[],
): readonly T[] => returned.filter(one => files.some(file => file.sha256 === one.sha256))

/** A file of the draft, with the edition whose return its explanation answers. */
interface Kept {
  readonly sha256: string
  readonly keptFor: string | null
}

/** What a unit may say of a file that stays: to a return that names this very file, and never nothing. */
export const keepingRefusal = (
  returned: readonly ReturnedFile[],
  file: { readonly id: string; readonly sha256: string },
  reason: string,
): Refusal | undefined =>
  stillThere(returned, [file]).length === 0
    ? refuse('reports.file-not-returned', 'Tệp này không bị trả lại nên không cần giải trình.')
    : reason === ''
      ? refuse('reports.file-keep-reason', 'Giải trình: chưa ghi. Ghi vì sao giữ tệp này; nơi nhận đọc được.', `gt-${file.id}`)
      : undefined

/**
 * A file that was sent back is taken off, replaced, or kept with words that answer this return before the report is handed in again.
 * @returns the refusals: `reports.file-unanswered`
 */
export const unansweredFiles = (returned: readonly ReturnedFile[], files: readonly Kept[], editionId: string | undefined): Refusal[] =>
  stillThere(
    returned,
    files.filter(file => file.keptFor === null || file.keptFor !== editionId),
  ).map(one =>
    refuse(
      'reports.file-unanswered',
      `Tệp “${one.name}” bị trả lại: ${one.reason.replace(/[.\s]+$/u, '')}. Thay, bỏ tệp này, hoặc giữ và giải trình.`,
      `tep-${one.id}`,
    ),
  )

/** "2 ô và 1 tệp": what a report was returned for. */
export const returnedFor = ({ cells, files }: { readonly cells: readonly unknown[]; readonly files: readonly unknown[] }): string =>
  [cells.length > 0 && `${cells.length} ô`, files.length > 0 && `${files.length} tệp`].filter(Boolean).join(' và ')
