// The house in a process of its own, so that its memory, its open files and its limits are its own. Started by hardship.test.ts.
import type { AddressInfo } from 'node:net'
import { openDatabase } from '../../src/ground/db.ts'
import { fileStore } from '../../src/ground/files.ts'
import { buildHouse } from '../../src/house.ts'

const [appUrl = '', dataDir = '', patience = '60000', now = ''] = process.argv.slice(2)
const { db } = openDatabase(appUrl, { size: 4 })
const app = await buildHouse({ db, files: fileStore(dataDir), now: () => new Date(now), demo: true, patience: Number(patience) })
await app.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`port ${(app.server.address() as AddressInfo).port}\n`)
