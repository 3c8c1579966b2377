/** What the reader proposes from one text. The words are those of the reading specification; an officer confirms each fact. */
import type { EventType, Measure, Part } from './wording.ts'

/** 'YYYY-MM-DD' */
export type ReadDay = string

/** Both days included; `to: null` means "đến nay". */
export type Period = { from: ReadDay; to: ReadDay | null }

/** The proof of a fact: an exact piece of the text as it was read, and where it starts. */
export type Proof = {
  quote: string
  start: number
  /** In Vietnamese, for the officer: what should be looked at before confirming. */
  doubt?: string
}

export type EventFact = Proof & {
  type: EventType
  /** A day, 'YYYY-MM', 'YYYY', or null. */
  date: string | null
  period: Period | null
  host: string | null
  place: string | null
}

export type PersonFact = Proof & { name: string; roles: string[]; part: Part }

export type FigureFact = Proof & {
  measure: Measure
  value: number
  unit: string
  scope: string | null
  period: Period | null
  qualifier: string | null
  /** Only with measure 'other': a short snake_case name in English. */
  name?: string
}

export type DocumentFact = Proof & {
  symbol: string | null
  kind: string
  number: string | null
  issuer_code: string | null
  date: ReadDay | null
  title: string | null
}

export type TaskFact = Proof & { text: string }

export type Reading = {
  event: EventFact
  people: PersonFact[]
  figures: FigureFact[]
  documents: DocumentFact[]
  tasks: TaskFact[]
}
