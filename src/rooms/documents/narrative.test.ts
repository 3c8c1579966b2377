import assert from 'node:assert/strict'
import test from 'node:test'
import { day } from '../../ground/day.ts'
import type { ReportSnapshot, SnapshotRow } from '../../web/room.ts'
import { type OfficialDocument, type Section, textOf } from './composing.ts'
import { fromSnapshot, isComposed, subjectOf } from './from-snapshot.ts'
import { inSentence } from './narrative.ts'
import { communeLetterhead, communeSnapshot, provinceLetterhead, provinceSnapshot } from './samples.ts'
import { partOf } from './snapshot.ts'

const composed = (snapshot: ReportSnapshot): OfficialDocument => {
  const document = fromSnapshot(snapshot, provinceLetterhead)
  assert.ok(isComposed(document), JSON.stringify(document))
  return document
}
const outline = (sections: readonly Section[]): string[] => sections.map(one => `${one.level} ${one.title}`)
const told = (document: OfficialDocument): string[] => document.sections.flatMap(one => one.paragraphs.map(it => textOf(document, it.runs)))
const sentence = (change: Partial<SnapshotRow>, under: readonly SnapshotRow[] = []): string => {
  const [first] = provinceSnapshot.rows
  assert.ok(first, 'a row')
  const row: SnapshotRow = { ...first, missing: [], ...change }
  return told(composed({ ...provinceSnapshot, sections: [], rows: [row, ...under] })).at(-1) ?? ''
}

test('a periodic report follows the outline: situation, results, assessment, what comes next', () => {
  assert.deepEqual(outline(composed(provinceSnapshot).sections), [
    '1 Tình hình các tầng lớp nhân dân',
    '1 Kết quả công tác dân vận',
    '2 Phong trào thi đua “Dân vận khéo”',
    '2 Tiếp xúc, đối thoại và dân chủ ở cơ sở',
    '2 Chăm lo đời sống nhân dân',
    '1 Đánh giá chung',
    '1 Phương hướng, nhiệm vụ 6 tháng cuối năm',
  ])
})

test('headings find their part of the outline', () => {
  const part = (heading: string): string => partOf({ heading, text: '' })
  assert.equal(part('I. Tình hình chung và kết quả nổi bật'), 'results')
  assert.equal(part('Tình hình các tầng lớp nhân dân'), 'situation')
  assert.equal(part('Tồn tại, nguyên nhân'), 'assessment')
  assert.equal(part('Nhiệm vụ trọng tâm quý II'), 'next')
  assert.equal(part('Hoạt động của Mặt trận'), 'results')
})

test('several texts of one part become its subsections, and a text named as a group opens that group', () => {
  const document = composed({
    ...provinceSnapshot,
    sections: [
      { heading: 'Tồn tại, hạn chế', text: 'Một số nơi còn chậm.' },
      { heading: 'Bài học kinh nghiệm', text: 'Gần dân.' },
      { heading: '3. Chăm lo đời sống nhân dân', text: 'Vận động được {figure:QUY_NGHEO} triệu đồng.' },
    ],
  })
  assert.deepEqual(outline(document.sections).slice(-3), ['1 Đánh giá chung', '2 Tồn tại, hạn chế', '2 Bài học kinh nghiệm'])
  const care = document.sections.find(one => one.title === 'Chăm lo đời sống nhân dân')
  assert.equal(textOf(document, care?.paragraphs[0]?.runs ?? []), 'Vận động được 12.450,75 triệu đồng.')
})

test('a flow is told with its comparisons and the lines under it', () => {
  const [, collective, person] = provinceSnapshot.rows
  assert.ok(collective && person, 'rows')
  assert.equal(
    sentence({}, [collective, person]),
    '- Mô hình đăng ký mới: 52 mô hình, tăng 3 (6,1%) so với kỳ trước, tăng 8 (18,2%) so với cùng kỳ năm trước; trong đó: tập thể 40, cá nhân 12.',
  )
})

test('a stock is told as of the end of the window, a ratio with its parts and in points', () => {
  assert.equal(
    sentence({ kind: 'stock', value: 1239, previous: 1187, sameLastYear: null }),
    '- Mô hình đăng ký mới (tính đến cuối kỳ): 1.239 mô hình, tăng 52 (4,4%) so với kỳ trước.',
  )
  assert.equal(
    sentence({
      kind: 'ratio',
      label: 'Tỷ lệ công nhận',
      unit: '%',
      value: 90.38,
      numerator: 47,
      denominator: 52,
      previous: 95,
      sameLastYear: 90.38,
    }),
    '- Tỷ lệ công nhận: 90,38% (47/52), giảm 4,62 điểm phần trăm so với kỳ trước, bằng cùng kỳ năm trước.',
  )
})

test('a percentage that rounds to nothing is left out, and what is as both before is said once', () => {
  assert.equal(
    sentence({ value: 4922, previous: 4920, sameLastYear: 4898 }),
    '- Mô hình đăng ký mới: 4.922 mô hình, tăng 2 so với kỳ trước, tăng 24 (0,5%) so với cùng kỳ năm trước.',
  )
  assert.equal(
    sentence({ value: 52, previous: 52, sameLastYear: 52 }),
    '- Mô hình đăng ký mới: 52 mô hình, bằng kỳ trước và cùng kỳ năm trước.',
  )
})

