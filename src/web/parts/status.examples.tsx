import type { Examples } from './example.ts'
import { Status } from './status.tsx'

export const examples: Examples = {
  part: 'Trạng thái',
  says: 'Chữ, hình và màu. Bỏ màu đi vẫn đọc được, in đen trắng vẫn hiểu.',
  states: [
    {
      is: 'bảy trạng thái',
      view: (
        <p class="row">
          <Status tone="ok">Đã tiếp nhận</Status>
          <Status tone="late">Quá hạn 1 ngày</Status>
          <Status tone="soon">Gia hạn đến 25/11</Status>
          <Status tone="back">Đã trả lại</Status>
          <Status tone="draft">Đang soạn</Status>
          <Status tone="sent">Đã nộp, chờ xem</Status>
          <Status tone="none">Chưa mở kỳ</Status>
        </p>
      ),
    },
  ],
}
