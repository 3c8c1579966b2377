/**
 * The measures apart from models and awards, as a table: the noun that follows the number, the words that must stand near it,
 * the words that must not. The first row that fits decides, so narrower rows stand before wider ones.
 */

import { type Words, words } from './seek.ts'
import type { Measure } from './wording.ts'

export type Row = {
  measure: Measure
  unit: string
  /** Right after the number (and its magnitude). */
  noun: Words
  /** Somewhere in the clause. */
  near?: Words
  /** Right before the number. */
  left?: Words
  /** Not right before the number. */
  notLeft?: Words
  /** Nowhere in what follows the number up to the next mark. */
  notRight?: Words
  /** Nowhere in the clause. */
  not?: Words
  /** Somewhere earlier in the sentence. */
  after?: Words
}

const SESSION = '(?:lượt |số )?(?:cuộc|buổi|hội nghị|đợt|lớp|phiên|kỳ|lần|lượt|diễn đàn|hội thảo|chuyên đề|ngày|lượt buổi|tọa đàm)'
const PEOPLE =
  '(?:lượt )?(?:người(?! có công| nghèo| cao tuổi được tặng)|cán bộ|hội viên|đoàn viên|đảng viên|nhân dân|người dân|quần chúng|hộ dân|bà con|đồng bào|công nhân|học sinh|phụ nữ|thanh niên|nông dân|cử tri|công dân|lao động|chiến sĩ|đại biểu|lượt)'

