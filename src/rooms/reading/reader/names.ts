/** The shapes of personal names in Viet Nam, Kinh and minority, and the words that go before them or end them. */
import { canonical, type Piece, stripped, words } from './seek.ts'

/** Family names of the Kinh and of the minorities as first parts of a name; without one a name needs a title of address or a role beside it. */
const FAMILIES = `tằng hù khổng đới lăng trầm uông cút cụt khà kà sần ngải lềnh thổ mừng chấu nguỵ phàng vừng lưỡng tạng đèo kiêm lạc dín thiên lầm thàm
nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn vương trịnh đinh lâm phùng mai tô trương tạ hà cao chu lưu lương thái
quách kiều la lò vi triệu nông ma bế đàm lục mạc sầm giàng vàng sùng thào hạng lầu cứ mùa xồng hờ vừ thò tráng lù tẩn phàn chảo lèng quàng cà lường tòng bạc cầm đèo khoàng pờ chang sìn
ksor siu nay rmah kpă puih rcom rơmah rơ điểu sơn danh thạch kim kiên châu chau neáng trượng katơr katơ pinăng chamaléa đàng bá báo hán qua alăng arất zơrâm bhling pơloong coor briu blúp
đậu tống từ tăng nghiêm doãn hứa khuất khương lã lại lỗ mẫn ninh nhữ ông phí quản thân thẩm thiều tiêu tưởng tôn văn viên vi cung cù diệp giang giáp hầu khúc kha lữ liễu lộ mã mông nhâm ngụy
phó sử tào thi trà trang ung âu bành bàn bồ chử cấn chúc dư hoa hồng ngạc ngân nhan niê kbuôr mlô ayun êban rlan ktla knul kđoh byă hwing liêng cil pang ting lơ mu bon ka k'să rơ-ông giàng phừ hảng cháng sình sải
thền lèo lôi đồng ôn phương quảng long mộc thượng tòng hoàng vày tải lỳ chìu chíu lồ lìu vùi phản sèo cư già tếnh thàng ly cáo mua khang hạ chớ vá hạng sồng tráng vạn y a h k đường bạch tề ứng kháng quang cụt moong lữ lo ngọ thiệu yên ngọc bảo`
const FAMILY = new Set(FAMILIES.split(/\s+/).filter(Boolean))
const FAMILY_BARE = new Set([...FAMILY].map(stripped))
/** Families that are not also the beginning of many place names. */
const SURE = new Set(
  'nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ ngô đào đoàn trịnh đinh phùng trương đàm giàng sùng thào lầu ksor điểu h y'.split(
    ' ',
  ),
)
const SURE_BARE = new Set([...SURE].map(stripped))

/** Titles of address; the name is what follows. */
export const CUE = words(
  '‹(?:(?:các |hai |ba |2 |3 |4 |5 )?đồng chí|các đ/c|đ/c|đ\\.c|đc|(?:hai |các )?(?:ông|bà|anh|chị|em|thầy|cô)|vợ chồng (?:ông|bà|anh|chị)|mẹ|bác|chú|cụ|cháu|nhà giáo|nhà báo|nghệ nhân|nghệ sĩ|linh mục|hòa thượng|thượng tọa|đại đức|ni sư|sư cô|mục sư|già làng|luật sư|bác sĩ|kỹ sư|giáo sư|phó giáo sư|thạc sĩ|tiến sĩ|tiến sỹ|(?:thạc|tiến|bác) sĩ|ths|ts|pgs|gs|bs|(?:đại|trung|thượng|thiếu) (?:tá|úy|tướng|sĩ)|đại tướng|chuẩn tướng|trưởng thôn|trưởng bản|trưởng ấp|hội viên|đoàn viên|đảng viên|cựu chiến binh|nông dân|học sinh|thượng sĩ|binh nhất|chiến sĩ|thí sinh|cử tri|học viên|công nhân|chức việc|chức sắc|phật tử|giáo dân|đại biểu|thầy giáo|cô giáo)›',
)

