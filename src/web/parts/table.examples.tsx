import { Full, Share } from './coverage.tsx'
import type { Examples } from './example.ts'
import { Status } from './status.tsx'
import { cell, Dash, Pick, Table, Void } from './table.tsx'

const area = { label: 'Diện tích, km²', short: 'Diện tích', numeric: true, width: 8 } as const

export const examples: Examples = {
  part: 'Bảng',
  says: 'Chú thích luôn có, đầu cột dính trên, số canh phải và đều nhau. Dưới 640 px mỗi hàng thành một khối có nhãn.',
  states: [
    {
      is: 'hàng nhóm, hàng con, hàng dưới, hàng cộng, số viết theo lối Việt',
      view: (
        <Table
          caption="Hợp thành xã Khe Trầm ngày 01/7/2025"
          columns={[
            { label: 'Từ đơn vị' },
            { label: 'Phần' },
            area,
            { label: 'Dân số', numeric: true },
            { label: 'Tăng, giảm', numeric: true },
          ]}
          rows={[
            { group: 'Huyện Trà Giang', aside: 'kết thúc hoạt động 30/6/2025' },
            { cells: [<a href="#cu">Xã Khe Trầm (cũ)</a>, 'toàn bộ', 42.6, 4812, -3] },
            { cells: ['trong đó: thôn Chợ', 'toàn bộ', 3.1, 640, 0], part: true },
            { cells: ['Xã Suối Ngà', '2 thôn: Nà Co, Đồng Bưởi', 6.3, 742, <Void>không so sánh được</Void>] },
            { under: 'Hồ sơ của hai thôn do xã Suối Lúa giữ.' },
            { cells: ['Xã Trầm Thượng', 'toàn bộ', 38.9, 3655, <Dash means="không giao kế hoạch" />] },
            { cells: ['Xã Khe Trầm (mới)', '', 87.8, 9209, ''], sum: true },
          ]}
        />
      ),
    },
    {
      is: 'bảng theo dõi: ô chọn và trạng thái ở dòng đầu khi hẹp',
      view: (
        <Table
          caption="Tình hình nộp báo cáo, mẫu ba đơn vị"
          hideCaption
          head={1}
          narrow="board"
          columns={[
            { label: 'Chọn', hideLabel: true, width: 3 },
            { label: 'Đơn vị' },
            { label: 'Trạng thái' },
            { label: 'Ô có số' },
            { label: 'Bản', wideOnly: true },
          ]}
          rows={[
            {
              cells: [
                <Pick name="dv" value="1" of="Bến Sen" checked />,
                <a href="#ben-sen">Bến Sen</a>,
                <Status tone="ok">Đã tiếp nhận</Status>,
                <Full have={21} all={21} />,
                1,
              ],
            },
            {
              cells: [
                <Pick name="dv" value="2" of="Hạ Lang" />,
                <a href="#ha-lang">Hạ Lang</a>,
                <Status tone="late">Quá hạn 1 ngày</Status>,
                <Full have={12} all={21} />,
                'nháp',
              ],
            },
            {
              cells: [
                <Pick name="dv" value="3" of="Suối Lúa" />,
                'Suối Lúa',
                <Status tone="soon">Gia hạn đến 25/11</Status>,
                <Full have={0} all={0} />,
                cell(<Void>chưa có</Void>),
              ],
            },
          ]}
        />
      ),
    },
    {
      is: 'phần góp: số đứng cạnh tên khi hẹp; hàng mở ra chứa bảng con',
      view: (
        <Table
          caption="Phần góp của từng đơn vị, lớn nhất ở trên"
          hideCaption
          narrow="pair"
          columns={[
            { label: 'Đơn vị' },
            { label: 'Góp', numeric: true },
            { label: 'Tỷ phần', hideLabel: true, width: 9 },
            { label: 'Kỳ trước', numeric: true },
          ]}
          rows={[
            { cells: [<a href="#mo">Bến Sen</a>, 8, <Share value={8} largest={8} />, 6] },
            {
              open: (
                <Table
                  caption="Hai trong tám hồ sơ của Bến Sen"
                  columns={[{ label: 'Mã hồ sơ' }, { label: 'Mô hình' }]}
                  rows={[{ cells: ['DVK-26-0211', 'Tổ liên gia giữ sạch bến chợ'] }, { cells: ['DVK-26-0214', 'Phân loại rác tại nguồn'] }]}
                />
              ),
            },
            { cells: ['Mỹ Đông', 7, <Share value={7} largest={8} />, 4] },
            { cells: ['Trừ đăng ký trùng', -1, '', 0] },
            { cells: ['Cộng 2 đơn vị', 14, '', 10], sum: true },
          ]}
        />
      ),
    },
    {
      is: 'rất rộng: cuộn ngang trong khung của mình',
      view: (
        <Table
          caption="Số mô hình theo tháng, năm 2026"
          narrow="scroll"
          columns={[
            { label: 'Đơn vị' },
            ...Array.from({ length: 11 }, (_, i) => ({ label: `Tháng ${i + 1}`, numeric: true, width: 7 }) as const),
          ]}
          rows={[{ cells: ['Bến Sen', 41, 42, 44, 45, 47, 47, 50, 51, 53, 57, 61] }]}
        />
      ),
    },
  ],
}
