/** Models and commendations: the measures where the governing word, not the nearest one, decides. */
import type { Context, Verdict } from './figure-context.ts'
import { type Piece, words } from './seek.ts'

type Said = 'registered' | 'recognised' | 'cumulative' | 'weak' | 'told'
type Kind = 'total' | 'collective' | 'individual'

const MODEL = words(
  '^\\s?(?:lượt |cái )?(?:mô hình|điển hình|mh›|việc làm|cách làm)(?:,? (?:và )?(?:điển hình|mô hình|công trình|phần việc|cách làm|việc làm))*',
)
const NOUN = words(
  '^\\s?(?:lượt )?(?:(?:mô hình )?(?:điển hình )?(?:của )?)?(tập thể|cá nhân|đơn vị|tổ chức|hộ gia đình|gia đình|hộ|chi bộ|cơ quan|doanh nghiệp|tổ dân vận|khối dân vận|câu lạc bộ|thôn|xã|phường|ấp|đội|tổ|đồng chí|đ/c|cán bộ|người|đảng viên|hội viên|đoàn viên|chiến sĩ|học sinh|gương|tấm gương|nông dân|quần chúng|già làng|ông, bà|ông bà|tác giả|nhà giáo|thanh niên|phụ nữ|cựu chiến binh|nghệ nhân|đại biểu|học viên|thí sinh|điển hình|lượt tập thể|lượt cá nhân)›',
)
const BOTH = words(
  '^\\s?(?:lượt )?(?:mô hình )?(?:của )?(?:các )?(?:tập thể|cá nhân)(?:,| và| hoặc|/| -)+ ?(?:cá nhân|tập thể|hộ|gia đình)',
)
const NOUN_LEFT = words('‹(tập thể|cá nhân)\\s?(?:có|là|được|đạt|:|-|\\()*\\s?$')

const VERBS: { said: Said; re: ReturnType<typeof words> }[] = [
  { said: 'registered', re: words('‹đăng ký') },
  { said: 'recognised', re: words('(?<!‹đề nghị )‹công nhận(?! danh hiệu (?:gia đình|khu|làng))') },
  {
    said: 'told',
    re: words(
      '‹(?:tăng|tăng thêm|giảm|hiệu quả|tiêu biểu|nhân rộng|nhân ra|khen(?! ngợi)|giấy khen|bằng khen|biểu dương|tuyên dương|tôn vinh|vinh danh|đề nghị|xuất sắc|nổi bật|được chọn|lựa chọn|bình chọn|giới thiệu|thẩm định|kiểm tra|khảo sát|xây dựng mới|mới|ra mắt|không duy trì|(?:dừng|ngừng) hoạt động|kết thúc|chưa|không|tham gia|dự thi|đoạt giải|thí điểm)›',
    ),
  },
  {
    said: 'cumulative',
    re: words(
      '‹(?:duy trì|hiện có|hiện nay,? [^,;]{0,30}có|hiện,? [^,;]{0,30}có|hiện còn|tổng số|tổng cộng|lũy kế|(?:đến|tới) nay,? [^,;]{0,40}(?:có|xây dựng|còn)|(?:đến|tới) nay (?:đã )?(?:có|xây dựng|còn)|xây dựng được|đã xây dựng|xây dựng,? (?:và )?duy trì|nâng (?:tổng )?(?:số)?|lên|toàn (?:tỉnh|huyện|xã|thành phố|thị xã|quận|phường|thị trấn|đảng bộ)[^,;]{0,12} có|đang (?:hoạt động|thực hiện|triển khai))›',
    ),
  },
  { said: 'weak', re: words('‹(?:có|xây dựng|triển khai|thực hiện|hình thành|thành lập)›') },
]