/** Where a capitalised run stops being a name and a role or a body begins. */
const STOP = words(
  '(?:bí thư|phó(?:$|\\s)|trưởng (?!giang|sinh)|chủ (?:tịch|nhiệm)|ủy (?:viên|ban)|uv|giám đốc|thường (?:trực|vụ)|tỉnh (?:ủy|đoàn|đội)|huyện (?:ủy|đoàn|đội)|thành (?:ủy|phố|viên|đoàn)|thị (?:ủy|xã|trấn|đoàn)|quận (?:ủy|đoàn)|đảng (?:ủy|bộ|viên)|ban (?:dân|tổ|tuyên|nội|thường|chấp|chỉ|qu|tiếp|công|bí|xây)|khối |hội (?:lh|nông|cựu|liên|đồng|viên|chữ|người|phụ|nghị|khuyến|luật)|đoàn (?:thanh|viên|kinh|đại|công|trưởng|phó|tncs|giám)|mặt trận|mttq|ub|hđnd|công (?:an|đoàn|ty|chức)|đại (?:tá|úy|tướng|diện|biểu|đội)|thượng (?:tá|úy|tướng|tọa|sĩ)|trung (?:tá|úy|tướng|đoàn|tâm|ương)|thiếu (?:tá|úy|tướng)|thạc s|tiến s[iĩỹ]|bác s|kỹ sư|quân (?:khu|sự|đội)|nguyên (?:phó|bí|chủ|trưởng|giám|ủy|là)|quyền (?:bí|chủ|trưởng|giám)|viện (?:trưởng|kiểm)|tổng (?:biên|bí|giám|cục|cty)|thư ký|trợ lý|chánh |chính (?:ủy|trị)|hiệu (?:trưởng|phó)|linh mục|hòa thượng|đồn (?:trưởng|phó|biên)|tư lệnh|tham mưu|chỉ huy|bộ (?:trưởng|chỉ|đội)|thứ trưởng|cục (?:trưởng|phó)|vụ (?:trưởng|phó)|sở |phòng |văn phòng|huv|tuv|quv|đuv|pbt|pct|ptb|bch|btv|ttr|trạm |trường (?:tiểu|trung|mầm|mẫu|thpt|thcs|th |mn |ptdt|phổ|dân tộc|cao|đại|chính|quân|sĩ|đh|cđ)|dân (?:vận|tộc)|cán bộ|(?:chuyên|giảng|nhân|giáo|phóng|diễn|sinh) viên|kế toán|công chức|đội (?:trưởng|phó)|bác sĩ|hạt |chi (?:bộ|hội|đoàn|cục)|tổ (?:trưởng|dân|chức)|thôn |ấp |xã |phường |huyện |tỉnh )',
)
/** What is no person although it is written like one. */
const NEVER = words(
  '^(?:việt nam|hồ chí minh|bác hồ|nguyễn ái quốc|nguyễn tất thành|võ nguyên giáp|tôn đức thắng|phạm văn đồng|lê duẩn|đảng cộng|cách mạng|mặt trận|công an|quốc hội|trung ương|hà nội|hà giang|hà nam|hà tĩnh|cao bằng|thái nguyên|thái bình|lâm đồng|sơn la|kim bôi|hải phòng|tổ quốc|dân vận|đại hội|hội nghị|nhà nước|nhân dân|ủy ban|chính phủ|hội đồng|bộ chính|ban bí|thành phố|đoàn thanh|tết|covid|lý thái tổ|trần hưng đạo)›',
)
/** Words after which a run of capitals names a place, a street, a school, a unit, an award. */
const NOT_PERSON_BEFORE = words(
  '(?:‹(?:đường|phố|trường|thpt|thcs|tiểu học|mầm non|quỹ|giải thưởng|giải|cầu|chợ|tượng đài|nhà máy|nhà tù|đội|khu|hội trường|công viên|bệnh viện|nghĩa trang|di tích|đền|chùa|đình|khu lưu niệm|bảo tàng|quảng trường|tư tưởng|tấm gương|gương|phong cách|chi đoàn|công ty|tập đoàn|doanh nghiệp|hợp tác xã|htx|học viện|chiến dịch|phong trào|cuộc vận động|nghĩa sĩ|anh hùng liệt sĩ|liệt sĩ|xã|phường|thị trấn|thị xã|thành phố|tp\\.?|huyện|quận|tỉnh|thôn|ấp|bản|buôn|làng|xóm|khóm|khu phố|tổ dân phố|sóc|phum|đảo|sông|núi|hồ|biển|đèo|trạm|đồn|công trình|khu công nghiệp|kcn|khu dân cư|nông trường|lâm trường|tuyến|nhà văn hóa|tên|huy hiệu|quê|họ) |")$',
)
const LEVEL_BEFORE = words(
  '‹(?:xã|phường|thị trấn|thị xã|thành phố|tp\\.?|huyện|quận|tỉnh|thôn|ấp|bản|buôn|làng|xóm|huyện ủy|tỉnh ủy|thành ủy|quận ủy|thị ủy|ủy) $',
)

