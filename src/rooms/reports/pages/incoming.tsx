// What a workbook or a pasted block would change, cell by cell, before anything is written; and the deed that writes it.
import { randomUUID } from 'node:crypto'
import type { ComponentChildren } from 'preact'
import type { Fault } from '../../../ground/faults.ts'
import { capital, formatNumber, readNumber } from '../../../ground/vietnamese.ts'
import { each, form, type Typed, text, uuid } from '../../../web/input.ts'
import { Actions, Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section } from '../../../web/parts/section.tsx'
import { Status } from '../../../web/parts/status.tsx'
import { Pick, Table, Void } from '../../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import { bringIn, type Judged, judge, openSheet } from '../bringing/acts-incoming.ts'
import { type CellVerdict, MOST_TEXT, markOf, markOfText, type Outcome, type TextVerdict } from '../bringing/incoming.ts'
import { WAYS } from '../bringing/workbook.ts'
import { numberText } from '../bringing/written.ts'
import type { Wiring } from '../counting.ts'
import type { SheetView } from '../filling.ts'
import { numbering, plainLabel, type TypedCell } from '../sheet.ts'
import { cellsOf, idOf, sheetAsTyped } from './typed.ts'
import { reportHref } from './words.tsx'

export interface Shown {
  readonly judged: Judged
  /** "Tệp bieu.xlsx", "Khối đã dán". */
  readonly from: string
  readonly strays?: readonly { readonly at: string; readonly came: string; readonly say: string }[]
  readonly notes?: readonly string[]
  readonly fault?: Fault | undefined
  /** Under the verdicts: the block, to be mended. */
  readonly below?: ComponentChildren
  readonly step: string
}

type Verdict = {
  readonly key: string
  readonly name: string
  readonly at: string
  readonly came: string
  readonly kept: string
  readonly next: string
  readonly say: string
  readonly outcome: Outcome
}

const SAID: Readonly<Record<Outcome, { tone: 'ok' | 'soon' | 'late' | 'none'; word: string }>> = {
  created: { tone: 'ok', word: 'Mới' },
  changed: { tone: 'soon', word: 'Thay đổi' },
  same: { tone: 'none', word: 'Như cũ' },
  clash: { tone: 'late', word: 'Hai bên cùng sửa' },
  rejected: { tone: 'late', word: 'Không nhận' },
}

/** A cell in words: "1.240, ước tính, hai buổi". */
function cellText({ state, value, reason }: TypedCell, counted: number | undefined): string {
  const number = readNumber(value)
  const figure =
    value !== ''
      ? number === undefined
        ? value
        : numberText(number)
      : state === '' && counted !== undefined
        ? `${formatNumber(counted)} (hệ thống đếm)`
        : ''
  return [figure, state === '' ? '' : WAYS[state], reason].filter(Boolean).join(', ')
}

const shortened = (words: string): string => {
  const letters = [...words]
  return letters.length <= 400 ? words : `${letters.slice(0, 400).join('')}… (${formatNumber(letters.length)} ký tự)`
}

function verdictsOf(view: SheetView, judged: Judged): Verdict[] {
  const names = numbering(view.form.indicators)
  const labels = new Map(view.form.indicators.map(one => [one.code, plainLabel(one)]))
  const ofCell = (one: CellVerdict): Verdict => {
    const counted = view.asked.counted.get(one.code)
    const name = names.get(one.code)
    return {
      key: one.code,
      name: name === undefined ? `Mã “${one.code.slice(0, 30)}”` : `${name}  ${labels.get(one.code)}`,
      at: one.at,
      came: one.came,
      kept: cellText(one.kept, counted),
      next: cellText(one.cell, counted),
      say: one.say,
      outcome: one.outcome,
    }
  }
  const ofText = (one: TextVerdict): Verdict => ({
    key: `p${one.place}`,
    name: `Phần lời: ${view.narrative[one.place - 1]?.heading ?? ''}`,
    at: one.at,
    came: shortened(one.came),
    kept: shortened(one.kept),
    next: shortened(one.text),
    say: one.say,
    outcome: one.outcome,
  })
  return [...judged.cells.map(ofCell), ...judged.texts.map(ofText)]
}

