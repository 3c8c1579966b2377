// What the log's acts and the roles are called on screen.
import type { Role } from '../../access/grants.ts'
import type { Acting } from '../../access/held-posts.ts'
import { civil, type Day } from '../../ground/day.ts'
import { formatDay } from '../../ground/vietnamese.ts'

export const ROLES: Readonly<Record<Role, string>> = {
  officer: 'cán bộ, chuyên viên',
  head: 'lãnh đạo',
  inspector: 'kiểm tra',
  administrator: 'quản trị tài khoản',
}

export const ACTING: Readonly<Record<Acting, string>> = {
  acting: 'quyền (giữ quyền chức vụ cho đến khi có người chính thức)',
  'in-charge': 'phụ trách (được giao phụ trách khi chưa có người đứng đầu)',
}

/** "từ 01/7/2025", "01/7/2025 đến 31/12/2025". */
export const daysWords = (of: { from: Day; until: Day | null }): string =>
  of.until === null ? `từ ${formatDay(of.from)}` : `${formatDay(of.from)} đến ${formatDay(of.until)}`

/** "10:05 21/11/2026". */
export function instantWords(at: Date): string {
  const { day, time } = civil(at)
  return `${time.slice(0, 5)} ${formatDay(day)}`
}

const ACTS: Readonly<Record<string, string>> = {
  'accounts.password': 'đổi mật khẩu',
  'accounts.add': 'tạo tài khoản',
  'accounts.invite': 'mời đặt mật khẩu',
  'accounts.invite-back': 'rút lời mời',
  'accounts.way-back': 'lập lời mời đặt mật khẩu bằng lệnh ở máy chủ',
  'accounts.taken': 'đặt mật khẩu theo lời mời',
  'accounts.sessions-end': 'kết thúc các phiên của một người',
  'accounts.totp-on': 'bật xác thực hai bước',
  'accounts.totp-off': 'tắt xác thực hai bước',
  'accounts.totp-codes': 'lập mã dự phòng mới',
  'accounts.totp-recovery': 'đăng nhập bằng mã dự phòng',
  'accounts.totp-reset': 'gỡ xác thực hai bước của một người',
  'accounts.rule': 'đặt quy định xác thực hai bước',
  'tokens.make': 'tạo mã truy cập',
  'tokens.make-by-command': 'tạo mã truy cập bằng lệnh ở máy chủ',
  'tokens.revoke': 'thu hồi mã truy cập',
  'posts.delegate': 'ủy quyền chức vụ',
  'posts.delegate-back': 'thôi ủy quyền',
  'accounts.post': 'giao chức vụ',
  'accounts.post-end': 'kết thúc chức vụ',
  'kheo.register': 'đăng ký mô hình',
  'kheo.register-up': 'đăng ký mô hình với cấp trên',
  'kheo.edit': 'sửa đăng ký mô hình',
  'kheo.appraise': 'thẩm định mô hình',
  'kheo.recognise': 'công nhận mô hình',
  'kheo.not-recognise': 'không công nhận mô hình',
  'kheo.withdraw': 'thu hồi công nhận mô hình',
  'kheo.praise': 'khen mô hình',
  'kheo.confirm': 'xác nhận mô hình hằng năm',
  'kheo.stop': 'dừng mô hình',
  'reports.open': 'mở kỳ báo cáo',
  'reports.fill': 'lưu bản nháp báo cáo',
  'reports.submit': 'nộp báo cáo',
  'reports.ask-time': 'xin gia hạn báo cáo',
  'reports.withdraw-asking': 'rút đề nghị gia hạn báo cáo',
  'reports.give-time': 'gia hạn báo cáo',
  'reports.refuse-time': 'không gia hạn báo cáo',
  'reports.waive': 'miễn báo cáo',
  'reports.end-waiver': 'chấm dứt miễn báo cáo',
  'reports.rearrange': 'cập nhật đơn vị phải nộp',
  'reports.return': 'trả lại báo cáo',
  'reports.accept': 'tiếp nhận báo cáo',
  'reports.consolidate': 'tổng hợp báo cáo',
  'reports.present': 'trình ký báo cáo',
  'reports.withdraw': 'rút bản trình ký',
  'reports.send-back': 'trả lại bản trình ký',
  'reports.publish': 'ký ban hành, công bố báo cáo',
  'reports.adjust': 'điều chỉnh tổng số',
  'reports.adjust-undo': 'hủy một điều chỉnh',
  'reports.defer': 'hoãn nhận số đến sau công bố',
  'documents.compose': 'lập văn bản',
  'reading.upload': 'đưa văn bản vào đọc',
  'reading.set-event': 'ghi đơn vị, ngày, thời kỳ của văn bản',
  'reading.decide': 'quyết định về dữ kiện đọc được',
  'notices.hook': 'đăng ký địa chỉ nhận tin',
  'notices.hook-secret': 'đổi khóa ký của địa chỉ nhận tin',
  'notices.hook-stop': 'dừng địa chỉ nhận tin',
  'units.add-past': 'bổ sung đơn vị trong quá khứ',
  'units.keep': 'bổ sung đơn vị',
  'units.reform': 'áp dụng một lần thay đổi tổ chức',
  'units.take-back': 'rút lại một lần thay đổi tổ chức',
  'units.focal': 'ghi cơ quan đầu mối dân vận',
  'units.following': 'ghi việc tổ chức đi theo địa bàn',
  'units.hand-over': 'lập biên bản bàn giao',
}

/** The act in the officer's words; one not listed shows its key, so that nothing hides. */
export const actWords = (act: string): string => ACTS[act] ?? act
