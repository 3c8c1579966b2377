// Everything else that a person may open: units of any day, accounts, the log, one's own account, the guide, the closed doors.
import assert from 'node:assert/strict'
import { registerModel } from './filling.ts'
import type { Province, Walk } from './province.ts'

/** The door: wrong words, and where one was going. */
async function atTheDoor(province: Province): Promise<void> {
  const someone = await province.stranger()
  assert.equal((await someone.page.request.get('/healthz')).status(), 200)
  await someone.go('/tai-khoan-minh-hoa')
  assert.match(await someone.heading(), /tài khoản minh họa, cùng một mật khẩu/u)
  await someone.look('Tài khoản minh họa')
  await someone.follow('Đăng nhập')
  await someone.look('Đăng nhập')
  await someone.press('Đăng nhập')
  assert.match(await someone.page.title(), /^Lỗi: /u)
  await someone.look('Đăng nhập còn trống')
  await someone.signIn('an', 'khong-phai-mat-khau')
  assert.match(await someone.text(), /không đúng/u)
  assert.equal(await someone.page.getByLabel('Tên đăng nhập').inputValue(), 'an')
  await someone.look('Đăng nhập sai')
  await someone.go('/huong-dan')
  assert.match(await someone.heading(), /Sáu việc thường làm/u)
  await someone.look('Hướng dẫn')
  await someone.go('/_parts')
  await someone.look('Các phần của trang')
  await someone.go('/kheo?giai-doan=cong-nhan')
  assert.match(await someone.heading(), /Đăng nhập/u)
  await someone.signIn('an')
  assert.match(someone.page.url(), /\/kheo\?giai-doan=cong-nhan$/u, 'signing in leads to where one was going')
  await someone.leave()
}

/** What is not there, and what is not this person's, are said plainly and alike. */
async function closedDoors(an: Walk, unit: string): Promise<void> {
  for (const path of [
    '/khong-co-trang-nay',
    `/bao-cao/T2026-10/${unit}`,
    '/kheo/3f2b8f0e-0000-4000-8000-000000000000',
    '/don-vi/khong-phai-ma',
  ]) {
    await an.go(path)
    assert.match(await an.text(), /[Kk]hông (?:tìm )?(?:thấy|đọc được|có)/u, path)
  }
  await an.look('Không tìm thấy')
  await an.go('/can-bo')
  assert.match(await an.heading(), /Không có quyền/u)
  await an.look('Không có quyền')
}

async function ownAccount(an: Walk): Promise<void> {
  await an.go('/tai-khoan')
  assert.match(await an.text(), /chuyên viên/u)
  await an.look('Tài khoản của tôi')
  await an.fill('Mật khẩu hiện nay', 'sai-roi')
  await an.fill(/^Mật khẩu mới/u, 'ngan')
  await an.fill('Gõ lại mật khẩu mới', 'khac')
  await an.press('Đổi mật khẩu')
  await an.amiss(1, 'what is wrong with the passwords is said')
  assert.equal(await an.page.getByLabel('Mật khẩu hiện nay').inputValue(), '', 'a password never comes back')
  await an.look('Đổi mật khẩu bị từ chối')
}

/** The organisation before the reform and after; a name of the past leads to what became of it. */
async function units(walk: Walk): Promise<void> {
  await walk.go('/don-vi')
  assert.match(await walk.heading(), /12 đơn vị cấp xã/u)
  await walk.look('Đơn vị hôm nay')
  await walk.fill('Xem tổ chức vào ngày', '30/6/2025')
  await walk.press('Xem')
  assert.match(await walk.heading(), /Ngày 30\/6\/2025: 2 huyện, 18 đơn vị cấp xã/u)
  await walk.look('Đơn vị trước khi sắp xếp')
  await walk.follow('Xã Khe Ngoài')
  await walk.look('Đơn vị cũ, xem vào ngày cũ')
  await walk.go('/don-vi')
  await walk.follow('Mặt trận Tổ quốc')
  await walk.look('Hệ thống Mặt trận')
  await walk.fill('Tìm đơn vị', 'da dung')
  await walk.press('Tìm')
  assert.match(await walk.text(), /Đá Dựng/u)
  await walk.look('Tìm đơn vị theo tên cũ')
  await walk.page.locator('main tbody a', { hasText: 'xã Đá Dựng' }).first().click()
  assert.match(await walk.text(), /Suối Lúa[\s\S]*Tân Ước|Tân Ước[\s\S]*Suối Lúa/u, 'a divided unit names its heirs')
  await walk.look('Đơn vị bị chia')
  await walk.go('/don-vi?tim=khongcotennay')
  assert.match(await walk.text(), /Không có đơn vị nào mang tên như vậy/u)
  await walk.look('Tìm đơn vị không thấy')
  await walk.go('/don-vi?ngay=31/02/2025')
  await walk.look('Ngày không có trong lịch')
}

