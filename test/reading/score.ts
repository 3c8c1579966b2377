/** The scorer of the reading specification, in small: sets of facts per text, pooled; gold files may accept other values. */
import type { Reading } from '../../src/rooms/reading/reader/types.ts'

type Accepts = { also_types?: string[]; also_dates?: string[]; also_parts?: string[]; also_symbols?: string[] }
export type Gold = Omit<Reading, 'event' | 'people' | 'documents'> & {
  event: Reading['event'] & Accepts
  people: (Reading['people'][number] & Accepts)[]
  documents: (Reading['documents'][number] & Accepts)[]
}
export type Tally = { tp: number; fp: number; fn: number }
export type Score = { all: Tally; parts: [number, number]; tasks: [number, number]; wrong: string[] }

export const symbolKey = (s: string): string =>
  s
    .normalize('NFC')
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/\s+/gu, '')
    .toUpperCase()
    .replace(/^0+(?=\d)/u, '')
const words = (s: string): string[] =>
  s
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []
export const figureKeys = (r: Pick<Reading, 'figures'>): string[] =>
  r.figures.filter(f => f.measure !== 'other').map(f => `${f.measure} ${f.value}`)

export const emptyScore = (): Score => ({ all: { tp: 0, fp: 0, fn: 0 }, parts: [0, 0], tasks: [0, 0], wrong: [] })

/** Adds one text to the score. */
export function addTo(score: Score, name: string, gold: Gold, got: Reading): void {
  const { all } = score
  const say = (what: string): void => void score.wrong.push(`${name}: ${what}`)
  const field = (what: string, g: string | null, p: string | null, ok: boolean): void => {
    if (ok) {
      if (p !== null) all.tp++
      return
    }
    if (p !== null) all.fp++
    if (g !== null) all.fn++
    say(`${what} ${g} / ${p}`)
  }
  const set = (what: string, golds: string[][], preds: string[]): void => {
    const left = new Set(preds)
    for (const keys of golds) {
      const hit = keys.find(k => left.has(k))
      if (hit === undefined) {
        all.fn++
        say(`${what} missed ${keys[0]}`)
      } else {
        all.tp++
        for (const k of keys) left.delete(k)
      }
    }
    all.fp += left.size
    for (const k of left) say(`${what} extra ${k}`)
  }
  const [ge, pe] = [gold.event, got.event]
  field('type', ge.type, pe.type, ge.type === pe.type || (ge.also_types ?? []).includes(pe.type))
  field('date', ge.date, pe.date, ge.date === pe.date || (pe.date !== null && (ge.also_dates ?? []).includes(pe.date)))
  const period = (p: Reading['event']['period']): string | null => (p ? `${p.from}/${p.to}` : null)
  field('period', period(ge.period), period(pe.period), period(ge.period) === period(pe.period))
  set(
    'person',
    [...new Set(gold.people.map(p => p.name))].map(n => [n]),
    got.people.map(p => p.name),
  )
  for (const g of gold.people) {
    const p = got.people.find(x => x.name === g.name)
    if (!p) continue
    score.parts[1]++
    if (p.part === g.part || (g.also_parts ?? []).includes(p.part)) score.parts[0]++
    else say(`part of ${g.name} ${g.part} / ${p.part}`)
  }
  set(
    'figure',
    [...new Set(figureKeys(gold))].map(k => [k]),
    figureKeys(got),
  )
  const symbols = (d: { symbol: string | null } & Accepts): string[] => [d.symbol ?? '', ...(d.also_symbols ?? [])].map(symbolKey)
  set(
    'document',
    gold.documents.filter(d => d.symbol).map(symbols),
    got.documents.flatMap(d => (d.symbol ? [symbolKey(d.symbol)] : [])),
  )
  for (const g of gold.tasks) {
    score.tasks[1]++
    const w = words(g.text)
    if (got.tasks.some(t => words(t.text).length > 0 && w.filter(x => new Set(words(t.text)).has(x)).length >= w.length * 0.6))
      score.tasks[0]++
    else say(`task missed ${g.text}`)
  }
}

export const f1 = (t: Tally): number => (2 * t.tp) / Math.max(1, 2 * t.tp + t.fp + t.fn)
