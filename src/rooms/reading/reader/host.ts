/** Who held the event and where, as printed. */
import { type Piece, words } from './seek.ts'

const BODY_WORD =
  '(?:Ban|Huyện ủy|Tỉnh ủy|Thành ủy|Thị ủy|Quận ủy|Đảng ủy|Đảng bộ|Khối|Ủy ban|UBND|UBMTTQ|MTTQ|Mặt trận|Hội|Liên đoàn|Đoàn|Công đoàn|Trung đoàn|Sư đoàn|Lữ đoàn|Tiểu đoàn|Quân đoàn|Bộ|Công an|Đồn|Công ty|Chi bộ|Thường trực|Trung tâm|Trường|Sở|Văn phòng|HĐND|Cụm|Phòng|Xã|Phường|Cục|Chi cục|Chi nhánh|Báo|Đài|Trại|Bệnh viện|Tổng công ty|Hải đội|Vùng|Học viện|BCH|BTV|BCĐ|Ban chỉ đạo|Tổ dân vận)'
const HOST = words(
  `(?:^|, |\\) |: |- |‹do |nay |\\d )(${BODY_WORD.toLowerCase()}›[^,;:"]{0,140}?) (?:đã |vừa |vừa qua |long trọng |tiếp tục |mới |chủ trì,? |chủ trì |tham mưu )*(?:phối hợp|tổ chức|khai mạc|phát động|ra quân|tiến hành|ban hành|mở|có buổi|sơ kết|tổng kết|giao ban|họp|ký kết|đối thoại|giám sát|kiểm tra|khảo sát|trao|gặp mặt|triển khai|khai giảng|bế giảng|hành quân|đến|khởi công|ra mắt|tuyên dương|biểu dương|tiếp xúc|tọa đàm|làm việc)›`,
)
const AT = words(
  '‹tại (?!đây|hội nghị|buổi|lễ|đó|các|chỗ|địa (?:bàn|phương)|cơ sở|hội thi|cuộc|điều|quyết|thời điểm|kỳ|chương trình|báo cáo)([^,;.:()]{3,90}?)(?=[,;.:()]|$| ‹(?:đã|ban|huyện ủy|tỉnh ủy|ubnd|ủy ban|đảng ủy|diễn ra|đồng chí|nhằm|với|để|về|do|và|được|tổ chức)›)',
)
const AREA = words(
  '‹(huyện ủy|tỉnh ủy|thành ủy|thị ủy|quận ủy|(?:đảng ủy|ubnd|ubmttq|ủy ban nhân dân|hội đồng nhân dân|mttq|khối dân vận)?\\s?(?:huyện|tỉnh|thành phố|tp|thị xã|quận|xã|phường|thị trấn|đặc khu))\\.? ',
)
const LEVEL: Record<string, string> = {
  'huyện ủy': 'huyện',
  'tỉnh ủy': 'tỉnh',
  'thành ủy': 'thành phố',
  'thị ủy': 'thị xã',
  'quận ủy': 'quận',
  tp: 'thành phố',
}
const PROPER = /^(?:\p{Lu}[\p{L}']*|\d{1,2})(?:[ -](?:\p{Lu}[\p{L}']*|\d{1,2}))*/u

const TEAM = words(
  `‹đoàn (?:giám sát|kiểm tra|khảo sát|công tác|thẩm định)(?: liên ngành| số \\d+)? (?:của )?(${BODY_WORD.toLowerCase()}›[^,;:"]{0,90}?)(?= (?:do|đã|tại|về|đến|tiến hành|có buổi|vừa)›|,)`,
)

export function hostAndPlace(lead: Piece | null, main: Piece | null): { host: string | null; place: string | null } {
  const host = (lead && hostIn(lead)) ?? (main && hostIn(main)) ?? null
  const place = (lead && venueIn(lead)) ?? (lead && areaIn(lead)) ?? (main && main !== lead ? areaIn(main) : null) ?? null
  return { host, place }
}

function hostIn(piece: Piece): string | null {
  // a delegation is of the body that sent it
  const m = TEAM.first(piece) ?? HOST.first(piece)
  if (!m?.[1]) return null
  const at = m.index + m[0].indexOf(m[1])
  const text = one(piece.text.slice(at, at + m[1].length))
  return /^\p{Lu}/u.test(text) ? text : null
}

function venueIn(piece: Piece): string | null {
  const m = AT.first(piece)
  if (!m?.[1]) return null
  const at = m.index + m[0].indexOf(m[1])
  const text = one(piece.text.slice(at, at + m[1].length))
  // "tại huyện" without a name is not a place
  return /\p{Lu}/u.test(text) || /\d/.test(text) ? text : null
}

function areaIn(piece: Piece): string | null {
  for (const m of AREA.all(piece)) {
    const after = PROPER.exec(piece.text.slice(m.index + m[0].length))
    if (!after) continue
    const said = (m[1] ?? '').trim()
    const level =
      LEVEL[said] ??
      said.replace(
        /^.*?(huyện|tỉnh|thành phố|tp|thị xã|quận|xã|phường|thị trấn|đặc khu|huyen|tinh|thanh pho|thi xa|quan|xa|phuong|thi tran)$/u,
        '$1',
      )
    if (/^(?:Ủy|Uỷ|Đảng|MTTQ|UBND|HĐND|Hội|Ban)/u.test(after[0])) continue
    return one(`${LEVEL[level] ?? level} ${after[0]}`)
  }
  return null
}

const one = (t: string): string => t.replace(/\s+/g, ' ').trim()
