import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { addDays, day } from '../../ground/day.ts'
import { isRefusal } from '../../ground/faults.ts'
import { readNumber } from '../../ground/vietnamese.ts'
import type { SnapshotRow } from '../../web/room.ts'
import { type OfficialDocument, refusalsOf, runsOf, textOfRun, typedNumbers } from './composing.ts'
import { type Format, formatOn, type TextLook } from './format-rules.ts'
import { fromSnapshot, isComposed } from './from-snapshot.ts'
import { widthMm } from './measuring.ts'
import { all, first, type ReadParagraph, type ReadWord, readWord } from './read-back.ts'
import { communeLetterhead, provinceLetterhead, provinceSnapshot, samples } from './samples.ts'
import { composeWord } from './word.ts'

const MM = 1440 / 25.4
const formatFor = (document: OfficialDocument): Format => {
  const format = formatOn(document.issuerKind, document.date)
  assert.ok(!isRefusal(format), document.issuerKind)
  return format
}
const near = (found: string | undefined, wanted: number, what: string): void =>
  assert.ok(Math.abs(Number(found) - wanted) <= 1, `${what}: ${found} is not ${wanted}`)
const of = (word: ReadWord, element: string): readonly ReadParagraph[] => word.paragraphs.filter(one => one.element === element)

const BETWEEN = { left: 'left', center: 'center', right: 'right', justify: 'both' } as const

const checkLook = (paragraph: ReadParagraph, look: TextLook, aligned: boolean): void => {
  const what = `${paragraph.element} “${paragraph.text}”`
  const runs = all(paragraph.node, 'w:r')
  assert.ok(runs.length > 0 || paragraph.element === 'tableBody', what)
  for (const run of runs) {
    const has = (name: string): boolean =>
      first(run, 'w:rPr', name) !== undefined && first(run, 'w:rPr', name)?.attributes['w:val'] !== 'false'
    const size = Number(first(run, 'w:rPr', 'w:sz')?.attributes['w:val']) / 2
    assert.ok(size >= look.sizePt.min && size <= look.sizePt.max, `${what}: ${size} pt`)
    assert.equal(has('w:b'), look.bold, `${what}: bold`)
    assert.equal(has('w:i'), look.italic, `${what}: italic`)
    assert.equal(has('w:u'), look.underline ?? false, `${what}: underline`)
    assert.equal(first(run, 'w:rPr', 'w:color'), undefined, `${what}: black`)
  }
  if (look.caps) assert.equal(paragraph.text, paragraph.text.toLocaleUpperCase('vi'), what)
  const properties = first(paragraph.node, 'w:pPr')
  if (aligned) assert.equal(first(properties, 'w:jc')?.attributes['w:val'], BETWEEN[look.align], `${what}: side`)
  if (look.firstLineMm) near(first(properties, 'w:ind')?.attributes['w:firstLine'], look.firstLineMm.chosen * MM, `${what}: first line`)
  const spacing = first(properties, 'w:spacing')?.attributes
  if (look.afterPt) assert.ok(Number(spacing?.['w:after']) >= look.afterPt.min * 20, `${what}: space after`)
  if (look.beforePt) assert.ok(Number(spacing?.['w:before']) >= look.beforePt.min * 20, `${what}: space before`)
  if (look.exactPt) assert.deepEqual([spacing?.['w:line'], spacing?.['w:lineRule']], [String(look.exactPt.chosen * 20), 'exact'], what)
  if (look.lines) {
    const lines = Number(spacing?.['w:line']) / 240
    assert.ok(spacing?.['w:lineRule'] === 'auto' && lines >= look.lines.min && lines <= look.lines.max, `${what}: ${lines} lines`)
  }
}

