// The page of a fault: what happened, what to do, and what was typed.
import type { Fault } from '../ground/faults.ts'
import type { Typed } from './input.ts'
import { Kept } from './kept.tsx'
import { PageHead } from './parts/page-head.tsx'
import type { Page } from './route.ts'

const TITLES: Partial<Record<Fault['kind'], string>> = {
  missing: 'Không tìm thấy',
  forbidden: 'Không có quyền',
  unavailable: 'Chưa làm được',
  'too-many': 'Thử quá nhiều lần',
  'too-large': 'Nội dung quá lớn',
}

export function faultPage(fault: Fault, kept?: { action: string; typed: Typed }): Page {
  const title = TITLES[fault.kind] ?? (kept ? 'Chưa gửi được' : 'Chưa xem được')
  const more = fault.fields.filter(one => one.say !== fault.message)
  return {
    title,
    status: fault.status,
    page: (
      <>
        <PageHead title={title} />
        <p>{fault.message}</p>
        {more.length > 0 ? (
          <ul>
            {more.map(one => (
              <li>{one.say}</li>
            ))}
          </ul>
        ) : null}
        {kept ? <Kept {...kept} /> : null}
        <p>
          <a href="/">Về trang Hôm nay</a>
        </p>
      </>
    ),
  }
}