const SYLLABLE = /(?:\p{Lu}'[ ]?\p{L}[\p{L}\p{M}]*|\p{Lu}\p{Ll}+'\p{L}+|\p{Lu}{2,7}(?!\p{Ll})|\p{Lu}[\p{Ll}\p{M}]*(?:'(?=\s|,))?)/uy
const INNER = /(?:thị|văn|thi|van|a|hữu|đình|ngọc|kđăm|mah|com|ông|niê|buôn|krông|thụy|byă)/uy
const ADDRESS_BARE = /^(?:Ba|Chi|Co|Thay|Me|Bac|Chu|Cu|Chau)$/u
const inCapitals = (part: string | undefined): boolean => part !== undefined && part.length > 1 && part === part.toUpperCase()
/** In a line of capitals the first word of what the person did ends the name. */
const CAPITALS_STOP = words(
  '(?:phát|trao|tặng|biểu|ghi|yêu|đến|chủ|đồng chủ|dự|tham|trình|báo|kết|khai|bế|đề|chia|cho|và|cùng|nhấn|thông|là|của|làm|điều|đã|quán|giới|triển|bày|vui|dẫn|tiếp|trả|kiểm|thăm|xúc|nhận|có|được|tại|với|đánh|mong|lưu|truyền|đọc|nêu|ký|kiến|phản|góp|khẳng|chúc|cảm|gắn|ở)›',
)
/** "Ma Thị thúy Hằng": after Thị or Văn a part may have lost its capital. */
const SMALL_PART = /\p{Ll}{2,6}(?= \p{Lu}\p{Ll}|\s?[,;(-])/uy
const MAX_PARTS = 5
/** Titles of address with a capital at the head of a sentence are no part of the name. */
const ADDRESS =
  /^(?:Ông|Bà|Anh|Chị|Em|Thầy|Cô|Mẹ|Bác|Chú|Cụ|Cháu|Các|Đ\/c|Vợ|Hai|Ong|ÔNG|BÀ|ANH|CHỊ|ĐỒNG|CÁC|THẦY|CÔ|ONG|DONG|TS|Ts|PGS|GS|BS|ThS|THS|CN|KS)$/u

export type NameSpan = { from: number; to: number; parts: string[] }

const isFamily = (part: string, bare: boolean): boolean => {
  const low = part.toLowerCase().replace(/'.*$/u, '')
  return bare ? FAMILY_BARE.has(low) : FAMILY.has(low) || /^(?:h|k|r|y|ka|rơ)$/u.test(low)
}
export const sureFamily = (part: string, bare: boolean): boolean => (bare ? SURE_BARE : SURE).has(part.toLowerCase())
export const knownFamily = isFamily

/** Ông and Âu are family names too: after another title of address, when no family name follows. */
const surnamed = (text: string, at: number): boolean => {
  const next = /^ (\p{Lu}\p{Ll}+)/u.exec(text.slice(at, at + 12))?.[1]
  return next !== undefined && !SURE.has(next.toLowerCase())
}

/** Reads a name that begins at this place of the piece, as far as it goes; null when none does. */
export function nameAt(piece: Piece, at: number, cued: boolean): NameSpan | null {
  const { text } = piece
  const parts: string[] = []
  let i = at
  let to = at
  while (parts.length < MAX_PARTS) {
    if (parts.length > 0 && (stopsAt(piece, i) || (inCapitals(parts[0]) && CAPITALS_STOP.here(piece, i)))) break
    SYLLABLE.lastIndex = i
    let m = SYLLABLE.exec(text)
    if (!m && /^(?:Thị|Văn|Thi|Van)$/u.test(parts.at(-1) ?? '')) {
      SMALL_PART.lastIndex = i
      m = SMALL_PART.exec(text)
    }
    if (!m && parts.length > 0) {
      INNER.lastIndex = i
      const inner = INNER.exec(text)
      // a part in small letters counts only between two capitalised ones, or at the end of "H' Bia niê kđăm"
      const next = inner ? text.slice(i + inner[0].length, i + inner[0].length + 2) : ''
      if (inner && (/^\s\p{Lu}/u.test(next) || /^(?:kđăm|mah|byă|niê|buôn|krông)$/u.test(inner[0]))) m = inner
    }
    if (
      !m ||
      (parts.length === 0 && (ADDRESS.test(m[0]) || (piece.bare && ADDRESS_BARE.test(m[0]))) && !(cued && surnamed(text, i + m[0].length)))
    )
      break
    const end = i + m[0].length
    if (/[\p{L}\p{N}]/u.test(text.charAt(end)) || text.charAt(end) === '/') break
    parts.push(m[0])
    to = end
    if (text.charAt(end) === ' ' && text.charAt(end + 1) !== ' ') i = end + 1
    else if (text.charAt(end) === '\n' && /\p{Lu}/u.test(text.charAt(end + 1)) && parts.length < 2) i = end + 1
    else break
  }
  if (parts.length === 0 && cued) return smallName(piece, at)
  if (parts.length < 2 && !(cued && /^\p{Lu}'/u.test(parts[0] ?? ''))) return null
  // all capitals is a name only in a line of capitals: elsewhere it is a body's short name
  if (
    parts.every(p => p.length > 1 && p === p.toUpperCase()) &&
    !(isFamily(parts[0] ?? '', piece.bare) && (cued || sureFamily(parts[0] ?? '', piece.bare)))
  )
    return null
  if (parts.some(p => p.length > 2 && p === p.toUpperCase()) && !parts.every(p => p === p.toUpperCase())) return null
  if (
    parts.some(p =>
      /^(?:UBND|MTTQ|HĐND|LHPN|UBMT|BCH|BTV|TNCS|CCB|UVBTV|UVBCH|HUV|TUV|PBT|PCT|CT|BT|TT|UB|TW|TP|UV|GD|VHTT|LĐLĐ|BCHQS)$/u.test(p),
    )
  )
    return null
  if (NEVER.first(piece.cut(at, to))) return null
  return { from: at, to, parts }
}

function stopsAt(piece: Piece, at: number): boolean {
  return STOP.here(piece, at) !== null
}

/** "nguyễn văn A": a name that lost its capitals, only after a title of address. */
export const SMALL = words(
  '(?:nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|hồ|ngô|dương|lý) (?:văn|thị|đình|hữu|đức|minh|ngọc|thanh|xuân|quốc) [\\p{L}]+(?: [\\p{Lu}][\\p{L}]*)?',
)
function smallName(piece: Piece, at: number): NameSpan | null {
  const m = SMALL.here(piece, at)
  return m ? { from: at, to: at + m[0].length, parts: piece.text.slice(at, at + m[0].length).split(' ') } : null
}

/** What stands before says that the capitals name no person. */
export const placeBefore = (piece: Piece, at: number): boolean => NOT_PERSON_BEFORE.in(piece.cut(Math.max(0, at - 24), at))
export const levelBefore = (piece: Piece, at: number): boolean => LEVEL_BEFORE.in(piece.cut(Math.max(0, at - 16), at))

/** The key under which one person is found again: letters as printed apart from composition, spaces and capitals. */
export const nameKey = (name: string): string => canonical(name.toLowerCase().replace(/\s+/g, ' ').replace(/' /g, "'"))
