// Choosing the receiver whose board, queue or days are shown: links while they fit in a row or two, a list where they are the country's.
import type { Ask } from '../../../access/ask.ts'
import { capital } from '../../../ground/vietnamese.ts'
import { Button } from '../../../web/parts/button.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Filter } from '../../../web/parts/filter.tsx'
import { Form } from '../../../web/parts/form.tsx'
import type { Board } from '../adding-up.ts'

const LINKED = 8

/** `href` leads to the same page for another receiver, which it names as `noi-nhan`. */
export function Receivers({ ask, board, href }: { ask: Ask; board: Board; href: (receiverId: string) => string }) {
  const { receivers, receiverId, window } = board
  if (receivers.length <= 1) return null
  const name = (id: string): string => capital(ask.tree.label(id, window.until))
  if (receivers.length <= LINKED)
    return <Filter label="Nơi nhận" entries={receivers.map(id => ({ label: name(id), href: href(id), current: id === receiverId }))} />
  return (
    <Form action={href(receiverId).replace(/\?.*/u, '')} method="get" label="Chọn nơi nhận" class="find above">
      <Field
        kind="select"
        name="noi-nhan"
        label={`Nơi nhận (${receivers.length})`}
        width={24}
        value={receiverId}
        options={receivers.map(id => ({ value: id, label: name(id) }))}
      />
      <Button>Xem nơi này</Button>
    </Form>
  )
}
