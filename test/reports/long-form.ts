// A regime whose form has 120 lines in three groups, as the national ones have hundreds.
import { sql } from '../../src/ground/db.ts'
import type { TestHouse } from '../house.ts'
import { openWindow } from './steps.ts'

const LONG = '0d000000-0000-4000-8000-0000000000ff'
const GROUPS = [45, 45, 30]
export const CODES = GROUPS.flatMap((size, g) => Array.from({ length: size }, (_, i) => `DX${g}${String(i).padStart(2, '0')}`))
export const [FIRST, SECOND, THIRD] = [CODES.slice(0, 45), CODES.slice(45, 90), CODES.slice(90)]

export const putLines = (house: TestHouse) =>
  sql`
    insert into report_indicator (id, code, valid, label, measure, group_name, position, depth, kind, decimals)
    select gen_random_uuid(), c, daterange(null, null), 'Việc ' || c, 'việc', 'Nhóm ' || substr(c, 3, 1), n, 0, 'flow', 0
      from unnest(${CODES}::text[]) with ordinality as t (c, n)`.execute(house.db)

/** Opened for this month. */
export async function openLong(house: TestHouse) {
  await putLines(house)
  await sql`insert into report_regime (id, code, name, rhythm) values (${LONG}::uuid, 'DAI', 'Báo cáo nhiều chỉ tiêu', 'month')`.execute(
    house.db,
  )
  await sql`insert into report_form (regime_id, version, valid, lines, sections)
    values (${LONG}::uuid, 1, daterange(null, null), ${CODES}::text[], array['I. Tình hình', 'II. Kết quả'])`.execute(house.db)
  return openWindow(house, { 'che-do': LONG })
}
