// What officers of a province or of the centre do with regimes and indicators: begin a design, save it, check it, let it go live.
import { type Ask, record, seatFor } from '../../../access/ask.ts'
import { lookForDay } from '../../../ground/day.ts'
import { Fault, type Refusal, refuse, settle, stale } from '../../../ground/faults.ts'
import type { OrgTree } from '../../../org/tree.ts'
import type { Wiring } from '../counting.ts'
import { listedLines } from '../enclosing/listed.ts'
import { partOf, withParts } from '../splitting/dimensions.ts'
import { dimensionsNow, putParts } from '../splitting/store-dimensions.ts'
import { type Definition, RHYTHMS } from './catalogue.ts'
import { asDesign, asTyped, EMPTY_INDICATOR, EMPTY_REGIME, type IndicatorDesign, type RegimeDesign } from './design.ts'
import { checkIndicator, checkRegime, codesIn, type Finding, readRules } from './design-rules.ts'
import {
  byCode,
  definitionsOn,
  findRegime,
  indicatorCodes,
  lastWindowAsking,
  lastWindowOf,
  regimeCodes,
  versionsOf,
} from './store-catalogue.ts'
import {
  endDesign,
  findDesign,
  holdRegime,
  type KeptDesign,
  putDefinition,
  putDesign,
  putForm,
  putRegime,
  saveDesign,
} from './store-designs.ts'

type Designing = Ask<'reports.design'>

/** The bodies a person designs for: regimes are set by the province and the centre, not by those who hand in. */
export const designSeats = (ask: Ask): readonly string[] =>
  [...ask.grant.seats].filter(seat => ['province', 'centre'].includes(ask.tree.unit(seat)?.level ?? ''))

/** The body that designs. @throws forbidden when the person holds no post at a province or the centre · invalid when several fit */
export function designSeat(ask: Designing, named?: string): string {
  const seats = designSeats(ask)
  if (seats.length === 0)
    throw new Fault(
      'forbidden',
      'reports.design-level',
      'Chế độ báo cáo và chỉ tiêu do cấp tỉnh hoặc Trung ương đặt. Cần chỉ tiêu mới, ông/bà đề nghị cấp tỉnh.',
    )
  const [only, ...more] = seats
  return named === undefined && only !== undefined && more.length === 0 ? only : seatFor(ask.grant, named)
}

/** What came with the system is changed by the top of the tree, what a body made by that body. */
export const mayChange = (tree: OrgTree, madeFor: string | null, seats: readonly string[]): boolean =>
  madeFor === null ? seats.some(seat => tree.unit(seat)?.parentId === null) : seats.includes(madeFor)

const NOT_YOURS = 'Chỉ cơ quan đã đặt ra được lập bản mới. Ông/bà có thể lập một chế độ hoặc chỉ tiêu riêng.'

/**
 * Begins a design of a regime: an empty one, or the next version of one that is live; its form is copied then.
 * @throws forbidden · missing
 */
export async function beginRegime(
  ask: Designing,
  begin: { id: string; unitId?: string | undefined; of?: string | undefined },
): Promise<void> {
  const unitId = designSeat(ask, begin.unitId)
  let content: RegimeDesign = EMPTY_REGIME
  if (begin.of !== undefined) {
    const { regime, forms } = await findRegime(ask, begin.of)
    if (!mayChange(ask.tree, regime.madeFor, designSeats(ask))) throw new Fault('forbidden', 'reports.design-not-yours', NOT_YOURS)
    const form = forms[0]
    content = {
      ...EMPTY_REGIME,
      code: regime.code,
      name: regime.name,
      lawText: regime.lawText,
      receiver: regime.receiver,
      rhythm: regime.rhythm,
      note: regime.note,
      lines: form?.lines ?? [],
      sections: (form?.sections ?? []).map(heading => ({ heading, required: form?.required.includes(heading) ?? false })),
      rules: (form?.rules ?? []).map(asTyped),
      lists: form?.lists ?? null,
    }
  }
  const isNew = await putDesign(ask, { id: begin.id, kind: 'regime', unitId, regimeId: begin.of ?? null, title: content.name, content })
  if (isNew) await record(ask, { unit: unitId, subject: begin.id, act: 'reports.design-begin', detail: { of: content.code } })
}

