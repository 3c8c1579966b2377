// The province's board and the origin of one figure, as design/look/bang-theo-doi.html and nguon-goc.html show them.
import type { VNode } from 'preact'
import { Bar, Picked } from '../bar.tsx'
import { Button, ButtonLink } from '../button.tsx'
import { Full, Share, Tiles } from '../coverage.tsx'
import { Crumb } from '../crumb.tsx'
import { Field } from '../field.tsx'
import { Filter } from '../filter.tsx'
import { Form } from '../form.tsx'
import { Quote } from '../note.tsx'
import { PageHead } from '../page-head.tsx'
import { Section, Sheet, SheetList, Trio, Two } from '../section.tsx'
import { Status, type Tone } from '../status.tsx'
import { Dash, Pick, type Row, Table, Void } from '../table.tsx'
import { Trail } from '../trail.tsx'

interface Standing {
  name: string
  tone: Tone
  status: string
  have: number
  at?: string
  edition: string
  reviewer?: string
  heed?: string
  next?: string
}

const ALL: readonly Standing[] = [
  { name: 'Bến Sen', tone: 'ok', status: 'Đã tiếp nhận', have: 21, at: '15:40 18/11', edition: '1', reviewer: 'Đinh Văn Thạo' },
  {
    name: 'Cầu Mây',
    tone: 'sent',
    status: 'Đã nộp, chờ xem',
    have: 21,
    at: '16:55 20/11',
    edition: '1',
    reviewer: 'Nguyễn Thị Lan',
    heed: '1 ô ghi khác số đếm',
    next: 'Xem xét',
  },
  {
    name: 'Hạ Lang',
    tone: 'late',
    status: 'Quá hạn 1 ngày',
    have: 12,
    edition: 'nháp',
    reviewer: 'Nguyễn Thị Lan',
    heed: 'sửa lần cuối 14:10 19/11',
    next: 'Nhắc',
  },
  {
    name: 'Khe Trầm',
    tone: 'back',
    status: 'Đã trả lại',
    have: 20,
    at: '13:05 19/11',
    edition: '1',
    reviewer: 'Đinh Văn Thạo',
    heed: 'trả lại ô 8, phần III và V',
  },
  {
    name: 'Suối Lúa',
    tone: 'soon',
    status: 'Gia hạn đến 25/11',
    have: 17,
    edition: 'nháp',
    reviewer: 'Đinh Văn Thạo',
    heed: 'lũ ngày 17/11, mất điện',
  },
  {
    name: 'Yên Trạch',
    tone: 'sent',
    status: 'Đã nộp, chờ xem',
    have: 21,
    at: '08:12 21/11',
    edition: '1',
    heed: 'muộn 15 giờ 12 phút',
    next: 'Giao người xem',
  },
]

const boardRows = ALL.flatMap((u): Row[] => {
  const row: Row = {
    cells: [
      <Pick name="dv" value={u.name} of={u.name} checked={u.name === 'Cầu Mây'} />,
      <>
        <a href={`?mo=${encodeURIComponent(u.name)}`}>{u.name}</a> <span class="soft">xã</span>
      </>,
      <Status tone={u.tone}>{u.status}</Status>,
      <Full have={u.have} all={21} />,
      u.at ? <span class="num">{u.at}</span> : <Void>chưa nộp</Void>,
      u.edition,
      u.reviewer ?? <Void>chưa giao</Void>,
      u.heed ?? <Dash means="không có" />,
      u.next ? <a href="#viec">{u.next}</a> : <span class="soft">Không còn việc</span>,
    ],
  }
  return u.name === 'Khe Trầm' ? [row, { open: <Opened /> }] : [row]
})

function Opened() {
  return (
    <Trio>
      <div>
        <h2>Diễn biến</h2>
        <ol class="small">
          <li>
            <span class="num">13:05 19/11</span> Nộp bản 1, biên nhận BN-11-0007
          </li>
          <li>
            <span class="num">16:20 20/11</span> Trả lại: ô 8, phần III, phần V
          </li>
        </ol>
      </div>
      <div>
        <h2>Lý do trả lại ô 8</h2>
        <Quote by="Đinh Văn Thạo">Kỳ trước 1, kế hoạch cả năm 4, kỳ này ghi 12. Đề nghị xem lại.</Quote>
      </div>
      <div>
        <h2>Liên hệ và mở</h2>
        <p class="small">
          Lương Thị Hảo, Ban Xây dựng Đảng xã, <span class="num">0000 123 789</span>
        </p>
        <p class="small">
          <a href="#bieu">Xem biểu số liệu</a> · <a href="#don-vi">Hồ sơ đơn vị</a>
        </p>
      </div>
    </Trio>
  )
}

