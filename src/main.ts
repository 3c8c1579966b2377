// The process: database → house → listen → close cleanly. The only clock of the house ticks here.
import type { AddressInfo } from 'node:net'
import { openDatabase, transact } from './ground/db.ts'
import { fileStore } from './ground/files.ts'
import { buildHouse, buildOutbox, ROOMS } from './house.ts'
import type { OutboxSettings } from './rooms/notices/room.ts'
import { keepRollups } from './rooms/reports/room.ts'

export interface Serving {
  readonly address: string
  close(): Promise<void>
}

export async function serve(
  to: { appUrl: string; host: string; port: number; dataDir: string; secure?: boolean } & OutboxSettings,
): Promise<Serving> {
  const { db, close } = openDatabase(to.appUrl)
  const installation = await db.selectFrom('installation').select('kind').executeTakeFirst()
  await transact(db, async tx => {
    for (const room of ROOMS) await room.install?.(tx)
  })
  const floor = { db, files: fileStore(to.dataDir), now: () => new Date() }
  const app = await buildHouse({
    ...floor,
    demo: installation?.kind === 'demo',
    secure: to.secure ?? false,
    log: true,
  })
  await app.listen({ host: to.host, port: to.port })
  const outbox = buildOutbox({
    ...to,
    ...floor,
    complain: say => process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), outbox: say })}\n`),
  })
  outbox.start()
  const rollups = keepRollups({ db, now: () => new Date(), complain: say => process.stderr.write(`${JSON.stringify({ rollups: say })}\n`) })
  const { port } = app.server.address() as AddressInfo
  return {
    address: `http://${to.host.includes(':') ? `[${to.host}]` : to.host}:${port}`,
    async close() {
      await Promise.all([app.close(), outbox.stop(), rollups.stop()])
      await close()
    },
  }
}
