// The front door of the accounts room.
import { addDelegation } from '../../access/delegations.ts'
import { personByLogin } from '../../access/people.ts'
import { addDays } from '../../ground/day.ts'
import type { DemoWorld, Room } from '../../web/room.ts'
import { delegationRoutes } from './delegation-page.tsx'
import { invitationRoutes } from './invitation-pages.tsx'
import { logRoutes } from './log-page.tsx'
import { ownRoutes } from './own-page.tsx'
import { peopleRoutes } from './people-pages.tsx'
import { personRoutes } from './person-page.tsx'
import { ruleRoutes } from './rule-page.tsx'
import { secondFactorRoutes } from './second-factor-pages.tsx'
import { sessionRoutes } from './sessions-page.tsx'
import { signInRoutes } from './sign-in.tsx'
import { tells } from './tells.ts'
import { tokenRoutes } from './tokens-page.tsx'
import { postsUnderReform } from './under-reform.ts'

/** Chi lent her post to Bình for two weeks of last month: over, so that nobody of the demo has more than their own posts. */
async function demo({ tx, today, at, unit }: DemoWorld): Promise<void> {
  const chi = await personByLogin(tx, 'chi', today)
  const post = chi?.posts.find(one => one.unitId === unit('MAU'))
  if (!post) return
  const from = addDays(today, -40)
  const given = new Date(at.getTime() - 41 * 86_400_000)
  await addDelegation(tx, {
    id: unit('delegation:chi'),
    post: post.id,
    to: unit('person:binh'),
    from,
    until: addDays(from, 13),
    paper: '15-GUQ/BTGDV',
    at: given,
  })
}

export const makeAccounts = (demoPassword: string): Room => ({
  name: 'accounts',
  tables: [],
  routes: [
    ...signInRoutes(demoPassword),
    ...invitationRoutes,
    ...ownRoutes,
    ...secondFactorRoutes,
    ...sessionRoutes,
    ...tokenRoutes,
    ...delegationRoutes,
    ...peopleRoutes,
    ...ruleRoutes,
    ...personRoutes,
    ...logRoutes,
  ],
  menu: [
    { label: 'Cán bộ', href: '/can-bo', may: 'accounts.read', order: 80 },
    { label: 'Nhật ký', href: '/nhat-ky', may: 'act-log.read', order: 90 },
  ],
  underReform: postsUnderReform,
  tells,
  demo,
})
