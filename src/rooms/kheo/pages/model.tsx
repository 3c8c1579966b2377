import type { ComponentChildren } from 'preact'
import { type Ask, askForOthers } from '../../../access/ask.ts'
import { addDays, type Day } from '../../../ground/day.ts'
import { type Fault, missing } from '../../../ground/faults.ts'
import { capital, formatDay } from '../../../ground/vietnamese.ts'
import { aDay, choice, form, longText, optional, type Typed, text, uuid, whole } from '../../../web/input.ts'
import { ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Defs, Section, Two } from '../../../web/parts/section.tsx'
import { Status } from '../../../web/parts/status.tsx'
import { Life, type LifeEvent } from '../../../web/parts/steps.tsx'
import { Void } from '../../../web/parts/table.tsx'
import { type Page, route } from '../../../web/route.ts'
import * as acts from '../acts.ts'
import { KIND_WORDS, PART_WORDS, PARTS } from '../registration.ts'
import { type KheoModel, standingBefore } from '../rules.ts'
import * as store from '../store.ts'
import { fields } from '../store-lists.ts'
import { DEEDS, DeedForm, type DeedName, errorsOf, type Offered, offersFor } from './deeds.tsx'
import { link, RATING_WORDS, STAGE_WORDS, STEP_WORDS } from './wording.ts'

const DONE = {
  'dang-ky': 'Đã đăng ký mô hình. Số mô hình đăng ký trong kỳ đã tính cả mô hình này.',
  sua: 'Đã lưu bản đăng ký.',
  'dang-ky-cap-tren': 'Đã ghi đăng ký lên cấp trên.',
  'tham-dinh': 'Đã ghi thẩm định.',
  'cong-nhan': 'Đã ghi công nhận.',
  'chua-cong-nhan': 'Đã ghi chưa công nhận và lý do.',
  'thu-hoi': 'Đã ghi thu hồi công nhận.',
  khen: 'Đã ghi khen.',
  dung: 'Đã dừng mô hình.',
} as const
const DONE_NAMES = Object.keys(DONE) as (keyof typeof DONE)[]

interface Shown {
  readonly done?: keyof typeof DONE | undefined
  readonly back?: { readonly name: DeedName; readonly typed: Typed; readonly fault: Fault } | undefined
}

async function modelPage(asked: Ask, id: string, { done, back }: Shown = {}): Promise<Page> {
  const ask = askForOthers(asked)('kheo.read')
  if (!ask) throw missing('mô hình này')
  const model = await store.find(ask, id)
  const field = (await fields(ask.tx)).find(one => one.code === model.fieldCode)?.name ?? model.fieldCode
  const { offered: possible, blocked } = offersFor(ask, model)
  const offered = back && !possible.some(offer => offer.name === back.name) ? [...possible, cameBack(back)] : possible
  const mayEdit =
    askForOthers(ask)('kheo.register')?.grant.units.has(model.unitId) && !model.stop && !model.steps.some(step => step.step === 'appraised')
  const failed = back && DEEDS[back.name].doing.replace(/^./u, first => first.toLowerCase())
  return {
    title: back ? `Lỗi: ${model.title}` : model.title,
    page: (
      <>
        <Crumb steps={[{ label: 'Dân vận khéo', href: '/kheo' }, { label: model.title }]} />
        <PageHead
          over={`${KIND_WORDS[model.kind]} · ${field}`}
          title={model.title}
          sub={`${capital(ask.tree.label(model.unitId, model.registeredOn))}, đăng ký ngày ${formatDay(model.registeredOn)}. ${runs(model)}`}
          actions={mayEdit && <ButtonLink href={`/kheo/${model.id}/sua`}>Sửa bản đăng ký</ButtonLink>}
        />
        {back && (
          <ErrorSummary
            fault={back.fault}
            errors={errorsOf(back.name, back.fault)}
            title={back.fault.fields.length > 0 ? `Chưa ${failed} được` : `Chưa ${failed} được: ${back.fault.message}`}
          />
        )}
        {done && (
          <Note tone="ok" announce>
            {DONE[done]}
          </Note>
        )}
        <Two
          main={
            <>
              <Section title="Quá trình, mới nhất ở trên" id="qua-trinh" first>
                <Life events={life(ask, model)} />
              </Section>
              <Section title="Bản đăng ký" id="ban-dang-ky">
                <Defs
                  entries={PARTS.map(part => ({
                    term: PART_WORDS[part].label,
                    says: model[part] ? <Lines text={model[part]} /> : <Void>chưa ghi</Void>,
                  }))}
                />
              </Section>
            </>
          }
          aside={
            <>
              <Section title="Đã đến đâu, trước cơ quan nào" id="den-dau" first>
                <Defs entries={paths(ask, model)} />
              </Section>
              {(offered.length > 0 || blocked.length > 0) && (
                <Section title="Việc ông/bà làm được" id="viec">
                  {blocked.map(say => (
                    <Note tone="soon">{say}</Note>
                  ))}
                  <div class="sheet">
                    {offered.map(offer => (
                      <DeedForm
                        ask={ask}
                        model={model}
                        offer={offer}
                        typed={back?.name === offer.name ? back.typed : undefined}
                        fault={back?.name === offer.name ? back.fault : undefined}
                      />
                    ))}
                  </div>
                </Section>
              )}
            </>
          }
        />
      </>
    ),
  }
}

