import { Actions, Button, ButtonLink } from './button.tsx'
import type { Examples } from './example.ts'
import { Form } from './form.tsx'

export const examples: Examples = {
  part: 'Nút',
  says: 'Động từ và đối tượng. Mỗi trang một nút chính; thiếu điều kiện thì nói vì sao ở cạnh, không làm mờ nút.',
  states: [
    {
      is: 'chính, thường, nhẹ',
      view: (
        <Form action="/_parts" label="Nộp báo cáo">
          <Actions>
            <Button kind="main" name="viec" value="nop">
              Nộp lại cho Tỉnh ủy
            </Button>
            <Button name="viec" value="luu">
              Lưu bản nháp
            </Button>
            <Button kind="plain" name="viec" value="gia-han">
              Xin gia hạn
            </Button>
          </Actions>
        </Form>
      ),
    },
    {
      is: 'nhỏ, trong bảng; phần nói thêm cho người nghe',
      view: (
        <div class="row">
          <ButtonLink small href="#xlsx" download="bieu-11-2026.xlsx">
            Tải tệp Excel
          </ButtonLink>
          <ButtonLink small href="#nhan" of="dữ kiện 4">
            Nhận
          </ButtonLink>
          <ButtonLink small kind="plain" href="#loai" of="dữ kiện 4">
            Loại
          </ButtonLink>
        </div>
      ),
    },
  ],
}
