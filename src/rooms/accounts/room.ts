// The front door of the accounts room.
import type { Room } from '../../web/room.ts'
import { logRoute } from './log-page.tsx'
import { ownRoutes } from './own-page.tsx'
import { peopleRoutes } from './people-pages.tsx'
import { signInRoutes } from './sign-in.tsx'

export const makeAccounts = (demoPassword: string): Room => ({
  name: 'accounts',
  tables: [],
  routes: [...signInRoutes(demoPassword), ...ownRoutes, ...peopleRoutes, logRoute],
  menu: [
    { label: 'Cán bộ', href: '/can-bo', may: 'accounts.read', order: 80 },
    { label: 'Nhật ký', href: '/nhat-ky', may: 'act-log.read', order: 90 },
  ],
})
