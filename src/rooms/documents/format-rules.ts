// How an official document must look, by issuer and by day: read from data/format-rules.json, which a clerk can correct and confirm.
import Type, { type Static, type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import data from '../../../data/format-rules.json' with { type: 'json' }
import { type Day, day } from '../../ground/day.ts'
import { type Refusal, refuse } from '../../ground/faults.ts'

const strict = { additionalProperties: false } as const
const Range = Type.Object({ min: Type.Number(), max: Type.Number(), chosen: Type.Number() }, strict)
const Align = Type.Union([Type.Literal('left'), Type.Literal('center'), Type.Literal('right'), Type.Literal('justify')])
const Numerals = Type.Union([Type.Literal('roman'), Type.Literal('arabic'), Type.Literal('letter')])

const TextLook = Type.Object(
  {
    text: Type.Optional(Type.String({ minLength: 1 })),
    sizePt: Range,
    bold: Type.Boolean(),
    italic: Type.Boolean(),
    underline: Type.Optional(Type.Boolean()),
    caps: Type.Boolean(),
    align: Align,
    firstLineMm: Type.Optional(Range),
    indentMm: Type.Optional(Type.Number()),
    beforePt: Type.Optional(Range),
    afterPt: Type.Optional(Range),
    lines: Type.Optional(Range),
    exactPt: Type.Optional(Range),
  },
  strict,
)
const LineLook = Type.Union([
  Type.Object(
    {
      mark: Type.Literal('rule'),
      share: Range,
      weightPt: Type.Number(),
      beforePt: Type.Number(),
      afterPt: Type.Optional(Type.Number()),
    },
    strict,
  ),
  Type.Object(
    { mark: Type.Literal('text'), text: Type.String({ minLength: 1 }), sizePt: Range, afterPt: Type.Optional(Type.Number()) },
    strict,
  ),
])
const Page = Type.Object(
  {
    widthMm: Type.Number(),
    heightMm: Type.Number(),
    topMm: Range,
    bottomMm: Range,
    leftMm: Range,
    rightMm: Range,
    font: Type.String(),
    language: Type.String(),
  },
  strict,
)
const PageNumber = Type.Object(
  { sizePt: Range, align: Align, fromTopMm: Type.Number(), onFirstPage: Type.Boolean(), annexAfresh: Type.Boolean() },
  strict,
)
const Letterhead = Type.Object({ header: Type.Union([Type.Literal('nation'), Type.Literal('party')]), leftShare: Range }, strict)
const Signature = Type.Object({ leftShare: Range, roomPt: Type.Number(), beforePt: Type.Number() }, strict)
const NumberForm = Type.Object({ label: Type.String(), joint: Type.String(), blank: Type.String(), digits: Type.Integer() }, strict)
const List = { bullet: Type.String(), separator: Type.String(), last: Type.String() }
const HeadingForm = Type.Object(
  { marks: Type.Array(Type.Object({ numerals: Numerals, after: Type.String() }, strict), { minItems: 3 }) },
  strict,
)
const AuthorityForm = Type.Object(
  { onBehalf: Type.String(), instead: Type.String(), byOrder: Type.String(), delegated: Type.String(), acting: Type.String() },
  strict,
)
const AnnexForm = Type.Object(
  { label: Type.String(), numerals: Numerals, open: Type.String(), number: Type.String(), beforeDate: Type.String(), close: Type.String() },
  strict,
)
const ColumnLook = Type.Object({ weight: Type.Number(), align: Align }, strict)
const Table = Type.Object(
  {
    borderPt: Type.Number(),
    cellSideMm: Type.Number(),
    cellTopMm: Type.Number(),
    levelIndentMm: Type.Number(),
    landscapeOverColumns: Type.Integer(),
    columns: Type.Object({ order: ColumnLook, label: ColumnLook, unit: ColumnLook, number: ColumnLook, note: ColumnLook }, strict),
  },
  strict,
)

export const TEXT_ELEMENTS = [
  'superior',
  'issuer',
  'number',
  'placeDate',
  'draft',
  'kindName',
  'abstract',
  'addressee',
  'ground',
  'heading1',
  'heading2',
  'heading3',
  'body',
  'authority',
  'signerTitle',
  'signerName',
  'recipientsLabel',
  'recipients',
  'annexLabel',
  'annexTitle',
  'annexReference',
  'tableCaption',
  'tableHead',
  'tableGroup',
  'tableBody',
  'tableNote',
] as const
const HEADER_ELEMENTS = { nation: ['nationalName', 'motto', 'mottoLine'], party: ['partyName', 'partyNameLine'] } as const
const LINE_ELEMENTS = ['issuerLine', 'abstractLine'] as const
export type TextElement = (typeof TEXT_ELEMENTS)[number] | 'nationalName' | 'motto' | 'partyName'
export type LineElement = (typeof LINE_ELEMENTS)[number] | 'mottoLine' | 'partyNameLine'

const SINGLES = {
  page: Page,
  pageNumber: PageNumber,
  letterhead: Letterhead,
  signature: Signature,
  table: Table,
  numberForm: NumberForm,
  headingForm: HeadingForm,
  authorityForm: AuthorityForm,
  annexForm: AnnexForm,
  addresseeForm: Type.Object({ label: Type.String(), ...List }, strict),
  groundForm: Type.Object(List, strict),
  recipientForm: Type.Object({ label: Type.String(), ...List }, strict),
  closing: Type.Object({ mark: Type.String() }, strict),
} as const
type Singles = { readonly [E in keyof typeof SINGLES]: Static<(typeof SINGLES)[E]> }

const LOOKS: Readonly<Record<string, TSchema>> = {
  ...SINGLES,
  ...Object.fromEntries([...TEXT_ELEMENTS, 'nationalName', 'motto', 'partyName'].map(element => [element, TextLook])),
  ...Object.fromEntries([...LINE_ELEMENTS, 'mottoLine', 'partyNameLine'].map(element => [element, LineLook])),
}

const Nullable = Type.Union([Type.String({ minLength: 1 }), Type.Null()])
const Rule = Type.Object(
  {
    element: Type.String(),
    says: Type.String({ minLength: 1 }),
    set: Type.Object({}),
    source: Type.String({ minLength: 1 }),
    confirmedBy: Nullable,
    note: Nullable,
  },
  strict,
)
const DAY = '^\\d{4}-\\d{2}-\\d{2}$'
const RuleSet = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9-]+$' }),
    issuer: Type.Union([Type.Literal('state'), Type.Literal('party'), Type.Literal('front')]),
    title: Type.String({ minLength: 1 }),
    validFrom: Type.String({ pattern: DAY }),
    validTo: Type.Union([Type.String({ pattern: DAY }), Type.Null()]),
    basedOn: Nullable,
    note: Nullable,
    rules: Type.Array(Rule),
  },
  strict,
)
const RuleFile = Type.Object({ about: Type.String(), sets: Type.Array(RuleSet, { minItems: 1 }) }, strict)
type RuleFile = Static<typeof RuleFile>
type RuleSet = Static<typeof RuleSet>

