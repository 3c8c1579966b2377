// The lines of a total: what stood there before, what it is now, and who is not in it.
import type { Ask } from '../../../access/ask.ts'
import { formatNumber } from '../../../ground/vietnamese.ts'
import { Coverage, type MissingUnit } from '../../../web/parts/coverage.tsx'
import { Status } from '../../../web/parts/status.tsx'
import { type Row, Void } from '../../../web/parts/table.tsx'
import { type AddedUp, owedFor } from '../adding-up.ts'
import { type Indicator, readState, type Total } from '../figures.ts'
import { numbering } from '../sheet.ts'
import { noteOf } from '../snapshot.ts'
import { type Against, whyTotalHref } from '../totalling/why-page.tsx'
import type { GroupsShown } from './groups.tsx'
import { totalOriginHref } from './lineage.tsx'
import { Footnotes, figureText, saidOf } from './words.tsx'

/** Who is missing, and why, in the words of the board. */
export function missingUnits(ask: Ask, added: AddedUp, ids: readonly string[]): MissingUnit[] {
  return ids.map(id => {
    const row = added.rows.find(one => one.owed.unitId === id)
    const { tone, word } = row ? saidOf(row.owed, ask.today) : { tone: 'none' as const, word: 'không có số' }
    const inReport = row && !added.absent.includes(id)
    return { name: ask.tree.label(id, added.window.until), tone: inReport ? 'none' : tone, status: inReport ? 'không có số này' : word }
  })
}

const TotalCell = ({ total, indicator, href }: { total: Total; indicator: Indicator; href: string }) => {
  if (total.value === null) return <Void>{figureText({ state: readState(total), value: null }, indicator)}</Void>
  return (
    <>
      {total.denominator !== null && (
        <span class="small soft">{`${formatNumber(total.numerator ?? 0)} trên ${formatNumber(total.denominator)} `}</span>
      )}
      {total.state === 'estimated' && <Status tone="soon">có ước tính</Status>}{' '}
      <a href={href}>
        <strong class="num">{figureText({ state: 'reported', value: total.value }, indicator)}</strong>
      </a>
    </>
  )
}

/** Units named beside every line, until there are so many that one list at the top says it better. */
const NAMED_EVERYWHERE = 12

export function totalRows(ask: Ask, added: AddedUp, groups: GroupsShown): { rows: Row[]; notes: Footnotes } {
  const notes = new Footnotes()
  const names = numbering(added.form.indicators)
  const totals = new Map(added.totals.map(total => [total.code, total]))
  const why = ({ code }: Indicator, against: Against): string => whyTotalHref(added.window.code, added.receiverId, code, against)
  const absent = new Set(added.absent)
  const isNamedOnce = absent.size > NAMED_EVERYWHERE
  const rows = groups.shown.flatMap(({ group, lines }): Row[] => [
    { group },
    ...lines.flatMap((indicator): Row[] => {
      const total = totals.get(indicator.code)
      if (!total) return []
      const every = owedFor(added, total)
      const note = noteOf(total, id => ask.tree.label(id, added.window.until))
      return [
        {
          id: `ct-${indicator.code}`,
          part: indicator.depth > 0,
          cells: [
            <>
              <span class="num soft">{names.get(indicator.code)}</span>&ensp;{indicator.label}{' '}
              <span class="soft small">({indicator.measure})</span>
            </>,
            notes.cell(added.previous?.figures.get(indicator.code), indicator, why(indicator, 'ky-truoc')),
            notes.cell(added.lastYear?.figures.get(indicator.code), indicator, why(indicator, 'cung-ky')),
            <TotalCell total={total} indicator={indicator} href={totalOriginHref(added.window.code, added.receiverId, indicator.code)} />,
            <Coverage
              submitted={every - total.missing.length}
              all={every}
              brief
              {...(isNamedOnce && total.missing.some(id => absent.has(id))
                ? {
                    missing: missingUnits(
                      ask,
                      added,
                      total.missing.filter(id => !absent.has(id)),
                    ),
                    above: { count: absent.size, href: '#thieu' },
                  }
                : { missing: missingUnits(ask, added, total.missing) })}
            />,
          ],
        },
        ...(note === null ? [] : [{ under: <>{note}.</> }]),
      ]
    }),
  ])
  return { rows, notes }
}
