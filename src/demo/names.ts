// Tỉnh Mẫu: a small, fictional, believable province. Every name of a place or person here is invented.

export interface OldCommune {
  readonly code: string
  readonly name: string
  readonly kind: 'xã' | 'thị trấn'
  readonly district: 'D1' | 'D2'
  readonly hamlets: readonly string[]
  /** What it became on 1 July 2025: nothing listed = it stands as it was; two = it was divided. */
  readonly became: readonly string[]
}

export const PROVINCE = { code: 'MAU', name: 'Mẫu', kind: 'tỉnh' } as const

export const DISTRICTS = [
  { code: 'D1', name: 'Khe Sơn', kind: 'huyện' },
  { code: 'D2', name: 'Giồng Tràm', kind: 'huyện' },
] as const

/** Eighteen communes until 30 June 2025. Codes of those that merged were taken over by their successors, as really happened. */
export const OLD_COMMUNES: readonly OldCommune[] = [
  {
    code: 'KT0',
    name: 'Khe Trầm',
    kind: 'xã',
    district: 'D1',
    hamlets: ['Thôn Chợ', 'Thôn Trầm Thượng', 'Thôn Đồng Bưởi'],
    became: ['KT'],
  },
  { code: 'KN0', name: 'Khe Ngoài', kind: 'xã', district: 'D1', hamlets: ['Bản Khe Ngoài', 'Bản Nà Co', 'Bản Lùng'], became: ['KT'] },
  { code: 'HL', name: 'Hạ Lang', kind: 'xã', district: 'D1', hamlets: ['Thôn Lang Đông', 'Thôn Lang Đoài', 'Thôn Bến Gỗ'], became: [] },
  { code: 'LT0', name: 'Lâm Trà', kind: 'xã', district: 'D1', hamlets: ['Thôn Trà Một', 'Thôn Trà Hai', 'Thôn Đồi Chè'], became: ['LT'] },
  { code: 'LG0', name: 'Lâm Thượng', kind: 'xã', district: 'D1', hamlets: ['Bản Thượng', 'Bản Pắc', 'Bản Mới'], became: ['LT'] },
  {
    code: 'CM0',
    name: 'Cầu Mây',
    kind: 'thị trấn',
    district: 'D1',
    hamlets: ['Tổ dân phố 1', 'Tổ dân phố 2', 'Tổ dân phố 3'],
    became: ['CM'],
  },
  { code: 'NS0', name: 'Nà Sim', kind: 'xã', district: 'D1', hamlets: ['Bản Sim', 'Bản Vàng'], became: ['CM'] },
  { code: 'SL', name: 'Suối Lúa', kind: 'xã', district: 'D1', hamlets: ['Thôn Suối', 'Thôn Lúa', 'Thôn Gò Đá'], became: [] },
  { code: 'DD0', name: 'Đá Dựng', kind: 'xã', district: 'D1', hamlets: ['Bản Dựng Trên', 'Bản Dựng Dưới', 'Bản Đá'], became: ['SL', 'TU'] },
  { code: 'TU', name: 'Tân Ước', kind: 'xã', district: 'D1', hamlets: ['Thôn Tân', 'Thôn Ước', 'Thôn Cầu Ngói'], became: [] },
  { code: 'BD0', name: 'Bình Điền', kind: 'xã', district: 'D2', hamlets: ['Ấp Điền Một', 'Ấp Điền Hai', 'Ấp Kênh Mới'], became: ['BD'] },
  { code: 'BA0', name: 'Bình An Tây', kind: 'xã', district: 'D2', hamlets: ['Ấp An Tây', 'Ấp Rạch Ông', 'Ấp Gò Tre'], became: ['BD'] },
  { code: 'DS', name: 'Đồng Sậy', kind: 'xã', district: 'D2', hamlets: ['Ấp Sậy', 'Ấp Đồng', 'Ấp Lung Sen'], became: [] },
  { code: 'MD', name: 'Mỹ Đông', kind: 'xã', district: 'D2', hamlets: ['Ấp Mỹ', 'Ấp Đông', 'Ấp Bờ Bao'], became: [] },
  { code: 'NG', name: 'Nam Giồng', kind: 'xã', district: 'D2', hamlets: ['Ấp Giồng Trên', 'Ấp Giồng Dưới', 'Ấp Vàm'], became: [] },
  { code: 'YT', name: 'Yên Trạch', kind: 'xã', district: 'D2', hamlets: ['Ấp Yên', 'Ấp Trạch', 'Ấp Cồn Nhỏ'], became: [] },
  { code: 'BS0', name: 'Bến Sen', kind: 'thị trấn', district: 'D2', hamlets: ['Khu phố 1', 'Khu phố 2', 'Khu phố Chợ'], became: ['BS'] },
  { code: 'SC0', name: 'Sen Chiểu', kind: 'xã', district: 'D2', hamlets: ['Ấp Chiểu', 'Ấp Sen'], became: ['BS'] },
]

