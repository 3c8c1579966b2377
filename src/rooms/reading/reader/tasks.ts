/** What is to be done in the coming period: directions, plans and agreements, split as the speaker listed them. */
import { type Copy, proof } from './clean.ts'
import type { Spoken } from './event.ts'
import { type Piece, words } from './seek.ts'
import type { TaskFact } from './types.ts'

export type TaskFound = TaskFact & { from: number; to: number }

const ASK =
  '(?:yêu cầu|đề nghị|chỉ đạo(?= ?:| các (?:cấp|đơn|địa|ban|ngành|xã))|lưu ý|nhấn mạnh|mong muốn|mong rằng|gợi mở|kêu gọi|giao(?= (?:phòng|sở|ủy ban|ubnd|các (?:phòng|ban|ngành|sở|đơn|xã)|ban (?:dân|tuyên|tổ|chỉ|xây|nội)|công an|văn phòng|hội|đoàn)))'
/** These ask only when the coming time is named with them: they are also said of what was done. */
const SOFT_ASK = words('‹(?:định hướng|đề ra|thống nhất|giao|quán triệt|xác định)›')
const COMING =
  '(?:thời gian tới|trong thời gian (?:tới|đến|còn lại)|những tháng cuối năm|(?:\\d+|sáu|ba) tháng cuối năm|năm tới|quý tới|tháng tới|nhiệm vụ trọng tâm|nhiệm vụ,? giải pháp|phương hướng|nhiệm vụ (?:công tác|năm|quý|tháng)|giai đoạn tới|nhiệm kỳ tới|sang năm)'
/** A bare year, quarter or month announces something only with a verb that looks ahead. */
const AHEAD =
  '(?:trong )?(?:năm 20\\d\\d|quý [iv1-4]+(?:/\\d{4})?|tháng \\d{1,2}(?:/\\d{4})?)[^.;:]{0,110}?‹(?:cần|sẽ|tiếp tục|tập trung|phấn đấu|đề ra|xác định)›'