const checkPages = (word: ReadWord, format: Format): void => {
  const { page, pageNumber } = format
  assert.equal(word.sections.length, 2)
  word.sections.forEach((section, at) => {
    const size = first(section, 'w:pgSz')?.attributes
    const [wide, high] = at === 0 ? [page.widthMm, page.heightMm] : [page.heightMm, page.widthMm]
    near(size?.['w:w'], wide * MM, 'page width')
    near(size?.['w:h'], high * MM, 'page height')
    assert.equal(size?.['w:orient'], at === 0 ? 'portrait' : 'landscape')
    const margin = first(section, 'w:pgMar')?.attributes
    for (const side of ['top', 'bottom', 'left', 'right'] as const) {
      const mm = Number(margin?.[`w:${side}`]) / MM
      const rule = page[`${side}Mm`]
      assert.ok(mm >= rule.min - 0.02 && mm <= rule.max + 0.02, `${side} margin ${mm} mm`)
    }
    near(margin?.['w:header'], pageNumber.fromTopMm * MM, 'page number from the top')
    const own = first(section, 'w:titlePg')
    assert.ok(own && own.attributes['w:val'] !== 'false', 'the first page has a header of its own, without a number')
    if (at > 0) assert.equal(first(section, 'w:pgNumType')?.attributes['w:start'], '1', 'the annex counts its pages afresh')
  })
  const headers = Object.entries(word.parts).filter(([name]) => /^word\/header\d+\.xml$/u.test(name))
  const numbered = headers.filter(([, xml]) => xml.includes('PAGE'))
  assert.equal(numbered.length, headers.length / 2, 'the header of first pages bears no number')
  for (const [, xml] of numbered) {
    assert.match(xml, /<w:jc w:val="center"\/>/u)
    assert.match(xml, new RegExp(`<w:sz w:val="${pageNumber.sizePt.chosen * 2}"/>`, 'u'))
  }
}

const checkLine = (
  paragraph: ReadParagraph | undefined,
  look: Format['line'][keyof Format['line']],
  columnMm: number,
  textMm: number,
): void => {
  assert.ok(paragraph && look, 'a mark')
  if (look.mark === 'text') {
    assert.equal(paragraph.text, look.text)
    return
  }
  const indent = first(paragraph.node, 'w:pPr', 'w:ind')?.attributes
  const share = (columnMm - (Number(indent?.['w:left']) + Number(indent?.['w:right'])) / MM) / textMm
  assert.ok(share >= look.share.min - 0.01 && share <= look.share.max + 0.01, `${paragraph.element}: ${share} of the text above`)
  assert.equal(first(paragraph.node, 'w:pPr', 'w:pBdr', 'w:top')?.attributes['w:val'], 'single')
}

for (const [issuer, document] of Object.entries(samples())) {
  test(`a ${issuer} report meets every rule of its format`, async () => {
    const format = formatFor(document)
    const word = readWord(await composeWord(document))
    checkPages(word, format)
    for (const [element, look] of Object.entries(format.text)) {
      const found = of(word, element)
      if (found.length === 0) {
        const absent = {
          superior: document.superior === null,
          addressee: document.addressees.length === 0,
          ground: document.grounds.length === 0,
          draft: !document.isDraft,
        }
        assert.ok({ ...absent, heading3: true, signerTitle: true }[element], `${element} is nowhere`)
      }
      // A list of addressees stands on the left, and a table gives each column its side.
      const aligned = !['addressee', 'tableBody', 'tableGroup'].includes(element)
      for (const paragraph of found) checkLook(paragraph, look, aligned)
      if (look.text && found.length > 0)
        assert.deepEqual(
          found.map(one => one.text),
          [look.text],
        )
    }
    const grid = all(first(word.body, 'w:document', 'w:body', 'w:tbl', 'w:tblGrid') ?? word.body, 'w:gridCol').map(
      one => Number(one.attributes['w:w']) / MM,
    )
    const [left = 0, right = 0] = grid
    assert.ok(
      left / (left + right) >= format.letterhead.leftShare.min && left / (left + right) <= format.letterhead.leftShare.max,
      'columns of the letterhead',
    )
    const measured = (element: string): number =>
      Math.max(
        ...of(word, element).map(one =>
          widthMm(one.text, Number(first(all(one.node, 'w:r')[0], 'w:rPr', 'w:sz')?.attributes['w:val']) / 2, true),
        ),
      )
    const headed = format.letterhead.header === 'nation' ? ['nationalName', 'motto'] : ['partyName']
    for (const element of headed) assert.ok(measured(element) <= right, `${element} stands on one line`)
    for (const element of ['superior', 'issuer']) if (of(word, element).length > 0) assert.ok(measured(element) <= left, element)
    checkLine(of(word, 'issuerLine')[0], format.line.issuerLine, left, measured('issuer'))
    checkLine(of(word, 'abstractLine')[0], format.line.abstractLine, left + right, measured('abstract'))
    const below = format.letterhead.header === 'nation' ? (['mottoLine', 'motto'] as const) : (['partyNameLine', 'partyName'] as const)
    checkLine(of(word, below[0])[0], format.line[below[0]], right, measured(below[1]))
  })

  test(`a ${issuer} report names no font but Times New Roman, for letters of every script`, async () => {
    const word = readWord(await composeWord(document))
    const fonts = Object.values(word.parts).flatMap(xml =>
      [...xml.matchAll(/(?:w:(?:ascii|hAnsi|eastAsia|cs)|typeface)="([^"]*)"/gu)].map(([, font]) => font),
    )
    assert.deepEqual(
      [...new Set(fonts)].filter(font => font !== ''),
      ['Times New Roman'],
    )
    for (const run of all(word.body, 'w:r')) {
      assert.deepEqual(Object.keys(first(run, 'w:rPr', 'w:rFonts')?.attributes ?? {}).sort(), ['w:ascii', 'w:cs', 'w:eastAsia', 'w:hAnsi'])
    }
    assert.doesNotMatch(Object.values(word.parts).join(''), /(?:ascii|hAnsi|eastAsia|cs)Theme=/u)
  })

  test(`every number of a ${issuer} report is read back as its figure, and none stands loose`, async () => {
    checkBound(document, readWord(await composeWord(document)))
  })

  test(`a ${issuer} report composed twice, in another time zone, has the same bytes`, async () => {
    const zone = process.env['TZ']
    const once = await composeWord(document)
    process.env['TZ'] = 'Pacific/Apia'
    const twice = await composeWord(document)
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
    assert.deepEqual(Buffer.from(twice), Buffer.from(once))
    const days = [...(readWord(once).parts['docProps/core.xml'] ?? '').matchAll(/>(\d{4}-\d{2}-\d{2})T/gu)].map(([, found]) => found)
    assert.deepEqual(days, [document.date, document.date], 'the file bears the day of the document, not the clock')
  })
}

