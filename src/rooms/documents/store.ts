// The only SQL on documents and letterheads.
import { sql } from 'kysely'
import { type Ask, inReach } from '../../access/ask.ts'
import type { Day } from '../../ground/day.ts'
import type { Tx } from '../../ground/db.ts'
import { missing } from '../../ground/faults.ts'
import type { ReportSnapshot } from '../../web/room.ts'
import type { Letterhead } from './from-snapshot.ts'

export interface DocumentRow {
  readonly id: string
  readonly unitId: string
  readonly windowCode: string
  readonly title: string
  readonly datedOn: Day
  readonly sha256: string
  readonly sizeBytes: number
}

const rows = (tx: Tx) =>
  tx
    .selectFrom('document')
    .select(['id', 'unit_id as unitId', 'window_code as windowCode', 'title', 'dated_on as datedOn', 'sha256', 'size_bytes as sizeBytes'])

/** A document within reach. @throws missing */
export async function find(ask: Ask<'documents.read'>, id: string): Promise<DocumentRow> {
  const row = await rows(ask.tx).where('id', '=', id).where(inReach(ask, 'unit_id')).executeTakeFirst()
  if (!row) throw missing('văn bản này')
  return row as DocumentRow
}

/** Documents within reach, the newest first, after the last one of the page before. */
export async function list(
  ask: Ask<'documents.read'>,
  limit: number,
  after?: { on: Day; id: string },
  units?: readonly string[],
): Promise<readonly DocumentRow[]> {
  let query = rows(ask.tx).where(inReach(ask, 'unit_id')).orderBy('dated_on', 'desc').orderBy('id').limit(limit)
  if (units) query = query.where(sql<boolean>`unit_id = any(${[...units]}::uuid[])`)
  if (after) query = query.where(sql<boolean>`(dated_on < ${after.on}::date or (dated_on = ${after.on}::date and id > ${after.id}::uuid))`)
  return (await query.execute()) as DocumentRow[]
}

/** The last document of a unit for a window: what ./danvan print writes. No grant: whoever runs the command holds the machine. */
export async function lookForWindow(tx: Tx, windowCode: string, unitId: string): Promise<DocumentRow | undefined> {
  const row = await rows(tx)
    .where('window_code', '=', windowCode)
    .where('unit_id', '=', unitId)
    .orderBy('composed_at', 'desc')
    .executeTakeFirst()
  return row as DocumentRow | undefined
}

interface LetterheadRow {
  issuer_kind: Letterhead['issuerKind']
  superior: string | null
  issuer: string
  issuer_in_text: string
  symbol: string
  place: string
  on_behalf: string | null
  instead: string | null
  by_order: string | null
  signer_title: string
  signer_name: string
  recipients: string[]
  addressees: string[]
  grounds: string[]
}

/** What the unit prints around a document of that day, or undefined when nobody has set it. */
export async function letterheadOn(tx: Tx, unitId: string, on: Day): Promise<Letterhead | undefined> {
  const { rows: found } = await sql<LetterheadRow>`
    select * from document_letterhead where unit_id = ${unitId}::uuid and valid @> ${on}::date`.execute(tx)
  const row = found[0]
  if (!row) return undefined
  return {
    issuerKind: row.issuer_kind,
    superior: row.superior,
    issuer: row.issuer,
    issuerInText: row.issuer_in_text,
    symbol: row.symbol,
    place: row.place,
    addressees: row.addressees,
    grounds: row.grounds,
    signer: { onBehalf: row.on_behalf, instead: row.instead, byOrder: row.by_order, title: row.signer_title, name: row.signer_name },
    recipients: row.recipients,
  }
}

/** Sets what a unit prints from a day on. */
export async function setLetterhead(tx: Tx, unitId: string, from: Day, head: Letterhead): Promise<void> {
  await sql`
    insert into document_letterhead (unit_id, valid, issuer_kind, superior, issuer, issuer_in_text, symbol, place,
                                     on_behalf, instead, by_order, signer_title, signer_name, recipients, addressees, grounds)
    values (${unitId}::uuid, daterange(${from}::date, null), ${head.issuerKind}, ${head.superior}, ${head.issuer}, ${head.issuerInText}, ${head.symbol},
            ${head.place}, ${head.signer.onBehalf}, ${head.signer.instead}, ${head.signer.byOrder}, ${head.signer.title}, ${head.signer.name},
            ${[...head.recipients]}::text[], ${[...head.addressees]}::text[], ${[...head.grounds]}::text[])`.execute(tx)
}

/** Keeps a composed document. */
export async function add(
  ask: Ask,
  document: { id: string; snapshot: ReportSnapshot; title: string; sha256: string; sizeBytes: number; content: object },
): Promise<void> {
  const { snapshot } = document
  await sql`
    insert into document (id, unit_id, publication_id, window_code, title, dated_on, composed_at, composed_by, sha256, size_bytes, content)
    values (${document.id}::uuid, ${snapshot.unit.id}::uuid, ${snapshot.publicationId}::uuid, ${snapshot.window.code}, ${document.title},
            ${snapshot.publishedOn}::date, ${ask.at.toISOString()}::timestamptz, ${ask.person.id}::uuid, ${document.sha256}, ${document.sizeBytes},
            ${JSON.stringify(document.content)}::jsonb)`.execute(ask.tx)
}
