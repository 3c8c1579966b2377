import { Actions, Button } from './button.tsx'
import { ConfirmPage } from './confirm.tsx'
import { ErrorSummary } from './error-summary.tsx'
import type { Examples } from './example.ts'
import { Field } from './field.tsx'
import { Form, Hidden } from './form.tsx'

const errors = [
  { field: 'loi-ten', say: 'Tên mô hình: chưa nhập. Ghi tên như trong bản đăng ký.' },
  { field: 'loi-ngay', say: 'Ngày 31/11/2026 không có trong lịch. Kiểm tra lại ngày.' },
  { field: 'loi-so', say: 'Tập thể 4 và cá nhân 1 phải cộng bằng 5; ông/bà đang ghi 6.' },
  { field: 'loi-loai', say: 'Loại mô hình: chưa chọn. Chọn tập thể hoặc cá nhân.' },
  { field: 'loi-noi', say: 'Nơi đăng ký: chọn ít nhất một nơi.' },
  { field: 'loi-linh-vuc', say: 'Lĩnh vực: chưa chọn. Chọn một mục.' },
  { field: 'loi-tom-tat', say: 'Tóm tắt: dài 2.140 ký tự, tối đa 2.000. Rút ngắn 140 ký tự.' },
  { field: 'loi-cam-ket', say: 'Đánh dấu rằng ông/bà đã đối chiếu với bản giấy.' },
  { field: '', say: 'Bản này vừa được Nguyễn Thị Lan sửa. So hai bản rồi gửi lại.' },
]

const kinds = [
  { value: 'tap-the', label: 'Tập thể' },
  { value: 'ca-nhan', label: 'Cá nhân', hint: 'Một người đứng ra làm, có thể có người giúp.' },
]
const bodies = [
  { value: 'xa', label: 'Đảng ủy xã' },
  { value: 'tinh', label: 'Ban Tuyên giáo và Dân vận Tỉnh ủy' },
]
const fields = [
  {
    group: 'Kinh tế',
    options: [
      { value: 'kt-1', label: 'Chuyển đổi cây trồng' },
      { value: 'kt-2', label: 'Hiến đất làm đường' },
    ],
  },
  { group: 'Xã hội', options: [{ value: 'xh-1', label: 'Giữ gìn vệ sinh' }] },
]

export const examples: Examples = {
  part: 'Biểu mẫu',
  says: 'Nhãn trên, gợi ý giữa, ô dưới, lỗi sát ô. Bị từ chối thì hiện lại đúng những gì đã gõ.',
  states: [
    {
      is: 'mọi loại ô, có sẵn giá trị đã lưu',
      view: (
        <Form action="/_parts" id="mau-day" upload save label="Đăng ký mô hình, mẫu đủ ô">
          <Hidden name="version" value={3} />
          <Field name="ten" label="Tên mô hình" hint="Ghi như trong bản đăng ký." value="Hiến đất mở ngõ 12" maxlength={300} />
          <Field name="nguoi" label="Người phụ trách" optional suggest={['Lương Thị Hảo', 'Vũ Thị Nhàn']} autocomplete="off" />
          <Field kind="day" name="ngay" label="Ngày đăng ký" hint="Ví dụ 27/10/2026." value="2026-07-01" />
          <Field kind="number" name="ho" label="Số hộ tham gia" value={1234} unit="hộ" />
          <Field kind="area" name="tom-tat" label="Tóm tắt" maxlength={2000} value={'Bắt đầu từ tổ liên gia.\nMở rộng ra cả khu phố.'} />
          <Field kind="select" name="linh-vuc" label="Lĩnh vực" prompt="Chọn lĩnh vực" options={fields} value="kt-2" width={16} />
          <Field kind="radio" name="loai" label="Loại mô hình" options={kinds} value="tap-the" />
          <Field
            kind="checks"
            name="noi"
            label="Nơi đăng ký"
            hint="Một mô hình có thể đăng ký ở nhiều nơi."
            options={bodies}
            value={['xa']}
          />
          <Field kind="tick" name="cam-ket" label="Tôi đã đối chiếu với bản giấy" value={true} />
          <Field kind="file" name="tep" label="Bản chụp" hint="Tệp .pdf hoặc ảnh, tối đa 10 MB." accept=".pdf,image/*" optional />
          <Field kind="password" name="mat-khau" label="Mật khẩu" autocomplete="current-password" width={16} />
          <Actions>
            <Button kind="main">Đăng ký mô hình</Button>
          </Actions>
        </Form>
      ),
    },
    {
      is: 'bị từ chối: tóm tắt lỗi, những gì đã gõ còn nguyên',
      view: (
        <>
          <ErrorSummary errors={errors} title="Chưa đăng ký được: còn 9 chỗ cần sửa" />
          <Form
            action="/_parts"
            label="Đăng ký mô hình, mẫu có lỗi"
            errors={errors}
            values={{ 'loi-ten': '', 'loi-ngay': '31/11/2026', 'loi-so': '6', 'loi-tom-tat': '<b>không phải thẻ</b> & "ngoặc"' }}
          >
            <Field name="loi-ten" label="Tên mô hình" hint="Ghi như trong bản đăng ký." value="Tên đã lưu, không được hiện lại" />
            <Field kind="day" name="loi-ngay" label="Ngày đăng ký" />
            <Field kind="number" name="loi-so" label="Tổng số" />
            <Field kind="radio" name="loi-loai" label="Loại mô hình" options={kinds} value="tap-the" />
            <Field kind="checks" name="loi-noi" label="Nơi đăng ký" options={bodies} value={['xa', 'tinh']} />
            <Field kind="select" name="loi-linh-vuc" label="Lĩnh vực" prompt="Chọn lĩnh vực" options={fields} />
            <Field kind="area" name="loi-tom-tat" label="Tóm tắt" />
            <Field kind="tick" name="loi-cam-ket" label="Tôi đã đối chiếu với bản giấy" />
            <Actions>
              <Button kind="main">Đăng ký mô hình</Button>
            </Actions>
          </Form>
        </>
      ),
    },
    {
      is: 'tóm tắt chỉ có một câu, không thuộc ô nào',
      view: <ErrorSummary fault={{ message: 'Nội dung này vừa được người khác sửa. Xem bản mới bên dưới rồi gửi lại.', fields: [] }} />,
    },
    {
      is: 'xác nhận việc khó lùi',
      view: (
        <ConfirmPage
          title="Công bố báo cáo tháng 11/2026 của Tỉnh Mẫu?"
          effects={['Số liệu được giữ nguyên từ lúc này; muốn sửa phải lập bản đính chính.', '12 xã, phường thấy bản đã công bố ngay.']}
          warning="Không lùi lại được."
          action="/_parts"
          doing="Công bố báo cáo tháng 11/2026"
          back={{ label: 'Quay lại bản tổng hợp', href: '#tong-hop' }}
        >
          <Hidden name="edition" value="2" />
          <Field name="ghi-chu" label="Ghi chú khi công bố" optional />
        </ConfirmPage>
      ),
    },
  ],
}