/** "12 ô mới, 3 ô thay đổi, 1 ô không nhận". */
function summary(verdicts: readonly Verdict[], strays: number): string {
  const of = (...outcomes: Outcome[]): number => verdicts.filter(one => outcomes.includes(one.outcome)).length
  const parts = [
    [of('created'), 'ô mới'],
    [of('changed'), 'ô thay đổi'],
    [of('clash'), 'ô hai bên cùng sửa'],
    [of('rejected') + strays, 'ô không nhận'],
  ] as const
  const said = parts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`)
  return said.length === 0 ? 'Không có gì khác với bản nháp' : said.join(', ')
}

const orEmpty = (words: string) => (words === '' ? <Void>để trống</Void> : words)

/** The verdicts, and one button that writes what is taken. */
export function incomingPage(view: SheetView, shown: Shown): Page {
  const { judged, strays = [], notes = [], fault } = shown
  const { window, unitId } = view.owed
  const here = reportHref(window.code, unitId)
  const verdicts = verdictsOf(view, judged)
  const of = (...outcomes: Outcome[]) => verdicts.filter(one => outcomes.includes(one.outcome))
  const [taken, clashes, refused, same] = [of('created', 'changed'), of('clash'), of('rejected'), of('same')]
  const title = `${shown.from}: ${summary(verdicts, strays.length)}`
  return {
    title: fault ? `Lỗi: ${fault.message}` : title,
    page: (
      <>
        <Crumb steps={[{ label: 'Báo cáo', href: '/bao-cao' }, { label: capital(window.label), href: here }, { label: shown.step }]} />
        {fault && <ErrorSummary fault={fault} title={fault.message} />}
        <PageHead title={title} sub="Chưa ghi gì vào bản nháp. Xem từng ô rồi bấm áp dụng; ô không nêu ở đây giữ nguyên." />
        {notes.length > 0 && (
          <Note>
            {notes.map(one => (
              <p>{one}</p>
            ))}
          </Note>
        )}
        {refused.length + strays.length > 0 && (
          <Section title={`Không nhận: ${refused.length + strays.length} ô`} id="h-khong-nhan">
            <Table
              caption="Những ô không nhận, vì sao và cách sửa"
              hideCaption
              columns={[{ label: 'Ô' }, { label: 'Chỗ' }, { label: 'Đang ghi' }, { label: 'Vì sao, sửa thế nào' }]}
              rows={[
                ...refused.map(one => ({ cells: [one.name, one.at, orEmpty(one.came), one.say] })),
                ...strays.map(one => ({ cells: ['Không rõ chỉ tiêu', one.at, orEmpty(one.came), one.say] })),
              ]}
            />
          </Section>
        )}
        {taken.length + clashes.length > 0 ? (
          <Form action={`${here}/ap-dung-excel`} label="Áp dụng vào bản nháp">
            <Carried view={view} judged={judged} />
            {clashes.length > 0 && (
              <Section
                title={`Hai bên cùng sửa: ${clashes.length} ô`}
                id="h-cung-sua"
                foot="Không đánh dấu thì giữ bản đang có trên hệ thống."
              >
                <Table
                  caption="Những ô vừa được sửa trên hệ thống và cũng có trong tệp"
                  hideCaption
                  columns={[
                    { label: 'Ô' },
                    { label: 'Đang có trên hệ thống' },
                    { label: 'Bản của ông/bà' },
                    { label: 'Lấy bản của ông/bà', width: 10 },
                  ]}
                  rows={clashes.map(one => ({
                    cells: [
                      one.name,
                      orEmpty(one.kept),
                      orEmpty(one.next),
                      <Pick name={`lay-${one.key}`} value="1" of={`bản của ông/bà cho ô ${one.name}`} />,
                    ],
                  }))}
                />
              </Section>
            )}
            {taken.length > 0 && (
              <Section title={`Sẽ ghi vào bản nháp: ${taken.length} ô`} id="h-se-ghi">
                <Table
                  caption="Những ô sẽ ghi vào bản nháp"
                  hideCaption
                  columns={[{ label: 'Ô' }, { label: 'Chỗ' }, { label: 'Đang có' }, { label: 'Sẽ ghi' }, { label: 'Kết quả' }]}
                  rows={taken.map(one => ({
                    cells: [
                      one.name,
                      one.at,
                      orEmpty(one.kept),
                      orEmpty(one.next),
                      <>
                        <Status tone={SAID[one.outcome].tone}>{SAID[one.outcome].word}</Status> {one.say}
                      </>,
                    ],
                  }))}
                />
              </Section>
            )}
            <Actions>
              <Button kind="main">{taken.length > 0 ? `Áp dụng ${taken.length} ô vào bản nháp` : 'Áp dụng các ô đã đánh dấu'}</Button>
              <ButtonLink kind="plain" href={here}>
                Bỏ qua, về biểu
              </ButtonLink>
            </Actions>
          </Form>
        ) : (
          <Note tone="none">
            <p>
              Không có ô nào để ghi. <a href={here}>Về biểu số liệu</a>
            </p>
          </Note>
        )}
        {same.length > 0 && <p class="small soft after">{`Như cũ, không ghi lại: ${same.length} ô.`}</p>}
        {shown.below}
      </>
    ),
  }
}

/** What is to be written travels with the page: what is applied is what was looked at. */
function Carried({ view, judged }: { view: SheetView; judged: Judged }) {
  const travels = (one: { outcome: Outcome }): boolean => one.outcome === 'created' || one.outcome === 'changed' || one.outcome === 'clash'
  return (
    <>
      <Hidden name="page" value={randomUUID()} />
      {judged.cells.filter(travels).map(({ code, cell, kept, outcome }) => (
        <>
          <Hidden name={`n-${code}`} value={markOf(kept)} />
          {cell.value !== '' && <Hidden name={`o-${code}`} value={cell.value} />}
          {cell.state !== '' && <Hidden name={`s-${code}`} value={cell.state} />}
          {cell.reason !== '' && <Hidden name={`l-${code}`} value={cell.reason} />}
          {outcome === 'clash' && <Hidden name={`hoi-${code}`} value="1" />}
        </>
      ))}
      {judged.texts.filter(travels).map(({ place, text: words, outcome }) => (
        <>
          <Hidden name={`n-p${place}`} value={markOfText(view.narrative[place - 1]?.text ?? '')} />
          <Hidden name={`p-${place}`} value={words} />
          {outcome === 'clash' && <Hidden name={`hoi-p${place}`} value="1" />}
        </>
      ))}
    </>
  )
}

const applying = form({
  window: text('Kỳ báo cáo', 40),
  unit: uuid('Đơn vị'),
  page: uuid('Trang'),
  o: each('Ô số liệu', 40),
  s: each('Cách ghi', 20),
  l: each('Lý do', 500),
  p: each('Phần lời', MOST_TEXT),
  n: each('Dấu của bản đã xem', 40),
  hoi: each('Ô hai bên cùng sửa', 1),
  lay: each('Lấy bản của tôi', 1),
})

type ByKey = Readonly<Record<string, string>>
const TEXT_KEY = /^p(\d+)$/u

/** The cells and texts that travelled, those of two minds only where a person took them. */
function travelled(o: { o: ByKey; s: ByKey; l: ByKey; p: ByKey; n: ByKey; hoi: ByKey; lay: ByKey }) {
  const taken = Object.entries(o.n).filter(([key]) => o.hoi[key] === undefined || o.lay[key] !== undefined)
  const cells = new Map(cellsOf(o).map(one => [one.code, one]))
  return {
    cells: taken.flatMap(([code, seen]) =>
      TEXT_KEY.test(code) ? [] : [{ cell: cells.get(code) ?? { code, state: '' as const, value: '', reason: '' }, seen }],
    ),
    texts: taken.flatMap(([key, seen]) => {
      const place = TEXT_KEY.exec(key)?.[1]
      return place === undefined ? [] : [{ place: Number(place), text: o.p[place] ?? '', seen }]
    }),
  }
}

export function incomingRoutes(wiring: Wiring): Route[] {
  return [
    route({
      at: 'POST /bao-cao/:window/:unit/ap-dung-excel',
      may: 'reports.fill',
      input: applying,
      async run(ask, input) {
        const { cells, texts } = travelled(input)
        const news = await bringIn(ask, wiring, { code: input.window, unitId: input.unit, page: input.page, cells, texts })
        return { seeOther: `${reportHref(input.window, input.unit)}?nhan=${news}` }
      },
      // Someone was faster: the same cells, judged against what is kept now.
      async again(ask, typed, fault) {
        const view = await openSheet(ask, wiring, String(typed['window'] ?? ''), idOf(typed, 'unit'))
        const all = (name: string): ByKey => byKey(typed, name)
        const { cells, texts } = travelled({ ...sheetAsTyped(typed), n: all('n'), hoi: {}, lay: {} })
        const judged = judge(view, {
          cells: cells.map(({ cell, seen }) => ({ code: cell.code, at: '', came: cell.value, cell, base: seen })),
          texts: texts.map(({ place, text: words, seen }) => ({ place, at: '', came: words, text: words, base: seen })),
        })
        return incomingPage(view, { judged, from: 'Chưa áp dụng', step: 'Áp dụng vào bản nháp', fault })
      },
    }),
  ]
}

const byKey = (typed: Typed, name: string): ByKey =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([field, value]) =>
      field.startsWith(`${name}-`) ? [[field.slice(name.length + 1), String([value].flat()[0] ?? '')]] : [],
    ),
  )
