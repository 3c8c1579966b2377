// Composing the paper of a published report: once, then frozen.
import { randomUUID } from 'node:crypto'
import { type Ask, record } from '../../access/ask.ts'
import { Fault } from '../../ground/faults.ts'
import { capital, tidy } from '../../ground/vietnamese.ts'
import type { ComposedDocument, OwnReport, ReportSnapshot } from '../../web/room.ts'
import { fromSnapshot, isComposed, type Letterhead } from './from-snapshot.ts'
import { inSentence } from './narrative.ts'
import { isOfFront, usualLetterhead } from './own-letterhead.ts'
import * as store from './store.ts'
import { composeWord } from './word.ts'

/** A unit that has set no letterhead still gets a paper: its own name, the state's format, blanks to fill. */
const plainLetterhead = (snapshot: ReportSnapshot): Letterhead => ({
  issuerKind: 'state',
  superior: null,
  issuer: snapshot.unit.name,
  issuerInText: snapshot.unit.name,
  symbol: 'BC-DV',
  place: snapshot.unit.name.replace(/^(tỉnh|thành phố|xã|phường|đặc khu)\s+/iu, ''),
  addressees: [],
  grounds: [],
  signer: { onBehalf: null, instead: null, byOrder: null, title: '', name: '' },
  recipients: [],
})

/**
 * Who signed, on the unit's letterhead: the name and the post are those of the signature, in whose name and stead follows from them.
 * A deputy signs in the head's stead (KT.), except where a body signs as a whole (TM.) and is not of the state.
 */
export function signedOn({ issuerKind, signer }: Letterhead, signed: ReportSnapshot['signer']): Letterhead['signer'] {
  if (signed.title === signer.title && signed.delegated === undefined) return { ...signer, name: signed.name }
  const { onBehalf } = signer
  const acting = /^quyền\s+/iu.exec(signed.title)?.[0]
  const deputy = /^phó\s+/iu.exec(signed.title)?.[0]
  const stands = deputy !== undefined && signed.delegated === undefined && (onBehalf === null || issuerKind === 'state')
  return {
    onBehalf: signed.delegated === undefined ? onBehalf : null,
    instead: stands ? capital(signed.title.slice(deputy.length)) : null,
    byOrder: null,
    ...(signed.delegated === undefined ? {} : { delegated: capital(signed.delegated) }),
    ...(acting === undefined ? {} : { acting: true as const }),
    title: acting === undefined ? signed.title : capital(signed.title.slice(acting.length)),
    name: signed.name,
  }
}

/** Composes, keeps and freezes the paper of a published report. @throws refused documents.* */
export async function composeReport(ask: Ask, snapshot: ReportSnapshot): Promise<ComposedDocument> {
  const kept = (await store.letterheadOn(ask.tx, snapshot.unit.id, snapshot.publishedOn)) ?? plainLetterhead(snapshot)
  const letterhead = { ...kept, signer: signedOn(kept, snapshot.signer) }
  const document = fromSnapshot(snapshot, letterhead)
  if (!isComposed(document)) throw composingRefused(document)
  const bytes = await composeWord(document)
  const sha256 = await ask.files.put(bytes)
  const id = randomUUID()
  const title = tidy(`Báo cáo ${inSentence(document.abstract)}`)
  await store.add(ask, { id, snapshot, title, sha256, sizeBytes: bytes.length, content: { letterhead, snapshot } })
  await record(ask, { unit: snapshot.unit.id, act: 'documents.compose', subject: id, detail: { sha256, window: snapshot.window.code } })
  return { documentId: id, sha256 }
}

/**
 * The Word file of a unit's own report, on its letterhead or on what such bodies print. Nothing is kept: number, day and signature come on
 * the paper. @throws refused documents.*
 */
export async function composeOwn({ tx }: Ask, snapshot: ReportSnapshot, own: OwnReport): Promise<Uint8Array> {
  const set = await store.letterheadOn(tx, snapshot.unit.id, snapshot.publishedOn)
  const above = await store.letterheadOn(tx, own.receiver.id, snapshot.publishedOn)
  const kept = set && (set.issuerKind === 'front') === isOfFront(snapshot) ? set : undefined
  const signer = kept && (snapshot.signer.title === '' ? kept.signer : signedOn(kept, snapshot.signer))
  const letterhead = kept && signer ? { ...kept, signer } : usualLetterhead(snapshot, own, above?.issuerInText)
  const document = fromSnapshot(snapshot, letterhead, null, own)
  if (!isComposed(document)) throw composingRefused(document)
  return await composeWord(document)
}

const composingRefused = (refusals: readonly { refused: string; say: string }[]): Fault =>
  new Fault('refused', refusals[0]?.refused ?? 'documents.refused', `Chưa lập được văn bản. ${refusals.map(one => one.say).join(' ')}`)

/** The bytes of a document within reach, as they were frozen. @throws missing */
export async function download(ask: Ask<'documents.read'>, id: string): Promise<{ bytes: Uint8Array; name: string }> {
  const document = await store.find(ask, id)
  return { bytes: await ask.files.get(document.sha256), name: `${document.windowCode} ${document.title}`.slice(0, 120).concat('.docx') }
}
