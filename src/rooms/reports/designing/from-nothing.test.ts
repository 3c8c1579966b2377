// From nothing to the first report handed in, by the steps of the user's guide; and opening a window by the days of its regime.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { inHouse, type Shown } from '../../../../test/house.ts'
import { confirmed, hidden, landed, summaryOf } from '../../../../test/reports/steps.ts'
import { DAYS, GENERAL, LIST } from './design.examples.ts'
import { loadCatalogue } from './store-catalogue.ts'

/** A list as it lies in a document: eighteen lines, by name and by code. */
const PASTED = `TT\tTên chỉ tiêu
1\tCuộc giám sát do Mặt trận Tổ quốc chủ trì
2\tCuộc giám sát do tổ chức chính trị - xã hội chủ trì
3\tĐơn vị có kế hoạch giám sát trong năm
4\tKiến nghị sau giám sát
4.1\tTrong đó: được trả lời, thực hiện
5\tDự thảo văn bản được phản biện
6\tHội nghị phản biện xã hội
7\tGS06
8\tGS06A
9\tHội nghị đối thoại định kỳ
10\tHội nghị đối thoại đột xuất
11\tLượt người dự đối thoại
12\tDT05
13\tDT06
14\tTập thể được khen thưởng
15\tCá nhân được khen thưởng
16\tTổ hòa giải
17\tHòa giải viên`

const version = (page: Shown): string => hidden(page.text, 'version')
const done = (answer: Shown): string => {
  assert.equal(answer.status, 303, summaryOf(answer))
  return (answer.location ?? '').replace(/#.*/u, '')
}

/** The values that a form of a page offers, as its button would send them. */
function offered(text: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.map(name => {
      const input = new RegExp(`<input[^>]*name="${name}"[^>]*>`, 'u').exec(text)?.[0] ?? ''
      const option = new RegExp(`<select[^>]*name="${name}"[\\s\\S]*?<option[^>]*value="([^"]*)"[^>]*selected`, 'u').exec(text)?.[1]
      return [name, option ?? /value="([^"]*)"/u.exec(input)?.[1] ?? '']
    }),
  )
}

