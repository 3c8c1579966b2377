// The way back in when nobody is left who could open it from a page: for whoever keeps the server, by a command.
import { civil } from '../ground/day.ts'
import { openDatabase, transact } from '../ground/db.ts'
import { missing } from '../ground/faults.ts'
import { fileStore } from '../ground/files.ts'
import { loadTree } from '../org/store.ts'
import { record } from './ask.ts'
import { grantFor } from './grants.ts'
import { invite } from './invitations.ts'
import { personByLogin } from './people.ts'
import { removeTotp } from './second-factor.ts'
import { endAllWays } from './sessions.ts'

/** Invites a person to set their password; with `withoutTotp` the second factor goes too, and every session. @throws missing */
export async function wayBack(
  to: { appUrl: string; dataDir: string },
  of: { login: string; withoutTotp: boolean; at: Date },
): Promise<{ name: string; token: string }> {
  const { db, close } = openDatabase(to.appUrl, { size: 1 })
  const today = civil(of.at).day
  try {
    return await transact(db, async tx => {
      const person = await personByLogin(tx, of.login, today)
      if (!person) throw missing(`tài khoản có tên đăng nhập “${of.login}”`)
      if (of.withoutTotp && (await removeTotp(tx, person.id))) await endAllWays(tx, person.id, of.at)
      const token = await invite(tx, { personId: person.id, purpose: 'password', by: person.id, at: of.at })
      const tree = await loadTree(tx, today)
      const grant = grantFor(person, 'self.log', tree)
      const [unit] = grant?.seats ?? []
      if (grant && unit !== undefined)
        await record(
          { tx, grant, person, today, at: of.at, tree, files: fileStore(to.dataDir) },
          { unit, act: 'accounts.way-back', subject: person.id, detail: { withoutTotp: of.withoutTotp } },
        )
      return { name: person.name, token }
    })
  } finally {
    await close()
  }
}
