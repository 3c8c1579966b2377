// What the national form asks: 150 indicators of four lines each, named so that its pages can be read.
const DEEDS = [
  'Cuộc tiếp xúc, đối thoại với Nhân dân',
  'Lượt người được tuyên truyền, vận động',
  'Mô hình “Dân vận khéo” được duy trì',
  'Buổi sinh hoạt của tổ dân vận',
  'Kiến nghị của Nhân dân được tiếp nhận',
  'Kiến nghị của Nhân dân được giải quyết',
  'Hộ tham gia hiến đất làm đường',
  'Vụ việc hòa giải thành ở cơ sở',
  'Lớp bồi dưỡng nghiệp vụ dân vận',
  'Cuộc giám sát, phản biện xã hội',
] as const
const FIELDS = [
  'phát triển kinh tế',
  'văn hóa, xã hội',
  'quốc phòng, an ninh',
  'xây dựng hệ thống chính trị',
  'dân tộc',
  'tôn giáo',
  'giải phóng mặt bằng',
  'môi trường',
  'chuyển đổi số',
  'cải cách hành chính',
  'giảm nghèo',
  'nông thôn mới',
  'đô thị văn minh',
  'thanh niên',
  'phụ nữ',
] as const
const PARTS = ['', 'trong đó: ở khu dân cư', 'trong đó: ở cơ quan, doanh nghiệp', 'trong đó: vùng dân tộc thiểu số'] as const

export interface Line {
  readonly code: string
  readonly label: string
  readonly group: string
  readonly depth: 0 | 1
  readonly kind: 'flow' | 'stock' | 'ratio'
  /** Its records are kept with each edition, as of a line that counts itself. */
  readonly counts: boolean
}

const INDICATORS = 150

/** In the order of the form. Every tenth indicator ends in a ratio; two lines count records. */
export const LINES: readonly Line[] = Array.from({ length: INDICATORS }, (_, i) => {
  const [deed, field] = [DEEDS[i % DEEDS.length] ?? '', FIELDS[Math.floor(i / DEEDS.length)] ?? '']
  return PARTS.map((part, j): Line => {
    const isRatio = i % 10 === 5 && j === 3
    return {
      code: `C${String(i + 1).padStart(3, '0')}${'ABCD'[j]}`,
      label: isRatio ? `Tỷ lệ giải quyết kiến nghị, ${field}` : part === '' ? `${deed}, ${field}` : part,
      group: `Nhóm ${Math.floor(i / DEEDS.length) + 1}: ${field}`,
      depth: j === 0 ? 0 : 1,
      kind: isRatio ? 'ratio' : i % 10 === 2 ? 'stock' : 'flow',
      counts: j === 0 && (i === 2 || i === 12),
    }
  })
}).flat()

export const CELLS = LINES.length
