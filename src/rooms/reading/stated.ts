// SQL on what texts are kept to state. Reach goes through the text: whoever may see the text may see what it states.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type Ask, inReach } from '../../access/ask.ts'
import { stale } from '../../ground/faults.ts'
import type { Period } from './reader/types.ts'
import type { Opening } from './rules.ts'
import type { Fact, FactOf, Frame, SaidOf } from './said.ts'
import type { TextRow } from './store.ts'

export interface StatedEvent {
  readonly id: string
  readonly version: number
  readonly type: Frame['type'] | null
  readonly unitId: string | null
  readonly happenedFrom: string | null
  readonly precision: Frame['precision']
  readonly host: string | null
  readonly place: string | null
  readonly figurePeriod: Period | null
  readonly periods: readonly Period[]
}

const period = (first: string, last: string) =>
  sql`case when ${sql.ref(first)} is not null then json_build_object('from', ${sql.ref(first)}, 'to', ${sql.ref(last)}) end`
const eventColumns = sql`e.id, e.version, e.type, e.unit_id "unitId", e.happened_from "happenedFrom", e.happened_precision "precision", e.host, e.place,
  ${period('e.figures_first_day', 'e.figures_last_day')} "figurePeriod",
  (select coalesce(json_agg(json_build_object('from', p.first_day, 'to', p.last_day) order by p.last_day desc nulls first, p.first_day desc), '[]')
     from stated_event_period p where p.event_id = e.id) "periods"`

/** The frame of a text's facts, when one was begun. */
export async function lookForEvent(ask: Ask, textId: string): Promise<StatedEvent | undefined> {
  const { rows } = await sql<StatedEvent>`
    select ${eventColumns} from stated_event e join reading_text t on t.id = e.text_id
     where e.text_id = ${textId}::uuid and ${inReach(ask, 't.unit_id')}`.execute(ask.tx)
  return rows[0]
}

/** The frame of a text that was found, begun now if need be, and held until the act ends: decisions on one text are made one after another. */
export async function holdEvent(ask: Ask, text: TextRow): Promise<StatedEvent> {
  await sql`insert into stated_event (id, text_id, proposal_id)
    select ${randomUUID()}::uuid, text_id, id from reading_proposal where text_id = ${text.id}::uuid and n = 0
    on conflict (text_id) do nothing`.execute(ask.tx)
  await sql`select id from stated_event where text_id = ${text.id}::uuid for update`.execute(ask.tx)
  const event = await lookForEvent(ask, text.id)
  if (!event) throw stale()
  return event
}

/** Writes the frame over the version that was seen. @throws stale */
export async function writeFrame(ask: Ask, event: StatedEvent, frame: Frame | null): Promise<void> {
  const { numAffectedRows } = await sql`
    update stated_event set version = version + 1, type = ${frame?.type ?? null}, unit_id = ${frame?.unitId ?? null}::uuid,
           happened_from = ${frame?.happenedFrom ?? null}::date, happened_precision = ${frame?.precision ?? 'unknown'},
           host = ${frame?.host ?? null}, place = ${frame?.place ?? null},
           figures_first_day = ${frame?.figurePeriod?.from ?? null}::date, figures_last_day = ${frame?.figurePeriod?.to ?? null}::date,
           confirmed_by = ${frame ? ask.person.id : null}::uuid, confirmed_at = ${frame ? ask.at : null}::timestamptz
     where id = ${event.id}::uuid and version = ${event.version}`.execute(ask.tx)
  if (numAffectedRows !== 1n) throw stale()
  await sql`delete from stated_event_period where event_id = ${event.id}::uuid`.execute(ask.tx)
  await sql`insert into stated_event_period (event_id, first_day, last_day)
    select ${event.id}::uuid, "from", "to" from jsonb_to_recordset(${JSON.stringify(frame?.periods ?? [])}::jsonb) as r ("from" date, "to" date)`.execute(
    ask.tx,
  )
}

// ── Facts ───────────────────────────────────────────────────────────────────────────────────────

const confirmed = (ask: Ask) => sql`${ask.person.id}::uuid, ${ask.at}::timestamptz`

