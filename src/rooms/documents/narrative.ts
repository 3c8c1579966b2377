// A report told in sentences, by the outline of periodic reports of dân vận work: the officer's words, and one line for each figure.

import { searchKey } from '../../ground/vietnamese.ts'
import type { ReportSnapshot, SnapshotRow } from '../../web/room.ts'
import type { Paragraph, Run, Section } from './composing.ts'
import { AGAINST, type Against, COVERAGE, compare, quoted } from './figures.ts'
import { groupsOf, type Line, linesOf, type Part, partOf } from './snapshot.ts'

const TITLES: Readonly<Record<Part, string>> = {
  situation: 'Tình hình các tầng lớp nhân dân',
  results: 'Kết quả công tác dân vận',
  assessment: 'Đánh giá chung',
  next: 'Phương hướng, nhiệm vụ thời gian tới',
}
const NO_FIGURE = new Set(['none', 'not_applicable', 'missing'])
const MARK_BEFORE_UNIT = new Set(['%', '‰'])

/** The sections of the report: situation, results with every figure, assessment, what comes next. A part without content is left out. */
export function narrate(snapshot: ReportSnapshot): Section[] {
  return (['situation', 'results', 'assessment', 'next'] as const).flatMap(part => {
    const written = snapshot.sections.filter(one => partOf(one) === part && one.text.trim() !== '')
    return part === 'results' ? results(snapshot, written) : told(part, written)
  })
}

type Written = ReportSnapshot['sections'][number]

const told = (part: Part, written: readonly Written[]): Section[] => {
  const [first, ...more] = written
  if (!first) return []
  if (more.length === 0) return [{ level: 1, title: unnumbered(first.heading), paragraphs: paragraphs(first.text) }]
  return [
    { level: 1, title: TITLES[part], paragraphs: [] },
    ...written.map(one => ({ level: 2 as const, title: unnumbered(one.heading), paragraphs: paragraphs(one.text) })),
  ]
}

/** The officer's own ordinal goes: the composer numbers the headings. */
const unnumbered = (heading: string): string => heading.replace(/^\s*(?:[IVX]+|\p{Nd}+(?:\.\p{Nd}+)*|[a-zđ])\s*[.)\-–]\s*/u, '').trim()

function results(snapshot: ReportSnapshot, written: readonly Written[]): Section[] {
  const groups = groupsOf(snapshot.rows)
  const own = (title: string): readonly Written[] => written.filter(one => searchKey(unnumbered(one.heading)) === searchKey(title))
  const loose = written.filter(one => !groups.some(group => own(group.title).includes(one)))
  const one = loose.length === 1 && /^ket qua/u.test(searchKey(unnumbered(loose[0]?.heading ?? ''))) ? loose[0] : undefined
  const lead: Section = {
    level: 1,
    title: one ? unnumbered(one.heading) : TITLES.results,
    paragraphs: [...covered(snapshot), ...(one ? paragraphs(one.text) : [])],
  }
  const sections = [
    lead,
    ...loose.filter(it => it !== one).map(it => ({ level: 2 as const, title: unnumbered(it.heading), paragraphs: paragraphs(it.text) })),
    ...groups.map(group => ({
      level: 2 as const,
      title: group.title,
      paragraphs: [...own(group.title).flatMap(it => paragraphs(it.text)), ...linesOf(group.rows).map(line => sentence(snapshot, line))],
    })),
  ]
  return sections.length === 1 && lead.paragraphs.length === 0 ? [] : sections
}

/** An officer's text as paragraphs; {CODE} becomes the bound figure. */
export function paragraphs(text: string): Paragraph[] {
  const lines = text
    .normalize('NFC')
    .split(/\n+/u)
    .map(line => line.trim())
  return lines.filter(line => line !== '').map(line => ({ runs: references(line), generated: false }))
}

// {DVK01} as the reports room reads it; {figure:…} is how it was written before.
const NAMED = /(\{figure:[^{}\s]+\}|\{\s*[A-Z][A-Z0-9]{1,9}(?:\.[A-Z0-9]{3,6})?\s*\})/giu
const references = (line: string): Run[] =>
  line
    .split(NAMED)
    .filter(piece => piece !== '')
    .map((piece): Run => {
      const [, before, name] = /^\{(figure:)?([^{}]+)\}$/iu.exec(piece) ?? []
      return name === undefined ? piece : { figure: before ? name : name.trim().toUpperCase() }
    })

const generated = (...runs: readonly Run[]): Paragraph => ({ runs: runs.filter(run => run !== ''), generated: true })

/** "Số liệu tổng hợp từ 9/12 đơn vị đã nộp; chưa nộp: …"; nothing for a report of one unit's own. */
function covered(snapshot: ReportSnapshot): Paragraph[] {
  const { owed, missing, waived = [] } = snapshot.coverage
  if (owed + waived.length <= 1) return []
  const from: readonly Run[] = [
    'Số liệu tổng hợp từ ',
    { figure: `${COVERAGE}/have` },
    '/',
    { figure: `${COVERAGE}/of` },
    ' đơn vị đã nộp báo cáo',
  ]
  const absent: Run[] = missing.length > 0 ? ['; chưa nộp: ', ...names(missing)] : []
  return [generated(...from, ...absent, ...released(snapshot), ...comparedAmong(snapshot), '.')]
}

