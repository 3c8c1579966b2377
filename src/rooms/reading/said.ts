// What a text says, as the room keeps it: proposed by the machine, accepted or corrected by an officer.
import type { Period } from './reader/types.ts'
import { type EventType, MEASURES, type Measure, type Part } from './reader/wording.ts'

export type Kind = 'event' | 'person' | 'figure' | 'document' | 'task'

export interface EventSaid {
  readonly type: EventType
  /** A day, 'YYYY-MM', 'YYYY', or null. */
  readonly date: string | null
  readonly period: Period | null
  readonly host: string | null
  readonly place: string | null
}

export interface PersonSaid {
  /** null: the name of a citizen, dropped. */
  readonly name: string | null
  readonly roles: readonly string[]
  readonly part: Part
}

export interface FigureSaid {
  readonly measure: Measure
  /** What is counted, for measure 'other'. */
  readonly name: string | null
  readonly value: number
  readonly unit: string
  readonly scope: string | null
  readonly period: Period | null
  readonly qualifier: string | null
  /** The number of the fact that is its whole. */
  readonly partOf: number | null
  readonly relation: string | null
  readonly numerator: number | null
  readonly denominator: number | null
  readonly decidedBy: string | null
  readonly presentedBy: string | null
  /** Of another unit than the text's. */
  readonly unitId: string | null
}

export interface DocumentSaid {
  readonly symbol: string | null
  readonly kind: string
  readonly issuer: string | null
  readonly date: string | null
  readonly title: string | null
}

export interface TaskSaid {
  readonly text: string
}

/** The frame that holds for every fact of a text: what an officer settles once. */
export interface Frame {
  readonly type: EventType
  readonly unitId: string | null
  readonly happenedFrom: string | null
  readonly precision: Precision
  readonly host: string | null
  readonly place: string | null
  readonly periods: readonly Period[]
  readonly figurePeriod: Period | null
}

export type Precision = 'day' | 'month' | 'year' | 'unknown'

export interface SaidOf {
  event: EventSaid
  person: PersonSaid
  figure: FigureSaid
  document: DocumentSaid
  task: TaskSaid
}

export type Said = { [K in Kind]: { readonly kind: K; readonly payload: SaidOf[K] } }[Kind]

export type Proposed = Said & { readonly n: number; readonly start: number; readonly quote: string; readonly doubt: string | null }

export type Verdict = 'accept' | 'correct' | 'reject' | 'undo'

interface Standing {
  readonly id: string
  readonly textId: string
  readonly n: number
  readonly start: number
  readonly quote: string
  readonly doubt: string | null
  /** How often it was decided upon; 0 while never. */
  readonly seq: number
  /** 'undo' while it waits. */
  readonly verdict: Verdict
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
}

/** A proposal with its last decision; `decided` is the fact as accepted or corrected, for the event the frame. */
export type Fact = {
  [K in Kind]: Standing & {
    readonly kind: K
    readonly payload: SaidOf[K]
    readonly decided: (K extends 'event' ? Frame : SaidOf[K]) | null
  }
}[Kind]

export type FactOf<K extends Kind> = Extract<Fact, { kind: K }>

export const isOf =
  <K extends Kind>(kind: K) =>
  (fact: Fact): fact is FactOf<K> =>
    fact.kind === kind

export const waits = (fact: Fact): boolean => fact.verdict === 'undo'
export const isTaken = (fact: Fact): boolean => fact.verdict === 'accept' || fact.verdict === 'correct'
/** Waits, raises no doubt, and may be taken with others in one go; the event is taken with its unit and day, by its own form. */
export const isClear = (fact: Fact): boolean => waits(fact) && fact.doubt === null && fact.kind !== 'event'

/** Counts of a moment: they belong to no stretch of time. */
export const isStock = (measure: Measure): boolean => measure === 'models_cumulative' || measure === 'members_total'

export const isPercent = (figure: { readonly unit: string }): boolean => figure.unit === '%'

const NAMED: Readonly<Record<string, string>> = {
  models_commended: 'Mô hình được tuyên dương, khen thưởng',
  models_effective: 'Mô hình hoạt động hiệu quả',
  models_replicated: 'Mô hình được nhân rộng',
  models_typical: 'Mô hình tiêu biểu',
}

/** What a figure counts, in words. */
export const measureLabel = (figure: { readonly measure: string; readonly name: string | null; readonly unit: string }): string => {
  if (figure.measure !== 'other') return MEASURES[figure.measure as Measure]?.label ?? figure.measure
  return NAMED[figure.name ?? ''] ?? (figure.unit ? `Số liệu khác (${figure.unit})` : MEASURES.other.label)
}
