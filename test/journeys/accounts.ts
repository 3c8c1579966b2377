// Accounts: a link taken, a second factor set up and asked for, sessions ended, a post lent, and an account without a post.
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { day } from '../../src/ground/day.ts'
import { digitsAt } from '../access/someone.ts'
import type { Province, Walk } from './province.ts'

/** Whoever is invited sets a password by the link, and signs in. */
async function takesInvitation(province: Province, link: string): Promise<void> {
  const invited = await province.stranger()
  await invited.go(link)
  assert.match(await invited.heading(), /đặt mật khẩu/u)
  await invited.look('Đặt mật khẩu theo lời mời')
  await invited.fill(/^Mật khẩu mới/u, 'ngắn')
  await invited.fill('Gõ lại mật khẩu mới', 'khác')
  await invited.press('Đặt mật khẩu')
  await invited.look('Mật khẩu theo lời mời bị từ chối')
  await invited.fill(/^Mật khẩu mới/u, 'con trâu đi trước')
  await invited.fill('Gõ lại mật khẩu mới', 'con trâu đi trước')
  await invited.press('Đặt mật khẩu')
  assert.match(await invited.text(), /Đã đặt mật khẩu/u)
  await invited.look('Đã đặt mật khẩu')
  await invited.go(link)
  assert.match(await invited.heading(), /không còn dùng được/u)
  await invited.look('Lời mời đã dùng')
  await invited.leave()
}

/** The administrator makes the link anew, looks at the account, and sets the rule. */
async function keepsAccounts(province: Province): Promise<string> {
  const quan = await province.as('quan')
  await quan.go(`/can-bo/${province.unit('person:dung')}`)
  await quan.look('Tài khoản của một cán bộ')
  await quan.press('Mời đặt lại mật khẩu')
  assert.match(await quan.heading(), /Trao liên kết này cho Trần Văn Dũng/u)
  await quan.look('Liên kết mời')
  const link = new URL(await quan.page.getByLabel('Liên kết').inputValue()).pathname
  await quan.follow('Đã chép liên kết')
  assert.match(await quan.text(), /dùng được đến/u)
  await quan.look('Cán bộ đang có lời mời')
  await quan.go('/can-bo/xac-thuc')
  await quan.look('Quy định xác thực')
  await quan.leave()
  return link
}

/** The clock of the house runs: whoever signs in now leaves the instant behind. */
async function clock(province: Province): Promise<string> {
  await (await province.as('phunu')).leave()
  const { rows } = await sql<{ now: Date }>`select max(started_at) as now from session`.execute(province.db)
  return rows[0]?.now.toISOString() ?? assert.fail('nobody has signed in')
}

async function setsUpSecondFactor(province: Province, phunu: Walk): Promise<string> {
  await phunu.go('/tai-khoan')
  await phunu.follow('Xác thực hai bước')
  await phunu.look('Xác thực hai bước chưa bật')
  await phunu.fill('Mật khẩu hiện nay', 'mau-2026')
  await phunu.press('Tiếp tục')
  await phunu.look('Xác thực hai bước, quét mã')
  const secret = (await phunu.page.locator('#khoa').textContent()) ?? ''
  await phunu.fill('Mã 6 số', '000000')
  await phunu.press('Bật xác thực hai bước')
  assert.match(await phunu.text(), /chưa đúng/u)
  await phunu.look('Xác thực hai bước, mã sai')
  await phunu.fill('Mã 6 số', digitsAt(secret, await clock(province)))
  await phunu.press('Bật xác thực hai bước')
  assert.match(await phunu.heading(), /Đã bật xác thực hai bước/u)
  await phunu.look('Mã dự phòng')
  const code = (await phunu.page.locator('ol.sheet strong').first().textContent()) ?? ''
  await phunu.go('/tai-khoan/xac-thuc')
  await phunu.look('Xác thực hai bước đang bật')
  return code
}