/** With units not in it, what the report is set beside is of those who are: not what was published then, and a reader must know. */
export const comparedAmong = ({ coverage: { missing, waived = [] }, rows }: ReportSnapshot): Run[] =>
  missing.length + waived.length > 0 && rows.some(row => row.previous !== null || row.sameLastYear !== null)
    ? ['; số để so sánh là của các đơn vị có trong báo cáo này']
    : []

/** Who was released from the report: neither handed in nor missing. */
export const released = ({ coverage }: ReportSnapshot): Run[] => [
  ...(coverage.waived && coverage.waived.length > 0 ? ['; được miễn báo cáo: ', ...names(coverage.waived)] : []),
  ...(coverage.waivedBelow ?? []).flatMap(({ by, units }): Run[] => ['; được ', quoted(by), ' miễn báo cáo: ', ...names(units)]),
]

export const names = (units: readonly string[]): Run[] => units.flatMap((unit, i) => (i === 0 ? [quoted(unit)] : [', ', quoted(unit)]))

/** One line of the report's figures as a sentence: value, comparisons, the lines under it, and who is not in it. */
export function sentence(snapshot: ReportSnapshot, { row, under }: Line): Paragraph {
  return generated(
    '- ',
    quoted(row.label),
    row.kind === 'stock' && !/cuối kỳ|hiện có|đến nay/u.test(row.label) ? ' (tính đến cuối kỳ)' : '',
    ': ',
    ...amount(row, row.unit),
    ...fraction(row),
    ...absent(snapshot, row),
    ...compared(row),
    ...(under.length > 0 ? ['; trong đó: ', ...listed(row, under)] : []),
    '.',
  )
}

const amount = (row: SnapshotRow, unit: string): Run[] => {
  const value: Run[] = [row.state === 'estimated' ? 'ước ' : '', { figure: row.code }]
  if (NO_FIGURE.has(row.state) || row.value === null || unit === '') return value
  return [...value, MARK_BEFORE_UNIT.has(unit) ? '' : ' ', quoted(unit)]
}

const fraction = (row: SnapshotRow): Run[] =>
  row.kind === 'ratio' && row.numerator !== null && row.denominator !== null
    ? [' (', { figure: `${row.code}/numerator` }, '/', { figure: `${row.code}/denominator` }, ')']
    : []

const listed = (head: SnapshotRow, under: readonly SnapshotRow[]): Run[] =>
  under.flatMap((row, i) => [
    i === 0 ? '' : ', ',
    quoted(inSentence(row.label)),
    ' ',
    ...amount(row, row.unit === head.unit ? '' : row.unit),
    ...fraction(row),
  ])

/** A label inside a sentence starts small, unless it starts a proper name or an abbreviation. */
export const inSentence = (label: string): string =>
  /^\p{Lu}\p{Lu}|^\p{L}+ \p{Lu}|^Mặt trận/u.test(label) ? label : `${label.charAt(0).toLocaleLowerCase('vi')}${label.slice(1)}`

function compared(row: SnapshotRow): Run[] {
  const [before, lastYear] = [phrase(row, 'previous'), phrase(row, 'lastYear')]
  if (row.notComparable !== null) {
    return [
      `, không so sánh được với ${AGAINST.previous} và ${AGAINST.lastYear} do `,
      quoted(inSentence(row.notComparable.replace(/[.\s]+$/u, ''))),
    ]
  }
  const isSame = (against: Against): boolean => compare(row, against).kind === 'same'
  if (isSame('previous') && isSame('lastYear')) return [`, bằng ${AGAINST.previous} và ${AGAINST.lastYear}`]
  return [...before, ...lastYear]
}

function phrase(row: SnapshotRow, against: Against): Run[] {
  const found = compare(row, against)
  if (found.kind === 'same') return [`, bằng ${AGAINST[against]}`]
  if (found.kind !== 'more' && found.kind !== 'less') return []
  const id = `${row.code}/${against}`
  return [
    found.kind === 'more' ? ', tăng ' : ', giảm ',
    { figure: `${id}/size` },
    row.kind === 'ratio' && row.unit === '%' ? ' điểm phần trăm' : '',
    ...(found.percent === null ? [] : [' (', { figure: `${id}/percent` }, '%)']),
    ` so với ${AGAINST[against]}`,
  ]
}

/** A figure never leaves without the units that are not in it; the names stand once, where all figures lack the same units. */
function absent(snapshot: ReportSnapshot, row: SnapshotRow): Run[] {
  if (row.missing.length === 0 || row.state === 'missing' || snapshot.coverage.owed <= 1) return []
  const count: Run[] = [' (', { figure: `${row.code}/have` }, '/', { figure: `${row.code}/of` }, ' đơn vị']
  const same =
    row.missing.length === snapshot.coverage.missing.length && row.missing.every(unit => snapshot.coverage.missing.includes(unit))
  return same ? [...count, ')'] : [...count, '; chưa có: ', ...names(row.missing), ')']
}