/** New communes of 1 July 2025; the other seven stand as they were, now directly under the province. */
export const NEW_COMMUNES = [
  { code: 'KT', name: 'Khe Trầm', kind: 'xã' },
  { code: 'LT', name: 'Lâm Trà', kind: 'xã' },
  { code: 'CM', name: 'Cầu Mây', kind: 'phường' },
  { code: 'BD', name: 'Bình Điền', kind: 'xã' },
  { code: 'BS', name: 'Bến Sen', kind: 'phường' },
] as const

/** The twelve communes of today, in the order of their names. */
export const COMMUNES_NOW = ['BS', 'BD', 'CM', 'DS', 'HL', 'KT', 'LT', 'MD', 'NG', 'SL', 'TU', 'YT'] as const

/** Where the hamlets of the divided commune went. */
export const DIVIDED: Readonly<Record<string, string>> = { 'Bản Dựng Trên': 'SL', 'Bản Dựng Dưới': 'TU', 'Bản Đá': 'TU' }

/** The lines beside the areas: Party, Front, the five organisations, the armed forces. */
export const LINES = [
  { line: 'party', code: 'DU', province: 'Tỉnh ủy Mẫu', district: 'Huyện ủy', commune: 'Đảng ủy', kind: 'đảng bộ' },
  {
    line: 'front',
    code: 'MT',
    province: 'Ủy ban MTTQ Việt Nam tỉnh Mẫu',
    district: 'Ủy ban MTTQ Việt Nam huyện',
    commune: 'Ủy ban MTTQ Việt Nam',
    kind: 'mttq',
  },
  {
    line: 'trade_union',
    code: 'CD',
    province: 'Liên đoàn Lao động tỉnh Mẫu',
    district: 'Liên đoàn Lao động huyện',
    commune: 'Công đoàn',
    kind: 'hội',
  },
  { line: 'farmers', code: 'ND', province: 'Hội Nông dân tỉnh Mẫu', district: 'Hội Nông dân huyện', commune: 'Hội Nông dân', kind: 'hội' },
  { line: 'youth', code: 'TN', province: 'Tỉnh đoàn Mẫu', district: 'Huyện đoàn', commune: 'Đoàn TNCS Hồ Chí Minh', kind: 'hội' },
  {
    line: 'women',
    code: 'PN',
    province: 'Hội Liên hiệp Phụ nữ tỉnh Mẫu',
    district: 'Hội Liên hiệp Phụ nữ huyện',
    commune: 'Hội Liên hiệp Phụ nữ',
    kind: 'hội',
  },
  {
    line: 'veterans',
    code: 'CB',
    province: 'Hội Cựu chiến binh tỉnh Mẫu',
    district: 'Hội Cựu chiến binh huyện',
    commune: 'Hội Cựu chiến binh',
    kind: 'hội',
  },
  {
    line: 'force',
    code: 'QS',
    province: 'Bộ Chỉ huy Quân sự tỉnh Mẫu',
    district: 'Ban Chỉ huy Quân sự huyện',
    commune: 'Ban Chỉ huy Quân sự',
    kind: 'lực lượng vũ trang',
  },
] as const

export interface DemoPerson {
  readonly login: string
  readonly name: string
  readonly posts: readonly {
    readonly unit: string
    readonly role: 'officer' | 'head' | 'inspector' | 'administrator'
    readonly title: string
    readonly body: string
    readonly from?: string
    readonly until?: string
  }[]
}

const PARTY_BODY = 'Ban Xây dựng Đảng'
const BLOC = 'Khối Dân vận'
const PROVINCE_BODY = 'Ban Tuyên giáo và Dân vận Tỉnh ủy'

