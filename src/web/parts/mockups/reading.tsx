// Reading a text again and the start page of a commune, as design/look/doc-van-ban.html, hom-nay.html and don-vi.html show them.
import type { VNode } from 'preact'
import { Button, ButtonLink } from '../button.tsx'
import { Crumb } from '../crumb.tsx'
import { Evidence, EvidenceKey, type Span } from '../evidence.tsx'
import { Fact, FactHead, FactList } from '../fact.tsx'
import { Field } from '../field.tsx'
import { Form } from '../form.tsx'
import { Note, Quote } from '../note.tsx'
import { PageHead } from '../page-head.tsx'
import { Defs, Section, Sheet, SheetList, Trio, Two } from '../section.tsx'
import { Spark } from '../spark.tsx'
import { Status } from '../status.tsx'
import { Life } from '../steps.tsx'
import { cell, Table } from '../table.tsx'

const text = `Ngày 11/01, Huyện ủy Trà Giang họp tổng kết công tác dân vận năm 2022 và bàn việc năm 2023. Đồng chí Mạc Văn Tuyển, Phó Bí thư Thường trực Huyện ủy, dự và kết luận hội nghị.
Trong năm, toàn huyện xây dựng 58 mô hình “Dân vận khéo”, gồm 41 mô hình tập thể và 16 mô hình cá nhân; tính từ năm 2021 đến nay là 103 mô hình. Người đứng đầu cấp ủy, chính quyền các xã đã có 34 cuộc đối thoại với bà con.
Theo Kế hoạch số 88-KH/HU ngày 04/3/2022 của Huyện ủy, Mặt trận Tổ quốc và các đoàn thể đã giám sát 12 công trình do Nhân dân góp công, góp của.
Kết luận hội nghị, đồng chí Mạc Văn Tuyển yêu cầu các xã rà lại những mô hình hoạt động cầm chừng trước ngày 30/6.`

const span = (words: string, kind: Span['kind'], n: number): Span => {
  const start = text.indexOf(words)
  return { start, end: start + words.length, kind, n, href: `#d${n}` }
}

const actions = (n: number) => (
  <>
    {(['Nhận', 'Sửa'] as const).map(word => (
      <Button small name="viec" value={`${word} ${n}`} of={`dữ kiện ${n}`}>
        {word}
      </Button>
    ))}
    <Button small kind="plain" name="viec" value={`Loại ${n}`} of={`dữ kiện ${n}`}>
      Loại
    </Button>
  </>
)

export const reading = (): VNode => (
  <>
    <Crumb steps={[{ label: 'Đọc văn bản', href: '#doc' }, { label: 'Trà Giang tổng kết năm 2022' }]} />
    <PageHead
      title="Đọc lại: 2 dữ kiện cần xem kỹ, 4 dữ kiện rõ, 1 đã nhận"
      sub="Bản tin ngày 12/01/2023 về huyện Trà Giang. Máy chỉ đề xuất; chỉ dữ kiện ông/bà nhận mới được lưu, dưới tên “theo văn bản nêu”."
      actions={
        <ButtonLink small href="#goc">
          Xem tệp gốc
        </ButtonLink>
      }
    />
    <EvidenceKey />
    <Two
      reading
      main={
        <>
          <Evidence
            text={text}
            spans={[
              span('58 mô hình “Dân vận khéo”, gồm 41 mô hình tập thể và 16 mô hình cá nhân', 'figure', 1),
              span('tính từ năm 2021 đến nay là 103 mô hình', 'figure', 2),
              span('34 cuộc đối thoại', 'figure', 3),
              span('Kế hoạch số 88-KH/HU ngày 04/3/2022 của Huyện ủy', 'document', 4),
              span('12 công trình', 'figure', 5),
              span('rà lại những mô hình hoạt động cầm chừng trước ngày 30/6', 'task', 6),
              span('Đồng chí Mạc Văn Tuyển, Phó Bí thư Thường trực Huyện ủy, dự và kết luận hội nghị', 'person', 7),
            ]}
          />
          <Section id="h-chung" title="Áp dụng cho mọi dữ kiện của văn bản này">
            <Sheet>
              <Form action="/_parts" label="Áp dụng chung">
                <Trio>
                  <Field name="dv-chung" label="Đơn vị" value="Huyện Trà Giang" />
                  <Field name="ky-chung" label="Thời kỳ nói đến" value="Năm 2022" />
                  <Field kind="day" name="ngay-chung" label="Ngày diễn ra hội nghị" value="2023-01-11" />
                </Trio>
              </Form>
            </Sheet>
          </Section>
        </>
      }
      aside={
        <Form action="/_parts" label="Dữ kiện đề xuất">
          <h2 class="vh">Dữ kiện đề xuất</h2>
          <FactList>
            <Fact
              n={1}
              kind="figure"
              title="58 mô hình trong năm 2022"
              doubt="số không khớp"
              says={
                <>
                  Văn bản ghi tổng 58, nhưng 41 tập thể + 16 cá nhân = 57, <strong>thiếu 1</strong>.
                </>
              }
              actions={actions(1)}
            >
              <Field
                kind="radio"
                name="cach"
                label="Ghi nhận thế nào?"
                options={[
                  { value: '58', label: 'Giữ 58, để phần chia “chưa rõ”' },
                  { value: '57', label: 'Giữ 41 và 16, tổng 57' },
                  { value: 'khac', label: 'Ghi số khác, có nguồn khác' },
                ]}
              />
            </Fact>
            <Fact
              n={2}
              kind="figure"
              title="103 mô hình từ năm 2021"
              doubt="chưa rõ nghĩa"
              says="Không nói là đã đăng ký hay đang duy trì."
              actions={actions(2)}
            />
            <FactHead
              actions={
                <Button small name="viec" value="ro">
                  Nhận cả 4
                </Button>
              }
            >
              4 dữ kiện rõ
            </FactHead>
            <Fact n={3} kind="figure" title="34 cuộc đối thoại" says="cấp xã, năm 2022." actions={actions(3)} />
            <Fact n={4} kind="document" title="Kế hoạch 88-KH/HU ngày 04/3/2022" says="Huyện ủy Trà Giang ban hành." actions={actions(4)} />
            <Fact n={5} kind="figure" title="12 công trình được giám sát" says="năm 2022." actions={actions(5)} />
            <Fact n={6} kind="task" title="Rà các mô hình cầm chừng" says="Giao: các xã. Hạn 30/6/2023." actions={actions(6)} />
            <Fact
              n={7}
              kind="person"
              title="Mạc Văn Tuyển, dự và kết luận"
              decided={{ tone: 'ok', says: 'Đã nhận' }}
              says="Đinh Văn Thạo nhận lúc 09:31."
            />
          </FactList>
        </Form>
      }
    />
  </>
)

