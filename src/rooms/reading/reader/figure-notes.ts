/** What an officer should see beside a figure: whose it is, and what does not add up. */
import type { Context, Verdict } from './figure-context.ts'
import { words } from './seek.ts'
import type { FigureFact } from './types.ts'

const AUTHORITY = words(
  '‹(?:được |do )?((?:chủ tịch )?(?:ubnd|ủy ban nhân dân|ubmttq|ủy ban mttq|ủy ban mặt trận tổ quốc|ban thường vụ|huyện ủy|tỉnh ủy|thành ủy|thị ủy|quận ủy|đảng ủy|ban dân vận|ban tuyên giáo|ban chỉ huy|bộ chỉ huy|bộ tư lệnh|hội đồng nhân dân)[^,;.()"]{0,50}?)(?= (?:tặng|trao|khen|biểu dương|tuyên dương|vì|cho|về|đã|công nhận|đề nghị)|[,;.()"]|$)',
)
const AREA = words('‹((?:toàn )?(?:tỉnh|huyện|thành phố|thị xã|quận|xã|phường|thị trấn|đặc khu|thôn|ấp|đảng bộ|hệ thống))›')

/** For awards the authority that commends; else the area named with "toàn …" or with a name. */
export function scopeOf(c: Context, v: Verdict): string | null {
  if (v.measure.startsWith('commended')) {
    const near = c.sentence.cut(Math.max(0, c.n.from - 160), Math.min(c.sentence.text.length, c.n.to + 260))
    const m = AUTHORITY.first(near)
    if (m?.[1]) {
      const at = m.index + m[0].indexOf(m[1])
      return near.text
        .slice(at, at + m[1].length)
        .replace(/\s+/g, ' ')
        .trim()
    }
  }
  const m = AREA.last(c.sentence.cut(Math.max(0, c.n.from - 80), c.n.from))
  return m?.[1] && /^toàn|^toan/u.test(m[1]) ? m[1].replace(/^(?:toàn|toan) /u, '') : null
}

const PAIRS: readonly [string, string, string][] = [
  ['models_registered_total', 'models_registered_collective', 'models_registered_individual'],
  ['models_recognised_total', 'models_recognised_collective', 'models_recognised_individual'],
]

/** Sentences of doubt, one per figure or nothing. */
export function figureDoubt(figures: readonly FigureFact[]): (string | undefined)[] {
  const out: (string | undefined)[] = figures.map(f => {
    if (f.measure === 'voter_turnout_pct') return f.value > 100 ? 'tỷ lệ vượt quá 100%' : 'thiếu tử số và mẫu số'
    if (f.unit === '%' && f.value > 100) return 'tỷ lệ vượt quá 100%'
    return undefined
  })
  for (const [total, a, b] of PAIRS) {
    const whole = figures.filter(f => f.measure === total)
    const [one, two] = [figures.filter(f => f.measure === a), figures.filter(f => f.measure === b)]
    if (whole.length !== 1 || one.length !== 1 || two.length !== 1) continue
    const [w, x, y] = [whole[0]?.value ?? 0, one[0]?.value ?? 0, two[0]?.value ?? 0]
    if (x + y !== w && w > 0) out[figures.findIndex(f => f.measure === total)] = `không khớp: ${x} + ${y} ≠ ${w}`
  }
  const value = (m: string): number | undefined => {
    const all = figures.filter(f => f.measure === m)
    return all.length === 1 ? all[0]?.value : undefined
  }
  const [received, resolved] = [value('petitions_received'), value('petitions_resolved')]
  if (received !== undefined && resolved !== undefined && resolved > received)
    out[figures.findIndex(f => f.measure === 'petitions_resolved')] = `giải quyết ${resolved} nhiều hơn tiếp nhận ${received}`
  return out
}
