// The fields of a post, in the form of a new colleague and in that of one more post.
import type { Ask } from '../../access/ask.ts'
import type { Acting } from '../../access/held-posts.ts'
import { capital } from '../../ground/vietnamese.ts'
import { searchUnits } from '../../org/search.ts'
import { aDay, choice, optional, type Typed, text, uuid } from '../../web/input.ts'
import { Field } from '../../web/parts/field.tsx'
import { UnitPicker } from '../../web/parts/unit-picker.tsx'
import { ACTING, ROLES } from './words.ts'

export const roleWords = ['officer', 'head', 'inspector', 'administrator'] as const

/** Units offered for a post: what the search found within reach, else the seats' own. */
async function offered(ask: Ask, typed: Typed | undefined): Promise<{ id: string; name: string; says: string }[]> {
  const search = String(typed?.['unit-tim'] ?? '')
  const found = search.trim() === '' ? [...ask.grant.seats] : (await searchUnits(ask.tx, search, 20)).map(one => one.id)
  return found
    .filter(id => ask.grant.units.has(id) && ask.tree.unit(id) !== undefined)
    .map(id => ({
      id,
      name: capital(ask.tree.label(id)),
      says: ask.tree
        .path(id)
        .slice(1)
        .map(one => one.name)
        .join(', '),
    }))
}

export async function PostFields(ask: Ask, typed: Typed | undefined) {
  return (
    <>
      <UnitPicker name="unit" label="Đơn vị" hint="Tìm theo tên, rồi chọn." found={await offered(ask, typed)} />
      <Field kind="radio" name="role" label="Vai trò trong hệ thống" options={roleWords.map(value => ({ value, label: ROLES[value] }))} />
      <Field
        kind="select"
        name="acting"
        label="Cách giữ chức vụ"
        options={[
          { value: 'full', label: 'chính thức' },
          { value: 'acting', label: ACTING.acting },
          { value: 'in-charge', label: ACTING['in-charge'] },
        ]}
      />
      <Field name="title" label="Chức danh" hint="Ví dụ: chuyên viên, Trưởng ban." width={24} />
      <Field name="body" label="Cơ quan, ban" optional width={24} />
      <Field kind="day" name="from" label="Từ ngày" hint="ngày/tháng/năm" value={ask.today} />
      <Field kind="day" name="until" label="Đến ngày" hint="Ngày cuối giữ chức vụ, nếu đã biết." optional />
    </>
  )
}

export const postFields = {
  unit: uuid('Đơn vị'),
  role: choice('Vai trò', roleWords),
  acting: optional(choice('Cách giữ chức vụ', ['full', 'acting', 'in-charge'])),
  title: text('Chức danh', 120),
  body: optional(text('Cơ quan, ban', 200)),
  from: aDay('Từ ngày'),
  until: optional(aDay('Đến ngày')),
}

/** What was chosen of the ways to hold a post: nothing when it is held in full. */
export const actingOf = (chosen: 'full' | Acting | undefined): Acting | undefined => (chosen === 'full' ? undefined : chosen)
