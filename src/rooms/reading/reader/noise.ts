/** What of a page is not the article: menus, counters, share buttons, dates of the page, bylines, captions, news of others. */
import { writtenBare } from './clean.ts'
import { Piece, stripped, words } from './seek.ts'

export type LineKind = 'title' | 'body' | 'caption' | 'byline' | 'menu' | 'counter' | 'date' | 'foot' | 'related'
export type Line = { piece: Piece; kind: LineKind; words: number }

const COUNTER = words(
  '‹(?:lượt (?:truy cập|xem|đọc|online|tải)|đang (?:truy cập|online|trực tuyến|xem)|đã xem|số (?:lần|lượt) (?:xem|đọc|truy cập)|số người truy cập|truy cập (?:hôm nay|tháng|tuần|trong)|tổng (?:số )?(?:lượt )?truy cập|hôm nay:|hôm qua:|trong (?:tuần|tháng):|tháng này:|tuần này:|thống kê(?: truy cập)?:?|khách viếng thăm|thành viên online|online:|views?:|lượt:|visitors?)',
)
const SHARE = words(
  '‹(?:in bài (?:viết|này)|chia sẻ|gửi (?:bài|email|cho bạn)|cỡ chữ|tương phản|đọc bài viết|quay (?:lại|về)|về (?:đầu|trang) trang|trở về|facebook|zalo|twitter|tweet|google|bookmarks?|linkhay|print|like|thích|đánh giá bài|xếp hạng|tổng số điểm|click để|nghe bài|đăng nhập|đăng ký tài khoản|tìm kiếm|trang chủ|sơ đồ (?:site|cổng|trang)|rss|captcha|mã xác nhận|mã bảo mật|họ và tên|nội dung bình luận)›',
)
const RELATED = words(
  '^[-\\s>»+:.]*(?:(?:các )?(?:tin|bài|bài viết|tin tức|tin bài)(?: tức| bài| viết)? (?:liên quan|khác|cùng chuyên mục|cùng loại|cùng thể loại|đã đưa|đã đăng|mới hơn|cũ hơn|mới nhất|mới|cũ|nổi bật|xem nhiều|đọc nhiều|tiêu điểm)|các tin|cùng chuyên mục|tin đọc nhiều|đọc nhiều nhất|xem nhiều nhất|xem thêm|đọc thêm|có thể bạn quan tâm|bạn có thể quan tâm|liên kết web(?:site)?|liên kết|bình luận|ý kiến bạn đọc|ý kiến của bạn|gửi (?:bình luận|ý kiến)|văn bản mới|thông báo mới|lịch công tác|thư viện ảnh|thư viện video|video(?: clip)?|hình ảnh hoạt động|sự kiện nổi bật|chuyên mục|tags?|từ khóa|lãnh đạo (?:huyện|tỉnh|xã|phường|thị trấn|cơ quan|ban|ủy ban|đơn vị)|danh bạ|tin nổi bật|mới - nóng|tin nóng|mới nhất|nóng)\\s*(?:\\(\\d+\\))?(?:[:.>»\\s]*$|:)',
)
const FOOT = words(
  '(?:‹bản quyền|copyright|©|‹giấy phép|chịu trách nhiệm (?:chính|nội dung|xuất bản)|ghi rõ nguồn|ghi rõ "|‹(?:điện thoại|đt|sđt|tel|fax|hotline|email|e-mail|địa chỉ|website)\\s*:|đường dây nóng|designed|thiết kế (?:bởi|và)|phát triển bởi|cơ quan chủ quản:|‹tổng biên tập|trưởng ban biên tập)',
)
const BYLINE = words(
  '^[-\\s(*]*(?:(?:tin|bài|ảnh|tin bài|bài viết|hình ảnh|hình|clip|video|text)(?:\\s*(?:,|và|-|&|/|\\s)\\s*(?:tin|bài|ảnh|clip|video))*\\s*[:]|(?:tin|bài) (?:và|,|-|&) ảnh|ảnh (?:minh họa|tư liệu|tl|do |của |chụp)|(?:tác giả|nguồn|nguồn tin|người viết|biên tập|đưa tin|thực hiện|theo|người đăng|đăng bởi|viết bởi|by|admin|ban biên tập|btv|ctv|pv)(?:\\s*[:(-]|\\s*$))',
)
const BYLINE_THEO = words('^[-\\s(]*(?:theo|nguồn) [^.;]{2,60}\\)?$')
const LEADER_BOX = words('^[-\\s]*(?:phó )?(?:bí thư|chủ tịch|trưởng ban|chánh văn phòng|giám đốc|tổng biên tập)[^:;.]{0,60}: ')
const CRUMBS = /[>»›|].*[>»›|]|^\s*(?:Trang chủ|TRANG CHỦ|Home)\b/u
const LISTED_DATE = words('(?:\\(\\s*\\d{1,2}[/.-]\\d{1,2}(?:[/.-]\\d{2,4})?[^()]{0,12}\\)|‹\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{4})\\s*$')
const DATE_MARK = words(
  '(?:‹(?:ngày đăng|đăng (?:ngày|lúc|tin)|cập nhật|ngày (?:cập nhật|xuất bản|viết|tạo|gửi|đưa tin)|xuất bản|post|posted|update|updated|date|ngày|thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|cn)›|\\d{4}-\\d{2}|gmt)',
)
const FULL_DATE = words(
  '(?<!\\d)(?:\\d{1,2}\\s?[/.-]\\s?\\d{1,2}\\s?[/.-]\\s?\\d{4}|\\d{4}-\\d{2}(?:-\\d{2})?|ngày \\d{1,2} tháng \\d{1,2},? năm \\d{4}|\\d{1,2} tháng \\d{1,2},? \\d{4})(?!\\d)',
)
const DATE_NOISE =
  /\d+|gmt|am|pm|thứ|hai|ba|tư|năm|sáu|bảy|chủ nhật|chủ|nhật|ngày|tháng|giờ|phút|đăng|cập|nhật|lúc|xuất|bản|viết|lượt|xem|đọc|update|updated|posted|post|date|views?|by|admin|lần|cuối|tin|bài/gu
