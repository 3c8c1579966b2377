// A published figure, or one of a total that is being made, back to units, editions and records.
import type { Ask } from '../../../access/ask.ts'
import { namesOf } from '../../../access/people.ts'
import { missing } from '../../../ground/faults.ts'
import { capital, formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import { form, optional, text, uuid } from '../../../web/input.ts'
import { Share } from '../../../web/parts/coverage.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section, Two } from '../../../web/parts/section.tsx'
import { type Row, Table, Void } from '../../../web/parts/table.tsx'
import { Trail } from '../../../web/parts/trail.tsx'
import type { Counted, SnapshotRow } from '../../../web/room.ts'
import { type Page, type Route, route } from '../../../web/route.ts'
import { addUp, owedFor } from '../adding-up.ts'
import { counterOf, type Wiring } from '../counting.ts'
import { type Contribution, exact, type Indicator } from '../figures.ts'
import { daysOf, shortWhen, writtenWhen } from '../naming.ts'
import type { Window } from '../rules.ts'
import { plainLabel } from '../sheet.ts'
import { findWindow, formOn } from '../store-asked.ts'
import { sourcesOf } from '../store-editions.ts'
import { findPublication, partsOfPublished, type Taken, takenInto } from '../store-totals.ts'
import { adjustmentsHref } from '../totalling/adjusting-page.tsx'
import { adjustmentsOf } from '../totalling/store-adjustments.ts'
import { amountText, KINDS } from '../totalling/words.ts'
import { valueText } from './published.tsx'
import { reportHref } from './words.tsx'

interface Contributing {
  readonly taken: Taken
  readonly value: number
  readonly says: string
}

/** A sum with the parts it was made of. */
interface Summed {
  readonly indicator: Indicator | undefined
  readonly row: Pick<SnapshotRow, 'code' | 'label' | 'unit' | 'kind' | 'state' | 'value' | 'numerator' | 'denominator' | 'missing'>
  readonly parts: readonly Omit<Contribution, 'unitId'>[]
  readonly taken: readonly Taken[]
  readonly window: Pick<Window, 'id' | 'code' | 'label' | 'from' | 'until'>
  readonly unit: { readonly id: string; readonly name: string }
  readonly owed: number
  /** "Đã công bố lúc …" */
  readonly stands: string
  readonly here: string
  readonly above: { readonly href: string; readonly label: string }
}

export async function lineagePage(ask: Ask, wiring: Wiring, id: string, code: string, opened: string | undefined): Promise<Page> {
  const { snapshot, windowId, windowCode, unitId, at } = await findPublication(ask, id, 'ours')
  const row = snapshot.rows.find(one => one.code === code)
  if (!row) throw missing('chỉ tiêu này trong báo cáo')
  const { regime } = await findWindow(ask, windowCode)
  const form = await formOn(ask, regime.id, snapshot.window.until)
  return originPage(
    ask,
    wiring,
    {
      indicator: form.indicators.find(one => one.code === code),
      row,
      parts: await partsOfPublished(ask, id, code),
      taken: await takenInto(ask, id),
      window: { ...snapshot.window, id: windowId, code: windowCode },
      unit: { id: unitId, name: snapshot.unit.name },
      owed: snapshot.coverage.owed,
      stands: `Đã công bố lúc ${writtenWhen(at)}`,
      here: `/bao-cao/cong-bo/${id}/nguon/${code}`,
      above: { href: `/bao-cao/cong-bo/${id}`, label: 'Về báo cáo đã công bố' },
    },
    opened,
  )
}

interface OfTotal {
  readonly window: string
  readonly indicator: string
  readonly 'noi-nhan'?: string | undefined
  readonly mo?: string | undefined
}

export const totalOriginHref = (code: string, receiverId: string, indicator: string): string =>
  `/bao-cao/${code}/nguon/${indicator}?noi-nhan=${receiverId}`

/** The same of a total that nobody has signed yet, as it stands now. */
async function totalOriginPage(ask: Ask, wiring: Wiring, of: OfTotal): Promise<Page> {
  const added = await addUp(ask, of.window, of['noi-nhan'])
  const { window, receiverId, form: asked, totals, accepted } = added
  const indicator = asked.indicators.find(one => one.code === of.indicator)
  const total = totals.find(one => one.code === of.indicator)
  if (!indicator || !total) throw missing('chỉ tiêu này trong bản tổng hợp')
  const label = (id: string): string => ask.tree.label(id, window.until)
  return originPage(
    ask,
    wiring,
    {
      indicator,
      row: { ...indicator, ...total, label: plainLabel(indicator), unit: indicator.measure, missing: total.missing.map(label) },
      parts: total.contributions,
      taken: accepted.flatMap(({ owed: { unitId }, edition }) =>
        edition ? [{ ...edition, editionId: edition.id, unitId, acceptedBy: edition.verdicts.at(-1)?.by ?? null, through: null }] : [],
      ),
      window,
      unit: { id: receiverId, name: label(receiverId) },
      owed: owedFor(added, total),
      stands: 'Bản tổng hợp đang lập, tính lúc này',
      here: totalOriginHref(window.code, receiverId, indicator.code),
      above: { href: `/bao-cao/${window.code}/tong-hop?noi-nhan=${receiverId}#ct-${indicator.code}`, label: 'Về bản tổng hợp' },
    },
    of.mo,
  )
}

export const totalOriginRoute = (wiring: Wiring): Route =>
  route({
    at: 'GET /bao-cao/:window/nguon/:indicator',
    may: 'reports.read',
    input: form({
      window: text('Kỳ báo cáo', 40),
      indicator: text('Chỉ tiêu', 20),
      'noi-nhan': optional(uuid('Nơi nhận')),
      mo: optional(uuid('Bản')),
    }),
    run: (ask, input) => totalOriginPage(ask, wiring, input),
  })

async function originPage(ask: Ask, wiring: Wiring, of: Summed, opened: string | undefined): Promise<Page> {
  const { indicator, row, parts, taken, window, unit, here } = of
  const byId = new Map(taken.map(one => [one.editionId, one]))
  const contributing = parts
    .flatMap((part): Contributing[] => {
      const edition = byId.get(part.editionId ?? '')
      if (!edition) return []
      const value = part.value ?? part.numerator ?? 0
      return [
        {
          taken: edition,
          value,
          says:
            part.denominator === null ? formatNumber(value) : `${formatNumber(part.numerator ?? 0)} trên ${formatNumber(part.denominator)}`,
        },
      ]
    })
    .sort((a, b) => b.value - a.value)
  const twice = parts.find(part => part.editionId === null && !part.adjustmentId)?.value ?? 0
  const adjusted = await adjustedParts(ask, of)
  const sources = await sourcesOf(
    ask,
    contributing.map(one => one.taken.editionId),
    row.code,
  )
  const counter = indicator && counterOf(wiring, indicator)
  const records = new Set(sources.map(one => one.record_id))
  const people = await namesOf(
    ask.tx,
    contributing.flatMap(one => [one.taken.by, ...(one.taken.acceptedBy ? [one.taken.acceptedBy] : [])]),
  )
  const open = opened ?? (sources.length > 0 ? contributing[0]?.taken.editionId : undefined)
  const largest = contributing[0]?.value ?? 0
  const opening = `${here}${here.includes('?') ? '&' : '?'}mo=`
  const name = (unitId: string): string => capital(ask.tree.label(unitId, window.until))
  return {
    title: `Số ${valueText(row)} từ đâu ra? ${row.label}`,
    page: (
      <>
        <Crumb
          steps={[{ label: 'Báo cáo', href: '/bao-cao' }, { label: capital(window.label), href: of.above.href }, { label: row.label }]}
        />
        <PageHead
          title={`Số ${valueText(row)} từ đâu ra?`}
          sub={`${row.label}, ${unit.name}, ${window.label} (${daysOf(window)}). ${of.stands}.`}
        />
        <Trail
          steps={[
            { label: 'Giá trị', value: valueText(row), says: row.unit },
            {
              label: 'Đơn vị',
              value: `${of.owed - row.missing.length}/${of.owed}`,
              says: row.missing.length === 0 ? 'đủ đơn vị' : `còn thiếu ${row.missing.length}`,
            },
            { label: 'Bản báo cáo', value: taken.length, says: 'đã tiếp nhận' },
            ...(counter
              ? [
                  {
                    label: 'Hồ sơ',
                    value: records.size,
                    says: twice === 0 ? 'mỗi hồ sơ một lần' : `từ ${records.size - twice} lượt, trùng ${-twice}`,
                  },
                ]
              : []),
          ]}
        />
        <Two
          main={
            <Section title={`${contributing.length} đơn vị góp vào`} id="h-dv" first>
              <Table
                caption="Phần góp của từng đơn vị, lớn nhất ở trên"
                hideCaption
                narrow="pair"
                columns={[
                  { label: 'Đơn vị' },
                  { label: 'Góp', numeric: true },
                  { label: 'Tỷ phần', hideLabel: true, width: 9 },
                  { label: 'Bản báo cáo' },
                  { label: 'Người tiếp nhận', wideOnly: true },
                ]}
                rows={[
                  ...contributing.flatMap(({ taken: edition, value, says }): Row[] => [
                    {
                      id: edition.editionId,
                      cells: [
                        sources.some(one => one.edition === edition.editionId) ? (
                          <a href={`${opening}${edition.editionId}#${edition.editionId}`}>{name(edition.unitId)}</a>
                        ) : (
                          name(edition.unitId)
                        ),
                        <strong class="num">{says}</strong>,
                        row.denominator === null ? <Share value={value} largest={largest} /> : '',
                        <a
                          href={`/bao-cao/${window.code}/xem/${edition.editionId}`}
                        >{`Bản ${edition.number}, ${shortWhen(edition.at)}`}</a>,
                        edition.acceptedBy ? (people.get(edition.acceptedBy) ?? '') : <Void>chưa ai</Void>,
                      ],
                    },
                    ...(open === edition.editionId
                      ? [
                          openRow(
                            ask,
                            window.code,
                            edition,
                            taken,
                            sources.filter(one => one.edition === edition.editionId),
                            value,
                            name,
                          ),
                        ]
                      : []),
                  ]),
                  ...(twice === 0
                    ? []
                    : [
                        { sum: true, cells: [`Cộng ${contributing.length} đơn vị`, formatNumber(sumOf(contributing)), '', '', ''] },
                        { cells: ['Trừ hồ sơ tính trùng', formatNumber(twice), '', <TwiceCounted sources={sources} />, ''] },
                      ]),
                  ...adjusted.map((one): Row => ({ cells: [one.label, <strong class="num">{one.says}</strong>, '', one.reason, ''] })),
                  {
                    sum: true,
                    cells: [
                      capital(unit.name),
                      row.denominator === null
                        ? valueText(row)
                        : `${formatNumber(row.numerator ?? 0)} trên ${formatNumber(row.denominator)} = ${valueText(row)}`,
                      '',
                      '',
                      '',
                    ],
                  },
                ]}
              />
            </Section>
          }
          aside={
            <>
              <Section title="Cách tính" id="h-cach" first>
                <div class="sheet pad">
                  <p>
                    {counter
                      ? `${counter.label}. Mỗi hồ sơ tính một lần, của các đơn vị đã nộp và được tiếp nhận.`
                      : row.kind === 'ratio'
                        ? 'Tổng tử số chia tổng mẫu số của các đơn vị; không lấy trung bình các tỷ lệ.'
                        : 'Cộng số của các đơn vị đã nộp và được tiếp nhận.'}
                  </p>
                  <p class="small soft">
                    {row.kind === 'flow'
                      ? 'Phát sinh trong kỳ, cộng dồn được.'
                      : row.kind === 'stock'
                        ? 'Số cuối kỳ, không cộng dồn.'
                        : 'Tỷ lệ, luôn đi cùng tử và mẫu.'}
                  </p>
                </div>
              </Section>
              <Section title={row.missing.length === 0 ? 'Không thiếu đơn vị nào' : `Còn thiếu ${row.missing.length} đơn vị`} id="h-thieu">
                {row.missing.length === 0 ? (
                  <p class="soft">Mọi đơn vị phải nộp đều có trong số này.</p>
                ) : (
                  <p class="sheet pad">{row.missing.join(', ')}. Không ước tính thay.</p>
                )}
              </Section>
              <p class="small soft">
                {`Không góp số: đơn vị ghi “không phát sinh” hoặc “không áp dụng”. `}
                <a href={of.above.href}>{of.above.label}</a>
              </p>
            </>
          }
        />
      </>
    ),
  }
}

/** The records of one edition, or, of one that was added up, also the editions it took in. */
function openRow(
  ask: Ask,
  windowCode: string,
  edition: Taken,
  taken: readonly Taken[],
  sources: readonly Counted[],
  value: number,
  name: (id: string) => string,
): Row {
  const below = taken.filter(one => one.through === edition.editionId)
  return {
    open: (
      <>
        {below.length > 0 && (
          <p>
            Cộng từ {below.length} báo cáo cấp dưới:{' '}
            {below.map((one, i) => (
              <>
                {i > 0 && ', '}
                <a href={reportHref(windowCode, one.unitId)}>{name(one.unitId)}</a>
              </>
            ))}
            .
          </p>
        )}
        <Table
          caption={`${capital(ask.tree.label(edition.unitId, edition.at.day))}, bản ${edition.number}: ${sources.length} hồ sơ${sources.length === value ? ', đúng bằng số đã ghi' : `, ghi ${formatNumber(value)}`}`}
          columns={[{ label: 'Hồ sơ' }, { label: 'Nơi' }, { label: 'Ngày tính', numeric: true }]}
          rows={sources.map(one => ({
            cells: [<a href={one.href}>{one.title}</a>, name(one.unit_id), <span class="num">{formatDay(one.on_day)}</span>],
          }))}
        />
      </>
    ),
  }
}

/** What the receiver adjusted: a part like those of the units, with its reason. */
async function adjustedParts(ask: Ask, { parts, window, unit }: Summed) {
  if (!parts.some(part => part.adjustmentId)) return []
  const all = new Map((await adjustmentsOf(ask, window.id, [unit.id])).map(one => [one.id, one]))
  return parts.flatMap(part => {
    const one = all.get(part.adjustmentId ?? '')
    if (!one) return []
    const label = (
      <a href={`${adjustmentsHref(window.code, unit.id)}#dc-${one.number}`}>{`Điều chỉnh số ${one.number}: ${KINDS[one.kind]}`}</a>
    )
    return [{ label, says: amountText(part), reason: one.reason }]
  })
}

const sumOf = (contributing: readonly Contributing[]): number => exact(contributing.reduce((all, one) => all + one.value, 0))

function TwiceCounted({ sources }: { sources: readonly Counted[] }) {
  const times = new Map<string, { one: Counted; n: number }>()
  for (const one of sources) times.set(one.record_id, { one, n: (times.get(one.record_id)?.n ?? 0) + 1 })
  return (
    <>
      {[...times.values()]
        .filter(each => each.n > 1)
        .map(({ one }, i) => (
          <>
            {i > 0 && ', '}
            <a href={one.href}>{one.title}</a>
          </>
        ))}
    </>
  )
}
