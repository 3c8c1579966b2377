// What people do with reports in the tests, step by step as the pages lead them.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Browsing, Fields, Shown, TestHouse } from '../house.ts'

export const REGIME = '0d000000-0000-4000-8000-000000000001'
export const CODE = 'T2026-11'

/** Every cell that is typed, filled in believably; the ones counted are left to count. */
export const FILLED: Fields = {
  'o-TD01': '2',
  'o-TD02': '31',
  'o-YK01': '48',
  'o-YK02': '41',
  'o-DT01': '1',
  'o-DC01': '2',
  'o-DC02': '3',
  'o-DC03': '0',
  'o-DC04': '15',
  's-TG01': 'not_applicable',
  'l-TG01': 'xã không có cơ sở tôn giáo',
  's-TG02': 'none',
  'l-TG02': 'đã rà',
  'o-HG01': '5',
  'o-HG02': '4',
  'o-TT01': '9',
  'o-TT02': '1.240',
  'o-HV01': '6.798',
  'o-AS01': '12,5',
  'p-1': 'Tình hình ổn định.',
}

export const opened = (more: Fields = {}): Fields => ({
  id: randomUUID(),
  'che-do': REGIME,
  ten: 'tháng 11/2026',
  ma: CODE,
  from: '22/10/2026',
  until: '21/11/2026',
  due: '25/11/2026',
  ...more,
})

export async function openWindow(house: TestHouse, more: Fields = {}): Promise<Browsing> {
  const binh = await house.as('binh')
  const answer = await binh.post('/bao-cao/mo-ky', { seat: house.unit('MAU'), ...opened(more) })
  assert.equal(answer.status, 303, answer.text.slice(0, 2000))
  return binh
}

export const sheetOf = (house: TestHouse, code: string, window = CODE): string => `/bao-cao/${window}/${house.unit(code)}`

export const hidden = (text: string, name: string): string => {
  const found = new RegExp(`name="${name}" value="([^"]*)"`, 'u').exec(text)
  assert.ok(found?.[1] !== undefined, `no field ${name}`)
  return found[1]
}

/** The fields of the confirm page, as its button would send them. */
export const confirmed = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/<input type="hidden" name="([^"_][^"]*)" value="([^"]*)"/gu)].map(found => [
      found[1] ?? '',
      (found[2] ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
    ]),
  )

/** Where a browser is after this answer: on the page it was sent to, else on the page it was given. */
export const landed = async (who: Browsing, answer: Shown): Promise<Shown> =>
  answer.status === 303 ? await who.get((answer.location ?? '').replace(/#.*$/u, '')) : answer

export async function confirm(who: Browsing, sheet: string, fields: Fields = FILLED): Promise<Record<string, string>> {
  const shown = await who.get(sheet)
  const answer = await landed(
    who,
    await who.post(`${sheet}/xem-lai`, {
      after: hidden(shown.text, 'after'),
      version: hidden(shown.text, 'version'),
      page: hidden(shown.text, 'page'),
      ...fields,
    }),
  )
  assert.equal(answer.status, 200, summaryOf(answer))
  return confirmed(answer.text)
}

export const summaryOf = (shown: Shown): string => shown.text.replace(/[\s\S]*<main/u, '').slice(0, 1500)

export async function handIn(house: TestHouse, login: string, code: string, fields: Fields = FILLED): Promise<string> {
  const who = await house.as(login)
  const answer = await who.post(`${sheetOf(house, code)}/nop`, await confirm(who, sheetOf(house, code), fields))
  assert.equal(answer.status, 303, summaryOf(answer))
  return answer.location?.split('/').at(-1) ?? ''
}

export const OFFICERS: Readonly<Record<string, string>> = {
  BS: 'bensen',
  BD: 'binhdien',
  CM: 'caumay',
  DS: 'dongsay',
  HL: 'dung',
  KT: 'an',
  LT: 'lamtra',
  MD: 'mydong',
  NG: 'namgiong',
  SL: 'suoilua',
  TU: 'tanuoc',
  YT: 'yentrach',
}

export const review = (edition: string, window = CODE): string => `/bao-cao/${window}/xem/${edition}`
export const acceptIt = (binh: Browsing, edition: string, seen = 0, window = CODE) =>
  binh.post(`${review(edition, window)}/tiep-nhan`, { id: randomUUID(), seen: String(seen) })
export const returnIt = (binh: Browsing, edition: string, more: Fields = {}, seen = 0) =>
  binh.post(`${review(edition)}/tra-lai`, {
    id: randomUUID(),
    seen: String(seen),
    't-DT01': '1',
    'l-DT01': 'Đề nghị xem lại số cuộc đối thoại.',
    ...more,
  })

/** The post in which this person would sign for the province, as the page names it. */
export async function postAt(house: TestHouse, login: string, code = 'MAU'): Promise<string> {
  const posts = await house.doing(login, 'self', async ask => ask.person.posts)
  return posts.find(one => one.unitId === house.unit(code))?.id ?? assert.fail(`${login} holds no post at ${code}`)
}

/** An officer looks over the total of a receiver, and is where its button leads: on the page before the deed, or on the form again. */
export async function lookOverTotal(who: Browsing, fields: Fields, window = CODE): Promise<Shown> {
  const { text } = await who.get(`/bao-cao/${window}/tong-hop?noi-nhan=${fields['noi-nhan']}`)
  const found = (name: string): string => new RegExp(`name="${name}" value="([^"]*)"`, 'u').exec(text)?.[1] ?? ''
  return await landed(
    who,
    await who.post(`/bao-cao/${window}/tong-hop/xem-lai`, { version: found('version'), page: found('page'), ...fields }),
  )
}

/** An officer puts the report of the window before the province's leader, as the pages lead. */
export async function presentIt(house: TestHouse, binh: Browsing, more: Fields = {}): Promise<Shown> {
  const asked = { 'noi-nhan': house.unit('MAU'), 'p-2': 'Tiếp {figure:TD02} lượt người.', ky: await postAt(house, 'chi'), ...more }
  const fields = confirmed((await lookOverTotal(binh, asked)).text)
  // Where the pages do not lead to the deed it is tried without them: the act itself refuses.
  return await binh.post(`/bao-cao/${CODE}/trinh-ky`, fields['id'] ? fields : { id: randomUUID(), seen: 'x', ...asked })
}

/** The leader reads what was presented and signs it. */
export async function signIt(chi: Browsing, presented: string, more: Fields = {}): Promise<Shown> {
  const page = await chi.get(presented)
  return await chi.post(`${presented}/ky`, { seal: /name="seal" value="([^"]*)"/u.exec(page.text)?.[1] ?? '', ...more })
}

/** Presented by the officer and signed by the leader: published, or why it was not presented. */
export async function publishIt(house: TestHouse, binh: Browsing, more: Fields = {}): Promise<Shown> {
  const answer = await presentIt(house, binh, more)
  return answer.status === 303 ? await signIt(await house.as('chi'), answer.location ?? '') : answer
}
