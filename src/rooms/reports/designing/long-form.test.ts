// A form of hundreds of lines: in the designer, on the page of its regime, and where its indicators are chosen from.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { inHouse, type Shown } from '../../../../test/house.ts'
import { hidden, summaryOf } from '../../../../test/reports/steps.ts'
import { sql } from '../../../ground/db.ts'
import { offered } from '../comparing/asked.ts'
import { indicator } from '../indicator.examples.ts'
import { LIST } from './design.examples.ts'

const CODES = Array.from({ length: 120 }, (_, i) => `DX${Math.floor(i / 40)}${String(i % 40).padStart(2, '0')}`)

test('of a long form whole lines are offered, and the parts of what is chosen; words find any line, and what is chosen stays', () => {
  const form = CODES.map((code, i) => indicator(code, { depth: i % 4 === 0 ? 0 : 1 }))
  const codes = (chosen: readonly string[], search = '') => offered(form, { chosen, search }).map(one => one.code)
  assert.equal(codes([]).length, 30)
  assert.deepEqual(codes(['DX005']).slice(0, 6), ['DX000', 'DX004', 'DX005', 'DX006', 'DX007', 'DX008'])
  assert.deepEqual(codes(['DX001'], 'DX239'), ['DX001', 'DX239'])
  assert.equal(offered(form.slice(0, 80), { chosen: [], search: '' }).length, 80, 'a shorter form is offered whole')
})

test(
  'the lines of a long form are shown a group at a time, a line that was just put in or moved with its group, and none is lost',
  inHouse(async house => {
    await sql`
      insert into report_indicator (id, code, valid, label, measure, group_name, position, depth, kind, decimals)
      select gen_random_uuid(), c, daterange(null, null), 'Việc ' || c, 'việc', 'Nhóm ' || substr(c, 3, 1), n, 0, 'flow', 0
        from unnest(${CODES}::text[]) with ordinality as t (c, n)`.execute(house.db)
    const binh = await house.as('binh')
    const id = randomUUID()
    await binh.post(`${LIST}/tao`, { id })
    const here = `/bao-cao/thiet-ke/${id}/chi-tieu`
    const shown = ({ text }: Shown): string[] => [...text.matchAll(/<tr[^>]*id="dong-([^"]*)"/gu)].map(one => one[1] ?? '')
    const empty = await binh.get(here)
    const put = await binh.post(`${here}/dan`, { version: hidden(empty.text, 'version'), 'danh-sach': CODES.slice(0, 119).join('\n') })
    assert.equal(put.status, 303, summaryOf(put))
    const first = await binh.get(put.location ?? '')
    assert.deepEqual(shown(first), CODES.slice(0, 40))
    assert.match(first.text, /Biểu có 119 chỉ tiêu/u)
    const more = await binh.post(`${here}/them`, { version: hidden(first.text, 'version'), ma: CODES[119] ?? '' })
    assert.deepEqual(shown(await binh.get(more.location ?? '')), CODES.slice(80), 'what was put in is in sight')
    const second = await binh.get(`${here}?bieu=${encodeURIComponent('Nhóm 1')}`)
    const move = { version: hidden(second.text, 'version'), bieu: hidden(second.text, 'bieu'), xuong: CODES[41] ?? '' }
    const moved = await binh.post(`${here}/xep`, move)
    assert.deepEqual(shown(await binh.get(moved.location ?? '')).slice(0, 3), [CODES[40], CODES[42], CODES[41]])
    const whole = await binh.get(`${here}?bieu=tat-ca`)
    assert.deepEqual(shown(whole).sort(), [...CODES].sort())
    const check = await binh.get(`/bao-cao/thiet-ke/${id}/kiem-tra?nhom=${encodeURIComponent('Nhóm 2')}`)
    assert.ok(check.text.includes(CODES[100] ?? '') && !check.text.includes(CODES[10] ?? ''), 'the check shows the group chosen')
  }),
)
