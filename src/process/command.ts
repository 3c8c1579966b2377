// Runs one command of ./danvan and turns what goes wrong into a sentence and an exit code.
import { Fault } from '../ground/faults.ts'
import { MigrationRefused } from '../ground/migrations.ts'
import { Trouble, warn } from './trouble.ts'

/** What src/process/<command>.ts exports: it answers the exit code, or nothing when all went well. */
export type Run = (args: readonly string[]) => Promise<number | undefined>

const COMMANDS: Readonly<Record<string, () => Promise<{ run: Run }>>> = {
  start: () => import('./start.ts'),
  test: () => import('./test.ts'),
  init: () => import('./init.ts'),
  migrate: () => import('./migrate.ts'),
  demo: () => import('./demo.ts'),
  doctor: () => import('./doctor.ts'),
  read: () => import('./read.ts'),
  print: () => import('./print.ts'),
  areas: () => import('./areas.ts'),
  invite: () => import('./invite.ts'),
  token: () => import('./token.ts'),
  notices: () => import('./notices.ts'),
  reconcile: () => import('./reconcile.ts'),
  rebuild: () => import('./rebuild.ts'),
  bench: () => import('./bench.ts'),
}

/** Words for a person: the stack of a bug is shown, the stack of a full disk is not. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Trouble || error instanceof MigrationRefused || error instanceof Fault) return error.message
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC') return 'Ổ đĩa đã đầy. Giải phóng chỗ trống rồi chạy lại.'
  if (code === 'EACCES' || code === 'EROFS') return `Không có quyền ghi: ${(error as Error).message}. Chạy bằng tài khoản được ghi vào đó.`
  return error instanceof Error ? `Lỗi của chương trình: ${error.stack}` : String(error)
}

export async function runCommand(name: string, args: readonly string[]): Promise<void> {
  try {
    const command = await COMMANDS[name]?.()
    const code = await command?.run(args)
    process.exit(code ?? 0)
  } catch (error) {
    warn(sentenceOf(error))
    process.exit(1)
  }
}
