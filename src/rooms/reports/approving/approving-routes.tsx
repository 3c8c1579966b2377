// The routes of signing: present, read, sign, send back, withdraw.
import type { Tried } from '../../../access/second-factor.ts'
import { civil } from '../../../ground/day.ts'
import { Fault } from '../../../ground/faults.ts'
import { form, optional, text, uuid } from '../../../web/input.ts'
import { type Route, route } from '../../../web/route.ts'
import type { Wiring } from '../counting.ts'
import { finalFields, again as totalsAgain } from '../pages/totals.tsx'
import { idOf } from '../pages/typed.ts'
import { present, sendBack, sign, withdraw } from './acts-approving.ts'
import { presentedHref, presentedPage } from './presented-page.tsx'

const presentedId = { presented: uuid('Báo cáo trình ký') } as const

/** A wrong code is no rule that refuses: it is counted, so the page is answered and the count is kept. */
function wrongCode(tried: Exclude<Tried, { is: 'right' }>): Fault {
  const say =
    tried.is === 'waits'
      ? `Mã xác thực: sai nhiều lần, thử lại sau ${civil(tried.until).time.slice(0, 5)}.`
      : tried.is === 'wrong'
        ? `Mã xác thực: chưa đúng, còn ${tried.left} lần thử. Đợi ứng dụng hiện mã mới rồi gõ lại.`
        : 'Xác thực hai bước vừa được tắt. Mở lại trang rồi ký.'
  return new Fault('refused', 'reports.sign-code', say, [{ field: 'code', say }])
}

export const approvingRoutes = (wiring: Wiring): Route[] => [
  route({
    at: 'POST /bao-cao/:window/trinh-ky',
    may: 'reports.present',
    input: form({ ...finalFields, ky: uuid('Người ký') }),
    async run(ask, input) {
      const id = await present(ask, {
        id: input.id,
        code: input.window,
        receiverId: input['noi-nhan'],
        seen: input.seen,
        texts: input.p,
        signer: input.ky,
      })
      return { seeOther: presentedHref(id) }
    },
    again: totalsAgain,
  }),
  route({
    at: 'GET /bao-cao/trinh-ky/:presented',
    may: 'reports.read',
    input: form(presentedId),
    run: (ask, input) => presentedPage(ask, input.presented),
  }),
  route({
    at: 'POST /bao-cao/trinh-ky/:presented/ky',
    may: 'reports.publish',
    input: form({ ...presentedId, seal: text('Mã niêm phong', 64), code: optional(text('Mã xác thực', 20)) }),
    async run(ask, input) {
      const signed = await sign(ask, wiring, { id: input.presented, seal: input.seal, code: input.code })
      if (signed.is === 'signed') return { seeOther: `/bao-cao/cong-bo/${input.presented}` }
      return await presentedPage(ask, input.presented, { fault: wrongCode(signed) })
    },
    again: (ask, typed, fault) => presentedPage(ask, idOf(typed, 'presented'), { typed, fault }),
  }),
  route({
    at: 'POST /bao-cao/trinh-ky/:presented/tra-lai',
    may: 'reports.publish',
    input: form({ ...presentedId, 'ly-do': optional(text('Lý do trả lại', 1000)) }),
    async run(ask, input) {
      await sendBack(ask, input.presented, input['ly-do'] ?? '')
      return { seeOther: '/lanh-dao' }
    },
    again: (ask, typed, fault) => presentedPage(ask, idOf(typed, 'presented'), { typed, fault }),
  }),
  route({
    at: 'POST /bao-cao/trinh-ky/:presented/rut',
    may: 'reports.present',
    input: form(presentedId),
    async run(ask, input) {
      const { windowCode, unitId } = await withdraw(ask, input.presented)
      return { seeOther: `/bao-cao/${windowCode}/tong-hop?noi-nhan=${unitId}` }
    },
    again: (ask, typed, fault) => presentedPage(ask, idOf(typed, 'presented'), { typed, fault }),
  }),
]
