// A process that holds an embedded server until it is ended: the tests of the process floor kill it, or stop it in its tracks.
import { startServer } from '../src/process/postgres.ts'

const server = await startServer(process.argv[2] ?? '', { fsync: false })
process.stdout.write(`${JSON.stringify({ pid: server.pid(), ownerUrl: server.ownerUrl })}\n`)
setInterval(() => {}, 60_000)