const due = (when: string, left: string) => (
  <>
    <strong class="num">{when}</strong>
    <br />
    <small class="soft">{left}</small>
  </>
)

const work = (title: string, why: VNode | string) => (
  <>
    <strong>{title}</strong>
    <br />
    <span class="soft">{why}</span>
  </>
)

const months = (values: readonly number[]) => values.map((value, i) => ({ label: `T${i + 1}`, value }))

export const today = (): VNode => (
  <>
    <PageHead
      title="Việc của xã Khe Trầm hôm nay"
      sub={<span class="soft">Thứ Bảy, ngày 21/11/2026. Hai việc có hạn, một việc đã quá hạn.</span>}
    />
    <Two
      main={
        <>
          <Section id="h-viec" title="Cần làm, theo thứ tự nên làm" first>
            <Table
              caption="Việc cần làm, hạn và lý do"
              hideCaption
              head={1}
              columns={[
                { label: 'Trạng thái', width: 9 },
                { label: 'Việc và lý do', short: '' },
                { label: 'Hạn', width: 11, short: '' },
                { label: 'Mở', hideLabel: true, width: 12, numeric: true },
              ]}
              rows={[
                {
                  cells: [
                    <Status tone="back">Đã trả lại</Status>,
                    work(
                      'Báo cáo công tác dân vận tháng 11/2026',
                      'Trả lại lúc 16:20 ngày 20/11: ô 8, phần III và phần V. Còn 2 ô cần sửa.',
                    ),
                    due('17:00, thứ Tư 25/11', 'còn 4 ngày'),
                    <ButtonLink kind="main" href="#sua">
                      Sửa và nộp lại
                    </ButtonLink>,
                  ],
                },
                {
                  cells: [
                    <Status tone="late">Quá hạn 1 ngày</Status>,
                    work('Trả lời kiến nghị KN-0386 về cầu tràn Khe Ngoài', 'Hẹn trả lời 10 ngày làm việc. Phòng Kinh tế đang giữ.'),
                    due('thứ Sáu 20/11', 'đã qua 1 ngày'),
                    <ButtonLink href="#nhac">Nhắc Phòng Kinh tế</ButtonLink>,
                  ],
                },
              ]}
            />
          </Section>
          <Section id="h-lai" title="Người xem xét viết gì khi trả lại">
            <Note tone="back">
              <p>
                <Status tone="back">Ô 8, Cuộc đối thoại trực tiếp với Nhân dân: đã ghi 12</Status>
              </p>
              <Quote by="Đinh Văn Thạo, 16:20 ngày 20/11/2026.">Kỳ trước 1, kế hoạch cả năm 4, kỳ này ghi 12. Đề nghị xem lại.</Quote>
            </Note>
          </Section>
        </>
      }
      aside={
        <Section id="h-xu" title="Mười một tháng của xã" first>
          <Sheet pad={false}>
            <Spark
              title="Mô hình “Dân vận khéo” đang duy trì"
              says="Cuối mỗi kỳ. Đếm từ hồ sơ."
              points={months([43, 44, 48, 50, 52, 55, 56, 57, 58, 61, 66])}
            />
            <Spark
              title="Tỷ lệ trả lời đúng hạn, %"
              from={80}
              to={100}
              decimals={1}
              says="Kỳ này 41 trên 48."
              points={months([93.3, 95.5, 94.2, 95, 92.7, 90.5, 85.4])}
            >
              Thấp nhất từ đầu năm. <a href="#bay">Xem 7 ý kiến không trả lời đúng hạn</a>
            </Spark>
          </Sheet>
        </Section>
      }
    />
  </>
)