/** Begins a design of an indicator: an empty one, or the next version of one that is live. @throws forbidden · missing */
export async function beginIndicator(
  ask: Designing,
  begin: { id: string; unitId?: string | undefined; of?: string | undefined },
): Promise<void> {
  const unitId = designSeat(ask, begin.unitId)
  let content = EMPTY_INDICATOR
  if (begin.of !== undefined) {
    const [last] = await versionsOf(ask, begin.of)
    if (!last || !mayChange(ask.tree, last.madeFor, designSeats(ask))) throw new Fault('forbidden', 'reports.design-not-yours', NOT_YOURS)
    content = asDesign(last)
  }
  const isNew = await putDesign(ask, { id: begin.id, kind: 'indicator', unitId, regimeId: null, title: content.label, content })
  if (isNew) await record(ask, { unit: unitId, subject: begin.id, act: 'reports.design-begin', detail: { of: content.code } })
}

/** The lines listed by a design: as it says, else what a form of before lists. */
export const listsIn = ({ lines, lists }: RegimeDesign, known: ReadonlyMap<string, Definition>): readonly string[] =>
  lists ??
  listedLines(
    lines.flatMap(code => known.get(code) ?? []),
    null,
  ).map(one => one.code)

/** A design as it stands, checked that the page the person sends from was of its last version. @throws missing · stale */
async function held<T>(ask: Designing, id: string, kind: 'regime' | 'indicator', version: number): Promise<KeptDesign<T>> {
  designSeat(ask)
  const design = await findDesign<T>(ask, id, kind, true)
  if (design.version !== version)
    throw stale('Bản thiết kế này vừa được lưu từ trang khác. Nội dung ông/bà ghi vẫn ở dưới đây; lưu lần nữa là thay bản kia.')
  return design
}

/** Saves part of a regime as typed, right or wrong. Code and rhythm of a live regime stay. @throws missing · stale */
export async function saveRegime(
  ask: Designing,
  id: string,
  version: number,
  change: (design: RegimeDesign) => Partial<RegimeDesign>,
): Promise<void> {
  const kept = await held<RegimeDesign>(ask, id, 'regime', version)
  const { code, rhythm } = kept.content
  const content = { ...kept.content, ...change(kept.content), ...(kept.regimeId === null ? {} : { code, rhythm }) }
  await saveDesign(ask, id, content.name, content)
}

/** Saves an indicator as typed. The code of a live one stays. @throws missing · stale */
export async function saveIndicator(ask: Designing, id: string, version: number, typed: IndicatorDesign): Promise<void> {
  const { content } = await held<IndicatorDesign>(ask, id, 'indicator', version)
  const { isNewVersion } = content
  await saveDesign(ask, id, typed.label, { ...typed, isNewVersion, ...(isNewVersion ? { code: content.code } : {}) })
}

export interface RegimeChecked {
  readonly design: KeptDesign<RegimeDesign>
  readonly known: ReadonlyMap<string, Definition>
  readonly findings: readonly Finding[]
}

/** A regime in the making with what stands against it. @throws forbidden · missing */
export async function checkedRegime(ask: Designing, id: string): Promise<RegimeChecked> {
  designSeat(ask)
  const design = await findDesign<RegimeDesign>(ask, id, 'regime')
  const catalogue = byCode(await definitionsOn(ask, lookForDay(design.content.from) ?? ask.today))
  const known = withParts(catalogue, design.content.lines, await dimensionsNow(ask))
  const live = design.regimeId === null ? undefined : await findRegime(ask, design.regimeId)
  const findings = checkRegime(design.content, {
    known,
    codes: await regimeCodes(ask),
    isLive: live !== undefined,
    begun: live?.forms[0]?.from ?? null,
    last: live && (await lastWindowOf(ask, live.regime.id)),
  })
  return { design, known, findings }
}

/**
 * The regime goes live in one act: a new one with its first form, or the next form of a live one from its day on; windows that are
 * open keep theirs. @throws missing · stale · refused (see checkRegime)
 */
