// Invented models of Tỉnh Mẫu: nothing here was ever registered anywhere.
import { capital } from '../../ground/vietnamese.ts'
import type { Kind, Parts } from './registration.ts'

interface DemoTitle {
  readonly title: string
  readonly kind: Kind
  readonly problem: string
  readonly goal: string
}

const together = (title: string, problem: string, goal: string): DemoTitle => ({ title, kind: 'collective', problem, goal })
const alone = (title: string, problem: string, goal: string): DemoTitle => ({ title, kind: 'individual', problem, goal })

export const TITLES: Readonly<Record<string, readonly DemoTitle[]>> = {
  KINH_TE: [
    together(
      'Luân chuyển dê giống giúp hộ nghèo',
      'Hộ nghèo thiếu con giống, vay vốn ngại trả lãi.',
      'Mỗi năm ít nhất năm hộ nhận và chuyển lại một cặp dê.',
    ),
    together(
      'Góp ngày công làm đường nội đồng',
      'Đường ra ruộng lầy, máy gặt không vào được.',
      'Bê tông hóa trên một cây số, không còn xe sa lầy vụ mùa.',
    ),
    together(
      'Cùng trồng một giống lúa trên cánh đồng lớn',
      'Ruộng manh mún, mỗi nhà một giống, bán mất giá.',
      'Trên hai phần ba diện tích cùng giống, cùng ngày xuống giống.',
    ),
    together('Vườn tạp thành vườn cây ăn quả', 'Vườn nhà bỏ tạp, thu nhập không đáng kể.', 'Mười vườn cải tạo có thu hoạch sau hai năm.'),
    together('Tổ tiết kiệm không nợ quá hạn', 'Có hộ vay về dùng sai mục đích, chậm trả.', 'Không còn hộ nợ quá hạn trong tổ.'),
    together('Bán nông sản qua mạng cùng bà con', 'Nông sản bán tại vườn bị ép giá.', 'Ba mặt hàng có nơi đặt mua đều hằng tháng.'),
    together(
      'Đổi công thu hoạch giữa các nhóm hộ',
      'Đến vụ thiếu người gặt, thuê công giá cao.',
      'Nhóm hộ nào cũng thu hoạch xong trong mười ngày.',
    ),
    alone(
      'Hướng dẫn bà con ghép cải tạo giống cây',
      'Cây giống cũ thoái hóa, bà con chưa biết ghép.',
      'Hai mươi hộ tự ghép được sau một mùa.',
    ),
    alone(
      'Hiến đất, vận động xóm giềng mở rộng ngõ',
      'Ngõ hẹp, xe cứu thương không vào tận nhà.',
      'Mở rộng toàn tuyến ngõ, không có khiếu kiện.',
    ),
  ],
  VAN_HOA_XA_HOI: [
    together(
      'Đám cưới, đám tang gọn trong một ngày',
      'Cỗ bàn kéo dài nhiều ngày, nhà nghèo phải vay nợ.',
      'Chín phần mười đám trong năm làm gọn một ngày.',
    ),
    together(
      'Bữa trưa ấm cho học trò đường xa',
      'Học sinh nhà xa phải nhịn trưa ở lại trường.',
      'Em nào ở lại trưa cũng có suất cơm nóng.',
    ),
    together('Tủ sách ở nhà sinh hoạt cộng đồng', 'Trẻ em không có nơi đọc sách ngày nghỉ.', 'Mở cửa hai buổi mỗi tuần, có người trực.'),
    together(
      'Đổi công xóa nhà dột trước mùa mưa',
      'Còn nhà dột nát, hộ neo người không tự sửa được.',
      'Sửa xong nhà đã đăng ký trước mùa mưa.',
    ),
    together('Dòng họ cùng giữ con em đến lớp', 'Có em bỏ học giữa chừng đi làm thuê.', 'Không có em nào bỏ học trong năm học.'),
    together('Tối thứ Bảy cùng hát dân ca', 'Làn điệu cũ chỉ còn người cao tuổi thuộc.', 'Mỗi tháng hai buổi, có lớp trẻ học hát.'),
    together('Đường hoa do chi hội tự chăm', 'Lề đường nhiều cỏ, hay thành nơi đổ rác.', 'Hai tuyến đường có hoa quanh năm.'),
    alone('Mở lớp xóa mù chữ buổi tối', 'Một số chị lớn tuổi chưa đọc thông viết thạo.', 'Mười lăm học viên đọc được báo sau sáu tháng.'),
    alone(
      'Vận động bà con khám sức khỏe định kỳ',
      'Người cao tuổi ngại đi khám, phát hiện bệnh muộn.',
      'Tám phần mười người trên sáu mươi tuổi đi khám.',
    ),
  ],
  QUOC_PHONG_AN_NINH: [
    together('Tổ tuần tra đêm ba người', 'Mất trộm vặt vào mùa thu hoạch.', 'Giảm một nửa số vụ mất trộm so với năm trước.'),
    together(
      'Hòa giải đến nhà trước khi có đơn',
      'Tranh chấp ranh đất thường kéo thành đơn thư.',
      'Chín phần mười vụ hòa giải xong tại chỗ.',
    ),
    together('Bến đò an toàn mùa nước', 'Đò chở quá người, không áo phao mùa nước lớn.', 'Khách qua đò đều mặc áo phao, không có tai nạn.'),
    together(
      'Đón thanh niên xuất ngũ về lập nghiệp',
      'Thanh niên xuất ngũ thiếu việc, thiếu vốn.',
      'Ai trở về cũng được tư vấn việc làm trong ba tháng.',
    ),
    together('Mỗi nhóm hộ một đầu mối báo tin', 'Tin báo về an ninh đến công an chậm.', 'Tin báo có phản hồi trong ngày.'),
    alone('Kèm cặp thanh niên chậm tiến', 'Vài thanh niên bỏ học, hay gây gổ.', 'Người được kèm có việc làm ổn định, không vi phạm.'),
  ],
  XAY_DUNG_HTCT: [
    together(
      'Chi bộ nghe dân một tối mỗi tháng',
      'Ý kiến của dân chỉ được nghe khi có kỳ họp.',
      'Việc dân nêu có trả lời trong tháng sau.',
    ),
    together(
      'Thứ Năm không hẹn, đến là giải quyết',
      'Người dân phải đi lại nhiều lần cho một thủ tục.',
      'Thủ tục đơn giản xong ngay trong buổi.',
    ),
    together(
      'Đảng viên phụ trách nhóm hộ',
      'Một số hộ ít được thăm hỏi, nắm thông tin chậm.',
      'Hộ nào cũng biết đảng viên phụ trách mình.',
    ),
    together(
      'Thu chi thôn niêm yết tại nhà văn hóa',
      'Bà con chưa rõ các khoản đóng góp dùng vào đâu.',
      'Niêm yết trước ngày mười hằng tháng.',
    ),
    together(
      'Tổ số đến từng ngõ',
      'Người lớn tuổi chưa dùng được dịch vụ công trên điện thoại.',
      'Bảy phần mười hộ tự nộp được một thủ tục.',
    ),
    together('Họp xóm mười lăm phút trước vụ', 'Họp dài, bà con ngại dự.', 'Trên tám phần mười hộ dự họp trước mỗi vụ.'),
    alone(
      'Trưởng thôn đi từng nhà trước ngày làm đường',
      'Có hộ chưa thuận giải phóng mặt bằng.',
      'Mọi hộ trong tuyến ký đồng thuận trước khi khởi công.',
    ),
  ],
  MOI_TRUONG: [
    together(
      'Vỏ thuốc về bể, ruộng sạch',
      'Vỏ thuốc bảo vệ thực vật vứt dọc bờ ruộng.',
      'Mỗi cánh đồng có bể chứa, thu gom hai lần một vụ.',
    ),
    together('Chủ nhật sạch suối', 'Rác trôi ứ ở chân cầu và bến nước.', 'Mỗi tháng một buổi dọn, không còn điểm rác tồn.'),
    together(
      'Đổi rác tái chế lấy vở học sinh',
      'Rác nhựa bị đốt, khói vào nhà dân.',
      'Mỗi quý trao vở cho học sinh khó khăn từ tiền bán rác.',
    ),
    alone('Ủ phân từ rác bếp cho cả ngõ', 'Rác bếp để lẫn, bốc mùi.', 'Cả ngõ phân loại rác tại nhà.'),
  ],
}

export const STOP_REASONS = [
  'Đã đạt mục tiêu, chuyển thành việc thường xuyên của chi hội.',
  'Người chủ trì chuyển công tác, không có người thay.',
  'Không còn kinh phí, các hộ thống nhất dừng.',
  'Nội dung đã gộp vào mô hình khác của đơn vị.',
] as const

/** The eight texts of the form, short and plain. */
export const partsFor = (one: DemoTitle, place: string, forces: string, year: number): Parts => ({
  situation: `${one.problem} Khảo sát tại ${place} đầu năm ${year}.`,
  aims: one.goal,
  content: 'Họp bàn để các hộ tự chọn cách làm, làm trước ở một nhóm hộ, rút kinh nghiệm rồi mở rộng; kết quả báo tại họp thôn.',
  scope: `${capital(place)}; các hộ tự nguyện tham gia.`,
  forces,
  resources: `Đóng góp ngày công và xã hội hóa; làm từ quý I đến quý IV năm ${year}, rà soát giữa năm.`,
  outputs: one.goal,
  upkeep: 'Chi bộ đưa vào nghị quyết hằng năm; đơn vị bên cạnh có thể làm theo.',
})
