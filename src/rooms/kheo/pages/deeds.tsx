// What may be done to a model, and the form of each deed. A deed is offered when the person's grant and the rules both say yes.

import { randomUUID } from 'node:crypto'
import { type Ask, askForOthers } from '../../../access/ask.ts'
import type { Action } from '../../../access/grants.ts'
import { type Fault, isRefusal, type Refusal } from '../../../ground/faults.ts'
import { capital } from '../../../ground/vietnamese.ts'
import type { Typed } from '../../../web/input.ts'
import { Actions, Button } from '../../../web/parts/button.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import type { KheoModel, Taking, Times } from '../rules.ts'
import * as rules from '../rules.ts'

type Rule = (model: KheoModel, seat: string, taking: Taking, times: Times) => unknown

interface DeedWords {
  readonly may: Action
  /** Verb and object, for the heading and the button. */
  readonly doing: string
  readonly says: string
  readonly note: { readonly label: string; readonly needed: boolean }
  /** Asks for the number of the decision. */
  readonly decision?: boolean
  /** The rule, when the deed is taken for a seat. */
  readonly rule?: Rule
}

export const DEEDS = {
  'dang-ky-cap-tren': {
    may: 'kheo.register',
    doing: 'Đăng ký lên cấp trên',
    says: 'Vẫn là một mô hình: đăng ký ở mấy cấp cũng chỉ tính một lần.',
    note: { label: 'Ghi chú', needed: false },
  },
  'tham-dinh': {
    may: 'kheo.appraise',
    doing: 'Thẩm định mô hình',
    says: 'Sau khi thẩm định, bản đăng ký không sửa được nữa.',
    note: { label: 'Kết quả thẩm định', needed: false },
    rule: rules.appraise,
  },
  'cong-nhan': {
    may: 'kheo.recognise',
    doing: 'Công nhận mô hình',
    says: 'Chỉ công nhận mô hình mà đơn vị đã thẩm định.',
    note: { label: 'Ghi chú', needed: false },
    decision: true,
    rule: rules.recognise,
  },
  'chua-cong-nhan': {
    may: 'kheo.recognise',
    doing: 'Ghi chưa công nhận',
    says: 'Nêu lý do để đơn vị bổ sung; sau đó có thể thẩm định lại.',
    note: { label: 'Lý do chưa công nhận', needed: true },
    rule: rules.refuseRecognition,
  },
  'thu-hoi': {
    may: 'kheo.recognise',
    doing: 'Thu hồi công nhận',
    says: 'Lần công nhận trước vẫn còn trong quá trình của mô hình, cạnh việc thu hồi.',
    note: { label: 'Lý do thu hồi', needed: true },
    decision: true,
    rule: rules.withdraw,
  },
  khen: {
    may: 'kheo.praise',
    doing: 'Ghi khen mô hình',
    says: 'Mỗi cấp khen một lần trong năm; nhiều cấp khen vẫn là một mô hình được khen.',
    note: { label: 'Hình thức khen', needed: false },
    decision: true,
    rule: rules.praise,
  },
  dung: {
    may: 'kheo.stop',
    doing: 'Dừng mô hình',
    says: 'Không lùi lại được: mô hình làm lại thì đăng ký mới.',
    note: { label: 'Lý do dừng', needed: true },
  },
} as const satisfies Record<string, DeedWords>

export type DeedName = keyof typeof DEEDS
export const DEED_NAMES = Object.keys(DEEDS) as DeedName[]

export interface Offered {
  readonly name: DeedName
  /** The seats for which the deed may be done; none where it is not taken for a seat. */
  readonly seats: readonly string[]
  /** For the registration upward: the bodies to choose from. */
  readonly bodies: readonly string[]
}

export interface Offers {
  readonly offered: readonly Offered[]
  /** Why a step that comes next cannot be taken yet, in the words of the rule. */
  readonly blocked: readonly string[]
}

const TELLING = new Set(['kheo.incomplete', 'kheo.unappraised'])

