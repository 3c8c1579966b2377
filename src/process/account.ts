// As whom PostgreSQL runs: it refuses root, so root lends it `nobody`, or a namespace of its own where `nobody` cannot reach.
import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { chownSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { Trouble } from './trouble.ts'

const NOBODY = 65534
const NAMESPACE = ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`]

export type Account = 'self' | 'nobody' | 'namespace'

/** Chooses the account for a data folder that exists already. */
export function chooseAccount(binaries: Binaries, folder: string): Account {
  if (process.getuid?.() !== 0) return 'self'
  if (nobodyReaches(binaries, folder)) return 'nobody'
  if (spawnSync('unshare', [...NAMESPACE, 'true']).status === 0) return 'namespace'
  throw new Trouble(
    `PostgreSQL không chạy bằng tài khoản root và không tài khoản nào khác vào được ${folder}. Hãy chạy bằng tài khoản thường, hoặc chuyển bản cài đặt ra thư mục mà mọi tài khoản đọc được (ví dụ /opt/danvan).`,
  )
}

const nobodyReaches = (binaries: Binaries, folder: string): boolean =>
  spawnSync('/bin/sh', ['-c', 'cd "$0" && [ -r "$1" ] && [ -x "$2" ]', folder, binaries.sample, binaries.postgres], {
    uid: NOBODY,
    gid: NOBODY,
    cwd: '/',
  }).status === 0

/** Gives a folder to the account, whoever had it: a data folder may have been moved between an open and a private place. */
export function giveTo(account: Account, folder: string): void {
  if (account === 'self') return
  const owner = account === 'nobody' ? NOBODY : 0
  if (lstatSync(folder).uid === owner) return
  const give = (path: string): void => {
    const stat = lstatSync(path)
    if (stat.isDirectory()) for (const name of readdirSync(path)) give(join(path, name))
    if (!stat.isSymbolicLink()) chownSync(path, owner, owner)
  }
  give(folder)
}

/** Starts a program as the account, away from the terminal: Ctrl-C stops Node, and Node stops the server in its turn. */
export function spawnAs(account: Account, program: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  const env = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
  const all = { cwd: '/', env, detached: true, ...options }
  if (account === 'namespace') return spawn('unshare', [...NAMESPACE, program, ...args], all)
  if (account === 'nobody') return spawn(program, args, { ...all, uid: NOBODY, gid: NOBODY })
  return spawn(program, args, all)
}
