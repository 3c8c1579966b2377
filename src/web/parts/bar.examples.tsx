import { Bar, Picked, SaveState } from './bar.tsx'
import { Button } from './button.tsx'
import type { Examples } from './example.ts'
import { Form } from './form.tsx'
import { UnitPicker } from './unit-picker.tsx'

const communes = [
  { id: 'u1', name: 'Xã Khe Trầm', says: 'Tỉnh Mẫu, từ 01/7/2025' },
  { id: 'u2', name: 'Xã Khe Trầm (cũ)', says: 'huyện Trà Giang, đến hết 30/6/2025' },
]

export const bars: Examples = {
  part: 'Thanh việc, trạng thái lưu',
  says: 'Dính đáy ở màn rộng, đứng yên ở màn hẹp; không che ô đang nhập.',
  states: [
    {
      is: 'đã lưu',
      view: (
        <Form action="/_parts" save label="Thanh việc, đã lưu">
          <Bar
            actions={
              <>
                <Button kind="plain">Xin gia hạn</Button>
                <Button>Lưu bản nháp</Button>
                <Button kind="main">Nộp lại cho Tỉnh ủy</Button>
              </>
            }
          >
            <SaveState at="09:42:15" says="20 trên 21 ô có số" />
          </Bar>
        </Form>
      ),
    },
    { is: 'chưa lưu lần nào', view: <SaveState /> },
    {
      is: 'đã chọn hai',
      view: (
        <Bar actions={<Button>Tiếp nhận 2 báo cáo</Button>}>
          <Picked names={['Cầu Mây', 'Mỹ Đông']} clear="#bo" />
        </Bar>
      ),
    },
    { is: 'chưa chọn', view: <Picked names={[]} /> },
    {
      is: 'dính đáy cả trên điện thoại, nút cho ngón tay',
      view: (
        <Bar thumb actions={<Button>Đến chỗ ký</Button>}>
          Trưởng ban Hoàng Thị Chi
        </Bar>
      ),
    },
  ],
}

export const pickers: Examples = {
  part: 'Chọn đơn vị',
  says: 'Tìm theo tên, chọn trong những gì tìm được; không cần JavaScript, những ô khác đã gõ còn nguyên.',
  states: [
    {
      is: 'đã tìm, đã chọn',
      view: (
        <Form action="/_parts" label="Chọn đơn vị, đã tìm">
          <UnitPicker
            name="dv-1"
            label="Đơn vị"
            hint="Chọn đơn vị vào ngày sự việc."
            search="khe tram"
            found={communes}
            chosen={communes[1]}
            none="Chưa xác định, chưa tính vào đâu"
          />
        </Form>
      ),
    },
    {
      is: 'không tìm thấy',
      view: (
        <Form action="/_parts" label="Chọn đơn vị, không thấy">
          <UnitPicker name="dv-2" label="Đơn vị" search="<trà>" found={[]} searchAt="/_parts" />
        </Form>
      ),
    },
    {
      is: 'có lỗi',
      view: (
        <Form
          action="/_parts"
          label="Chọn đơn vị, có lỗi"
          values={{ 'dv-3-tim': 'khe', 'dv-3': 'u1' }}
          errors={[{ field: 'dv-3', say: 'Đơn vị này đã kết thúc hoạt động ngày 30/6/2025. Chọn đơn vị của ngày 11/01/2026.' }]}
        >
          <UnitPicker name="dv-3" label="Đơn vị" found={communes} />
        </Form>
      ),
    },
  ],
}