function checkBound(document: OfficialDocument, word: ReadWord): void {
  const figures = word.bound.filter(({ tag }) => tag.startsWith('figure:'))
  assert.ok(figures.length > 0, 'figures are bound')
  for (const { tag, text } of figures) {
    const found = document.figures[tag.slice('figure:'.length)]
    assert.equal(text, found?.text, tag)
    if (found?.value !== null && /^[+−\d]/u.test(text)) assert.equal(readNumber(text.replace('+', '')), found?.value, tag)
  }
  assert.deepEqual(
    word.bound.map(({ text }) => text),
    runsOf(document).flatMap(run => (typeof run === 'object' ? [textOfRun(document, run)] : [])),
  )
  const text = word.paragraphs.filter(({ element }) =>
    ['body', 'tableBody', 'tableGroup', 'tableCaption', 'tableNote', 'tableHead'].includes(element),
  )
  assert.deepEqual(
    text.flatMap(({ loose }) => loose.match(/\p{Nd}[\p{Nd}.,/-]*/gu) ?? []),
    typedNumbers(document),
  )
}

test('the number is blank until the document is numbered; then it has two digits, in the form of its issuer', async () => {
  const { party, state, front } = samples()
  const printed = async (document: OfficialDocument): Promise<string | undefined> =>
    of(readWord(await composeWord(document)), 'number')[0]?.text
  assert.equal(await printed({ ...state, number: null }), 'Số:       /BC-UBND')
  assert.equal(await printed(state), 'Số: 05/BC-UBND')
  assert.equal(await printed(front), 'Số: 127/BC-MTTQ-BTT')
  assert.equal(await printed(party), 'Số       -BC/BTGDVTU')
  assert.equal(await printed({ ...party, number: 7 }), 'Số 07-BC/BTGDVTU')
})

