// A form of hundreds of lines is read a group at a time; one of a few is read whole.
import { Button } from '../../../web/parts/button.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import type { Indicator } from '../figures.ts'
import { byGroup } from './words.tsx'

const MANY = 80
/** What is chosen to read all groups on one page, as for printing. */
export const EVERY_GROUP = 'tat-ca'

type Groups = ReturnType<typeof byGroup<Indicator>>

export interface GroupsShown {
  readonly all: Groups
  readonly shown: Groups
  /** The name chosen; undefined where the form is short and nothing is chosen. */
  readonly chosen: string | undefined
}

const nameOf = (group: Groups[number] | undefined): string => group?.lines[0]?.group ?? ''

/** The groups of a form that a page shows: all of a short one, else the one named, else the one that holds this code, else the first. */
export function groupsShown(
  indicators: readonly Indicator[],
  { named, code }: { named?: string | undefined; code?: string | undefined },
): GroupsShown {
  const all = byGroup(indicators)
  if (indicators.length <= MANY) return { all, shown: all, chosen: undefined }
  if (named === EVERY_GROUP) return { all, shown: all, chosen: EVERY_GROUP }
  const one = all.find(group => nameOf(group) === named) ?? all.find(group => group.lines.some(line => line.code === code)) ?? all[0]
  return { all, shown: one ? [one] : [], chosen: nameOf(one) }
}

/** Choosing the group; nothing where all are shown anyway. */
export const GroupChoice = ({ of, action, receiver }: { of: GroupsShown; action: string; receiver?: string | undefined }) =>
  of.chosen === undefined ? null : (
    <Form action={action} method="get" label="Chọn nhóm chỉ tiêu" class="find above">
      {receiver && <Hidden name="noi-nhan" value={receiver} />}
      <Field
        kind="select"
        name="nhom"
        label="Nhóm chỉ tiêu"
        width={24}
        value={of.chosen}
        options={[
          ...of.all.map(one => ({ value: nameOf(one), label: `${one.group} (${one.lines.length})` })),
          { value: EVERY_GROUP, label: `Mọi nhóm (${of.all.reduce((n, one) => n + one.lines.length, 0)} dòng)` },
        ]}
      />
      <Button>Xem nhóm</Button>
    </Form>
  )
