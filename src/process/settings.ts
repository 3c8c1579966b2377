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
  /** A PostgreSQL of the body's own; without it the embedded one is used. */
  readonly given?: { readonly appUrl: string; readonly ownerUrl: string }
}

export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const port = env['PORT'] || '8080'
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new Trouble(`PORT phải là số từ 0 đến 65535, không phải “${port}”.`)
  const dataDir = env['DATA_DIR'] || join(PROJECT, '.data')
  const given = givenDatabase(env)
  return {
    port: Number(port),
    host: env['HOST'] || '127.0.0.1',
    dataDir: isAbsolute(dataDir) ? dataDir : resolve(dataDir),
    secure: env['SECURE_COOKIES'] === '1',
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
