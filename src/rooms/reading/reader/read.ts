/** From an article or report on công tác dân vận to facts, each with the exact words that prove it. Pure: one text, one reading. */
import { clean, whole } from './clean.ts'
import { pageDate } from './dates.ts'
import { readDocuments } from './documents.ts'
import { readEvent, type Spoken } from './event.ts'
import { readFigures } from './figures.ts'
import { type Line, lines, sentences } from './noise.ts'
import { readPeople } from './people.ts'
import { readTasks } from './tasks.ts'
import type { Reading } from './types.ts'

/** Beyond this length a text is no article; the rest is left unread, so that no input takes long. */
export const READ_AT_MOST = 400_000

export function read(text: string): Reading {
  const copy = clean(text.length > READ_AT_MOST ? text.slice(0, READ_AT_MOST) : text)
  const all = lines(whole(copy))
  const told = spoken(all)
  const page = pageDate(all)
  const documents = readDocuments(copy, told)
  const event = readEvent(copy, told, page, documents)
  const people = readPeople(copy, told)
  const tasks = readTasks(copy, told)
  const year = event.period
    ? Number((event.period.to ?? event.period.from).slice(0, 4))
    : event.date
      ? Number(event.date.slice(0, 4))
      : null
  const figures = readFigures(copy, told, { skip: documents, tasks, period: event.period, year, scope: event.place })
  return {
    event,
    people,
    figures,
    documents: documents.map(({ from: _from, to: _to, ...d }) => d),
    tasks: tasks.map(({ from: _from, to: _to, ...t }) => t),
  }
}

/** The sentences that the article says, in order; the same line printed twice is read once. */
function spoken(all: readonly Line[]): Spoken[] {
  const out: Spoken[] = []
  const seen = new Set<string>()
  for (const l of all) {
    if (l.kind !== 'title' && l.kind !== 'body' && l.kind !== 'caption') continue
    const key = l.piece.seek.trim()
    if (seen.has(key)) continue
    seen.add(key)
    for (const piece of sentences(l.piece)) out.push({ piece, kind: l.kind })
  }
  return out
}
