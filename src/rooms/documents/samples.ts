// Reports of Tỉnh Mẫu, one for each kind of issuer and a draft: what the tests compose and what was looked at as pictures.
import { day } from '../../ground/day.ts'
import type { OwnReport, ReportSnapshot, SnapshotRow } from '../../web/room.ts'
import type { OfficialDocument } from './composing.ts'
import { fromSnapshot, isComposed, type Letterhead } from './from-snapshot.ts'
import { usualLetterhead } from './own-letterhead.ts'

const row = (of: Partial<SnapshotRow> & Pick<SnapshotRow, 'code' | 'label' | 'group' | 'unit'>): SnapshotRow => ({
  depth: 0,
  kind: 'flow',
  state: of.value === 0 ? 'zero' : 'reported',
  value: null,
  numerator: null,
  denominator: null,
  previous: null,
  sameLastYear: null,
  notComparable: null,
  note: null,
  missing: [],
  ...of,
})

const KHEO = 'Phong trào thi đua “Dân vận khéo”'
const DIALOGUE = 'Tiếp xúc, đối thoại và dân chủ ở cơ sở'
const CARE = 'Chăm lo đời sống nhân dân'
const late = ['xã Khe Trầm', 'xã Suối Lúa', 'phường Bến Sen']

const provinceRows: readonly SnapshotRow[] = [
  row({
    code: 'KHEO_MOI',
    label: 'Mô hình đăng ký mới',
    group: KHEO,
    unit: 'mô hình',
    value: 52,
    previous: 49,
    sameLastYear: 44,
    missing: late,
  }),
  row({
    code: 'KHEO_MOI_TT',
    label: 'Tập thể',
    group: KHEO,
    unit: 'mô hình',
    depth: 1,
    value: 40,
    previous: 38,
    sameLastYear: 35,
    missing: late,
  }),
  row({
    code: 'KHEO_MOI_CN',
    label: 'Cá nhân',
    group: KHEO,
    unit: 'mô hình',
    depth: 1,
    value: 12,
    previous: 11,
    sameLastYear: 9,
    missing: late,
  }),
  row({
    code: 'KHEO_TONG',
    label: 'Tổng số mô hình đang duy trì',
    group: KHEO,
    unit: 'mô hình',
    kind: 'stock',
    value: 1239,
    previous: 1187,
    sameLastYear: 1102,
    missing: late,
    note: 'Gồm 4 mô hình chuyển từ năm 2025',
  }),
  row({
    code: 'KHEO_CONG_NHAN',
    label: 'Tỷ lệ mô hình được công nhận',
    group: KHEO,
    unit: '%',
    kind: 'ratio',
    value: 90.38,
    numerator: 47,
    denominator: 52,
    previous: 87.76,
    sameLastYear: 90.38,
    missing: [...late, 'xã Nam Giồng'],
  }),
  row({
    code: 'DT_BUOI',
    label: 'Hội nghị đối thoại của người đứng đầu cấp ủy với nhân dân',
    group: DIALOGUE,
    unit: 'cuộc',
    value: 23,
    previous: 25,
    sameLastYear: 23,
  }),
  row({
    code: 'DT_LUOT',
    label: 'Lượt người dân dự đối thoại',
    group: DIALOGUE,
    unit: 'lượt',
    state: 'estimated',
    value: 4350.5,
    previous: 4120,
    notComparable: 'Từ ngày 01/7/2025 sắp xếp lại đơn vị hành chính cấp xã, địa bàn thay đổi.',
  }),
  row({ code: 'DT_KN', label: 'Kiến nghị chưa được trả lời', group: DIALOGUE, unit: 'kiến nghị', value: 0, previous: 6, sameLastYear: 2 }),
  row({ code: 'DIEM_NONG', label: 'Vụ việc đông người, phức tạp', group: DIALOGUE, unit: 'vụ', state: 'none', previous: 1 }),
  row({ code: 'BIEN_GIOI', label: 'Tổ tự quản đường biên, cột mốc', group: CARE, unit: 'tổ', kind: 'stock', state: 'not_applicable' }),
  row({
    code: 'QUY_NGHEO',
    label: 'Quỹ “Vì người nghèo” vận động được',
    group: CARE,
    unit: 'triệu đồng',
    value: 12450.75,
    previous: 11020.5,
    sameLastYear: 9875.25,
  }),
  row({ code: 'NHA', label: 'Nhà Đại đoàn kết bàn giao', group: CARE, unit: 'nhà', state: 'missing', missing: [...late, 'xã Nam Giồng'] }),
]