export type TextLook = Static<typeof TextLook>
export type LineLook = Static<typeof LineLook>
export type ColumnRole = keyof Static<typeof Table>['columns']
export type IssuerKind = RuleSet['issuer']

/** One rule as it stands on a day: what it says, where it comes from, since when and until when, and who has checked it against the source. */
export interface FormatRule extends Static<typeof Rule> {
  readonly setId: string
  readonly setTitle: string
  readonly validFrom: Day
  readonly validTo: Day | null
}

/** Every rule an issuer's document of one day follows, ready for the composer, with the provenance beside. */
export interface Format extends Singles {
  readonly setId: string
  readonly text: Readonly<Partial<Record<TextElement, TextLook>>>
  readonly line: Readonly<Partial<Record<LineElement, LineLook>>>
  readonly rules: readonly FormatRule[]
}

const ranges = (value: unknown): Static<typeof Range>[] => {
  if (typeof value !== 'object' || value === null) return []
  if (Value.Check(Range, value)) return [value]
  return Object.values(value).flatMap(ranges)
}

/** What is wrong with a file of format rules, one sentence each; none when it can be used. */
export function faultsOf(file: unknown): string[] {
  if (!Value.Check(RuleFile, file)) return Value.Errors(RuleFile, file).map(error => `${error.instancePath} ${error.message}`)
  const faults: string[] = []
  for (const set of file.sets) {
    if (set.basedOn !== null && !file.sets.some(one => one.id === set.basedOn)) faults.push(`${set.id}: không có bộ ${set.basedOn}`)
    if (set.validTo !== null && set.validTo < set.validFrom) faults.push(`${set.id}: hết hiệu lực trước khi có hiệu lực`)
    if (file.sets.some(one => one !== set && one.issuer === set.issuer && meets(one, set))) faults.push(`${set.id}: trùng ngày với bộ khác`)
    for (const rule of set.rules) {
      const look = LOOKS[rule.element]
      const name = `${set.id}/${rule.element}`
      if (!look) faults.push(`${name}: không có thành phần này`)
      else if (!Value.Check(look, rule.set))
        faults.push(...Value.Errors(look, rule.set).map(error => `${name}${error.instancePath} ${error.message}`))
      if (ranges(rule.set).some(({ min, max, chosen }) => chosen < min || chosen > max)) faults.push(`${name}: giá trị chọn ngoài khoảng`)
      if (set.rules.filter(one => one.element === rule.element).length > 1) faults.push(`${name}: ghi hai lần`)
    }
    for (const element of needed(file, set)) if (!rulesOf(file, set).has(element)) faults.push(`${set.id}: thiếu quy tắc ${element}`)
  }
  return faults
}

