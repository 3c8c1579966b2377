/** Posts, ranks and titles beside a name: where they begin, where they end, and how a chain of them is split. */
import { type Piece, words } from './seek.ts'

const START =
  '(?:bí thư|phó›|p\\. ?(?:chủ|trưởng|bí)|trưởng›(?! thành)|chủ (?:tịch|nhiệm|doanh|cơ sở|hộ)|giám đốc|ủy viên|uv[\\p{L}]*|ủy ban|t\\.?u\\.?v›|huv|quv|thuv|đuv|tuv|(?:tỉnh|huyện|thành|thị|quận|đảng) ủy viên|bt›|btv›|pbt|pct|ptb|tb›|ct›|pgđ|gđ›|tt›|ttr›|tbt›|chánh›|chính ủy|chính trị viên|chỉ huy|tổng (?:biên|giám|bí|thư|phụ|đại diện|chỉ huy)|giám mục|viện trưởng|hiệu (?:trưởng|phó)|thư ký|đại biểu (?:quốc hội|hđnd|hội đồng)|đbqh|thành viên|nguyên (?:là )?(?:phó|bí|chủ|trưởng|giám|ủy|chánh|tổng|cán)|nguyên là|quyền (?:bí|chủ|trưởng|giám)|bộ trưởng|thứ trưởng|tư lệnh|đồn (?:trưởng|phó)|tham mưu|trợ lý|chuyên viên|cán bộ|giảng viên|báo cáo viên|(?:đại|trung|thượng|thiếu) (?:tá|úy|tướng|sĩ)|thạc sĩ|tiến sĩ|ths›|ts›|pgs|gs›|gs\\.|bs›|bác sĩ|kỹ sư|cử nhân|linh mục|hòa thượng|thượng tọa|đại đức|mục sư|già làng|người có uy tín|người uy tín|hội viên|đoàn viên|đảng viên|nông dân|tổ (?:trưởng|phó|viên)|đội (?:trưởng|phó)|lớp trưởng|hạt (?:trưởng|phó)|trạm (?:trưởng|phó)|kế toán|công chức|giáo viên|học sinh|sinh viên|công an viên|phụ trách|thường (?:trực|vụ)|đại diện|lãnh đạo|doanh nhân|luật sư|nhà báo|nghệ nhân|cựu chiến binh|thương binh|nhân viên|công nhân|thôn (?:trưởng|đội|phó)|(?:trung|sư|lữ|tiểu|quân) đoàn (?:trưởng|phó)|đại đội (?:trưởng|phó)|phóng viên|vụ (?:trưởng|phó)|cục (?:trưởng|phó)|chi hội (?:trưởng|phó)|chi cục trưởng|khu (?:đội|trưởng)|xã đội|trưởng|ấp (?:trưởng|đội)|tộc trưởng|bản trưởng|chủ tọa|cố vấn|ban thường (?:vụ|trực)|hđnd|anh hùng|mẹ việt|trung đội trưởng|chủ hộ|tổng cục)'
const ROLE_START = words(`‹${START}`)

/** Verbs and connectives that end a role: what follows is what the person did. */
const ROLE_END = words(
  '(?:(?:[,]? ?‹(?:đã|đang|sẽ|vừa|cũng|vẫn|còn|luôn|đồng chủ trì|chủ trì|chủ tọa|điều hành|phát biểu|dự(?! án| bị| báo| toán| thảo)|tham dự|đến|về dự|cùng|trao|tặng|trình bày|báo cáo(?! viên)|thông qua|quán triệt|giới thiệu|triển khai|khẳng định|nhấn mạnh|yêu cầu|đề nghị|cho (?:biết|rằng|hay)|chia sẻ|ghi nhận|đánh giá|biểu dương|chúc mừng|kết luận|khai mạc|bế mạc|tuyên bố|làm(?! việc)|là|thay mặt|trả lời|giải (?:trình|đáp)|tiếp thu|mong muốn|lưu ý|gợi mở|định hướng|(?<!ban )chỉ đạo|(?<!ban )kiểm tra(?! đảng)|thăm|(?<!ban )tiếp(?! công dân)|đối thoại|lắng nghe|truyền đạt|được|nhận|vui mừng|bày tỏ|cảm ơn|nêu|tại|đọc|phát động|(?<!thư )ký|gắn|xúc động|tâm sự|kể|nói|bộc bạch|vận động|hiến|phân tích|tham luận|tham gia|có(?! uy tín)|với|trong|dẫn đầu|chứng kiến|trực tiếp|lên|ra|hướng dẫn|phổ biến|phấn khởi|hy vọng|đóng góp|ủng hộ|hỗ trợ|(?<!(?:sở|bộ|phòng|tổng công ty|công ty) )xây dựng(?! đảng)|từng|khi|để|qua|cam kết|thống nhất|động viên|ghi|phân công|thừa|chuyển|cùng các|góp ý|phản ánh|đề xuất|nhận xét|hứa|kiến nghị|hoan nghênh)›)|(?:[,]? ?‹(?:và|cùng) (?=(?:các |đại diện|đồng chí|đ/c|ông |bà |anh |chị |cô |thầy |em |cháu |cụ |mẹ |lãnh đạo|toàn thể|gần|hơn|trên|đông đảo|\\d|gia đình|nhân dân|thành viên|một số|những|thạc sĩ|tiến sĩ|ths|ts\\.|bác sĩ|(?:đại|trung|thượng|thiếu) (?:tá|úy|tướng)|linh mục|hòa thượng|thượng tọa|đại đức|mục sư|già làng)))|(?:‹(?:ở|ngụ|trú|sinh năm|dân tộc|quê)›)|(?:‹(?:đồng chí|đ/c|ông|bà)›))',
)