export const provinceSnapshot: ReportSnapshot = {
  publicationId: '0197a000-0000-7000-8000-000000000001',
  regime: { code: 'dan-van-6-thang', name: 'Báo cáo kết quả công tác dân vận 6 tháng' },
  window: { code: '2026-6T', label: '6 tháng đầu năm 2026', from: day('2026-01-01'), until: day('2026-06-30') },
  unit: { id: '0197a000-0000-7000-8000-0000000000aa', name: 'Tỉnh ủy Tỉnh Mẫu', level: 'province', code: 'tinh-mau' },
  publishedOn: day('2026-07-05'),
  coverage: { accepted: 9, owed: 12, missing: late },
  rows: provinceRows,
  sections: [
    {
      heading: 'I. Tình hình các tầng lớp nhân dân',
      text:
        'Sáu tháng đầu năm, các tầng lớp nhân dân trong tỉnh phấn khởi trước kết quả thực hiện mô hình chính quyền địa phương 2 cấp, tin tưởng vào sự lãnh đạo của Đảng; tích cực lao động, sản xuất, tham gia các phong trào thi đua.\n' +
        'Bên cạnh đó, một bộ phận người dân vùng sâu còn băn khoăn về việc đi lại khi làm thủ tục hành chính. Toàn tỉnh có {figure:DT_BUOI} hội nghị đối thoại để lắng nghe và giải đáp.',
    },
    {
      heading: 'II. Kết quả công tác dân vận',
      text: 'Ban đã tham mưu Ban Thường vụ Tỉnh ủy ban hành kế hoạch công tác dân vận năm, hướng dẫn các xã, phường đăng ký {figure:KHEO_MOI} mô hình “Dân vận khéo” mới.',
    },
    {
      heading: 'III. Đánh giá chung',
      text: 'Công tác dân vận được triển khai đồng bộ, có trọng tâm; phong trào thi đua “Dân vận khéo” tiếp tục lan tỏa.\nTồn tại: một số địa phương nộp báo cáo chậm; việc theo dõi, đánh giá mô hình sau khi được công nhận chưa thường xuyên.',
    },
    {
      heading: 'IV. Phương hướng, nhiệm vụ 6 tháng cuối năm',
      text: 'Tiếp tục nâng cao chất lượng đối thoại giữa người đứng đầu cấp ủy, chính quyền với nhân dân.\nRà soát, đánh giá {figure:KHEO_TONG} mô hình đang duy trì; dừng những mô hình không còn hiệu quả.',
    },
  ],
  signer: { name: 'Hoàng Thị Mẫu', title: 'Trưởng ban' },
}

export const provinceLetterhead: Letterhead = {
  issuerKind: 'party',
  superior: 'Tỉnh ủy Tỉnh Mẫu',
  issuer: 'Ban Tuyên giáo và Dân vận',
  issuerInText: 'Ban Tuyên giáo và Dân vận Tỉnh ủy',
  symbol: 'BC/BTGDVTU',
  place: 'Tỉnh Mẫu',
  addressees: [],
  grounds: [],
  signer: { onBehalf: null, instead: 'Trưởng ban', byOrder: null, title: 'Phó Trưởng ban', name: 'Hoàng Thị Mẫu' },
  recipients: [
    'Ban Tuyên giáo và Dân vận Trung ương (để báo cáo)',
    'Thường trực Tỉnh ủy (để báo cáo)',
    'Đảng ủy các xã, phường',
    'Lãnh đạo Ban',
    'Lưu Văn phòng Ban',
  ],
}

