// What was presented and signed, in one statement for many windows: for the demo.
import { sql } from 'kysely'
import type { Tx } from '../../../ground/db.ts'
import type { WholePublication } from '../store-many.ts'

/** Writes how these were presented and signed, before they are written as published: signed the instant they were published. */
export async function addSigned(
  tx: Tx,
  publications: readonly WholePublication[],
  of: { readonly author: string; readonly post: string },
): Promise<void> {
  const rows = publications.map(({ id, windowId, unitId, at, by, contentSha256, snapshot, snapshotSha256, editions }) => ({
    id,
    windowId,
    unitId,
    at,
    by,
    contentSha256,
    snapshot,
    snapshotSha256,
    editions: `{${editions.join(',')}}`,
  }))
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as p (id uuid, "windowId" uuid, "unitId" uuid, at timestamptz, by uuid, "contentSha256" text, snapshot jsonb, "snapshotSha256" text, editions text)),
    presented as (
      insert into report_presented (id, window_id, unit_id, number, at, by_person, signer, signer_post, content_sha256, taken, snapshot, snapshot_sha256)
      select id, "windowId", "unitId", 1, at - interval '5 hours', ${of.author}::uuid, by, ${of.post}::uuid, "contentSha256", editions::uuid[], snapshot, "snapshotSha256" from given)
    insert into report_presented_end (presented_id, window_id, unit_id, number, author, signer, kind, at, by_person, reason, signed_sha256)
    select id, "windowId", "unitId", 1, ${of.author}::uuid, by, 'signed', at, by, '', "snapshotSha256" from given`.execute(tx)
}
