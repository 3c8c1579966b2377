// Texts read per second on one core: the project's own, and those that lie beside the project when they do.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT } from '../../src/process/binaries.ts'
import { read } from '../../src/rooms/reading/reader/read.ts'
import type { Bench } from './bench.ts'
import { atLeast, type Row } from './table.ts'

const FOLDERS = ['test/reading', '../shared/seeds']

export async function benchReading(bench: Bench): Promise<Row[]> {
  const texts = FOLDERS.map(folder => join(PROJECT, folder))
    .filter(existsSync)
    .flatMap(folder => readdirSync(folder).map(name => join(folder, name)))
    .filter(path => path.endsWith('.txt'))
    .map(path => readFileSync(path, 'utf8'))
  const rates: number[] = []
  for (let round = -1; round < bench.rounds; round++) {
    const began = performance.now()
    let count = 0
    let facts = 0
    while (performance.now() < began + bench.seconds * 1000)
      for (const text of texts) {
        facts += read(text).figures.length
        count += 1
      }
    if (facts === 0) throw new Error('nothing was read')
    if (round >= 0) rates.push(count / ((performance.now() - began) / 1000))
  }
  return [atLeast(`documents read on one core (${texts.length} texts)`, rates, 'documents/s', 200)]
}
