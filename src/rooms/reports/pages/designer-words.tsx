// How rhythms, kinds and sources are said where regimes and indicators are made and shown.
import type { Fault } from '../../../ground/faults.ts'
import { formatDay } from '../../../ground/vietnamese.ts'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Filter } from '../../../web/parts/filter.tsx'
import { Status } from '../../../web/parts/status.tsx'
import type { Basis, Definition } from '../designing/catalogue.ts'
import type { DesignStep } from '../designing/design-rules.ts'
import type { Kind } from '../figures.ts'
import type { Rhythm } from '../rules.ts'

export const RHYTHM_WORDS: Readonly<Record<Rhythm, string>> = {
  month: 'tháng',
  quarter: 'quý',
  half: '6 tháng',
  nine: '9 tháng',
  year: 'năm',
  phase: 'giai đoạn, đột xuất',
}

export const KIND_WORDS: Readonly<Record<Kind, string>> = { flow: 'trong kỳ', stock: 'số cuối kỳ', ratio: 'tỷ lệ' }

export const BASIS_WORDS: Readonly<Record<Basis, string>> = {
  law: 'văn bản quy định',
  observed: 'có trong biểu mẫu, báo cáo thực tế',
  mentioned: 'được nhắc tới, chưa có số',
  proposed: 'tự đề xuất',
}

/** How the cell of an indicator gets its figure. */
export function howFilled(one: Definition, counters: ReadonlySet<string>): string {
  if (one.counter !== null && counters.has(one.counter)) return 'đếm từ hồ sơ'
  if (one.kind === 'ratio' && one.numerator !== null) return `${one.numerator} chia ${one.denominator}`
  if (one.kind === 'ratio') return 'nhập tử và mẫu'
  if (one.formula && one.counter === null)
    return [
      one.formula.opening ? 'số đầu kỳ' : '',
      ...one.formula.plus.map(code => `+ ${code}`),
      ...one.formula.minus.map(code => `− ${code}`),
    ]
      .filter(part => part !== '')
      .join(' ')
      .replace(/^\+ /u, '')
  return 'nhập tay'
}

export const ToCheck = ({ is }: { is: boolean }) => (is ? <Status tone="soon">Cần xác nhận</Status> : null)

export const validity = (from: Definition['from'], until: Definition['until']): string =>
  from === null && until === null
    ? 'từ đầu'
    : from === null
      ? `đến ${formatDay(until ?? ('' as never))}`
      : until === null
        ? `từ ${formatDay(from)}`
        : `${formatDay(from)} – ${formatDay(until)}`

export const LIST = '/bao-cao/che-do'
export const CATALOGUE = '/bao-cao/danh-muc'
export const regimeHref = (id: string): string => `${LIST}/${id}`
export const indicatorHref = (code: string): string => `${CATALOGUE}/${code}`
export const designHref = (id: string, step: DesignStep | 'kiem-tra' = 'chung'): string =>
  step === 'chung' ? `/bao-cao/thiet-ke/${id}` : `/bao-cao/thiet-ke/${id}/${step}`
export const indicatorDesignHref = (id: string): string => `/bao-cao/chi-tieu/${id}`

const STEPS: readonly { step: DesignStep | 'kiem-tra'; label: string }[] = [
  { step: 'chung', label: '1. Tên và căn cứ' },
  { step: 'chi-tieu', label: '2. Chỉ tiêu' },
  { step: 'phan-loi', label: '3. Phần lời' },
  { step: 'thoi-han', label: '4. Thời hạn' },
  { step: 'kiem-tra', label: '5. Kiểm tra và áp dụng' },
]

/** Where the person is among the five steps; any may be opened at any time. */
export const DesignSteps = ({ id, at, title }: { id: string; at: DesignStep | 'kiem-tra'; title: string }) => (
  <>
    <Crumb steps={[{ label: 'Báo cáo', href: '/bao-cao' }, { label: 'Chế độ báo cáo', href: LIST }, { label: title || 'Chế độ mới' }]} />
    <Filter
      label="Các bước thiết kế"
      entries={STEPS.map(one => ({ label: one.label, href: designHref(id, one.step), current: one.step === at }))}
    />
  </>
)

export const titled = (title: string, fault: Fault | undefined): string => (fault ? `Lỗi: ${fault.message} ${title}` : title)