const tile = (name: string) => ({ name, href: `?mo=${encodeURIComponent(name)}` })

export const board = (): VNode => (
  <>
    <Crumb steps={[{ label: 'Theo dõi báo cáo', href: '#bao-cao' }, { label: 'Tháng 11/2026' }]} />
    <PageHead
      title="Báo cáo tháng 11/2026: đã nộp 4 trên 6 đơn vị"
      sub={
        <>
          Số liệu từ 16/10 đến hết 15/11/2026; hạn nộp <span class="num">17:00 thứ Sáu 20/11/2026</span>. Ô có số:{' '}
          <strong class="num">112/126</strong> (88,9%).
        </>
      }
      actions={
        <>
          <ButtonLink href="#xlsx">Tải tệp Excel</ButtonLink>
          <ButtonLink kind="main" href="#tong-hop">
            Tổng hợp với 3 đơn vị
          </ButtonLink>
        </>
      }
    />
    <div class="row above">
      <Filter
        label="Lọc theo trạng thái"
        entries={[
          { label: 'Tất cả', count: 6, href: '#', current: true },
          { label: 'Quá hạn', count: 1, href: '?loc=qua-han' },
          { label: 'Trả lại', count: 1, href: '?loc=tra-lai' },
          { label: 'Chờ xem', count: 2, href: '?loc=cho-xem' },
        ]}
      />
      <Filter
        push
        label="Lọc theo người xem"
        entries={[
          { label: 'Mọi người xem', href: '#', current: true },
          { label: 'Của tôi', count: 3, href: '?xem=toi' },
          { label: 'Chưa giao', count: 1, href: '?xem=chua-giao' },
        ]}
      />
    </div>
    <Form action="/_parts" label="Chọn đơn vị để làm một việc">
      <Table
        caption="Tình hình nộp báo cáo tháng 11/2026, xếp theo tên"
        hideCaption
        head={1}
        narrow="board"
        columns={[
          { label: 'Chọn', hideLabel: true, width: 3 },
          { label: 'Đơn vị' },
          { label: 'Trạng thái' },
          { label: 'Ô có số' },
          { label: 'Nộp lúc' },
          { label: 'Bản', wideOnly: true },
          { label: 'Người xem' },
          { label: 'Điều cần chú ý', short: 'Chú ý' },
          { label: 'Việc tiếp theo', short: 'Việc tiếp' },
        ]}
        rows={boardRows}
      />
      <Bar
        actions={
          <>
            <Field kind="select" name="giao" label="Giao cho" hideLabel width={12} options={[{ value: '1', label: 'Đinh Văn Thạo' }]} />
            <Button name="viec" value="giao">
              Giao xem
            </Button>
            <Button name="viec" value="nhac">
              Nhắc
            </Button>
            <Button name="viec" value="nhan">
              Tiếp nhận 1 báo cáo
            </Button>
          </>
        }
      >
        <Picked names={['Cầu Mây']} clear="#" />
      </Bar>
    </Form>
    <Section id="h-gon" title="Xem gọn" foot="Nhóm nào cần làm thì mở sẵn, nhóm đã xong thì gấp lại.">
      <Tiles
        groups={[
          { tone: 'late', label: 'Quá hạn', units: ['An Thạch', 'Cẩm Khê', 'Đông Châu', 'Hòa Thủy', 'Minh Thạch', 'Quảng Bình'].map(tile) },
          {
            tone: 'sent',
            label: 'Chờ xem',
            units: ['An Khê', 'Bản Bình', 'Bản Thạch', 'Cẩm Lâm', 'Đại Châu', 'Đại Thủy', 'Đông Ninh'].map(tile),
          },
          { tone: 'ok', label: 'Đã tiếp nhận', units: ['An Bình', 'An Châu', 'An Hà'].map(tile) },
        ]}
      />
    </Section>
  </>
)

const parts = [
  { name: 'Bến Sen', value: 8, before: 6, tone: 'ok', status: 'Đã tiếp nhận', by: 'Đinh Văn Thạo' },
  { name: 'Mỹ Đông', value: 7, before: 4, tone: 'sent', status: 'Chờ xem' },
  { name: 'Cầu Mây', value: 6, before: 5, tone: 'sent', status: 'Chờ xem' },
  { name: 'Lâm Trà', value: 3, before: 2, tone: 'ok', status: 'Đã tiếp nhận', by: 'Nguyễn Thị Lan' },
] as const