const KHEN = words(
  '‹(?:khen(?! ngợi)|giấy khen|bằng khen|tuyên dương|biểu dương|vinh danh|tôn vinh|kỷ niệm chương|huy hiệu|huân chương|huy chương|danh hiệu|thư khen|cờ thi đua|trao thưởng|khen thưởng|tặng thưởng|thi đua khen)',
)
const PROPOSE = words('‹(?:đề nghị|đề xuất|trình|xét|giới thiệu)[^,;.]{0,50}(?:khen|tuyên dương|biểu dương|tặng|bằng|kỷ niệm chương)')
const AWARD_NAME = words(
  '‹(giấy khen|bằng khen|kỷ niệm chương|huy hiệu|huân chương|huy chương|cờ thi đua|thư khen|biểu dương,? khen thưởng|tuyên dương,? khen thưởng|khen thưởng|tuyên dương|biểu dương|vinh danh|tôn vinh)',
)
const PART_OF = words('‹(?:trong đó|gồm|bao gồm|trong số (?:đó|này)|với|của|có)›|[(:,;]')
const LEVEL = words(
  '‹(?:cấp|về) (?:tỉnh|huyện|xã|thành phố|thị xã|quận|phường|cơ sở|trung ương|ban|tw)|‹với (?:ban|huyện|tỉnh)|‹(?:xã|huyện|tỉnh)\\s?:',
)
const FIELD = words(
  '‹(?:lĩnh vực|thuộc|phát triển kinh tế|kinh tế|văn hóa|quốc phòng|an ninh|xã hội|xây dựng (?:hệ thống|đảng|chính quyền))',
)
const PROPOSED_RECOGNITION = words('‹(?:(?:đề nghị|đề xuất)[^,;.]{0,30}|xét đề nghị )công nhận')
const KEPT = words('‹duy trì(?: hoạt động)?(?: có)? (?:hiệu quả|tốt|thường xuyên)')
const COMPETITION = words('‹(?:giải nhất|giải nhì|giải ba|giải khuyến khích)')

const STRONG = new Set<Said>(['registered', 'recognised'])
const lastSaid = (piece: Piece): { said: Said; at: number } | null => {
  let best: { said: Said; at: number } | null = null
  for (const { said, re } of VERBS) {
    const m = re.last(piece)
    if (!m || (best && m.index <= best.at)) continue
    // "đăng ký xây dựng 24": the weak word only helps the one that governs
    // "đăng ký xây dựng được 61": built is how far the registered ones have come
    const built = said === 'cumulative' && /xây|xay/u.test(m[0])
    if ((said === 'weak' || said === 'told' || built) && best && STRONG.has(best.said) && !/[,;]/.test(piece.text.slice(best.at, m.index)))
      continue
    best = { said, at: m.index }
  }
  return best
}
const RECOGNISED = words('‹được (?:[\\p{L}]+ ){0,3}?công nhận')
const strongIn = (piece: Piece): Said | null =>
  (RECOGNISED.in(piece) ? 'recognised' : null) ?? VERBS.find(v => STRONG.has(v.said) && v.re.in(piece))?.said ?? null
const toldIn = (piece: Piece): boolean => VERBS.some(v => v.said === 'told' && v.re.in(piece))
const cumulativeIn = (piece: Piece): boolean => VERBS.some(v => v.said === 'cumulative' && v.re.in(piece))

export function modelVerdict(c: Context): Verdict | null {
  const here = MODEL.here(c.right)
  const elided = !here && /^\s?(?:[,;.)]|mới|moi|$)/u.test(c.right.seek) && c.previous?.family?.startsWith('model')
  const backwards =
    !here &&
    /(?:mô hình|mo hinh)[^,;.]{0,45}(?:lên|là|có|được|:|len|la|co|duoc)\s?(?:trên |gần |hơn |thành )?$/u.test(c.left.seek) &&
    !/^\s?(?:tập thể|cá nhân|%|đồng|tap the|ca nhan|hộ|xã|thôn|ấp|người)/u.test(c.right.seek)
  const ofModels =
    !here &&
    c.previous?.family?.startsWith('model') &&
    !KHEN.in(c.left) &&
    /^\s?(?:của |là |mô hình )?(?:của )?(?:tập thể|cá nhân|tap the|ca nhan)/u.test(c.right.seek) &&
    !KHEN.in(c.right)
  if (!here && !elided && !backwards && !(ofModels && PART_OF.in(c.left))) return null
  const kind = kindOf(c, here?.[0].length ?? 0)
  return said(c, governing(c), kind)
}

