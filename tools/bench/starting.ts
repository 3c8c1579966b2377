// From a fresh clone of the last commit to the first good answer, and from a stopped system to the next.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PROJECT } from '../../src/process/binaries.ts'
import type { Bench } from './bench.ts'
import { startSystem } from './processes.ts'
import { atMost, type Row } from './table.ts'

const RESTARTS = 3

export async function benchStarting(bench: Bench): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'danvan-clone-'))
  const clone = join(folder, 'danvan')
  // As root, PostgreSQL runs as another account and must be able to come here.
  chmodSync(folder, 0o755)
  try {
    execFileSync('git', ['clone', '--quiet', PROJECT, clone])
    const start = () => startSystem(clone, ['npm', 'start'], { DATA_DIR: join(clone, '.data') })
    const first = await start()
    await first.stop()
    bench.tell(`a fresh clone served after ${first.seconds.toFixed(1)} s`)
    const restarts: number[] = []
    for (let i = 0; i < RESTARTS; i++) {
      const again = await start()
      await again.stop()
      restarts.push(again.seconds)
    }
    return [atMost('start from a fresh clone', [first.seconds], 60), atMost('restart', restarts, 3)]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