// "… yêu cầu (các cấp) (trong thời gian tới) (cần tập trung) …": the direction begins after the lead words
const DIRECT = words(
  `‹${ASK}›(?! (?:nêu trên|đề ra|của (?:nhân dân|công dân|người dân|cử tri)|chính đáng|nhiệm vụ\\s?[,.]|về|được|kết quả|những kết quả|tại hội nghị|hội nghị)|[^.;]{0,60}(?:khen|tặng (?:bằng|giấy|kỷ)|biểu dương|công nhận))`,
)
/** Without one of these a sentence announces nothing: looked at first, because most sentences end here. */
const PLAN_HINT = words(
  '‹(?:tới|cuối năm|phương hướng|nhiệm vụ|sang năm|hai bên|hai đơn vị|các bên|phấn đấu|sẽ|tiếp tục|tập trung|đề ra|xác định)›',
)
const PLAN = words(
  `‹${AHEAD}|‹(?:trong )?${COMING}[^.;:]{0,140}?(?:‹(?:cần|phải|tiếp tục|tập trung|sẽ|trọng tâm là|là|đề ra|xác định|thống nhất|triển khai)›|:)|‹triển khai (?:nhiệm vụ|phương hướng)[^.;:,]{0,80}(?:cuối năm|tới|năm \\d{4}|quý [iv]+)[^.;:]{0,6},|(?:phương hướng|nhiệm vụ)[^.;]{0,60}(?:trọng tâm là|đó là|gồm|là)\\s?:?|‹(?:hai|các|ba) (?:bên|đơn vị|ngành|cơ quan) (?:sẽ|cam kết|thống nhất|tiếp tục)`,
)
const VERB = words(
  '‹(?:tiếp tục|tập trung|đẩy mạnh|tăng cường|nâng cao|đổi mới|chủ động|quan tâm|phát huy|thực hiện|làm tốt|tổ chức|xây dựng|tham mưu|phối hợp|củng cố|vận động|tuyên truyền|triển khai|chú trọng|nắm|theo dõi|rà soát|quán triệt|lãnh đạo|hoàn thành|phấn đấu|duy trì|nhân rộng|kịp thời|giải quyết|kiểm tra|giám sát|hướng dẫn|bám sát|mở|khắc phục|chuẩn bị|bảo đảm|đảm bảo|gắn|thường xuyên|xử lý|công khai|sớm|tích cực|đa dạng|góp phần|ban hành|chăm lo|hỗ trợ|lựa chọn|bồi dưỡng|phân công|đôn đốc|lấy|gương mẫu|đăng ký|biểu dương|tham gia|tranh thủ|thăm|huy động|cụ thể hóa|làm|hạn chế|kiện toàn|giúp|trao đổi|xác định|đưa|tạo|bổ sung|niêm yết|cập nhật|coi trọng|tránh|sắp xếp|trang bị|bố trí|cân nhắc|định kỳ|mỗi năm|lồng ghép|quản lý|sửa đổi|xem xét|nghiên cứu|khẩn trương|nhanh chóng|thống kê|lập|kết nối|nêu|trả lời|mạnh dạn|linh hoạt|cải cách|không|tổng kết|sơ kết|vận dụng|lắng nghe|tiếp|đối thoại|giữ|ngăn|phòng|đấu tranh|bảo vệ|khai thác|ứng dụng|chuyển|rút kinh nghiệm|nắm bắt|cung cấp|chỉ đạo|tháo gỡ|khơi dậy|ưu tiên|đánh giá|báo cáo|tự giác|công tác)›',
)
/** The sentence that tells of the event announces the next period only as its second business. */
const HELD = words(
  '‹(?:tổ chức|họp|mở) (?:hội nghị|lễ|buổi|cuộc|họp|giao ban|sơ kết|tổng kết|đánh giá)|‹(?:hội nghị|lễ) (?:tổng kết|sơ kết|giao ban|triển khai)|‹thảo luận[^.]{0,120}(?:đã|những) kết quả',
)
/** "nhấn mạnh hội thi là dịp để …" says what something is, not what is to be done. */
const PRAISE = words(
  '‹là (?:dịp|cơ hội|một|việc làm|hoạt động|nơi|sự|tấm|nhiệm vụ|trách nhiệm|yếu tố|nền)›|‹vai trò|‹ý nghĩa|‹tầm quan trọng|‹đã›',
)
const COMES = words(`‹${COMING}`)
const PAST = words('‹(?:đã|vừa qua|trong năm qua|thời gian qua|kết quả|được đánh giá)›')
const ENDED = words(
  '^\\s*(?:[-+*"]\\s*)?(?:dịp này|nhân dịp|cũng (?:tại|trong|nhân)|tại (?:hội nghị|buổi|lễ|cuộc)|kết thúc|sau (?:khi|hội nghị|phần|lễ)|phát biểu|kết luận|thay mặt|hội nghị (?:đã|cũng|lần)|trước đó|ngoài ra,? (?:hội|ban tổ)|đồng chí|ông|bà|các đại biểu|qua (?:\\d|thảo)|trong (?:\\d|năm|quý)|đến nay|tin|ban tổ chức|buổi lễ|chương trình (?:đã|còn)|được biết|theo (?:đó|báo|đánh)|thực hiện chương trình|đoàn|được biết|ngay sau|đáp lại|bế mạc)›',
)
const NEXT_HEAD = words(
  '^\\s*(?:[ivx\\d]+[.)-]?\\s*)?(?:phương hướng|nhiệm vụ (?:trọng tâm|công tác|năm|quý|tháng|6|giải pháp|thời gian)|phần (?:thứ hai|ii|2)|một số nhiệm vụ)',
)
const RESULT_HEAD = words(
  '^\\s*(?:[ivx\\d]+[.)-]?\\s*)?(?:kết quả|tình hình|đánh giá|tồn tại|hạn chế|kiến nghị|đề xuất|nơi nhận|ưu điểm|nguyên nhân)›',
)

export function readTasks(copy: Copy, told: readonly Spoken[]): TaskFound[] {
  const out: TaskFound[] = []
  let open = false
  let headed = false
  for (const { piece, kind } of told) {
    if (NEXT_HEAD.in(piece) && piece.text.length < 160) {
      headed = true
      open = true
      const colon = piece.text.indexOf(':')
      if (colon > 0 && colon < piece.text.length - 12) split(copy, piece.cut(colon + 1), out)
      continue
    }
    if (kind === 'caption' && !/^\s*[-+*\d]/.test(piece.text)) continue
    if (kind === 'title') continue
    if (headed && RESULT_HEAD.in(piece) && piece.text.length < 120) headed = false
    if (headed) {
      split(copy, piece, out)
      continue
    }
    const begin = direction(piece)
    if (begin >= 0) {
      open = true
      if (begin < piece.text.trimEnd().length - 3) split(copy, piece.cut(begin), out)
    } else if (open) {
      // full stops do not end the directions while the sentences go on asking
      if (ENDED.in(piece) || PAST.in(piece.cut(0, Math.min(piece.text.length, 70))) || !startsWithVerb(piece)) open = false
      else split(copy, piece, out)
    }
  }
  return once(out)
}

