// A plan as it would change the organisation of this moment: what is new, what changes, what could not be read, what must be mended.
import { randomUUID } from 'node:crypto'
import type { Ask } from '../../../access/ask.ts'
import type { Fault, Refusal } from '../../../ground/faults.ts'
import { formatDay, formatNumber, listed } from '../../../ground/vietnamese.ts'
import type { Rejected } from '../../../org/area-lists.ts'
import { type ChangeRow, findChange } from '../../../org/change-store.ts'
import type { Typed } from '../../../web/input.ts'
import { Actions, Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section, Sheet, Two } from '../../../web/parts/section.tsx'
import { Table } from '../../../web/parts/table.tsx'
import { Trail } from '../../../web/parts/trail.tsx'
import type { Page } from '../../../web/route.ts'
import { worked } from '../acts-reform.ts'
import { type EffectList, effectLists, headSay } from '../effect-words.ts'
import { DEED_WORDS, DEEDS } from '../measure-form.ts'
import { eveOf, measuresOf, type Plan, type Worked } from '../plan.ts'
import { saysOf } from '../resolution.ts'
import { findPlan } from '../store-plans.ts'
import { nameAt } from '../words.ts'
import { GeneralFields } from './general.tsx'
import { HOME, REFORM, WAYS } from './starting.tsx'

type Reforming = Ask<'units.reform'>

const SHOWN = 20
const OPENED = 500

/** Some of a long list, with how many more and a way to them. */
export function Lines({ list, base, opened }: { list: EffectList; base: string; opened: boolean }) {
  const most = opened ? OPENED : SHOWN
  const more = list.lines.length - most
  return (
    <Section title={`${formatNumber(list.lines.length)} ${list.heading}`} id={list.key}>
      <Sheet>
        <ul>
          {list.lines.slice(0, most).map(line => (
            <li>{line.say}</li>
          ))}
        </ul>
        {more > 0 ? (
          <p class="small after">
            {`Còn ${formatNumber(more)} dòng. `}
            {opened ? null : (
              <a href={`${base}?xem=${list.key}#${list.key}`}>{`Xem đến ${formatNumber(Math.min(OPENED, list.lines.length))} dòng`}</a>
            )}
          </p>
        ) : null}
      </Sheet>
    </Section>
  )
}

function RejectedLines({ rejected, base, opened }: { rejected: readonly Rejected[]; base: string; opened: boolean }) {
  if (rejected.length === 0) return null
  const most = opened ? OPENED : SHOWN
  return (
    <Section
      title={`${formatNumber(rejected.length)} dòng không nhận được`}
      id="loai"
      foot={
        rejected.length > most ? (
          <>
            {`Còn ${formatNumber(rejected.length - most)} dòng. `}
            {opened ? null : <a href={`${base}?xem=loai#loai`}>{`Xem đến ${OPENED} dòng`}</a>}
          </>
        ) : undefined
      }
    >
      <Table
        caption="Dòng không nhận được và cách sửa"
        hideCaption
        columns={[{ label: 'Dòng', numeric: true, width: 6 }, { label: 'Vì sao, sửa thế nào' }]}
        rows={rejected.slice(0, most).map(one => ({ cells: [one.line, one.say] }))}
      />
    </Section>
  )
}

