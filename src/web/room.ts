// The type of a room's manifest: what it offers the house. The only thing that rooms know of one another is what stands here.
import type { RawBuilder } from 'kysely'
import type { VNode } from 'preact'
import type { Ask, AskFor } from '../access/ask.ts'
import type { DoneDeed } from '../access/deeds.ts'
import type { Action, Role } from '../access/grants.ts'
import type { Day } from '../ground/day.ts'
import type { Tx } from '../ground/db.ts'
import type { FileStore } from '../ground/files.ts'
import type { OrgTree } from '../org/tree.ts'
import type { ApiRoute } from './api.ts'
import type { Route } from './route.ts'

export interface Counted {
  /** The thing counted, with an identity: counted once however often it comes back. */
  readonly record_id: string
  readonly unit_id: string
  readonly on_day: Day
  readonly title: string
  readonly href: string
}

/** A figure that counts itself: the records are the truth, the figure is how many different ones there are. */
export interface Counter {
  readonly label: string
  /** What one record is called: "mô hình". */
  readonly noun: string
  /**
   * A SELECT of the columns of Counted for the units and the window's days, both inside. A flow looks at from…until, a stock at
   * until alone. The figure is count(distinct record_id) over it, and the list it opens is the same SELECT: they cannot disagree.
   */
  records(of: { units: readonly string[]; from: Day; until: Day }): RawBuilder<Counted>
}

/** Something that waits for a person, on their start page. */
export interface Awaiting {
  /** Status class of the look: late, back, soon, draft, sent, ok. */
  readonly status: 'late' | 'back' | 'soon' | 'draft' | 'sent' | 'ok'
  readonly word: string
  readonly title: string
  readonly why: string
  readonly due?: Day
  readonly dueNote?: string
  readonly href: string
  /** Verb and object, for the button: "Soạn tiếp". */
  readonly act: string
}

/** A report as published: the frozen value from which documents are composed and figures are shown for ever. */
export interface ReportSnapshot {
  readonly publicationId: string
  readonly regime: { readonly code: string; readonly name: string }
  readonly window: { readonly code: string; readonly label: string; readonly from: Day; readonly until: Day }
  readonly unit: { readonly id: string; readonly name: string; readonly level: string; readonly code: string | null }
  readonly publishedOn: Day
  /** The published report that this one corrects; absent for a first one. */
  readonly corrects?: { readonly number: number; readonly publishedOn: Day }
  /** `waived`: released from the report, so neither owing nor missing; absent where nobody was. */
  readonly coverage: {
    readonly accepted: number
    readonly owed: number
    readonly missing: readonly string[]
    readonly waived?: readonly string[]
    /** Released by receivers further down, each with whom: named by no report that came up; absent where nobody was. */
    readonly waivedBelow?: readonly { readonly by: string; readonly units: readonly string[] }[]
  }
  readonly rows: readonly SnapshotRow[]
  /** The lists its form asks for; absent where the form is of before and does not say. */
  readonly lists?: readonly SnapshotList[]
  readonly sections: readonly { readonly heading: string; readonly text: string }[]
  readonly signer: {
    readonly name: string
    readonly title: string
    /** Signed by delegation: the post for which the signer acts. */
    readonly delegated?: string
  }
}

export type ValueState = 'reported' | 'zero' | 'none' | 'not_applicable' | 'estimated' | 'missing'

export interface SnapshotRow {
  readonly code: string
  readonly label: string
  readonly group: string
  /** 0 for a line of its own, 1 for "trong đó". */
  readonly depth: number
  readonly unit: string
  readonly kind: 'flow' | 'stock' | 'ratio'
  readonly state: ValueState
  readonly value: number | null
  readonly numerator: number | null
  readonly denominator: number | null
  readonly previous: number | null
  readonly sameLastYear: number | null
  /** Why the figures of before cannot be set beside this one. */
  readonly notComparable: string | null
  readonly note: string | null
  /** Units whose part is not in the value. */
  readonly missing: readonly string[]
}

/** The records behind one row, as they were handed in. */
export interface SnapshotList {
  readonly code: string
  readonly count: number
  /** None when they are too many for an annex. */
  readonly records: readonly { readonly title: string; readonly place: string; readonly on: Day }[]
}

export interface ComposedDocument {
  readonly documentId: string
  readonly sha256: string
}

/** What the paper of a unit's own report says beside its figures and words. */
export interface OwnReport {
  /** Whom it is handed in to. */
  readonly receiver: { readonly id: string; readonly name: string }
  /** The body of the unit whose officials write it; empty where nobody said. */
  readonly body: string
  /** Not handed in: every page says so. */
  readonly isDraft: boolean
  /** Which edition this is, with its receipt; of a draft, when it was kept. */
  readonly says: string
  /** The files that go with it, by name. */
  readonly files: readonly string[]
}

export interface Composer {
  /** The Word file of a unit's own report, to be signed and filed; composed anew each time, kept nowhere. */
  composeOwn(ask: Ask, snapshot: ReportSnapshot, own: OwnReport): Promise<Uint8Array>
  /** Composes, keeps and freezes the paper of a published report; the same transaction as the publication. */
  composeReport(ask: Ask, snapshot: ReportSnapshot): Promise<ComposedDocument>
}

/** A figure, award, person or document that a text states and an officer has confirmed; for rooms that take such facts in. */
export interface StatedFact {
  readonly id: string
  readonly kind: 'figure' | 'person' | 'document' | 'task'
  readonly measure: string | null
  readonly unitId: string | null
  readonly value: number | null
  readonly source: string
}

