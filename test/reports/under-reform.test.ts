// What the rooms say a change of the organisation means for their records, before it is applied; only within the asker's reach.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import type { Action } from '../../src/access/grants.ts'
import { day } from '../../src/ground/day.ts'
import { ROOMS } from '../../src/house.ts'
import { effectOf, type Step } from '../../src/org/change-set.ts'
import { digestOf } from '../../src/org/change-store.ts'
import type { ReformEffect } from '../../src/web/room.ts'
import { inHouse, type TestHouse } from '../house.ts'
import { handIn, openWindow, sheetOf } from './steps.ts'

/** Xã Suối Lúa would go into xã Mỹ Đông on that day; what the room says to this administrator. */
const told = (house: TestHouse, room: string, login: string, on: string, action: Action = 'units.keep'): Promise<readonly ReformEffect[]> =>
  house.doing(login, action, async ask => {
    const [from, to] = [house.unit('SL'), house.unit('MD')]
    const bodies = [...ask.tree.below(from)].filter(id => ask.tree.unit(id)?.line !== 'area')
    const steps: Step[] = [
      ...ask.tree.children(from).map((one): Step => ({ step: 'version', id: one.id, change: { parentId: to } })),
      ...bodies.map((id): Step => ({ step: 'end', id })),
      { step: 'pass', from, to, kind: 'merged' },
    ]
    const set = {
      id: randomUUID(),
      kind: 'reform',
      title: 'Thử',
      effectiveOn: day(on),
      sourceName: 'thử',
      sourceSha256: digestOf(steps),
      steps,
    } as const
    const effect = effectOf(ask.tree, set)
    const ending = new Set(effect.ended.map(one => one.id))
    return (await ROOMS.find(one => one.name === room)?.underReform?.(ask, { ending, after: effect.after, on: day(on) })) ?? []
  })

const draft = async (house: TestHouse): Promise<void> => {
  const who = await house.as('suoilua')
  await who.post(`${sheetOf(house, 'SL')}/nhap`, { after: '0', version: '0', page: randomUUID(), 'o-DT01': '7' })
}

test(
  'a window cut off before the change is handed in by the keeper, one cut off after it by the new structure; drafts are counted',
  inHouse(async house => {
    await openWindow(house)
    await draft(house)
    const [before] = await told(house, 'reports', 'quan', '2026-11-23')
    assert.equal(before?.count, 1)
    assert.match(before?.heading ?? '', /chốt số liệu trước ngày thay đổi/u)
    assert.match(before?.say ?? '', /đơn vị tiếp nhận hồ sơ soạn và nộp thay\. 1 bản nháp đang soạn còn nguyên/u)
    assert.match(before?.examples[0]?.label ?? '', /^Xã Suối Lúa, báo cáo tháng 11\/2026 \(hạn 25\/11\/2026\): xã Mỹ Đông/u)
    const [after] = await told(house, 'reports', 'quan', '2026-11-21')
    assert.match(after?.heading ?? '', /chốt số liệu từ ngày thay đổi/u)
    await handIn(house, 'suoilua', 'SL')
    const [sent] = await told(house, 'reports', 'quan', '2026-11-23')
    assert.match(sent?.heading ?? '', /Báo cáo đã nộp, kỳ chưa công bố/u)
  }),
)

test(
  'models in care are told with who will keep them',
  inHouse(async house => {
    const officer = await house.as('suoilua')
    const fields = {
      kind: 'collective',
      field: 'KINH_TE',
      on: '20/11/2026',
      situation: 'Đường lầy lội.',
      aims: 'Có đường.',
      content: 'Góp công.',
    }
    for (const title of ['Đường hoa thôn Một', 'Tổ tự quản bến nước'])
      assert.equal((await officer.post('/kheo/dang-ky', { ...fields, id: randomUUID(), unit: house.unit('SL'), title })).status, 303)
    const [models] = await told(house, 'kheo', 'quan', '2026-11-23')
    assert.equal(models?.count, 2)
    assert.match(models?.examples[0]?.label ?? '', /^Xã Suối Lúa: 2 mô hình, xã Mỹ Đông giữ/u)
  }),
)

test(
  'texts brought for reading are told with who will keep them, and nothing is told of what is out of reach',
  inHouse(async house => {
    await openWindow(house)
    const officer = await house.as('suoilua')
    const bytes = new TextEncoder().encode('Ngày 12/8/2026, xã Suối Lúa phát động hiến đất làm đường; 45 hộ tham gia.')
    const brought = await officer.upload('/doc-van-ban', { id: randomUUID(), seat: house.unit('SL') }, [
      { field: 'files', name: 'bai.txt', bytes },
    ])
    assert.equal(brought.status, 303, brought.text.slice(0, 500))
    const [texts] = await told(house, 'reading', 'quan', '2026-11-23')
    assert.equal(texts?.count, 1)
    assert.match(texts?.examples[0]?.label ?? '', /^Xã Suối Lúa: 1 văn bản, xã Mỹ Đông giữ/u)
    for (const room of ['reading', 'reports', 'kheo']) assert.deepEqual(await told(house, room, 'an', '2026-11-23', 'self'), [], room)
  }),
)
