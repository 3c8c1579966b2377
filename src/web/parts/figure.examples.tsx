import type { Examples } from './example.ts'
import { type Figure, figureCell, figureUnder } from './figure.tsx'
import { Form } from './form.tsx'
import { type Row, Table } from './table.tsx'

const entry = (name: string, value: string | number = '') => ({ name, value, label: `Ô mẫu ${name}, kỳ này` })
const ways = (name: string, value: string) => ({
  name,
  value,
  label: `Cách ghi ô mẫu ${name}`,
  options: [
    { value: 'reported', label: 'số liệu' },
    { value: 'estimated', label: 'ước tính' },
    { value: 'none', label: 'không phát sinh' },
    { value: 'inapplicable', label: 'không áp dụng' },
  ],
})

const states: readonly { is: string; figure: Figure }[] = [
  { is: 'đếm từ hồ sơ', figure: { is: 'counted', value: 5, records: 5, href: '#ho-so' } },
  {
    is: 'đếm được, ghi khác được',
    figure: { is: 'counted', value: 11, records: 11, noun: 'buổi', href: '#buoi', change: { href: '#ghi-khac', of: 'ô 15' } },
  },
  { is: 'tính từ ô khác', figure: { is: 'computed', value: 66, how: '61 + 5 − 0' } },
  { is: 'tỷ lệ', figure: { is: 'computed', value: 85.4, decimals: 1, how: '41 trên 48' } },
  { is: 'tự nhập', figure: { is: 'typed', entry: entry('mau-nhap', 6812) } },
  { is: 'tự nhập, chọn được cách ghi', figure: { is: 'typed', entry: entry('mau-cach', 15), ways: ways('mau-cach-ghi', 'reported') } },
  {
    is: 'ghi khác số đếm',
    figure: {
      is: 'overridden',
      value: 37,
      counted: 34,
      href: '#dem',
      reason: '3 lượt ngày 13/11 tiếp tại bản Khe Ngoài còn trong sổ giấy, chưa nhập.',
      by: 'Lương Thị Hảo, 18/11/2026',
    },
  },
  {
    is: 'đang ghi khác số đếm',
    figure: {
      is: 'overridden',
      value: 37,
      counted: 34,
      href: '#dem',
      reason: '',
      entry: entry('mau-khac', 37),
      line: { name: 'mau-khac-vi', label: 'Lý do ghi khác', hint: 'Bắt buộc. Cả hai số đều được giữ.' },
    },
  },
  {
    is: 'bị trả lại',
    figure: {
      is: 'returned',
      entry: entry('mau-tra', 12),
      counted: { value: 1, href: '#dem' },
      words: 'Kỳ trước 1, kế hoạch cả năm 4, kỳ này ghi 12; hồ sơ chỉ có 1 cuộc (ngày 06/11). Đề nghị xem lại.',
      by: 'Đinh Văn Thạo, 16:20 ngày 20/11',
      line: { name: 'mau-tra-loi', label: 'Trả lời người xem xét', hint: 'bắt buộc nếu giữ nguyên số 12' },
    },
  },
  {
    is: 'bị trả lại, đã trả lời, khóa',
    figure: {
      is: 'returned',
      value: 12,
      words: 'Đề nghị xem lại.',
      by: 'Đinh Văn Thạo, 16:20 ngày 20/11',
      reply: 'Đã cộng 11 cuộc của ba bản.',
    },
  },
  { is: 'chưa nhập', figure: { is: 'missing', entry: entry('mau-thieu') } },
  { is: 'chưa nhập, khóa', figure: { is: 'missing' } },
  { is: 'số không, đã rà', figure: { is: 'zero' } },
  { is: 'số không, tự nhập', figure: { is: 'typed', entry: entry('mau-khong', 0), says: 'số không' } },
  { is: 'không phát sinh', figure: { is: 'none', says: 'xác nhận 16/11' } },
  { is: 'không áp dụng', figure: { is: 'inapplicable', why: 'xã không có cơ sở tôn giáo' } },
  { is: 'ước tính', figure: { is: 'estimated', entry: entry('mau-uoc', 1460), how: 'Hai buổi ngoài trời không điểm danh, ước 300 lượt.' } },
  {
    is: 'ước tính, đang ghi cách ước',
    figure: {
      is: 'estimated',
      entry: entry('mau-uoc-2', 1460),
      ways: ways('mau-uoc-ghi', 'estimated'),
      reason: { name: 'mau-uoc-vi', label: 'Ước bằng cách nào' },
    },
  },
  { is: 'ước tính, khóa', figure: { is: 'estimated', value: 1460, how: 'Hai buổi ngoài trời không điểm danh, ước 300 lượt.' } },
  { is: 'không so sánh được', figure: { is: 'incomparable', mark: 'a' } },
  { is: 'không so sánh được, nói ngay vì sao', figure: { is: 'incomparable', why: 'trước 01/7/2025 địa bàn khác' } },
  { is: 'khóa', figure: { is: 'plain', value: 15, says: 'tự nhập' } },
  { is: 'theo văn bản nêu', figure: { is: 'stated', value: 103, href: '#van-ban', doubt: 'không nói là đã đăng ký hay đang duy trì.' } },
]

const rows = states.flatMap(({ is, figure }): Row[] => {
  const under = figureUnder(figure)
  const main: Row = { cells: [is, figureCell(figure)] }
  return under ? [main, under] : [main]
})

export const examples: Examples = {
  part: 'Ô số liệu',
  says: 'Một ô ở đúng một trạng thái. Số nào cũng mở ra được và mang theo chỗ thiếu; thiếu thì không bao giờ hiện 0.',
  states: [
    {
      is: 'mọi trạng thái',
      view: (
        <Form action="/_parts" label="Các trạng thái của ô số liệu">
          <Table
            caption="Trạng thái của một ô"
            hideCaption
            narrow="figures"
            columns={[{ label: 'Trạng thái' }, { label: 'Kỳ này', numeric: true }]}
            rows={rows}
          />
        </Form>
      ),
    },
    {
      is: 'bị từ chối: số đã gõ còn nguyên, câu sửa sát ô',
      view: (
        <Form
          action="/_parts"
          label="Ô số liệu có lỗi"
          values={{ 'sai-6': 'ba mươi', 'sai-8': '12', 'sai-8-tl': '' }}
          errors={[
            { field: 'sai-6', say: 'Ô 6: ghi bằng chữ số.' },
            { field: 'sai-8-tl', say: 'Số 12 chưa thay đổi. Sửa số, hoặc giải trình vì sao giữ nguyên.' },
          ]}
        >
          <Table
            caption="Hai ô có lỗi"
            hideCaption
            narrow="figures"
            columns={[{ label: 'Chỉ tiêu' }, { label: 'Kỳ này', numeric: true }]}
            rows={[
              { cells: ['Lượt người được tiếp', figureCell({ is: 'typed', entry: entry('sai-6', 37) })] },
              ...(['sai-8'] as const).flatMap((name): Row[] => {
                const figure: Figure = {
                  is: 'returned',
                  entry: entry(name, 11),
                  words: 'Đề nghị xem lại.',
                  by: 'Đinh Văn Thạo, 16:20 ngày 20/11',
                  line: { name: 'sai-8-tl', label: 'Trả lời người xem xét' },
                }
                const under = figureUnder(figure)
                return [{ cells: ['Cuộc đối thoại', figureCell(figure)] }, ...(under ? [under] : [])]
              }),
            ]}
          />
        </Form>
      ),
    },
  ],
}
