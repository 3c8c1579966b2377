// ./danvan invite: a link for one person to set the password anew, when no administrator is left who could make it on a page.
import { wayBack } from '../access/way-back.ts'
import { openMigrated } from './open.ts'
import { readOptions, required } from './options.ts'
import { readSettings } from './settings.ts'
import { say, Trouble } from './trouble.ts'

export async function run(args: readonly string[]): Promise<number | undefined> {
  const options = readOptions(args, ['login', 'totp'])
  const login = required(options, 'login')
  const totp = options.values.get('totp')
  if (totp !== undefined && totp !== 'off') throw new Trouble('--totp chỉ nhận giá trị off: gỡ xác thực hai bước của người ấy.')
  const opened = await openMigrated(readSettings())
  try {
    const { name, token } = await wayBack(opened, { login, withoutTotp: totp === 'off', at: new Date() })
    say(`Trao cho ${name} liên kết này, dùng một lần trong 72 giờ, ở địa chỉ mà mọi người vẫn mở hệ thống:`)
    say(`/loi-moi/${token}`)
    return undefined
  } finally {
    await opened.close()
  }
}
