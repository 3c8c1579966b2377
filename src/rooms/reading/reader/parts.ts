/** What a person did at the event: the verbs of each part, and where they may stand (before a list, or after a name). */
import { type Piece, words } from './seek.ts'
import { PART_ORDER, type Part } from './wording.ts'

const VERBS: { part: Part; re: ReturnType<typeof words> }[] = [
  {
    part: 'chair',
    re: words(
      '‹(?:đồng chủ trì|chủ trì|chủ tọa|điều hành(?! công| của)|(?:làm|là|do)? ?trưởng (?:đoàn›|các đoàn)(?! thanh| công| kinh| thể| đại biểu quốc)|dẫn đầu(?: đoàn)?)›',
    ),
  },
  {
    part: 'speaker',
    re: words(
      '‹(?<!được )(?:phát biểu|nhấn mạnh|yêu cầu|đề nghị|ghi nhận|chia sẻ|kết luận(?! số)|khẳng định|cho (?:biết|rằng|hay)|biểu dương|(?:đọc|có) (?:lời|diễn văn|thư)|tuyên bố|khai mạc|bế mạc|đánh giá cao|chúc mừng|lưu ý|mong muốn|trả lời|giải (?:trình|đáp)|tiếp thu|gợi mở|định hướng|động viên|tâm sự|bày tỏ|cảm ơn|đóng góp ý kiến|phát động|đáp từ|trao đổi|kêu gọi|hoan nghênh|nêu (?:rõ|lên|ý kiến)|phấn khởi|kiến nghị|nói|bộc bạch|kể|đối thoại|quyết định|góp ý|phản ánh|đề xuất|nhận xét|hứa)›',
    ),
  },
  { part: 'award_presenter', re: words('‹(?<!được )(?:trao|tặng|trao tặng|gắn|trao giải)›(?! đổi)') },
  {
    part: 'presenter',
    re: words(
      '‹(?<!được )(?:trình bày|thông báo (?:nhanh|kết quả|với|đến|tới)|báo cáo(?! viên)|thông qua|báo cáo viên|giới thiệu|quán triệt|triển khai|truyền đạt|tham luận|phổ biến|công bố|đọc (?:báo cáo|tham luận|quyết định)|lên lớp|hướng dẫn|thuyết trình|giảng)›',
    ),
  },
  {
    part: 'attend_direct',
    re: words(
      '‹(?:dự(?! án| bị| báo| toán| thảo| kiến| phòng)|tham dự|có mặt|đến dự|về dự|cùng dự|tới dự|tham gia|(?<!sự )chứng kiến|cùng đi|tiếp đoàn|làm việc với đoàn|đón tiếp|chỉ đạo)›',
    ),
  },
]

/** The strongest part that the verbs of a piece name; null when none does. */
export function partIn(piece: Piece): Part | null {
  for (const { part, re } of VERBS) if (re.in(piece)) return part
  return null
}

export const stronger = (a: Part, b: Part): Part => (PART_ORDER.indexOf(a) <= PART_ORDER.indexOf(b) ? a : b)

const ATTEND =
  '(?:(?:đến|về|tới|cùng|cùng đến|cũng) (?:tham )?dự|dự|tham dự|đến dự|về dự|cùng dự|tới dự|tham gia|có mặt|cùng tham dự|đón|tiếp đoàn|cùng đi|làm việc với đoàn|chứng kiến|thăm)'