/** What the demo gives each room: a province with people, and the day it is loaded for. */
export interface DemoWorld {
  readonly tx: Tx
  readonly today: Day
  readonly at: Date
  readonly files: FileStore
  /** The tree of a day. */
  treeOn(day: Day): Promise<OrgTree>
  /** The unit with this code, as demo/province.ts names them. */
  unit(code: string): string
  /** An ask as this demo person (by login) on this day. */
  as<A extends Action>(login: string, action: A, on?: Day): Promise<Ask<A>>
  /** Figures that are the same for the same day and differ between days; never Math.random. */
  chance(key: string): number
}

/** What a change of the organisation means for the records of a room, told before it is applied. */
export interface ReformEffect {
  readonly heading: string
  readonly count: number
  /** What happens to them, in a sentence. */
  readonly say: string
  readonly examples: readonly { readonly label: string; readonly href?: string }[]
}

export interface Reform {
  /** The units that end. */
  readonly ending: ReadonlySet<string>
  /** The organisation of the first day of the new state. */
  readonly after: OrgTree
  /** That day. */
  readonly on: Day
}

/** By mail as it happens, in the digest of the next morning, or not at all; on the page of notices it always stands. */
export type MailWay = 'now' | 'digest' | 'none'

/** One kind of notice, as people choose it. */
export interface NoticeKind {
  readonly label: string
  /** How it goes by mail until a person chooses. */
  readonly mail: MailWay
}

/** What a room may look at when it tells of a deed: it reads with the reach of the deed's unit, and does nothing. */
export interface Telling {
  readonly tx: Tx
  readonly asking: AskFor
  readonly tree: OrgTree
  readonly today: Day
  /** Who acts in these roles at these units today; where nobody does in the first role, whoever does in the next. */
  people(units: readonly string[], ...roles: readonly Role[]): Promise<readonly string[]>
  /** What is read at once for all deeds of this act that are told together, through the reach of all of them. */
  together<T>(read: (telling: Telling, deeds: readonly DoneDeed[]) => Promise<T>): Promise<T>
}

export interface Addressed {
  readonly kind: string
  /** Ids of persons; who did the deed is left out, unless `alsoDoer`. */
  readonly to: readonly string[]
  readonly alsoDoer?: boolean
  /** States what happened, in one line. No name of a citizen, nothing that a person typed. */
  readonly title: string
  readonly why: string
  /** The page where one sees it, and goes on. */
  readonly href: string
  /** Unread notices of the same key become one; `many` is its title then, {n} in it the number. */
  readonly fold?: { readonly key: string; readonly many: string }
}

/** How a room tells of one of its deeds. */
export interface ToldDeed {
  /** What other systems may be told of, in words, and where it is seen; without it the deed is told to persons alone. */
  readonly outward?: { readonly label: string; href(deed: DoneDeed): string }
  tell(telling: Telling, deed: DoneDeed): Promise<readonly Addressed[]>
}

/** Something a unit must hand in and has not, for reminders before and after its due day. */
export interface NotYetIn {
  /** The same for the same thing, whatever its due day. */
  readonly key: string
  readonly unitId: string
  readonly receiverId: string
  readonly due: Day
  /** "Báo cáo công tác dân vận tháng 11/2026" */
  readonly title: string
  readonly href: string
  /** Where its receiver sees it. */
  readonly receiverHref: string
  /** Of one receiver and one occasion: several of them are one reminder to the receiver. */
  readonly group: string
  /** It was handed in and sent back. */
  readonly isBack: boolean
}

/** What a room tells after commit. `deeds` is keyed by the act of the log. */
export interface Tells {
  readonly kinds: Readonly<Record<string, NoticeKind>>
  readonly deeds: Readonly<Record<string, ToldDeed>>
  /** The kind of its reminders, and what is not in yet with a due day between these days. */
  readonly notYetIn?: { readonly kind: string; list(telling: Telling, from: Day, until: Day): Promise<readonly NotYetIn[]> }
}

/** What stands beside a person's name on every page: how many notices are unread. */
export interface Bell {
  readonly href: string
  unread(tx: Tx, personId: string): Promise<number>
}

export interface Room {
  readonly name: string
  /** The tables it owns; nobody else names them. */
  readonly tables: readonly string[]
  readonly routes: readonly Route[]
  /** What programs may ask of it, under /api/v1. */
  readonly api?: readonly ApiRoute[]
  readonly menu?: readonly { readonly label: string; readonly href: string; readonly may: Action; readonly order: number }[]
  readonly counters?: Readonly<Record<string, Counter>>
  readonly composes?: Composer
  /** Kinds of stated facts it takes over; none yet takes any. */
  readonly receives?: (fact: StatedFact) => boolean
  /** What awaits this person today. */
  readonly today?: (asking: AskFor) => Promise<readonly Awaiting[]>
  /** What this room holds about a unit, for the unit's page. */
  readonly aboutUnit?: (asking: AskFor, unitId: string) => Promise<readonly { readonly heading: string; readonly body: VNode }[]>
  /** What a change of the organisation would do to its records; what is out of the asker's reach is not counted. */
  readonly underReform?: (ask: Ask, of: Reform) => Promise<readonly ReformEffect[]>
  /** Whom it tells of its deeds, after they are committed. */
  readonly tells?: Tells
  /** The one room that keeps the notices. */
  readonly bell?: Bell
  /** Brings what it comes with, where it is not there yet: each time the system starts. */
  readonly install?: (tx: Tx) => Promise<void>
  readonly demo?: (world: DemoWorld) => Promise<void>
}
