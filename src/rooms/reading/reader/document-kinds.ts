/** Kinds of documents and their issuers, as words and as the letters of a symbol (Party: HD 36; State: NĐ 30/2020). */
import { canonical, stripped } from './seek.ts'

const KINDS: readonly [string, string][] = [
  ['nghị quyết liên tịch', 'NQLT'],
  ['nghị quyết', 'NQ'],
  ['chỉ thị', 'CT'],
  ['quyết định', 'QĐ'],
  ['quy định', 'QĐi'],
  ['kết luận', 'KL'],
  ['hướng dẫn', 'HD'],
  ['kế hoạch', 'KH'],
  ['chương trình', 'CTr'],
  ['thông báo', 'TB'],
  ['thông tri', 'TT'],
  ['thông tư', 'TT'],
  ['báo cáo', 'BC'],
  ['công văn', 'CV'],
  ['tờ trình', 'TTr'],
  ['đề án', 'ĐA'],
  ['nghị định', 'NĐ'],
  ['quy chế', 'QC'],
  ['pháp lệnh', 'PL'],
  ['luật', 'Luật'],
]
export const KIND_WORDS = KINDS.map(([w]) => w).join('|')
const BY_WORD = new Map(
  KINDS.flatMap(
    ([w, code]) =>
      [
        [canonical(w), code],
        [stripped(canonical(w)), code],
      ] as [string, string][],
  ),
)
export const kindOfWord = (seen: string): string | undefined => BY_WORD.get(seen.replace(/\s+/g, ' '))

/** Issuers said in words; `state` takes the form number/KIND-ISSUER. The longer name stands before the shorter. */
export const ISSUERS: readonly { words: string; code: string; state?: true }[] = [
  { words: 'ban dân vận (?:trung ương|tw)', code: 'BDVTW' },
  { words: 'ban dân vận tỉnh ủy|ban dân vận thành ủy', code: 'BDVTU' },
  { words: 'ban dân vận (?:huyện|quận|thị) ủy', code: 'BDVHU' },
  { words: 'ban tuyên giáo và dân vận (?:trung ương|tw)', code: 'BTGDVTW' },
  { words: 'ban tuyên giáo và dân vận (?:tỉnh|thành) ủy', code: 'BTGDVTU' },
  { words: 'ban tuyên giáo (?:trung ương|tw)', code: 'BTGTW' },
  { words: 'ban tuyên giáo (?:tỉnh|thành) ủy', code: 'BTGTU' },
  { words: 'ban tổ chức (?:trung ương|tw)', code: 'BTCTW' },
  { words: 'quân ủy trung ương', code: 'QUTW' },
  {
    words:
      'bộ chính trị|ban bí thư(?: trung ương)?|trung ương(?: đảng)?(?: khóa [\\p{L}]+)?|ban chấp hành trung ương(?: đảng)?|bch tw|tw|chấp hành trung ương|hội nghị (?:lần thứ [\\p{L}\\d]+ )?(?:ban chấp hành )?trung ương',
    code: 'TW',
  },
  { words: 'đảng bộ tỉnh|tỉnh ủy', code: 'TU' },
  { words: 'thành ủy', code: 'ThU' },
  { words: 'thị ủy', code: 'ThU' },
  { words: 'đảng bộ huyện|huyện ủy', code: 'HU' },
  { words: 'quận ủy', code: 'QU' },
  { words: 'đảng ủy', code: 'ĐU' },
  { words: 'ubnd|ủy ban nhân dân', code: 'UBND', state: true },
  { words: 'hđnd|hội đồng nhân dân', code: 'HĐND', state: true },
  { words: 'thủ tướng(?: chính phủ)?', code: 'TTg', state: true },
  { words: 'chính phủ', code: 'CP', state: true },
  { words: 'quốc hội', code: 'QH', state: true },
]

/** A Thành ủy of a city under the centre writes TU; one under a province writes ThU. */
export const centralCity = (after: string): boolean =>
  /^\s*(?:Hà Nội|TP\.? ?Hồ Chí Minh|Thành phố Hồ Chí Minh|thành phố Hồ Chí Minh|TP\.? ?HCM|Hải Phòng|Đà Nẵng|Cần Thơ|Huế|Ha Noi|Hai Phong|Da Nang|Can Tho|Hue)(?!\p{L})/u.test(
    after,
  )
