// What the demo shows of this room: who plays the focal role, bodies that follow their area, one hand-over of a dissolved body.

import { addDays, type Day, day, yearOf } from '../../ground/day.ts'
import type { DemoWorld } from '../../web/room.ts'
import { keepHandOver, nameFocal, sayFollowing } from './acts.ts'
import { bring } from './acts-reform.ts'
import type { Measure } from './resolution.ts'

const REFORM = day('2025-07-01')
const COMMUNES = ['BS', 'BD', 'CM', 'DS', 'HL', 'KT', 'LT', 'MD', 'NG', 'SL', 'TU', 'YT'] as const
const FOLLOWING = ['DU', 'MT', 'ND', 'PN', 'TN', 'CB'] as const

const endOfYear = (today: Day): Day => day(`${yearOf(today)}-12-31`)

export async function demo(world: DemoWorld): Promise<void> {
  const keeping = await world.as('quan', 'units.keep')
  await nameFocal(keeping, {
    unit: world.unit('MAU'),
    body: world.unit('DU.MAU'),
    from: day('2025-03-01'),
    decision: 'Quyết định minh họa của Tỉnh ủy Mẫu',
  })
  for (const commune of COMMUNES) {
    // In one ward the Front does it, as practice varies.
    const body = commune === 'CM' ? 'MT' : 'DU'
    await nameFocal(keeping, {
      unit: world.unit(commune),
      body: world.unit(`${body}.${commune}`),
      from: REFORM,
      decision: 'Quy chế làm việc minh họa',
    })
    for (const line of FOLLOWING)
      await sayFollowing(keeping, {
        body: world.unit(`${line}.${commune}`),
        follows: true,
        from: REFORM,
        decision: 'Điều lệ, hướng dẫn minh họa',
      })
  }
  const reforming = await world.as('quan', 'units.reform')
  const plan = {
    id: world.unit('du-kien:lang-lua'),
    title: 'Nhập xã Hạ Lang và xã Suối Lúa (bản dự kiến minh họa)',
    day: addDays(endOfYear(world.today), 1),
    law: '00/NQ-MINHHOA',
    lawTitle: 'Nghị quyết minh họa về sắp xếp hai xã (không có thật)',
  }
  const merging: Measure = {
    do: 'merge',
    from: [world.unit('HL'), world.unit('SL')],
    into: { is: 'new', kind: 'xã', name: 'Lang Lúa' },
  }
  await bring(reforming, plan, 'resolution', { measures: [{ id: world.unit('viec:lang-lua'), measure: merging }] })
  const handing = await world.as('quan', 'units.hand-over')
  await keepHandOver(handing, {
    id: world.unit('ban-giao:DU.D1'),
    fromId: world.unit('DU.D1'),
    toId: world.unit('DU.MAU'),
    onDay: REFORM,
    decision: 'Quyết định minh họa về kết thúc hoạt động của Huyện ủy Khe Sơn',
    place: 'Trụ sở Huyện ủy Khe Sơn',
    note: '',
    corrects: null,
    lines: [
      { kind: 'papers', what: 'Hồ sơ công tác dân vận các năm 2016–2025', amount: 42, measure: 'hộp', note: 'có danh mục kèm theo' },
      { kind: 'models', what: 'Hồ sơ mô hình Dân vận khéo cấp huyện', amount: 18, measure: 'bộ', note: '' },
      { kind: 'matters', what: 'Chương trình phối hợp đang thực hiện', amount: 3, measure: 'chương trình', note: '' },
      { kind: 'property', what: 'Máy tính, máy in của bộ phận dân vận', amount: 4, measure: 'bộ', note: 'đang dùng tốt' },
    ],
    signatories: [
      { side: 'from', name: 'Lò Văn Giao', title: 'Nguyên Trưởng Ban Dân vận Huyện ủy Khe Sơn' },
      { side: 'to', name: 'Phạm Thị Nhận', title: 'Phó Trưởng Ban Tuyên giáo và Dân vận Tỉnh ủy Mẫu' },
    ],
  })
}
