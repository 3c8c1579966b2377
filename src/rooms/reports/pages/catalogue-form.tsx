// An indicator in the making: every field with what it means and an example, the check beside it, and the act that puts it in the catalogue.
import { randomUUID } from 'node:crypto'
import type { Ask } from '../../../access/ask.ts'
import type { Fault } from '../../../ground/faults.ts'
import { choice, choices, form, longText, optional, type Typed, text, uuid, whole } from '../../../web/input.ts'
import { Actions, Button } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section } from '../../../web/parts/section.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import type { Wiring } from '../counting.ts'
import { checkedIndicator, dropDesign, goLiveIndicator, saveIndicator } from '../designing/acts-design.ts'
import { BASES, RHYTHMS } from '../designing/catalogue.ts'
import type { IndicatorDesign } from '../designing/design.ts'
import type { Kind } from '../figures.ts'
import { groupsOf } from './designer-lines.tsx'
import { BASIS_WORDS, CATALOGUE, indicatorDesignHref, indicatorHref, LIST, RHYTHM_WORDS, titled } from './designer-words.tsx'

const KINDS: readonly Kind[] = ['flow', 'stock', 'ratio']
const KIND_CHOICES = [
  { value: 'flow', label: 'Số trong kỳ', hint: 'Việc xảy ra trong kỳ, cộng được qua các kỳ. Ví dụ: buổi đối thoại, đơn tiếp nhận.' },
  { value: 'stock', label: 'Số cuối kỳ', hint: 'Cái đang có vào ngày chốt; kỳ sau thay kỳ trước. Ví dụ: tổ hòa giải, hộ nghèo.' },
  { value: 'ratio', label: 'Tỷ lệ', hint: 'Tử trên mẫu; nhiều đơn vị thì cộng tử với tử, mẫu với mẫu. Ví dụ: tỷ lệ hòa giải thành.' },
]

type Designing = Ask<'reports.design'>