export const ROWS: Row[] = [
  // petitions: the letter's own kind decides, except after "giải quyết"
  { measure: 'complaints', unit: 'đơn', noun: words('^\\s?(?:[,;.)]|$|đơn|vụ)'), left: words('‹khiếu nại(?: là)?\\s?:?\\s?$') },
  { measure: 'denunciations', unit: 'đơn', noun: words('^\\s?(?:[,;.)]|$|đơn|vụ)'), left: words('‹tố cáo(?: là)?\\s?:?\\s?$') },
  {
    measure: 'petitions_resolved',
    unit: 'đơn',
    noun: words('^\\s?(?:vụ việc|vụ|lượt đơn|đơn thư|đơn|lá đơn|ý kiến, kiến nghị của|trường hợp đơn)'),
    left: words(
      '‹(?:giải quyết|xử lý|trả lời|hòa giải đơn)(?: xong| dứt điểm| kịp thời| được| thành công| thỏa đáng| hoàn thành| là|:|,? đạt)*\\s?$',
    ),
    near: words('(?:‹|\\d)đơn›|khiếu nại|tố cáo'),
  },
  {
    measure: 'petitions_resolved',
    unit: 'đơn',
    noun: words('^\\s?(?:đơn thư|đơn|lá đơn|lượt đơn)[^,;.]{0,40}(?:đã|được) (?:được )?(?:giải quyết|xử lý|trả lời)'),
  },
  {
    measure: 'petitions_received',
    unit: 'đơn',
    noun: words(
      '^\\s?(?:lượt |lá )?(?:đơn thư|đơn)(?: thư)?(?: các loại)?,? ?\\(?(?:của (?:công dân|nhân dân) )?(?:khiếu nại(?:,| và|,? ?-| /) ?(?:kiến nghị, )?tố cáo)',
    ),
  },
  {
    measure: 'complaints',
    unit: 'đơn',
    noun: words('^\\s?(?:vụ |vụ việc |lượt )?(?:lá )?(?:đơn |đơn thư |vụ việc )?khiếu nại(?!,? (?:và |tố cáo))'),
  },
  { measure: 'denunciations', unit: 'đơn', noun: words('^\\s?(?:vụ |vụ việc |lượt )?(?:lá )?(?:đơn |đơn thư |vụ việc )?tố cáo') },
  {
    measure: 'petitions_received',
    unit: 'đơn',
    noun: words('^\\s?(?:lượt |lá |vụ việc )?(?:đơn thư|đơn)›(?! vị| giản| nguyên| đặt| hàng| xin (?:vào|gia))'),
    notLeft: words('‹(?:chuyển|hướng dẫn|lưu|trả lại)›[^,;]{0,60}$'),
    not: words('‹đơn (?:xin (?:vào|thoát|ra|tự nguyện)|đăng ký|tình nguyện)'),
  },
  // receptions
  { measure: 'citizen_receptions', unit: 'kỳ', noun: words(`^\\s?${SESSION}[^,;.]{0,30}tiếp (?:công )?dân`) },
  {
    measure: 'citizen_receptions',
    unit: 'kỳ',
    noun: words('^\\s?(?:kỳ|buổi|cuộc|phiên|lần|ngày)›'),
    left: words('‹tiếp (?:công )?dân(?: định kỳ| thường xuyên| đột xuất)?(?: được| với|:| là)?\\s?$'),
  },
  {
    measure: 'citizens_received',
    unit: 'lượt',
    noun: words('^\\s?(?:lượt/\\d+ )?(?:lượt (?:công dân|người dân|người)|lượt|công dân|người dân)›'),
    left: words(
      '(?<!trực )‹(?:tiếp|đón tiếp|tiếp đón)(?: được| nhận| công dân(?: được| với|:)?| dân(?: được|:)?| định kỳ| thường xuyên)*\\s?(?:trên |gần |hơn |tổng số )?$',
    ),
    notRight: words('tuyên truyền'),
  },
  {
    measure: 'citizens_received',
    unit: 'lượt',
    noun: words('^\\s?lượt (?:công dân|người|người dân)›'),
    near: words('‹(?:tiếp công dân|tiếp dân|tiếp được)'),
    not: words('tuyên truyền|đối thoại'),
  },
  { measure: 'citizens_received', unit: 'lượt', noun: words('^\\s?lượt công dân'), near: words('‹(?:tiếp|đến (?:trụ sở|khiếu))') },
  // sessions
  { measure: 'social_criticism_sessions', unit: 'cuộc', noun: words(`^\\s?${SESSION}[^,;.]{0,24}phản biện`) },
  {
    measure: 'social_criticism_sessions',
    unit: 'cuộc',
    noun: words('^\\s?(?:cuộc|hội nghị|buổi|lượt)›'),
    left: words('‹phản biện(?: xã hội)?(?: được| với|:)?\\s?$'),
  },
  {
    measure: 'supervision_sessions',
    unit: 'cuộc',
    noun: words(`^\\s?(?:${SESSION.slice(3, -1)}|đoàn|chuyên đề|nội dung|vụ)(?: [^,;.]{0,24})?‹(?:tự )?giám sát›`),
    notRight: words('phản biện'),
  },
  {
    measure: 'supervision_sessions',
    unit: 'cuộc',
    noun: words('^\\s?(?:cuộc|đợt|lượt|chuyên đề|vụ việc|vụ|nội dung)›'),
    left: words('‹giám sát(?: chuyên đề| thường xuyên| trực tiếp| theo chuyên đề| đầu tư cộng đồng)?(?: được| với|:| tại| ở)?\\s?$'),
  },
  {
    measure: 'dialogues_held',
    unit: 'cuộc',
    noun: words(`^\\s?${SESSION}[^,;.]{0,40}(?:đối thoại|lắng nghe|tiếp xúc|gặp gỡ)`),
    notRight: words('tuyên truyền'),
  },
  {
    measure: 'dialogues_held',
    unit: 'cuộc',
    noun: words(`^\\s?(?:cuộc|buổi|hội nghị|lần|diễn đàn)›`),
    left: words(
      '‹(?:đối thoại|tiếp xúc(?: cử tri)?|lắng nghe ý kiến)(?: trực tiếp)?(?: với (?:nhân dân|người dân|dân))?(?: được tổ chức| đã tổ chức(?: được)?| được| định kỳ|:| với tổng số| tổng số| tổng cộng)?\\s?$',
    ),
  },
  {
    measure: 'dialogues_held',
    unit: 'cuộc',
    noun: words('^\\s?(?:cuộc|buổi|hội nghị)›\\s*(?:[,;.)(]|$)'),
    left: words('‹(?:với|là|được|tổng số)\\s?$'),
    near: words('‹đối thoại›'),
    not: words('tuyên truyền|giám sát|kiểm tra|phản biện|tập huấn'),
  },
  {
    measure: 'opinions_gathered',
    unit: 'ý kiến',
    noun: words(
      '^\\s?(?:lượt |nhóm |câu hỏi,? |lượt người có )?(?:ý kiến|kiến nghị|câu hỏi|lượt kiến nghị|nhóm vấn đề|vấn đề|đề xuất|phản ánh)',
    ),
    notRight: words('‹(?:vào|đối với|cho|về|góp ý|dự thảo)›[^,;]{0,30}‹văn bản›'),
  },
  { measure: 'opinions_gathered', unit: 'ý kiến', noun: words('^\\s?lượt›[^,;.]{0,20}(?:ý kiến|phát biểu|góp ý|kiến nghị)') },
  {
    measure: 'dialogue_participants',
    unit: 'lượt người',
    noun: words(`^\\s?lượt ${PEOPLE}`),
    near: words('‹(?:đối thoại|tiếp xúc cử tri|lắng nghe ý kiến)'),
    not: words('tuyên truyền|khám bệnh'),
    notRight: words('ý kiến|phát biểu'),
  },
  {
    measure: 'dialogue_participants',
    unit: 'lượt người',
    noun: words(`^\\s?(?:lượt )?${PEOPLE}`),
    after: words('\\d+ (?:cuộc|buổi|hội nghị|lần|lượt)'),
    near: words('‹(?:đối thoại|tiếp xúc cử tri|lắng nghe ý kiến)'),
    left: words('‹(?:với|có|thu hút|cho|gồm|sự tham gia của|hơn|trên|gần|khoảng)[^,;.]{0,16}$|^[,\\s]*$'),
    not: words('tuyên truyền|khám bệnh'),
  },
  // what people gave
  {
    measure: 'labour_days',
    unit: 'ngày công',
    noun: words('^\\s?(?:lượt )?(?:ngày công|ngày lao động|công lao động|công›(?: lao động)?\\s*$)'),
  },
  {
    measure: 'land_donated_m2',
    unit: 'm2',
    noun: words('^\\s?(?:m2|m²|m 2|mét vuông|ha|hecta|héc-ta|héc ta)›'),
    near: words('‹(?:hiến|hiến tặng|tặng|tự nguyện|nhường|góp)›[^;]{0,120}(?:đất|m2|m²|ha›|mét vuông)|‹đất (?:được )?hiến|hiến đất'),
    notRight: words('tường|sân bê tông|bê tông|mặt đường'),
  },
  {
    measure: 'road_km',
    unit: 'km',
    noun: words('^\\s?(?:km|ki lô mét|kilômét|cây số|m|mét)›(?! vuông|\\s?2)'),
    // a road that people ask for is not yet made
    not: words('‹(?:kiến nghị|đề nghị|phản ánh)›'),
    notLeft: words('(?:(?<!mở )‹rộng|‹cao|‹dày|‹sâu|‹bề mặt|‹mặt đường|‹nền đường)(?: là|:| từ| trên| bình quân)?\\s?(?:\\d\\S* ?- ?)?$'),
    near: words('‹(?:đường|tuyến|kênh|mương|giao thông|bê tông|nạo vét|hẻm|ngõ|lộ|thủy lợi|cống|rãnh|đê|trục)›'),
    notRight: words('đường hoa|đường cờ|đường điện|hàng rào|tường|hoa›|cờ›|thắp sáng|dây|đường dây|đường ống|ống nước|camera|vải|cáp'),
  },
  {
    measure: 'houses_built',
    unit: 'nhà',
    noun: words(
      '^\\s?"?(?:(?:căn|ngôi|cái|hộ) )?(?:nhà (?!nước|văn hóa|trường|giáo|máy|vệ sinh|sinh hoạt|tiêu|báo|thầu|đầu tư|hảo tâm|khoa|tài trợ|trẻ|xe|xưởng|tắm|bếp|bia|màng|lưới|thờ|ở xã hội)|nhà›|căn›(?! cước| cứ| bản| bộ| hộ)|ngôi›|mái ấm)',
    ),
    notRight: words('văn hóa|vệ sinh|sinh hoạt|trường|tiêu|tiền chế|màng|lưới|tắm|bia›|thờ'),
  },
  {
    measure: 'houses_built',
    unit: 'nhà',
    noun: words('^\\s?(?:[,;.)]|$|căn|ngôi)'),
    left: words('‹(?:nhà (?:đại đoàn kết|tình nghĩa|tình thương|tạm|dột nát|ở)|sửa chữa|xây mới|sửa|mới)(?: được|:| là)?\\s?$'),
    near: words('‹nhà›'),
  },
  {
    measure: 'voter_turnout_pct',
    unit: '%',
    noun: words('^\\s?(?:%|phần trăm)'),
    near: words('‹(?:cử tri|đi bầu|bỏ phiếu)›'),
    not: words('‹(?:hài lòng|kiến nghị của cử tri|ý kiến cử tri|tiếp xúc)'),
  },
  // members
  {
    measure: 'new_members',
    unit: 'người',
    noun: words('^\\s?(?:hội viên|đoàn viên|đảng viên|thành viên|quần chúng|thanh niên)(?:,? (?:hội viên|đoàn viên))? mới'),
  },
  {
    measure: 'new_members',
    unit: 'người',
    noun: words(
      '^\\s?(?:hội viên|đoàn viên|đảng viên|thành viên|quần chúng|thanh niên|người|đồng chí|công nhân|lao động|phụ nữ|nông dân)›',
    ),
    left: words(
      '‹(?:kết nạp|phát triển(?: mới| được| thêm)|phát triển|thu hút thêm)(?: mới| được| thêm| đảng cho| vào hội| đảng)*\\s?(?:trên |gần |hơn )?$',
    ),
  },
  {
    measure: 'members_total',
    unit: 'người',
    noun: words('^\\s?(?:hội viên|đoàn viên|đoàn viên, hội viên|hội viên, đoàn viên)›'),
    left: words(
      '‹(?:(?:nâng )?tổng số[^,;.]{0,40}|lên|hiện (?:nay )?(?:toàn [^,;.]{0,20})?có|toàn [^,;.]{0,30}có|quản lý|đến nay[^,;.]{0,30}có|hiện|thu hút|tập hợp(?: được)?|với tổng số|với|có)\\s?(?:trên |gần |hơn |tổng số )*$',
    ),
    not: words('‹(?:tuyên truyền|tham dự|về dự|tập huấn|giúp|hỗ trợ|ủng hộ|khen|tham gia (?:hội|cuộc|thi|dọn|đóng|ra quân|hiến))›'),
  },
  {
    measure: 'members_total',
    unit: 'người',
    noun: words('^\\s?(?:[,;.)]|$|người|đồng chí|hội viên|đoàn viên|chị|anh)'),
    left: words('‹(?:tổng số (?:hội|đoàn) viên|(?:hội|đoàn) viên)[^,;.]{0,30}(?:lên|là|hiện có|:)\\s?(?:trên |gần |hơn )?$'),
  },
  // households
  {
    measure: 'households_helped',
    unit: 'hộ',
    noun: words('^\\s?(?:lượt )?(?:hộ|gia đình)›(?! kinh doanh)'),
    left: words(
      '‹(?:giúp|giúp đỡ|hỗ trợ|đỡ đầu|nhận đỡ đầu|tặng quà|trợ giúp|giúp được|giúp cho|hỗ trợ cho|giúp sức|tặng [^,;.]{0,40}cho|(?:trao|chăm lo) [^,;.]{0,40}cho|quà cho|cứu trợ|tạo sinh kế cho|bảo trợ|kết nghĩa với|giúp các)(?: được| cho| thêm|:)*\\s?(?:trên |gần |hơn |khoảng |các )?$',
    ),
    notRight: words('hiến'),
  },
  {
    measure: 'households_helped',
    unit: 'hộ',
    noun: words('^\\s?(?:lượt )?(?:hộ|gia đình)›[^,;.]{0,60}(?:được (?:hỗ trợ|giúp|nhận|tặng|vay|thoát))'),
    not: words('‹đăng ký'),
  },
  {
    measure: 'households_helped',
    unit: 'hộ',
    noun: words('^\\s?(?:lượt )?hộ›'),
    near: words('‹(?:giúp|giúp đỡ|đỡ đầu|hỗ trợ)›'),
    not: words('hiến|đăng ký|gia đình văn hóa|vay|ký cam kết|tuyên truyền'),
  },
  // meetings and those they reached
  {
    measure: 'meetings_held',
    unit: 'cuộc',
    noun: words(
      `^\\s?${SESSION}[^,;.]{0,60}(?:tuyên truyền|vận động|sinh hoạt|họp dân|họp|phổ biến|quán triệt|nói chuyện|học tập|truyền thông|tư vấn|tọa đàm|gặp mặt)`,
    ),
    notRight: words('đối thoại|giám sát|kiểm tra|tập huấn|giao lưu|bồi dưỡng'),
  },
  {
    measure: 'meetings_held',
    unit: 'cuộc',
    noun: words('^\\s?(?:lượt )?(?:cuộc|buổi|hội nghị|đợt|lần|lượt buổi)›'),
    near: words('‹(?:tuyên truyền|vận động|sinh hoạt|họp dân|phổ biến|quán triệt|truyền thông|học tập)'),
    notRight: words('đối thoại|giám sát|kiểm tra|phản biện|tập huấn|bồi dưỡng|giao lưu|văn nghệ|ra quân|khám|thi›|dọn'),
    not: words('‹(?:kiểm tra|khám bệnh)'),
  },
  {
    measure: 'people_reached',
    unit: 'lượt người',
    noun: words(
      '^\\s?(?:lượt )?(?:người|bệnh nhân|đối tượng|người dân|hộ|nhân dân|bà con|đồng bào|cụ|cháu|học sinh|hội viên|trẻ em|phụ nữ|lượt)',
    ),
    near: words('‹(?:khám|khám bệnh|khám, chữa|khám chữa|cấp thuốc|cấp phát thuốc|tư vấn sức khỏe)'),
    notLeft: words('‹(?:cắt tóc|tặng|trao|hỗ trợ|giúp)›[^;]{0,40}$'),
  },
  {
    measure: 'people_reached',
    unit: 'lượt người',
    noun: words(`^\\s?(?:lượt )?${PEOPLE}`),
    left: words(
      '‹(?:cho|với|thu hút|có|đến|tới|được|của|gồm|sự tham gia của|tham gia của|sự tham dự của|trên|hơn|gần|khoảng|vận động|trực tiếp|tuyên truyền)(?: (?:trên|hơn|gần|khoảng|tổng số|tổng cộng|sự|đông đảo|lượt|được))*\\s?$',
    ),
    near: words('‹(?:tuyên truyền|vận động|phổ biến|quán triệt|sinh hoạt|truyền thông|nói chuyện|học tập|họp dân|trợ giúp pháp lý|tư vấn)'),
    not: words('‹(?:hiến|ủng hộ|đóng góp|kết nạp|ngày công|tập huấn|bồi dưỡng|hội thi|khen)›'),
    notRight: words('‹(?:trở lại (?:lớp|trường)|ra lớp|đến trường|đến lớp|tham gia bảo hiểm|đi cai|tháo dỡ|di dời)'),
  },
  {
    measure: 'people_reached',
    unit: 'lượt người',
    noun: words('^\\s?lượt (?:người|cán bộ|hội viên|đoàn viên|đảng viên|nhân dân|người dân|quần chúng|học sinh|phụ nữ)'),
    near: words('‹(?:tuyên truyền|phổ biến|truyền thông|sinh hoạt|quán triệt)'),
    not: words('‹(?:hiến|ủng hộ|đóng góp|ngày công|ra quân|dọn|tập huấn)›'),
  },
  {
    measure: 'people_reached',
    unit: 'lượt người',
    noun: words('^\\s?lượt (?:người|cán bộ|hội viên|đoàn viên|đảng viên|nhân dân|người dân|quần chúng|học sinh)'),
    left: words('‹(?:cho|với|thu hút|có|đến|tới|được)(?: (?:trên|hơn|gần|khoảng|tổng số|sự tham gia của))*\\s?$'),
    not: words('‹(?:hiến|ủng hộ|đóng góp|ngày công|ra quân|dọn|lớp|tập huấn|bồi dưỡng|hội thi)›'),
  },
]

