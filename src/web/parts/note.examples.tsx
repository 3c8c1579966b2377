import type { Examples } from './example.ts'
import { Note, Quote } from './note.tsx'
import { Status } from './status.tsx'

export const examples: Examples = {
  part: 'Lời nhắn',
  says: 'Một ý, không tự biến mất. Lời người khác giữ nguyên văn, có tên và giờ.',
  states: [
    { is: 'thường', view: <Note>Bây giờ ông/bà chưa phải làm gì.</Note> },
    {
      is: 'kết quả vừa làm',
      view: (
        <Note tone="ok" title="Đã nộp lúc 10:05:31. Biên nhận BN-11-0012." announce>
          Nộp lại cũng không thành hai bản.
        </Note>
      ),
    },
    { is: 'cần chú ý', view: <Note tone="soon">Phiên làm việc đã hết. Đăng nhập lại, những gì ông/bà đã gõ vẫn còn.</Note> },
    { is: 'không làm được', view: <Note tone="late">Số này đã công bố. Muốn sửa, lập bản đính chính; bản cũ vẫn xem được.</Note> },
    {
      is: 'lời người xem xét',
      view: (
        <Note tone="back">
          <p>
            <Status tone="back">Ô 8, Cuộc đối thoại trực tiếp với Nhân dân: đã ghi 12</Status>
          </p>
          <Quote by="Đinh Văn Thạo, Ban Tuyên giáo và Dân vận Tỉnh ủy, 16:20 ngày 20/11/2026. Lần trả lại thứ nhất.">
            Kỳ trước 1, kế hoạch cả năm 4, kỳ này ghi 12; hồ sơ chỉ có 1 cuộc (ngày 06/11). Đề nghị xem lại: có phải đã cộng cả họp thôn,
            bản?
          </Quote>
        </Note>
      ),
    },
  ],
}
