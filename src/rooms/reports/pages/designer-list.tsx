// The regimes in use, those in the making, and one regime as it is asked.
import { randomUUID } from 'node:crypto'
import { type Ask, askForOthers } from '../../../access/ask.ts'
import { capital, formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import { form, optional, text, uuid } from '../../../web/input.ts'
import { Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Defs, Section } from '../../../web/parts/section.tsx'
import { type Row, Table, Void } from '../../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import type { Wiring } from '../counting.ts'
import { beginRegime, designSeats, mayChange } from '../designing/acts-design.ts'
import type { Definition } from '../designing/catalogue.ts'
import { LEVEL_WORDS } from '../designing/design-rules.ts'
import { byCode, definitionsOn, type FormVersion, findRegime, type RegimeOverview, regimesInSight } from '../designing/store-catalogue.ts'
import { type DesignHead, openDesigns } from '../designing/store-designs.ts'
import { listedLines } from '../enclosing/listed.ts'
import { numbering } from '../sheet.ts'
import { ListsNamed } from './designer-lists.tsx'
import {
  designHref,
  howFilled,
  indicatorDesignHref,
  indicatorHref,
  KIND_WORDS,
  LIST,
  RHYTHM_WORDS,
  regimeHref,
  ToCheck,
  validity,
} from './designer-words.tsx'
import { GroupChoice, groupsShown } from './groups.tsx'

/** The same person designing, when they hold a post at a province or the centre. */
export const designing = (ask: Ask): Ask<'reports.design'> | undefined => {
  const other = askForOthers(ask)('reports.design')
  return other && designSeats(other).length > 0 ? other : undefined
}

async function listPage(ask: Ask<'reports.read'>): Promise<Page> {
  const all = await regimesInSight(ask, ask.today)
  const designer = designing(ask)
  const open = designer ? await openDesigns(designer) : []
  return {
    title: 'Chế độ báo cáo',
    page: (
      <>
        <Crumb steps={[{ label: 'Báo cáo', href: '/bao-cao' }, { label: 'Chế độ báo cáo' }]} />
        <PageHead
          title={`${all.length} chế độ báo cáo dùng được ngay`}
          sub="Mỗi chế độ nói ai báo cáo cho ai, biểu gồm chỉ tiêu nào, phần lời viết gì, hạn nộp của từng cấp."
          actions={
            <>
              <ButtonLink href="/bao-cao/danh-muc">Danh mục chỉ tiêu</ButtonLink>
              {designer && (
                <Form action={`${LIST}/tao`} class="row">
                  <Hidden name="id" value={randomUUID()} />
                  <Button kind="main">Tạo chế độ báo cáo</Button>
                </Form>
              )}
            </>
          }
        />
        {open.length > 0 && <InTheMaking designs={open} />}
        <Section title="Đang dùng" id="h-dang-dung" first={open.length === 0}>
          <Table
            caption="Chế độ báo cáo"
            hideCaption
            columns={[
              { label: 'Tên' },
              { label: 'Kỳ' },
              { label: 'Chỉ tiêu', numeric: true },
              { label: 'Kỳ đã mở', numeric: true },
              { label: 'Nguồn' },
            ]}
            rows={all.map(one => regimeRow(ask, one))}
          />
        </Section>
      </>
    ),
  }
}

const regimeRow = (ask: Ask, one: RegimeOverview): Row => ({
  cells: [
    <>
      <a href={regimeHref(one.id)}>{one.name}</a> <span class="soft small nowrap">{one.code}</span>
    </>,
    RHYTHM_WORDS[one.rhythm],
    one.version === 0 ? <Void>chưa đến ngày áp dụng</Void> : one.lines,
    one.windows,
    <>
      {one.madeFor === null ? 'có sẵn' : capital(ask.tree.label(one.madeFor))} <ToCheck is={one.toCheck} />
    </>,
  ],
})

const InTheMaking = ({ designs }: { designs: readonly DesignHead[] }) => (
  <Section title="Đang thiết kế" id="h-thiet-ke" first>
    <Table
      caption="Bản thiết kế chưa áp dụng, mới nhất ở trên"
      hideCaption
      columns={[{ label: 'Bản thiết kế' }, { label: 'Loại' }, { label: 'Lưu lúc' }, { label: 'Việc làm', hideLabel: true }]}
      rows={designs.map(one => ({
        cells: [
          <strong>{one.title || 'Chưa đặt tên'}</strong>,
          one.kind === 'indicator' ? 'chỉ tiêu' : one.regimeId === null ? 'chế độ mới' : 'bản mới của chế độ đang dùng',
          <span class="num">{`${one.savedAt.time.slice(0, 5)} ngày ${formatDay(one.savedAt.day)}`}</span>,
          <ButtonLink small href={one.kind === 'indicator' ? indicatorDesignHref(one.id) : designHref(one.id)} of={one.title}>
            Làm tiếp
          </ButtonLink>,
        ],
      }))}
    />
  </Section>
)

/** The lines of a form as a table: number, name, measure, how each is filled; a long one a group at a time. */
export function LinesTable({
  lines,
  known,
  counters,
  here,
  group: named,
}: {
  lines: readonly string[]
  known: ReadonlyMap<string, Definition>
  counters: ReadonlySet<string>
  /** The page that shows it. */
  here: string
  group: string | undefined
}) {
  const indicators = lines.flatMap(code => known.get(code) ?? [])
  const names = numbering(indicators)
  const groups = groupsShown(indicators, { named })
  return (
    <>
      <GroupChoice of={groups} action={`${here}#h-bieu`} />
      <Table
        caption="Biểu số liệu"
        hideCaption
        columns={[{ label: 'Chỉ tiêu' }, { label: 'Đơn vị tính' }, { label: 'Loại' }, { label: 'Cách có số' }]}
        rows={groups.shown.flatMap(({ group, lines: of }): Row[] => [
          { group },
          ...of.map(
            (one): Row => ({
              cells: [
                <>
                  <span class="num soft">{names.get(one.code)}</span>&ensp;
                  {one.id === '' ? one.label : <a href={indicatorHref(one.code)}>{one.label}</a>} <span class="soft small">{one.code}</span>
                  {one.means !== '' && <span class="soft small"> {one.means}</span>}
                </>,
                one.measure,
                KIND_WORDS[one.kind],
                howFilled(one, counters),
              ],
              part: one.depth > 0,
            }),
          ),
        ])}
      />
    </>
  )
}

/** A regime need not have days by level: then they are written when a window is opened. */
export const RulesTable = ({ rules }: { rules: FormVersion['rules'] }) =>
  rules.length === 0 ? (
    <p class="soft">Chưa đặt thời hạn theo cấp; khi mở kỳ thì ghi ngày.</p>
  ) : (
    <Table
      caption="Thời hạn theo cấp, tính từ ngày cuối kỳ"
      hideCaption
      columns={[{ label: 'Ai nộp' }, { label: 'Chốt số liệu' }, { label: 'Hạn nộp' }, { label: 'Khóa hẳn' }]}
      rows={rules.map(rule => ({
        cells: [
          <>
            {capital(LEVEL_WORDS[rule.level])}
            {rule.source && <span class="soft small"> {rule.source}</span>} <ToCheck is={rule.toCheck ?? false} />
          </>,
          said(rule.untilDays),
          said(rule.dueDays),
          rule.locksDays === null ? <Void>không khóa</Void> : said(rule.locksDays),
        ],
      }))}
    />
  )

const said = (days: number): string => (days === 0 ? 'ngày cuối kỳ' : days < 0 ? `${-days} ngày trước cuối kỳ` : `${days} ngày sau cuối kỳ`)

interface RegimeShown {
  readonly id: string
  readonly isNew: boolean
  readonly group: string | undefined
}

async function regimePage(ask: Ask<'reports.read'>, { id, isNew, group }: RegimeShown, counters: ReadonlySet<string>): Promise<Page> {
  const { regime, forms } = await findRegime(ask, id)
  const now = forms.find(one => (one.from ?? '') <= ask.today && (one.until === null || ask.today <= one.until)) ?? forms[0]
  const known = byCode(
    await definitionsOn(ask, now?.from !== null && now?.from !== undefined && now.from > ask.today ? now.from : ask.today),
  )
  const designer = designing(ask)
  const mayOpen = askForOthers(ask)('reports.open')
  return {
    title: regime.name,
    page: (
      <>
        <Crumb steps={[{ label: 'Báo cáo', href: '/bao-cao' }, { label: 'Chế độ báo cáo', href: LIST }, { label: regime.name }]} />
        <PageHead
          over={regime.code}
          title={regime.name}
          sub={`Báo cáo ${RHYTHM_WORDS[regime.rhythm]}, ${formatNumber(now?.lines.length ?? 0)} chỉ tiêu, ${now?.sections.length ?? 0} mục phần lời.`}
          actions={
            <>
              {mayOpen && designer && (
                <ButtonLink kind={isNew ? 'main' : 'normal'} href={`/bao-cao/mo-ky?che-do=${regime.id}`}>
                  Mở kỳ báo cáo
                </ButtonLink>
              )}
              {designer && mayChange(ask.tree, regime.madeFor, designSeats(designer)) && (
                <Form action={`${regimeHref(regime.id)}/ban-moi`} class="row">
                  <Hidden name="id" value={randomUUID()} />
                  <Button>Lập bản mới</Button>
                </Form>
              )}
            </>
          }
        />
        {isNew && (
          <Note tone="ok" announce>
            Chế độ đã áp dụng. Mở kỳ đầu tiên để các đơn vị báo cáo.
          </Note>
        )}
        {regime.toCheck && (
          <Note tone="soon" title="Cần người có chuyên môn xác nhận trước khi dựa vào">
            {regime.note}
          </Note>
        )}
        <Defs
          entries={[
            { term: 'Căn cứ', says: regime.lawText || <Void>chưa ghi</Void> },
            { term: 'Nơi nhận', says: regime.receiver || <Void>chưa ghi</Void> },
            { term: 'Ai báo cáo cho ai', says: 'Theo cây tổ chức vào ngày chốt: mỗi đơn vị nộp cho cấp trên trực tiếp.' },
            ...(regime.source === '' ? [] : [{ term: 'Nguồn', says: regime.source }]),
            ...(regime.note === '' || regime.toCheck ? [] : [{ term: 'Ghi chú', says: regime.note }]),
          ]}
        />
        <Section title="Thời hạn" id="h-thoi-han">
          <RulesTable rules={now?.rules ?? []} />
        </Section>
        <Section title="Biểu số liệu" id="h-bieu">
          <LinesTable lines={now?.lines ?? []} known={known} counters={counters} here={regimeHref(regime.id)} group={group} />
        </Section>
        <Section title="Danh mục kèm báo cáo" id="h-danh-muc">
          <ListsNamed
            codes={listedLines(
              (now?.lines ?? []).flatMap(code => known.get(code) ?? []),
              now?.lists ?? null,
            ).map(one => one.code)}
            known={known}
          />
        </Section>
        <Section title="Phần lời" id="h-loi">
          <ol class="sheet pad effects">
            {now?.sections.map(heading => (
              <li>
                {heading}
                {now.required.includes(heading) && <strong> (bắt buộc)</strong>}
              </li>
            ))}
          </ol>
        </Section>
        <Section title="Các bản" id="h-ban" foot="Kỳ đã mở giữ biểu của bản có hiệu lực vào ngày chốt của kỳ ấy.">
          <Table
            caption="Các bản của biểu"
            hideCaption
            columns={[{ label: 'Bản' }, { label: 'Áp dụng' }, { label: 'Chỉ tiêu', numeric: true }]}
            rows={forms.map(one => ({ cells: [`Bản ${one.version}`, validity(one.from, one.until), one.lines.length] }))}
          />
        </Section>
      </>
    ),
  }
}

export function designerListRoutes(wiring: Wiring): Route[] {
  const counters = new Set(Object.keys(wiring.counters))
  return [
    route({ at: 'GET /bao-cao/che-do', may: 'reports.read', run: ask => listPage(ask) }),
    route({
      at: 'GET /bao-cao/che-do/:regime',
      may: 'reports.read',
      input: form({ regime: uuid('Chế độ báo cáo'), moi: optional(uuid('Mới')), nhom: optional(text('Nhóm', 200)) }),
      run: (ask, { regime, moi, nhom }) => regimePage(ask, { id: regime, isNew: moi !== undefined, group: nhom }, counters),
    }),
    route({
      at: 'POST /bao-cao/che-do/tao',
      may: 'reports.design',
      input: form({ id: uuid('Bản thiết kế'), seat: optional(uuid('Đơn vị')) }),
      async run(ask, { id, seat }) {
        await beginRegime(ask, { id, unitId: seat })
        return { seeOther: designHref(id) }
      },
    }),
    route({
      at: 'POST /bao-cao/che-do/:regime/ban-moi',
      may: 'reports.design',
      input: form({ regime: uuid('Chế độ báo cáo'), id: uuid('Bản thiết kế'), seat: optional(uuid('Đơn vị')) }),
      async run(ask, { regime, id, seat }) {
        await beginRegime(ask, { id, unitId: seat, of: regime })
        return { seeOther: designHref(id) }
      },
    }),
  ]
}
