// The guide that every page links: what each person does here, step by step, in the words of the pages themselves.
import { PageHead } from './parts/page-head.tsx'
import { Section, Sheet } from './parts/section.tsx'
import { type Route, route } from './route.ts'

interface Task {
  readonly id: string
  readonly title: string
  readonly steps: readonly string[]
}

const TASKS: readonly Task[] = [
  {
    id: 'dang-ky',
    title: 'Đăng ký một mô hình “Dân vận khéo”',
    steps: [
      'Mở “Dân vận khéo”, bấm “Đăng ký mô hình”.',
      'Ghi tên, chủ thể, lĩnh vực và các nội dung của phiếu; ngày đăng ký mặc định là hôm nay.',
      'Gửi. Số “Mô hình đăng ký mới” của kỳ báo cáo đang mở tăng ngay, không phải nhập lại.',
    ],
  },
  {
    id: 'bao-cao',
    title: 'Điền và nộp một báo cáo',
    steps: [
      'Trang “Hôm nay” nêu báo cáo nào đến hạn. Bấm “Soạn tiếp”.',
      'Số đếm từ hồ sơ đã có sẵn; bấm “đếm từ … hồ sơ” để xem đúng những hồ sơ ấy.',
      'Ô tự nhập: ghi số, hoặc chọn “số không”, “không phát sinh”, “không áp dụng”, “ước tính”. Ô trống không phải là số không.',
      'Ghi khác số đếm thì nêu lý do; cả hai số đều được giữ.',
      'Bấm “Nộp”, xem lại, xác nhận. Biên nhận có mã; nộp lại cũng không thành hai bản.',
    ],
  },
  {
    id: 'tra-lai',
    title: 'Sửa một báo cáo bị trả lại',
    steps: [
      'Trang “Hôm nay” nêu báo cáo bị trả lại, ô nào, vì sao, nguyên lời người xem.',
      'Sửa các ô được nêu, hoặc giải trình vì sao giữ nguyên, rồi nộp lại.',
    ],
  },
  {
    id: 'gia-han',
    title: 'Xin gia hạn, gia hạn và miễn báo cáo',
    steps: [
      'Đơn vị: mở biểu, bấm “Xin gia hạn”, ghi ngày và lý do. Xin được trước hạn, sau hạn và cả khi kỳ đã khóa; chưa trả lời thì rút được.',
      'Cấp trên: trang “Hôm nay” nêu đề nghị nào chờ trả lời. Gia hạn đến một ngày, hoặc không gia hạn và nêu lý do.',
      'Bảng theo dõi, “Gia hạn, miễn”: gia hạn hoặc miễn một lúc nhiều đơn vị. Đơn vị được miễn không tính vào số phải nộp, không tính là thiếu.',
    ],
  },
  {
    id: 'tong-hop',
    title: 'Xem xét, tổng hợp, công bố (cấp trên)',
    steps: [
      'Mở “Theo dõi”: đơn vị nào đã nộp, quá hạn, bị trả lại.',
      'Mở “Hàng chờ xem xét”: báo cáo có điểm cần xem đứng trước. Tiếp nhận, hoặc trả lại và nêu ô, lý do.',
      'Bấm “Tổng hợp”: cạnh mọi tổng số có “n/N đơn vị đã nộp” và tên đơn vị thiếu.',
      'Trình ký: chọn lãnh đạo ký. Người soạn không tự ký; có báo cáo tiếp nhận thêm thì trình lại.',
      'Ký xong là công bố: số liệu đóng băng, bản Word lập xong không đổi nữa. Sai thì lập bản đính chính; bản cũ vẫn xem được.',
    ],
  },
  {
    id: 'ky',
    title: 'Ký ban hành (lãnh đạo)',
    steps: [
      'Mở “Lãnh đạo”: văn bản chờ ký, đơn vị quá hạn, năm số đổi nhiều nhất và vì sao.',
      'Bấm “Đọc và ký”, đọc lời và số liệu đúng như sẽ công bố.',
      'Bấm “Ký ban hành báo cáo”, hoặc ghi lý do rồi “Trả lại người soạn”.',
    ],
  },
  {
    id: 'doc-van-ban',
    title: 'Đọc văn bản cũ thành dữ kiện',
    steps: [
      'Mở “Đọc văn bản”, thả các tệp .txt hoặc .html, hoặc dán nội dung.',
      'Máy đề xuất dữ kiện, mỗi dữ kiện có câu làm chứng tô trong bài. Chọn đơn vị, ngày, thời kỳ cho cả bài.',
      'Nhận, sửa hoặc loại từng dữ kiện. Dữ kiện đã nhận mang nhãn “theo văn bản nêu”, không cộng lẫn với số đếm.',
    ],
  },
  {
    id: 'don-vi',
    title: 'Xem tổ chức vào một ngày',
    steps: [
      'Mở “Đơn vị”, ghi ngày cần xem. Tìm được cả tên cũ, không cần dấu.',
      'Trang của mỗi đơn vị nêu các mốc, cấp trên theo thời gian và so sánh được đến đâu.',
    ],
  },
]

export const guideRoutes: readonly Route[] = [
  route({
    at: 'GET /huong-dan',
    may: 'anyone',
    run: async () => ({
      title: 'Hướng dẫn sử dụng',
      page: (
        <>
          <PageHead
            title="Sáu việc thường làm, mỗi việc vài bước"
            sub="Mọi trang đều dùng được không cần JavaScript, trên điện thoại và bằng bàn phím."
          />
          <Sheet>
            <ul>
              {TASKS.map(task => (
                <li>
                  <a href={`#${task.id}`}>{task.title}</a>
                </li>
              ))}
            </ul>
          </Sheet>
          {TASKS.map(task => (
            <Section title={task.title} id={task.id}>
              <ol class="numbered">
                {task.steps.map(step => (
                  <li>{step}</li>
                ))}
              </ol>
            </Section>
          ))}
        </>
      ),
    }),
  }),
]
