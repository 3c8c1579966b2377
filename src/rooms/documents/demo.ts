// What Tỉnh Mẫu prints around its documents: the Party's province report, and each commune's own.
import { day } from '../../ground/day.ts'
import type { DemoWorld } from '../../web/room.ts'
import { setLetterhead } from './store.ts'

export async function demo(world: DemoWorld): Promise<void> {
  await setLetterhead(world.tx, world.unit('MAU'), day('2011-01-01'), {
    issuerKind: 'party',
    superior: 'Tỉnh ủy Mẫu',
    issuer: 'Ban Tuyên giáo và Dân vận',
    issuerInText: 'Ban Tuyên giáo và Dân vận Tỉnh ủy Mẫu',
    symbol: 'BC/BTGDVTU',
    place: 'Mẫu',
    addressees: [],
    grounds: [],
    signer: { onBehalf: null, instead: null, byOrder: null, title: 'Trưởng ban', name: 'Hoàng Thị Chi' },
    recipients: [
      'Thường trực Tỉnh ủy (để báo cáo)',
      'Ban Tuyên giáo và Dân vận Trung ương',
      'Đảng ủy các xã, phường',
      'Lưu Ban Tuyên giáo và Dân vận Tỉnh ủy',
    ],
  })
}
