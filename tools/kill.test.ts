import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { killRounds } from './kill.ts'

test('Node and the postmaster are killed under load, twenty kills in all, and every receipt given is there', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'danvan-kill-'))
  try {
    // Nine rounds kill both, and the fifth the postmaster alone before.
    const { receipts, lost, halves } = await killRounds(9, dataDir)
    assert.ok(receipts >= 45)
    assert.deepEqual(lost, [])
    assert.equal(halves, 0)
  } finally {
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
})
