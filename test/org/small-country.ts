// Rows written short, for tests that tell one thing: "unit X stood from … until …, under …".
import { type Day, day } from '../../src/ground/day.ts'
import type { Succession, Version } from '../../src/org/history.ts'

export type Told = Partial<Omit<Version, 'unitId' | 'from' | 'until'>> & { readonly from?: string; readonly until?: string }

const dayOrNull = (text: string | undefined): Day | null => (text === undefined ? null : day(text))

/** A version; an area of commune level unless told otherwise, named after its id. */
export const stood = (unitId: string, told: Told = {}): Version => ({
  line: 'area',
  level: 'commune',
  kind: 'xã',
  name: unitId,
  code: null,
  parentId: null,
  areaId: null,
  lawId: null,
  endLawId: null,
  ...told,
  unitId,
  from: dayOrNull(told.from),
  until: dayOrNull(told.until),
})

export const became = (fromId: string, toId: string, on: string, kind: Succession['kind'] = 'merged', heir = false): Succession => ({
  fromId,
  toId,
  onDay: day(on),
  kind,
  share: null,
  heir,
  lawId: null,
})

/** One province with a district until 30 June 2025; communes that merge, one that is divided, hamlets and two more lines. */
export const country = {
  versions: [
    stood('Nước', { level: 'centre', kind: 'nước' }),
    stood('Tỉnh Mẫu', { level: 'province', kind: 'tỉnh', parentId: 'Nước' }),
    stood('Tỉnh Bạn', { level: 'province', kind: 'tỉnh', parentId: 'Nước' }),
    stood('Huyện Thượng', { level: 'district', kind: 'huyện', parentId: 'Tỉnh Mẫu', until: '2025-06-30' }),
    stood('Xã Một', { parentId: 'Huyện Thượng', until: '2025-06-30', code: '00004' }),
    stood('Xã Hai', { parentId: 'Huyện Thượng', until: '2025-06-30' }),
    stood('Xã Ba', { parentId: 'Huyện Thượng', until: '2025-06-30' }),
    stood('Xã Bốn', { parentId: 'Huyện Thượng', until: '2025-06-30' }),
    stood('Xã Bốn', { parentId: 'Tỉnh Mẫu', from: '2025-07-01', name: 'Phường Bốn', kind: 'phường' }),
    stood('Xã Xa', { parentId: 'Tỉnh Bạn' }),
    stood('Xã Mới', { parentId: 'Tỉnh Mẫu', from: '2025-07-01', code: '00004' }),
    stood('Phường Ba', { parentId: 'Tỉnh Mẫu', kind: 'phường', from: '2025-07-01' }),
    stood('Phường Tư', { parentId: 'Tỉnh Mẫu', kind: 'phường', from: '2025-07-01' }),
    stood('Thôn Một', { level: 'hamlet', kind: 'thôn', parentId: 'Xã Một', until: '2025-06-30' }),
    stood('Thôn Một', { level: 'hamlet', kind: 'thôn', parentId: 'Xã Mới', from: '2025-07-01' }),
    stood('Tỉnh ủy', { line: 'party', level: 'province', kind: 'đảng bộ', areaId: 'Tỉnh Mẫu' }),
    stood('Ban Dân vận Tỉnh ủy', { line: 'party', level: 'body', kind: 'ban', parentId: 'Tỉnh ủy' }),
    stood('Huyện ủy', {
      line: 'party',
      level: 'district',
      kind: 'đảng bộ',
      parentId: 'Tỉnh ủy',
      areaId: 'Huyện Thượng',
      until: '2025-06-30',
    }),
    // The Front's bodies merged two months after their areas did.
    stood('Mặt trận tỉnh', { line: 'front', level: 'province', kind: 'mttq', areaId: 'Tỉnh Mẫu' }),
    stood('Mặt trận xã Một', { line: 'front', kind: 'mttq', parentId: 'Mặt trận tỉnh', areaId: 'Xã Một', until: '2025-08-31' }),
    stood('Mặt trận xã Mới', { line: 'front', kind: 'mttq', parentId: 'Mặt trận tỉnh', areaId: 'Xã Mới', from: '2025-09-01' }),
  ],
  successions: [
    became('Xã Một', 'Xã Mới', '2025-07-01'),
    became('Xã Hai', 'Xã Mới', '2025-07-01'),
    became('Xã Ba', 'Phường Ba', '2025-07-01', 'split'),
    became('Xã Ba', 'Phường Tư', '2025-07-01', 'split'),
    became('Mặt trận xã Một', 'Mặt trận xã Mới', '2025-09-01'),
  ],
} as const
