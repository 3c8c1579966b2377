// The front door of the notices room: it tells people and other systems of what was done, after it was committed.
import type { DemoWorld, Room } from '../../web/room.ts'
import { choiceRoutes } from './pages/choices.tsx'
import { hookRoutes } from './pages/hooks.tsx'
import { listRoutes, PATH } from './pages/list.tsx'
import { unreadOf } from './store.ts'
import { tellNext, toldBy } from './telling.ts'

export { type Commanded, commanded } from './by-command.ts'
export { type OutboxSettings, outboxWorker, type Worker } from './worker.ts'

/** What the rooms tell comes from the house; this room knows none of them. */
export function makeNotices(rooms: readonly Room[]): Room {
  const told = toldBy(rooms)
  const outward = new Map([...told.deeds].flatMap(([act, { outward: one }]) => (one ? [[act, one.label] as const] : [])))
  return {
    name: 'notices',
    tables: [
      'notice',
      'notice_choice',
      'notice_address',
      'notice_ladder',
      'notice_morning',
      'notice_worker',
      'notice_untold',
      'notice_hook',
      'notice_delivery',
    ],
    routes: [...listRoutes, ...choiceRoutes(told.kinds), ...hookRoutes(outward)],
    menu: [{ label: 'Tin gửi đi', href: '/thong-bao/gui-di', may: 'notices.hooks', order: 85 }],
    bell: { href: PATH, unread: unreadOf },
    // The deeds that the other rooms of the demo recorded are told like any others.
    async demo({ tx, today, at, files }: DemoWorld) {
      while ((await tellNext({ tx, today, at, files, told, mailOn: false })) > 0);
    },
  }
}
