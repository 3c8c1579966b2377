// One text beside its facts.
import { type Ask, askForOthers } from '../../../access/ask.ts'
import { namesOf } from '../../../access/people.ts'
import { civil, lookForDay } from '../../../ground/day.ts'
import type { Fault } from '../../../ground/faults.ts'
import { formatDay } from '../../../ground/vietnamese.ts'
import { type FoundUnit, searchUnits } from '../../../org/search.ts'
import type { Typed } from '../../../web/input.ts'
import { ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Evidence, EvidenceKey, type Span } from '../../../web/parts/evidence.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import type { UnitChoice } from '../../../web/parts/unit-picker.tsx'
import type { Page } from '../../../web/route.ts'
import { frameOf } from '../framing.ts'
import { openings } from '../rules.ts'
import { type Fact, type FactOf, type Frame, isOf } from '../said.ts'
import { type ShownText, shownText } from '../shown.ts'
import * as stated from '../stated.ts'
import * as store from '../store.ts'
import { writePeriod } from '../typed.ts'
import { Facts } from './facts.tsx'
import { FrameForm } from './frame.tsx'
import { headline } from './words.ts'

export interface TextView {
  /** The fact whose correction is open. */
  readonly editing?: number | undefined
  /** A form that came back: which, with what was typed and why. */
  readonly back?: { readonly form: 'frame' | 'fact' | 'decision'; readonly typed: Typed; readonly fault?: Fault | undefined } | undefined
}

/** The page of a text in reach. @throws missing */
export async function textPage(ask: Ask, id: string, view: TextView = {}): Promise<Page> {
  const text = await store.findText(ask, id)
  const facts = await store.factsOf(ask, text)
  const event = facts.find(isOf('event'))
  if (!event) throw new Error(`text ${id} has no event`)
  const kept = await stated.lookForEvent(ask, id)
  const settled = kept?.type ? { ...kept, type: kept.type } : undefined
  const frame: Frame = settled ?? frameOf(event.payload)
  const figures = kept ? await stated.figuresOfText(ask, id) : []
  const inferred = figures.filter(one => one.inferred)
  const offers = openings(figures).filter(
    offer => !inferred.some(one => one.closingId === offer.closingId && one.addedId === offer.addedId),
  )
  const names = await namesOf(ask.tx, [text.uploadedBy, ...facts.flatMap(fact => (fact.decidedBy ? [fact.decidedBy] : []))])
  const deciding = askForOthers(ask)('reading.decide')
  const mayDecide = deciding?.grant.units.has(text.unitId) ?? false
  const next = deciding && (await store.nextWaiting(deciding, text))
  const shown = shownText(text.content)
  const spans = spansOf(facts, text.content, shown)
  const { form, typed, fault } = view.back ?? {}
  const unitName = frame.unitId === null ? undefined : ask.tree.label(frame.unitId, lookForDay(frame.happenedFrom ?? '') ?? ask.today)
  const title = headline(facts)
  const day = civil(text.uploadedAt).day
  return {
    title: `${fault ? 'Lỗi: ' : ''}${title}`,
    page: (
      <>
        <Crumb steps={[{ label: 'Đọc văn bản', href: '/doc-van-ban' }, { label: text.name }]} />
        {fault && <ErrorSummary fault={fault} />}
        <PageHead
          title={title}
          sub={
            <>
              {`${text.name}, ${names.get(text.uploadedBy) ?? 'một cán bộ'} đưa vào ngày ${formatDay(day)}. `}
              {frame.unitId !== null ? <a href={`/don-vi/${frame.unitId}`}>{unitName}</a> : 'Đơn vị chưa xác định'}
              {mayDecide && (
                <>
                  {' · '}
                  <a href="#chung">Đặt đơn vị, ngày, thời kỳ</a>
                </>
              )}
              {'. Máy chỉ đề xuất; chỉ dữ kiện ông/bà nhận mới được lưu, dưới tên “theo văn bản nêu”.'}
            </>
          }
          actions={
            <>
              <ButtonLink small href={`/doc-van-ban/${id}/tep-goc`}>
                Tải tệp gốc
              </ButtonLink>
              {next && <ButtonLink small href={`/doc-van-ban/${next.id}`}>{`Văn bản sau (${next.others} còn chờ)`}</ButtonLink>}
            </>
          }
        />
        <EvidenceKey />
        {/* The text stands still while the facts are scrolled: the column itself must be what sticks. */}
        <div class="two read">
          <div class="stay">
            <Evidence text={shown.text} spans={spans} />
            {shown.cut && <Note tone="soon">Bài quá dài, ở đây chỉ hiện phần đầu. Phần còn lại xem trong tệp gốc.</Note>}
          </div>
          <div class="beside">
            <FrameForm
              textId={id}
              event={event}
              frame={frame}
              settled={settled !== undefined}
              version={kept?.version ?? 1}
              unitName={unitName}
              mayDecide={mayDecide}
              mayAddPast={askForOthers(ask)('units.add-past') !== undefined}
              typed={form === 'frame' ? typed : undefined}
              fault={form === 'frame' ? fault : undefined}
              units={await unitsFor(ask, 'unit', form === 'frame' ? typed : undefined, frame.unitId, () => suggested(ask, event, facts))}
              otherPeriods={otherPeriods(facts, frame)}
            />
            <Facts
              textId={id}
              facts={facts}
              names={names}
              mayDecide={mayDecide}
              marked={new Set(spans.map(span => span.n))}
              openings={offers}
              inferred={inferred}
              editing={view.editing}
              typed={form === 'fact' ? typed : undefined}
              fault={form === 'fact' ? fault : undefined}
              units={await unitsFor(ask, 'own', form === 'fact' ? typed : undefined, null, async () => [])}
            />
          </div>
        </div>
      </>
    ),
  }
}

