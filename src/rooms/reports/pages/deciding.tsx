// What the receiver did with an edition and does with it, the last below everything there is to read of it.

import type { Typed } from '../../../web/input.ts'
import { Actions, Button } from '../../../web/parts/button.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Section, Sheet } from '../../../web/parts/section.tsx'
import { Status } from '../../../web/parts/status.tsx'
import { FilesToReturn } from '../enclosing/returning.tsx'
import type { Enclosure } from '../enclosing/store.ts'
import { writtenWhen } from '../naming.ts'
import type { FoundEdition } from '../store-editions.ts'

interface DecidingProps {
  readonly here: string
  readonly unit: string
  readonly mayAccept: boolean
  readonly files: readonly Enclosure[]
  readonly typed: Typed | undefined
}

/** Accepting, or returning with reasons: the end of the form whose table names the cells. */
export function Deciding({ here, unit, mayAccept, files, typed }: DecidingProps) {
  const was = (name: string): string => String(typed?.[name] ?? '')
  return (
    <>
      {mayAccept && (
        <Section title="Tiếp nhận" id="h-quyet-dinh">
          <Sheet>
            <Actions>
              <Button kind="main" action={`${here}/tiep-nhan`}>
                Tiếp nhận báo cáo
              </Button>
            </Actions>
          </Sheet>
        </Section>
      )}
      <Section title="Trả lại để sửa" id="h-tra-lai">
        <Sheet>
          <p>
            {files.length > 0
              ? 'Đánh dấu ít nhất một ô ở bảng trên, hoặc một tệp dưới đây. Mỗi chỗ đã đánh dấu cần một lý do để đơn vị sửa được ngay.'
              : 'Đánh dấu ít nhất một ô ở bảng trên. Mỗi ô đã đánh dấu cần một lý do để đơn vị sửa được ngay.'}
          </p>
          <FilesToReturn files={files} typed={typed} />
          <Field
            kind="area"
            name="ly-do"
            label={files.length > 0 ? 'Lý do cho các ô, tệp đã đánh dấu' : 'Lý do cho các ô đã đánh dấu'}
            hint="Chỗ nào đã có lý do riêng thì giữ lý do riêng đó."
            rows={3}
            value={was('ly-do')}
            optional
          />
          <Field kind="area" name="loi-nhan" label="Lời nhắn chung" rows={2} value={was('loi-nhan')} optional />
          <Actions>
            <Button>{`Trả lại ${unit}`}</Button>
          </Actions>
        </Sheet>
      </Section>
    </>
  )
}

/** What was decided on this edition, oldest first. */
export function History({
  found: { edition },
  people,
  names,
}: {
  found: FoundEdition
  people: ReadonlyMap<string, string>
  names: ReadonlyMap<string, string>
}) {
  if (edition.verdicts.length === 0) return null
  return (
    <Section title="Đã xem xét" id="h-da-xem">
      <ul class="sheet">
        {edition.verdicts.map(one => (
          <li class="pad split">
            <Status tone={one.kind === 'returned' ? 'back' : 'ok'}>{one.kind === 'returned' ? 'Đã trả lại' : 'Đã tiếp nhận'}</Status>{' '}
            {people.get(one.by)}, {writtenWhen(one.at)}
            {one.body !== '' && <p>{one.body}</p>}
            {one.cells.map(cell => (
              <blockquote>
                Ô {names.get(cell.code)}: {cell.reason}
              </blockquote>
            ))}
            {one.files.map(file => (
              <blockquote>
                Tệp “{file.name}”: {file.reason}
              </blockquote>
            ))}
          </li>
        ))}
      </ul>
    </Section>
  )
}
