/** Which words name which kind of event. The first that the main clause puts decides; a review takes its kind from the time reviewed. */
import { type Piece, words } from './seek.ts'
import type { EventType } from './wording.ts'

export type Named = { type: EventType | 'review'; from: number; to: number }

/** Names of bodies, studies and rules that hold such words and say nothing of the event. */
const TRAPS = words(
  '‹(?:ủy ban kiểm tra|ubkt|ban kiểm tra|đoàn kiểm tra (?:ủy|liên)|trung tâm (?:bồi dưỡng|chính trị)[^,.;]{0,12}|ban tiếp công dân|thi đua\\s?[-,]\\s?khen thưởng|thi đua khen thưởng|hội đồng thi đua|ban tổ chức (?:cuộc thi|hội thi|hội diễn)|ban giám khảo|ban giám sát đầu tư(?: của)? cộng đồng|giám sát(?: và|,) phản biện xã hội|giám sát đầu tư|quy chế đối thoại|ban chỉ đạo|chỉ đạo, kiểm tra|công tác kiểm tra, giám sát|kiểm tra, giám sát (?:của|và thi hành)|(?:lãnh đạo|chỉ đạo),? triển khai|tham mưu triển khai|học tập và làm theo|điển hình tiên tiến tiêu biểu|được biểu dương|được khen thưởng|được tuyên dương)',
)

const NAMES: { type: Named['type']; re: ReturnType<typeof words> }[] = [
  {
    type: 'contest',
    re: words(
      '‹(?:(?:tổng kết|bế mạc|khai mạc|trao giải|chung kết|sơ khảo|chung khảo|công bố kết quả|vòng)[^.;]{0,40}(?:hội thi|cuộc thi|hội diễn|liên hoan|hội thao)|hội thi|hội diễn|cuộc thi|liên hoan|chung kết|sơ khảo|chung khảo|thi tìm hiểu|hội thao|thi trực tuyến)›',
    ),
  },
  {
    type: 'review',
    re: words(
      '‹(?:tổng kết|sơ kết|giao ban|nhìn lại|kiểm điểm|đánh giá (?:kết quả|tình hình|việc thực hiện|công tác|\\d+ năm)|báo cáo (?:kết quả|tình hình|công tác|tổng kết|sơ kết)|kết quả (?:công tác|thực hiện|hoạt động|phong trào|tiếp (?:công )?dân|giám sát)|họp đánh giá)›',
    ),
  },
  {
    type: 'award',
    re: words(
      '‹(?:tuyên dương|biểu dương|khen thưởng|vinh danh|tôn vinh|bình xét|bình chọn|xét (?:chọn|tặng|công nhận|khen)|(?:trao|trao tặng|tặng|đón nhận|đón|công bố và trao|trao quyết định) (?:các )?(?:bằng khen|giấy khen|kỷ niệm chương|huy hiệu|huân chương|huy chương|danh hiệu|giải thưởng|cờ thi đua|quyết định công nhận)|gắn (?:huy|kỷ)|trao tặng(?! (?:quà|nhà|suất|\\d|xe|học bổng|bò|sổ|bảo hiểm|thẻ|công trình|kinh phí|phương tiện|máy|tủ|cho))|(?:công bố|trao) quyết định công nhận|công nhận (?:các )?(?:mô hình|điển hình|danh hiệu|\\d+ mô hình)|gặp mặt (?:các )?điển hình|hội nghị điển hình tiên tiến|thẩm định,? (?:xét|bình|công nhận)[^,.;]{0,30})',
    ),
  },
  {
    type: 'training',
    re: words(
      '‹(?:tập huấn|bồi dưỡng|khai giảng|bế giảng|mở lớp|lớp (?:bồi|tập|đào|nghiệp)|(?:báo cáo|nói chuyện|học tập|sinh hoạt|quán triệt) chuyên đề|hội nghị chuyên đề|triển khai chuyên đề|đào tạo)›',
    ),
  },
  {
    type: 'exchange',
    re: words(
      '‹(?:giao lưu|tọa đàm[^.;,]{0,24}(?:trao đổi|chia sẻ|học tập|học hỏi)|(?:trao đổi|học tập|học hỏi|chia sẻ),?(?: (?:và|-|chia sẻ|học tập|học hỏi|trao đổi),?)* ?kinh nghiệm|trao đổi nghiệp vụ|tham quan(?:,| và)? (?:học tập|học hỏi|trao đổi))',
    ),
  },
  {
    type: 'dialogue',
    re: words(
      '‹(?:đối thoại|lắng nghe (?:ý kiến|tâm tư|nhân dân|dân|người)|gặp gỡ|tiếp xúc(?! với dịch)|tiếp công dân|tiếp dân|gặp mặt[^.;,]{0,40}(?:đối thoại|lắng nghe|trao đổi))',
    ),
  },
  {
    type: 'supervision',
    re: words(
      '‹(?:giám sát|kiểm tra|khảo sát|phúc tra|(?:có buổi|đã có buổi|buổi|đã|đến|về|và) làm việc (?:với|tại)|làm việc với|thẩm định|nắm tình hình)›',
    ),
  },
  {
    type: 'launch',
    re: words(
      '‹(?:phát động|ra quân|khởi công|khởi động|ký kết|ký chương trình|ký giao ước|giao ước thi đua|ban hành|ra mắt|quán triệt|hưởng ứng|triển khai(?! (?:phương hướng|nhiệm vụ|công tác|chương trình công tác)))',
    ),
  },
  {
    type: 'other',
    re: words(
      '‹(?:kỷ niệm (?:\\d+|ngày|lần)|họp mặt|gặp mặt|hội thảo|tọa đàm|hành quân|dã ngoại|ngày hội|lễ hội|tặng quà|bàn giao|khánh thành|đại hội|(?:tổng kết|sơ kết) (?:đợt|chiến dịch|tháng|hành quân|dã ngoại|mùa)|thăm(?: hỏi)?,? (?:và )?(?:tặng|chúc)|trao (?:nhà|quà|tặng quà|tặng nhà|học bổng|tặng \\d+|\\d+)|họp báo|phiên họp|kỳ họp|về nguồn|giúp dân|làm công tác dân vận|hiến máu|phản biện)',
    ),
  },
]

