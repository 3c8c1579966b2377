// The figure form of a commune, as design/look/bieu-so-lieu.html shows it: proof that the parts suffice.
import type { VNode } from 'preact'
import { Bar, SaveState } from '../bar.tsx'
import { Button, ButtonLink } from '../button.tsx'
import { Crumb } from '../crumb.tsx'
import { ErrorSummary } from '../error-summary.tsx'
import { type FigureRow, figureRows, Incomparable } from '../figure.tsx'
import { Form } from '../form.tsx'
import { PageHead } from '../page-head.tsx'
import { Key } from '../section.tsx'
import { Status } from '../status.tsx'
import { Dash, type Row, Table, Void } from '../table.tsx'

const no = <Dash means="không giao kế hoạch" />
const href = '#ho-so'
const counted = (value: number, records = value, noun?: string) => ({ is: 'counted', value, records, noun, href }) as const
const entry = (code: string, value: string | number, what: string) => ({ name: `o${code}`, value, label: `Ô ${code}, ${what}, kỳ này` })
const row = (
  code: string,
  label: FigureRow['label'],
  before: FigureRow['before'],
  figure: FigureRow['figure'],
  after: FigureRow['after'],
) => figureRows({ code, label, before, figure, after, part: code.includes('.') })
const closing = <Void>số cuối kỳ</Void>
const reopened = <Status tone="back">mở lại để sửa</Status>

const rows: Row[] = [
  { group: 'I. Phong trào “Dân vận khéo”', aside: 'khóa, đã xem xét xong' },
  ...row('1', 'Mô hình đăng ký mới', [3, 2, 30], counted(5), [27]),
  ...row('1.1', 'trong đó: tập thể', [2, 2, 22], counted(4), [20]),
  ...row('1.2', 'trong đó: cá nhân', [1, 0, 8], counted(1), [7]),
  ...row('2', 'Mô hình dừng', [0, 1, no], { is: 'zero' }, [2]),
  ...row('3', 'Mô hình đang duy trì cuối kỳ', [61, 39, 65], { is: 'computed', value: 66, how: '61 + 5 − 0' }, [closing]),
  { group: 'II. Nắm tình hình, tiếp công dân, đối thoại', aside: 'khóa, trừ ô 8' },
  ...row(
    '6',
    'Lượt người được tiếp',
    [31, 24, no],
    {
      is: 'overridden',
      value: 37,
      counted: 34,
      href,
      reason: '3 lượt ngày 13/11 tiếp tại bản Khe Ngoài còn trong sổ giấy, chưa nhập.',
      by: 'Lương Thị Hảo, 18/11/2026',
    },
    [326],
  ),
  ...row('7', 'Ý kiến đến hạn trả lời', [42, 35, no], counted(48), [402]),
  ...row('7.1', 'trong đó: trả lời đúng hạn', [38, 30, no], counted(41), [371]),
  ...row('7.2', 'Tỷ lệ trả lời đúng hạn, %', ['90,5', '85,7', '95,0'], { is: 'computed', value: 85.4, decimals: 1, how: '41 trên 48' }, [
    '92,3',
  ]),
  ...row(
    '8',
    'Cuộc đối thoại trực tiếp với Nhân dân',
    [1, 1, 4],
    {
      is: 'returned',
      entry: entry('8', 12, 'cuộc đối thoại'),
      counted: { value: 1, href },
      words:
        'Kỳ trước 1, kế hoạch cả năm 4, kỳ này ghi 12; hồ sơ chỉ có 1 cuộc (ngày 06/11). Đề nghị xem lại: có phải đã cộng cả họp thôn, bản?',
      by: 'Đinh Văn Thạo, 16:20 ngày 20/11',
      line: { name: 'g8', label: 'Trả lời người xem xét', hint: 'bắt buộc nếu giữ nguyên số 12' },
    },
    [15],
  ),
  { group: 'III. Thực hiện dân chủ ở cơ sở', aside: reopened },
  ...row('9', 'Việc Nhân dân bàn và quyết định trực tiếp', [2, 3, no], counted(4, 4, 'biên bản'), [23]),
  ...row(
    '10',
    'Công trình Ban giám sát đầu tư của cộng đồng giám sát',
    [3, 2, no],
    { is: 'missing', entry: entry('10', '', 'công trình được giám sát') },
    [<Void>chờ ô 10</Void>],
  ),
  ...row(
    '11',
    'Kiến nghị của Ban Thanh tra nhân dân',
    [0, 1, no],
    { is: 'typed', entry: entry('11', 0, 'kiến nghị'), says: 'số không' },
    [4],
  ),
  ...row(
    '12',
    'Nội dung bắt buộc đã công khai, trên 16 nội dung',
    [14, <Incomparable mark="a" />, 16],
    { is: 'typed', entry: entry('12', 15, 'nội dung đã công khai') },
    [closing],
  ),
  { group: 'IV. Dân tộc, tôn giáo', aside: 'khóa, đã xem xét xong' },
  ...row('13', 'Cuộc gặp gỡ chức sắc, chức việc tôn giáo', [0, 0, no], { is: 'inapplicable', why: 'xã không có cơ sở tôn giáo' }, [0]),
  ...row('14', 'Vụ việc phức tạp, đông người', [<Void>không phát sinh</Void>, 1, no], { is: 'none', says: 'xác nhận 16/11' }, [2]),
  { group: 'V. Tuyên truyền, vận động; tổ chức thành viên', aside: reopened },
  ...row('15', 'Buổi tuyên truyền, vận động', [9, 7, 100], counted(11, 11, 'buổi'), [96]),
  ...row(
    '16',
    'Lượt người dự',
    [1240, 986, no],
    {
      is: 'estimated',
      entry: entry('16', 1460, 'lượt người dự'),
      how: 'Hai buổi ngoài trời không điểm danh, ước 300 lượt; chín buổi còn lại điểm danh được 1.160 lượt.',
    },
    [12875],
  ),
  ...row(
    '17',
    <>
      Tư cách hội viên, đoàn viên của 5 tổ chức <sup>b</sup>
    </>,
    [6798, 6655, no],
    { is: 'typed', entry: entry('17', 6812, 'tư cách hội viên') },
    [closing],
  ),
]

