import { Coverage, Tiles } from './coverage.tsx'
import type { Examples } from './example.ts'
import { Defs } from './section.tsx'
import { Spark } from './spark.tsx'
import { Life, Steps } from './steps.tsx'
import { Trail } from './trail.tsx'

const missing = [
  { name: 'Hạ Lang', tone: 'late', status: 'Quá hạn 1 ngày', says: 'Chưa nộp. Kỳ trước: 3.' },
  { name: 'Khe Trầm', tone: 'back', status: 'Đã trả lại', says: 'Bản bị trả lại ghi 5, chưa tính. Kỳ trước: 3.' },
  { name: 'Suối Lúa', tone: 'soon', status: 'Gia hạn đến 25/11', says: 'Chưa nộp. Kỳ trước: 2.' },
] as const

const months = (values: readonly (number | null)[]) => values.map((value, i) => ({ label: `T${i + 1}`, value }))
const unit = (name: string) => ({ name, href: `#${name}` })

export const through: Examples = {
  part: 'Thời gian: bước, mốc, đường nhỏ',
  says: 'Việc đi đến đâu, đơn vị đã qua những gì, số đi thế nào.',
  states: [
    {
      is: 'các bước',
      view: (
        <Steps
          steps={[
            { label: 'Đã gửi', is: 'done', says: '07:12 ngày 16/11' },
            { label: 'Đã tiếp nhận', is: 'done', says: '08:40 ngày 16/11, Bộ phận tiếp nhận ý kiến' },
            { label: 'Đang xử lý', is: 'now', says: 'Từ 09:15 ngày 17/11, Phòng Kinh tế xã' },
            { label: 'Đã trả lời', is: 'later', says: 'Chậm nhất ngày 23/11' },
          ]}
        />
      ),
    },
    {
      is: 'đời của một đơn vị',
      view: (
        <Life
          events={[
            { day: '01/01/2026', what: 'Bản Khe Trong nhập vào bản Khe Ngoài. Còn 14 thôn, bản.', source: 'Nghị quyết của HĐND xã.' },
            {
              day: '01/7/2025',
              title: 'Sắp xếp đơn vị hành chính',
              big: true,
              what: 'Xã Khe Trầm (mới) hình thành; huyện Trà Giang kết thúc hoạt động.',
            },
            { era: 'Trước 01/7/2025: hai xã cũ, thuộc huyện Trà Giang' },
            {
              day: '01/9/1994',
              what: 'Xã Trầm Thượng tách từ xã Khe Trầm (cũ).',
              source: 'theo lịch sử Đảng bộ xã; chưa có văn bản kèm theo.',
              added: true,
            },
          ]}
        />
      ),
    },
    {
      is: 'đường nhỏ, trục từ 0',
      view: (
        <Spark
          title="Mô hình đang duy trì"
          says="Cuối mỗi kỳ. Đếm từ hồ sơ."
          points={months([43, 44, 48, 50, 52, 55, 56, 57, 58, 61, 66])}
        />
      ),
    },
    {
      is: 'đường nhỏ, trục không từ 0, số cuối thấp',
      view: (
        <Spark
          title="Tỷ lệ trả lời đúng hạn, %"
          says="Kỳ này 41 trên 48."
          from={80}
          to={100}
          decimals={1}
          points={months([93.3, 95.5, 94.2, 92.7, 90.5, 85.4])}
        >
          Thấp nhất từ đầu năm. <a href="#bay">Xem 7 ý kiến không trả lời đúng hạn</a>
        </Spark>
      ),
    },
    { is: 'đường nhỏ, thiếu kỳ thì đứt', view: <Spark title="Buổi tuyên truyền" points={months([7, 9, null, null, 8, null, 12, 11])} /> },
    { is: 'đường nhỏ, một kỳ', view: <Spark title="Cuộc đối thoại" points={months([4])} /> },
    { is: 'đường nhỏ, chưa có số', view: <Spark title="Kiến nghị" points={months([null, null])} /> },
  ],
}

export const origin: Examples = {
  part: 'Nguồn gốc: dải, độ phủ, lưới đơn vị, giải nghĩa',
  says: 'Số nào cũng mở ra được và mang theo chỗ thiếu.',
  states: [
    {
      is: 'dải nguồn gốc',
      view: (
        <Trail
          steps={[
            { label: 'Giá trị', value: 47, says: 'mô hình' },
            { label: 'Đơn vị', value: '9/12', says: 'còn thiếu 3' },
            { label: 'Bản báo cáo', value: 9, says: 'đã tiếp nhận 6, chờ xem 3' },
            { label: 'Hồ sơ', value: 1047, says: 'từ 1.048 lượt đăng ký, trùng 1' },
            { label: 'Văn bản', value: 44, says: 'hồ sơ có bản chụp, 3 chưa có' },
          ]}
        />
      ),
    },
    { is: 'còn thiếu, gấp', view: <Coverage submitted={9} all={12} missing={missing} /> },
    { is: 'còn thiếu, mở', view: <Coverage submitted={9} all={12} missing={missing} open /> },
    { is: 'đủ', view: <Coverage submitted={12} all={12} missing={[]} /> },
    {
      is: 'nhiều đơn vị, gom theo trạng thái',
      view: (
        <Tiles
          groups={[
            { tone: 'late', label: 'Quá hạn', units: ['An Thạch', 'Cẩm Khê', 'Đông Châu'].map(unit) },
            { tone: 'back', label: 'Trả lại', units: ['Bản Hà', 'Đại Ninh'].map(unit) },
            { tone: 'soon', label: 'Gia hạn', units: [] },
            { tone: 'sent', label: 'Chờ xem', units: ['An Khê', 'Bản Bình'].map(unit) },
            { tone: 'ok', label: 'Đã tiếp nhận', units: ['An Bình', 'An Châu', 'An Hà'].map(unit) },
          ]}
        />
      ),
    },
    {
      is: 'giải nghĩa',
      view: (
        <Defs
          entries={[
            { term: 'Như đã báo cáo', says: 'theo đơn vị đã nộp lúc ấy' },
            { term: 'Theo tổ chức hôm nay', says: 'số cũ gom về xã đang kế thừa' },
          ]}
        />
      ),
    },
  ],
}