/** Where each fact stands in the text as it is shown; one whose words are not there has no mark. */
function spansOf(facts: readonly Fact[], content: string, shown: ShownText): readonly Span[] {
  return facts.flatMap((fact): Span[] => {
    if (fact.kind === 'event' || fact.quote === '' || content.slice(fact.start, fact.start + fact.quote.length) !== fact.quote) return []
    const [start, end] = [shown.at(fact.start), shown.at(fact.start + fact.quote.length)]
    return end > start ? [{ start, end, kind: fact.kind, n: fact.n, href: `#d${fact.n}` }] : []
  })
}

/** The times that figures count, other than those of the frame, in words: the officer may settle a second one. */
const otherPeriods = (facts: readonly Fact[], frame: Frame): readonly string[] => {
  const own = frame.periods.map(writePeriod)
  const words = facts.flatMap(fact => (fact.kind === 'figure' && fact.payload.period ? [writePeriod(fact.payload.period)] : []))
  return [...new Set(words)].filter(period => period !== '' && !own.includes(period)).slice(0, 4)
}

// ── Units to choose from ────────────────────────────────────────────────────────────────────────

const LEVEL_WORD: Readonly<Record<FoundUnit['level'], string>> = {
  centre: 'trung ương',
  province: 'cấp tỉnh',
  district: 'cấp huyện',
  commune: 'cấp xã',
  hamlet: 'thôn, tổ dân phố',
  body: 'cơ quan, đoàn thể',
}

const choiceOf = (found: FoundUnit): UnitChoice => {
  const until = found.until ? lookForDay(found.until) : undefined
  const says = [LEVEL_WORD[found.level], ...found.above.slice(0, 2), until && `đến hết ${formatDay(until)}`].filter(Boolean).join(', ')
  return { id: found.id, name: found.name, says: `(${says})` }
}

const textOf = (typed: Typed | undefined, name: string): string | undefined => {
  const value = typed?.[name]
  return typeof value === 'string' ? value : undefined
}

/** What a unit picker offers: what was searched for, else those that the text suggests; and the one chosen. */
async function unitsFor(
  ask: Ask,
  name: string,
  typed: Typed | undefined,
  settled: string | null,
  suggest: () => Promise<readonly FoundUnit[]>,
) {
  const search = textOf(typed, `${name}-tim`)
  const found = search?.trim() ? await searchUnits(ask.tx, search, 12) : await suggest()
  const id = textOf(typed, name) ?? settled ?? ''
  const known = ask.tree.known(id)
  return { found: found.map(choiceOf), search, chosen: known ? { id, name: ask.tree.label(id) } : undefined }
}

const AREA = /(?:tỉnh|huyện|quận|thị xã|thị trấn|xã|phường|thành phố|ủy|uỷ|UBND \p{L}+|HĐND \p{L}+)\s+((?:\p{Lu}\p{L}*\s?){1,4})/gu

/** Units whose names stand in the host, the place, the scopes and the head of the text: offered, never chosen for the officer. */
async function suggested(ask: Ask, event: FactOf<'event'>, facts: readonly Fact[]): Promise<readonly FoundUnit[]> {
  const scopes = facts.flatMap(fact => (fact.kind === 'figure' && fact.payload.scope ? [fact.payload.scope] : []))
  const words = [event.payload.host, event.payload.place, ...scopes, event.quote].filter((one): one is string => Boolean(one))
  const names = new Set(words.flatMap(one => [...one.normalize('NFC').matchAll(AREA)].map(found => (found[1] ?? '').trim())))
  const found: FoundUnit[] = []
  for (const name of [...names].slice(0, 3)) found.push(...(await searchUnits(ask.tx, name, 4)).filter(one => one.line === 'area'))
  return [...new Map(found.map(one => [one.id, one])).values()].slice(0, 8)
}
