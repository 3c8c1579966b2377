// ./danvan notices: what leaves the house, mail and calls of hooks: seen, sent now, and tried again after it was given up.
import { openDatabase } from '../ground/db.ts'
import { fileStore } from '../ground/files.ts'
import { buildOutbox } from '../house.ts'
import { type Commanded, commanded } from '../rooms/notices/room.ts'
import { openMigrated } from './open.ts'
import { readOptions } from './options.ts'
import { readSettings } from './settings.ts'
import { say, Trouble } from './trouble.ts'

const WAYS = { mail: 'thư', hook: 'webhook', deed: 'việc chưa lập được thông báo' } as const

async function status(outbox: Commanded): Promise<void> {
  for (const { way, waiting, dead } of await outbox.standing()) say(`${WAYS[way]}: ${waiting} đang chờ, ${dead} không gửi được`)
}

export async function run(args: readonly string[]): Promise<number | undefined> {
  const [what = 'status', id, ...more] = readOptions(args, []).rest
  if (!['status', 'send', 'dead', 'retry'].includes(what) || more.length > 0 || (id !== undefined && what !== 'retry'))
    throw new Trouble('Cách dùng: ./danvan notices [send | dead | retry [MÃ]]')
  const settings = readSettings()
  const opened = await openMigrated(settings)
  const { db, close } = openDatabase(opened.appUrl, { size: 6 })
  const outbox = commanded(db)
  const worker = buildOutbox({ ...settings, db, files: fileStore(opened.dataDir), now: () => new Date() })
  try {
    if (what === 'send') {
      const round = await worker.round()
      say(`Đã xét ${round.told} việc; gửi ${round.mails} thư, ${round.calls} tin webhook.`)
      await status(outbox)
    } else if (what === 'dead') {
      const dead = await outbox.dead()
      for (const one of dead)
        say(`${one.id}  ${WAYS[one.way]}  ${one.what}  ${one.madeAt.toISOString()}  ${one.attempts} lần  ${one.answer}`)
      if (dead.length === 0) say('Không có tin nào không gửi được.')
    } else if (what === 'retry') {
      const again = (await outbox.retry(id, new Date())) + (await worker.retell(id))
      say(`${again} tin sẽ được gửi lại khi hệ thống chạy, hoặc ngay bằng ./danvan notices send`)
    } else await status(outbox)
    return undefined
  } finally {
    await worker.stop()
    await close()
    await opened.close()
  }
}
