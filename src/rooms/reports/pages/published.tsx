// What was published: the frozen report, its paper, and each figure back to units, editions and records.
import { type Ask, askForOthers } from '../../../access/ask.ts'
import { namesOf } from '../../../access/people.ts'
import { missing } from '../../../ground/faults.ts'
import { formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import { form, optional, text, uuid } from '../../../web/input.ts'
import { ButtonLink } from '../../../web/parts/button.tsx'
import { Share } from '../../../web/parts/coverage.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Defs, Section, Two } from '../../../web/parts/section.tsx'
import { Status } from '../../../web/parts/status.tsx'
import { type Row, Table, Void } from '../../../web/parts/table.tsx'
import { Trail } from '../../../web/parts/trail.tsx'
import type { Counted, ReportSnapshot, SnapshotRow } from '../../../web/room.ts'
import { type Page, type Route, route } from '../../../web/route.ts'
import { counterOf, type Wiring } from '../counting.ts'
import { bind, SILENT } from '../figures.ts'
import { daysOf, fullName, shortWhen, upperFirst, writtenWhen } from '../naming.ts'
import { sealOf } from '../snapshot.ts'
import { findWindow, formOn } from '../store-asked.ts'
import { sourcesOf } from '../store-editions.ts'
import { findPublication, type Publication, partsOfPublished, publicationsOf, type Taken, takenInto } from '../store-totals.ts'
import { byGroup, reportHref } from './words.tsx'

const decimalsOf = (row: SnapshotRow): number | undefined => (row.kind === 'ratio' ? 1 : undefined)
const valueText = (row: SnapshotRow): string =>
  row.value === null
    ? SILENT[row.state === 'none' || row.state === 'not_applicable' ? row.state : 'missing']
    : `${formatNumber(row.value, decimalsOf(row))}${row.kind === 'ratio' ? '%' : ''}`

/** A published figure as it stands in the paper's text. */
export const saysOf =
  (snapshot: ReportSnapshot) =>
  (code: string): string | undefined => {
    const row = snapshot.rows.find(one => one.code === code)
    return row && valueText(row)
  }

async function publishedPage(ask: Ask, id: string): Promise<Page> {
  const publication = await findPublication(ask, id, 'owing')
  const { snapshot, unitId, windowId, windowCode, number } = publication
  const all = await publicationsOf(ask, [windowId], unitId)
  const people = await namesOf(ask.tx, [publication.by])
  const isWhole = sealOf(snapshot) === publication.snapshotSha256
  const isOurs = ask.grant.units.has(unitId)
  const next = all.find(one => one.corrects === id)
  const mayTake = publication.documentId !== null && askForOthers(ask)('documents.read')?.grant.units.has(unitId) === true
  const { coverage } = snapshot
  const says = saysOf(snapshot)
  return {
    title: `Báo cáo ${snapshot.window.label} đã công bố`,
    page: (
      <>
        <Crumb
          steps={[
            { label: 'Báo cáo', href: '/bao-cao' },
            { label: upperFirst(snapshot.window.label), ...(isOurs ? { href: `/bao-cao/${windowCode}/theo-doi?noi-nhan=${unitId}` } : {}) },
            { label: number === 1 ? 'Đã công bố' : `Đính chính lần ${number - 1}` },
          ]}
        />
        <PageHead
          title={`Báo cáo ${snapshot.window.label} đã công bố${number === 1 ? '' : `, đính chính lần ${number - 1}`}`}
          sub={`${upperFirst(snapshot.unit.name)}, số liệu ${daysOf(snapshot.window)}. ${people.get(publication.by) ?? ''} công bố lúc ${writtenWhen(publication.at)}.`}
          actions={
            mayTake ? (
              <ButtonLink kind="main" href={`/van-ban/${publication.documentId}/tai-ve`} download={`bao-cao-${windowCode}.docx`}>
                Tải văn bản Word
              </ButtonLink>
            ) : undefined
          }
        />
        {next && (
          <Note tone="soon">
            <p>
              Bản này đã có bản đính chính. <a href={`/bao-cao/cong-bo/${next.id}`}>Mở bản {next.number}</a>
            </p>
          </Note>
        )}
        {publication.corrects && (
          <Note>
            <p>
              Bản này đính chính <a href={`/bao-cao/cong-bo/${publication.corrects}`}>bản {number - 1}</a>; bản cũ vẫn xem được.
            </p>
          </Note>
        )}
        {!isWhole && <Note tone="late">Nội dung đọc lại không khớp mã niêm phong. Báo quản trị viên trước khi dùng số liệu này.</Note>}
        <p class="after">
          <strong class="num">{`${coverage.accepted}/${coverage.owed}`}</strong> đơn vị đã nộp
          {coverage.missing.length > 0 && `; thiếu ${coverage.missing.join(', ')}`}.
        </p>
        <Table
          caption={`Số liệu đã công bố, ${snapshot.window.label}`}
          hideCaption
          columns={[
            { label: 'Chỉ tiêu' },
            { label: 'Kỳ trước', numeric: true, width: 8 },
            { label: 'Cùng kỳ', numeric: true, width: 8 },
            { label: 'Kỳ này', numeric: true, width: 10 },
            { label: 'Ghi chú' },
          ]}
          rows={byGroup(snapshot.rows.map(row => ({ ...row, group: row.group }))).flatMap(({ group, lines }): Row[] => [
            { group },
            ...lines.map(row => publishedRow(publication, row, isOurs)),
          ])}
        />
        {snapshot.sections.length > 0 && (
          <Section title="Phần lời" id="h-loi">
            <div class="sheet pad prose">
              {snapshot.sections.map(one => (
                <>
                  <h3>{one.heading}</h3>
                  {bind(one.text, says)
                    .split('\n')
                    .map(line => (
                      <p>{line}</p>
                    ))}
                </>
              ))}
            </div>
          </Section>
        )}
        <Section title="Niêm phong" id="h-niem-phong">
          <Defs
            entries={[
              { term: 'Mã SHA-256', says: publication.snapshotSha256 },
              { term: 'Người ký', says: `${snapshot.signer.name}, ${snapshot.signer.title}` },
              ...(all.length > 1
                ? [
                    {
                      term: 'Các bản',
                      says: all.map(one =>
                        one.id === id ? `bản ${one.number} (đang xem) ` : <a href={`/bao-cao/cong-bo/${one.id}`}>{`bản ${one.number} `}</a>,
                      ),
                    },
                  ]
                : []),
            ]}
          />
        </Section>
      </>
    ),
  }
}

const before = (value: number | null, row: SnapshotRow) =>
  value === null ? (
    <Void>{row.notComparable === null ? 'không có số' : 'không so sánh được'}</Void>
  ) : (
    <span class="num">{`${formatNumber(value, decimalsOf(row))}${row.kind === 'ratio' ? '%' : ''}`}</span>
  )

function publishedRow({ id }: Publication, row: SnapshotRow, isOurs: boolean): Row {
  const value = row.value === null ? <Void>{valueText(row)}</Void> : <strong class="num">{valueText(row)}</strong>
  const notes = [row.missing.length > 0 && `thiếu ${row.missing.join(', ')}`, row.note, row.notComparable].filter(Boolean).join('. ')
  return {
    id: `ct-${row.code}`,
    part: row.depth > 0,
    cells: [
      <>
        {row.label} <span class="soft small">({row.unit})</span>
      </>,
      before(row.previous, row),
      before(row.sameLastYear, row),
      <>
        {row.denominator !== null && (
          <span class="small soft">{`${formatNumber(row.numerator ?? 0)} trên ${formatNumber(row.denominator)} `}</span>
        )}
        {row.state === 'estimated' && <Status tone="soon">có ước tính</Status>}{' '}
        {isOurs && row.value !== null ? (
          <a href={`/bao-cao/cong-bo/${id}/nguon/${row.code}`}>
            {value}
            <span class="vh">, xem số này từ đâu</span>
          </a>
        ) : (
          value
        )}
      </>,
      notes === '' ? '' : <span class="small">{upperFirst(notes)}</span>,
    ],
  }
}

interface Contributing {
  readonly taken: Taken
  readonly value: number
  readonly says: string
}

async function lineagePage(ask: Ask, wiring: Wiring, id: string, code: string, opened: string | undefined): Promise<Page> {
  const publication = await findPublication(ask, id, 'ours')
  const { snapshot } = publication
  const row = snapshot.rows.find(one => one.code === code)
  if (!row) throw missing('chỉ tiêu này trong báo cáo')
  const parts = await partsOfPublished(ask, id, code)
  const taken = await takenInto(ask, id)
  const byId = new Map(taken.map(one => [one.editionId, one]))
  const tree = ask.tree.on(snapshot.window.until)
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
  const twice = parts.find(part => part.editionId === null)?.value ?? 0
  const sources = await sourcesOf(
    ask,
    contributing.map(one => one.taken.editionId),
    code,
  )
  const { regime } = await findWindow(ask, publication.windowCode)
  const indicator = (await formOn(ask, regime.id, snapshot.window.until)).indicators.find(one => one.code === code)
  const counter = indicator && counterOf(wiring, indicator)
  const records = new Set(sources.map(one => one.record_id))
  const people = await namesOf(
    ask.tx,
    contributing.flatMap(one => [one.taken.by, ...(one.taken.acceptedBy ? [one.taken.acceptedBy] : [])]),
  )
  const open = opened ?? (sources.length > 0 ? contributing[0]?.taken.editionId : undefined)
  const largest = contributing[0]?.value ?? 0
  const here = `/bao-cao/cong-bo/${id}/nguon/${code}`
  const name = (unitId: string): string => tree.label(unitId)
  return {
    title: `Số ${valueText(row)} từ đâu ra? ${row.label}`,
    page: (
      <>
        <Crumb
          steps={[
            { label: 'Báo cáo', href: '/bao-cao' },
            { label: upperFirst(snapshot.window.label), href: `/bao-cao/cong-bo/${id}` },
            { label: row.label },
          ]}
        />
        <PageHead
          title={`Số ${valueText(row)} từ đâu ra?`}
          sub={`${row.label}, ${snapshot.unit.name}, ${snapshot.window.label} (${daysOf(snapshot.window)}). Đã công bố lúc ${writtenWhen(publication.at)}.`}
        />
        <Trail
          steps={[
            { label: 'Giá trị', value: valueText(row), says: row.unit },
            {
              label: 'Đơn vị',
              value: `${snapshot.coverage.owed - row.missing.length}/${snapshot.coverage.owed}`,
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
                          <a href={`${here}?mo=${edition.editionId}#${edition.editionId}`}>{name(edition.unitId)}</a>
                        ) : (
                          name(edition.unitId)
                        ),
                        <strong class="num">{says}</strong>,
                        row.denominator === null ? <Share value={value} largest={largest} /> : '',
                        <a
                          href={`/bao-cao/${publication.windowCode}/xem/${edition.editionId}`}
                        >{`Bản ${edition.number}, ${shortWhen(edition.at)}`}</a>,
                        edition.acceptedBy ? (people.get(edition.acceptedBy) ?? '') : <Void>chưa ai</Void>,
                      ],
                    },
                    ...(open === edition.editionId
                      ? [
                          openRow(
                            ask,
                            publication,
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
                        { sum: true, cells: [`Cộng ${contributing.length} đơn vị`, formatNumber((row.value ?? 0) - twice), '', '', ''] },
                        { cells: ['Trừ hồ sơ tính trùng', formatNumber(twice), '', <TwiceCounted sources={sources} />, ''] },
                      ]),
                  {
                    sum: true,
                    cells: [
                      upperFirst(snapshot.unit.name),
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
                <a href={`/bao-cao/cong-bo/${id}`}>Về báo cáo đã công bố</a>
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
  publication: Publication,
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
                <a href={reportHref(publication.windowCode, one.unitId)}>{name(one.unitId)}</a>
              </>
            ))}
            .
          </p>
        )}
        <Table
          caption={`${upperFirst(fullName(ask.tree, edition.unitId, edition.at.day))}, bản ${edition.number}: ${sources.length} hồ sơ${sources.length === value ? ', đúng bằng số đã ghi' : `, ghi ${formatNumber(value)}`}`}
          columns={[{ label: 'Hồ sơ' }, { label: 'Nơi' }, { label: 'Ngày tính', numeric: true }]}
          rows={sources.map(one => ({
            cells: [<a href={one.href}>{one.title}</a>, name(one.unit_id), <span class="num">{formatDay(one.on_day)}</span>],
          }))}
        />
      </>
    ),
  }
}

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

export const publishedRoutes = (wiring: Wiring): Route[] => [
  route({
    at: 'GET /bao-cao/cong-bo/:publication',
    may: 'reports.read',
    input: form({ publication: uuid('Báo cáo') }),
    run: (ask, input) => publishedPage(ask, input.publication),
  }),
  route({
    at: 'GET /bao-cao/cong-bo/:publication/nguon/:indicator',
    may: 'reports.read',
    input: form({ publication: uuid('Báo cáo'), indicator: text('Chỉ tiêu', 12), mo: optional(uuid('Bản')) }),
    run: (ask, input) => lineagePage(ask, wiring, input.publication, input.indicator, input.mo),
  }),
]
