// A country of 34 provinces and 3,321 communes with three people to sign in as, for measuring and for looking at pages of that size.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { addPerson, addPost } from '../../../src/access/people.ts'
import { hashPassword } from '../../../src/access/sessions.ts'
import { DEMO_PASSWORD } from '../../../src/demo/names.ts'
import { type Day, day } from '../../../src/ground/day.ts'
import type { Tx } from '../../../src/ground/db.ts'
import { loadProvinces } from '../../../src/org/provinces.ts'
import { addUnits, loadTree, type NewUnit } from '../../../src/org/store.ts'

export const COMMUNES = 3321
const SINCE: Day = day('2025-07-01')

const FIRST =
  'An Bắc Bình Cẩm Cát Châu Chi Dương Đại Đông Đồng Đức Gia Giang Hà Hải Hạ Hòa Hoàng Hồng Hưng Hương Khánh Kim Lạc Lâm Lập Liên Long Lộc Lương Minh Mỹ Nam Nghĩa Ngọc Nguyên Nhân Ninh Phong Phú Phúc Phước Quảng Quang Quế Sơn Tam Tân Tây Thạch Thái Thanh Thành Thiện Thịnh Thọ Thuận'.split(
    ' ',
  )
const SECOND =
  'An Bảo Bình Cường Châu Chính Dân Điền Định Đông Đường Giang Hà Hải Hậu Hiệp Hòa Hội Hưng Khê La Lạc Lâm Lễ Long Lộc Lợi Lương Mai Minh Mỹ Nghĩa Ngãi Ninh Phong Phú Phúc Quang Quý Sơn Tân Tây Thành Thạnh Thắng Thịnh Thọ Thuận Thủy Tiến Trạch Trị Trung Vân Văn Viên Vinh Xuân'.split(
    ' ',
  )

export interface Country {
  readonly centre: string
  readonly provinces: readonly string[]
  readonly communes: readonly string[]
  readonly person: string
}

/** Logins of those who can sign in, all with the demo's password. */
export const LOGINS = { centre: 'tw', province: 'tinh', commune: 'xa' } as const

const NAMES: Readonly<Record<string, string>> = { tw: 'Lê Thị Hà', tinh: 'Trần Văn Bình', xa: 'Nguyễn Văn An' }

/** Makes the country and its people. */
export async function makeCountry(tx: Tx): Promise<Country> {
  await loadProvinces(tx, { personId: null, at: new Date() })
  const tree = await loadTree(tx, SINCE)
  const [centre] = tree.units('area', 'centre')
  const provinces = tree.units('area', 'province').map(one => one.id)
  if (!centre || provinces.length === 0) throw new Error('there is no country')
  const communes = Array.from({ length: COMMUNES }, (_, i): NewUnit & { id: string } => ({
    id: randomUUID(),
    line: 'area',
    level: 'commune',
    kind: i % 4 === 0 ? 'phường' : 'xã',
    name: `${FIRST[i % FIRST.length]} ${SECOND[Math.floor(i / FIRST.length) % SECOND.length]}`,
    code: String(10_000 + i),
    parentId: provinces[i % provinces.length] ?? centre.id,
    from: SINCE,
  }))
  await addUnits(tx, communes)
  const password = await hashPassword(DEMO_PASSWORD)
  const people: [string, string, string][] = [
    [LOGINS.centre, centre.id, 'Ban Dân vận Trung ương'],
    [LOGINS.province, provinces[0] ?? '', 'Ban Dân vận Tỉnh ủy'],
    [LOGINS.commune, communes[0]?.id ?? '', 'Đảng ủy'],
  ]
  let person = ''
  for (const [login, unitId, body] of people) {
    person = await addPerson(tx, { name: NAMES[login] ?? login, login, passwordHash: password })
    await addPost(tx, { personId: person, unitId, role: 'officer', title: 'chuyên viên', body, from: SINCE })
  }
  await sql`insert into installation (kind, ready) values ('init', true) on conflict (only_one) do update set ready = true`.execute(tx)
  return { centre: centre.id, provinces, communes: communes.map(one => one.id), person }
}
