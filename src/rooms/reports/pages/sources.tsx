// A counted figure opened to exactly the records it counts; and the receipt of what was handed in.
import { namesOf } from '../../../access/people.ts'
import { addDays } from '../../../ground/day.ts'
import { missing } from '../../../ground/faults.ts'
import { capital, formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import { form, optional, text, uuid, whole } from '../../../web/input.ts'
import { ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Defs, Section } from '../../../web/parts/section.tsx'
import { Table } from '../../../web/parts/table.tsx'
import { type Route, route } from '../../../web/route.ts'
import { counterOf, records, type Wiring } from '../counting.ts'
import { Enclosures } from '../enclosing/pages.tsx'
import { enclosedIn } from '../enclosing/store.ts'
import { findReport } from '../filling.ts'
import { daysOf, writtenWhen } from '../naming.ts'
import { paperHref } from '../papers/routes.ts'
import { plainLabel } from '../sheet.ts'
import { formOn } from '../store-asked.ts'
import { figuresOf, findEdition, marksOf, sourcesOf } from '../store-editions.ts'
import { daysLateWhen } from '../terms/terms.ts'
import { saysIn, Told } from './bound.tsx'
import { reportHref } from './words.tsx'

export const sourceRoutes = (wiring: Wiring): Route[] => [
  route({
    at: 'GET /bao-cao/:window/:unit/nguon/:indicator',
    may: 'reports.read',
    input: form({
      window: text('Kỳ báo cáo', 40),
      unit: uuid('Đơn vị'),
      indicator: text('Chỉ tiêu', 20),
      ban: optional(whole('Bản', 1, 9999)),
    }),
    async run(ask, input) {
      const report = await findReport(ask, input.window, input.unit)
      const indicator = report.form.indicators.find(one => one.code === input.indicator)
      const counter = indicator && counterOf(wiring, indicator)
      if (!indicator || !counter) throw missing('chỉ tiêu đếm từ hồ sơ này')
      const edition = input.ban === undefined ? undefined : report.owed.editions.find(one => one.number === input.ban)
      if (input.ban !== undefined && !edition) throw missing('bản báo cáo này')
      const found = edition ? await sourcesOf(ask, [edition.id], indicator.code) : await records(ask, wiring, [indicator], report.of)
      const { window, unitId } = report.owed
      const unit = ask.tree.label(unitId, window.until)
      const here = reportHref(window.code, unitId)
      const n = formatNumber(found.length)
      return {
        title: `Số ${n} từ đâu ra? ${plainLabel(indicator)}, ${window.label}`,
        page: (
          <>
            <Crumb
              steps={[
                { label: 'Báo cáo', href: '/bao-cao' },
                { label: `${capital(window.label)}, ${unit}`, href: here },
                { label: plainLabel(indicator) },
              ]}
            />
            <PageHead
              title={`Số ${n} từ đâu ra?`}
              sub={`${capital(plainLabel(indicator))}, ${unit}, ${window.label} (${daysOf(window)}). ${edition ? `Như đã nộp ở bản ${edition.number}, lúc ${writtenWhen(edition.at)}.` : 'Đếm lúc mở trang này.'}`}
              actions={
                <ButtonLink small href={`${here}?chi-tieu=${indicator.code}#ct-${indicator.code}`}>
                  Về biểu số liệu
                </ButtonLink>
              }
            />
            {found.length === 0 ? (
              <Empty act={{ label: 'Về biểu số liệu.', href: here }}>Đã rà, không có {counter.noun} nào trong kỳ này.</Empty>
            ) : (
              <Table
                caption={`${n} ${counter.noun}, mỗi ${counter.noun} tính một lần`}
                columns={[{ label: capital(counter.noun) }, { label: 'Nơi' }, { label: 'Ngày tính', numeric: true, width: 9 }]}
                rows={found.map(one => ({
                  cells: [
                    <a href={one.href}>{one.title}</a>,
                    ask.tree.label(one.unit_id, window.until),
                    <span class="num">{formatDay(one.on_day)}</span>,
                  ],
                }))}
              />
            )}
            <Section title="Cách tính" id="h-cach">
              <p class="sheet pad">
                {counter.label}.{' '}
                {indicator.kind === 'flow'
                  ? `Phát sinh trong kỳ, ${daysOf(window)}, cộng dồn được.`
                  : `Số cuối kỳ, tính đến hết ${formatDay(window.until)}, không cộng dồn.`}{' '}
                Tính cả hồ sơ của đơn vị cũ đã nhập trọn vào {unit}.
              </p>
            </Section>
          </>
        ),
      }
    },
  }),
  route({
    at: 'GET /bao-cao/:window/:unit/bien-nhan/:edition',
    may: 'reports.read',
    input: form({ window: text('Kỳ báo cáo', 40), unit: uuid('Đơn vị'), edition: uuid('Bản báo cáo') }),
    async run(ask, input) {
      const { owed, edition, narrative } = await findEdition(ask, input.window, input.edition)
      if (owed.unitId !== input.unit) throw missing('bản báo cáo này')
      const { window } = owed
      const people = await namesOf(ask.tx, [edition.by])
      const marks = (await marksOf(ask, [edition.id])).get(edition.id)
      const { indicators } = await formOn(ask, owed.regime.id, window.until)
      const figures = (await figuresOf(ask, [edition.id])).get(edition.id) ?? new Map()
      const late = daysLateWhen(owed.first, owed.terms, edition.at)
      const here = reportHref(window.code, owed.unitId)
      const unit = ask.tree.label(owed.unitId, window.until)
      return {
        title: `Biên nhận ${edition.receipt}`,
        page: (
          <>
            <Crumb
              steps={[
                { label: 'Báo cáo', href: '/bao-cao' },
                { label: `${capital(window.label)}, ${unit}`, href: here },
                { label: `Biên nhận ${edition.receipt}` },
              ]}
            />
            <PageHead
              title={`Đã nộp báo cáo ${window.label}`}
              sub={`${capital(unit)}, gửi ${ask.tree.label(owed.receiverId, window.until)}.`}
            />
            <Note
              tone="ok"
              announce
            >{`Đã nộp lúc ${writtenWhen(edition.at)}. Biên nhận ${edition.receipt}. Nộp lại cũng không thành hai bản.`}</Note>
            <Section title="Biên nhận" id="h-bien-nhan">
              <Defs
                entries={[
                  { term: 'Mã biên nhận', says: <strong class="num">{edition.receipt}</strong> },
                  { term: 'Bản', says: `Bản ${edition.number}, người nộp ${people.get(edition.by) ?? ''}` },
                  {
                    term: 'Thời điểm nộp',
                    says: `${edition.at.time} ngày ${formatDay(edition.at.day)}, ${late > 0 ? `muộn ${late} ngày so với hạn ${formatDay(addDays(edition.at.day, -late))}` : 'trong hạn'}`,
                  },
                  {
                    term: 'Nội dung',
                    says: `${marks?.figures ?? 0} ô có số liệu; ${marks?.overridden ?? 0} ô ghi khác số đếm; ${marks?.estimated ?? 0} ô ước tính`,
                  },
                  { term: 'Mã kiểm (SHA-256)', says: <span class="num">{edition.contentSha256.slice(0, 16)}…</span> },
                ]}
              />
            </Section>
            <p class="after">
              <a href={paperHref(window.code, owed.unitId, edition.number)}>Tải văn bản Word để trình ký, lưu</a> ·{' '}
              <a href={here}>Xem biểu đã nộp</a> · <a href="/bao-cao">Về danh sách báo cáo</a>
            </p>
            <Enclosures files={await enclosedIn(ask, edition.id)} here={here} />
            <Section title="Phần lời đã nộp" id="h-loi">
              <Told narrative={narrative} says={saysIn(indicators, figures)} />
            </Section>
          </>
        ),
      }
    },
  }),
]
