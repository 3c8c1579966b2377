import { ButtonLink } from './button.tsx'
import { Crumb } from './crumb.tsx'
import { Empty } from './empty.tsx'
import type { Examples } from './example.ts'
import { Filter, Pager } from './filter.tsx'
import { PageHead } from './page-head.tsx'

export const examples: Examples = {
  part: 'Đầu trang, đường dẫn, lọc, trống',
  says: 'Tiêu đề nói kết luận, không nói tên chức năng. Lọc là liên kết thường, có số đếm.',
  states: [
    {
      is: 'đầu trang',
      view: (
        <>
          <Crumb steps={[{ label: 'Theo dõi báo cáo', href: '#bao-cao' }, { label: 'Tháng 11/2026' }]} />
          <PageHead
            over="Bản tổng hợp nháp"
            title="Báo cáo tháng 11/2026: đã nộp 10 trên 12 đơn vị"
            sub="Số liệu từ 16/10 đến hết 15/11/2026; hạn nộp 17:00 thứ Sáu 20/11/2026."
            actions={
              <>
                <ButtonLink href="#xlsx">Tải tệp Excel</ButtonLink>
                <ButtonLink kind="main" href="#tong-hop">
                  Tổng hợp với 9 đơn vị
                </ButtonLink>
              </>
            }
          />
        </>
      ),
    },
    {
      is: 'lọc',
      view: (
        <Filter
          label="Lọc theo trạng thái, mẫu"
          entries={[
            { label: 'Tất cả', count: 12, href: '#tat-ca', current: true },
            { label: 'Quá hạn', count: 1, href: '#qua-han' },
            { label: 'Đã tiếp nhận', count: 6, href: '#tiep-nhan' },
          ]}
        />
      ),
    },
    { is: 'trang sau', view: <Pager shown={50} noun="hồ sơ" next="#sau" first="#dau" /> },
    { is: 'hết danh sách', view: <Pager shown={12} noun="mô hình" /> },
    {
      is: 'trống, có một việc làm được',
      view: <Empty act={{ label: 'Ghi ý kiến đầu tiên.', href: '#ghi' }}>Chưa có ý kiến nào trong kỳ.</Empty>,
    },
    { is: 'trống, không phải làm gì', view: <Empty>Hôm nay không có việc nào chờ ông/bà.</Empty> },
  ],
}
