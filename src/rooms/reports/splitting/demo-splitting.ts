// The demo's regime in the making: one line split by subject and by field, for whoever opens the designer.
import type { DemoWorld } from '../../../web/room.ts'
import { beginRegime, saveRegime } from '../designing/acts-design.ts'
import { splitLine } from './acts-splitting.ts'

export async function demoSplitting(world: DemoWorld): Promise<void> {
  const ask = await world.as('binh', 'reports.design')
  const id = world.unit('thiết kế có dòng chia nhỏ')
  await beginRegime(ask, { id })
  await saveRegime(ask, id, 1, () => ({
    name: 'Báo cáo chuyên đề khen thưởng quý',
    code: 'KTHUONG-QUY',
    rhythm: 'quarter',
    receiver: 'Ban Tuyên giáo và Dân vận Tỉnh ủy',
    lines: ['KT09'],
  }))
  await splitLine(ask, id, 2, { line: 'KT09', dimension: 'CT' })
  await splitLine(ask, id, 3, { line: 'KT09', dimension: 'LV' })
}
