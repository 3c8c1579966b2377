/** The closed lists of the reader and their official Vietnamese wording, for the page where an officer confirms facts. */

export const EVENT_TYPES = {
  month_review: 'Giao ban, sơ kết tháng',
  quarter_review: 'Giao ban, sơ kết quý',
  half_year_review: 'Sơ kết 6 tháng',
  nine_month_review: 'Sơ kết 9 tháng',
  annual_summary: 'Tổng kết năm',
  multi_year_review: 'Tổng kết nhiều năm, giai đoạn',
  contest: 'Hội thi, cuộc thi',
  award: 'Tuyên dương, khen thưởng',
  launch: 'Phát động, ra quân, ký kết, ban hành',
  training: 'Tập huấn, bồi dưỡng',
  dialogue: 'Đối thoại, tiếp xúc',
  supervision: 'Kiểm tra, giám sát, khảo sát',
  exchange: 'Giao lưu, trao đổi kinh nghiệm',
  other: 'Sự kiện khác',
} as const
export type EventType = keyof typeof EVENT_TYPES

export const PARTS = {
  chair: 'Chủ trì, trưởng đoàn',
  speaker: 'Phát biểu, chỉ đạo',
  award_presenter: 'Trao khen thưởng, tặng quà',
  presenter: 'Báo cáo, trình bày',
  attend_direct: 'Dự, dự và chỉ đạo',
  other: 'Khác',
} as const
export type Part = keyof typeof PARTS

/** From the strongest to the weakest: a person named twice keeps the strongest part. */
export const PART_ORDER = ['chair', 'speaker', 'award_presenter', 'presenter', 'attend_direct', 'other'] as const satisfies readonly Part[]

export const MEASURES = {
  models_registered_total: { label: 'Mô hình Dân vận khéo đăng ký', unit: 'mô hình' },
  models_registered_collective: { label: 'Mô hình tập thể đăng ký', unit: 'mô hình' },
  models_registered_individual: { label: 'Mô hình cá nhân đăng ký', unit: 'mô hình' },
  models_recognised_total: { label: 'Mô hình được công nhận', unit: 'mô hình' },
  models_recognised_collective: { label: 'Mô hình tập thể được công nhận', unit: 'mô hình' },
  models_recognised_individual: { label: 'Mô hình cá nhân được công nhận', unit: 'mô hình' },
  models_cumulative: { label: 'Mô hình đang duy trì (lũy kế)', unit: 'mô hình' },
  commended_collectives: { label: 'Tập thể được khen thưởng', unit: 'tập thể' },
  commended_individuals: { label: 'Cá nhân được khen thưởng', unit: 'cá nhân' },
  meetings_held: { label: 'Cuộc tuyên truyền, vận động', unit: 'cuộc' },
  people_reached: { label: 'Lượt người được tuyên truyền, phục vụ', unit: 'lượt người' },
  attendance: { label: 'Người dự sự kiện', unit: 'người' },
  dialogues_held: { label: 'Cuộc đối thoại, tiếp xúc', unit: 'cuộc' },
  dialogue_participants: { label: 'Lượt người dự đối thoại', unit: 'lượt người' },
  opinions_gathered: { label: 'Ý kiến, kiến nghị được nêu', unit: 'ý kiến' },
  citizen_receptions: { label: 'Kỳ tiếp công dân', unit: 'kỳ' },
  citizens_received: { label: 'Lượt công dân được tiếp', unit: 'lượt' },
  petitions_received: { label: 'Đơn thư tiếp nhận', unit: 'đơn' },
  petitions_resolved: { label: 'Đơn thư đã giải quyết', unit: 'đơn' },
  complaints: { label: 'Đơn khiếu nại', unit: 'đơn' },
  denunciations: { label: 'Đơn tố cáo', unit: 'đơn' },
  supervision_sessions: { label: 'Cuộc giám sát', unit: 'cuộc' },
  social_criticism_sessions: { label: 'Hội nghị phản biện xã hội', unit: 'cuộc' },
  money_raised_vnd: { label: 'Tiền, giá trị vận động được', unit: 'đồng' },
  labour_days: { label: 'Ngày công', unit: 'ngày công' },
  land_donated_m2: { label: 'Đất hiến', unit: 'm2' },
  road_km: { label: 'Đường, kênh mương làm mới, sửa chữa', unit: 'km' },
  houses_built: { label: 'Nhà xây mới, sửa chữa, bàn giao', unit: 'nhà' },
  households_helped: { label: 'Hộ được giúp đỡ', unit: 'hộ' },
  voter_turnout_pct: { label: 'Tỷ lệ cử tri đi bầu', unit: '%' },
  members_total: { label: 'Hội viên, đoàn viên hiện có', unit: 'người' },
  new_members: { label: 'Hội viên, đoàn viên kết nạp mới', unit: 'người' },
  other: { label: 'Số liệu khác', unit: '' },
} as const
export type Measure = keyof typeof MEASURES
