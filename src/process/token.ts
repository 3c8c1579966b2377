// ./danvan token: a token with which a program acts for one person over /api/v1. Printed once; only its SHA-256 is kept.
import { DAYS_GIVEN, SCOPES, type Scope } from '../access/api-tokens.ts'
import { tokenByCommand } from '../access/token-by-command.ts'
import { civil } from '../ground/day.ts'
import { formatDay } from '../ground/vietnamese.ts'
import { openMigrated } from './open.ts'
import { readOptions, required } from './options.ts'
import { readSettings } from './settings.ts'
import { say, Trouble, warn } from './trouble.ts'

const isScope = (word: string): word is Scope => SCOPES.some(one => one === word)

export async function run(args: readonly string[]): Promise<number | undefined> {
  const options = readOptions(args, ['user', 'name', 'days', 'scope'])
  const login = required(options, 'user')
  const scope = options.values.get('scope') ?? 'read'
  if (!isScope(scope)) throw new Trouble(`--scope chỉ nhận ${SCOPES.join(' hoặc ')}.`)
  const days = options.values.get('days') ?? String(DAYS_GIVEN)
  if (!/^\d{1,4}$/u.test(days)) throw new Trouble('--days phải là số ngày, ví dụ 90.')
  const opened = await openMigrated(readSettings())
  try {
    const name = options.values.get('name') ?? 'tạo bằng lệnh ở máy chủ'
    const { person, made } = await tokenByCommand(opened, { login, name, scope, days: Number(days), at: new Date() })
    // The token alone on standard output, so that a script can take it; what is said about it goes beside.
    warn(`Mã truy cập của ${person}, phạm vi ${scope}, dùng đến ${formatDay(civil(made.expires).day)}; không hiện lại:`)
    say(made.token)
    return undefined
  } finally {
    await opened.close()
  }
}