test(
  'a regime of twenty indicators goes from nothing to its first report by the steps of the guide, and they are as many as it says',
  inHouse(async house => {
    await house.inTx(loadCatalogue)
    let steps = 0
    const step = async <T>(doing: Promise<T>): Promise<T> => {
      steps += 1
      return await doing
    }
    const binh = await house.as('binh')
    const list = await step(binh.get(LIST))
    const design = done(await step(binh.post(`${LIST}/tao`, { id: hidden(list.text, 'id') })))
    const general = await binh.get(design)
    const next = done(await step(binh.post(design, { version: version(general), ...GENERAL })))
    assert.equal(next, `${design}/chi-tieu`)
    const empty = await binh.get(next)
    const unclear = await binh.post(`${design}/chi-tieu/dan`, { version: version(empty), 'danh-sach': `${PASTED}\nSố cuộc họp chi bộ` })
    assert.match(unclear.text, /Dòng 20 “Số cuộc họp chi bộ”: danh mục không có[\s\S]*Tổ hòa giải/u, 'what was pasted comes back')
    assert.match((await binh.get(next)).text, /Biểu chưa có chỉ tiêu nào/u, 'nothing is taken by half')
    done(await step(binh.post(`${design}/chi-tieu/dan`, { version: version(empty), 'danh-sach': PASTED })))
    const looking = `nhom=${encodeURIComponent('Thi đua, khen thưởng')}`
    assert.match(
      (await binh.get(`${design}/chi-tieu?nhom=${encodeURIComponent('Thi đua, khen thưởng')}&tim=phan+bien`)).text,
      /của các nhóm khác/u,
    )
    const found = await step(binh.get(`${design}/chi-tieu?${looking}`))
    const codes = [...found.text.matchAll(/name="ma" value="([A-Z0-9]+)"/gu)].map(one => one[1] ?? '').slice(0, 2)
    assert.equal(codes.length, 2)
    done(await step(binh.post(`${design}/chi-tieu/them`, { version: version(found), ma: codes })))
    assert.match((await binh.get(`${design}/chi-tieu`)).text, /Biểu có 20 chỉ tiêu/u)
    const parts = await step(binh.get(`${design}/phan-loi`))
    done(
      await step(
        binh.post(`${design}/phan-loi`, { version: version(parts), 'muc-1': 'I. Kết quả', 'bb-1': '1', 'muc-2': 'II. Kiến nghị' }),
      ),
    )
    const days = await binh.get(`${design}/thoi-han`)
    done(await step(binh.post(`${design}/thoi-han`, { version: version(days), ...DAYS })))
    const check = await binh.get(`${design}/kiem-tra`)
    assert.match(check.text, /áp dụng được/u)
    const regime = done(await step(binh.post(`${design}/ap-dung`, { version: version(check), regime: hidden(check.text, 'regime') })))
    assert.match((await binh.get(regime)).text, /20 chỉ tiêu/u)

    const id = /che-do\/([0-9a-f-]+)/u.exec(regime)?.[1] ?? ''
    const opening = await step(binh.get(`/bao-cao/mo-ky?che-do=${id}`))
    const fields = { ...offered(opening.text, ['seat', 'ten', 'ma', 'from', 'until', 'due', 'locks']), 'che-do': id, xem: '1' }
    assert.deepEqual(
      [fields['until' as never], fields['due' as never], fields['locks' as never]],
      ['30/11/2026', '05/12/2026', '30/12/2026'],
    )
    const plan = await step(binh.get(`/bao-cao/mo-ky?${new URLSearchParams(fields)}`))
    assert.match(plan.text, /12 đơn vị phải nộp/u)
    done(await step(binh.post('/bao-cao/mo-ky', { ...fields, id: hidden(plan.text.slice(plan.text.indexOf('h-phai-nop')), 'id') })))

    house.setClock('2026-12-01T08:30:00+07:00')
    const an = await house.as('an')
    const sheet = `/bao-cao/${fields['ma' as never]}/${house.unit('KT')}`
    const shown = await step(an.get(sheet))
    const cells = [...shown.text.matchAll(/name="o-([A-Z0-9]+)"/gu)].map(one => one[1] ?? '')
    assert.equal(cells.length, 20)
    const typed = Object.fromEntries(cells.map(code => [`o-${code}`, ['DT05', 'DT06'].includes(code) ? '3/4' : '2']))
    const back = { after: '0', version: '0', page: randomUUID() }
    const without = await an.post(`${sheet}/xem-lai`, { ...back, ...typed })
    assert.match(without.text, /mục “I. Kết quả”: chưa viết/u, 'a required part may not be left out')
    const review = await landed(an, await step(an.post(`${sheet}/xem-lai`, { ...back, ...typed, 'p-1': 'Đã giám sát hai cuộc.' })))
    assert.equal(review.status, 200, summaryOf(review))
    const { 'p-1': _written, ...bare } = confirmed(review.text)
    assert.equal((await an.post(`${sheet}/nop`, bare)).status, 422, 'nor when the confirm page is gone round')
    const receipt = done(await step(an.post(`${sheet}/nop`, confirmed(review.text))))
    assert.match((await an.get(receipt)).text, /BN-2612-/u)

    const guide = readFileSync(join(import.meta.dirname, '../../../../docs/su-dung/tao-che-do-bao-cao.md'), 'utf8')
    assert.match(guide, new RegExp(`\\b${steps} bước`, 'u'), `the guide should say ${steps} bước`)
  }),
)

test(
  'another regime chosen for a window brings its own days; nothing is previewed by those of the one before',
  inHouse(async house => {
    const binh = await house.as('binh')
    const month = (await binh.get('/bao-cao/mo-ky')).text
    const quarter = /<option value="([^"]+)"[^>]*>Báo cáo công tác dân vận quý</u.exec(month)?.[1] ?? ''
    const fields = { ...offered(month, ['seat', 'ten', 'ma', 'from', 'until', 'due']), xem: '1', cua: hidden(month, 'cua') }
    const turned = (await binh.get(`/bao-cao/mo-ky?${new URLSearchParams({ ...fields, 'che-do': quarter })}`)).text
    assert.deepEqual(offered(turned, ['ten', 'ma', 'until']), { ten: 'quý IV/2026', ma: 'Q2026-4', until: '31/12/2026' })
    assert.match(turned, /đã đổi theo “Báo cáo công tác dân vận quý”/u)
    assert.doesNotMatch(turned, /đơn vị phải nộp<\/h2>/u)
    const stayed = (await binh.get(`/bao-cao/mo-ky?${new URLSearchParams({ ...fields, 'che-do': hidden(month, 'cua') })}`)).text
    assert.match(stayed, /12 đơn vị phải nộp/u)
  }),
)