const SENTENCE_END = /[.…!?:;]["')\]]*$/
const VERBISH = words(
  '‹(?:phát biểu|chủ trì|trao|tặng|tham dự|dự|trình bày|báo cáo|kết luận|khai mạc|điều hành|thảo luận|thông qua|quang cảnh|toàn cảnh|đại biểu|tổ chức|tại|giúp|thăm|hỗ trợ|tham gia|hội nghị|chụp ảnh|ký kết|nhận|giới thiệu|tham luận|thăm hỏi|kiểm tra|làm việc|đối thoại|trả lời)›',
)
/** A lead paragraph that lost its full stop still begins with its day. */
const DAY_START = /^\s*(?:\S+ ){0,3}(?:ngày|Ngày|Sáng|Chiều|Tối|Từ|nay)\s*\(?\s*\d/u
/** A caption below the article begins with who or what is seen. */
const SHOWN = words(
  '^[-\\s+*(]*(?:(?:các )?đồng chí|đ/c|đ\\.c|ông|bà|các|lãnh đạo|đại diện|quang cảnh|toàn cảnh|đại biểu|đoàn|thường trực|ban|trao|tặng|(?:đại|trung|thượng|thiếu) (?:tá|úy|tướng)|cán bộ|hội|mttq|ubnd|thành viên|hội nghị|một góc|không khí|tiết mục|nhân dân|người dân|chủ tịch|bí thư|phó|trưởng|ảnh|hình)›',
)
/** A paragraph holds more than one sentence, even where the last full stop is missing. */
const RUNS_ON = /[\p{Ll}\d)][.…]\s?["(]?\p{Lu}\p{Ll}/u
const ENDING = /\.\/\.?|\.\s?\/\.|\/\.\s*$/

/** How many words: runs of letters and digits. */
function count(t: string): number {
  let n = 0
  let inside = false
  for (let i = 0; i < t.length; i++) {
    const code = t.charCodeAt(i)
    const letter =
      code < 128 ? (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) : WORD.test(t.charAt(i))
    if (letter && !inside) n++
    inside = letter
  }
  return n
}
const WORD = /[\p{L}\p{N}]/u

/** Every line of the copy, said what it is. */
export function lines(page: Piece): Line[] {
  const out: Line[] = []
  let from = 0
  for (let i = 0; i <= page.text.length; i++) {
    if (i < page.text.length && page.text.charCodeAt(i) !== 10) continue
    const piece = spelled(page.cut(from, i))
    from = i + 1
    const n = piece.text.trim() === '' ? 0 : count(piece.text)
    if (n > 0) out.push({ piece, kind: 'body', words: n })
  }
  for (const line of out) line.kind = alone(line)
  placed(out)
  return out
}

/** A line written without diacritics is looked at as such, in whatever page it stands. */
function spelled(line: Piece): Piece {
  const long = line.text.length >= 34
  const bare = long ? writtenBare(line.seek) : line.bare
  return bare
    ? new Piece(line.text, stripped(line.seek), true, line.from)
    : line.bare
      ? new Piece(line.text, line.seek, false, line.from)
      : line
}

/** What a line is by itself; 'body' when it may be part of the article. */
function alone({ piece, words: n }: Line): LineKind {
  if (n <= 60 && FOOT.in(piece)) return n <= 14 || !SENTENCE_END.test(piece.text) || /©|:/.test(piece.text) ? 'foot' : 'body'
  if (n <= 22 && isDateLine(piece)) return 'date'
  if (n <= 14 && COUNTER.in(piece) && (/\d/.test(piece.text) || n <= 4)) return 'counter'
  if (n <= 12 && /^\s*[\p{L}\s]{3,40}:\s*[\d.,]+\s*$/u.test(piece.text) && !/cá nhân|tập thể|mô hình|hộ|đơn/iu.test(piece.text))
    return 'counter'
  if (n <= 60 && RELATED.in(piece)) return 'related'
  if (/^\s*(?:>>|»)/.test(piece.text)) return 'related'
  if (n <= 24 && BYLINE.in(piece) && !/[.;]\s+\p{Lu}/u.test(piece.text)) return 'byline'
  if (n <= 8 && BYLINE_THEO.in(piece)) return 'byline'
  if (n <= 24 && SHARE.in(piece) && !SENTENCE_END.test(piece.text.trim()) && (n <= 12 || CRUMBS.test(piece.text)) && !VERBISH.in(piece))
    return 'menu'
  if (n <= 24 && CRUMBS.test(piece.text)) return 'menu'
  if (n <= 16 && LEADER_BOX.in(piece)) return 'menu'
  if (n >= 5 && n <= 40 && LISTED_DATE.in(piece) && !/[.;]\s/.test(piece.text)) return 'related'
  if (nameAlone(piece.text)) return 'byline'
  if (n <= 2) return 'menu'
  return 'body'
}

function isDateLine(piece: Piece): boolean {
  if (!FULL_DATE.in(piece)) return false
  const rest = piece.seek.replace(DATE_NOISE, ' ')
  const left = (rest.match(/\p{L}{2,}/gu) ?? []).length
  return left <= 3 || (left <= 8 && DATE_MARK.in(piece) && !VERBISH.in(piece) && !/[.…]\s*$/.test(piece.text))
}

/** "Lê Hoa", "Thu Hà - Minh Đức", "H.T", "Nguyễn Lam (Đài TT-TH)": names and nothing else. */
function nameAlone(text: string): boolean {
  if (text.length > 90) return false
  const t = text.trim().replace(/^[-*(]+\s*|\s*[)./*]+$/g, '')
  if (count(t) > 10 || /\d/.test(t)) return false
  return (
    /^(?:\p{Lu}[\p{Ll}']*\.?)(?:[ .](?:\p{Lu}[\p{Ll}']*\.?)){0,4}(?:\s*(?:[-,&/;(]|và)\s*(?:\p{Lu}[\p{L}']*\.?)(?:[ .](?:\p{Lu}[\p{L}']*\.?)){0,5}\)?){0,3}$/u.test(
      t,
    ) && !/^(?:Hội|Ban|Đảng|Huyện|Tỉnh|Quang|Toàn|Các|Công|Đại|Khối|Ủy|Uỷ|Đoàn Thanh|Mặt)/u.test(t)
  )
}

/** What a line is by where it stands. */
function placed(all: Line[]): void {
  const isBody = (l: Line): boolean =>
    l.kind === 'body' &&
    (l.words >= 22 || (l.words >= 7 && SENTENCE_END.test(l.piece.text.trim())) || (l.words >= 12 && ENDING.test(l.piece.text)))
  // boxes of other news: from their heading to the next real paragraph, or to the end once the article has ended
  let seenBody = false
  let ended = false
  let boxed = false
  for (const l of all) {
    if (isBody(l) && !boxed) seenBody = true
    if (ENDING.test(l.piece.text) && l.kind === 'body' && !boxed) ended = true
    if (l.kind === 'byline' && seenBody) ended = true
    if (l.kind === 'related' && !isOneLine(l)) boxed = true
    else if (boxed && l.kind !== 'counter' && l.kind !== 'foot') {
      const paragraph = l.kind === 'body' && l.words >= 28 && SENTENCE_END.test(l.piece.text.trim())
      if (paragraph && !ended) boxed = false
      else if (!(l.kind === 'date' && !seenBody)) l.kind = 'related'
      if (paragraph && !ended) seenBody = true
    }
  }
  // a long headline has no full stop: it stands before the first sentence that has one
  const told = all.findIndex(l => isBody(l) && (SENTENCE_END.test(l.piece.text.trim()) || RUNS_ON.test(l.piece.text)))
  const first = told >= 0 && told <= all.findIndex(isBody) + 4 ? told : all.findIndex(isBody)
  let last = -1
  for (const [i, l] of all.entries()) if (isBody(l)) last = i
  if (first < 0) {
    for (const l of all) if (l.kind === 'body') l.kind = l.words >= 4 ? 'title' : 'menu'
    return
  }
  let titles = 0
  for (let i = first - 1; i >= 0; i--) {
    const l = all[i]
    if (l?.kind !== 'body') continue
    if (DAY_START.test(l.piece.text)) continue
    l.kind = l.words >= 5 && titles < 4 ? 'title' : 'menu'
    if (l.kind === 'title') titles++
  }
  let closed = false
  for (let i = first; i < all.length; i++) {
    const l = all[i]
    if (!l) continue
    if (l.kind === 'byline' && i > last) closed = true
    if (l.kind !== 'body' || isBody(l)) continue
    if (i < last) l.kind = 'caption'
    else if (!closed && l.words >= 4 && l.words <= 45 && VERBISH.in(l.piece) && SHOWN.in(l.piece)) l.kind = 'caption'
    else l.kind = l.words <= 14 ? 'byline' : 'related'
  }
}

const isOneLine = (l: Line): boolean => /^\s*(?:>>|»)/.test(l.piece.text) || LISTED_DATE.in(l.piece) || /:\s*\S{3}/.test(l.piece.text)

const ABBREVIATED =
  /(?:^|[\s(,.-])(?:TP|Tp|ThS|Ths|TS|PGS|GS|BS|UV|Tr|TT|TX|P|Q|H|X|St|Mr|ĐC|Đ\/c|đ\/c|\p{Lu}|KCN|UVBTV|UBMT|CT|PCT|PBT|BT|UVTV)$/u
const BOUNDARY = /\.\/\.?|[.!?…]+["')\]]*(?=\s+["'(\-+]?[\p{Lu}\d]|$|\s*\n)|(?<=[\p{Ll}\d)"…]{2})[.…]+(?=\p{Lu}\p{Ll})/gu

/** No sentence is longer; a text without marks is broken so that looking around a number never takes the whole page. */
const LONGEST = 3000
const breakAt = (text: string, from: number): number => {
  for (const mark of [';', ',', ' ']) {
    const at = text.lastIndexOf(mark, from + LONGEST)
    if (at > from + LONGEST / 3) return at + 1
  }
  return from + LONGEST
}

/** The sentences of a line; a byline glued behind the end mark is left out. */
export function sentences(line: Piece): Piece[] {
  const out: Piece[] = []
  let from = 0
  const push = (a: number, b: number): void => {
    const lead = /^\s*/.exec(line.text.slice(a, b))?.[0].length ?? 0
    for (let from = a + lead; from < b; ) {
      const to = b - from > LONGEST ? breakAt(line.text, from) : b
      out.push(line.cut(from, to))
      from = to
    }
  }
  BOUNDARY.lastIndex = 0
  for (let m = BOUNDARY.exec(line.text); m; m = BOUNDARY.exec(line.text)) {
    const at = m.index
    const head = line.text.slice(Math.max(0, at - 8), at)
    if (
      m[0].startsWith('.') &&
      !m[0].startsWith('./') &&
      (ABBREVIATED.test(head) || /^\s*(?:\d{1,2}|[IVX]+)$/u.test(line.text.slice(from, at)))
    )
      continue
    const to = at + m[0].length
    push(from, to)
    from = to
    if (m[0].includes('/') && count(line.text.slice(to)) <= 12 && !/[.;]/.test(line.text.slice(to).trim().slice(0, -1))) return out
  }
  push(from, line.text.length)
  return out
}