const heading = (first: string, second: string) => (
  <>
    {first}
    <br />
    {second}
  </>
)

export const figureForm = (): VNode => (
  <>
    <Crumb steps={[{ label: 'Báo cáo', href: '#bao-cao' }, { label: 'Tháng 11/2026', href: '#ky' }, { label: 'Biểu số liệu' }]} />
    <PageHead
      title="Biểu số liệu, báo cáo tháng 11/2026"
      sub={
        <>
          Xã Khe Trầm. Số liệu từ 16/10 đến hết 15/11/2026. <Status tone="back">Đã trả lại, lần 1</Status>. Nộp lại trước{' '}
          <strong class="num">17:00 thứ Tư 25/11/2026</strong>.
        </>
      }
      actions={
        <>
          <ButtonLink small href="#xlsx">
            Tải tệp Excel
          </ButtonLink>
          <ButtonLink small href="#ban">
            So với bản 1
          </ButtonLink>
        </>
      }
    />
    <ErrorSummary
      title="Chưa nộp lại được: còn 2 ô cần sửa"
      errors={[
        { field: 'o8', say: 'Ô 8, Cuộc đối thoại: số 12 chưa thay đổi so với bản bị trả lại. Sửa số, hoặc giải trình vì sao giữ nguyên.' },
        { field: 'o10', say: 'Ô 10, Công trình được giám sát: chưa nhập. Nếu không có công trình nào, ghi 0.' },
      ]}
    />
    <Form action="/_parts" save label="Biểu số liệu">
      <Table
        caption="Biểu số liệu công tác dân vận tháng 11/2026 của xã Khe Trầm"
        hideCaption
        narrow="figures"
        columns={[
          { label: 'Chỉ tiêu' },
          { label: heading('Kỳ trước', '10/2026'), short: 'Kỳ trước', numeric: true, width: 9 },
          { label: heading('Cùng kỳ', '11/2025'), short: 'Cùng kỳ', numeric: true, width: 10 },
          { label: heading('Kế hoạch', 'năm 2026'), short: 'Kế hoạch', numeric: true, width: 7 },
          { label: heading('Kỳ này', '11/2026'), short: 'Kỳ này', numeric: true },
          { label: heading('Lũy kế', 'từ 01/01'), short: 'Lũy kế', numeric: true, width: 7 },
        ]}
        rows={rows}
      />
      <Key
        entries={[
          { word: 'Gạch trái màu chàm', says: 'ô tự nhập' },
          { word: 'đếm từ …', says: 'hệ thống đếm, bấm để xem hồ sơ' },
          { word: '0', says: 'có rà, bằng không' },
          { word: 'Chưa nhập', says: 'chưa có số' },
          { word: 'không phát sinh', says: 'kỳ này không có việc' },
          { word: 'không áp dụng', says: 'việc này không có ở xã' },
          { word: '–', says: 'không giao kế hoạch' },
        ]}
      />
      <p class="small soft">
        <sup>a</sup> Từ 01/2026 chỉ tiêu tính trên 16 nội dung, trước đó trên 11. <sup>b</sup> Một người có thể là thành viên của nhiều tổ
        chức; đây không phải số người.
      </p>
      <Bar
        actions={
          <>
            <Button kind="plain" name="viec" value="gia-han">
              Xin gia hạn
            </Button>
            <Button name="viec" value="luu">
              Lưu bản nháp
            </Button>
            <Button kind="main" name="viec" value="nop">
              Nộp lại cho Tỉnh ủy
            </Button>
          </>
        }
      >
        <SaveState at="09:42:15" says="20 trên 21 ô có số" />
      </Bar>
    </Form>
  </>
)
