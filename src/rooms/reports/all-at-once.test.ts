// A form tells everything that is amiss with it at once, each at its field, whether it is the reading or a rule that says so.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { type Browsing, type Fields, inHouse, type Shown, type TestHouse } from '../../../test/house.ts'
import { acceptIt, CODE, handIn, opened, openWindow, sheetOf, summaryOf } from '../../../test/reports/steps.ts'

/** What the summary at the top tells, each with the field it leads to. */
function told(shown: Shown): string[] {
  const summary = /class="errs"[\s\S]*?<\/ol>/u.exec(shown.text)?.[0] ?? summaryOf(shown)
  return [...summary.matchAll(/<li>([\s\S]*?)<\/li>/gu)].map(one => {
    const field = /href="#([^"]*)"/u.exec(one[1] ?? '')?.[1]
    return `${field ?? ''}: ${(one[1] ?? '').replace(/<[^>]*>/gu, '')}`
  })
}

const typedIn = (shown: Shown, text: string): void => assert.ok(shown.text.includes(text), `“${text}” is lost`)

test(
  'asking for days without a day and without a reason is told both, and keeps what was typed',
  inHouse(async house => {
    await openWindow(house)
    const an = await house.as('an')
    const ask = (fields: Fields): Promise<Shown> => an.post(`${sheetOf(house, 'KT')}/gia-han`, { seen: '0', ...fields })
    const empty = await ask({ den: '', 'ly-do': '' })
    assert.equal(empty.status, 400)
    assert.deepEqual(told(empty), [
      'den: Xin nộp đến hết ngày: chưa nhập. Ghi vào ô này.',
      'ly-do: Ghi lý do xin gia hạn để nơi nhận xem xét được.',
    ])
    const wrong = await ask({ den: '31/11/2026', 'ly-do': '' })
    assert.match(told(wrong).join('\n'), /^den: .*không có trong lịch[\s\S]*\nly-do: Ghi lý do/u)
    typedIn(wrong, 'value="31/11/2026"')
    const long = await ask({ den: '01/11/2026', 'ly-do': 'x'.repeat(3000) })
    assert.deepEqual(
      told(long).map(one => one.split(':')[0]),
      ['ly-do', 'den'],
      'a day that is over is told beside a reason that is too long',
    )
  }),
)

test(
  'the receiver is told all at once: who is not picked, no day, no reason; and answering an asking',
  inHouse(async house => {
    const binh = await openWindow(house)
    const several = (what: string, fields: Fields): Promise<Shown> =>
      binh.post(`/bao-cao/${CODE}/${what}`, { 'noi-nhan': house.unit('MAU'), ...fields })
    const nothing = told(await several('gia-han', { den: '', 'ly-do': '' }))
    assert.equal(nothing.length, 3, nothing.join('\n'))
    assert.match(nothing.join('\n'), /den: Gia hạn đến hết ngày: chưa nhập[\s\S]*Chưa chọn đơn vị nào[\s\S]*ly-do: Ghi lý do gia hạn/u)
    const waived = async () => told(await several('mien', { 'ly-do': '' })).join('\n')
    assert.match(await waived(), /Chưa chọn đơn vị nào[\s\S]*ly-do: Ghi lý do miễn/u)
    assert.equal((await several('mien', { chon: `${house.unit('YT')}:0`, 'ly-do': 'Lũ quét.' })).status, 303)
    assert.match(await waived(), /Chưa chọn đơn vị nào[\s\S]*ly-do: Ghi lý do miễn/u, 'who is released already could not be picked')
    const past = await several('gia-han', { chon: `${house.unit('KT')}:0`, den: '01/11/2026', 'ly-do': '' })
    assert.equal(past.status, 422)
    assert.deepEqual(
      told(past).map(one => one.split(':')[0]),
      ['den', 'ly-do'],
    )
    const answer = await binh.post(`${sheetOf(house, 'KT')}/gia-han/tra-loi`, { seen: '0', y: 'co', den: '', 'ly-do': '' })
    assert.deepEqual(
      told(answer).map(one => one.split(':')[0]),
      ['den', 'ly-do'],
    )
  }),
)

async function provinceWithOne(house: TestHouse): Promise<Browsing> {
  const binh = await openWindow(house)
  assert.equal((await acceptIt(binh, await handIn(house, 'an', 'KT'))).status, 303)
  return binh
}

test(
  'adjusting without a kind, a reason and with a figure that is none is told all three',
  inHouse(async house => {
    const binh = await provinceWithOne(house)
    const answer = await binh.post(`/bao-cao/${CODE}/dieu-chinh`, {
      ...{ 'noi-nhan': house.unit('MAU'), id: randomUUID(), seen: '0' },
      ...{ 'ly-do': '', 'd-TD02': 'nhiều', 'd-TD01': '3' },
    })
    assert.deepEqual(
      told(answer).map(one => one.split(':')[0]),
      ['loai', 'ly-do', 'd-TD02'],
    )
    typedIn(answer, 'value="nhiều"')
    typedIn(answer, 'value="3"')
  }),
)

test(
  'plans with a day that is none, no decision and a figure that is none are told all three',
  inHouse(async house => {
    const binh = await house.as('binh')
    const { text } = await binh.get('/bao-cao/ke-hoach?nam=2026&che-do=DV-THANG&chi-tieu=DT01')
    const seen = /name="seen" value="([^"]*)"/u.exec(text)?.[1] ?? ''
    const answer = await binh.post('/bao-cao/ke-hoach', {
      ...{ nam: '2026', 'noi-nhan': house.unit('MAU'), 'che-do': 'DV-THANG', cot: 'DT01', seen },
      ...{ [`k-${house.unit('KT')}_DT01`]: 'chín', 'so-qd': '', 'ngay-qd': '31/11/2026' },
    })
    assert.deepEqual(
      told(answer).map(one => one.split(':')[0]),
      ['ngay-qd', `k-${house.unit('KT')}_DT01`, 'so-qd'],
    )
    typedIn(answer, 'value="chín"')
  }),
)

test(
  'a way of splitting without a name is told of its code and its members too; a window of its code before it is opened',
  inHouse(async house => {
    const binh = await house.as('binh')
    const split = await binh.post('/bao-cao/cach-chia', { code: 'x1', name: '', members: 'một', seen: '0' })
    assert.deepEqual([...new Set(told(split).map(one => one.split(':')[0]))], ['name', 'code', 'members'])
    const asked = opened({ ma: 'tháng 11', due: '01/10/2026', xem: '1', seat: house.unit('MAU') })
    const plan = await binh.get(`/bao-cao/mo-ky?${new URLSearchParams(asked as Record<string, string>)}`)
    assert.deepEqual([...new Set(told(plan).map(one => one.split(':')[0]))].sort(), ['due', 'ma'])
  }),
)