export const unit = (): VNode => (
  <>
    <Crumb steps={[{ label: 'Đơn vị', href: '#don-vi' }, { label: 'Tỉnh Mẫu', href: '#tinh' }, { label: 'Xã Khe Trầm' }]} />
    <PageHead
      title="Xã Khe Trầm"
      sub="Trực thuộc Tỉnh Mẫu. Thành lập ngày 01/7/2025 từ hai xã và hai thôn của xã thứ ba. 14 thôn, bản; 9.209 người."
      actions={
        <Form action="/_parts" method="get" class="row" label="Xem vào một ngày">
          <Field kind="day" name="ngay" label="Xem tổ chức vào ngày" value="2026-11-21" />
          <Button>Xem</Button>
        </Form>
      }
    />
    <Two
      main={
        <Section id="h-doi" title="Các mốc, mới nhất ở trên" first>
          <Life
            events={[
              {
                day: '01/01/2026',
                what: 'Bản Khe Trong nhập vào bản Khe Ngoài. Còn 14 thôn, bản.',
                source: 'Nghị quyết của HĐND xã, số giả định 31/NQ-HĐND.',
              },
              {
                day: '01/7/2025',
                title: 'Sắp xếp đơn vị hành chính',
                big: true,
                what: (
                  <>
                    <p>
                      <strong>Xã Khe Trầm (mới)</strong> hình thành; huyện Trà Giang kết thúc hoạt động.
                    </p>
                    <Table
                      caption="Hợp thành xã Khe Trầm ngày 01/7/2025"
                      hideCaption
                      columns={[
                        { label: 'Từ đơn vị' },
                        { label: 'Phần' },
                        { label: 'Diện tích, km²', numeric: true },
                        { label: 'Dân số', numeric: true },
                        { label: 'Hồ sơ do ai giữ', short: 'Hồ sơ' },
                      ]}
                      rows={[
                        { cells: [<a href="#cu">Xã Khe Trầm (cũ)</a>, 'toàn bộ', 42.6, 4812, 'Xã Khe Trầm (mới)'] },
                        { cells: [<a href="#tt">Xã Trầm Thượng</a>, 'toàn bộ', 38.9, 3655, 'Xã Khe Trầm (mới)'] },
                        { cells: [<a href="#sn">Xã Suối Ngà</a>, '2 thôn: Nà Co, Đồng Bưởi', 6.3, 742, 'Xã Suối Lúa'] },
                        { cells: ['Xã Khe Trầm (mới)', '', 87.8, 9209, ''], sum: true },
                      ]}
                    />
                  </>
                ),
              },
              { era: 'Trước 01/7/2025: hai xã cũ, thuộc huyện Trà Giang' },
              {
                day: '01/9/1994',
                what: 'Xã Trầm Thượng tách từ xã Khe Trầm (cũ).',
                source: 'theo lịch sử Đảng bộ xã; chưa có văn bản kèm theo.',
                added: true,
              },
            ]}
          />
        </Section>
      }
      aside={
        <>
          <Section id="h-cap" title="Thuộc cấp nào, khi nào" first>
            <Table
              caption="Các cấp trên theo thời gian"
              hideCaption
              columns={[{ label: 'Cấp trên' }, { label: 'Từ' }, { label: 'Đến hết' }]}
              rows={[
                { cells: ['Tỉnh Mẫu', cell('01/7/2025', { kind: 'num' }), 'nay'] },
                { cells: ['Huyện Trà Giang', cell('01/9/1994', { kind: 'num' }), cell('30/6/2025', { kind: 'num' })] },
              ]}
            />
          </Section>
          <Section id="h-so" title="So sánh được đến đâu">
            <Note>
              <p>
                <strong>Từ 01/7/2025:</strong> so trực tiếp.
              </p>
              <p>
                <strong>Trước 01/7/2025:</strong> cộng hai xã cũ thì được 8.467 trên 9.209 người, bằng <strong>91,9%</strong>.
              </p>
            </Note>
          </Section>
          <Section id="h-ba" title="Ba cách hỏi một con số">
            <Defs
              entries={[
                { term: 'Như đã báo cáo', says: 'theo đơn vị đã nộp lúc ấy' },
                { term: 'Theo tổ chức hôm nay', says: 'số cũ gom về xã đang kế thừa' },
              ]}
            />
          </Section>
          <Section id="h-hua" title="Lời hứa trước dân">
            <SheetList
              entries={[
                <>
                  <strong>Lắp 3 đèn đường đầu thôn Chợ</strong>
                  <br />
                  <Status tone="ok">Đã làm ngày 17/11</Status>
                </>,
              ]}
            />
          </Section>
        </>
      }
    />
  </>
)