async function formPage(ask: Designing, wiring: Wiring, id: string, showing: { typed?: Typed; fault?: Fault }): Promise<Page> {
  const { design, known, refusals, of } = await checkedIndicator(ask, wiring, id)
  const { content } = design
  const isBegun = content.label !== '' || design.version > 1
  const errors = showing.fault?.fields.length
    ? showing.fault.fields
    : isBegun
      ? refusals.map(one => ({ field: one.field ?? '', say: one.say }))
      : []
  const isReady = isBegun && refusals.length === 0 && !showing.fault
  const codes = [...known.keys()]
  return {
    title: titled('Chỉ tiêu trong thiết kế', showing.fault),
    page: (
      <>
        <Crumb
          steps={[
            { label: 'Báo cáo', href: '/bao-cao' },
            { label: 'Chế độ báo cáo', href: LIST },
            { label: 'Danh mục chỉ tiêu', href: CATALOGUE },
            { label: content.code || 'Chỉ tiêu mới' },
          ]}
        />
        <PageHead
          title={of ? `Bản mới của ${of.code}, ${of.label}` : content.label || 'Chỉ tiêu mới'}
          sub="Lưu là kiểm tra. Bản đang làm được giữ, chưa ai thấy cho đến khi đưa vào danh mục."
        />
        {isReady ? (
          <Ready id={id} version={design.version} name={content.label} from={content.from} isNewVersion={of !== undefined} />
        ) : (
          <ErrorSummary {...(showing.fault && showing.fault.fields.length === 0 ? { fault: showing.fault } : { errors })} />
        )}
        <Form action={indicatorDesignHref(id)} save values={showing.typed} errors={errors}>
          <Hidden name="version" value={design.version} />
          {of ? (
            <>
              <p>
                Mã <strong>{of.code}</strong> giữ nguyên. Số theo bản cũ và bản mới không đem so với nhau.
              </p>
              <Field
                name="from"
                label="Áp dụng từ ngày"
                hint="Sau ngày chốt của kỳ mở gần nhất có chỉ tiêu này."
                value={content.from}
                width={8}
              />
              <Field
                name="breakNote"
                label="Điều gì đổi so với bản trước"
                hint="Đứng dưới mọi bảng so sánh, ví dụ “từ 2027 tính cả hội nghị trực tuyến”."
                value={content.breakNote}
                maxlength={300}
              />
            </>
          ) : (
            <Field
              name="code"
              label="Mã"
              hint="2 đến 10 chữ hoa không dấu và chữ số, ví dụ DT20."
              value={content.code}
              maxlength={10}
              width={8}
            />
          )}
          <Field
            name="label"
            label="Tên chỉ tiêu"
            hint="Danh từ, không cần chữ “số”: “Cuộc đối thoại với công nhân”. Dòng con viết “trong đó: …”."
            value={content.label}
            maxlength={200}
          />
          <Field
            name="measure"
            label="Đơn vị tính"
            hint="cuộc, hộ, triệu đồng; tỷ lệ ghi %."
            value={content.measure}
            maxlength={40}
            width={12}
          />
          <Field
            name="group"
            label="Nhóm"
            hint="Chọn nhóm đã có để đứng cùng chỗ, hoặc đặt nhóm mới."
            value={content.group}
            suggest={groupsOf([...known.values()])}
            maxlength={100}
          />
          <Field kind="radio" name="kind" label="Loại" value={content.kind} options={KIND_CHOICES} />
          <Field
            kind="area"
            name="means"
            label="Cách tính"
            hint="Đếm cái gì, không đếm cái gì, tính theo ngày nào. Người điền biểu đọc câu này."
            value={content.means}
            rows={3}
            optional
          />
          <Field
            name="decimals"
            label="Số chữ số sau dấu phẩy"
            hint="0 nếu là số đếm; tiền triệu đồng thường 1."
            value={content.decimals}
            width={6}
          />
          <Section title="Hệ thống đếm được không?" id="h-dem">
            <Field
              kind="select"
              name="counter"
              label="Đếm từ hồ sơ"
              hint="Chọn thì ô tự có số, đơn vị bấm vào xem đúng những hồ sơ ấy. Không có trong danh sách thì đơn vị nhập tay."
              value={content.counter}
              prompt="Không, đơn vị nhập tay"
              options={Object.entries(wiring.counters).map(([name, counter]) => ({ value: name, label: counter.label }))}
            />
          </Section>
          <Section title="Chỉ dành cho tỷ lệ" id="h-ty-le">
            <Field
              name="numerator"
              label="Tử: mã chỉ tiêu"
              hint="Khi cả tử và mẫu đã là ô trong biểu, ví dụ HG02."
              value={content.numerator}
              suggest={codes}
              optional
              width={8}
            />
            <Field
              name="denominator"
              label="Mẫu: mã chỉ tiêu"
              hint="Ví dụ HG01."
              value={content.denominator}
              suggest={codes}
              optional
              width={8}
            />
            <Field
              name="numeratorMeans"
              label="Tử là gì, bằng lời"
              hint="Khi đơn vị ghi thẳng “41/48”: “hộ hài lòng”."
              value={content.numeratorMeans}
              optional
              maxlength={200}
            />
            <Field
              name="denominatorMeans"
              label="Mẫu là gì, bằng lời"
              hint="Ví dụ “hộ được lấy ý kiến”."
              value={content.denominatorMeans}
              optional
              maxlength={200}
            />
          </Section>
          <Section title="Quan hệ với chỉ tiêu khác" id="h-quan-he">
            <Field
              name="subsetOf"
              label="Là một phần của"
              hint="Mã của chỉ tiêu chung; phần không bao giờ lớn hơn cái chung."
              value={content.subsetOf}
              suggest={codes}
              optional
              width={8}
            />
            <Field
              kind="tick"
              name="addsUp"
              label="Các phần cộng lại bằng đúng cái chung"
              hint="Như tập thể cộng cá nhân bằng tất cả."
              value={content.addsUp}
            />
            <Field
              name="plus"
              label="Công thức: cộng các mã"
              hint="Để ô tự tính: “DL02, DL06”."
              value={content.plus}
              optional
              maxlength={200}
            />
            <Field name="minus" label="Công thức: trừ các mã" value={content.minus} optional maxlength={200} />
            <Field
              kind="tick"
              name="opening"
              label="Bắt đầu từ số cuối kỳ trước"
              hint="Số đầu kỳ cộng tăng trừ giảm; chỉ cho số cuối kỳ."
              value={content.opening}
            />
          </Section>
          <Section title="Nguồn và độ tin cậy" id="h-nguon">
            <Field
              kind="select"
              name="basis"
              label="Căn cứ"
              value={content.basis}
              options={BASES.map(one => ({ value: one, label: BASIS_WORDS[one] }))}
            />
            <Field
              name="source"
              label="Nguồn"
              hint="Văn bản hoặc biểu mẫu đã nêu, ví dụ “Luật Thực hiện dân chủ ở cơ sở 2022, Điều 11”."
              value={content.source}
              optional
              maxlength={300}
            />
            <Field name="sourceUrl" label="Địa chỉ của nguồn" value={content.sourceUrl} optional maxlength={500} />
            <Field kind="tick" name="toCheck" label="Còn cần người có chuyên môn xác nhận" value={content.toCheck} />
            <Field
              kind="area"
              name="dimensions"
              label="Chia được theo"
              hint="Mỗi dòng một cách chia, ví dụ “chủ thể: tập thể, cá nhân”."
              value={content.dimensions}
              rows={2}
              optional
            />
            <Field
              kind="checks"
              name="rhythms"
              label="Thường dùng ở báo cáo"
              value={[...content.rhythms]}
              options={RHYTHMS.map(one => ({ value: one, label: RHYTHM_WORDS[one] }))}
              optional
            />
          </Section>
          <Actions>
            <Button kind={isReady ? 'normal' : 'main'}>Lưu và kiểm tra</Button>
            <Button kind="plain" action={`${indicatorDesignHref(id)}/bo`}>
              Bỏ bản thiết kế này
            </Button>
          </Actions>
        </Form>
      </>
    ),
  }
}