/** Who is present at the event: read only where the text tells of the event itself. */
export const PRESENT: Words = words(
  '^\\s?(?:lượt )?(?:đại biểu|học viên|thí sinh|cán bộ|đội viên|chiến sĩ|người|đồng chí|đoàn viên|hội viên|thành viên|nhân dân|người dân|cử tri|vận động viên|diễn viên|tuyên truyền viên|báo cáo viên|già làng|công nhân|lao động|đảng viên|thanh niên|phụ nữ|cộng tác viên|hộ dân|quân nhân|đoàn viên, thanh niên|khách|tình nguyện viên|chức sắc|chức việc|người có uy tín|y, bác sĩ|y bác sĩ|bác sĩ|hạ sĩ quan|sĩ quan|điển hình)',
)
export const PRESENT_NEAR: Words = words(
  '‹(?:dự|tham dự|đến dự|về dự|tham gia|có mặt|dự có|sự tham gia|tham dự có|quy tụ|với|cho|học viên|thí sinh|đại biểu|thu hút|huy động|gồm|có|gặp mặt|cùng)›',
)
export const PRESENT_NOT: Words = words(
  '‹(?:tuyên truyền|khen|giấy khen|bằng khen|tuyên dương|biểu dương|kết nạp|vận động|hỗ trợ|giúp|khám|cấp thuốc|tặng|trao|ủng hộ|đơn|vay|đóng góp|hiện có|tổng số (?:hội|đoàn))›',
)

