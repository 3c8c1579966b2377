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

const SITUATION = [
  'Nhân dân yên tâm sản xuất, chấp hành chủ trương của Đảng, pháp luật của Nhà nước. Một số hộ còn băn khoăn về giá vật tư và đường liên thôn xuống cấp.',
  'Tình hình Nhân dân ổn định. Bà con quan tâm việc cấp đổi giấy chứng nhận quyền sử dụng đất sau khi sắp xếp đơn vị.',
  'Bà con phấn khởi trước vụ mùa được mùa; còn ý kiến về nước sinh hoạt ở các thôn vùng cao.',
] as const
const NEXT = [
  'Tiếp tục nắm tình hình thôn, bản; chuẩn bị đối thoại của người đứng đầu cấp ủy với Nhân dân.',
  'Rà các mô hình “Dân vận khéo” đã đăng ký; hướng dẫn thôn ghi sổ công khai.',
] as const

/** The words of a report, by the place of their section. */
export const typedTexts = (roll: Roll): Readonly<Record<string, string>> => ({
  '1': SITUATION[Math.floor(roll('tình hình') * SITUATION.length)] ?? SITUATION[0],
  '4': NEXT[Math.floor(roll('tới') * NEXT.length)] ?? NEXT[0],
})