test('each issuer signs in its own way', async () => {
  const { party, state } = samples()
  const signed = async (document: OfficialDocument): Promise<string[]> =>
    readWord(await composeWord(document))
      .paragraphs.filter(one => ['authority', 'signerTitle', 'signerName'].includes(one.element))
      .map(one => one.text)
  assert.deepEqual(await signed(party), ['K/T TRƯỞNG BAN', 'PHÓ TRƯỞNG BAN', 'Hoàng Thị Mẫu'])
  assert.deepEqual(await signed(state), ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH', 'Trần Văn Bình'])
})

test('recipients and grounds end as the format of the day says', async () => {
  const { party, state } = samples()
  const list = async (document: OfficialDocument, element: string): Promise<string[]> =>
    of(readWord(await composeWord(document)), element).map(one => one.text)
  assert.deepEqual((await list(state, 'recipients')).slice(-2), ['- Ủy ban MTTQ Việt Nam xã;', '- Lưu: VT, VP.'])
  assert.deepEqual((await list(party, 'recipients')).slice(-2), ['- Lãnh đạo Ban;', '- Lưu Văn phòng Ban.'])
  assert.equal((await list({ ...party, date: day('2026-05-26') }, 'recipients')).at(-2), '- Lãnh đạo Ban,')
  assert.deepEqual(await list({ ...state, recipients: [] }, 'recipientsLabel'), [''])
  assert.match((await list(state, 'body')).at(-1) ?? '', /Bình Điền\.\/\.$/u)
  assert.match((await list(party, 'body')).at(-1) ?? '', /Tỉnh ủy\.$/u)
})

test('the head of the annex table repeats on every page and no row is cut', async () => {
  const word = readWord(await composeWord(samples().party))
  const rows = all(word.body, 'w:tr').filter(row => all(row, 'w:pStyle').some(one => one.attributes['w:val']?.startsWith('table')))
  const heads = rows.filter(row => first(row, 'w:trPr', 'w:tblHeader'))
  assert.equal(heads.length, 2)
  assert.ok(rows.every(row => first(row, 'w:trPr', 'w:cantSplit')))
  assert.match(of(word, 'tableCaption')[1]?.text ?? '', /^Đã nộp: 9\/12 đơn vị; chưa nộp: xã Khe Trầm, xã Suối Lúa, phường Bến Sen\.$/u)
})

test('a report with a reference to a figure it does not have is refused, never printed empty', async () => {
  const broken = { ...provinceSnapshot, sections: [{ heading: 'Tình hình', text: 'Có {figure:KHONG_CO} mô hình.' }] }
  const outcome = fromSnapshot(broken, provinceLetterhead)
  assert.ok(!isComposed(outcome), 'refused')
  assert.deepEqual(
    outcome.map(one => one.refused),
    ['documents.unknown-figure'],
  )
  const { party } = samples()
  await assert.rejects(composeWord({ ...party, symbol: ' ' }), /ký hiệu/u)
})

test('hostile and foreign text comes out as text: no markup, no control character, one composition', async () => {
  const hostile = 'Đánh giá </w:t><w:p> & "bẫy" \'x\' \u0000\u000b\ufffe\ud800'
  const [row] = provinceSnapshot.rows
  assert.ok(row, 'a row')
  const snapshot = {
    ...provinceSnapshot,
    sections: [{ heading: hostile, text: `${'Đồng thuận'.normalize('NFD')} ${hostile}` }],
    rows: [{ ...row, label: `Chỉ tiêu ${hostile}`, note: hostile }],
  }
  const document = fromSnapshot(snapshot, { ...provinceLetterhead, issuerInText: `Ban ${hostile}` })
  assert.ok(isComposed(document), 'composed')
  const word = readWord(await composeWord(document))
  const clean = 'Đánh giá </w:t><w:p> & "bẫy" \'x\' '
  assert.ok(of(word, 'body').some(one => one.text === `Đồng thuận ${clean.trimEnd()}` || one.text === `Đồng thuận ${clean}`))
  assert.doesNotMatch(Object.values(word.parts).join(''), /[\u0000-\u0008\u000b\ufffe]/u)
  assert.equal(word.bound.find(({ tag }) => tag === 'figure:KHEO_MOI')?.text, '52')
})

test('whatever the figures are, what is printed is what they are', async () => {
  const states = ['reported', 'none', 'not_applicable', 'estimated', 'missing'] as const
  const amount = fc.option(
    fc.oneof(
      fc.integer({ min: 0, max: 2_000_000_000 }),
      fc.integer({ min: 0, max: 9_999_999 }).map(n => n / 100),
    ),
    { nil: null },
  )
  const rows = fc.array(
    fc.record({
      state: fc.constantFrom(...states),
      value: amount,
      previous: amount,
      sameLastYear: amount,
      depth: fc.constantFrom(0, 1),
      kind: fc.constantFrom('flow', 'stock'),
    }),
    { minLength: 1, maxLength: 12 },
  )
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 0, max: 900 }), async (made, later) => {
      const snapshot = {
        ...provinceSnapshot,
        publishedOn: addDays(provinceSnapshot.publishedOn, later),
        sections: [],
        rows: made.map((one, i): SnapshotRow => {
          const numeric = one.state === 'reported' || one.state === 'estimated'
          const base = {
            code: `C${i}`,
            label: `Chỉ tiêu số ${i}`,
            group: 'Nhóm 1',
            unit: 'lượt',
            numerator: null,
            denominator: null,
            note: 'Xem NQ 04',
            missing: [],
          }
          return { ...base, ...one, notComparable: null, value: numeric ? (one.value ?? 0) : null }
        }),
      }
      for (const letterhead of [provinceLetterhead, communeLetterhead]) {
        const document = fromSnapshot(snapshot, letterhead, later + 1)
        assert.ok(isComposed(document), JSON.stringify(document))
        assert.deepEqual(refusalsOf(document), [])
        checkBound(document, readWord(await composeWord(document)))
      }
    }),
    { seed: 30, numRuns: 15 },
  )
})
