// The order of the lines of a form in the making: groups in one stretch, parts under their whole. Pure.
import type { Definition } from './catalogue.ts'

/** The lines with each group in one stretch, groups in the order in which they first come. */
export function arranged(lines: readonly string[], known: ReadonlyMap<string, Pick<Definition, 'group'>>): readonly string[] {
  const groups = new Map<string, string[]>()
  for (const code of lines) {
    const group = known.get(code)?.group ?? ''
    groups.set(group, [...(groups.get(group) ?? []), code])
  }
  return [...groups.values()].flat()
}

/** Adds what is not there yet, each where its group ends; a part right after its whole or the part before it. */
export function added(lines: readonly string[], codes: readonly string[], known: ReadonlyMap<string, Definition>): readonly string[] {
  const result = [...lines]
  for (const code of codes) {
    if (result.includes(code)) continue
    const whole = known.get(code)?.depth ? (known.get(code)?.subsetOf ?? undefined) : undefined
    const at = whole === undefined ? -1 : result.findLastIndex(one => one === whole || known.get(one)?.subsetOf === whole)
    if (at < 0) result.push(code)
    else result.splice(at + 1, 0, code)
  }
  return arranged(result, known)
}

/** One line up or down; at the edge of its group the whole group changes places with its neighbour. */
export function moved(
  lines: readonly string[],
  code: string,
  by: -1 | 1,
  known: ReadonlyMap<string, Pick<Definition, 'group'>>,
): readonly string[] {
  const at = lines.indexOf(code)
  const other = lines[at + by]
  if (at < 0 || other === undefined) return lines
  const group = (one: string): string => known.get(one)?.group ?? ''
  if (group(other) === group(code)) return lines.with(at, other).with(at + by, code)
  const of = lines.filter(one => group(one) === group(code))
  const next = lines.filter(one => group(one) === group(other))
  const both = new Set([...of, ...next])
  const first = lines.findIndex(one => both.has(one))
  return [...lines.slice(0, first), ...(by < 0 ? [...of, ...next] : [...next, ...of]), ...lines.slice(first + both.size)]
}
