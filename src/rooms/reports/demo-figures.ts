// What the demo's officers typed: believable, the same for the same unit and window, and always within the rules of the sheet.
import type { TypedCell, TypedState } from './sheet.ts'

export type Roll = (what: string) => number

const between = (roll: number, low: number, high: number): number => low + Math.floor(roll * (high - low + 1))

/** The typed cells of one unit in one window. `size` grows with the communes a unit was made of; `since` counts the windows. */
export function typedCells(roll: Roll, unit: { readonly key: string; readonly size: number; readonly since: number }): TypedCell[] {
  const { key, size, since } = unit
  const cells: TypedCell[] = []
  const put = (code: string, value: number | string, state: TypedState = '', reason = ''): void => {
    cells.push({ code, value: String(value).replace('.', ','), state, reason })
  }
  put('TD01', 2 + (roll('td01') > 0.85 ? 1 : 0))
  put('TD02', between(roll('td02'), 9, 24) * size)
  const due = between(roll('yk01'), 14, 30) * size
  put('YK01', due)
  put('YK02', due - between(roll('yk02'), 0, 3))
  put('DT01', roll('dt01') > 0.55 ? 1 : 0)
  put('DC01', between(roll('dc01'), 1, 3))
  put('DC02', between(roll('dc02'), 1, 3) * size)
  put('DC03', roll('dc03') > 0.8 ? 1 : 0)
  put('DC04', between(roll('dc04'), 13, 16))
  if (roll(`${key} tôn giáo`) < 0.3) put('TG01', '', 'not_applicable', 'địa bàn không có cơ sở tôn giáo')
  else put('TG01', between(roll('tg01'), 0, 2))
  if (roll('tg02') < 0.9) put('TG02', '', 'none', 'đã rà các thôn, không có vụ việc')
  else put('TG02', 1)
  const settled = between(roll('hg01'), 3, 8) * size
  put('HG01', settled)
  put('HG02', settled - between(roll('hg02'), 0, 2))
  put('TT01', between(roll('tt01'), 5, 10))
  if (roll('tt02 ước') > 0.9)
    put('TT02', between(roll('tt02'), 30, 70) * 10 * size, 'estimated', 'hai buổi ngoài trời không điểm danh, ước theo số ghế')
  else put('TT02', between(roll('tt02'), 320, 760) * size)
  put('HV01', (2400 + between(roll(`${key} hội viên`), 0, 900)) * size + since * between(roll(`${key} thêm`), 2, 7))
  put('AS01', between(roll('as01'), 20, 160) / 10)
  return cells
}

// Each report says its own: the queue of review would else find every unit's words in another's.
const SITUATION = [
  [
    'Nhân dân yên tâm sản xuất, chấp hành chủ trương của Đảng, pháp luật của Nhà nước.',
    'Tình hình Nhân dân ổn định sau khi sắp xếp đơn vị; các thôn giữ nền nếp sinh hoạt.',
    'Bà con phấn khởi trước vụ mùa được mùa, giá nông sản giữ được.',
    'Đời sống các hộ cơ bản ổn định, thợ đi làm xa gửi tiền về đều.',
    'Các thôn thu hoạch xong sớm, nhiều nhà đã làm đất cho vụ sau.',
    'Trong kỳ không có vụ việc phức tạp; an ninh ở các thôn giữ vững.',
  ],
  [
    'Một số hộ còn băn khoăn về giá vật tư và đường liên thôn xuống cấp.',
    'Bà con quan tâm việc cấp đổi giấy chứng nhận quyền sử dụng đất.',
    'Còn ý kiến về nước sinh hoạt ở các thôn vùng cao.',
    'Nhiều hộ hỏi về mức hỗ trợ khi hiến đất làm đường.',
    'Cha mẹ học sinh lo các cháu đi học xa từ khi gộp điểm trường.',
    'Có ý kiến đề nghị thêm buổi trực ở bộ phận một cửa.',
  ],
  [
    'Cấp ủy đã giao từng ý kiến cho người trả lời, có hẹn ngày.',
    'Tổ dân vận các thôn đến từng nhà nói rõ, phần lớn đã thông.',
    'Những việc quá thẩm quyền đã có văn bản gửi cấp trên.',
    'Mặt trận cùng các đoàn thể họp bàn, chia hộ để giúp.',
    'Việc nào làm ngay được đã làm xong trong kỳ.',
    'Kết quả trả lời được đọc trên loa và dán ở nhà văn hóa.',
  ],
] as const
const NEXT = [
  'Tiếp tục nắm tình hình thôn, bản; chuẩn bị đối thoại của người đứng đầu cấp ủy với Nhân dân.',
  'Rà các mô hình “Dân vận khéo” đã đăng ký; hướng dẫn thôn ghi sổ công khai.',
] as const

/** The words of a report, by the place of their section. */
export const typedTexts = (roll: Roll): Readonly<Record<string, string>> => ({
  '1': SITUATION.map((said, i) => said[Math.floor(roll(`tình hình ${i}`) * said.length)] ?? said[0]).join(' '),
  '4': NEXT[Math.floor(roll('tới') * NEXT.length)] ?? NEXT[0],
})

/** What waits for review and asks for a second look: words brought along from another report, and a digit too many. */
export const COPIED = `${SITUATION[0][1]} Trên địa bàn thành phố, tiểu thương các chợ yên tâm buôn bán, chấp hành tốt quy định về vệ sinh và phòng cháy.`
