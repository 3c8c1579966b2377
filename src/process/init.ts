// ./danvan init: the first administrator of an empty system, instead of the demo.
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { whileInstalling } from './installation.ts'
import { openMigrated } from './open.ts'
import { type Options, readOptions } from './options.ts'
import { readSettings } from './settings.ts'
import { say, Trouble } from './trouble.ts'

interface Administrator {
  readonly login: string
  readonly name: string
  readonly unit: string
  readonly password: string
}

export async function run(args: readonly string[]): Promise<number | undefined> {
  const options = readOptions(args, ['login', 'name', 'unit'])
  const opened = await openMigrated(readSettings())
  try {
    return await whileInstalling(opened.ownerUrl, async (found, install) => {
      if (found?.ready)
        throw new Trouble(
          found.kind === 'demo'
            ? 'Cơ sở dữ liệu này đang chứa dữ liệu mẫu. Đặt DATA_DIR tới một thư mục mới rồi chạy lại ./danvan init.'
            : 'Hệ thống đã có quản trị viên. Người đó tạo các tài khoản khác trên trang Tài khoản.',
        )
      const administrator = await askAdministrator(options)
      if (found) await install.empty()
      await install.begin('init')
      try {
        const { makeFirstAdministrator } = await import('../access/first-admin.ts')
        await makeFirstAdministrator(opened.appUrl, administrator)
      } catch (error) {
        await install.giveUp()
        throw error
      }
      await install.finish()
      say(`Đã tạo quản trị viên ${administrator.login}. Chạy ./danvan start rồi đăng nhập.`)
      return undefined
    })
  } finally {
    await opened.close()
  }
}

/** From the options, the environment or the input, whichever has it; a typed password is not shown. */
async function askAdministrator(options: Options): Promise<Administrator> {
  const terminal = process.stdin.isTTY === true
  let silent = false
  const output = new Writable({
    write(chunk, _encoding, done) {
      if (!silent) process.stderr.write(chunk)
      done()
    },
  })
  const lines = createInterface({ input: process.stdin, output, terminal })
  const waiting = lines[Symbol.asyncIterator]()
  const ask = async (question: string, secret = false): Promise<string> => {
    if (terminal) process.stderr.write(question)
    silent = secret
    const { value, done } = await waiting.next()
    silent = false
    if (secret && terminal) process.stderr.write('\n')
    if (done) throw new Trouble('Thiếu thông tin của quản trị viên. Xem cách dùng: ./danvan help')
    return value.normalize('NFC')
  }
  try {
    const login = (options.values.get('login') ?? (await ask('Tên đăng nhập (chữ thường không dấu, số, dấu chấm): '))).trim()
    if (!/^[a-z0-9][a-z0-9.-]{1,39}$/.test(login))
      throw new Trouble('Tên đăng nhập: dùng chữ thường không dấu, số, dấu chấm; từ 2 đến 40 ký tự.')
    const name = (options.values.get('name') ?? (await ask('Họ và tên: '))).trim()
    if (name === '') throw new Trouble('Thiếu họ và tên của quản trị viên.')
    const unit = (options.values.get('unit') ?? (await ask('Đơn vị cao nhất của hệ thống này, ví dụ “Tỉnh …”: '))).trim()
    if (unit === '') throw new Trouble('Thiếu tên đơn vị cao nhất.')
    const given = process.env['DANVAN_ADMIN_PASSWORD']?.normalize('NFC')
    const password = given || (await ask('Mật khẩu (ít nhất 10 ký tự): ', true))
    if ([...password].length < 10) throw new Trouble('Mật khẩu: cần ít nhất 10 ký tự. Một câu ngắn dễ nhớ là tốt nhất.')
    if (!given && terminal && (await ask('Nhập lại mật khẩu: ', true)) !== password)
      throw new Trouble('Hai lần nhập mật khẩu khác nhau. Chạy lại lệnh.')
    return { login, name, unit, password }
  } finally {
    lines.close()
  }
}