/** A deed that is no longer possible still shows what was typed for it. */
function cameBack({ name, typed }: NonNullable<Shown['back']>): Offered {
  const one = (field: string) => (typeof typed[field] === 'string' ? [typed[field]] : [])
  return { name, seats: one('seat'), bodies: one('body') }
}

const Lines = ({ text }: { text: string }) => (
  <>
    {text.split('\n').map(line => (
      <p>{line}</p>
    ))}
  </>
)

function runs(model: KheoModel): string {
  if (model.stop) return `Đã dừng ngày ${formatDay(model.stop.on)}.`
  const last = model.confirmations.at(-1)
  return last?.rating
    ? `Đang duy trì; năm ${last.year}: ${RATING_WORDS[last.rating].toLowerCase()}.`
    : 'Đang duy trì, chưa có lần xác nhận năm nào.'
}

/** How far it has come before each body that it was registered with; a body that took over stands in the place of the old one. */
function paths(ask: Ask, model: KheoModel): { term: ComponentChildren; says: ComponentChildren }[] {
  const roots = [model.bodyId, ...model.steps.filter(step => step.step === 'registered').map(step => step.bodyId)]
  return roots.map(root => {
    const seat = ask.tree.keeper(root)
    const last = (seat === undefined ? undefined : standingBefore(model, ask.tree, seat)) ?? standingBefore(model, ask.tree, root)
    const words = STAGE_WORDS[last?.step ?? 'registered']
    return {
      term: capital(ask.tree.label(root)),
      says: (
        <>
          <Status tone={words.tone}>{words.label}</Status> {last && <span class="num">{`ngày ${formatDay(last.on)}`}</span>}
        </>
      ),
    }
  })
}

interface Told {
  readonly on: Day
  /** The order of what happened on one day. */
  readonly rank: number
  readonly event: LifeEvent
}

/** Everything that is written of the model, and the end of its unit where it came after. */
function life(ask: Ask, model: KheoModel): LifeEvent[] {
  const body = (id: string, on: Day) => ask.tree.label(id, on)
  const told: Told[] = [
    {
      on: model.registeredOn,
      rank: 0,
      event: { day: formatDay(model.registeredOn), what: `Đăng ký với ${body(model.bodyId, model.registeredOn)}.` },
    },
    ...model.steps.map(
      (step): Told => ({
        on: step.on,
        rank: step.seq,
        event: {
          day: formatDay(step.on),
          what: (
            <p>
              {`${STEP_WORDS[step.step]}${step.step === 'registered' ? ' với' : ':'} ${body(step.bodyId, step.on)}`}
              {step.decision && `, ${step.decision}`}.{step.note && ` ${step.note}`}
            </p>
          ),
        },
      }),
    ),
    ...model.confirmations
      .filter(one => one.running)
      .map(
        (one): Told => ({
          on: one.on,
          rank: 0.5,
          event: {
            day: formatDay(one.on),
            what: `Xác nhận năm ${one.year}: còn duy trì, ${one.rating ? RATING_WORDS[one.rating].toLowerCase() : ''}.`,
          },
        }),
      ),
  ]
  if (model.stop)
    told.push({ on: model.stop.on, rank: 1e9, event: { day: formatDay(model.stop.on), title: 'Dừng mô hình', what: model.stop.reason } })
  const end = ask.tree.history.spell(model.unitId, model.registeredOn)?.until
  if (end && end < ask.today) {
    const on = addDays(end, 1)
    const keeper = ask.tree.keeper(model.unitId)
    const what = `${ask.tree.nameOn(model.unitId, end) ?? 'Đơn vị'} kết thúc hoạt động${keeper ? `; hồ sơ do ${ask.tree.label(keeper)} giữ` : ''}. Mô hình vẫn ghi theo đơn vị lúc đăng ký.`
    told.push({ on, rank: -1, event: { day: formatDay(on), title: 'Sắp xếp đơn vị', big: true, what } })
  }
  return told.sort((a, b) => b.on.localeCompare(a.on) || b.rank - a.rank).map(one => one.event)
}