/** Commune officers besides An and Dũng: login, name, unit today, unit before the reform. */
const COMMUNE_OFFICERS: readonly (readonly [string, string, string, string])[] = [
  ['bensen', 'Lê Thị Ngọc Diễm', 'BS', 'BS0'],
  ['binhdien', 'Huỳnh Văn Tám', 'BD', 'BD0'],
  ['caumay', 'Nông Thị Sim', 'CM', 'CM0'],
  ['dongsay', 'Trương Văn Út', 'DS', 'DS'],
  ['lamtra', 'Hà Văn Chè', 'LT', 'LT0'],
  ['mydong', 'Đặng Thị Lụa', 'MD', 'MD'],
  ['namgiong', 'Phan Văn Giỏi', 'NG', 'NG'],
  ['suoilua', 'Bế Văn Nương', 'SL', 'SL'],
  ['tanuoc', 'Tô Thị Mận', 'TU', 'TU'],
  ['yentrach', 'Võ Thị Thơm', 'YT', 'YT'],
  // Officers of communes that are no more: the post ended with the unit.
  ['khengoai', 'Vi Văn Khe', '', 'KN0'],
  ['lamthuong', 'Lý Thị Pao', '', 'LG0'],
  ['nasim', 'Hoàng Văn Vàng', '', 'NS0'],
  ['dadung', 'Triệu Thị Đá', '', 'DD0'],
  ['binhantay', 'Nguyễn Văn Rạch', '', 'BA0'],
  ['senchieu', 'Cao Thị Chiểu', '', 'SC0'],
]

export const PEOPLE: readonly DemoPerson[] = [
  {
    login: 'an',
    name: 'Lương Thị An',
    posts: [
      { unit: 'KT0', role: 'officer', title: 'chuyên viên', body: BLOC, until: '2025-06-30' },
      { unit: 'KT', role: 'officer', title: 'chuyên viên', body: PARTY_BODY, from: '2025-07-01' },
    ],
  },
  { login: 'binh', name: 'Đinh Văn Bình', posts: [{ unit: 'MAU', role: 'officer', title: 'chuyên viên', body: PROVINCE_BODY }] },
  {
    login: 'chi',
    name: 'Hoàng Thị Chi',
    // One person heads the Party's board and chairs the Front: posts add up, and the act names the seat.
    posts: [
      { unit: 'MAU', role: 'head', title: 'Trưởng ban', body: PROVINCE_BODY },
      { unit: 'MT.MAU', role: 'head', title: 'Chủ tịch', body: '' },
    ],
  },
  { login: 'dung', name: 'Trần Văn Dũng', posts: [{ unit: 'HL', role: 'officer', title: 'chuyên viên', body: PARTY_BODY }] },
  {
    login: 'giang',
    name: 'Vũ Văn Giang',
    posts: [{ unit: 'KT', role: 'head', title: 'Trưởng ban', body: PARTY_BODY, from: '2025-07-01' }],
  },
  {
    login: 'khoa',
    name: 'Phạm Đăng Khoa',
    posts: [{ unit: 'MAU', role: 'inspector', title: 'kiểm tra viên', body: 'Ủy ban Kiểm tra Tỉnh ủy' }],
  },
  {
    login: 'quan',
    name: 'Nguyễn Minh Quân',
    posts: [{ unit: 'MAU', role: 'administrator', title: 'quản trị hệ thống', body: 'Văn phòng Tỉnh ủy' }],
  },
  {
    login: 'khe.son',
    name: 'Mạc Văn Tuyển',
    posts: [{ unit: 'D1', role: 'officer', title: 'chuyên viên', body: 'Ban Dân vận Huyện ủy', until: '2025-06-30' }],
  },
  {
    login: 'giong.tram',
    name: 'Bùi Thị Hạnh',
    posts: [{ unit: 'D2', role: 'officer', title: 'chuyên viên', body: 'Ban Dân vận Huyện ủy', until: '2025-06-30' }],
  },
  { login: 'phunu', name: 'Đàm Thị Nhài', posts: [{ unit: 'PN.KT', role: 'officer', title: 'Chủ tịch', body: '', from: '2025-07-01' }] },
  ...COMMUNE_OFFICERS.map(
    ([login, name, now, before]): DemoPerson => ({
      login,
      name,
      posts:
        now === before
          ? [{ unit: now, role: 'officer', title: 'chuyên viên', body: PARTY_BODY }]
          : [
              { unit: before, role: 'officer', title: 'chuyên viên', body: BLOC, until: '2025-06-30' },
              ...(now === '' ? [] : [{ unit: now, role: 'officer' as const, title: 'chuyên viên', body: PARTY_BODY, from: '2025-07-01' }]),
            ],
    }),
  ),
]

/** Printed on the page of demo accounts; there are no such accounts without demo data. */
export const DEMO_PASSWORD = 'mau-2026'
