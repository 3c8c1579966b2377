// The environment, read once: every setting has a default, and a wrong one is refused with a sentence.
import { isAbsolute, join, resolve } from 'node:path'
import { PROJECT } from './binaries.ts'
import { Trouble } from './trouble.ts'

export interface Settings {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  /** Served behind HTTPS: the cookie is never sent in clear. */
  readonly secure: boolean
  /** Where mail is handed in; without it no mail is sent. */
  readonly mail?: { readonly url: string; readonly from: string; readonly publicUrl: string }
  /** The hour, in Việt Nam, from which reminders and the digest are made. */
  readonly digestHour?: number
  /** Hooks may lead to addresses inside the body's own network. */
  readonly privateHooks?: boolean
  /** A PostgreSQL of the body's own; without it the embedded one is used. */
  readonly given?: { readonly appUrl: string; readonly ownerUrl: string }
}

export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const port = env['PORT'] || '8080'
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new Trouble(`PORT phải là số từ 0 đến 65535, không phải “${port}”.`)
  const dataDir = env['DATA_DIR'] || join(PROJECT, '.data')
  const given = givenDatabase(env)
  const mail = mailSettings(env)
  const hour = env['DIGEST_HOUR'] || undefined
  if (hour !== undefined && (!/^\d{1,2}$/.test(hour) || Number(hour) > 23))
    throw new Trouble(`DIGEST_HOUR phải là giờ từ 0 đến 23, không phải “${hour}”.`)
  return {
    port: Number(port),
    host: env['HOST'] || '127.0.0.1',
    dataDir: isAbsolute(dataDir) ? dataDir : resolve(dataDir),
    secure: env['SECURE_COOKIES'] === '1',
    ...(mail && { mail }),
    ...(hour !== undefined && { digestHour: Number(hour) }),
    ...(env['WEBHOOK_PRIVATE'] === '1' && { privateHooks: true }),
    ...(given && { given }),
  }
}

function givenDatabase(env: NodeJS.ProcessEnv): Settings['given'] {
  const appUrl = env['DATABASE_URL'] || undefined
  const ownerUrl = env['DATABASE_OWNER_URL'] || undefined
  if (!appUrl && !ownerUrl) return undefined
  if (!appUrl || !ownerUrl) {
    const [there, missing] = appUrl ? ['DATABASE_URL', 'DATABASE_OWNER_URL'] : ['DATABASE_OWNER_URL', 'DATABASE_URL']
    throw new Trouble(
      `Có ${there} mà thiếu ${missing}. Đặt cả hai: DATABASE_URL là tài khoản của ứng dụng, DATABASE_OWNER_URL là tài khoản sở hữu các bảng.`,
    )
  }
  for (const [name, url] of [
    ['DATABASE_URL', appUrl],
    ['DATABASE_OWNER_URL', ownerUrl],
  ] as const)
    if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url))
      throw new Trouble(`${name} sai dạng. Mẫu đúng: postgresql://tài_khoản:mật_khẩu@máy_chủ:5432/danvan`)
  return { appUrl, ownerUrl }
}

function mailSettings(env: NodeJS.ProcessEnv): Settings['mail'] {
  const [url, from, publicUrl] = [env['MAIL_URL'], env['MAIL_FROM'], env['PUBLIC_URL']]
  if (!url) return undefined
  if (!from || !publicUrl)
    throw new Trouble(
      `Có MAIL_URL mà thiếu ${from ? 'PUBLIC_URL' : 'MAIL_FROM'}. MAIL_FROM là địa chỉ gửi, PUBLIC_URL là địa chỉ mọi người mở hệ thống, ví dụ https://danvan.tinh.gov.vn`,
    )
  if (!/^smtps?:\/\//.test(url) || !URL.canParse(url))
    throw new Trouble('MAIL_URL sai dạng. Mẫu đúng: smtp://tài_khoản:mật_khẩu@máy_chủ:587 hoặc smtps://…:465')
  if (!/^https?:\/\//.test(publicUrl) || !URL.canParse(publicUrl))
    throw new Trouble('PUBLIC_URL sai dạng. Ghi địa chỉ mọi người mở hệ thống, ví dụ https://danvan.tinh.gov.vn')
  if (!/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/.test(from))
    throw new Trouble('MAIL_FROM sai dạng. Ghi một địa chỉ thư, ví dụ "Dân Vận <danvan@tinh.gov.vn>"')
  return { url, from, publicUrl: publicUrl.replace(/\/$/, '') }
}
