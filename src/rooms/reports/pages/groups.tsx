// A form of hundreds of lines is read a group at a time; one of a few is read whole.
import { Button } from '../../../web/parts/button.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import type { Indicator } from '../figures.ts'
import { byGroup } from './words.tsx'

const MANY = 80
/** What is chosen to read all groups on one page, as for printing. */
const EVERY_GROUP = 'tat-ca'
/** What is chosen to read only the lines that ask for a second look, of whatever group. */
const NOTABLE = 'can-xem'

type Groups<T> = readonly { readonly group: string; readonly lines: readonly T[] }[]

export interface GroupsShown<T = Indicator> {
  readonly all: Groups<T>
  readonly shown: Groups<T>
  /** The name chosen; undefined where the form is short and nothing is chosen. */
  readonly chosen: string | undefined
  /** Lines that ask for a second look. */
  readonly notable: number
}

interface Choosing {
  readonly named?: string | undefined
  readonly code?: string | undefined
  /** The codes that ask for a second look: where there are some, a long form begins with them. */
  readonly notable?: ReadonlySet<string> | undefined
}

const nameOf = (group: Groups<Indicator>[number] | undefined): string => group?.lines[0]?.group ?? ''

/** The groups of a form that a page shows: all of a short one, else what is named, else the group of this code, else the notable lines, else the first. */
export function groupsShown<T extends Indicator>(indicators: readonly T[], { named, code, notable = new Set() }: Choosing): GroupsShown<T> {
  const all = byGroup(indicators)
  const marked = all.flatMap(({ group, lines }) => {
    const these = lines.filter(line => notable.has(line.code))
    return these.length > 0 ? [{ group, lines: these }] : []
  })
  const count = marked.reduce((n, one) => n + one.lines.length, 0)
  if (indicators.length <= MANY) return { all, shown: all, chosen: undefined, notable: count }
  if (named === EVERY_GROUP) return { all, shown: all, chosen: EVERY_GROUP, notable: count }
  const one = all.find(group => nameOf(group) === named) ?? all.find(group => group.lines.some(line => line.code === code))
  if (!one && count > 0) return { all, shown: marked, chosen: NOTABLE, notable: count }
  const first = one ?? all[0]
  return { all, shown: first ? [first] : [], chosen: nameOf(first), notable: count }
}

interface Choice {
  readonly of: GroupsShown
  readonly action: string
  readonly receiver?: string | undefined
  /** Another name for the field, on a page that has a group to choose already. */
  readonly name?: string | undefined
  /** What else the address says. */
  readonly keep?: Readonly<Record<string, string | undefined>> | undefined
}

/** Choosing the group; nothing where all are shown anyway. */
export const GroupChoice = ({ of, action, receiver, name = 'nhom', keep = {} }: Choice) =>
  of.chosen === undefined ? null : (
    <Form action={action} method="get" label="Chọn nhóm chỉ tiêu" class="find above">
      {Object.entries({ 'noi-nhan': receiver, ...keep }).map(([field, value]) => value && <Hidden name={field} value={value} />)}
      <Field
        kind="select"
        name={name}
        label="Nhóm chỉ tiêu"
        width={24}
        value={of.chosen}
        options={[
          ...(of.notable > 0 ? [{ value: NOTABLE, label: `Các dòng cần xem (${of.notable})` }] : []),
          ...of.all.map(one => ({ value: nameOf(one), label: `${one.group} (${one.lines.length})` })),
          { value: EVERY_GROUP, label: `Mọi nhóm (${of.all.reduce((n, one) => n + one.lines.length, 0)} dòng)` },
        ]}
      />
      <Button>Xem các dòng này</Button>
    </Form>
  )
