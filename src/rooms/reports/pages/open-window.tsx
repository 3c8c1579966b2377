// Opening a window: its days, its code, and before it is done who will owe in it.
import { randomUUID } from 'node:crypto'
import { type Ask, seatFor } from '../../../access/ask.ts'
import { addDays, addMonths, type Day, lookForDay, monthOf, yearOf } from '../../../ground/day.ts'
import type { Fault } from '../../../ground/faults.ts'
import { alphabetical, capital, formatDay } from '../../../ground/vietnamese.ts'
import { aDay, form, optional, type Typed, text, uuid } from '../../../web/input.ts'
import { Actions, Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section } from '../../../web/parts/section.tsx'
import { Table } from '../../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import { type Opening, openWindow, type Plan, planWindow } from '../acts.ts'
import type { WindowRule } from '../designing/catalogue.ts'
import { rulesOn } from '../designing/store-catalogue.ts'
import { daysBy, endOfMonth, periodEnd, ruleFor } from '../designing/window-days.ts'
import { obligations, type Regime, type Rhythm } from '../rules.ts'
import { regimes, windowsOfSeries } from '../store-asked.ts'

/** The day as the input already made it: a schema of text. */
const asDay = (text: string): Day => lookForDay(text) ?? (text as Day)

const MONTHS: Readonly<Record<Rhythm, number>> = { month: 1, quarter: 3, half: 6, nine: 9, year: 12, phase: 60 }

const two = (n: number): string => String(n).padStart(2, '0')

/** The window that would follow the last one of its series. */
function suggest(
  regime: Regime,
  last: { from: Day; until: Day; due: Day } | undefined,
  today: Day,
  rule: WindowRule | undefined,
): { from: Day; until: Day; due: Day; locks: Day | null; code: string; label: string } {
  const january = `${yearOf(today)}-01-01` as Day
  const cumulative = regime.rhythm === 'half' || regime.rhythm === 'nine' || regime.rhythm === 'year'
  const first = `${today.slice(0, 8)}01` as Day
  const begun = regime.rhythm === 'quarter' ? addMonths(first, -((monthOf(today) - 1) % 3)) : first
  const from = cumulative ? january : last ? addDays(last.until, 1) : begun
  const plain = last && !cumulative ? addMonths(last.until, MONTHS[regime.rhythm]) : addDays(addMonths(from, MONTHS[regime.rhythm]), -1)
  // By the rule, unless the last window already went its own way.
  const byRule =
    rule && (!last || daysBy(rule, periodEnd(last.until, rule)).until === last.until) ? daysBy(rule, endOfMonth(plain)) : undefined
  const { until, due, locks } = byRule ?? { until: plain, due: addDays(plain, rule ? rule.dueDays - rule.untilDays : 5), locks: null }
  const year = yearOf(until)
  const names: Readonly<Record<Rhythm, [string, string]>> = {
    month: [`T${year}-${two(monthOf(until))}`, `tháng ${two(monthOf(until)).replace(/^0(?=[3-9])/u, '')}/${year}`],
    quarter: [`Q${year}-${Math.ceil(monthOf(until) / 3)}`, `quý ${['I', 'II', 'III', 'IV'][Math.ceil(monthOf(until) / 3) - 1]}/${year}`],
    half: [`N${year}-6T`, `6 tháng đầu năm ${year}`],
    nine: [`N${year}-9T`, `9 tháng năm ${year}`],
    year: [`N${year}`, `năm ${year}`],
    phase: [`G${yearOf(from)}-${year}`, `giai đoạn ${yearOf(from)}–${year}`],
  }
  const [code, label] = names[regime.rhythm]
  // The codes of windows are one series for all regimes.
  return { from, until, due, locks, code: regime.code.startsWith('DV-') ? code : `${regime.code}-${code}`, label }
}

interface Showing {
  readonly typed: Typed
  readonly fault?: Fault
}

const field = (typed: Typed, name: string): string => String([typed[name]].flat()[0] ?? '')

