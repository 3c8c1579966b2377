// The page before handing in.
import type { VNode } from 'preact'
import type { Ask } from '../../../access/ask.ts'
import { capital, formatNumber } from '../../../ground/vietnamese.ts'
import { Actions, Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section } from '../../../web/parts/section.tsx'
import type { Page } from '../../../web/route.ts'
import { markOfFiles } from '../enclosing/kinds.ts'
import { Enclosures } from '../enclosing/pages.tsx'
import type { Enclosure } from '../enclosing/store.ts'
import type { Figure, Figures } from '../figures.ts'
import type { Report } from '../filling.ts'
import { fieldOf, numbering, plainLabel, type TypedCell, type Section as Words } from '../sheet.ts'
import { saysIn, Told } from './bound.tsx'
import { reportHref } from './words.tsx'

/** The page before handing in: what will be sent, to whom, and what is unusual in it. */
export function confirmPage(
  ask: Ask,
  report: Report,
  figures: Figures,
  sending: {
    id: string
    seen: string
    after: number
    version?: number | undefined
    cells: readonly TypedCell[]
    narrative: readonly Words[]
  },
  more: { above?: VNode | null; far?: ReadonlyMap<string, string>; files?: readonly Enclosure[] } = {},
): Page {
  const { owed, form: asked } = report
  const { window } = owed
  const names = numbering(asked.indicators)
  const receiver = ask.tree.label(owed.receiverId, window.until)
  const here = reportHref(window.code, owed.unitId)
  const { above = null, far = new Map(), files = [] } = more
  const special = asked.indicators.flatMap(one => {
    const figure = figures.get(one.code)
    const cell = `Ô ${names.get(one.code)}, ${plainLabel(one)}`
    const said = figure && unusual(figure)
    return [said, far.get(fieldOf(one.code))].flatMap(what => (what ? [`${cell}: ${what}`] : []))
  })
  const of = (state: string): number => [...figures.values()].filter(one => one.state === state).length
  const number = sending.after + 1
  return {
    title: `Nộp báo cáo ${window.label} cho ${receiver}?`,
    page: (
      <>
        <Crumb
          steps={[{ label: 'Báo cáo', href: '/bao-cao' }, { label: capital(window.label), href: here }, { label: 'Xem lại và nộp' }]}
        />
        <PageHead
          title={`Nộp báo cáo ${window.label} cho ${receiver}?`}
          sub={`${capital(ask.tree.label(owed.unitId, window.until))}, bản ${number}.`}
        />
        {above}
        <ul class="sheet pad effects">
          <li>{`${figures.size} ô: ${of('reported')} ô có số, ${of('zero')} ô bằng 0, ${of('estimated')} ô ước tính, ${of('none')} ô không phát sinh, ${of('not_applicable')} ô không áp dụng.`}</li>
          <li>Sau khi nộp, biểu được khóa; nơi nhận trả lại thì mới sửa được.</li>
          <li>Ông/bà nhận ngay một biên nhận. Bấm nộp hai lần cũng chỉ thành một bản.</li>
        </ul>
        {special.length > 0 && (
          <Section title={`Những ô người xem sẽ chú ý: ${special.length}`} id="h-chu-y">
            <ul class="sheet pad effects">
              {special.map(one => (
                <li>{one}</li>
              ))}
            </ul>
          </Section>
        )}
        {sending.narrative.some(one => one.text !== '') && (
          <Section title="Phần lời như nơi nhận sẽ đọc" id="h-loi">
            <Told narrative={sending.narrative} says={saysIn(asked.indicators, figures)} />
          </Section>
        )}
        <Enclosures files={files} here={here} />
        <Form action={`${here}/nop`}>
          <Hidden name="id" value={sending.id} />
          <Hidden name="seen" value={sending.seen} />
          <Hidden name="after" value={sending.after} />
          <Hidden name="tep" value={markOfFiles(files)} />
          {sending.version !== undefined && <Hidden name="version" value={sending.version} />}
          {sending.cells.map(cell => (
            <>
              {cell.value !== '' && <Hidden name={`o-${cell.code}`} value={cell.value} />}
              {cell.state !== '' && <Hidden name={`s-${cell.code}`} value={cell.state} />}
              {cell.reason !== '' && <Hidden name={`l-${cell.code}`} value={cell.reason} />}
            </>
          ))}
          {sending.narrative.map((one, i) => one.text !== '' && <Hidden name={`p-${i + 1}`} value={one.text} />)}
          <Actions>
            <Button kind="main">{`Nộp báo cáo ${window.label}`}</Button>
            <ButtonLink kind="plain" href={here}>
              Quay lại sửa
            </ButtonLink>
          </Actions>
        </Form>
      </>
    ),
  }
}

/** What asks for a second look in one figure, with the reason that was given. */
function unusual({ state, value, counted, reason }: Figure): string | undefined {
  const why = reason ? `, lý do: ${reason}` : ''
  if (counted !== null && value !== null && counted !== value) return `ghi ${formatNumber(value)}, đếm được ${formatNumber(counted)}${why}`
  if (state === 'estimated') return `ước tính ${formatNumber(value ?? 0)}${why}`
  if (state === 'none') return `không phát sinh${why}`
  return state === 'not_applicable' ? `không áp dụng${why}` : undefined
}