/** The administrator adds a person with a post, ends the post, adds a hamlet. */
async function administrator(quan: Walk): Promise<void> {
  await quan.go('/')
  await quan.look('Hôm nay của quản trị')
  await quan.follow('Cán bộ')
  await quan.look('Cán bộ')
  await quan.follow('Thêm cán bộ')
  await quan.press('Thêm cán bộ')
  await quan.amiss(4, 'every empty field is named')
  await quan.look('Thêm cán bộ còn trống')
  await quan.fill('Họ và tên', 'Lù Thị Thử')
  await quan.fill('Tên đăng nhập', 'thu.lu')
  await quan.page.locator('[name="unit-tim"]').fill('ha lang')
  await quan.page.locator('button[name="_find"]').click()
  assert.equal(await quan.page.getByLabel('Họ và tên').inputValue(), 'Lù Thị Thử', 'the search keeps what was typed')
  await quan.look('Thêm cán bộ, tìm đơn vị')
  await quan.page
    .getByLabel(/^Xã Hạ Lang/u)
    .first()
    .check()
  await quan.page.getByLabel('cán bộ, chuyên viên').check()
  await quan.fill('Chức danh', 'chuyên viên')
  await quan.press('Thêm cán bộ')
  assert.match(await quan.heading(), /Trao liên kết này cho Lù Thị Thử/u)
  await quan.look('Lời mời vừa tạo')
  await quan.follow('Đã chép liên kết')
  assert.match(await quan.heading(), /Lù Thị Thử/u)
  await quan.look('Một cán bộ')
  await quan.page.locator('td [name="until"]').fill('01/01/2020')
  await quan.press(/^Kết thúc/u)
  await quan.amiss(1, 'a post does not end before it began')
  await quan.look('Kết thúc chức vụ sai ngày')
  await quan.go('/can-bo?tim=khongcoai')
  assert.match(await quan.text(), /Không có cán bộ nào/u)
  await quan.look('Tìm cán bộ không thấy')
  await quan.go('/don-vi/them')
  await quan.press('Thêm đơn vị')
  await quan.look('Thêm đơn vị còn trống')
  await quan.page.getByLabel('Đơn vị cấp trên').selectOption({ label: 'Xã Hạ Lang' })
  await quan.page.getByLabel('thôn, tổ dân phố').check()
  await quan.page.locator('[name="kind"]').selectOption('thôn')
  await quan.fill(/^Tên, không kèm loại/u, 'Lang Mới')
  await quan.press('Thêm đơn vị')
  assert.match(await quan.heading(), /Lang Mới/u)
  await quan.look('Thôn vừa thêm')
}

async function inspector(khoa: Walk): Promise<void> {
  await khoa.go('/')
  await khoa.look('Hôm nay của kiểm tra')
  await khoa.follow('Nhật ký')
  assert.ok((await khoa.page.locator('main tbody tr').count()) > 10, 'what officials did is there')
  await khoa.look('Nhật ký')
  await khoa.go('/bao-cao')
  await khoa.look('Báo cáo, người chỉ xem')
  await khoa.go('/bao-cao/T2026-11/theo-doi')
  assert.equal(await khoa.page.locator('.pick').count(), 0, 'who inspects does not accept')
  await khoa.look('Theo dõi, người chỉ xem')
}

/** A model goes its way: appraised, recognised, praised; the yearly confirmation; fields by unit. */
async function models(province: Province, an: Walk): Promise<void> {
  const binh = await province.as('binh')
  await binh.go('/kheo?cho=tham-dinh')
  await binh.look('Mô hình chờ thẩm định')
  await binh.page.locator('main tbody a').first().click()
  const model = new URL(binh.page.url()).pathname
  await binh.look('Mô hình trước khi thẩm định')
  await binh.page.locator('summary', { hasText: 'Thẩm định mô hình' }).click()
  await binh.page.locator('#tham-dinh-on').fill('hôm qua')
  await binh.page.locator('#tham-dinh-note').fill('Đã xem tại thôn.')
  await binh.press('Thẩm định mô hình')
  assert.equal(await binh.page.locator('#tham-dinh-note').inputValue(), 'Đã xem tại thôn.', 'what was typed comes back')
  await binh.look('Thẩm định sai ngày')
  await binh.page.locator('#tham-dinh-on').fill('21/11/2026')
  await binh.press('Thẩm định mô hình')
  assert.match(await binh.text(), /Đã ghi thẩm định/u)
  await binh.leave()
  const chi = await province.as('chi')
  await chi.go('/')
  await chi.look('Hôm nay của người đứng đầu')
  await chi.go(model)
  await chi.page.locator('summary', { hasText: 'Công nhận mô hình' }).first().click()
  await chi.page.locator('#cong-nhan-decision').fill('15-QĐ/BTGDVTU')
  await chi.press('Công nhận mô hình')
  assert.match(await chi.text(), /Đã ghi công nhận/u)
  await chi.look('Mô hình được công nhận')
  await chi.leave()
  await an.go('/kheo/xac-nhan')
  await an.look('Xác nhận năm')
  await an.page.locator('[name="r1"]').fill('Không còn người làm.')
  await an.press(/^Ghi xác nhận/u)
  assert.match(await an.text(), /Có lý do dừng nhưng chưa chọn|Chưa ghi được/u)
  assert.equal(await an.page.locator('[name="r1"]').inputValue(), 'Không còn người làm.')
  await an.look('Xác nhận năm còn chỗ sửa')
  await an.page.locator('[name="r1"]').fill('')
  await an.page.locator('[name="s1"]').first().check()
  await an.press(/^Ghi xác nhận/u)
  assert.match(await an.text(), /Đã ghi \d+ câu trả lời/u)
  await an.look('Xác nhận năm đã ghi')
  await an.go('/kheo/ma-tran')
  await an.look('Lĩnh vực theo đơn vị')
  await an.go('/kheo?tim=khongcomohinhnay')
  await an.look('Không có mô hình nào như vậy')
}

