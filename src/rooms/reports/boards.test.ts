// The boards of the room's first page: whose they are, what they count, and that they cost by receivers and not by reach.
import assert from 'node:assert/strict'
import test from 'node:test'
import pg from 'pg'
import { inHouse, type Shown } from '../../../test/house.ts'
import { acceptIt, CODE, handIn, openWindow, returnIt, sheetOf } from '../../../test/reports/steps.ts'
import { findBoard } from './adding-up.ts'
import { received } from './boards.ts'
import { standingOf } from './filling.ts'
import { boardsOf, comeTo } from './store-boards.ts'

const JUNE = { ten: 'tháng 6/2025', ma: 'T2025-06', from: '22/05/2025', until: '21/06/2025', due: '25/06/2025' }
/** The receivers of the boards that a page lists, in its order. */
const listed = ({ text }: Shown): string[] =>
  [...text.matchAll(/\/theo-doi\?noi-nhan=([0-9a-f-]{36})"[^>]*>Theo dõi/gu)].map(found => found[1] ?? '')

test(
  'a receiver lists its own boards and not those of the receivers below it, and reads no row of these',
  inHouse(
    async house => {
      const binh = await openWindow(house, JUNE)
      const [province, district] = [house.unit('MAU'), house.unit('D1')]
      assert.deepEqual(listed(await binh.get('/bao-cao')), [province])
      assert.deepEqual(listed(await binh.get('/bao-cao?tat-ca=1')), [province])
      assert.deepEqual(listed(await (await house.as('khoa')).get('/bao-cao')), [province])
      assert.deepEqual(listed(await (await house.as('khe.son')).get('/bao-cao')), [district])
      const read = await house.doing('binh', 'reports.read', async ask => {
        assert.ok(ask.grant.units.has(district), 'the district is in reach')
        const boards = await boardsOf(ask, { receivers: [province], limit: 9 })
        return (await comeTo(ask, boards)).map(one => one.receiverId)
      })
      assert.ok(read.length > 0 && read.every(id => id === province), `only what is owed to the province is read, of ${read.length}`)
      house.setClock('2025-08-01T09:00:00+07:00')
      const later = listed(await (await house.as('binh')).get('/bao-cao?tat-ca=1'))
      assert.ok(later.includes(district), 'the province keeps the papers of its district that is no more, and lists its board')
    },
    { now: '2025-06-21T09:00:00+07:00' },
  ),
)

test(
  'the list counts as the board does: handed in, returned, accepted, waiting, late; none of it for a unit on it',
  inHouse(async house => {
    const binh = await openWindow(house)
    await acceptIt(binh, await handIn(house, 'an', 'KT'))
    await returnIt(binh, await handIn(house, 'dung', 'HL'))
    await handIn(house, 'bensen', 'BS')
    const boards = await house.doing('binh', 'reports.read', ask => boardsOf(ask, { receivers: [house.unit('MAU')], limit: 1 }))
    await house.doing('an', 'reports.read', async ask => {
      assert.deepEqual(await boardsOf(ask, { receivers: [house.unit('MAU')], limit: 1 }), [], 'the board of another')
      assert.deepEqual(
        (await comeTo(ask, boards)).map(one => one.unitId),
        [house.unit('KT')],
        'what others owe',
      )
    })
    const lua = await house.as('suoilua')
    await lua.post(`${sheetOf(house, 'SL')}/luu`, { after: '0', version: '0', 'o-TD01': '1' })
    house.setClock('2026-11-28T09:00:00+07:00')
    await house.doing('binh', 'reports.read', async ask => {
      const { rows, owing, window } = await findBoard(ask, CODE)
      const { boards } = await received(ask, { receivers: [house.unit('MAU')], limit: 5 })
      const at = (name: string): string[] => rows.filter(row => standingOf(row.owed) === name).map(row => row.owed.unitId)
      assert.deepEqual(
        boards.map(({ window: of, owing: all, accepted, returned, waiting, late, published, handedIn }) => [
          of.code,
          of.due,
          all,
          handedIn,
          accepted,
          returned,
          waiting,
          late.length,
          published,
        ]),
        [[CODE, window.due, owing.length, 2, 1, 1, at('submitted'), 9, false]],
      )
    })
  }),
)

test(
  'boards are paged by the last one seen, none twice and none left out',
  inHouse(async house => {
    const months = [7, 8, 9, 10].map(month => ({
      ten: `tháng ${month}/2026`,
      ma: `T2026-${month}`,
      from: `22/0${month - 1}/2026`.replace('/010', '/10'),
      until: `21/${String(month).padStart(2, '0')}/2026`,
      due: `25/${String(month).padStart(2, '0')}/2026`,
    }))
    for (const month of months) await openWindow(house, month)
    await house.doing('binh', 'reports.read', async ask => {
      const receivers = [house.unit('MAU')]
      const whole = (await received(ask, { receivers, limit: 9 })).boards.map(one => one.window.code)
      const first = await received(ask, { receivers, limit: 3 })
      const second = await received(ask, { receivers, limit: 3, after: first.next })
      assert.deepEqual(
        [...first.boards, ...second.boards].map(one => one.window.code),
        whole,
      )
      assert.deepEqual([whole.length, second.next], [4, undefined])
    })
  }),
)

test(
  'who inspects a unit that receives nothing reads what it owes, and is not asked to write it',
  inHouse(async house => {
    await openWindow(house)
    const owner = new pg.Client({ connectionString: house.database.ownerUrl })
    await owner.connect()
    try {
      await owner.query("update post set role = 'inspector' where unit_id = $1 and role = 'officer'", [house.unit('HL')])
    } finally {
      await owner.end()
    }
    const page = await (await house.as('dung')).get('/bao-cao')
    assert.match(page.text, /Báo cáo của đơn vị/u)
    assert.match(page.text, new RegExp(`${sheetOf(house, 'HL')}"[^>]*>Xem`, 'u'))
    assert.doesNotMatch(page.text, /Bắt đầu ghi|báo cáo cần làm/u)
  }),
)
