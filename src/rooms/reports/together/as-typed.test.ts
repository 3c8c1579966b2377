// The same rules in the browser and on the server: one table of cases, tried through the script of the page and through the form.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import vm from 'node:vm'
import { gzipSync } from 'node:zlib'
import { inHouse } from '../../../../test/house.ts'
import { FILLED, handIn, openWindow, returnIt, sheetOf } from '../../../../test/reports/steps.ts'
import { sheetScript } from '../../../../tools/sheet-script.ts'
import type { TypedCell } from '../sheet.ts'
import { farFigures, type Judgement, severityOf } from './as-typed.ts'
import type { OnPage } from './on-page.ts'

const SCRIPT = await sheetScript()

/** The script of the page where there is no page: only its rules. */
const inBrowser = (): ((page: OnPage, cells: readonly TypedCell[]) => Judgement) => {
  const browser = vm.createContext({})
  vm.runInContext(SCRIPT, browser)
  return (page, cells) =>
    JSON.parse(vm.runInContext(`JSON.stringify(danvanSheet(${JSON.stringify(page)}, ${JSON.stringify(cells)}))`, browser))
}

const unescaped = (text: string): string =>
  text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

const pageOf = (html: string): OnPage => JSON.parse(unescaped(/data-rules="([^"]*)"/u.exec(html)?.[1] ?? ''))

const cellsOf = (page: OnPage, fields: Readonly<Record<string, string>>): TypedCell[] =>
  page.lines.map(({ code }) => ({
    code,
    state: (fields[`s-${code}`] ?? '') as TypedCell['state'],
    value: fields[`o-${code}`] ?? '',
    reason: fields[`l-${code}`] ?? '',
  }))

const refusedBy = (html: string): string[] =>
  [...html.matchAll(/<li><a href="#([^"]*)">([^<]*)<\/a><\/li>/gu)].map(found => `${found[1]} ${unescaped(found[2] ?? '')}`)

/** What an officer may type, one thing after another, over a sheet that is right. */
const CASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'all is right': {},
  'an empty cell': { 'o-TD01': '' },
  'letters for a figure': { 'o-TD01': 'mười hai' },
  'a figure below zero': { 'o-TD01': '-3' },
  'a figure too large': { 'o-TD01': '99999999999999' },
  'a fraction where none is': { 'o-TD01': '2,5' },
  'too many decimals': { 'o-AS01': '2,55' },
  'a thousand with a dot': { 'o-TD02': '1.031' },
  'a part above its whole': { 'o-YK01': '3', 'o-YK02': '4' },
  'nothing occurred, without a reason': { 'o-TD01': '', 's-TD01': 'none' },
  'nothing occurred and a figure': { 'o-TD01': '2', 's-TD01': 'none', 'l-TD01': 'đã rà' },
  'does not apply, without a reason': { 's-TG01': 'not_applicable', 'l-TG01': ' ' },
  'an estimate without its way': { 's-TT02': 'estimated' },
  'an estimate with its way': { 's-TT02': 'estimated', 'l-TT02': 'theo sổ trực' },
  'another figure than the count': { 'o-DVK07': '9' },
  'another figure than the count, explained': { 'o-DVK07': '9', 'l-DVK07': 'hai quyết định còn ở văn thư' },
  'nothing of what a ratio divides by': { 'o-HG01': '0', 'o-HG02': '0' },
  'the parts of a ratio do not occur': {
    'o-YK01': '',
    's-YK01': 'none',
    'l-YK01': 'đã rà',
    'o-YK02': '',
    's-YK02': 'none',
    'l-YK02': 'đã rà',
  },
  'many things at once': { 'o-TD01': 'x', 'o-YK02': '99', 's-HV01': 'none', 'o-DC02': '', 'o-DVK01': '1,5' },
}