/** What this person may do to the model today: the same grants and the same rules as the deeds themselves. */
export function offersFor(ask: Ask, model: KheoModel): Offers {
  const asking = askForOthers(ask)
  const times = { today: ask.today, tree: ask.tree, thatDay: ask.tree }
  const taking = { id: '', on: ask.today, note: '…', decision: '' }
  const blocked = new Set<string>()
  const offered = DEED_NAMES.flatMap((name): Offered[] => {
    const words: DeedWords = DEEDS[name]
    const may = asking(words.may)
    if (!may?.grant.units.has(model.unitId)) return []
    if (name === 'dung') return isRefusal(rules.stop(model, taking, ask.today)) ? [] : [{ name, seats: [], bodies: [] }]
    if (name === 'dang-ky-cap-tren') {
      const then = ask.tree.on(model.registeredOn)
      const bodies = [...new Set([...rules.upperBodies(model, times), ...rules.upperBodies(model, { tree: ask.tree, thatDay: then })])]
      return model.stop || bodies.length === 0 ? [] : [{ name, seats: [], bodies }]
    }
    const seats = [...may.grant.seats].filter(seat => {
      const outcome = words.rule?.(model, seat, taking, times)
      if (isRefusal(outcome) && isTelling(outcome, model, ask, seat)) blocked.add(outcome.say)
      return !isRefusal(outcome)
    })
    return seats.length === 0 ? [] : [{ name, seats, bodies: [] }]
  })
  return { offered, blocked: [...blocked] }
}

const isTelling = (refusal: Refusal, model: KheoModel, ask: Ask, seat: string): boolean =>
  TELLING.has(refusal.refused) && rules.standingBefore(model, ask.tree, seat)?.step === 'registered'

/** The errors of one deed's form: each page holds several, so their fields bear the deed's name too. */
export const errorsOf = (name: DeedName, fault: Fault) =>
  fault.fields.map(one => ({ field: one.field ? `${name}-${one.field}` : '', say: one.say }))

interface DeedFormProps {
  readonly ask: Ask
  readonly model: KheoModel
  readonly offer: Offered
  readonly typed?: Typed | undefined
  readonly fault?: Fault | undefined
}

/** One deed, folded until it is wanted or came back. */
export function DeedForm({ ask, model, offer, typed, fault }: DeedFormProps) {
  const { name } = offer
  const words: DeedWords = DEEDS[name]
  const asks = (field: string) => ({ name: field, id: `${name}-${field}` })
  const option = (id: string) => ({ value: id, label: capital(ask.tree.label(id)) })
  return (
    <details class="pad split" open={fault !== undefined}>
      <summary>
        <strong>{words.doing}</strong>
      </summary>
      <p class="small soft">{words.says}</p>
      <Form action={`/kheo/${model.id}/${name}`} values={typed} errors={fault && errorsOf(name, fault)} label={words.doing}>
        <Hidden name="version" value={model.version} />
        <Hidden name="deed" value={String(typed?.['deed'] ?? randomUUID())} />
        {offer.seats.length === 1 && offer.seats[0] && <Hidden name="seat" value={offer.seats[0]} />}
        {offer.seats.length > 1 && (
          <Field kind="select" {...asks('seat')} label="Ông/bà làm thay đơn vị" prompt="Chọn đơn vị" options={offer.seats.map(option)} />
        )}
        {name === 'dang-ky-cap-tren' && (
          <Field
            kind="select"
            {...asks('body')}
            label="Cơ quan nhận đăng ký"
            prompt="Chọn cơ quan"
            value={offer.bodies[0]}
            options={offer.bodies.map(option)}
          />
        )}
        <Field kind="day" {...asks('on')} label="Ngày" width={8} value={ask.today} />
        {words.decision && <Field {...asks('decision')} label="Số, ký hiệu quyết định" optional width={16} maxlength={100} />}
        <Field kind="area" {...asks('note')} label={words.note.label} optional={!words.note.needed} rows={2} maxlength={2000} />
        <Actions>
          <Button>{words.doing}</Button>
        </Actions>
      </Form>
    </details>
  )
}