/** Keeps a figure as the text states it; `whole` is the fact it is a part of. */
export async function addFigure(
  ask: Ask,
  event: StatedEvent,
  fact: FactOf<'figure'>,
  said: SaidOf['figure'],
  whole: Fact | undefined,
): Promise<void> {
  await sql`insert into stated_figure (id, event_id, proposal_id, unit_id, measure, name, value, unit, scope, first_day, last_day, qualifier, part_of,
      relation, numerator, denominator, decided_by_body, presented_by, quote, start, confirmed_by, confirmed_at)
    values (${randomUUID()}::uuid, ${event.id}::uuid, ${fact.id}::uuid, ${said.unitId}::uuid, ${said.measure}, ${said.name}, ${said.value}, ${said.unit},
      ${said.scope}, ${said.period?.from ?? null}::date, ${said.period?.to ?? null}::date, ${said.qualifier}, ${whole?.id ?? null}::uuid,
      ${whole ? (said.relation ?? 'trong đó của') : null}, ${said.numerator}, ${said.denominator}, ${said.decidedBy}, ${said.presentedBy},
      ${fact.quote}, ${fact.start}, ${confirmed(ask)})`.execute(ask.tx)
}

/** Keeps who took part, with the posts held then; without a name, neither posts nor the words that hold it. */
export async function addPerson(ask: Ask, event: StatedEvent, fact: FactOf<'person'>, said: SaidOf['person']): Promise<void> {
  const named = said.name !== null
  await sql`insert into stated_person (id, event_id, proposal_id, name, part, roles, quote, start, confirmed_by, confirmed_at)
    values (${randomUUID()}::uuid, ${event.id}::uuid, ${fact.id}::uuid, ${said.name}, ${said.part}, ${named ? [...said.roles] : []}::text[],
      ${named ? fact.quote : null}, ${named ? fact.start : null}::int, ${confirmed(ask)})`.execute(ask.tx)
}