test('what cannot be compared says why; what did not arise, does not apply or was not sent is never a zero', () => {
  assert.equal(
    sentence({ notComparable: 'Từ ngày 01/7/2025 sắp xếp lại đơn vị hành chính.' }),
    '- Mô hình đăng ký mới: 52 mô hình, không so sánh được với kỳ trước và cùng kỳ năm trước do từ ngày 01/7/2025 sắp xếp lại đơn vị hành chính.',
  )
  assert.equal(sentence({ state: 'none', value: null }), '- Mô hình đăng ký mới: không phát sinh.')
  assert.equal(sentence({ state: 'not_applicable', value: null }), '- Mô hình đăng ký mới: không áp dụng.')
  assert.equal(sentence({ state: 'missing', value: null }), '- Mô hình đăng ký mới: chưa có số.')
  assert.equal(
    sentence({ state: 'zero', value: 0, previous: 2, sameLastYear: 0 }),
    '- Mô hình đăng ký mới: 0 mô hình, giảm 2 (100%) so với kỳ trước, bằng cùng kỳ năm trước.',
  )
  assert.equal(sentence({ state: 'estimated', previous: null, sameLastYear: null }), '- Mô hình đăng ký mới: ước 52 mô hình.')
})

test('a total never leaves without the units that are not in it', () => {
  const { missing } = provinceSnapshot.coverage
  const bare = { previous: null, sameLastYear: null }
  assert.equal(sentence({ ...bare, missing }), '- Mô hình đăng ký mới: 52 mô hình (9/12 đơn vị).')
  assert.equal(sentence({ ...bare, missing: ['xã Nam Giồng'] }), '- Mô hình đăng ký mới: 52 mô hình (11/12 đơn vị; chưa có: xã Nam Giồng).')
  assert.equal(
    told(composed({ ...provinceSnapshot, sections: [] }))[0],
    'Số liệu tổng hợp từ 9/12 đơn vị đã nộp báo cáo; chưa nộp: xã Khe Trầm, xã Suối Lúa, phường Bến Sen; số để so sánh là của các đơn vị có trong báo cáo này.',
  )
  assert.equal(
    told(
      composed({
        ...provinceSnapshot,
        coverage: {
          ...{ accepted: 9, owed: 11, missing: missing.slice(0, 2), waived: ['phường Bến Sen'] },
          waivedBelow: [{ by: 'huyện Khe Sơn', units: ['xã Hạ Lang', 'xã Tân Ước'] }],
        },
        sections: [],
      }),
    )[0],
    'Số liệu tổng hợp từ 9/11 đơn vị đã nộp báo cáo; chưa nộp: xã Khe Trầm, xã Suối Lúa; được miễn báo cáo: phường Bến Sen; được huyện Khe Sơn miễn báo cáo: xã Hạ Lang, xã Tân Ước; số để so sánh là của các đơn vị có trong báo cáo này.',
  )
  const own = fromSnapshot(communeSnapshot, communeLetterhead)
  assert.ok(isComposed(own), JSON.stringify(own))
  assert.ok(!told(own).some(text => text.includes('đơn vị đã nộp')), 'a unit that reports for itself counts no units')
})

test('the report opens with its issuer, subject and days, and ends with its subject', () => {
  const document = composed(provinceSnapshot)
  assert.equal(
    textOf(document, document.opening[0]?.runs ?? []),
    'Ban Tuyên giáo và Dân vận Tỉnh ủy báo cáo kết quả công tác dân vận 6 tháng đầu năm 2026 (số liệu từ ngày 01 tháng 01 năm 2026 đến ngày 30 tháng 6 năm 2026) như sau:',
  )
  const mended = composed({ ...provinceSnapshot, corrects: { number: 2, publishedOn: day('2026-07-08') } })
  assert.equal(textOf(mended, mended.opening[0]?.runs ?? []), 'Báo cáo đính chính lần 2, thay cho bản 2 ban hành ngày 08 tháng 7 năm 2026.')
  assert.equal(mended.opening.length, document.opening.length + 1)
  assert.equal(subjectOf({ ...provinceSnapshot, regime: { code: 'x', name: 'Báo cáo công tác Mặt trận hằng quý' } }), 'Công tác Mặt trận')
  assert.equal(inSentence('Mặt trận Tổ quốc'), 'Mặt trận Tổ quốc')
  assert.equal(inSentence('UBND xã'), 'UBND xã')
  assert.equal(inSentence('Tập thể'), 'tập thể')
})

test('a snapshot whose codes repeat or whose coverage does not add up is refused', () => {
  const codes = (snapshot: ReportSnapshot): string[] => {
    const outcome = fromSnapshot(snapshot, provinceLetterhead)
    return isComposed(outcome) ? [] : outcome.map(one => one.refused)
  }
  assert.deepEqual(codes({ ...provinceSnapshot, rows: [...provinceSnapshot.rows, ...provinceSnapshot.rows.slice(0, 1)] }), [
    'documents.snapshot-twice',
  ])
  assert.deepEqual(codes({ ...provinceSnapshot, coverage: { accepted: 12, owed: 12, missing: ['xã Khe Trầm'] } }), [
    'documents.snapshot-coverage',
  ])
  assert.deepEqual(
    codes({ ...provinceSnapshot, sections: [], rows: provinceSnapshot.rows.map(row => ({ ...row, code: `${row.code}/x` })) }).slice(0, 1),
    ['documents.snapshot-code'],
  )
})
