/** The people of a text: who is named as taking part or as a case told about, with roles and part. */
import type { Copy } from './clean.ts'
import { proof } from './clean.ts'
import type { Spoken } from './event.ts'
import { CUE, knownFamily, levelBefore, type NameSpan, nameAt, nameKey, placeBefore, SMALL, sureFamily } from './names.ts'
import { partAfter, partBefore, partIn, receives, stronger } from './parts.ts'
import { roleAt, rolesAfter, rolesBefore } from './roles.ts'
import { type Piece, words } from './seek.ts'
import type { PersonFact } from './types.ts'
import type { Part } from './wording.ts'

type Mention = {
  name: NameSpan
  cueFrom: number
  cued: boolean
  before: { roles: string[]; from: number }
  after: { roles: string[]; to: number }
}
type Found = Mention & { part: Part | null; from: number; to: number; piece: Piece }
type Person = { name: string; roles: string[]; part: Part; mentions: Found[] }

/** Where a name may begin: a capital whose word is followed by another capital or an inner part, or has an apostrophe. */
const CAPITAL = /\p{Lu}(?:\p{L}*[ \n](?=\p{Lu}|(?:thị|văn|thi|van|a|hữu|đình|ngọc|niê|mah)\s)|\p{L}*')/uy
const IN_WORD = /[\p{L}\p{N}']/u
const CUE_BEFORE = words(
  '‹(?:đồng chí|các đồng chí|đ/c|đ\\.c|đc|ông|bà|anh|chị|em|thầy|cô|mẹ|bác|chú|cụ|cháu|(?:đại|trung|thượng|thiếu|chuẩn) (?:tá|úy|tướng)|đại tướng|(?:thạc|tiến|bác|nghệ|hạ|trung|thượng|chiến) sĩ|ths\\.?|ts\\.?|pgs\\.?|bs\\.?|nhà giáo|nhà báo|linh mục|hòa thượng|thượng tọa|đại đức|mục sư|già làng|luật sư|kỹ sư|nghệ nhân|trưởng thôn|trưởng bản|trưởng ấp|hội viên|đoàn viên|đảng viên|chiến binh|nông dân|học sinh|thí sinh|cử tri|học viên|công nhân|chức việc|chức sắc|phật tử|giáo dân|đại biểu|thầy giáo|cô giáo|vợ chồng|hộ)[\\s:.]{1,3}$',
)
const EDGE_BEFORE = /(?:^|[,;:."(\n-]|(?:^|\s)(?:và|là|có|do|của|gồm|với|cho|cùng|theo|bởi|nghe|va|la|co|cua|gom|voi|cung))\s*$/u
const PERSON_AFTER = words(
  '^(?: ?[,(-]|:)? ?(?:(?:ở|ngụ|trú tại|sinh năm|\\d{2} tuổi|dân tộc|quê|thôn|ấp|bản)›|‹(?:đã |cũng |sẽ |vui mừng |đang |xúc động )?(?:phát biểu|chủ trì|trao|tặng|dự|tham dự|trình bày|nhấn mạnh|yêu cầu|đề nghị|chia sẻ|cho biết|khẳng định|kết luận|khai mạc|ghi nhận|thông qua|báo cáo|làm trưởng đoàn|dẫn đầu|tâm sự|cho rằng|phấn khởi|bày tỏ|điều hành|đồng chủ trì|quán triệt|giới thiệu)›)',
)
const LIST = words('‹(?:(?:các )?(?:đồng chí|ông|bà|ông, bà|ông \\(bà\\)|ông/bà)|dự|có|gồm|chủ trì|tham dự)[^.;]{0,60}:')
const HISTORIC = words(
  '‹(?:lời|lời dạy|tác phẩm|bài viết|cuốn|tư tưởng|sinh thời|gương|mang tên|nhà văn|nhà thơ|liệt sĩ)(?: của)?(?: (?:đồng chí|tổng bí thư|chủ tịch nước|chủ tịch|thủ tướng|bác|cố))* ?$|‹của (?:đồng chí |cố )?(?:tổng bí thư|chủ tịch nước|thủ tướng|chủ tịch quốc hội|cố) ?$',
)

/** Everyone once, with the strongest part the text gives. */
export function readPeople(copy: Copy, told: readonly Spoken[]): PersonFact[] {
  const people = new Map<string, Person>()
  let carried: Part | null = null
  let lastOf: Person | null = null
  for (const { piece, kind } of told) {
    const mentions = mentionsIn(piece)
    const found = withParts(piece, mentions, carried)
    for (const f of found) {
      const name = piece.text.slice(f.name.from, f.name.to).replace(/\s+/g, ' ')
      const key = nameKey(name)
      let person = people.get(key)
      if (!person) {
        person = { name, roles: [], part: 'other', mentions: [] }
        people.set(key, person)
      }
      person.mentions.push(f)
      if (f.part) person.part = stronger(person.part, f.part)
      lastOf = person
    }
    // "Dự hội nghị có:" governs the lines of the list that follows it
    if (/:\s*$/.test(piece.text)) carried = partIn(piece)
    else if (!(carried && found.length > 0 && /^\s*[-+*\d]/.test(piece.text)) && kind !== 'caption') carried = null
    if (mentions.length === 0) sayMore(piece, people, lastOf)
  }
  return merged([...people.values()]).map(p => fact(copy, p))
}

/** "ông Y Bliu" after "Y Bliu Niê Kđăm": a part of a longer name already given is the same person. */
function merged(people: Person[]): Person[] {
  // more people than any article has: a list pasted by accident is not compared name by name
  if (people.length > 400) return people
  const parts = people.map(p => nameKey(p.name))
  return people.filter((p, i) => {
    const j = parts.findIndex((k, n) => n !== i && k.length > (parts[i]?.length ?? 0) && ` ${k} `.includes(` ${parts[i]} `))
    const longer = people[j]
    if (!longer) return true
    longer.part = stronger(longer.part, p.part)
    longer.mentions.push(...p.mentions)
    return false
  })
}

/** Where names may begin; small letters, most of a text, are passed over without a pattern. */
function capitals(text: string): number[] {
  const out: number[] = []
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 65 || (code > 90 && code < 0xc0)) continue
    if (i > 0 && text.charCodeAt(i - 1) !== 32 && IN_WORD.test(text.charAt(i - 1))) continue
    CAPITAL.lastIndex = i
    if (CAPITAL.test(text)) out.push(i)
  }
  return out
}

function mentionsIn(piece: Piece): Mention[] {
  const out: Mention[] = []
  let floor = 0
  const starts = capitals(piece.text)
  // a name that lost its capitals is looked for after a title of address
  for (const m of SMALL.all(piece)) if (/\p{Ll}/u.test(piece.text.charAt(m.index))) starts.push(m.index)
  if (starts.length === 0) return out
  starts.sort((a, b) => a - b)
  const listFrom = LIST.first(piece)?.index ?? -1
  for (const at of starts) {
    if (at < floor) continue
    const cued = CUE_BEFORE.in(piece.cut(Math.max(0, at - 16), at))
    const small = /\p{Ll}/u.test(piece.text.charAt(at))
    if (small && !cued) continue
    let name = nameAt(piece, at, cued)
    if (!name) continue
    name = splitPlace(piece, name, cued)
    const mention = accept(piece, name, cued, floor, listFrom >= 0 && name.from > listFrom)
    if (!mention) continue
    out.push(mention)
    floor = Math.max(mention.after.to, mention.name.to)
  }
  return out
}

const HAMLET_HEAD = words('‹trưởng (?:thôn|bản|ấp|xóm|buôn|khu phố) $')
/** "huyện Khe Trầm Nguyễn Văn A": the place and the person run together; the person begins at the second family name. */
function splitPlace(piece: Piece, name: NameSpan, cued: boolean): NameSpan {
  // "Trưởng thôn Khe Trên Nguyễn Văn A": after such a title the place may come first
  if (cued && !HAMLET_HEAD.in(piece.cut(Math.max(0, name.from - 14), name.from))) return name
  const after = levelBefore(piece, name.from) || placeBefore(piece, name.from) || !knownFamily(name.parts[0] ?? '', piece.bare)
  if (!after) return name
  const starts: number[] = []
  let from = name.from
  for (const part of name.parts) {
    starts.push(from)
    from += part.length + 1
  }
  const at = (least: number, rest: number, known: (part: string) => boolean): number =>
    name.parts.findIndex((part, i) => i >= least && name.parts.length - i >= rest && known(part))
  const sure = at(1, 1, p => sureFamily(p, piece.bare))
  const likely = sure > 0 ? sure : at(2, 1, p => knownFamily(p, piece.bare))
  const begin = likely > 0 ? likely : at(1, 3, p => knownFamily(p, piece.bare))
  const later = begin > 0 ? nameAt(piece, starts[begin] ?? name.from, false) : null
  if (later) return later
  return name
}

function accept(piece: Piece, name: NameSpan, cued: boolean, floor: number, listed: boolean): Mention | null {
  const { from, to } = name
  const before = piece.cut(Math.max(0, from - 60), from)
  const first = name.parts[0] ?? ''
  const family = knownFamily(first, piece.bare)
  if (HISTORIC.in(before)) return null
  // "Đồng chí Trưởng Ban cũng yêu cầu": an office written with capitals is nobody's name
  if (POST_FIRST.test(first) && roleAt(piece, from)) return null
  if (!cued && placeBefore(piece, from)) {
    const role = rolesBefore(piece, from, floor)
    // "Chủ tịch UBND xã Nguyễn Thị Mai": three parts that begin with a family name are a person, two are a place
    const tail = piece.cut(to, Math.min(piece.text.length, to + 40))
    const person =
      role.roles.length > 0 &&
      levelBefore(piece, from) &&
      family &&
      (name.parts.length >= 3 || (sureFamily(first, piece.bare) && PERSON_AFTER.in(tail)))
    if (!person) return null
  }
  if (
    /^(?:Ban|Hội|Bộ|Đồn|Đoàn|Đảng|Ủy|Uỷ|Huyện|Tỉnh|Công|Trung|Mặt|Khối|Phòng|Sở|Chi|Liên|Các|Tại|Trong|Dự|Qua|Với|Theo|Phát|Thay|Sau|Để|Nhân|Ngày|Sáng|Chiều|Bên|Cùng|Đến|Tổng|Quỹ|Ngoài|Toàn|Quang|Tham|Tổ|Nhà|Dân|Đại|Hà Nội|Việt|Nghị|Chỉ|Luật|Quyết|Kết|Kế|Chương|Thông|Báo|Ra|Khu|Đề|Giải|Huân|Huy|Bằng|Giấy|Cuộc|Phong)$/u.test(
      first,
    ) &&
    !(cued && family)
  ) {
    if (!/^(?:Đoàn|Đại|Công|Luật|Nhân|Giải|Thông|Toàn|Quang|Hà|Ban|Hội)$/u.test(first) || !(family && (cued || roleFollows(piece, to))))
      return null
  }
  const after = rolesAfter(piece, to)
  const rb = rolesBefore(piece, from, floor)
  const cueFrom = cued ? (CUE.last(before)?.index ?? before.text.length) + before.from - piece.from : from
  const own: Mention = { name, cueFrom, cued, before: rb, after }
  if (cued) return own
  const edge = EDGE_BEFORE.test(piece.seek.slice(Math.max(0, from - 8), from))
  const start = /(?:^|[;:.\n]|^\s*[-+*\d.]+)\s*$/u.test(piece.text.slice(Math.max(0, from - 6), from)) || from <= 3
  if (after.roles.length > 0 && ((family && edge) || start || (listed && edge))) return own
  if (rb.roles.length > 0 && rb.from < from && family && !levelBefore(piece, from)) return own
  if (rb.roles.length > 0 && family && name.parts.length >= 3) return own
  const tail = piece.cut(to, Math.min(piece.text.length, to + 40))
  if (family && edge && PERSON_AFTER.in(tail)) return own
  // a name joined to a name ("A (Hội Phụ nữ), B (…) và C") is a name
  const joined = floor > 0 && floor < from && JOINED.test(piece.text.slice(floor, from))
  if (joined && family && (name.parts.length >= 3 || sureFamily(first, piece.bare))) return own
  if (listed && family && edge && /^\s*(?:[,;.)(-]|và|va|$)/u.test(tail.seek)) return own
  return null
}

const AND = words(' và (?!phát biểu|chia sẻ)')
const JOINED = /^\s*(?:\([^()]{2,60}\))?\s*(?:[,;]|,? ?và|,? ?cùng)\s*$/u
const POST_FIRST = /^(?:Trưởng|Phó|Bí|Chủ|Giám|Chánh|Ủy|Uỷ|Thường|Tổng|Chính|Hiệu|Lãnh|Đại|Đội|Tổ|Tư|Truong|Pho|Bi|Giam)$/u
const roleFollows = (piece: Piece, at: number): boolean =>
  /^\s*[,(-]/.test(piece.text.slice(at, at + 3)) && roleAt(piece, at + (/^\s*[,(-]\s*/.exec(piece.text.slice(at, at + 6))?.[0].length ?? 0))

/** Gives each mention of a sentence its part: from the verb after it, from the verb before it or its list, or from the list it ends in. */
function withParts(piece: Piece, mentions: readonly Mention[], carried: Part | null): Found[] {
  let governing: Part | null = carried
  const found = mentions.map((m, i): Found => {
    const begin = Math.min(m.cueFrom, m.before.from, m.name.from)
    const previous = mentions[i - 1]
    const gapFrom = previous ? Math.max(previous.after.to, previous.name.to) : 0
    const gap = piece.cut(Math.min(gapFrom, begin), begin)
    const intro = partBefore(gap)
    const next = mentions[i + 1]
    const end = Math.max(m.after.to, m.name.to)
    const stop = next ? Math.min(next.cueFrom, next.before.from, next.name.from) : piece.text.length
    const after = piece.cut(end, Math.max(end, stop))
    const takes = receives(gap) && intro === null
    // "thăm mô hình của chị A và tặng quà …": what is joined behind is not done by A
    const joinedOn = receives(gap) ? AND.first(after)?.index : undefined
    const owned = afterOwn(joinedOn === undefined ? after : after.cut(0, joinedOn), next !== undefined)
    if (intro) governing = intro
    else if (previous && spoke(gap)) governing = null
    if (takes && !carried) governing = null
    let part = owned
    if (governing && !takes) part = part ? stronger(part, governing) : governing
    return { ...m, part, from: begin, to: owned ? end + deedEnd(after) : end, piece }
  })
  // "các đồng chí A, B và C chủ trì hội nghị": the verb after the last is said of all that are joined to it
  for (let i = found.length - 2; i >= 0; i--) {
    const [a, b] = [found[i], found[i + 1]]
    if (!a || !b || a.part || !b.part) continue
    const between = piece.cut(Math.max(a.after.to, a.name.to), Math.min(b.cueFrom, b.before.from, b.name.from))
    if (
      /^\s*(?:\([^()]{2,60}\))?[\s,;&-]*(?:và|cùng|va|cung)?[\s,]*(?:đồng chí|các đồng chí|đ\/c|ông|bà|dong chi)?[\s:]*$/u.test(
        between.seek,
      )
    )
      a.part = b.part
  }
  return found
}

/** What follows a name, up to where the next person is brought in. */
function afterOwn(after: Piece, more: boolean): Part | null {
  const cut = more ? NEXT_INTRO.first(after) : null
  const semi = after.text.indexOf(';')
  const end = Math.min(cut ? cut.index : after.text.length, semi >= 0 ? semi : after.text.length)
  return partAfter(after.cut(0, end))
}
const NEXT_INTRO = words(
  '(?:[,;] |^)(?:và )?(?:cùng |với sự |có sự )?(?:dự|cùng dự|tham dự|tham gia|chủ trì|phát biểu|dưới sự)[^,;]{0,60}(?:có|của|gồm|là)[\\s:]*$',
)
const spoke = (gap: Piece): boolean => gap.text.length > 12 && partIn(gap) !== null

const deedEnd = (after: Piece): number => {
  const m = /[,;.:\n]/.exec(after.text.slice(1))
  const to = m ? m.index + 1 : after.text.length
  return Math.min(to, 160)
}

const OFFICE = words(
  '^\\s*(?:tại [^,]{3,40}, )?(?:(?:phát biểu|kết luận)[^,;.]{0,60}, )?đồng chí (?:(?=(?:phó |bí thư|trưởng|chủ tịch|giám đốc|chính ủy|chủ nhiệm))([\\p{L} ]{4,60}?) )?(?:đã |cũng |đồng thời |tiếp tục )*(?:yêu cầu|đề nghị|nhấn mạnh|ghi nhận|mong muốn|khẳng định|đánh giá|biểu dương|phát biểu|chỉ đạo|lưu ý|cho rằng|kết luận|cho biết)',
)
/** "Đồng chí yêu cầu …", "Đồng chí Phó Bí thư Thường trực ghi nhận …": nobody new, but someone already named speaks. */
function sayMore(piece: Piece, people: Map<string, Person>, last: Person | null): void {
  const m = OFFICE.first(piece)
  if (!m) return
  const office = m[1]
  if (!office) {
    if (last && last.part !== 'other') last.part = stronger(last.part, 'speaker')
    return
  }
  const meant = [...people.values()].filter(p =>
    p.roles.concat(p.mentions.flatMap(x => [...x.before.roles, ...x.after.roles])).some(r => r.toLowerCase().startsWith(office.trim())),
  )
  if (meant.length === 1 && meant[0]) meant[0].part = stronger(meant[0].part, 'speaker')
}

function fact(copy: Copy, person: Person): PersonFact {
  const strength = (f: Found): number => (f.part === person.part ? 4 : 0) + Math.min(f.after.roles.length + f.before.roles.length, 3)
  const best = [...person.mentions].sort((a, b) => strength(b) - strength(a))[0]
  const rich = [...person.mentions].sort(
    (a, b) => b.after.roles.length + b.before.roles.length - a.after.roles.length - a.before.roles.length,
  )[0]
  const roles: string[] = []
  const from = best && best.before.roles.length + best.after.roles.length > 0 ? best : rich
  for (const r of [...(from?.before.roles ?? []), ...(from?.after.roles ?? [])]) if (!roles.includes(r)) roles.push(r)
  if (!best) return { name: person.name, roles, part: person.part, quote: '', start: 0 }
  return { name: person.name, roles, part: person.part, ...proof(copy, best.piece.from + best.from, best.piece.from + best.to) }
}
