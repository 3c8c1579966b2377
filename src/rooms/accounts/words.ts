// What the log's acts and the roles are called on screen.
import type { Role } from '../../access/grants.ts'

export const ROLES: Readonly<Record<Role, string>> = {
  officer: 'cán bộ, chuyên viên',
  head: 'lãnh đạo',
  inspector: 'kiểm tra',
  administrator: 'quản trị tài khoản',
}

const ACTS: Readonly<Record<string, string>> = {
  'accounts.password': 'đổi mật khẩu',
  'accounts.add': 'tạo tài khoản',
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
  'reports.return': 'trả lại báo cáo',
  'reports.accept': 'tiếp nhận báo cáo',
  'reports.consolidate': 'tổng hợp báo cáo',
  'reports.publish': 'công bố báo cáo',
  'documents.compose': 'lập văn bản',
  'reading.upload': 'đưa văn bản vào đọc',
  'reading.set-event': 'ghi đơn vị, ngày, thời kỳ của văn bản',
  'reading.decide': 'quyết định về dữ kiện đọc được',
  'units.add-past': 'bổ sung đơn vị trong quá khứ',
  'units.keep': 'bổ sung đơn vị',
}

/** The act in the officer's words; one not listed shows its key, so that nothing hides. */
export const actWords = (act: string): string => ACTS[act] ?? act
