// What the tests of this room share: a text of our own, and how the cards of its page are read and decided upon.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Browsing, TestHouse } from '../../../test/house.ts'

export const bytes = (words: string): Uint8Array => new TextEncoder().encode(words)
export const file = (name: string, content: string | Uint8Array) => ({
  field: 'files',
  name,
  bytes: typeof content === 'string' ? bytes(content) : content,
})

export const PHASE = `Hội nghị tổng kết công tác Dân vận năm 2020

Sáng ngày 15/01/2021, Ban Dân vận Huyện ủy Khe Sơn tổ chức hội nghị tổng kết công tác dân vận năm 2020. Đồng chí Nông Văn Thuận, Phó Bí thư Thường trực Huyện ủy phát biểu chỉ đạo hội nghị.

Giai đoạn 2016-2020, toàn huyện đã đăng ký xây dựng 46 mô hình “Dân vận khéo”; nâng tổng số mô hình “Dân vận khéo” của huyện lên 158 mô hình.

Tại hội nghị, có 16 tập thể, 21 cá nhân được nhận giấy khen của Huyện ủy Khe Sơn.
`

/** Brings a text and answers its address. */
export async function bring(person: Browsing, words: string | Uint8Array, name = 'bai.txt'): Promise<string> {
  const sent = await person.upload('/doc-van-ban', { id: randomUUID() }, [file(name, words)])
  assert.equal(sent.status, 303, sent.text.slice(0, 2000))
  assert.match(sent.location ?? '', /^\/doc-van-ban\/[0-9a-f-]{36}$/u)
  return sent.location ?? ''
}

export interface Card {
  readonly n: number
  readonly title: string
  readonly seen: string | undefined
  readonly whole: string
}

/** The cards of the page: number, title, and the value its buttons send. */
export function cards(page: string): readonly Card[] {
  return [...page.matchAll(/<div class="fact[^"]*" id="d(\d+)"[\s\S]*?(?=<div class="fact|<\/section>)/gu)].map(found => ({
    n: Number(found[1]),
    title: plain(/<strong>([\s\S]*?)<\/strong>/u.exec(found[0])?.[1] ?? '').replace(/^\d+\. /u, ''),
    seen: /name="(?:accept|undo)" value="([^"]+)"/u.exec(found[0])?.[1],
    whole: plain(found[0]),
  }))
}

export const plain = (html: string): string =>
  html
    .replace(/<[^>]+>/gu, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\s+/gu, ' ')
    .trim()

export async function card(person: Browsing, at: string, title: RegExp): Promise<Card> {
  const page = await person.get(at)
  const found = cards(page.text).find(one => title.test(one.title))
  assert.ok(
    found,
    `no card ${title} among ${cards(page.text)
      .map(one => one.title)
      .join(' | ')}`,
  )
  return found
}

export const decide = (person: Browsing, at: string, field: string, value: string) => person.post(`${at}/quyet-dinh`, { [field]: value })

/** Takes everything that a text proposes. */
export async function takeAll(person: Browsing, at: string): Promise<void> {
  for (const one of cards((await person.get(at)).text)) {
    const sent = await decide(person, at, 'accept', `${one.n}:0`)
    assert.equal(sent.status, 303, `${one.title}: ${plain(sent.text).slice(0, 600)}`)
  }
}

export const frame = (more: Record<string, string> = {}): Record<string, string> => ({
  version: '1',
  unit: '',
  type: 'annual_summary',
  happened: '',
  periods: '',
  ...more,
})

export const count = async (house: TestHouse, table: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(house.db)
  return rows[0]?.n ?? -1
}

export const aboutUnit = async (person: Browsing, unit: string): Promise<string> => plain((await person.get(`/don-vi/${unit}`)).text)
