// The glossary as data: one English word in the code for each Vietnamese term, with the words we do not use for it.
// GLOSSARY.md is generated from it, and a test keeps the banned words out of identifiers.

export interface Word {
  readonly vi: string
  readonly code: string
  readonly not: readonly string[]
  readonly note: string
}

export const WORDS: readonly Word[] = [
  { vi: 'Dân vận khéo', code: 'kheo', not: ['skilfulMobilisation'], note: 'tên riêng, giữ nguyên không dấu' },
  { vi: 'mô hình (Dân vận khéo)', code: 'KheoModel', not: ['MassModel'], note: 'không bao giờ chỉ là Model' },
  { vi: 'tập thể · cá nhân', code: 'collective · individual', not: ['groupOwner'], note: 'chủ thể của mô hình, người được khen' },
  { vi: 'đăng ký', code: 'register', not: ['enrol', 'signUp'], note: 'một bước trước một cơ quan' },
  { vi: 'thẩm định, kiểm tra', code: 'appraise', not: ['inspectModel'], note: 'một bước trước một cơ quan' },
  { vi: 'công nhận', code: 'recognise', not: ['certify', 'recognize'], note: 'chỉ sau khi chính cơ quan ấy đã thẩm định' },
  { vi: 'tuyên dương, khen', code: 'praise', not: ['commendModel'], note: 'một mô hình có thể được khen ở hai cấp' },
  { vi: 'xác nhận hằng năm', code: 'confirm', not: ['renew'], note: 'đầu năm + mới − dừng = cuối năm' },
  { vi: 'dừng', code: 'stop', not: ['deactivate'], note: 'có lý do và ngày' },
  { vi: 'khen thưởng; giấy khen, bằng khen', code: 'award', not: ['prizeGiven'], note: 'người quyết định khác người trao' },
  { vi: 'đơn vị; cơ quan nhận', code: 'unit; body', not: ['orgNode', 'department'], note: 'body: đơn vị mà một bước được làm trước nó' },
  { vi: 'hệ thống tổ chức (Đảng, Mặt trận, đoàn thể)', code: 'line', not: ['branchType'], note: 'các cây song song' },
  {
    vi: 'tỉnh · huyện · xã · thôn',
    code: 'province · district · commune · hamlet',
    not: ['ward', 'village'],
    note: 'cấp huyện chỉ đến 30/6/2025',
  },
  { vi: 'sáp nhập · chia tách · kế thừa', code: 'merged · split · succession', not: ['orgEdge'], note: '' },
  {
    vi: 'thay đổi tổ chức; rút lại; đính chính',
    code: 'change set; take back; correction',
    not: ['orgPatch', 'rollbackChange'],
    note: 'các bước cùng một ngày; đến ngày rồi thì chỉ đính chính',
  },
  { vi: 'đơn vị giữ hồ sơ', code: 'keeper', not: ['custodian'], note: 'mọi đơn vị cũ có đúng một' },
  { vi: 'đơn vị kế thừa số liệu', code: 'heir', not: ['inheritor'], note: 'có thể không có' },
  { vi: 'chức vụ; kiêm nhiệm', code: 'post', not: ['membership', 'assignmentOf'], note: 'người, đơn vị, vai trò, từ ngày, đến ngày' },
  { vi: 'quyền · phụ trách', code: 'acting · in-charge', not: ['interim'], note: 'cách giữ một chức vụ khi chưa có người chính thức' },
  { vi: 'ủy quyền', code: 'delegation', not: ['proxyPost'], note: 'chức vụ cho mượn có ngày đầu, ngày cuối, nhiều nhất 90 ngày' },
  { vi: 'lời mời', code: 'invitation', not: ['inviteMail'], note: 'liên kết dùng một lần để đặt mật khẩu' },
  { vi: 'xác thực hai bước; mã dự phòng', code: 'second factor, totp; recovery code', not: ['mfa', 'otp2'], note: '' },
  {
    vi: 'mã truy cập; phạm vi',
    code: 'token; scope',
    not: ['apiKey', 'accessKey'],
    note: 'để chương trình làm thay một người; chỉ giữ SHA-256',
  },
  { vi: 'đơn vị mà người ấy làm thay', code: 'seat', not: ['tenantId'], note: '' },
  { vi: 'chế độ báo cáo · kỳ báo cáo', code: 'regime · window', not: ['reportingPeriod'], note: '' },
  { vi: 'ngày chốt số liệu · hạn nộp', code: 'until · due', not: ['deadline'], note: 'hai ngày khác nhau' },
  { vi: 'chỉ tiêu; trong kỳ; số cuối kỳ; tỷ lệ', code: 'indicator; flow; stock; ratio', not: ['metric', 'kpi'], note: '' },
  {
    vi: 'danh mục chỉ tiêu · bản thiết kế',
    code: 'catalogue · design',
    not: ['blueprint'],
    note: 'bản thiết kế chưa ai thấy cho đến khi áp dụng',
  },
  { vi: 'bản nộp', code: 'edition', not: ['revisionNo'], note: 'không sửa được; nộp lại là bản sau' },
  {
    vi: 'nhập chung; hai cách ghi',
    code: 'join; asides',
    not: ['mergeConflict'],
    note: 'hai người cùng ghi một chỗ thì giữ cả hai cách ghi để chọn',
  },
  { vi: 'tệp đính kèm', code: 'enclosure', not: ['attachmentRow'], note: 'theo nội dung, không theo tên; đóng cùng bản nộp' },
  {
    vi: 'điều chỉnh (của nơi tổng hợp); hủy điều chỉnh',
    code: 'adjustment; undo',
    not: ['correctionRow'],
    note: 'phần của chính cơ quan, hoặc trừ phần trùng',
  },
  {
    vi: 'số đến sau công bố; hoãn',
    code: 'pending delta; deferral',
    not: ['postponement'],
    note: 'lần hoãn hết hiệu lực khi có số mới hơn',
  },
  {
    vi: 'nộp · trả lại · tiếp nhận · tổng hợp · công bố',
    code: 'submit · return · accept · consolidate · publish',
    not: ['approve', 'aggregateUp'],
    note: '',
  },
  {
    vi: 'trình ký · rút · trả lại người soạn · ký ban hành',
    code: 'present · withdraw · sendBack · sign',
    not: ['countersign', 'signOff'],
    note: 'người ký khác người soạn; ký xong là công bố, đúng bản đã ký',
  },
  { vi: 'tư cách ký', code: 'capacity', not: ['signerRole'], note: 'từ chức vụ hôm nay: Trưởng ban, quyền, thừa ủy quyền' },
  {
    vi: 'điểm cần xem; trọng số; người xem',
    code: 'finding; weight; reviewer',
    not: ['anomalyFlag', 'riskScore'],
    note: 'không phải lỗi: không chặn việc nộp hay tiếp nhận',
  },
  {
    vi: 'gia hạn · miễn báo cáo; đề nghị gia hạn',
    code: 'extension · waiver; asking',
    not: ['dueShift', 'exemption'],
    note: 'chỉ thêm; hạn riêng của một đơn vị trong một kỳ; đơn vị được miễn ra khỏi mẫu số',
  },
  {
    vi: 'cách chia; thành phần; chia dòng',
    code: 'dimension; member; split',
    not: ['disaggregation', 'categoryCombo'],
    note: 'mỗi thành phần là một dòng “trong đó”',
  },
  { vi: 'đơn vị phải nộp', code: 'obligation', not: ['dutyRow'], note: 'từ cây tổ chức ngày chốt số liệu' },
  { vi: 'văn bản; số, ký hiệu; trích yếu; căn cứ', code: 'document; number, symbol; abstract; grounds', not: ['docRef'], note: '' },
  { vi: 'thể thức văn bản', code: 'format rules', not: ['styling'], note: 'tệp dữ liệu có nguồn và ngày hiệu lực' },
  { vi: 'dữ kiện đọc được', code: 'proposal', not: ['extraction'], note: 'máy đề xuất, cán bộ quyết định' },
  { vi: 'dữ kiện theo văn bản nêu', code: 'stated', not: ['extractedFact'], note: 'không cộng lẫn với số đếm' },
  { vi: 'nguồn gốc của số liệu', code: 'source, lineage', not: ['provenance'], note: '' },
  { vi: 'nhật ký', code: 'act log', not: ['auditTrail'], note: 'mỗi đơn vị một chuỗi' },
  {
    vi: 'hội nghị giao ban · sơ kết · tổng kết',
    code: 'briefing · interimReview · finalReview',
    not: ['meetingKind'],
    note: 'kiểu do độ dài thời gian xem xét quyết định',
  },
  {
    vi: 'kế hoạch giao; mức phấn đấu',
    code: 'plan figure (report_plan); target',
    not: ['quota', 'goalValue'],
    note: 'của một đơn vị, một năm hoặc một quý, 6 tháng, 9 tháng, một chỉ tiêu; mức phấn đấu là % không có tử, mẫu',
  },
  {
    vi: 'so sánh; hạng; bản đồ ô',
    code: 'comparison; rank; tile map',
    not: ['leaderboard', 'choropleth'],
    note: 'chỉ xếp hạng số đủ đơn vị',
  },
  { vi: 'bản dự kiến (sắp xếp)', code: 'plan', not: ['reformDraft'], note: 'giữ trên máy chủ giữa xem trước và áp dụng' },
  { vi: 'việc của nghị quyết', code: 'measure', not: ['reformItem'], note: 'nhập, chia, đổi tên, chuyển, giải thể' },
  { vi: 'cơ quan đầu mối dân vận', code: 'focal', not: ['contactBody'], note: 'bản ghi có ngày, mỗi ngày một cơ quan' },
  { vi: 'đi theo địa bàn', code: 'following', not: ['autoMerge'], note: 'tổ chức nhập, chia, kết thúc cùng địa bàn' },
  { vi: 'thông báo; tin gửi đi', code: 'notice; delivery', not: ['notification', 'alertRow'], note: 'lập sau khi việc đã ghi, từ nhật ký' },
  { vi: 'thư tổng hợp hằng ngày', code: 'digest', not: ['dailySummary'], note: 'một thư mỗi buổi sáng cho mỗi người' },
  { vi: 'bậc nhắc hạn', code: 'rung, ladder', not: ['reminderStep'], note: 'số ngày tính từ hạn nộp, và nhắc ai' },
  { vi: 'địa chỉ nhận tin (webhook)', code: 'hook', not: ['subscriber'], note: 'mỗi tin có chữ ký HMAC' },
  { vi: 'biên bản bàn giao', code: 'handOver', not: ['handoff'], note: 'chỉ thêm; sai thì đính chính bằng biên bản mới' },
]

/** Identifiers that stand for something the glossary names otherwise. */
export const BANNED_WORDS: readonly string[] = WORDS.flatMap(word => word.not)

export const glossary = (): string =>
  [
    '# Thuật ngữ',
    '',
    'Sinh từ `src/words.ts`; không sửa tay.',
    '',
    '| Tiếng Việt | Trong mã | Không dùng | Ghi chú |',
    '| --- | --- | --- | --- |',
    ...WORDS.map(word => `| ${word.vi} | ${word.code} | ${word.not.join(', ')} | ${word.note} |`),
    '',
  ].join('\n')
