import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { isAlive, mark, markLives, withLock } from './lock.ts'

let folder: string
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'danvan-lock-'))
})
after(() => rmSync(folder, { recursive: true }))

test('work under one lock never overlaps, and the lock is given back also when the work fails', async () => {
  const path = join(folder, 'one')
  let inside = 0
  const work = async (): Promise<void> => {
    inside += 1
    assert.equal(inside, 1)
    await pause(5)
    inside -= 1
  }
  await Promise.all(Array.from({ length: 8 }, () => withLock(path, work)))
  await assert.rejects(
    withLock(path, () => Promise.reject(new Error('no'))),
    /no/,
  )
  assert.equal(existsSync(path), false)
})

test('a holder that died does not hold, nor does another process that got its number', async () => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid
  const path = join(folder, 'two')
  writeFileSync(path, `${dead} 1`)
  assert.equal(await withLock(path, async () => 'done', 2), 'done')
  writeFileSync(path, `${process.pid} 1`)
  assert.equal(await withLock(path, async () => 'done', 2), 'done')
})

test('a holder that lives is waited for, and named when it takes too long', async () => {
  const path = join(folder, 'three')
  writeFileSync(path, mark(process.pid))
  await assert.rejects(
    withLock(path, async () => 'done', 0.1),
    new RegExp(`\\(${process.pid}\\) giữ`),
  )
})

test('the mark of a process lives as long as it does', () => {
  assert.equal(markLives(mark(process.pid)), true)
  assert.equal(isAlive(process.pid), true)
  assert.equal(markLives('nothing'), false)
  assert.equal(markLives(''), false)
})