const startsWithVerb = (piece: Piece): boolean => {
  const skip =
    /^\s*(?:[-+*•]|\d{1,2}[.)]|(?:Thứ|thứ) (?:nhất|hai|ba|tư|năm|sáu|bảy)[,:]?|(?:Một|Hai|Ba|Bốn|Năm|một|hai|ba|bốn|năm) là[,:]?|đồng thời,?|Đồng thời,?|Cùng với đó,?|Bên cạnh đó,?|Mặt khác,?)?\s*(?:cần |Cần |phải )?/u.exec(
      piece.text,
    )?.[0].length ?? 0
  const m = VERB.first(piece, skip)
  return m !== null && m.index <= skip + 1
}

/** "thực hiện yêu cầu", "các đề nghị": the word is a thing here, nobody asks. */
const GOVERNED = words('(?:theo|đúng|thực hiện|sự|ý kiến|công tác|tiếp tục|lãnh|ban|các|những|quan tâm|tinh thần|đã|được) $')

/** Where the direction itself begins in a sentence that gives one; -1 when it gives none. */
function direction(piece: Piece): number {
  const asks = DIRECT.all(piece)
  const ask = asks[0]
  if (ask && !GOVERNED.in(piece.cut(Math.max(0, ask.index - 12), ask.index))) {
    const from = ask.index + ask[0].length
    const at = verbFrom(piece, from)
    if (at >= 0 && at - from < 330 && !PRAISE.in(piece.cut(from, at))) return at
  }
  const second = asks
    .slice(1)
    .find(m => !/(?:theo|thực hiện|sự|ý kiến|công tác|lãnh|ban|các|những) $/u.test(piece.seek.slice(Math.max(0, m.index - 10), m.index)))
  if (second) {
    const from = second.index + second[0].length
    const at = verbFrom(piece, from)
    if (at >= 0 && at - from < 330) return at
  }
  const soft = SOFT_ASK.first(piece)
  if (soft && !HELD.in(piece.cut(0, soft.index))) {
    const coming = COMES.first(piece, soft.index)
    const at = coming ? verbFrom(piece, coming.index + coming[0].length) : -1
    if (coming && at >= 0 && at - coming.index < 260) return at
  }
  const plan = PLAN_HINT.in(piece) ? PLAN.first(piece) : null
  if (
    plan &&
    !HELD.in(piece.cut(0, plan.index + plan[0].length)) &&
    !PAST.in(piece.cut(0, Math.min(piece.text.length, plan.index + plan[0].length))) &&
    !/(?:hội nghị|tổng kết|giao ban|sơ kết)[^,]{0,60}$/u.test(piece.seek.slice(0, plan.index))
  ) {
    let from = plan.index + plan[0].length
    const own = /(?:tiếp tục|tập trung|phấn đấu|tiep tuc|tap trung|phan dau)$/u.exec(plan[0])
    if (own) from -= own[0].length
    const at = verbFrom(piece, from)
    if (at >= 0 && at - from < 200) return at
  }
  return -1
}