const FRONT = words(
  `(?:^|[,:.;"(+] ?|- ?|‹(?:và|cùng|có|nay|cũng|đã|vinh dự|thay mặt [^,;]{2,60},) )(?:${ATTEND}›|chủ trì›|đồng chủ trì›|chủ tọa›|điều hành›|phát biểu|kết luận|khai mạc|bế mạc|chỉ đạo|trao|tặng|trình bày|báo cáo|thông qua|giới thiệu|quán triệt|truyền đạt|trả lời|giải (?:đáp|trình)|tiếp thu|ghi nhận|biểu dương|đánh giá|chia sẻ|trao đổi|nhấn mạnh|làm trưởng đoàn|trưởng đoàn|dẫn đầu|báo cáo viên|tại (?:hội nghị|buổi|lễ|cuộc|đây|đó)[^,;]{0,60}, (?:phát biểu|trình bày|thay mặt))[^;]{0,150}$`,
)
const WITH = words(
  '‹(?:gồm(?: có)?(?: các)?[\\s:]*$|sự (?:tham dự|tham gia|có mặt|hiện diện|chứng kiến|tham dự và chỉ đạo|tham dự, chỉ đạo)[^;,]{0,40}của|dưới sự (?:chủ trì|điều hành|chủ tọa)[^;,]{0,40}của|(?:đến |về |tham )?dự [^;,:.]{3,40} có|(?:đại biểu|khách mời|đoàn công tác|thành phần|tham dự|dự|về phía [^:;]{3,60}) (?:có|gồm|gồm có)|về phía [^;]{3,80}có|(?:đồng chí|đại biểu|ý kiến|đơn vị) (?:tham luận|phát biểu|trả lời|trình bày)[^:;.]{0,40}:)[^;]{0,60}$',
)
const RECEIVES = words(
  '‹(?:cho|tới|đến|tặng|của|với|thăm|gia đình|cùng|nhờ|học tập|kết nạp|gương|điển hình|là|như|gồm|mô hình|hộ|thăm hỏi|chúc mừng|động viên|mừng thọ|truy tặng|phong tặng|trao)(?: (?:các|đồng chí|gia đình|ông|bà|anh|chị|hộ|em|cháu|mẹ|nhân vật|vợ chồng|người|những|cá nhân|hội viên|\\(|:))*[\\s,:("]*$',
)

/** The verb that stands before a person or a list: "Dự hội nghị có …", "Phát biểu tại hội nghị, …", "dưới sự chủ trì của …". */
export function partBefore(before: Piece): Part | null {
  const front = FRONT.last(before) ?? WITH.last(before)
  if (!front) return null
  const clause = before.cut(front.index)
  // "trao giấy khen cho …": the person named is the receiver
  if (/^\W*(?:trao|tặng|tang|thăm)/u.test(clause.seek) && RECEIVES.in(clause)) return null
  // "Tham dự Lễ phát động có …": the verb inside the name of the event is nobody's deed
  if (ATTENDS.here(clause)) return CHAIRS.in(clause) ? 'chair' : SPEAKS.in(clause) ? 'speaker' : 'attend_direct'
  return partIn(clause) ?? (WITH.in(before) ? 'attend_direct' : null)
}

const ATTENDS = words(`(?:[\\s,:.;"(+-]|‹(?:và|cùng|có|nay|cũng|đã)›)*${ATTEND}›`)
const CHAIRS = words('‹(?:chủ trì|chủ tọa|điều hành)›')
const SPEAKS = words('‹phát biểu›')

export const receives = (before: Piece): boolean => RECEIVES.in(before)

const DEEDS = words('(?:[,;]|‹và›|‹nhằm›|‹để›)')
/** The verbs right after a person's roles, within what the sentence says of that person. */
export function partAfter(after: Piece): Part | null {
  const near = after.cut(0, Math.min(after.text.length, 220))
  const first = firstVerb(near)
  if (!first || first.at > 90) return null
  // "đã vận động 28 chị em tham gia tổ tiết kiệm": the others take part
  if (/^(?:tham gia|tham du|tham dự)/u.test(near.seek.slice(first.at)) && OTHERS_DO.in(near.cut(0, first.at))) return null
  // a second verb joined to the first counts: "dự và phát biểu chỉ đạo", "chủ trì, phát biểu"
  let part = first.part
  const rest = near.cut(first.at, Math.min(near.text.length, first.at + 150))
  for (const m of DEEDS.all(rest)) {
    const next = firstVerb(rest.cut(m.index + m[0].length, Math.min(rest.text.length, m.index + m[0].length + 45)))
    if (
      next &&
      /^\s*(?:(?:đã|trực tiếp|cùng|có|có bài|cũng|sau đó|da) )*$/u.test(
        rest.seek.slice(m.index + m[0].length, m.index + m[0].length + next.at),
      )
    )
      part = stronger(part, next.part)
  }
  return part
}

const OTHERS_DO = words('‹(?:vận động|mời|tổ chức|đưa|giúp|tuyên truyền|thu hút|hướng dẫn|huy động|thành lập)›')

function firstVerb(piece: Piece): { part: Part; at: number } | null {
  let best: { part: Part; at: number; to: number } | null = null
  for (const { part, re } of VERBS) {
    const m = re.first(piece)
    if (m && (!best || m.index < best.at || (m.index === best.at && m[0].length > best.to - best.at)))
      best = { part, at: m.index, to: m.index + m[0].length }
  }
  return best
}