const Ready = ({
  id,
  version,
  name,
  from,
  isNewVersion,
}: {
  id: string
  version: number
  name: string
  from: string
  isNewVersion: boolean
}) => (
  <>
    <Note tone="ok" title="Đã kiểm tra, đưa vào danh mục được" announce>
      {isNewVersion ? `Bản mới dùng từ ngày ${from}.` : 'Vào danh mục rồi thì định nghĩa không sửa được; muốn đổi thì lập bản mới.'}
    </Note>
    <Form action={`${indicatorDesignHref(id)}/ap-dung`}>
      <Hidden name="version" value={version} />
      <Hidden name="row" value={randomUUID()} />
      <Actions>
        <Button kind="main">{`Đưa vào danh mục: ${name}`}</Button>
      </Actions>
    </Form>
  </>
)

const line = (title: string, max = 300) => optional(text(title, max))
const fields = {
  id: uuid('Bản thiết kế'),
  version: whole('Lần lưu', 1),
  code: line('Mã', 10),
  label: line('Tên chỉ tiêu', 200),
  measure: line('Đơn vị tính', 40),
  group: line('Nhóm', 100),
  kind: choice('Loại', KINDS),
  means: optional(longText('Cách tính', 2000)),
  decimals: line('Số chữ số sau dấu phẩy', 5),
  counter: line('Đếm từ hồ sơ', 100),
  numerator: line('Tử', 12),
  denominator: line('Mẫu', 12),
  numeratorMeans: line('Tử là gì', 200),
  denominatorMeans: line('Mẫu là gì', 200),
  subsetOf: line('Là một phần của', 12),
  addsUp: line('Các phần cộng lại', 5),
  plus: line('Công thức: cộng', 200),
  minus: line('Công thức: trừ', 200),
  opening: line('Bắt đầu từ số cuối kỳ trước', 5),
  basis: choice('Căn cứ', BASES),
  source: line('Nguồn'),
  sourceUrl: line('Địa chỉ của nguồn', 500),
  toCheck: line('Cần xác nhận', 5),
  dimensions: optional(longText('Chia được theo', 500)),
  rhythms: choices('Thường dùng ở báo cáo', RHYTHMS),
  from: line('Áp dụng từ ngày', 20),
  breakNote: line('Điều gì đổi', 300),
} as const

export function catalogueFormRoutes(wiring: Wiring): Route[] {
  const again = (ask: Designing, typed: Typed, fault: Fault): Promise<Page> =>
    formPage(ask, wiring, String(typed['id'] ?? ''), { typed, fault })
  const bare = (ask: Designing, typed: Typed, fault: Fault): Promise<Page> => formPage(ask, wiring, String(typed['id'] ?? ''), { fault })
  return [
    route({
      at: 'GET /bao-cao/chi-tieu/:id',
      may: 'reports.design',
      input: form({ id: uuid('Bản thiết kế') }),
      run: (ask, { id }) => formPage(ask, wiring, id, {}),
    }),
    route({
      at: 'POST /bao-cao/chi-tieu/:id',
      may: 'reports.design',
      input: form(fields),
      async run(ask, { id, version, ...typed }) {
        const upper = (code = ''): string => code.toUpperCase()
        const design: IndicatorDesign = {
          code: upper(typed.code),
          label: typed.label ?? '',
          measure: typed.measure ?? '',
          group: typed.group ?? '',
          kind: typed.kind,
          subsetOf: upper(typed.subsetOf),
          addsUp: typed.addsUp !== undefined,
          counter: typed.counter ?? '',
          numerator: upper(typed.numerator),
          denominator: upper(typed.denominator),
          numeratorMeans: typed.numeratorMeans ?? '',
          denominatorMeans: typed.denominatorMeans ?? '',
          opening: typed.opening !== undefined,
          plus: upper(typed.plus),
          minus: upper(typed.minus),
          decimals: typed.decimals ?? '0',
          means: typed.means ?? '',
          dimensions: typed.dimensions ?? '',
          rhythms: typed.rhythms,
          source: typed.source ?? '',
          sourceUrl: typed.sourceUrl ?? '',
          basis: typed.basis,
          toCheck: typed.toCheck !== undefined,
          breakNote: typed.breakNote ?? '',
          from: typed.from ?? '',
          isNewVersion: false,
        }
        await saveIndicator(ask, id, version, design)
        return { seeOther: indicatorDesignHref(id) }
      },
      again,
    }),
    route({
      at: 'POST /bao-cao/chi-tieu/:id/ap-dung',
      may: 'reports.design',
      input: form({ id: uuid('Bản thiết kế'), version: whole('Lần lưu', 1), row: uuid('Dòng') }),
      async run(ask, { id, version, row }) {
        const code = await goLiveIndicator(ask, wiring, id, version, row)
        return { seeOther: `${indicatorHref(code)}?moi=1` }
      },
      again: bare,
    }),
    route({
      at: 'POST /bao-cao/chi-tieu/:id/bo',
      may: 'reports.design',
      input: form({ id: uuid('Bản thiết kế'), version: whole('Lần lưu', 1) }),
      async run(ask, { id, version }) {
        await dropDesign(ask, id, 'indicator', version)
        return { seeOther: LIST }
      },
      again: bare,
    }),
  ]
}