async function openPage(ask: Ask<'reports.open'>, { typed, fault }: Showing): Promise<Page> {
  const all = await regimes(ask)
  const seat =
    field(typed, 'seat') || ([...ask.grant.seats].find(id => ask.tree.unit(id)?.line === 'area') ?? [...ask.grant.seats][0] ?? '')
  const regime = all.find(one => one.id === field(typed, 'che-do')) ?? all[0]
  const last = regime && (await windowsOfSeries(ask, regime.id, seat))[0]
  const rule = regime && ruleFor(await rulesOn(ask, regime.id, ask.today), ask.tree, obligations(ask.tree, seat), seat)
  const given = regime && suggest(regime, last, ask.today, rule)
  const days = { from: lookForDay(field(typed, 'from')), until: lookForDay(field(typed, 'until')), due: lookForDay(field(typed, 'due')) }
  const locks = lookForDay(field(typed, 'locks')) ?? null
  // Another regime was chosen than the one that these days were of: its own are offered, and nothing is opened by the days of the other.
  const turned = regime !== undefined && field(typed, 'cua') !== '' && field(typed, 'cua') !== regime.id
  const isPreview =
    regime !== undefined &&
    !turned &&
    field(typed, 'xem') !== '' &&
    days.from !== undefined &&
    days.until !== undefined &&
    days.due !== undefined
  const plan =
    isPreview && days.from && days.until && days.due
      ? await planWindow(ask, {
          id: randomUUID(),
          regimeId: regime.id,
          openedFor: seat,
          code: field(typed, 'ma'),
          label: field(typed, 'ten'),
          from: days.from,
          until: days.until,
          due: days.due,
          locks,
        })
      : undefined
  const errors = turned ? [] : (fault?.fields ?? plan?.refusals.map(one => ({ field: one.field ?? '', say: one.say })) ?? [])
  const values = Object.keys(typed).length > 0 && field(typed, 'from') !== '' && !turned ? typed : undefined
  const travelling = ['seat', 'che-do', 'ma', 'ten', 'from', 'until', 'due', 'locks'] as const
  return {
    title: 'Mở kỳ báo cáo',
    page: (
      <>
        <Crumb steps={[{ label: 'Báo cáo', href: '/bao-cao' }, { label: 'Mở kỳ báo cáo' }]} />
        <PageHead
          title="Mở kỳ báo cáo"
          sub={
            last
              ? `Kỳ gần nhất: ${last.label}, chốt ${formatDay(last.until)}, hạn ${formatDay(last.due)}.`
              : 'Chế độ báo cáo này chưa có kỳ nào.'
          }
        />
        <ErrorSummary errors={errors} />
        {turned && <Note announce>{`Tên kỳ, mã và các ngày dưới đây đã đổi theo “${regime.name}”. Xem lại rồi bấm tiếp.`}</Note>}
        <Form action="/bao-cao/mo-ky" method="get" values={values} errors={errors}>
          <Hidden name="xem" value="1" />
          <Hidden name="cua" value={regime?.id ?? ''} />
          {ask.grant.seats.size > 1 ? (
            <Field
              kind="select"
              name="seat"
              label="Nơi nhận báo cáo"
              value={seat}
              options={[...ask.grant.seats].map(id => ({ value: id, label: capital(ask.tree.label(id)) }))}
            />
          ) : (
            <Hidden name="seat" value={seat} />
          )}
          <Field
            kind="select"
            name="che-do"
            label="Chế độ báo cáo"
            value={regime?.id}
            options={all.map(one => ({ value: one.id, label: one.name }))}
          />
          <Field name="ten" label="Tên kỳ" hint="Viết như trong câu: “tháng 11/2026”." value={given?.label ?? ''} width={24} />
          <Field name="ma" label="Mã kỳ" hint="Chữ hoa và số, dùng trong địa chỉ và lệnh in." value={given?.code ?? ''} width={16} />
          <Field kind="day" name="from" label="Số liệu từ ngày" value={given?.from} />
          <Field
            kind="day"
            name="until"
            label="Chốt hết ngày"
            hint="Ngày cuối của số liệu; đơn vị nộp được từ ngày này."
            value={given?.until}
          />
          <Field kind="day" name="due" label="Hạn nộp" hint="Hết ngày này vẫn là trong hạn." value={given?.due} />
          <Field kind="day" name="locks" label="Khóa hẳn sau ngày" value={given?.locks ?? undefined} optional />
          <Actions>
            <Button kind={plan && plan.refusals.length === 0 ? 'normal' : 'main'}>Xem đơn vị nào phải nộp</Button>
            <ButtonLink kind="plain" href="/bao-cao">
              Thôi
            </ButtonLink>
          </Actions>
        </Form>
        {plan && plan.refusals.length === 0 && (
          <Section title={`${plan.owing.length} đơn vị phải nộp`} id="h-phai-nop">
            <Owing ask={ask} plan={plan} on={days.until ?? ask.today} due={days.due ?? ask.today} />
            <Note>Danh sách này lấy theo tổ chức vào ngày chốt số liệu và không đổi sau khi mở kỳ.</Note>
            <Form action="/bao-cao/mo-ky">
              <Hidden name="id" value={randomUUID()} />
              {travelling.map(name => field(typed, name) !== '' && <Hidden name={name} value={field(typed, name)} />)}
              <Actions>
                <Button kind="main">{`Mở kỳ ${field(typed, 'ten')}`}</Button>
              </Actions>
            </Form>
          </Section>
        )}
      </>
    ),
  }
}