async function lends(province: Province): Promise<void> {
  const chi = await province.as('chi')
  await chi.go('/tai-khoan/uy-quyen')
  await chi.look('Ủy quyền')
  await chi.page.locator('[name="nguoi"]').fill('luong')
  await chi.page.locator('button[name="_find"]').click()
  await chi.page.getByLabel(/^Lương Thị An/u).check()
  await chi.page.getByLabel(/^Trưởng ban, tỉnh Mẫu/u).check()
  await chi.fill('Đến ngày', '01/01/2028')
  await chi.press('Ủy quyền')
  assert.match(await chi.text(), /nhiều nhất 90 ngày/u)
  await chi.look('Ủy quyền quá dài')
  await chi.fill('Đến ngày', '30/11/2026')
  await chi.press('Ủy quyền')
  await chi.page.locator('.st.ok').waitFor()
  assert.match(await chi.heading(), /đang ủy quyền cho 1 người/u)
  await chi.look('Ủy quyền đang có hiệu lực')
  const an = await province.as('an')
  await an.go('/tai-khoan')
  assert.match(await an.heading(), /làm thay 1 chức vụ theo ủy quyền/u)
  await an.look('Tài khoản có ủy quyền')
  await an.leave()
  await chi.press(/^Thôi ủy quyền/u)
  assert.match(await chi.text(), /đã thôi/u)
  await chi.leave()
}

/** A token for a program: made in one go after a slip, copied, taken back. */
async function makesToken(province: Province): Promise<void> {
  const an = await province.as('an')
  await an.go('/tai-khoan')
  await an.follow('Mã truy cập')
  assert.match(await an.heading(), /Không có chương trình nào/u)
  await an.look('Mã truy cập, chưa có mã nào')
  await an.fill('Dùng cho', 'bảng tính ở máy văn phòng')
  await an.fill('Mật khẩu hiện nay', 'không phải')
  await an.press('Tạo mã truy cập')
  assert.match(await an.text(), /Mật khẩu: không đúng/u)
  await an.look('Mã truy cập, sai mật khẩu')
  await an.fill('Mật khẩu hiện nay', 'mau-2026')
  await an.press('Tạo mã truy cập')
  assert.match((await an.page.locator('#ma').textContent()) ?? '', /^dv1_/u)
  await an.look('Mã truy cập vừa tạo')
  await an.follow('Đã chép mã')
  assert.match(await an.heading(), /1 mã truy cập đang còn hiệu lực/u)
  await an.look('Mã truy cập đang còn hiệu lực')
  await an.press(/^Thu hồi/u)
  assert.match(await an.text(), /đã thu hồi/u)
  await an.look('Mã truy cập đã thu hồi')
  await an.leave()
}

/** Everything of accounts that a person sees, from both sides. */
export async function accounts(province: Province): Promise<void> {
  await takesInvitation(province, await keepsAccounts(province))
  const phunu = await province.as('phunu')
  const code = await setsUpSecondFactor(province, phunu)
  const again = await province.stranger()
  await again.go('/dang-nhap')
  await again.signIn('phunu')
  assert.match(await again.heading(), /mã xác thực/u)
  await again.look('Mã xác thực khi đăng nhập')
  await again.fill('Mã 6 số', '000000')
  await again.press('Đăng nhập')
  await again.look('Mã xác thực sai')
  await again.go('/dang-nhap/ma')
  await again.fill('Mã 6 số', code)
  await again.press('Đăng nhập')
  assert.match(await again.heading(), /hôm nay/u)
  await again.leave()
  await phunu.go('/tai-khoan/phien')
  await phunu.look('Các phiên đang mở')
  await phunu.press('Kết thúc mọi phiên khác')
  assert.match(await phunu.heading(), /chỉ đang đăng nhập ở đây/u)
  await phunu.leave()
  await lends(province)
  await makesToken(province)
  await sql`update post set valid = daterange(lower(valid), ${day('2026-11-20')}::date, '[]') where person_id = ${province.unit('person:yentrach')}::uuid`.execute(
    province.db,
  )
  const out = await province.stranger()
  await out.go('/dang-nhap')
  await out.signIn('yentrach')
  assert.match(await out.heading(), /Việc ông\/bà đã làm/u)
  assert.match(await out.text(), /kết thúc ngày 20\/11\/2026/u)
  await out.look('Tài khoản không còn chức vụ')
  await out.go('/kheo')
  await out.look('Không còn chức vụ, trang đóng')
  await out.leave()
}
