// The paper of a unit's own report: whose letterhead it bears, what is left blank, and how a draft is told from what was handed in.
import assert from 'node:assert/strict'
import test from 'node:test'
import type { ReportSnapshot } from '../../web/room.ts'
import { textOf } from './composing.ts'
import { fromSnapshot, isComposed } from './from-snapshot.ts'
import { initials, usualLetterhead } from './own-letterhead.ts'
import { all, readWord, textIn } from './read-back.ts'
import { ownReport, ownSnapshot, samples } from './samples.ts'
import { composeWord } from './word.ts'

const named = (name: string, more: Partial<ReportSnapshot> = {}): ReportSnapshot => ({
  ...ownSnapshot,
  unit: { ...ownSnapshot.unit, name },
  ...more,
})

test('a commune reports on the paper of the Party body that writes, a district and a province on theirs', () => {
  const commune = usualLetterhead(named('xã Khe Trầm'), ownReport, 'Ban Tuyên giáo và Dân vận Tỉnh ủy Mẫu')
  assert.deepEqual(
    [commune.issuerKind, commune.superior, commune.issuer, commune.symbol, commune.place, commune.signer.title],
    ['party', 'Đảng ủy xã Khe Trầm', 'Ban Xây dựng Đảng', 'BC/BXDĐ', 'Khe Trầm', 'Trưởng ban'],
  )
  assert.deepEqual(commune.recipients, [
    'Ban Tuyên giáo và Dân vận Tỉnh ủy Mẫu (để báo cáo)',
    'Thường trực Đảng ủy xã Khe Trầm (để báo cáo)',
    'Lưu Ban Xây dựng Đảng',
  ])
  const district = usualLetterhead(named('huyện Khe Sơn'), { ...ownReport, body: 'Ban Dân vận Huyện ủy' }, undefined)
  assert.deepEqual([district.superior, district.issuer, district.place], ['Huyện ủy Khe Sơn', 'Ban Dân vận', 'Khe Sơn'])
  const committee = usualLetterhead(named('phường Bến Sen'), { ...ownReport, body: '' }, undefined)
  assert.deepEqual(
    [committee.superior, committee.issuer, committee.symbol, committee.signer.onBehalf],
    ['Đảng bộ tỉnh Mẫu', 'Đảng ủy phường Bến Sen', 'BC/ĐU', 'Ban Thường vụ'],
  )
  assert.equal(initials('Ban Tuyên giáo và Dân vận Tỉnh ủy'), 'BTGDVTU')
})

test('a report of the Front bears the letterhead of the Front, whoever typed it', () => {
  const front = usualLetterhead(
    named('xã Khe Trầm', { regime: { code: 'MT-QUY', name: 'Báo cáo công tác Mặt trận Tổ quốc quý' } }),
    ownReport,
    'x',
  )
  assert.deepEqual(
    [front.issuerKind, front.superior, front.issuer, front.symbol],
    ['front', 'Ủy ban MTTQ Việt Nam tỉnh Mẫu', 'Ủy ban MTTQ Việt Nam\nxã Khe Trầm', 'BC-MTTQ-BTT'],
  )
})

test('number, day and month stay blank until somebody signs; which edition it is stands over the table', async () => {
  const word = readWord(await composeWord(samples().draft))
  const line = (element: string): string => word.paragraphs.find(one => one.element === element)?.text ?? ''
  assert.match(line('placeDate'), /^Bình Điền, ngày\s+tháng\s+năm 2027$/u)
  assert.match(line('number'), /^Số\s+-BC\/BXDĐ$/u)
  assert.match(line('annexReference'), /BC\/BXDĐ, ngày\s+tháng\s+năm 2027 của Ban Xây dựng Đảng Đảng ủy xã Bình Điền/u)
  assert.match(word.paragraphs.map(one => one.text).join('\n'), /Tệp gửi kèm: Biên bản họp thôn 3\.pdf; ảnh công trình\.jpg\./u)
  assert.ok(
    word.paragraphs.some(one => one.element === 'tableCaption' && one.text === ownReport.says),
    'the table says which draft it is of',
  )
})

test('a draft says so under its number and on every page; what was handed in says it nowhere', async () => {
  const drafted = readWord(await composeWord(samples().draft))
  assert.equal(
    drafted.paragraphs
      .filter(one => one.element === 'draft')
      .map(one => one.text)
      .join(),
    'DỰ THẢO',
  )
  const footers = (word: typeof drafted): string[] => Object.keys(word.parts).filter(name => /footer\d*\.xml$/u.test(name))
  assert.equal(drafted.sections.length, 2)
  for (const section of drafted.sections) assert.equal(all(section, 'w:footerReference').length, 2, 'first page and those after it')
  for (const name of footers(drafted)) assert.match(drafted.parts[name] ?? '', /DỰ THẢO/u)
  const own = { ...ownReport, isDraft: false }
  const document = fromSnapshot(ownSnapshot, usualLetterhead(ownSnapshot, own, undefined), null, own)
  assert.ok(isComposed(document), JSON.stringify(document))
  const sent = readWord(await composeWord(document))
  assert.deepEqual([footers(sent), textIn(sent.body).includes('DỰ THẢO')], [[], false])
})

test('zero, none, estimated and a cell without a figure are told apart in the table, each with what the unit said', () => {
  const document = samples().draft
  const rows = document.annexes[0]?.rows.map(row => row.cells.map(cell => textOf(document, cell))) ?? []
  const of = (label: string): string[] => rows.find(row => row[1] === label) ?? []
  assert.equal(of('Nội dung công khai để nhân dân biết')[5], 'chưa có số')
  assert.deepEqual(of('Nhân dân đóng góp làm đường').slice(5), ['1.234,5(1)', '+254,5', '…', 'Cách ước: theo sổ thu của các thôn'])
})
