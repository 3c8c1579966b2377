// The words of this room on screens.
import type { Tone } from '../../../web/parts/status.tsx'
import type { Rating, StepWord } from '../rules.ts'
import type { Stage } from '../store-lists.ts'

export const STAGE_WORDS: Readonly<Record<Stage, { label: string; tone: Tone; slug: string }>> = {
  registered: { label: 'Đã đăng ký', tone: 'draft', slug: 'dang-ky' },
  appraised: { label: 'Đã thẩm định', tone: 'sent', slug: 'tham-dinh' },
  recognised: { label: 'Đã công nhận', tone: 'ok', slug: 'cong-nhan' },
  not_recognised: { label: 'Chưa được công nhận', tone: 'back', slug: 'chua-cong-nhan' },
  withdrawn: { label: 'Đã thu hồi công nhận', tone: 'back', slug: 'thu-hoi' },
  stopped: { label: 'Đã dừng', tone: 'none', slug: 'dung' },
}

/** What a step before a body is called when it is told: "Đăng ký với …". */
export const STEP_WORDS: Readonly<Record<StepWord, string>> = {
  registered: 'Đăng ký',
  appraised: 'Thẩm định',
  recognised: 'Công nhận',
  not_recognised: 'Chưa công nhận',
  praised: 'Khen',
  withdrawn: 'Thu hồi công nhận',
}

export const RATING_WORDS: Readonly<Record<Rating, string>> = {
  effective: 'Hiệu quả',
  ordinary: 'Bình thường',
  ineffective: 'Chưa hiệu quả',
}

/** A path with its query; what is undefined is left out. */
export function link(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]]))
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`
}