const Owing = ({ ask, plan: { owing, below }, on, due }: { ask: Ask; plan: Plan; on: Day; due: Day }) => {
  const receivers = [...new Set(owing.map(one => one.receiverId))]
  return (
    <Table
      caption="Ai nộp cho ai"
      hideCaption
      columns={[
        { label: 'Nơi nhận', width: 10 },
        { label: 'Hạn nộp', width: 8 },
        { label: 'Số đơn vị', numeric: true, width: 8 },
        { label: 'Đơn vị nộp' },
      ]}
      rows={receivers.map(receiver => {
        const units = owing.filter(one => one.receiverId === receiver).map(one => ask.tree.on(on).label(one.unitId))
        return {
          cells: [
            capital(ask.tree.label(receiver, on)),
            formatDay(below.find(one => one.receiverId === receiver)?.due ?? due),
            units.length,
            units.sort(alphabetical).join(', '),
          ],
        }
      })}
    />
  )
}

const fields = {
  seat: uuid('Nơi nhận báo cáo'),
  'che-do': uuid('Chế độ báo cáo'),
  ten: text('Tên kỳ', 60),
  ma: text('Mã kỳ', 40),
  from: aDay('Số liệu từ ngày'),
  until: aDay('Chốt hết ngày'),
  due: aDay('Hạn nộp'),
  locks: optional(aDay('Khóa hẳn sau ngày')),
} as const

/** A day goes back into its box as days are written here. */
const writtenHere = (name: string, value: string): string => (DAYS.has(name) && lookForDay(value) ? formatDay(asDay(value)) : value)
const DAYS: ReadonlySet<string> = new Set(['from', 'until', 'due', 'locks'])

export const openWindowRoutes: Route[] = [
  route({
    at: 'GET /bao-cao/mo-ky',
    may: 'reports.open',
    input: form({
      xem: optional(text('Xem', 2)),
      seat: optional(uuid('Nơi nhận báo cáo')),
      'che-do': optional(uuid('Chế độ báo cáo')),
      cua: optional(uuid('Chế độ của các ngày đã ghi')),
      ten: optional(text('Tên kỳ', 60)),
      ma: optional(text('Mã kỳ', 40)),
      from: optional(aDay('Số liệu từ ngày')),
      until: optional(aDay('Chốt hết ngày')),
      due: optional(aDay('Hạn nộp')),
      locks: optional(aDay('Khóa hẳn sau ngày')),
    }),
    run: (ask, input) =>
      openPage(ask, { typed: Object.fromEntries(Object.entries(input).map(([name, value]) => [name, writtenHere(name, String(value))])) }),
    again: (ask, typed, fault) => openPage(ask, { typed: { ...typed, xem: '' }, fault }),
  }),
  route({
    at: 'POST /bao-cao/mo-ky',
    may: 'reports.open',
    input: form({ ...fields, id: uuid('Kỳ') }),
    async run(ask, input) {
      const opening: Opening = {
        id: input.id,
        regimeId: input['che-do'],
        openedFor: seatFor(ask.grant, input.seat),
        code: input.ma,
        label: input.ten,
        from: asDay(input.from),
        until: asDay(input.until),
        due: asDay(input.due),
        locks: input.locks === undefined ? null : asDay(input.locks),
      }
      await openWindow(ask, opening)
      return { seeOther: `/bao-cao/${opening.code}/theo-doi` }
    },
    again: (ask, typed, fault) => openPage(ask, { typed, fault }),
  }),
]