/** Keeps a citation. Documents with the same symbol, issuing body and day are one; without the body each stands apart. */
export async function addCitation(ask: Ask, event: StatedEvent, fact: FactOf<'document'>, said: SaidOf['document']): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    insert into stated_document as d (id, symbol, issuer_body, issued_on, kind, title)
    values (${randomUUID()}::uuid, ${said.symbol}, ${said.issuer}, ${said.date}::date, ${said.kind}, ${said.title})
    on conflict (symbol_key, issuer_key, issued_on) where symbol is not null and issuer_body is not null
    do update set title = coalesce(d.title, excluded.title) returning id`.execute(ask.tx)
  await sql`insert into stated_citation (id, event_id, proposal_id, document_id, quote, start, confirmed_by, confirmed_at)
    values (${randomUUID()}::uuid, ${event.id}::uuid, ${fact.id}::uuid, ${rows[0]?.id}::uuid, ${fact.quote}, ${fact.start}, ${confirmed(ask)})`.execute(
    ask.tx,
  )
}

export async function addTask(ask: Ask, event: StatedEvent, fact: FactOf<'task'>, said: SaidOf['task']): Promise<void> {
  await sql`insert into stated_task (id, event_id, proposal_id, text, quote, start, confirmed_by, confirmed_at)
    values (${randomUUID()}::uuid, ${event.id}::uuid, ${fact.id}::uuid, ${said.text}, ${fact.quote}, ${fact.start}, ${confirmed(ask)})`.execute(
    ask.tx,
  )
}

/** Takes back what was kept of a fact, with the inferred figures that stand on it, and a document that nothing cites any more. */
export async function withdraw(ask: Ask, fact: Fact): Promise<void> {
  await sql`delete from stated_figure where proposal_id = ${fact.id}::uuid`.execute(ask.tx)
  await sql`delete from stated_person where proposal_id = ${fact.id}::uuid`.execute(ask.tx)
  await sql`delete from stated_task where proposal_id = ${fact.id}::uuid`.execute(ask.tx)
  const { rows } = await sql<{
    id: string
  }>`delete from stated_citation where proposal_id = ${fact.id}::uuid returning document_id as id`.execute(ask.tx)
  for (const { id } of rows)
    await sql`delete from stated_document d where id = ${id}::uuid and not exists (select from stated_citation c where c.document_id = d.id)`.execute(
      ask.tx,
    )
}

/** Keeps an inferred figure with what it stands on; nothing when it is there already. */
export async function addOpening(ask: Ask, event: StatedEvent, opening: Opening): Promise<void> {
  await sql`insert into stated_figure (id, event_id, unit_id, measure, value, unit, qualifier, inferred, assumption, closing_id, added_id, confirmed_by, confirmed_at)
    select ${randomUUID()}::uuid, ${event.id}::uuid, c.unit_id, 'models_cumulative', ${opening.value}, c.unit, ${opening.qualifier}, true,
           ${opening.assumption}, c.id, ${opening.addedId}::uuid, ${confirmed(ask)}
      from stated_figure c where c.id = ${opening.closingId}::uuid and c.event_id = ${event.id}::uuid
    on conflict (closing_id, added_id) do nothing`.execute(ask.tx)
}

/** Takes an inferred figure back. Answers whether it was there. */
export async function dropOpening(ask: Ask, event: StatedEvent, id: string): Promise<boolean> {
  const { numAffectedRows } =
    await sql`delete from stated_figure where id = ${id}::uuid and event_id = ${event.id}::uuid and inferred`.execute(ask.tx)
  return numAffectedRows === 1n
}

// ── Reading them again ──────────────────────────────────────────────────────────────────────────

export interface StatedFigure {
  readonly id: string
  readonly eventId: string
  readonly textId: string
  readonly n: number | null
  /** Of the figure itself, else of its text; null while nobody has named it. */
  readonly unitId: string | null
  readonly measure: string
  readonly name: string | null
  readonly value: number
  readonly unit: string
  readonly scope: string | null
  readonly period: Period | null
  readonly qualifier: string | null
  /** The stated figure of which it is a part, when that one is kept too. */
  readonly partOf: string | null
  readonly relation: string | null
  readonly numerator: number | null
  readonly denominator: number | null
  readonly decidedBy: string | null
  readonly presentedBy: string | null
  readonly inferred: boolean
  readonly assumption: string | null
  readonly closingId: string | null
  readonly addedId: string | null
  readonly quote: string | null
}

const figureColumns = sql`f.id, f.event_id "eventId", e.text_id "textId", (select p.n from reading_proposal p where p.id = f.proposal_id) "n",
  coalesce(f.unit_id, e.unit_id) "unitId", f.measure, f.name, f.value, f.unit, f.scope, ${period('f.first_day', 'f.last_day')} "period", f.qualifier,
  (select w.id from stated_figure w where w.proposal_id = f.part_of) "partOf", f.relation, f.numerator, f.denominator,
  f.decided_by_body "decidedBy", f.presented_by "presentedBy", f.inferred, f.assumption, f.closing_id "closingId", f.added_id "addedId", f.quote`

/** The figures that a text is kept to state, in the order of the text. */
export async function figuresOfText(ask: Ask, textId: string): Promise<readonly StatedFigure[]> {
  const { rows } = await sql<StatedFigure>`
    select ${figureColumns} from stated_figure f join stated_event e on e.id = f.event_id join reading_text t on t.id = e.text_id
     where e.text_id = ${textId}::uuid and ${inReach(ask, 't.unit_id')} order by f.start nulls last, "n"`.execute(ask.tx)
  return rows
}

export interface EventOfUnit extends StatedEvent {
  readonly textId: string
  readonly textName: string
}

/** The newest events with figures about a unit, and those figures. What no unit was named for is about none. */
export async function aboutUnit(
  ask: Ask,
  unitId: string,
  limit: number,
): Promise<{ events: readonly EventOfUnit[]; figures: readonly StatedFigure[]; more: boolean }> {
  const { rows } = await sql<EventOfUnit>`
    select ${eventColumns}, t.id "textId", t.name "textName" from stated_event e join reading_text t on t.id = e.text_id
     where ${inReach(ask, 't.unit_id')}
       and e.id in (
         select f.event_id from stated_figure f where f.unit_id = ${unitId}::uuid
         union
         select f.event_id from stated_event o join stated_figure f on f.event_id = o.id and f.unit_id is null where o.unit_id = ${unitId}::uuid)
     order by e.happened_from desc nulls last, t.uploaded_at desc, t.id desc limit ${limit + 1}`.execute(ask.tx)
  const events = rows.slice(0, limit)
  const { rows: figures } = await sql<StatedFigure>`
    select ${figureColumns} from stated_figure f join stated_event e on e.id = f.event_id
     where f.event_id = any(${events.map(event => event.id)}::uuid[]) and coalesce(f.unit_id, e.unit_id) = ${unitId}::uuid
     order by f.start nulls last, "n"`.execute(ask.tx)
  return { events, figures, more: rows.length > limit }
}
