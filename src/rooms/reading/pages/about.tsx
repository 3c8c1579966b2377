// What texts state about a unit, for the unit's page; and what waits, for the start page.
import type { VNode } from 'preact'
import type { AskFor } from '../../../access/ask.ts'
import { Table } from '../../../web/parts/table.tsx'
import type { Awaiting } from '../../../web/room.ts'
import { periodOf } from '../rules.ts'
import { measureLabel } from '../said.ts'
import { aboutUnit, type EventOfUnit, type StatedFigure } from '../stated.ts'
import { waitingFacts } from '../store.ts'
import { amount, baseOf, eventWords, saidMore, timeOf } from './words.ts'

const SHOWN = 12

/** The figures that texts state about this unit, by event, each with its sentence: beside counted figures, never among them. */
export async function statedAbout(asking: AskFor, unitId: string): Promise<readonly { heading: string; body: VNode }[]> {
  const ask = asking('reading.read')
  if (!ask) return []
  const { events, figures, more } = await aboutUnit(ask, unitId, SHOWN)
  if (events.length === 0) return []
  return [
    {
      heading: 'Theo văn bản nêu',
      body: (
        <>
          <p class="small soft">Số do văn bản nêu và cán bộ đã nhận, không cộng với số đếm từ hồ sơ.</p>
          {events.map(event => (
            <OneEvent event={event} figures={figures.filter(figure => figure.eventId === event.id)} />
          ))}
          {more && (
            <p class="small soft">
              {`Đang xem ${SHOWN} văn bản mới nhất. `}
              <a href="/doc-van-ban">Xem tất cả văn bản</a>
            </p>
          )}
        </>
      ),
    },
  ]
}

function OneEvent({ event, figures }: { event: EventOfUnit; figures: readonly StatedFigure[] }) {
  return (
    <>
      <p>
        {`${eventWords(event)}: `}
        <a href={`/doc-van-ban/${event.textId}`}>{event.textName}</a>
      </p>
      <Table
        caption={eventWords(event)}
        hideCaption
        columns={[
          { label: 'Số liệu' },
          { label: 'Số', numeric: true, width: 9 },
          { label: 'Thời kỳ', width: 12 },
          { label: 'Câu trong văn bản' },
        ]}
        rows={inOrder(figures).map(({ figure, part }) => ({
          part,
          cells: [
            <Counted figure={figure} figures={figures} />,
            amount(figure),
            timeOf({ ...figure, period: periodOf(figure.measure, figure.period, event.figurePeriod) }),
            <Words figure={figure} figures={figures} />,
          ],
        }))}
      />
    </>
  )
}

/** A part stands under its whole. */
function inOrder(figures: readonly StatedFigure[]): { figure: StatedFigure; part: boolean }[] {
  const here = new Set(figures.map(figure => figure.id))
  const under = (id: string): StatedFigure[] => figures.filter(figure => figure.partOf === id)
  return figures
    .filter(figure => figure.partOf === null || !here.has(figure.partOf))
    .flatMap(figure => [
      { figure, part: false },
      ...under(figure.id).flatMap(part => [{ figure: part, part: true }, ...under(part.id).map(deep => ({ figure: deep, part: true }))]),
    ])
}

function Counted({ figure, figures }: { figure: StatedFigure; figures: readonly StatedFigure[] }) {
  const whole = figures.find(one => one.id === figure.partOf)
  const says = [
    figure.inferred ? `suy ra, ${figure.assumption}` : 'theo văn bản nêu',
    whole && `${figure.relation ?? 'trong đó của'} ${amount(whole)}`,
    saidMore(figure),
    baseOf(figure),
    figure.decidedBy && `cấp quyết định: ${figure.decidedBy}`,
    figure.presentedBy && `người trao: ${figure.presentedBy}`,
  ].filter(Boolean)
  return (
    <span>
      {measureLabel(figure)}
      <span class="small soft">{` (${says.join('; ')})`}</span>
    </span>
  )
}

function Words({ figure, figures }: { figure: StatedFigure; figures: readonly StatedFigure[] }) {
  if (figure.inferred) {
    const [closing, added] = [figures.find(one => one.id === figure.closingId), figures.find(one => one.id === figure.addedId)]
    return (
      <span class="soft">{`Không có trong văn bản: ${closing ? amount(closing) : 'số cuối kỳ'} trừ ${added ? amount(added) : 'số đăng ký mới'}.`}</span>
    )
  }
  return <a href={`/doc-van-ban/${figure.textId}#b${figure.n}`}>{`“${shortened(figure.quote ?? '')}”`}</a>
}

const shortened = (quote: string): string => {
  const words = quote.normalize('NFC').replace(/\s+/gu, ' ').trim()
  return [...words].length > 160 ? `${[...words].slice(0, 157).join('')}…` : words
}

/** Texts whose facts wait for this person's decision. */
export async function waitingToday(asking: AskFor): Promise<readonly Awaiting[]> {
  const ask = asking('reading.decide')
  if (!ask) return []
  const { texts, facts, doubtful, last } = await waitingFacts(ask)
  if (texts === 0 || last === null) return []
  return [
    {
      status: doubtful > 0 ? 'soon' : 'draft',
      word: 'Chờ quyết định',
      title: texts === 1 ? `Một văn bản đã đọc còn ${facts} dữ kiện chờ` : `${texts} văn bản đã đọc còn ${facts} dữ kiện chờ`,
      why: doubtful > 0 ? `${doubtful} dữ kiện máy chưa chắc, cần ông/bà xem kỹ.` : 'Máy không thấy chỗ nào chưa chắc.',
      href: texts === 1 ? `/doc-van-ban/${last}` : '/doc-van-ban?xem=con-cho',
      act: 'Đọc lại',
    },
  ]
}