export async function goLiveRegime(ask: Designing, id: string, version: number, newId: string): Promise<string> {
  const { regimeId, unitId } = await held<RegimeDesign>(ask, id, 'regime', version)
  if (regimeId !== null) await holdRegime(ask, regimeId)
  const { design, known, findings } = await checkedRegime(ask, id)
  if (findings.length > 0) settle(findings)
  const { content } = design
  const of = regimeId ?? newId
  if (regimeId === null && !(await putRegime(ask, of, unitId, content)))
    settle(refuse('reports.design-code-taken', `Mã ${content.code} vừa được dùng cho một chế độ khác. Đặt mã khác.`, 'code'))
  await putParts(
    ask,
    unitId,
    content.lines.flatMap(line => (partOf(line) ? (known.get(line) ?? []) : [])),
  )
  const sections = content.sections.filter(one => one.heading !== '')
  const number = await putForm(ask, of, lookForDay(content.from) ?? null, {
    lines: content.lines,
    sections: sections.map(one => one.heading),
    required: sections.filter(one => one.required).map(one => one.heading),
    lists: listsIn(content, known),
    rules: readRules(content),
  })
  await endDesign(ask, id, 'live', of)
  await record(ask, {
    unit: unitId,
    subject: of,
    detail: { regime: content.code, version: number, from: content.from, lines: content.lines.length },
  })
  return of
}

export interface IndicatorChecked {
  readonly design: KeptDesign<IndicatorDesign>
  readonly of: Definition | undefined
  readonly known: ReadonlyMap<string, Definition>
  readonly refusals: readonly Refusal[]
}

/** An indicator in the making with what stands against it. @throws forbidden · missing */
export async function checkedIndicator(ask: Designing, wiring: Wiring, id: string): Promise<IndicatorChecked> {
  designSeat(ask)
  const design = await findDesign<IndicatorDesign>(ask, id, 'indicator')
  const { content } = design
  const known = byCode(await definitionsOn(ask, lookForDay(content.from) ?? ask.today))
  const of = content.isNewVersion ? (await versionsOf(ask, content.code))[0] : undefined
  const refusals = checkIndicator(content, {
    known,
    codes: await indicatorCodes(ask),
    of,
    counters: new Set(Object.keys(wiring.counters)),
    last: of && (await lastWindowAsking(ask, content.code)),
  })
  return { design, of, known, refusals }
}

/** The indicator enters the catalogue, or its next version begins on its day. @throws missing · stale · refused (see checkIndicator) */
export async function goLiveIndicator(ask: Designing, wiring: Wiring, id: string, version: number, newId: string): Promise<string> {
  const { unitId } = await held<IndicatorDesign>(ask, id, 'indicator', version)
  const { design, of, known, refusals } = await checkedIndicator(ask, wiring, id)
  if (refusals.length > 0) settle(refusals)
  const { plus, minus, opening, decimals, dimensions, from, isNewVersion, ...typed } = design.content
  const hasFormula = plus !== '' || minus !== ''
  const ofGroup = [...known.values()].filter(one => one.group === typed.group).map(one => one.position)
  const wrote = await putDefinition(ask, unitId, {
    ...typed,
    id: newId,
    position:
      of?.position ??
      Math.min(
        32_000,
        Math.max(...(ofGroup.length > 0 ? ofGroup : [...known.values()].map(one => one.position)), 0) + (ofGroup.length > 0 ? 0 : 1),
      ),
    depth: typed.subsetOf !== '' && /^trong đó/u.test(typed.label) ? 1 : 0,
    formula: hasFormula ? { opening, plus: codesIn(plus), minus: codesIn(minus) } : null,
    decimals: Number(decimals),
    dimensions: dimensions.split('\n').filter(line => line !== ''),
    rhythms: RHYTHMS.filter(one => typed.rhythms.includes(one)),
    from: lookForDay(from) ?? null,
  })
  if (!wrote) settle(refuse('reports.design-code-taken', `Mã ${typed.code} vừa được dùng cho một chỉ tiêu khác. Đặt mã khác.`, 'code'))
  await endDesign(ask, id, 'live')
  await record(ask, { unit: unitId, subject: typed.code, detail: { indicator: typed.code, isNewVersion, from } })
  return typed.code
}

/** Sets a design aside. It stays in the records and is not shown among those in the making. @throws missing · stale */
export async function dropDesign(ask: Designing, id: string, kind: 'regime' | 'indicator', version: number): Promise<void> {
  const { unitId, title } = await held<RegimeDesign | IndicatorDesign>(ask, id, kind, version)
  await endDesign(ask, id, 'dropped')
  await record(ask, { unit: unitId, subject: id, act: 'reports.design-drop', detail: { title } })
}
