// What programs may do towards a signature: see who signs, present, withdraw. Signing and sending back are for a person who has read the page.
import { type ApiRoute, answer, api, idOut, many, words } from '../../../web/api.ts'
import { each, form, text, uuid } from '../../../web/input.ts'
import { keyOf, present, signersFor, withdraw } from './acts-approving.ts'
import { capacityOf, signerOf } from './presented.ts'

export const presentingApi: readonly ApiRoute[] = [
  api({
    at: 'GET /units/{unit}/signers',
    id: 'signing.signers',
    may: 'reports.present',
    says: 'Ai ký được cho một đơn vị hôm nay, trong chức vụ nào.',
    input: form({ unit: uuid('Đơn vị') }),
    answers: answer({ items: many(answer({ signer: words('Gửi lại khi trình ký'), person: idOut(), name: words(), capacity: words() })) }),
    async run(ask, { unit }) {
      const heads = ask.grant.units.has(unit) ? await signersFor(ask, unit) : []
      return {
        items: heads.map(head => ({ signer: keyOf(head), person: head.personId, name: head.name, capacity: capacityOf(signerOf(head)) })),
      }
    },
  }),
  api({
    at: 'POST /windows/{window}/totals/presented',
    id: 'signing.present',
    may: 'reports.present',
    says: 'Trình ký báo cáo tổng hợp của nơi công bố. Lãnh đạo đọc và ký trên trang; ký xong báo cáo được công bố dưới chính id này.',
    input: form({
      window: text('Mã kỳ', 40),
      receiver: uuid('Nơi nhận, cũng là nơi công bố'),
      id: uuid('Mã do chương trình đặt, mỗi lần trình một mã'),
      seen: text('Dấu seen đã đọc ở totals', 64),
      signer: text('Trình ai ký, như đọc ở signers', 36),
      sections: each('Phần lời theo thứ tự mục: “1”, “2”…', 20_000),
    }),
    answers: answer({ id: idOut() }),
    example: {
      receiver: '00000000-0000-4000-8000-000000000001',
      id: '3a7c2b1d-9e8f-4d6a-b5c4-0f1e2d3c4b5a',
      seen: '4f2a9c',
      signer: '00000000-0000-4000-8000-000000000009',
      sections: { 1: 'Tình hình ổn định.' },
    },
    field: name => (name === 'ky' ? 'signer' : name.replace(/^p-/u, 'sections.')),
    async run(ask, input) {
      const { id, window: code, receiver: receiverId, seen, signer, sections: texts } = input
      return { id: await present(ask, { id, code, receiverId, seen, signer, texts }) }
    },
  }),
  api({
    at: 'POST /presented/{presented}/withdraw',
    id: 'signing.withdraw',
    may: 'reports.present',
    says: 'Rút bản đang chờ ký.',
    input: form({ presented: uuid('Báo cáo trình ký') }),
    answers: answer({ id: idOut() }),
    example: {},
    async run(ask, { presented }) {
      return { id: (await withdraw(ask, presented)).id }
    },
  }),
]