const deedForm = form({
  id: uuid('Mô hình'),
  version: whole('Phiên bản', 1, 1_000_000),
  deed: uuid('Biểu mẫu'),
  seat: optional(uuid('Đơn vị')),
  on: aDay('Ngày'),
  decision: optional(text('Số, ký hiệu quyết định', 100)),
  note: optional(longText('Ghi chú, lý do', 2000)),
})
const upwardForm = form({ ...deedForm.properties, body: uuid('Cơ quan nhận đăng ký') })

interface Sent {
  readonly id: string
  readonly version: number
  readonly deed: string
  readonly seat?: string
  readonly on: string
  readonly decision?: string
  readonly note?: string
}

const deedOf = ({ id, deed, ...rest }: Sent): acts.Deed => ({ ...rest, model: id, id: deed })
/** Back to the model once the deed is written, which says so. */
async function after(act: Promise<void>, id: string, name: DeedName): Promise<{ seeOther: string }> {
  await act
  return { seeOther: link(`/kheo/${id}`, { 'da-ghi': name }) }
}
const again = (name: DeedName) => (ask: Ask, typed: Typed, fault: Fault) =>
  modelPage(ask, String(typed['id']), { back: { name, typed, fault } })

export const modelRoutes = [
  route({
    at: 'GET /kheo/:id',
    may: 'kheo.read',
    input: form({ id: uuid('Mô hình'), 'da-ghi': optional(choice('Đã ghi', DONE_NAMES)) }),
    run: (ask, { id, 'da-ghi': just }) => modelPage(ask, id, { done: just }),
  }),
  route({
    at: 'POST /kheo/:id/dang-ky-cap-tren',
    may: 'kheo.register',
    input: upwardForm,
    run: (ask, input) => after(acts.registerAt(ask, { ...deedOf(input), body: input.body }), input.id, 'dang-ky-cap-tren'),
    again: again('dang-ky-cap-tren'),
  }),
  route({
    at: 'POST /kheo/:id/tham-dinh',
    may: 'kheo.appraise',
    input: deedForm,
    run: (ask, input) => after(acts.appraise(ask, deedOf(input)), input.id, 'tham-dinh'),
    again: again('tham-dinh'),
  }),
  route({
    at: 'POST /kheo/:id/cong-nhan',
    may: 'kheo.recognise',
    input: deedForm,
    run: (ask, input) => after(acts.recognise(ask, deedOf(input)), input.id, 'cong-nhan'),
    again: again('cong-nhan'),
  }),
  route({
    at: 'POST /kheo/:id/chua-cong-nhan',
    may: 'kheo.recognise',
    input: deedForm,
    run: (ask, input) => after(acts.refuseRecognition(ask, deedOf(input)), input.id, 'chua-cong-nhan'),
    again: again('chua-cong-nhan'),
  }),
  route({
    at: 'POST /kheo/:id/thu-hoi',
    may: 'kheo.recognise',
    input: deedForm,
    run: (ask, input) => after(acts.withdraw(ask, deedOf(input)), input.id, 'thu-hoi'),
    again: again('thu-hoi'),
  }),
  route({
    at: 'POST /kheo/:id/khen',
    may: 'kheo.praise',
    input: deedForm,
    run: (ask, input) => after(acts.praise(ask, deedOf(input)), input.id, 'khen'),
    again: again('khen'),
  }),
  route({
    at: 'POST /kheo/:id/dung',
    may: 'kheo.stop',
    input: deedForm,
    run: (ask, input) => after(acts.stop(ask, deedOf(input)), input.id, 'dung'),
    again: again('dung'),
  }),
]
