// What was published: the frozen report, its paper, and each figure back to units, editions and records.
import { type Ask, askForOthers } from '../../../access/ask.ts'
import { namesOf } from '../../../access/people.ts'
import { capital, formatNumber } from '../../../ground/vietnamese.ts'
import { form, optional, text, uuid } from '../../../web/input.ts'
import { ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Defs, Section } from '../../../web/parts/section.tsx'
import { Status } from '../../../web/parts/status.tsx'
import { type Row, Table, Void } from '../../../web/parts/table.tsx'
import type { ReportSnapshot, SnapshotRow } from '../../../web/room.ts'
import { type Page, type Route, route } from '../../../web/route.ts'
import { signatureEntries } from '../approving/sealed.tsx'
import type { Wiring } from '../counting.ts'
import { listsIn, listsOf, RecordLists } from '../enclosing/lists.tsx'
import { SILENT } from '../figures.ts'
import { daysOf, writtenWhen } from '../naming.ts'
import { sealOf } from '../snapshot.ts'
import { findPublication, type Publication, publicationsOf, takenInto } from '../store-totals.ts'
import { WaivedBelow } from '../terms/parts.tsx'
import { arrivedSince, changesOfBefore } from '../totalling/published-changes.tsx'
import { whyPublishedHref } from '../totalling/why-page.tsx'
import { byStructureHref } from './by-structure.tsx'
import { lineagePage } from './lineage.tsx'
import { byGroup, ComparedAmong, Prose } from './words.tsx'

const decimalsOf = (row: Pick<SnapshotRow, 'kind'>): number | undefined => (row.kind === 'ratio' ? 1 : undefined)
export const valueText = (row: Pick<SnapshotRow, 'kind' | 'state' | 'value'>): string =>
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

const MOST_PARTS = 300

/** Those its form lists; a report of before has a list of each line of its own. */
const rowsListed = ({ rows, lists }: ReportSnapshot): readonly SnapshotRow[] =>
  rows.filter(row => (lists ? lists.some(one => one.code === row.code) : row.kind === 'flow' && row.depth === 0))

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
  const taken = isOurs ? await takenInto(ask, id) : []
  // A list of a whole country is no annex any more: its records are found from each figure.
  const lists =
    taken.length > MOST_PARTS
      ? listsIn(snapshot)
      : await listsOf(ask, rowsListed(snapshot), {
          editions: [...new Set(taken.map(one => one.editionId))],
          until: snapshot.window.until,
          isAsked: isOurs && snapshot.lists !== undefined,
        })
  const says = saysOf(snapshot)
  return {
    title: `Báo cáo ${snapshot.window.label} đã công bố`,
    page: (
      <>
        <Crumb
          steps={[
            { label: 'Báo cáo', href: '/bao-cao' },
            { label: capital(snapshot.window.label), ...(isOurs ? { href: `/bao-cao/${windowCode}/theo-doi?noi-nhan=${unitId}` } : {}) },
            { label: number === 1 ? 'Đã công bố' : `Đính chính lần ${number - 1}` },
          ]}
        />
        <PageHead
          title={`Báo cáo ${snapshot.window.label} đã công bố${number === 1 ? '' : `, đính chính lần ${number - 1}`}`}
          sub={`${capital(snapshot.unit.name)}, số liệu ${daysOf(snapshot.window)}. ${people.get(publication.by) ?? ''} công bố lúc ${writtenWhen(publication.at)}.`}
          actions={
            <>
              {isOurs && <ButtonLink href={byStructureHref(windowCode)}>Cộng theo cơ cấu khác</ButtonLink>}
              {mayTake && (
                <ButtonLink kind="main" href={`/van-ban/${publication.documentId}/tai-ve`} download={`bao-cao-${windowCode}.docx`}>
                  Tải văn bản Word
                </ButtonLink>
              )}
            </>
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
        {await arrivedSince(ask, publication, next === undefined)}
        {!isWhole && <Note tone="late">Nội dung đọc lại không khớp mã niêm phong. Báo quản trị viên trước khi dùng số liệu này.</Note>}
        <p class="after">
          <strong class="num">{`${coverage.accepted}/${coverage.owed}`}</strong> đơn vị đã nộp
          {coverage.missing.length > 0 && `; thiếu ${coverage.missing.join(', ')}`}
          {coverage.waived && `; được miễn: ${coverage.waived.join(', ')}`}.
        </p>
        <WaivedBelow by={coverage.waivedBelow ?? []} />
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
        <ComparedAmong outside={coverage.missing.length + (coverage.waived?.length ?? 0)} />
        {await changesOfBefore(ask, publication, isOurs)}
        {snapshot.sections.length > 0 && (
          <Section title="Phần lời" id="h-loi">
            <Prose sections={snapshot.sections} says={says} />
          </Section>
        )}
        <RecordLists lists={lists} />
        <Section title="Ký và niêm phong" id="h-niem-phong">
          <Defs
            entries={[
              ...(await signatureEntries(ask, publication)),
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

const before = (value: number | null, row: SnapshotRow, why: string | undefined) =>
  value === null ? (
    <Void>{row.notComparable === null ? 'không có số' : 'không so sánh được'}</Void>
  ) : (
    <Leading
      href={row.value === null ? undefined : why}
    >{`${formatNumber(value, decimalsOf(row))}${row.kind === 'ratio' ? '%' : ''}`}</Leading>
  )

/** A figure of before, leading to what makes the two differ for who may see the units behind them. */
const Leading = ({ href, children }: { href: string | undefined; children: string }) =>
  href === undefined ? (
    <span class="num">{children}</span>
  ) : (
    <a href={href}>
      <span class="num">{children}</span>
      <span class="vh">, vì sao khác lần này</span>
    </a>
  )

function publishedRow({ id, snapshot }: Publication & { readonly snapshot: ReportSnapshot }, row: SnapshotRow, isOurs: boolean): Row {
  const value = row.value === null ? <Void>{valueText(row)}</Void> : <strong class="num">{valueText(row)}</strong>
  // Who did not hand in is said once, above: a line names its own only where they differ.
  const all = snapshot.coverage.missing
  const isSame = row.missing.length === all.length && row.missing.every(unit => all.includes(unit))
  const notes = [row.missing.length > 0 && !isSame && `thiếu ${row.missing.join(', ')}`, row.note, row.notComparable]
    .filter(Boolean)
    .join('. ')
  return {
    id: `ct-${row.code}`,
    part: row.depth > 0,
    cells: [
      <>
        {row.label} <span class="soft small">({row.unit})</span>
      </>,
      before(row.previous, row, isOurs ? whyPublishedHref(id, row.code, 'ky-truoc') : undefined),
      before(row.sameLastYear, row, isOurs ? whyPublishedHref(id, row.code, 'cung-ky') : undefined),
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
      notes === '' ? '' : <span class="small">{capital(notes)}</span>,
    ],
  }
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
    input: form({ publication: uuid('Báo cáo'), indicator: text('Chỉ tiêu', 20), mo: optional(uuid('Bản')) }),
    run: (ask, input) => lineagePage(ask, wiring, input.publication, input.indicator, input.mo),
  }),
]
