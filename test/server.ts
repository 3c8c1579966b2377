// The PostgreSQL of the tests: the one that `npm test` names, or an embedded one of our own that parallel test files share.
import { join } from 'node:path'
import { PROJECT } from '../src/process/binaries.ts'
import { startServer } from '../src/process/postgres.ts'

let found: Promise<string> | undefined

/** A superuser's address on a server where databases can be made. The last test process to end stops a server of our own. */
export function testServer(): Promise<string> {
  const given = process.env['TEST_SERVER_URL']
  if (given) return Promise.resolve(given)
  found ??= startServer(join(PROJECT, '.test', 'pg18'), { fsync: false }).then(server => server.superUrl)
  return found
}
