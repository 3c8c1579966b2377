// A token made by whoever keeps the server, for a person who has an account and a post.
import { civil } from '../ground/day.ts'
import { openDatabase, transact } from '../ground/db.ts'
import { Fault, missing, settle } from '../ground/faults.ts'
import { fileStore } from '../ground/files.ts'
import { loadTree } from '../org/store.ts'
import { type MadeToken, makeToken, personOfToken, type Scope } from './api-tokens.ts'
import { record } from './ask.ts'
import { grantFor } from './grants.ts'
import { personByLogin } from './people.ts'

/**
 * Makes a token and writes so in the log. Whoever could do nothing with it gets none: an account without a post today, a closed one, or one
 * that still owes a second factor. @throws missing · refused token.*
 */
export async function tokenByCommand(
  to: { appUrl: string; dataDir: string },
  of: { login: string; name: string; scope: Scope; days: number; at: Date },
): Promise<{ person: string; made: MadeToken }> {
  const { db, close } = openDatabase(to.appUrl, { size: 1 })
  const today = civil(of.at).day
  try {
    return await transact(db, async tx => {
      const known = await personByLogin(tx, of.login, today)
      if (!known) throw missing(`tài khoản có tên đăng nhập “${of.login}”`)
      const made = settle<MadeToken>(await makeToken(tx, { personId: known.id, name: of.name, scope: of.scope, days: of.days, at: of.at }))
      const found = await personOfToken(tx, made.token, today, of.at)
      if (!found) throw new Fault('refused', 'token.closed', 'Tài khoản này đã đóng, không tạo mã truy cập được.')
      if (found.person.owesTotp)
        throw new Fault(
          'refused',
          'token.totp',
          'Vai trò của người này phải có xác thực hai bước. Người ấy đăng nhập và bật xác thực trước.',
        )
      const tree = await loadTree(tx, today)
      const person = { ...known, posts: found.person.posts }
      const grant = grantFor(person, 'self.tokens', tree)
      const [unit] = grant?.seats ?? []
      if (!grant || unit === undefined)
        throw new Fault('refused', 'token.no-post', 'Hôm nay người này không giữ chức vụ nào, nên mã truy cập không mở được gì.')
      await record(
        { tx, grant, person, today, at: of.at, tree, files: fileStore(to.dataDir) },
        { unit, act: 'tokens.make-by-command', subject: made.id, detail: { scope: of.scope, days: of.days } },
      )
      return { person: known.name, made }
    })
  } finally {
    await close()
  }
}
