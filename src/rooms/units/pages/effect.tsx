// What a plan does to everything that stands on the organisation, before it is applied: in sentences for someone who has the
// resolution in hand and nothing else.
import type { Ask } from '../../../access/ask.ts'
import { addDays } from '../../../ground/day.ts'
import type { Fault } from '../../../ground/faults.ts'
import { capital, formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import { Actions, Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section, Sheet } from '../../../web/parts/section.tsx'
import { Table } from '../../../web/parts/table.tsx'
import type { ReformEffect, Room } from '../../../web/room.ts'
import type { Page } from '../../../web/route.ts'
import { mayApply, worked } from '../acts-reform.ts'
import { effectLists, headSay, totalsSay } from '../effect-words.ts'
import { eveOf, type Plan, type Worked } from '../plan.ts'
import { findPlan } from '../store-plans.ts'
import { BodiesSay, Lines, planPage, Refused } from './plan.tsx'
import { HOME, REFORM } from './starting.tsx'

type Reforming = Ask<'units.reform'>

/** What the other rooms say of their records; a room that holds nothing of the units that end says nothing. */
export async function roomsSay(
  ask: Ask,
  rooms: readonly Room[],
  of: Parameters<NonNullable<Room['underReform']>>[1],
): Promise<readonly ReformEffect[]> {
  const said: ReformEffect[] = []
  for (const room of rooms) if (room.underReform) said.push(...(await room.underReform(ask, of)))
  return said.filter(one => one.count > 0)
}

function Records({ said }: { said: readonly ReformEffect[] }) {
  if (said.length === 0) return <Empty>Các đơn vị kết thúc không còn việc, hồ sơ hay chức vụ nào cần chuyển.</Empty>
  return (
    <Table
      caption="Việc, hồ sơ, chức vụ của các đơn vị kết thúc"
      hideCaption
      columns={[{ label: 'Loại' }, { label: 'Số lượng', numeric: true, width: 7 }, { label: 'Sau ngày hiệu lực' }]}
      rows={said.map(one => ({
        cells: [
          one.heading,
          one.count,
          <>
            {one.say}
            {one.examples.length > 0 ? (
              <span class="small soft">
                {' Ví dụ: '}
                {one.examples.slice(0, 3).map((example, i) => (
                  <>
                    {i === 0 ? '' : '; '}
                    {example.href ? <a href={example.href}>{example.label}</a> : example.label}
                  </>
                ))}
                .
              </span>
            ) : null}
          </>,
        ],
      }))}
    />
  )
}

/** Who keeps the papers of what ends: for most the unit that takes over, else the one above. */
function keepersSay(found: Worked): readonly string[] {
  const { effect } = found
  if (!effect || effect.ended.length === 0) return []
  const byTaker = effect.ended.filter(one => one.keeper !== undefined && one.to.includes(one.keeper)).length
  const byAbove = effect.ended.length - byTaker
  return [
    ...(byTaker > 0
      ? [`Hồ sơ của ${formatNumber(byTaker)} đơn vị do đơn vị nhận giữ; người làm việc ở đơn vị nhận mở được từ ngày hiệu lực.`]
      : []),
    ...(byAbove > 0 ? [`Hồ sơ của ${formatNumber(byAbove)} đơn vị bị chia hoặc giải thể do đơn vị cấp trên giữ.`] : []),
    'Mọi hồ sơ cũ giữ nguyên tên đơn vị cũ, kèm tên đơn vị hiện nay.',
    `Sau khi áp dụng, lập biên bản bàn giao cho ${formatNumber(effect.ended.length)} đơn vị kết thúc ở mục “Biên bản bàn giao”.`,
  ]
}

export async function effectPage(
  ask: Reforming,
  rooms: readonly Room[],
  id: string,
  open: string | undefined,
  fault?: Fault,
): Promise<Page> {
  const plan = await findPlan(ask, id)
  if (plan.changeId !== null) return await planPage(ask, id)
  const found = await worked(ask, plan)
  const { effect } = found
  const base = `/don-vi/sap-xep/${plan.id}`
  const may = mayApply(plan, found.set.law !== undefined, found.rejected.length, found.refusals)
  const title = `Tác động: ${plan.title}`
  const said = effect
    ? await roomsSay(ask, rooms, { ending: new Set(effect.ended.map(one => one.id)), after: effect.after, on: plan.effectiveOn })
    : []
  const isPast = plan.effectiveOn <= ask.today
  return {
    title: fault ? `Lỗi: ${title}` : title,
    page: (
      <>
        <Crumb steps={[HOME, REFORM, { label: plan.title, href: base }, { label: 'Tác động' }]} />
        <PageHead
          title={`Từ ngày ${formatDay(plan.effectiveOn)}: ${effect ? headSay(eveOf(ask.tree, plan), effect) : 'chưa áp dụng được'}`}
          sub={`${plan.title}. Chưa có gì thay đổi cho đến khi ông/bà bấm Áp dụng ở cuối trang.`}
          actions={effect && may === true ? <a href="#ap-dung">Đến nút Áp dụng</a> : undefined}
        />
        <ErrorSummary fault={fault} />
        <Refused refusals={may === true ? [] : may} />
        {effect ? <Effects ask={ask} plan={plan} found={found} said={said} open={open} /> : null}
        {effect && may === true ? (
          <Section title="Áp dụng" id="ap-dung">
            <Note tone={isPast ? 'soon' : 'none'}>
              {isPast
                ? `Ngày hiệu lực ${formatDay(plan.effectiveOn)} đã đến: áp dụng rồi thì không rút lại được, chỉ đính chính bằng một lần thay đổi mới.`
                : `Đến hết ngày ${formatDay(addDays(plan.effectiveOn, -1))} vẫn rút lại được ở mục “Các lần thay đổi tổ chức”.`}
            </Note>
            <p>
              {`Căn cứ: ${found.set.law?.id}, ${found.set.law?.title}${plan.law.issuedOn === null ? '' : `, ban hành ngày ${formatDay(plan.law.issuedOn)}`}.`}
            </p>
            <Form action={`${base}/ap-dung`} label="Áp dụng">
              <Hidden name="version" value={plan.version} />
              <Hidden name="mark" value={found.mark} />
              <Actions>
                <Button kind="main">{`Áp dụng từ ngày ${formatDay(plan.effectiveOn)}`}</Button>
                <ButtonLink kind="plain" href={base}>
                  Quay lại bản dự kiến
                </ButtonLink>
              </Actions>
            </Form>
          </Section>
        ) : (
          <Actions>
            <ButtonLink kind="main" href={base}>
              Quay lại bản dự kiến để sửa
            </ButtonLink>
          </Actions>
        )}
      </>
    ),
  }
}

interface EffectsProps {
  ask: Reforming
  plan: Plan
  found: Worked
  said: readonly ReformEffect[]
  open: string | undefined
}

function Effects({ ask, plan, found, said, open }: EffectsProps) {
  const { effect } = found
  if (!effect) return null
  const before = eveOf(ask.tree, plan)
  const base = `/don-vi/sap-xep/${plan.id}/tac-dong`
  const keepers = keepersSay(found)
  return (
    <>
      <Section title="Việc, hồ sơ và chức vụ của các đơn vị kết thúc" id="ho-so" first>
        <Records said={said} />
      </Section>
      {keepers.length > 0 ? (
        <Section title="Hồ sơ về đâu" id="giu">
          <Sheet>
            <ul>
              {keepers.map(say => (
                <li>{say}</li>
              ))}
            </ul>
          </Sheet>
        </Section>
      ) : null}
      <Section title="Số liệu và tổng hợp" id="so-lieu">
        <Sheet>
          <ul>
            {totalsSay(before, effect).map(say => (
              <li>{say}</li>
            ))}
          </ul>
        </Sheet>
      </Section>
      <BodiesSay ask={ask} plan={plan} found={found} />
      {effectLists(before, effect).map(list => (
        <Lines list={list} base={base} opened={open === list.key} />
      ))}
      {effect.troubles.length > 0 ? (
        <Section title={`${formatNumber(effect.troubles.length)} việc phải làm tiếp sau khi áp dụng`} id="lam-tiep">
          <Sheet>
            <ul>
              {effect.troubles.slice(0, 30).map(say => (
                <li>{capital(say)}</li>
              ))}
              {effect.troubles.length > 30 ? <li>{`và ${formatNumber(effect.troubles.length - 30)} việc khác`}</li> : null}
            </ul>
          </Sheet>
        </Section>
      ) : null}
    </>
  )
}