const SUBJECT = words(
  '^[\\s,:]*(?:(?:(?:trong )?thời gian tới,? )?(?:(?:các|toàn|cả|mỗi|từng|những) )?(?:đồng chí|cấp ủy|cấp|ngành|ban|xã|phường|thị trấn|địa phương|đơn vị|thành viên|khối dân vận|chi bộ|cơ quan|huyện ủy|đảng ủy|ubnd|ủy ban|mặt trận(?: tổ quốc)?|mttq|chính quyền|đoàn thể|tổ chức|lực lượng|phòng|sở|học viên|huyện|tỉnh|trưởng khối|bí thư|hội|thôn|ấp|khu dân cư|đoàn viên|hội viên|cán bộ|đảng viên)(?:›|[\\s,]|‹và›|‹các›|‹từ[^,;:]{3,30}cơ sở›|‹trên địa bàn[^,;:]{0,30}›)*)+',
)
/** After the lead words ("các cấp ủy trong thời gian tới cần tập trung") the first verb of doing. */
function verbFrom(piece: Piece, from: number): number {
  const rest = piece.cut(from)
  const colon = /^[^:;.]{0,330}:\s*/u.exec(rest.text)
  const first = VERB.first(rest)
  // "hai bên thống nhất: tuyển dụng …": what follows the mark at once needs no verb that we know
  if (colon && colon[0].trim() === ':') return from + colon[0].length
  if (
    colon &&
    (!first || colon[0].length - first.index < 140) &&
    /(?:tới|sau|nội dung|nhiệm vụ|muốn|cầu|nghị|ý|đạo|tâm|:|cần|năm|quý|vấn đề|việc|công tác|mạnh)\s*:\s*$/u.test(
      rest.seek.slice(0, colon[0].length),
    )
  ) {
    return from + colon[0].length
  }
  const subject = SUBJECT.first(rest)?.[0].length ?? 0
  // "các xã bổ sung hồ sơ, …": a verb we do not list still follows its subject
  if (subject > 0 && subject < rest.text.length - 8 && (!first || first.index > subject + 30)) return from + subject
  if (!first) return -1
  let at = first.index
  // "cần tập trung thực hiện tốt": the lead word goes when another verb follows it
  const need = words('‹(?:cần|phải|tập trung|cần tập trung|cần phải)[\\s:]+').first(rest)
  if (need && need.index <= at + 2 && need.index < 300) {
    const next = VERB.first(rest, need.index + need[0].length)
    at = Math.min(at, need.index)
    const after = need.index + need[0].length
    if (next && next.index - after <= 1) at = next.index
    else at = after
    const doubled = /^(?:tập trung|tap trung)\s+/u.exec(rest.seek.slice(at))
    if (doubled && VERB.here(rest, at + doubled[0].length)) at += doubled[0].length
  }
  return from + at
}

/** After a semicolon another speaker may begin. */
const OTHERS = words('^\\s*(?:đồng chí|ông|bà|đ/c|các đại biểu|đại diện|luật sư)›')

/** Splits at semicolons outside brackets and quotation marks. */
function split(copy: Copy, piece: Piece, out: TaskFound[]): void {
  let from = 0
  let quoted = false
  let depth = 0
  const t = piece.text
  for (let i = 0; i <= t.length; i++) {
    const c = t.charAt(i)
    if (c === '"') quoted = !quoted && t.indexOf('"', i + 1) > 0
    else if (c === '(') depth++
    else if (c === ')') depth = Math.max(0, depth - 1)
    if (i < t.length && !(c === ';' && !quoted && depth === 0)) continue
    if (from > 0 && OTHERS.in(piece.cut(from, i))) return
    add(copy, piece, from, i, out)
    from = i + 1
  }
}

const ITEM =
  /^\s*(?:[-+*•]|\d{1,2}[.)]|[a-z]\)|(?:Thứ|thứ) (?:nhất|hai|ba|tư|năm|sáu|bảy|tám)\s*[,:]?|(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|một|hai|ba|bốn|năm|sáu|bảy) là\s*[,:]?|(?:và|đồng thời|Đồng thời|cùng với đó|ngoài ra|bên cạnh đó),?\s(?=\p{Ll}))\s*/u
function add(copy: Copy, piece: Piece, a: number, b: number, out: TaskFound[]): void {
  let from = a
  const head = ITEM.exec(piece.text.slice(from, b))
  if (head) from += head[0].length
  const need = /^\s*(?:cần |phải |Cần |Phải )(?:tập trung (?=\p{Ll}))?/u.exec(piece.text.slice(from, b))
  if (need) from += need[0].length
  const raw = piece.text.slice(from, b)
  const end = from + raw.replace(/[\s.…;:,/]+$/u, '').length
  const lead = /^\s*/.exec(raw)?.[0].length ?? 0
  if (end - from - lead < 8) return
  const p = proof(copy, piece.from + from + lead, piece.from + end)
  if (p.quote === '') return
  out.push({ text: piece.text.slice(from + lead, end).replace(/\s+/g, ' '), ...p, from: piece.from + from + lead, to: piece.from + end })
}

function once(found: readonly TaskFound[]): TaskFound[] {
  const seen = new Set<string>()
  return found.filter(t => {
    const key = t.text.toLowerCase()
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