/** Where what comes next is announced: a review ends here. */
export const NEXT_PERIOD = words(
  '(?:[,;]|‹và|‹-|‹;)?\\s?‹(?:(?:bàn |đề ra |triển khai |xây dựng |thống nhất |quán triệt )?(?:phương hướng|nhiệm vụ (?:trọng tâm|công tác|năm|quý|tháng|\\d|6|những))|triển khai (?:kế hoạch|chương trình|công tác|nhiệm vụ)(?: công tác)?[^,;.]{0,40}(?:năm|quý|tháng|thời gian tới)|định hướng)',
)

/** The first words of the piece that name a kind of event. */
export function firstNamed(piece: Piece): Named | null {
  const traps = TRAPS.all(piece)
  const trapped = (at: number): boolean => traps.some(t => at >= t.index && at < t.index + t[0].length)
  let best: Named | null = null
  for (const { type, re } of NAMES) {
    let m = re.first(piece)
    while (m && trapped(m.index)) m = re.first(piece, m.index + m[0].length)
    if (m && (!best || m.index < best.from || (m.index === best.from && m[0].length > best.to - best.from)))
      best = { type, from: m.index, to: m.index + m[0].length }
  }
  // "đoàn công tác" says only that someone came; what they came for stands after it
  const visit = best ? null : VISIT.first(piece)
  return visit ? { type: 'supervision', from: visit.index, to: visit.index + visit[0].length } : best
}
const VISIT = words('‹đoàn công tác›')