function Measures({ ask, plan }: { ask: Reforming; plan: Plan }) {
  const tree = eveOf(ask.tree, plan)
  const measures = measuresOf(plan)
  const base = `/don-vi/sap-xep/${plan.id}`
  return (
    <Section
      title={measures.length === 0 ? 'Nghị quyết quyết định những việc gì' : `${measures.length} việc của nghị quyết`}
      id="viec"
      first
    >
      {measures.length === 0 ? (
        <Empty>Chưa ghi việc nào. Chọn một việc dưới đây.</Empty>
      ) : (
        <Table
          caption="Các việc của nghị quyết"
          hideCaption
          columns={[{ label: 'Việc', width: 6 }, { label: 'Nội dung' }, { label: 'Sửa', hideLabel: true }]}
          rows={measures.map((one, i) => ({
            cells: [
              `Việc ${i + 1}`,
              saysOf(tree, one.measure),
              <Form action={`${base}/bo-viec`} class="row" label={`Việc ${i + 1}`}>
                <Hidden name="measure" value={one.id} />
                <Hidden name="version" value={plan.version} />
                <ButtonLink small kind="plain" href={`${base}/viec?sua=${one.id}`} of={`việc ${i + 1}`}>
                  Sửa
                </ButtonLink>
                <Button small kind="plain" of={`việc ${i + 1}`}>
                  Bỏ
                </Button>
              </Form>,
            ],
          }))}
        />
      )}
      <p class="after">Thêm một việc:</p>
      <ul class="row">
        {DEEDS.map(deed => (
          <li>
            <ButtonLink small href={`${base}/viec?viec=${deed}`}>
              {DEED_WORDS[deed]}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** New, changed, same, rejected: the counts of a list before anything else. */
function Counts({ worked: { effect, same, rejected, absent, set } }: { worked: Worked }) {
  const created = set.steps.filter(step => step.step === 'create').length
  const changed = effect
    ? new Set([...effect.renamed, ...effect.moved, ...effect.recoded].map(one => one.id)).size
    : set.steps.filter(step => step.step === 'version').length
  return (
    <>
      <Trail
        steps={[
          { label: 'Đơn vị mới', value: created, says: 'có từ ngày hiệu lực, hoặc từ trước' },
          { label: 'Thay đổi', value: changed, says: 'tên, mã hoặc cấp trên' },
          { label: 'Giữ nguyên', value: same.length, says: 'đúng như danh mục' },
          { label: 'Không nhận', value: rejected.length, says: 'dòng, có lý do dưới đây' },
        ]}
      />
      {absent.length > 0 ? (
        <p class="soft">{`${formatNumber(absent.length)} đơn vị đang hoạt động không có trong danh mục; nạp danh mục không làm đơn vị nào kết thúc.`}</p>
      ) : null}
    </>
  )
}

export const Refused = ({ refusals }: { refusals: readonly Refusal[] }) =>
  refusals.length === 0 ? null : (
    <Note tone="late" title={`Chưa áp dụng được: còn ${refusals.length} chỗ cần sửa`}>
      <ul>
        {refusals.slice(0, SHOWN).map(one => (
          <li>{one.say}</li>
        ))}
        {refusals.length > SHOWN ? <li>{`và ${refusals.length - SHOWN} chỗ khác`}</li> : null}
      </ul>
    </Note>
  )

const headOf = (ask: Reforming, plan: Plan, found: Worked): string => {
  if (found.refusals.length > 0) return `${plan.title}: còn ${found.refusals.length} chỗ cần sửa`
  if (found.set.steps.length === 0) return `${plan.title}: ${plan.way === 'resolution' ? 'chưa ghi việc nào' : 'không có gì thay đổi'}`
  return `${plan.title}: ${found.effect ? headSay(eveOf(ask.tree, plan), found.effect) : ''}`
}

/** The page of one plan, with what was last typed when it came back. */
export async function planPage(
  ask: Reforming,
  id: string,
  more: { open?: string | undefined; typed?: Typed; fault?: Fault } = {},
): Promise<Page> {
  const plan = await findPlan(ask, id)
  const base = `/don-vi/sap-xep/${plan.id}`
  if (plan.changeId !== null) return appliedPage(plan, await findChange(ask.tx, plan.changeId))
  const found = await worked(ask, plan)
  const { fault, typed, open } = more
  const corrected = plan.corrects === null ? undefined : await findChange(ask.tx, plan.corrects)
  const ready = found.refusals.length === 0 && found.set.steps.length > 0
  return {
    title: fault ? `Lỗi: ${plan.title}` : plan.title,
    page: (
      <>
        <Crumb steps={[HOME, REFORM, { label: plan.title }]} />
        <PageHead
          title={headOf(ask, plan, found)}
          sub={`Bản dự kiến, chưa áp dụng. ${WAYS[plan.way].name}; có hiệu lực từ ${formatDay(plan.effectiveOn)}${plan.sourceName === '' ? '' : `; tệp ${plan.sourceName}`}.`}
          actions={
            ready ? (
              <ButtonLink kind="main" href={`${base}/tac-dong`}>
                Xem tác động và áp dụng
              </ButtonLink>
            ) : undefined
          }
        />
        <ErrorSummary fault={fault} />
        {corrected ? (
          <Note title={`Đính chính: ${corrected.title}`}>{`Lần thay đổi có hiệu lực từ ${formatDay(corrected.effectiveOn)}.`}</Note>
        ) : null}
        {found.notes.length > 0 ? <Note title="Khi đọc tệp">{found.notes.slice(0, SHOWN).join(' ')}</Note> : null}
        <Refused refusals={found.refusals} />
        <Two
          main={
            <>
              {plan.way === 'resolution' ? <Measures ask={ask} plan={plan} /> : <Counts worked={found} />}
              <RejectedLines rejected={found.rejected} base={base} opened={open === 'loai'} />
              {found.effect
                ? effectLists(eveOf(ask.tree, plan), found.effect).map(list => <Lines list={list} base={base} opened={open === list.key} />)
                : null}
              <BodiesSay ask={ask} plan={plan} found={found} />
            </>
          }
          aside={
            <>
              <Section title="Thông tin chung" id="chung" first>
                <Form action={`${base}/chung`} values={typed} errors={fault?.fields} label="Thông tin chung">
                  <Hidden name="version" value={plan.version} />
                  <GeneralFields plan={plan} titleHint="Theo trích yếu của nghị quyết, quyết định." />
                  <Button>Lưu thông tin chung</Button>
                </Form>
              </Section>
              <Section title="Không làm nữa" id="bo">
                <Form action={`${base}/bo`} label="Bỏ bản dự kiến">
                  <Hidden name="version" value={plan.version} />
                  <p class="small soft">Bản dự kiến chưa áp dụng nên bỏ đi không ảnh hưởng gì.</p>
                  <Button small>Bỏ bản dự kiến</Button>
                </Form>
              </Section>
            </>
          }
        />
      </>
    ),
  }
}

/** Bodies on the areas that end: which go with them, which stand until a decision of their own. */
export function BodiesSay({ ask, plan, found }: { ask: Reforming; plan: Plan; found: Pick<Worked, 'going' | 'staying'> }) {
  const tree = eveOf(ask.tree, plan)
  const names = (ids: readonly string[]) => listed(ids.map(id => nameAt(tree, id, tree.day)))
  if (found.going.length + found.staying.length === 0) return null
  return (
    <Section title="Tổ chức trên địa bàn kết thúc" id="to-chuc">
      <Sheet>
        {found.going.length > 0 ? (
          <p>{`${formatNumber(found.going.length)} tổ chức đi theo địa bàn, kết thúc cùng ngày và chuyển về tổ chức cùng hệ thống ở nơi nhận: ${names(found.going)}.`}</p>
        ) : null}
        {found.staying.length > 0 ? (
          <p>{`${formatNumber(found.staying.length)} tổ chức chưa ghi là đi theo địa bàn nên vẫn hoạt động, phục vụ nơi nhận, đến khi có quyết định riêng: ${names(found.staying)}.`}</p>
        ) : null}
      </Sheet>
    </Section>
  )
}

function appliedPage(plan: Plan, change: ChangeRow | undefined): Page {
  const back = change?.takenBackOn ?? null
  return {
    title: plan.title,
    page: (
      <>
        <Crumb steps={[HOME, REFORM, { label: plan.title }]} />
        <PageHead
          title={`${plan.title}: ${back === null ? 'đã áp dụng' : 'đã áp dụng rồi rút lại'}`}
          sub="Bản dự kiến đã thành một lần thay đổi của tổ chức; không sửa được nữa."
        />
        {back === null ? null : (
          <Form action={`/don-vi/sap-xep/${plan.id}/lap-lai`} label="Lập lại bản dự kiến">
            <Hidden name="new" value={randomUUID()} />
            <p>{`Đã rút lại ngày ${formatDay(back)}. Lập lại thì mọi điều đã ghi được chép sang một bản dự kiến mới để sửa và áp dụng.`}</p>
            <Button kind="main">Lập lại bản dự kiến</Button>
          </Form>
        )}
        <Actions>
          <ButtonLink kind={back === null ? 'main' : 'plain'} href={`/don-vi/thay-doi/${plan.changeId}`}>
            Xem lần thay đổi
          </ButtonLink>
        </Actions>
      </>
    ),
  }
}