export const communeSnapshot: ReportSnapshot = {
  publicationId: '0197a000-0000-7000-8000-000000000002',
  regime: { code: 'dan-van-chinh-quyen', name: 'Kết quả công tác dân vận của chính quyền' },
  window: { code: '2026-Q4', label: 'quý IV năm 2026', from: day('2026-10-01'), until: day('2026-12-31') },
  unit: { id: '0197a000-0000-7000-8000-0000000000bb', name: 'xã Bình Điền', level: 'commune', code: 'binh-dien' },
  publishedOn: day('2027-01-04'),
  coverage: { accepted: 1, owed: 1, missing: [] },
  rows: [
    row({
      code: 'TIEP_DAN',
      label: 'Buổi tiếp công dân định kỳ của Chủ tịch UBND xã',
      group: 'Tiếp công dân, đối thoại',
      unit: 'buổi',
      value: 6,
      previous: 6,
      sameLastYear: 4,
    }),
    row({
      code: 'LUOT',
      label: 'Lượt công dân đến kiến nghị, phản ánh',
      group: 'Tiếp công dân, đối thoại',
      unit: 'lượt',
      value: 31,
      previous: 28,
      sameLastYear: 45,
    }),
    row({
      code: 'DUNG_HAN',
      label: 'Tỷ lệ kiến nghị trả lời đúng hạn',
      group: 'Tiếp công dân, đối thoại',
      unit: '%',
      kind: 'ratio',
      value: 100,
      numerator: 31,
      denominator: 31,
      previous: 96.43,
      sameLastYear: 93.33,
    }),
    row({
      code: 'CONG_KHAI',
      label: 'Nội dung công khai để nhân dân biết',
      group: 'Thực hiện dân chủ ở cơ sở',
      unit: 'nội dung',
      value: 17,
      previous: 15,
      sameLastYear: 15,
    }),
    row({
      code: 'DONG_GOP',
      label: 'Nhân dân đóng góp làm đường',
      group: 'Thực hiện dân chủ ở cơ sở',
      unit: 'triệu đồng',
      value: 1234.5,
      previous: 980,
      notComparable: null,
    }),
  ],
  sections: [
    {
      heading: 'Tình hình nhân dân trên địa bàn',
      text: 'Xã có 9 thôn, đời sống nhân dân ổn định; an ninh chính trị, trật tự an toàn xã hội được giữ vững.',
    },
    { heading: 'Đánh giá chung', text: 'Công tác tiếp công dân được thực hiện nền nếp. Việc công khai ở một số thôn còn chậm.' },
    {
      heading: 'Phương hướng, nhiệm vụ quý I năm 2027',
      text: 'Duy trì lịch tiếp công dân; công khai đầy đủ các khoản đóng góp của nhân dân.',
    },
  ],
  signer: { name: 'Trần Văn Bình', title: 'Chủ tịch' },
}

export const communeLetterhead: Letterhead = {
  issuerKind: 'state',
  superior: null,
  issuer: 'Ủy ban nhân dân\nxã Bình Điền',
  issuerInText: 'Ủy ban nhân dân xã Bình Điền',
  symbol: 'BC-UBND',
  place: 'Bình Điền',
  addressees: ['Ủy ban nhân dân tỉnh', 'Đảng ủy xã Bình Điền'],
  grounds: [
    'Căn cứ Luật Thực hiện dân chủ ở cơ sở ngày 10 tháng 11 năm 2022',
    'Thực hiện chế độ báo cáo định kỳ về công tác dân vận của chính quyền',
  ],
  signer: { onBehalf: 'Ủy ban nhân dân', instead: 'Chủ tịch', byOrder: null, title: 'Phó Chủ tịch', name: 'Trần Văn Bình' },
  recipients: ['Như trên', 'Thường trực HĐND xã', 'Ủy ban MTTQ Việt Nam xã', 'Lưu: VT, VP'],
}

const share = (one: SnapshotRow, value: number | null): number | null =>
  value === null || one.kind === 'ratio' ? value : Math.ceil(value / 12)