/** The word that governs the number: its own before, a passive after, what the count it is part of has, or one far away. */
function governing(c: Context): Said {
  // parts by field are no whole count, whatever is done with them
  if (c.previous?.family?.startsWith('model') && FIELD.in(c.left) && !strongIn(c.left) && !cumulativeIn(c.left))
    return ((c.previous.family?.slice(6) ?? 'told') as Said) === 'cumulative' ? 'told' : ((c.previous.family?.slice(6) ?? 'told') as Said)
  if (PROPOSED_RECOGNITION.in(c.left) || PROPOSED_RECOGNITION.in(c.right)) return 'told'
  const near = lastSaid(c.left)
  // "đang duy trì hiệu quả" tells how they are kept, not which
  const own = near?.said === 'told' && KEPT.in(c.left) ? ({ ...near, said: 'cumulative' } as const) : near
  const after = strongIn(c.right)
  if (own && STRONG.has(own.said)) return own.said
  if (EACH.in(c.before)) return 'told'
  if (after) return after
  const passive =
    /(?:được|duoc) (?:\S+ ){0,6}?(?:khen|biểu|tuyên|tôn|vinh|nhân|lựa|chọn|đề|bình|bieu|tuyen|ton|nhan|lua|chon|de|binh)/u.test(
      c.right.seek,
    )
  if (passive && !KEPT_ON.in(c.right)) return 'told'
  if (own && (own.said === 'cumulative' || own.said === 'told')) return own.said
  // a part of a count: what is said of the whole
  const joined = c.previous?.family?.startsWith('model') && (PART_OF.in(c.left) || (!own && c.left.text.length < 60))
  if (joined && (!own || /^\s*[(,:;]?\s*(?:trong đó|gồm|bao gồm|trong do|gom)/u.test(c.left.seek)) && c.previous) {
    if (toldIn(c.right) && !LEVEL.in(c.right)) return 'told'
    return (c.previous.family?.slice(6) ?? 'weak') as Said
  }
  if (own?.said === 'weak' && toldIn(c.right)) return 'told'
  if (BUILT.in(c.right)) return 'cumulative'
  const far = lastSaid(c.before)
  if (own?.said === 'weak')
    return /(?:toàn|nay|toan)/u.test(c.left.seek) || !far
      ? 'cumulative'
      : STRONG.has(far.said) && c.previous?.family?.startsWith('model')
        ? far.said
        : 'cumulative'
  if (far && far.said !== 'weak') return far.said
  return strongIn(joinedAfter(c)) ?? (toldIn(c.right) ? 'told' : far ? 'cumulative' : cumulativeIn(c.after) ? 'cumulative' : 'told')
}

/** What follows as far as a list goes on: a bracket or semicolon begins something else. */
function joinedAfter(c: Context): Piece {
  const end = c.after.text.search(/[;(]/)
  return end < 0 ? c.after : c.after.cut(0, end)
}
const KEPT_ON = words('^[^,;]{0,50}‹được duy trì')
/** "mỗi xã có ít nhất 1 mô hình" sets a norm and counts nothing. */
const EACH = words('‹mỗi›[^;.\\d]{0,60}$')
const BUILT = words('‹(?:được (?:xây dựng|duy trì|triển khai|hình thành)|đang (?:hoạt động|duy trì|triển khai))')

function kindOf(c: Context, nounLength: number): Kind {
  if (BOTH.in(c.right)) return 'total'
  const rest = c.right.cut(nounLength)
  const right = /^(?:[^,;]{0,40}?\s)?(?:của |do )?(tập thể|cá nhân|tap the|ca nhan)(?!(?:,| và| va) ?(?:tập|cá nhân|tap|ca nhan))/u.exec(
    (nounLength ? rest : c.right).seek.slice(0, 60),
  )
  const m = right ?? NOUN_LEFT.first(c.left)
  if (!m) return 'total'
  return /tập|tap/u.test(m[1] ?? '') ? 'collective' : 'individual'
}

function said(c: Context, g: Said, kind: Kind): Verdict {
  const part = c.previous?.family?.startsWith('model') && /trong đó|\(|gồm|trong do|gom/u.test(c.left.seek)
  const unit = 'mô hình'
  const qualifier = part ? 'trong đó' : null
  if (g === 'registered' || g === 'recognised') {
    if (
      c.previous?.family?.startsWith('model') &&
      kind === 'total' &&
      (FIELD.in(c.right) || FIELD.in(c.left)) &&
      !LEVEL.in(c.right) &&
      !LEVEL.in(c.left) &&
      !strongIn(c.left)
    )
      return { measure: 'other', unit, name: `models_${g}_by_field`, qualifier, family: 'model-told' }
    return { measure: `models_${g}_${kind}`, unit, qualifier, family: `model-${g}` }
  }
  if (g === 'cumulative' || g === 'weak') {
    if (kind !== 'total' || part)
      return {
        measure: 'other',
        unit,
        name: kind === 'total' ? 'models_part' : `models_${kind}`,
        qualifier: qualifier ?? (kind === 'collective' ? 'tập thể' : kind === 'individual' ? 'cá nhân' : null),
        family: 'model-cumulative',
      }
    return { measure: 'models_cumulative', unit, qualifier, family: 'model-cumulative' }
  }
  const name =
    KHEN.in(c.right) || KHEN.in(c.left)
      ? 'models_commended'
      : /hiệu quả|hieu qua/u.test(c.right.seek)
        ? 'models_effective'
        : /nhân rộng|nhan rong/u.test(c.right.seek + c.left.seek)
          ? 'models_replicated'
          : /tiêu biểu|tieu bieu/u.test(c.right.seek)
            ? 'models_outstanding'
            : 'models_other'
  return { measure: 'other', unit, name, qualifier, family: 'model-told' }
}

const INDIVIDUAL =
  /^(?:cá nhân|ca nhan|đồng chí|dong chi|đ\/c|cán bộ|can bo|người|nguoi|đảng viên|dang vien|hội viên|hoi vien|đoàn viên|doan vien|chiến sĩ|chien si|học sinh|gương|tấm gương|nông dân|quần chúng|già làng|ông, bà|ông bà|tác giả|nhà giáo|thanh niên|phụ nữ|cựu chiến binh|nghệ nhân|đại biểu|học viên|thí sinh|lượt cá nhân)/u

/** Collectives and individuals: commended, registered, recognised, or none of these. */
export function commendedVerdict(c: Context): Verdict | null {
  if (BOTH.in(c.right) && KHEN.in(c.sentence))
    return { measure: 'other', unit: 'tập thể, cá nhân', name: 'commended_together', qualifier: awardName(c) }
  const noun = NOUN.here(c.right)?.[1] ?? (/^\s?(?:[,;.)]|$|và|va)/u.test(c.right.seek) ? NOUN_LEFT.first(c.left)?.[1] : undefined)
  if (!noun || COMPETITION.in(c.right)) return null
  const plain = /^(?:tập thể|cá nhân|tap the|ca nhan|lượt tập thể|lượt cá nhân|điển hình)/u.test(noun)
  const individual = INDIVIDUAL.test(noun)
  const models = c.previous?.family?.startsWith('model') ? c.previous.family.slice(6) : null
  const prevHere = c.previous?.family?.startsWith('award') || c.previous?.family?.startsWith('body')
  const ownRight = strongIn(c.right)
  const khenRight = KHEN.in(c.right)
  const khenLeft = KHEN.in(c.left)
  if (noun === 'điển hình' && !khenLeft && !khenRight) return null
  const unit = noun.replace(/^lượt /u, '')
  const award = (): Verdict => ({
    measure: individual ? 'commended_individuals' : 'commended_collectives',
    unit,
    qualifier: [PROPOSE.in(c.clause) ? 'đề nghị' : null, awardName(c)].filter(Boolean).join(', ') || null,
    family: 'award',
  })
  if (!plain && !khenLeft && !khenRight && !(prevHere && c.previous?.family === 'award' && joinedOnly(c.left))) {
    return null
  }
  if (!plain && khenRight && !khenLeft && !/(?:được|đề nghị|duoc|nhận|đạt|nhan|dat)/u.test(c.right.seek.slice(0, 60))) return null
  // beyond a trigger close by, a household or a hamlet is commended only when the award is given to it
  if (
    !plain &&
    khenLeft &&
    !(khenRight && /(?:được|duoc)/u.test(c.right.seek)) &&
    !/(?:cho|tặng|dương|thưởng|danh|gồm|có|được|chương|hiệu|:|cho các|tang|duong|thuong|với|và)[\s(:]*(?:trên |gần |hơn |\d[^;]{0,60})?$/u.test(
      c.left.seek,
    )
  )
    return null
  if (ownRight && !khenRight && plain)
    return {
      measure: `models_${ownRight === 'registered' ? 'registered' : 'recognised'}_${individual ? 'individual' : 'collective'}`,
      unit: 'mô hình',
      family: `body-${ownRight}`,
    }
  // "công nhận 12 tập thể, 8 cá nhân đạt danh hiệu …": both numbers share the verb before the first
  const shared = /^body-(registered|recognised)$/.exec(c.previous?.family ?? '')?.[1]
  if (shared && !khenLeft && joinedOnly(c.left))
    return {
      measure: `models_${shared as 'registered' | 'recognised'}_${individual ? 'individual' : 'collective'}`,
      unit: 'mô hình',
      family: `body-${shared}`,
    }
  const lastLeft = lastSaid(c.left)
  if (khenLeft || khenRight) {
    const khenAt = KHEN.last(c.left)?.index ?? -1
    if (khenRight || !lastLeft || !STRONG.has(lastLeft.said) || khenAt > lastLeft.at) return award()
  }
  if (lastLeft && STRONG.has(lastLeft.said))
    return {
      measure: `models_${lastLeft.said === 'registered' ? 'registered' : 'recognised'}_${individual ? 'individual' : 'collective'}`,
      unit: 'mô hình',
      family: `body-${lastLeft.said}`,
    }
  if (models && PART_OF.in(c.left) && plain && !khenFarAfter(c)) {
    if (models === 'registered' || models === 'recognised')
      return {
        measure: `models_${models}_${individual ? 'individual' : 'collective'}`,
        unit: 'mô hình',
        qualifier: 'trong đó',
        family: `model-${models}`,
      }
    return {
      measure: 'other',
      unit,
      name: individual ? 'models_individual' : 'models_collective',
      qualifier: 'trong đó',
      family: `model-${models}`,
    }
  }
  if (c.previous?.family === 'award' && joinedOnly(c.left)) return award()
  if (c.previous?.family?.startsWith('body-') && joinedOnly(c.left)) {
    const s = c.previous.family.slice(5)
    if (s === 'registered' || s === 'recognised')
      return { measure: `models_${s}_${individual ? 'individual' : 'collective'}`, unit: 'mô hình', family: c.previous.family }
  }
  if (KHEN.in(c.sentence) || (c.earlier && KHEN.in(c.earlier))) return award()
  const far = strongIn(c.before) ?? strongIn(joinedAfter(c))
  if (far && plain)
    return {
      measure: `models_${far === 'registered' ? 'registered' : 'recognised'}_${individual ? 'individual' : 'collective'}`,
      unit: 'mô hình',
      family: `body-${far}`,
    }
  return plain ? { measure: 'other', unit, name: individual ? 'individuals' : 'collectives', family: 'body-none' } : null
}

const joinedOnly = (left: Piece): boolean => left.text.length < 90 && !/\./.test(left.text.replace(/\.$/u, ''))
const khenFarAfter = (c: Context): boolean => !/\(/.test(c.left.text) && KHEN.in(c.right)

function awardName(c: Context): string | null {
  for (const [piece, m] of [
    [c.left, AWARD_NAME.last(c.left)],
    [c.after, AWARD_NAME.first(c.after)],
    [c.before, AWARD_NAME.last(c.before)],
  ] as const) {
    // as it is printed, not as it is looked for: "kỷ niệm chương"
    if (m)
      return piece.text
        .slice(m.index, m.index + m[0].length)
        .replace(/\s+/g, ' ')
        .toLowerCase()
  }
  return null
}
