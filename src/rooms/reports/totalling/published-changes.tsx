// Beside a published report: what it changed of the one before, and what arrived since and was put off.
import { type Ask, askForOthers } from '../../../access/ask.ts'
import { namesOf } from '../../../access/people.ts'
import { Note } from '../../../web/parts/note.tsx'
import { Section } from '../../../web/parts/section.tsx'
import type { ReportSnapshot } from '../../../web/room.ts'
import { findPublication, type Publication } from '../store-totals.ts'
import { changedFigures, type Stand, standsOf } from './changed.ts'
import { ChangedTable } from './changed-table.tsx'
import { Deferred, pendingHref } from './pending.tsx'
import { deferralsOf, wouldTake } from './store-pending.ts'
import { broughtInto, reportedInto } from './store-sides.ts'
import { markOf } from './taken.ts'
import { whyPublishedHref } from './why-page.tsx'

type Published = Publication & { readonly snapshot: ReportSnapshot }

/** The frozen figures; units behind them only for those within whose reach the publication lies. */
async function standsIn(ask: Ask, { id, snapshot }: Published, isOurs: boolean): Promise<ReadonlyMap<string, Stand>> {
  if (!isOurs) return standsOf(snapshot.rows, [], [])
  return standsOf(
    snapshot.rows,
    await broughtInto(ask, id),
    (await reportedInto(ask, id)).map(one => one.unitId),
  )
}

/** What this publication changed of the one that it names; null for a first one. Worked out from what is frozen. */
export async function changesOfBefore(ask: Ask, publication: Published, isOurs: boolean) {
  if (publication.corrects === null) return null
  const before = await findPublication(ask, publication.corrects, 'owing')
  const { rows, window } = publication.snapshot
  const changes = changedFigures(rows, await standsIn(ask, before, isOurs), await standsIn(ask, publication, isOurs))
  const name = (id: string): string => ask.tree.nameOn(id, window.until) ?? ask.tree.label(id)
  return (
    <Section title={`Thay đổi so với bản ${before.number}`} id="h-thay-doi">
      {changes.length === 0 ? (
        <p class="sheet pad">Không số nào thay đổi.</p>
      ) : (
        <ChangedTable
          caption={`${changes.length} số khác bản ${before.number}`}
          before={`Bản ${before.number}`}
          now={`Bản ${publication.number}`}
          indicators={rows}
          changes={changes}
          {...(isOurs ? { name, why: (code: string) => whyPublishedHref(publication.id, code, 'ban-truoc') } : {})}
        />
      )}
    </Section>
  )
}

/** What arrived after the last publication of a window, with what was put off; null where nothing did, or for others' eyes. */
export async function arrivedSince(ask: Ask, publication: Publication, isLast: boolean) {
  const reading = askForOthers(ask)('reports.read')
  if (!isLast || !reading || !ask.grant.units.has(publication.unitId)) return null
  const now = (await wouldTake(reading, [publication.windowId], publication.unitId)).get(publication.windowId)
  const mark = markOf([...(now?.editions.map(one => one.editionId) ?? []), ...(now?.adjustments ?? [])])
  if (mark === markOf([...publication.editions, ...publication.adjustments])) return null
  const deferrals = (await deferralsOf(ask, [publication.id])).get(publication.id) ?? []
  const people = await namesOf(
    ask.tx,
    deferrals.map(one => one.by),
  )
  return (
    <>
      <Note tone="soon">
        <p>
          Sau khi công bố có báo cáo hoặc điều chỉnh mới, chưa có trong bản này.{' '}
          <a href={pendingHref(publication.windowCode, publication.unitId)}>Xem số nào thay đổi</a>
        </p>
      </Note>
      <Deferred deferrals={deferrals} mark={mark} people={people} />
    </>
  )
}