export const frontSnapshot: ReportSnapshot = {
  ...provinceSnapshot,
  publicationId: '0197a000-0000-7000-8000-000000000003',
  regime: { code: 'mat-tran-quy', name: 'Báo cáo kết quả công tác Mặt trận hằng quý' },
  window: { code: '2026-Q1', label: 'quý I năm 2026', from: day('2026-01-01'), until: day('2026-03-31') },
  unit: { id: '0197a000-0000-7000-8000-0000000000cc', name: 'Ủy ban MTTQ Việt Nam xã Cầu Mây', level: 'commune', code: 'mttq-cau-may' },
  publishedOn: day('2026-04-02'),
  coverage: { accepted: 4, owed: 5, missing: ['Hội Cựu chiến binh xã'] },
  sections: [
    {
      heading: 'Tình hình các tầng lớp nhân dân',
      text: 'Nhân dân trong xã đoàn kết, yên tâm lao động, sản xuất; đồng bào tôn giáo sinh hoạt đúng quy định.',
    },
    { heading: KHEO, text: 'Mặt trận cùng các tổ chức thành viên vận động nhân dân đăng ký {figure:KHEO_MOI} mô hình.' },
    { heading: 'Tồn tại, hạn chế', text: 'Hoạt động của một số Ban công tác Mặt trận chưa đều.' },
    { heading: 'Nhiệm vụ trọng tâm quý II', text: 'Tổ chức Tháng hành động vì người nghèo; củng cố Ban Thanh tra nhân dân.' },
  ],
  rows: provinceRows
    .filter(one => one.group !== DIALOGUE)
    .map(one => ({
      ...one,
      value: share(one, one.value),
      previous: share(one, one.previous),
      sameLastYear: share(one, one.sameLastYear),
      missing: one.missing.length > 0 ? ['Hội Cựu chiến binh xã'] : [],
    })),
}

export const frontLetterhead: Letterhead = {
  issuerKind: 'front',
  superior: 'Ủy ban MTTQ Việt Nam tỉnh Tỉnh Mẫu',
  issuer: 'Ủy ban MTTQ Việt Nam\nxã Cầu Mây',
  issuerInText: 'Ủy ban Mặt trận Tổ quốc Việt Nam xã Cầu Mây',
  symbol: 'BC-MTTQ-BTT',
  place: 'Cầu Mây',
  addressees: ['Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh'],
  grounds: [],
  signer: { onBehalf: 'Ban Thường trực', instead: null, byOrder: null, title: 'Chủ tịch', name: 'Lò Văn Mây' },
  recipients: ['Như trên', 'Thường trực Đảng ủy xã', 'Các tổ chức thành viên', 'Lưu: VT'],
}

/** The same commune's report before it is handed in. */
export const ownSnapshot: ReportSnapshot = {
  ...communeSnapshot,
  regime: { code: 'DV-QUY', name: 'Báo cáo công tác dân vận quý' },
  rows: communeSnapshot.rows.map(one =>
    one.code === 'CONG_KHAI'
      ? { ...one, value: null, state: 'missing', missing: [communeSnapshot.unit.name] }
      : one.code === 'DONG_GOP'
        ? { ...one, state: 'estimated', note: 'Cách ước: theo sổ thu của các thôn' }
        : one,
  ),
  signer: { name: '', title: '' },
}
export const ownReport: OwnReport = {
  receiver: { id: provinceSnapshot.unit.id, name: 'tỉnh Mẫu' },
  body: 'Ban Xây dựng Đảng',
  isDraft: true,
  says: 'Bản thảo lưu lúc 09:42:10 ngày 03/01/2027, chưa nộp.',
  files: ['Biên bản họp thôn 3.pdf', 'ảnh công trình.jpg'],
}

const composed = (snapshot: ReportSnapshot, letterhead: Letterhead, number: number | null, own?: OwnReport): OfficialDocument => {
  const document = fromSnapshot(snapshot, letterhead, number, own)
  if (!isComposed(document)) throw new Error(document.map(one => one.say).join(' '))
  return document
}

export const samples = (): Readonly<Record<'party' | 'state' | 'front' | 'draft', OfficialDocument>> => ({
  party: composed(provinceSnapshot, provinceLetterhead, null),
  state: composed(communeSnapshot, communeLetterhead, 5),
  front: composed(frontSnapshot, frontLetterhead, 127),
  draft: composed(ownSnapshot, usualLetterhead(ownSnapshot, ownReport, undefined), null, ownReport),
})