test(
  'every case is answered by the script of the page as the server answers it, word by word',
  inHouse(async house => {
    await openWindow(house)
    const an = await house.as('an')
    const sheet = sheetOf(house, 'KT')
    const page = pageOf((await an.get(sheet)).text)
    const judge = inBrowser()
    let refused = 0
    for (const [name, more] of Object.entries(CASES)) {
      const fields = { ...(FILLED as Record<string, string>), ...more }
      const said = judge(page, cellsOf(page, fields)).remarks.filter(one => one.severity !== 'notice')
      const answer = await an.post(`${sheet}/xem-lai`, { after: '0', version: '0', page: randomUUID(), goc: 'g1', ...fields })
      const here = said.map(one => `${one.field} ${one.say}`)
      assert.equal(answer.status, here.length > 0 ? 422 : 303, name)
      assert.deepEqual(
        refusedBy(answer.text).filter(one => !one.startsWith('c-')),
        here,
        name,
      )
      refused += here.length
      await house.inTx(async tx => tx.deleteFrom('report_draft').execute())
    }
    assert.ok(refused > 15, 'most cases are refused')
  }),
)

test(
  'computed cells stand in the page as the server computes them',
  inHouse(async house => {
    await openWindow(house)
    const an = await house.as('an')
    const page = pageOf((await an.get(sheetOf(house, 'KT'))).text)
    const { computed, filled } = inBrowser()(page, cellsOf(page, FILLED as Record<string, string>))
    assert.deepEqual(computed, [
      { code: 'YK03', value: '85,4', how: '41 trên 48' },
      { code: 'HG03', value: '80,0', how: '4 trên 5' },
    ])
    assert.equal(filled, 28)
    const waits = inBrowser()(page, []).computed
    assert.deepEqual(
      waits.map(one => one.words),
      ['chờ các ô cần để tính', 'chờ các ô cần để tính'],
    )
  }),
)

test(
  'a cell that was sent back asks for an answer in the page too',
  inHouse(async house => {
    const binh = await openWindow(house)
    assert.equal((await returnIt(binh, await handIn(house, 'an', 'KT'))).status, 303)
    const page = pageOf((await (await house.as('an')).get(sheetOf(house, 'KT'))).text)
    const { remarks } = inBrowser()(page, cellsOf(page, FILLED as Record<string, string>))
    assert.deepEqual(
      remarks.map(one => [one.field, one.severity]),
      [['l-DT01', 'explain']],
    )
  }),
)

test('a figure far from what the unit said before is noticed, and nothing stops it', () => {
  const then = (label: string, amount: number) => ({ label, amount: () => amount })
  const page: OnPage = {
    lines: [{ code: 'TD02', label: 'Lượt người được tiếp', depth: 0, kind: 'flow', decimals: 0 }],
    ...{ counted: [], opening: [], returned: [] },
    previous: { label: 'tháng 10/2026', amounts: [['TD02', 30]] },
    lastYear: { label: 'tháng 11/2025', amounts: [['TD02', 28]] },
  }
  const said = (value: string) => inBrowser()(page, [{ code: 'TD02', state: '', value, reason: '' }]).remarks
  assert.deepEqual(said('31'), [])
  assert.deepEqual(said('310'), [
    {
      field: 'o-TD02',
      code: 'reports.cell-far',
      severity: 'notice',
      say: 'Khác xa kỳ trước: ghi 310; tháng 10/2026 ghi 30, tháng 11/2025 ghi 28. Xem lại số; đúng thì nên ghi vì sao.',
    },
  ])
  assert.deepEqual(farFigures([], new Map(), { previous: then('', 1), lastYear: undefined }), [])
})

test('a reason mends some sentences, no reason mends the others', () => {
  assert.deepEqual(
    [
      'reports.cell-override-reason',
      'reports.cell-silent-reason',
      'reports.cell-unanswered',
      'reports.cell-negative',
      'reports.cell-far',
    ].map(severityOf),
    ['explain', 'explain', 'explain', 'stop', 'notice'],
  )
})

test('the script of the sheet is small and is made of the rules as they are now', () => {
  assert.equal(readFileSync(new URL('../../../web/client/sheet.js', import.meta.url), 'utf8'), SCRIPT, 'run npm run generate')
  assert.ok(gzipSync(SCRIPT).length <= 12_000, `${gzipSync(SCRIPT).length} bytes`)
})