export type Roles = { roles: string[]; to: number }

const one = (t: string): string =>
  t
    .replace(/\s+/g, ' ')
    .replace(/^["'(\s-]+|["'\s,;:(-]+$/gu, '')
    .trim()
const BREAK =
  /^\s*(?:,|-|:|\(|\n-?)\s*|^\s+(?=(?:Phó|Bí thư|Trưởng|Chủ tịch|Ủy viên|Uỷ viên|UV|HUV|TUV|Giám đốc|Chủ nhiệm|Tỉnh ủy viên|Huyện ủy viên|Chánh|Chính))/u

/** The chain of roles after a name: ", A - B, C" as far as each part begins like a role. */
export function rolesAfter(piece: Piece, at: number): Roles {
  const roles: string[] = []
  let to = at
  let inBracket = false
  for (let guard = 0; guard < 8; guard++) {
    const sep = BREAK.exec(piece.text.slice(to, to + 8))
    if (!sep) break
    const begin = to + sep[0].length
    const start = ROLE_START.here(piece, begin)
    if (!start) break
    if (sep[0].includes('(')) inBracket = true
    const end = roleEnd(piece, begin)
    const role = one(piece.text.slice(begin, end))
    // "…, thư ký là ông B": the office of the next person
    if (role === '' || /^\s(?:là|la)\s/u.test(piece.seek.slice(end, end + 4))) break
    roles.push(role)
    to = end
    if (inBracket && piece.text.charAt(to) === ')') {
      to++
      inBracket = false
    }
  }
  return { roles, to }
}

/** Where the role that begins here ends: at a mark, or at the first word of an action. */
function roleEnd(piece: Piece, begin: number): number {
  let end = begin
  while (end < piece.text.length) {
    const c = piece.text.charAt(end)
    if (',;:()"\n'.includes(c)) break
    if (c === '.' && /^\.(?:\s|$|\/)/.test(piece.text.slice(end, end + 2))) break
    if (
      c === '-' &&
      (/\s/.test(piece.text.charAt(end - 1)) || /\s/.test(piece.text.charAt(end + 1))) &&
      !/^-\s*(?:xã hội|Xã hội|an ninh|truyền hình|Truyền hình|Khen|khen|Nghiệp|Thông tin|Thể thao|TT|XH|Du lịch|Thương binh|Truyền thông|Trật tự|Tài chính|Kế hoạch|Kỹ thuật|Vật tư|Thi đua|Tổng hợp|Văn xã|Kinh tế|Ngân sách|Pháp chế|Hậu cần)/u.test(
        piece.text.slice(end, end + 14),
      )
    )
      break
    end++
  }
  // the first two letters of a role are never its end
  const stop = ROLE_END.first(piece.cut(begin, end), 3)
  return stop ? begin + stop.index : end
}

/** The roles that stand before a name, back to the last mark that is not inside the chain. */
export function rolesBefore(piece: Piece, at: number, floor: number): { roles: string[]; from: number } {
  const chunk = piece.text.slice(floor, at)
  const cutAt = Math.max(
    chunk.lastIndexOf(';'),
    chunk.lastIndexOf(':'),
    chunk.lastIndexOf('. '),
    chunk.lastIndexOf('('),
    chunk.lastIndexOf('"'),
  )
  let base = floor + cutAt + 1
  const segments: { from: number; to: number }[] = []
  for (let i = base; i <= at; i++) {
    const c = piece.text.charAt(i)
    if (i === at || c === ',' || (c === '-' && /\s/.test(piece.text.charAt(i - 1) + piece.text.charAt(i + 1)))) {
      segments.push({ from: base, to: i })
      base = i + 1
    }
  }
  const roles: string[] = []
  let from = at
  for (const s of segments.reverse()) {
    const seg = piece.cut(s.from, s.to)
    const all = ROLE_START.all(seg)
    if (all.length === 0) break
    const lead = /^\s*/.exec(seg.text)?.[0].length ?? 0
    // inside the part nearest the name a verb may stand before the role: "…, do Phó Chủ tịch UBND huyện"
    const clean = all.find(m => m.index === lead)
    const begin =
      clean ??
      all.find(m =>
        /(?:^|\s)(?:đồng chí|đ\/c|ông|bà|do|là|có|của|bởi|với|và|gồm|nay|anh|chị|cùng|dong chi|ong|ba|co|la|cua|va)\s*$/u.test(
          seg.seek.slice(0, m.index),
        ),
      )
    if (!begin) break
    const role = one(seg.text.slice(begin.index))
    if (role === '' || role.split(' ').length > 16) break
    if (s.to !== at && ROLE_END.first(seg.cut(begin.index), 3)) break
    if (s.to === at && ROLE_END.first(seg.cut(begin.index), 3)) break
    roles.unshift(role)
    from = s.from + begin.index
    if (!clean) break
  }
  return { roles, from }
}

/** The piece begins with a role at this place. */
export const roleAt = (piece: Piece, at: number): boolean => ROLE_START.here(piece, at) !== null
