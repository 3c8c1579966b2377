// Workbooks as people and other programs leave them: filled, with formulas, hidden rows, wrong parts. Made by editing the parts of ours.
import assert from 'node:assert/strict'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'

export const SHEET = 'xl/worksheets/sheet1.xml'
export const WORDS = 'xl/worksheets/sheet2.xml'
export const HIDDEN = 'xl/worksheets/sheet3.xml'

type Edit = (parts: Record<string, string>) => void

/** The file with its parts changed. */
export function edited(bytes: Uint8Array, edit: Edit): Uint8Array {
  const parts = Object.fromEntries(Object.entries(unzipSync(bytes)).map(([path, part]) => [path, strFromU8(part)]))
  edit(parts)
  return zipSync(Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, strToU8(text)])))
}

/** The row in which an indicator stands. */
export function rowOf(bytes: Uint8Array, code: string): number {
  const xml = strFromU8(unzipSync(bytes)[SHEET] ?? new Uint8Array())
  const found = new RegExp(`<c r="A(\\d+)"[^>]*><is><t[^>]*>${code}</t>`, 'u').exec(xml)
  assert.ok(found?.[1], `no row of ${code}`)
  return Number(found[1])
}

const cellAt = (at: string) => new RegExp(`<c r="${at}"( s="\\d+")[^>]*?(?:/>|>.*?</c>)`, 'su')

/** What a person typed into cells: a number, a text, or nothing. */
export const typed =
  (cells: Readonly<Record<string, number | string | null>>, path = SHEET): Edit =>
  parts => {
    for (const [at, what] of Object.entries(cells)) {
      assert.match(parts[path] ?? '', cellAt(at), `no cell ${at}`)
      parts[path] = (parts[path] ?? '').replace(cellAt(at), (_all, style: string) =>
        what === null
          ? `<c r="${at}"${style}/>`
          : typeof what === 'number'
            ? `<c r="${at}"${style}><v>${what}</v></c>`
            : `<c r="${at}"${style} t="inlineStr"><is><t xml:space="preserve">${what.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</t></is></c>`,
      )
    }
  }

/** A cell as its XML. */
export const cellXml =
  (at: string, xml: string): Edit =>
  parts => {
    assert.match(parts[SHEET] ?? '', cellAt(at))
    parts[SHEET] = (parts[SHEET] ?? '').replace(cellAt(at), () => xml)
  }

/** The same workbook as another program saves it: texts in a table of their own, prefixes, no addresses of rows. */
export const asSavedElsewhere: Edit = parts => {
  const strings: string[] = []
  for (const path of [SHEET, WORDS, HIDDEN])
    parts[path] = (parts[path] ?? '')
      .replace(/<c r="([A-Z]+\d+)"( s="\d+")? t="inlineStr"><is>(.*?)<\/is><\/c>/gsu, (_all, at, style, inside) => {
        strings.push(inside)
        return `<c r="${at}"${style ?? ''} t="s"><v>${strings.length - 1}</v></c>`
      })
      .replace(/<(\/?)(?=[a-zA-Z])/gu, '<$1x:')
      .replace('xmlns=', 'xmlns:x=')
      .replace(/<x:row r="\d+"/gu, '<x:row')
  parts['xl/sharedStrings.xml'] =
    `<?xml version="1.0" encoding="UTF-8"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${strings.map(one => `<si><r>${one}</r><rPh sb="0" eb="1"><t>ghi âm</t></rPh></si>`).join('')}</sst>`
  parts['xl/_rels/workbook.xml.rels'] = (parts['xl/_rels/workbook.xml.rels'] ?? '')
    .replaceAll('Target="worksheets', 'Target="/xl/worksheets')
    .replace(
      '</Relationships>',
      '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
}
