// A published report becomes an official document of its issuer.
import { isRefusal, type Refusal } from '../../ground/faults.ts'
import { capital, dayInWords } from '../../ground/vietnamese.ts'
import type { OwnReport, ReportSnapshot } from '../../web/room.ts'
import { type Fixed, type OfficialDocument, type Paragraph, type Run, refusalsOf, type Signer } from './composing.ts'
import { figuresOf, quoted } from './figures.ts'
import type { IssuerKind } from './format-rules.ts'
import { listAnnexes } from './list-annexes.ts'
import { inSentence, narrate } from './narrative.ts'
import { captionOf, reportAnnex } from './report-table.ts'
import { refusalsOfSnapshot } from './snapshot.ts'

/** What a unit prints around its documents; kept by the unit, frozen with the document. */
export interface Letterhead {
  readonly issuerKind: IssuerKind
  readonly superior: string | null
  readonly issuer: string
  readonly issuerInText: string
  /** "BC-UBND" for the state, "BC/BTGDVTU" for the Party, "BC-MTTQ-BTT" for the Front. */
  readonly symbol: string
  readonly place: string
  readonly addressees: readonly string[]
  readonly grounds: readonly string[]
  readonly signer: Signer
  readonly recipients: readonly string[]
}

/** Composes the report of a snapshot, published or a unit's own. @returns every reason why it cannot be composed, when it cannot */
export function fromSnapshot(
  snapshot: ReportSnapshot,
  letterhead: Letterhead,
  number: number | null = null,
  own?: OwnReport,
): OfficialDocument | Refusal[] {
  const refusals = refusalsOfSnapshot(snapshot)
  if (refusals.length > 0) return refusals
  const [figures, ...more] = snapshot.rows.length > 0 ? [reportAnnex(snapshot), ...listAnnexes(snapshot, captionOf(snapshot))] : []
  const document: OfficialDocument = {
    ...letterhead,
    ...(own ? { undated: true } : {}),
    ...(own?.isDraft ? { isDraft: true } : {}),
    number,
    date: snapshot.publishedOn,
    kindName: 'Báo cáo',
    // Two papers of one window are told apart in the register by this.
    abstract: `${subjectOf(snapshot)} ${snapshot.window.label}${snapshot.corrects ? ` (đính chính lần ${snapshot.corrects.number})` : ''}`,
    opening: [...correcting(snapshot), opening(snapshot, letterhead)],
    sections: narrate(snapshot),
    ending: [...(own ? enclosed(own.files) : []), ending(snapshot, letterhead)],
    figures: figuresOf(snapshot),
    annexes: figures ? [own ? { ...figures, captions: [...figures.captions, [quoted(own.says)]] } : figures, ...more] : [],
  }
  const found = refusalsOf(document)
  return found.length > 0 ? found : document
}

export const isComposed = (outcome: OfficialDocument | Refusal[]): outcome is OfficialDocument =>
  !Array.isArray(outcome) && !isRefusal(outcome)

const days = (snapshot: ReportSnapshot): Run[] => {
  const words = (text: string): Fixed => ({ fixed: 'day', text })
  return [words(dayInWords(snapshot.window.from)), ' đến ', words(dayInWords(snapshot.window.until))]
}

const RHYTHM = /\s+(?:định kỳ\s+)?(?:(?:hằng|hàng)\s+)?(?:tháng|quý|6 tháng|9 tháng|năm)$/u
/** What the report is about: the regime's name without the kind of document and without the rhythm, which the window says. */
export function subjectOf(snapshot: ReportSnapshot): string {
  const bare = snapshot.regime.name
    .replace(/^Báo cáo\s+/iu, '')
    .replace(RHYTHM, '')
    .trim()
  return capital(bare)
}

const subject = (snapshot: ReportSnapshot): Run[] => [
  quoted(inSentence(subjectOf(snapshot))),
  ' ',
  { fixed: 'window', text: snapshot.window.label },
]

const opening = (snapshot: ReportSnapshot, { issuerInText }: Letterhead): Paragraph => ({
  runs: [quoted(issuerInText), ' báo cáo ', ...subject(snapshot), ' (số liệu từ ', ...days(snapshot), ') như sau:'],
  generated: true,
})

/** A corrected report says which paper it takes the place of: both may lie on one desk. */
const correcting = ({ corrects }: ReportSnapshot): Paragraph[] => {
  if (!corrects) return []
  const order: Fixed = { fixed: 'order', text: String(corrects.number) }
  const on: Fixed = { fixed: 'day', text: dayInWords(corrects.publishedOn) }
  return [{ runs: ['Báo cáo đính chính lần ', order, ', thay cho bản ', order, ' ban hành ', on, '.'], generated: true }]
}

/** The files that go with a report are named in it: who files the paper knows what belongs to it. */
const enclosed = (files: readonly string[]): Paragraph[] =>
  files.length === 0
    ? []
    : [{ runs: ['Tệp gửi kèm: ', ...files.flatMap((file, i): Run[] => [i === 0 ? '' : '; ', quoted(file)]), '.'], generated: true }]

const ending = (snapshot: ReportSnapshot, { issuerInText }: Letterhead): Paragraph => ({
  runs: ['Trên đây là báo cáo ', ...subject(snapshot), ' của ', quoted(issuerInText)],
  generated: true,
})
