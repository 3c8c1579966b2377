// The registration form: its nine fields and what they must hold. Pure.
import { type Day, day } from '../../ground/day.ts'
import { type Refusal, refuse } from '../../ground/faults.ts'
import { formatDay } from '../../ground/vietnamese.ts'
import type { OrgTree } from '../../org/tree.ts'
import type { KheoModel } from './rules.ts'

export const KINDS = ['collective', 'individual'] as const
export type Kind = (typeof KINDS)[number]
export const KIND_WORDS: Readonly<Record<Kind, string>> = { collective: 'Tập thể', individual: 'Cá nhân' }

export const PARTS = ['situation', 'aims', 'content', 'scope', 'forces', 'resources', 'outputs', 'upkeep'] as const
export type Part = (typeof PARTS)[number]
export type Parts = Readonly<Record<Part, string>>

interface PartWords {
  readonly label: string
  readonly hint: string
  /** Without it nobody can tell what is registered; the others must stand before a body appraises. */
  readonly atOnce: boolean
}

/** Fields 2 to 9 of the registration form; field 1 is the name. */
export const PART_WORDS: Readonly<Record<Part, PartWords>> = {
  situation: { label: '2. Thực trạng, lý do xây dựng', hint: 'Vấn đề cụ thể ở nơi này mà mô hình giải quyết.', atOnce: true },
  aims: { label: '3. Mục tiêu, tiêu chí', hint: 'Tiêu chí cụ thể để cuối năm đánh giá được.', atOnce: true },
  content: { label: '4. Nội dung, cách thức thực hiện', hint: 'Làm gì, làm thế nào, “khéo” ở chỗ nào.', atOnce: true },
  scope: { label: '5. Địa bàn, đối tượng', hint: 'Phạm vi; ai hưởng lợi, ai tham gia. Không ghi tên riêng của người dân.', atOnce: false },
  forces: { label: '6. Lực lượng thực hiện', hint: 'Ai chủ trì, ai phối hợp, ai tham gia, vai trò từng bên.', atOnce: false },
  resources: {
    label: '7. Nguồn lực và thời gian',
    hint: 'Kinh phí, cơ sở vật chất, ngày công; bắt đầu, các mốc, ngày đánh giá.',
    atOnce: false,
  },
  outputs: { label: '8. Sản phẩm, kết quả đầu ra', hint: 'Kết quả cụ thể, kiểm chứng được.', atOnce: false },
  upkeep: { label: '9. Khả năng duy trì, nhân rộng', hint: 'Ai giữ việc này chạy tiếp; nơi nào có thể làm theo.', atOnce: false },
}

export interface Registration extends Parts {
  readonly unitId: string
  readonly kind: Kind
  readonly fieldCode: string
  readonly title: string
  readonly registeredOn: Day
}

/** What the rules of a registration look at besides the form itself. */
export interface Around {
  readonly today: Day
  /** The organisation on the day of registration. */
  readonly tree: OrgTree
  /** Titles of running models of the same unit that read alike. */
  readonly alike: readonly string[]
  /** The person said that it is another model all the same. */
  readonly another: boolean
  /** Codes of the fields in use. */
  readonly fields: readonly string[]
}

const EARLIEST = day('1990-01-01')

/** The body that receives the registration at the unit's own level: a hamlet's and an inner body's is their area, any other unit's is itself. */
export function ownBody(tree: OrgTree, unitId: string): string | undefined {
  const unit = tree.unit(unitId)
  if (unit?.level === 'hamlet') return tree.parent(unitId)?.id
  return unit?.level === 'body' ? tree.areaOf(unitId) : unit?.id
}

/**
 * A unit registers a model with the body of its own level.
 * @returns that body, or all that must be mended: `kheo.day-ahead` · `kheo.before-1990` · `kheo.unit-not-standing` · `kheo.part-missing` · `kheo.field-unknown` · `kheo.alike`
 */
export function register(form: Registration, around: Around): { readonly bodyId: string } | readonly Refusal[] {
  const bodyId = ownBody(around.tree, form.unitId)
  const refusals = mend(form, around)
  if (bodyId === undefined)
    refusals.push(
      refuse(
        'kheo.unit-not-standing',
        `Ngày ${formatDay(form.registeredOn)} đơn vị này chưa có hoặc đã thôi hoạt động. Sửa ngày hoặc chọn đơn vị khác.`,
        'unit',
      ),
    )
  return bodyId === undefined || refusals.length > 0 ? refusals : { bodyId }
}

/**
 * Mends a registration that nobody has appraised. The unit stays: a model of another unit is another model.
 * @returns the form, or `kheo.appraised-already` · `kheo.stopped-no-edit` · `kheo.after-step`, and what register refuses
 */
export function edit(model: KheoModel, form: Registration, around: Around): Registration | readonly Refusal[] {
  if (model.stop)
    return [refuse('kheo.stopped-no-edit', `Mô hình đã dừng ngày ${formatDay(model.stop.on)}, không sửa bản đăng ký được nữa.`)]
  const appraised = model.steps.find(step => step.step === 'appraised')
  if (appraised)
    return [refuse('kheo.appraised-already', `Mô hình đã được thẩm định ngày ${formatDay(appraised.on)}, không sửa bản đăng ký được nữa.`)]
  const refusals = mend(form, around)
  const first = model.steps.map(step => step.on).sort()[0]
  if (first !== undefined && form.registeredOn > first)
    refusals.push(
      refuse('kheo.after-step', `Ngày đăng ký không được sau ngày ${formatDay(first)}: hôm đó mô hình đã có bước tiếp theo.`, 'on'),
    )
  return refusals.length > 0 ? refusals : form
}

function mend(form: Registration, around: Around): Refusal[] {
  const refusals: Refusal[] = []
  if (form.registeredOn > around.today) refusals.push(refuse('kheo.day-ahead', 'Ngày đăng ký chưa đến. Ghi ngày đã đăng ký.', 'on'))
  if (form.registeredOn < EARLIEST) refusals.push(refuse('kheo.before-1990', 'Ngày đăng ký trước năm 1990. Kiểm tra lại năm.', 'on'))
  for (const part of missingParts(form, true))
    refusals.push(refuse('kheo.part-missing', `${PART_WORDS[part].label}: chưa ghi. ${PART_WORDS[part].hint}`, part))
  if (!around.fields.includes(form.fieldCode))
    refusals.push(refuse('kheo.field-unknown', 'Lĩnh vực: chưa chọn mục nào của danh mục. Chọn một mục.', 'field'))
  const alike = around.alike[0]
  if (alike !== undefined && !around.another)
    refusals.push(
      refuse(
        'kheo.alike',
        `Có thể trùng với “${alike}” của cùng đơn vị. Nếu đúng là mô hình khác, đánh dấu “Đây là mô hình khác”.`,
        'another',
      ),
    )
  return refusals
}

/** The parts left empty: of those needed at once, or of all. */
export const missingParts = (parts: Parts, atOnceOnly = false): Part[] =>
  PARTS.filter(part => parts[part].trim() === '' && (!atOnceOnly || PART_WORDS[part].atOnce))
