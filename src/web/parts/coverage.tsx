import type { ComponentChildren } from 'preact'
import { formatNumber } from '../../ground/vietnamese.ts'
import { Status, type Tone } from './status.tsx'

export interface MissingUnit {
  name: string
  tone: Tone
  /** "Quá hạn 1 ngày" */
  status: string
  says?: ComponentChildren
}

interface CoverageProps {
  submitted: number
  all: number
  missing: readonly MissingUnit[]
  /** "đã nộp" unless told. */
  verb?: string | undefined
  /** The units stand open in the page: beside a total, never hidden from the one who signs. */
  open?: boolean | undefined
  /** In a cell whose column says what is counted: figures, and the names at once when they are few. */
  brief?: boolean | undefined
  /** So many more are missing, who are named in a list above: not named again here. */
  above?: { count: number; href: string } | undefined
}

const FEW = 2

/** How many units a total holds, and which are missing. It stands beside every total. */
export function Coverage({ submitted, all, missing, verb = 'đã nộp', open, brief, above }: CoverageProps) {
  const says = (
    <>
      <strong class="num">{`${formatNumber(submitted)}/${formatNumber(all)}`}</strong>
      {!brief && ` đơn vị ${verb}`}
    </>
  )
  if (above)
    return (
      <p class="cover">
        {says}, <a href={above.href}>thiếu {above.count}</a>
        {missing.length > 0 && `; ${missing.map(m => m.name).join(', ')} không có số này`}
      </p>
    )
  if (brief && missing.length > 0 && missing.length <= FEW)
    return (
      <p class="cover">
        {says}, thiếu {missing.map(m => m.name).join(', ')}
      </p>
    )
  if (missing.length === 0) return <p class="cover">{says}</p>
  return (
    <details class="cover" open={open}>
      <summary>
        {says}, {brief ? 'thiếu' : 'còn thiếu'} {missing.length}
      </summary>
      <ul>
        {missing.map(m => (
          <li>
            <strong>{m.name}</strong> <Status tone={m.tone}>{m.status}</Status>
            {m.says && <small class="soft"> {m.says}</small>}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** How full: so many of so many, as a bar and in figures. */
export function Full({ have, all }: { have: number; all: number }) {
  return (
    <span class="nowrap">
      <svg class="full" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect width={all > 0 ? Math.round((100 * Math.min(have, all)) / all) : 0} height="8" />
      </svg>
      <span class="num">{`${formatNumber(have)}/${formatNumber(all)}`}</span>
    </span>
  )
}

/** The part of the largest, as a bar; the figure itself stands in the column before it. */
export function Share({ value, largest }: { value: number; largest: number }) {
  return (
    <svg class="share" viewBox="0 0 96 10" preserveAspectRatio="none" aria-hidden="true">
      <rect width={largest > 0 ? Math.round((96 * Math.max(value, 0)) / largest) : 0} height="10" />
    </svg>
  )
}

export interface TileGroup {
  tone: Tone
  label: string
  units: readonly { name: string; href: string }[]
}

/** Many units by state. What awaits work is open, what is done is folded; a name leads to the unit's own row. */
export function Tiles({ groups }: { groups: readonly TileGroup[] }) {
  return (
    <>
      {groups
        .filter(g => g.units.length > 0)
        .map(g => (
          <details class="group" open={g.tone !== 'ok' && g.tone !== 'none'}>
            <summary>
              <Status tone={g.tone}>{`${g.label}: ${g.units.length}`}</Status>
            </summary>
            <div class={`tiles ${g.tone}`}>
              {g.units.map(u => (
                <a href={u.href}>{u.name}</a>
              ))}
            </div>
          </details>
        ))}
    </>
  )
}