const MONEY_OUT =
  '‹(?:vay|cho vay|dư nợ|nguồn vốn vay|vốn vay|ngân sách (?:nhà nước|trung ương|tỉnh|huyện|xã|địa phương|cấp)|ngân sách|giải ngân|doanh thu|thu nhập|tổng sản phẩm|thu ngân sách|giá trị sản xuất|bình quân đầu người|lương|doanh số|tiết kiệm[^,;]{0,24} được|lợi nhuận|vốn đầu tư công|tổng mức đầu tư|tổng vốn|chi ngân sách|ủy thác|nộp ngân sách|thu hồi|thất thoát|xử phạt|phạt|lãi|quy mô vốn|vốn nhà nước)›'
export const MONEY_NOT: Words = words(MONEY_OUT)
export const MONEY_NEAR: Words = words(
  '‹(?:vận động|đóng góp|ủng hộ|quyên góp|trị giá|giá trị|kinh phí|xã hội hóa|quỹ|hỗ trợ|tặng|trao|giúp|hiến|huy động|số tiền|tiền|thăm hỏi|tổng|góp|thu được|chăm lo|tài trợ|trích|nguồn lực|trao tặng|quà|học bổng|đối ứng|tương đương|quy ra|ước tính|trên|xây dựng|sửa|tặng quà)›',
)
export const MONEY_UNIT: Words = words('^\\s?(?:đồng›(?! chí| bào| đội| hành| thuận| tình| ý| bộ| lòng| đoàn| đều)|đ›|vnđ|vnd|đ\\.)')