const meets = (a: RuleSet, b: RuleSet): boolean =>
  (a.validTo === null || a.validTo >= b.validFrom) && (b.validTo === null || b.validTo >= a.validFrom)

function rulesOf(file: RuleFile, set: RuleSet): Map<string, FormatRule> {
  const base = file.sets.find(one => one.id === set.basedOn)
  const found = base ? rulesOf(file, base) : new Map<string, FormatRule>()
  for (const rule of set.rules) {
    found.set(rule.element, {
      ...rule,
      setId: set.id,
      setTitle: set.title,
      validFrom: day(set.validFrom),
      validTo: set.validTo === null ? null : day(set.validTo),
    })
  }
  return found
}

const headerOf = (rules: ReadonlyMap<string, FormatRule>): 'nation' | 'party' =>
  Value.Check(Type.Object({ header: Type.Literal('party') }), rules.get('letterhead')?.set) ? 'party' : 'nation'

const needed = (file: RuleFile, set: RuleSet): string[] => [
  ...Object.keys(SINGLES),
  ...TEXT_ELEMENTS,
  ...LINE_ELEMENTS,
  ...HEADER_ELEMENTS[headerOf(rulesOf(file, set))],
]

const checked = (): RuleFile => {
  const faults = faultsOf(data)
  if (faults.length > 0) throw new Error(`data/format-rules.json: ${faults.join('; ')}`)
  return data as RuleFile
}
let read: RuleFile | undefined
const file = (): RuleFile => {
  read ??= checked()
  return read
}

/** The format that the issuer's documents follow on that day. @returns `documents.no-format` when no rule was in force then. */
export function formatOn(issuer: IssuerKind, on: Day): Format | Refusal {
  const set = file().sets.find(one => one.issuer === issuer && one.validFrom <= on && (one.validTo === null || on <= one.validTo))
  if (!set) return refuse('documents.no-format', 'Chưa có quy tắc thể thức cho ngày ban hành này. Kiểm tra lại ngày của văn bản.', 'date')
  const all = rulesOf(file(), set)
  const asked = needed(file(), set)
  const take = (elements: readonly string[]) =>
    Object.fromEntries(elements.flatMap(one => (all.has(one) ? [[one, all.get(one)?.set]] : [])))
  const kept = asked.filter(element => LOOKS[element] === TextLook)
  const lines = asked.filter(element => LOOKS[element] === LineLook)
  return {
    ...(take(Object.keys(SINGLES)) as Singles),
    setId: set.id,
    text: take(kept),
    line: take(lines),
    rules: asked.flatMap(element => all.get(element) ?? []),
  }
}

/** The look of a text element. A format that lacks it is a fault of the file, which `faultsOf` reports before anything is composed. */
export function lookOf(format: Format, element: TextElement): TextLook {
  const look = format.text[element]
  if (!look) throw new Error(`${format.setId} has no rule for ${element}`)
  return look
}

export function lineOf(format: Format, element: LineElement): LineLook {
  const look = format.line[element]
  if (!look) throw new Error(`${format.setId} has no rule for ${element}`)
  return look
}