const models = [
  ['DVK-26-0211', 'Tổ liên gia giữ sạch bến chợ', 'tập thể', '19/10'],
  ['DVK-26-0219', 'Hiến đất mở ngõ 12', 'tập thể', '27/10'],
  ['DVK-26-0226', 'Dạy chữ cho người cao tuổi vạn chài', 'cá nhân', '03/11'],
] as const

const originRows: Row[] = [
  ...parts.flatMap((u): Row[] => {
    const row: Row = {
      cells: [
        <a href={`?mo=${encodeURIComponent(u.name)}`}>{u.name}</a>,
        <strong>{u.value}</strong>,
        <Share value={u.value} largest={8} />,
        u.before,
        <a href="#ban-1">Bản 1</a>,
        <Status tone={u.tone}>{u.status}</Status>,
        'by' in u ? u.by : <Void>chưa ai</Void>,
      ],
    }
    if (u.name !== 'Bến Sen') return [row]
    const list = (
      <Table
        caption="Phường Bến Sen, bản 1: ba trong tám hồ sơ"
        columns={[
          { label: 'Mã hồ sơ' },
          { label: 'Mô hình' },
          { label: 'Loại', wideOnly: true },
          { label: 'Ngày đăng ký', short: 'Đăng ký' },
        ]}
        rows={models.map(([code, name, kind, day]) => ({ cells: [<a href={`#${code}`}>{code}</a>, name, kind, day] }))}
      />
    )
    return [row, { open: list }]
  }),
  { cells: ['Cộng 4 đơn vị', 24, '', 17, '', '', ''], sum: true },
  { cells: ['Trừ đăng ký trùng', -1, '', 0, '', '', ''] },
  { cells: ['Tỉnh Mẫu', 23, '', 17, '', '', ''], sum: true },
]

export const origin = (): VNode => (
  <>
    <Crumb steps={[{ label: 'Số liệu', href: '#so-lieu' }, { label: 'Tháng 11/2026', href: '#ky' }, { label: 'Mô hình đăng ký mới' }]} />
    <PageHead
      title="Số 23 từ đâu ra?"
      sub="Mô hình “Dân vận khéo” đăng ký mới, Tỉnh Mẫu, tháng 11/2026 (từ 16/10 đến hết 15/11). Bản tổng hợp nháp."
      actions={
        <ButtonLink small href="#csv">
          Tải danh sách 23 hồ sơ
        </ButtonLink>
      }
    />
    <Trail
      steps={[
        { label: 'Giá trị', value: 23, says: 'mô hình' },
        { label: 'Đơn vị', value: '4/6', says: 'còn thiếu 2' },
        { label: 'Bản báo cáo', value: 4, says: 'đã tiếp nhận 2, chờ xem 2' },
        { label: 'Hồ sơ', value: 23, says: 'từ 24 lượt đăng ký, trùng 1' },
        { label: 'Văn bản', value: 20, says: 'hồ sơ có bản chụp, 3 chưa có' },
      ]}
    />
    <Two
      main={
        <Section id="h-dv" title="Bốn đơn vị góp vào" first>
          <Table
            caption="Phần góp của từng đơn vị, lớn nhất ở trên"
            hideCaption
            narrow="pair"
            columns={[
              { label: 'Đơn vị' },
              { label: 'Góp', numeric: true },
              { label: 'Tỷ phần', hideLabel: true, width: 9 },
              { label: 'Kỳ trước', numeric: true },
              { label: 'Bản báo cáo' },
              { label: 'Trạng thái' },
              { label: 'Người tiếp nhận', wideOnly: true },
            ]}
            rows={originRows}
          />
        </Section>
      }
      aside={
        <>
          <Section id="h-cach" title="Cách tính" first>
            <Sheet>
              <p>Đếm số mô hình có ngày đăng ký nằm trong kỳ, mỗi mô hình một lần.</p>
              <p class="small soft">Chỉ tiêu 1, biểu tháng, phiên bản 3.</p>
            </Sheet>
          </Section>
          <Section
            id="h-thieu"
            title="Còn thiếu 2 đơn vị"
            foot="Không ước tính thay. Khi đơn vị nộp, phần chênh lệch hiện thành bản bổ sung."
          >
            <SheetList
              entries={[
                <>
                  <strong>Hạ Lang</strong> <Status tone="late">Quá hạn 1 ngày</Status>
                  <br />
                  <small class="soft">Chưa nộp. Kỳ trước: 3.</small>
                </>,
                <>
                  <strong>Khe Trầm</strong> <Status tone="back">Đã trả lại</Status>
                  <br />
                  <small class="soft">Bản bị trả lại ghi 5, chưa tính. Kỳ trước: 3.</small>
                </>,
              ]}
            />
          </Section>
        </>
      }
    />
  </>
)