const MAX_TABS = 120

/** Tabs to what reads like this; whatever has the focus on the way shows it. */
async function tabTo(walk: Walk, words: RegExp): Promise<void> {
  for (let i = 0; i < MAX_TABS; i++) {
    await walk.page.keyboard.press('Tab')
    const at = await walk.page.evaluate(() => {
      const one = document.activeElement as HTMLElement & { labels?: NodeListOf<HTMLLabelElement> | null }
      return { says: `${one.labels?.[0]?.innerText ?? ''} ${one.innerText ?? ''}`.trim(), outline: getComputedStyle(one).outlineStyle }
    })
    assert.notEqual(at.outline, 'none', `the focus does not show on “${at.says}”`)
    if (words.test(at.says)) return
  }
  assert.fail(`no Tab leads to ${words}`)
}

/** A model registered and mended without a mouse. */
async function byKeyboard(an: Walk): Promise<void> {
  const { keyboard } = an.page
  await an.go('/')
  await tabTo(an, /^Đến nội dung chính/u)
  await tabTo(an, /^Dân vận khéo/u)
  await keyboard.press('Enter')
  await an.page.waitForURL(/\/kheo$/u)
  await tabTo(an, /^Đăng ký mô hình/u)
  await keyboard.press('Enter')
  await an.page.waitForURL(/dang-ky/u)
  await tabTo(an, /^Tập thể/u)
  await keyboard.press('Space')
  await tabTo(an, /^Lĩnh vực/u)
  await keyboard.press('ArrowDown')
  await tabTo(an, /^1\. Tên mô hình/u)
  await keyboard.type('Sổ tay việc thôn')
  for (const part of [/^2\./u, /^3\./u, /^4\./u]) {
    await tabTo(an, part)
    await keyboard.type('Ghi việc thôn hằng tuần.')
  }
  await tabTo(an, /^Đăng ký mô hình/u)
  await keyboard.press('Enter')
  await an.page.waitForURL(/da-ghi=dang-ky/u)
  await tabTo(an, /^Sửa bản đăng ký/u)
  await keyboard.press('Enter')
  await an.page.waitForURL(/\/sua$/u)
  await an.look('Sửa bản đăng ký')
  await tabTo(an, /^1\. Tên mô hình/u)
  await keyboard.press('End')
  await keyboard.type(' và xóm')
  await keyboard.press('Enter')
  await an.page.waitForURL(/da-ghi=sua/u)
  assert.equal(await an.heading(), 'Sổ tay việc thôn và xóm')
}

/** Two models alike in one unit: said, and registered only when the officer says that they differ. */
async function alike(an: Walk): Promise<void> {
  await an.go('/kheo/dang-ky')
  await registerModel(an, 'Sổ tay việc thôn và xóm')
  await an.press('Đăng ký mô hình')
  assert.match(await an.text(), /Có thể trùng với mô hình đang duy trì/u)
  await an.look('Mô hình có thể trùng')
}

/** The pages beside the main jobs, by who opens them. */
export async function lookAround(province: Province): Promise<void> {
  await atTheDoor(province)
  const an = await province.as('an')
  await closedDoors(an, province.unit('HL'))
  await ownAccount(an)
  await byKeyboard(an)
  await alike(an)
  await models(province, an)
  await an.leave()
  const khoa = await province.as('khoa')
  await units(khoa)
  await inspector(khoa)
  await khoa.leave()
  const quan = await province.as('quan')
  await administrator(quan)
  await quan.leave()
}
