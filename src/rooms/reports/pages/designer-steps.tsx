// A regime in the making, step by step: name and law, parts in words, days. Each page saves what is typed, right or wrong.
import { randomUUID } from 'node:crypto'
import type { Ask } from '../../../access/ask.ts'
import type { Fault } from '../../../ground/faults.ts'
import { capital, formatDay } from '../../../ground/vietnamese.ts'
import { choice, each, form, longText, optional, type Typed, text, uuid, whole } from '../../../web/input.ts'
import { Actions, Button, ButtonLink } from '../../../web/parts/button.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section, Trio } from '../../../web/parts/section.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import type { Wiring } from '../counting.ts'
import { checkedRegime, dropDesign, goLiveRegime, listsIn, saveRegime } from '../designing/acts-design.ts'
import { LEVELS, RHYTHMS } from '../designing/catalogue.ts'
import { type Finding, LEVEL_WORDS, readRules } from '../designing/design-rules.ts'
import { daysBy, endOfMonth } from '../designing/window-days.ts'
import { LinesTable, RulesTable } from './designer-list.tsx'
import { ListsNamed } from './designer-lists.tsx'
import { DesignSteps, designHref, RHYTHM_WORDS, regimeHref, titled } from './designer-words.tsx'

type Designing = Ask<'reports.design'>
interface Showing {
  readonly typed?: Typed
  readonly fault?: Fault
}

const idOf = (typed: Typed): string => String(typed['id'] ?? '')
/** What the check says about this page, beside the fields it speaks of. */
const errorsOf = (findings: readonly Finding[], step: Finding['step'], isAsked: boolean) =>
  isAsked ? findings.filter(one => one.step === step).map(one => ({ field: one.field ?? '', say: one.say })) : []

async function generalPage(ask: Designing, id: string, { typed, fault }: Showing): Promise<Page> {
  const { design, findings } = await checkedRegime(ask, id)
  const { content } = design
  const isLive = design.regimeId !== null
  const errors = fault?.fields ?? errorsOf(findings, 'chung', content.name !== '')
  return {
    title: titled('Tên và căn cứ', fault),
    page: (
      <>
        <DesignSteps id={id} at="chung" title={content.name} />
        <PageHead
          title={isLive ? `Bản mới của ${content.name}` : 'Chế độ báo cáo mới: tên và căn cứ'}
          sub="Bản thiết kế được giữ; ông/bà làm tiếp lúc khác cũng được."
        />
        {fault && <ErrorSummary fault={fault} />}
        <Form action={designHref(id)} save values={typed} errors={errors}>
          <Hidden name="version" value={design.version} />
          <Field
            name="name"
            label="Tên chế độ báo cáo"
            hint="Như trên đầu báo cáo, ví dụ “Báo cáo chuyên đề dân chủ ở cơ sở quý”."
            value={content.name}
            maxlength={200}
          />
          {isLive ? (
            <p>
              Mã <strong>{content.code}</strong>, báo cáo {RHYTHM_WORDS[content.rhythm]}: không đổi được ở bản mới.
            </p>
          ) : (
            <>
              <Field
                name="code"
                label="Mã"
                hint="Chữ hoa không dấu, chữ số, gạch nối; đứng đầu mã các kỳ. Ví dụ DC-QUY."
                value={content.code}
                maxlength={20}
                width={12}
              />
              <Field
                kind="radio"
                name="rhythm"
                label="Kỳ báo cáo"
                hint="6 tháng, 9 tháng và năm tính lũy kế từ ngày 01/01."
                value={content.rhythm}
                options={RHYTHMS.map(one => ({ value: one, label: RHYTHM_WORDS[one] }))}
              />
            </>
          )}
          <Field
            name="lawText"
            label="Căn cứ"
            hint="Văn bản đặt ra chế độ này, ví dụ “Quyết định 12-QĐ/TU ngày 05/01/2026”. Để trống nếu tự đặt."
            value={content.lawText}
            optional
            maxlength={300}
          />
          <Field
            name="receiver"
            label="Nơi nhận"
            hint="Ai nhận báo cáo cuối cùng. Trong hệ thống, mỗi đơn vị nộp cho cấp trên trực tiếp theo cây tổ chức."
            value={content.receiver}
            maxlength={400}
          />
          <Field
            name="from"
            label="Áp dụng từ ngày"
            hint={
              isLive ? 'Kỳ đã mở giữ bản cũ; ghi ngày sau ngày chốt của kỳ mở gần nhất.' : 'Để trống thì dùng được cho cả các kỳ đã qua.'
            }
            value={content.from}
            optional={!isLive}
            width={8}
          />
          <Field kind="area" name="note" label="Ghi chú cho người báo cáo" value={content.note} optional rows={3} />
          <Actions>
            <Button kind="main">Lưu, sang chỉ tiêu</Button>
            <ButtonLink kind="plain" href="/bao-cao/che-do">
              Về danh sách
            </ButtonLink>
          </Actions>
        </Form>
      </>
    ),
  }
}

const SPARE = 3
const MOST_SECTIONS = 20

async function sectionsPage(ask: Designing, id: string, { typed, fault }: Showing): Promise<Page> {
  const { design, findings } = await checkedRegime(ask, id)
  const { sections, name } = design.content
  const rows = Array.from(
    { length: Math.min(MOST_SECTIONS, Math.max(sections.length + SPARE, 5)) },
    (_, i) => sections[i] ?? { heading: '', required: false },
  )
  return {
    title: titled('Phần lời', fault),
    page: (
      <>
        <DesignSteps id={id} at="phan-loi" title={name} />
        <PageHead
          title="Phần lời: các mục của đề cương"
          sub="Mỗi mục là một ô để viết. Xóa chữ trong ô là bỏ mục; còn chỗ trống thì lưu để có thêm."
        />
        {fault && <ErrorSummary fault={fault} />}
        <Form action={designHref(id, 'phan-loi')} save values={typed} errors={fault?.fields ?? errorsOf(findings, 'phan-loi', true)}>
          <Hidden name="version" value={design.version} />
          {rows.map((one, i) => (
            <>
              <Field name={`muc-${i + 1}`} label={`Mục ${i + 1}`} value={one.heading} optional maxlength={200} />
              <Field kind="tick" name={`bb-${i + 1}`} label={`Mục ${i + 1} bắt buộc: để trống thì không nộp được`} value={one.required} />
            </>
          ))}
          <Actions>
            <Button kind="main">Lưu, sang thời hạn</Button>
            <Button name="them" value="1">
              Lưu, thêm mục
            </Button>
          </Actions>
        </Form>
      </>
    ),
  }
}

async function rulesPage(ask: Designing, id: string, { typed, fault }: Showing): Promise<Page> {
  const { design, findings } = await checkedRegime(ask, id)
  const { content } = design
  const isAsked = content.rules.some(one => one.due !== '' || one.until !== '' || one.locks !== '')
  const end = endOfMonth(ask.today)
  return {
    title: titled('Thời hạn', fault),
    page: (
      <>
        <DesignSteps id={id} at="thoi-han" title={content.name} />
        <PageHead
          title="Thời hạn của từng cấp"
          sub="Đếm ngày từ ngày cuối kỳ. Cấp dưới chốt và nộp trước cấp trên; cấp nào không báo cáo thì để trống."
        />
        {fault && <ErrorSummary fault={fault} />}
        <Form action={designHref(id, 'thoi-han')} save values={typed} errors={fault?.fields ?? errorsOf(findings, 'thoi-han', isAsked)}>
          <Hidden name="version" value={design.version} />
          {LEVELS.map((level, i) => {
            const one = content.rules.find(rule => rule.level === level)
            const rule = readRules(content).find(known => known.level === level)
            const days = rule && daysBy(rule, end)
            return (
              <Section
                title={level === 'district' ? 'Cấp huyện nộp lên (kỳ trước ngày 01/7/2025)' : `${capital(LEVEL_WORDS[level])} nộp lên`}
                id={`h-${level}`}
                first={i === 0}
              >
                <Trio>
                  <Field
                    name={`until-${level}`}
                    label="Chốt sớm, ngày"
                    hint="0 là chốt đúng ngày cuối kỳ; 5 là sớm năm ngày."
                    value={one?.until ?? '0'}
                    inputmode="numeric"
                    width={6}
                  />
                  <Field
                    name={`due-${level}`}
                    label="Hạn nộp, ngày sau cuối kỳ"
                    hint="5 là hết ngày thứ năm của kỳ sau."
                    value={one?.due ?? ''}
                    inputmode="numeric"
                    width={6}
                    optional={level !== 'commune'}
                  />
                  <Field
                    name={`locks-${level}`}
                    label="Khóa hẳn, ngày sau cuối kỳ"
                    hint="Để trống thì nộp muộn vẫn nhận, có ghi số ngày muộn."
                    value={one?.locks ?? ''}
                    inputmode="numeric"
                    width={6}
                    optional
                  />
                </Trio>
                {days && (
                  <p class="soft">{`Kỳ kết thúc ${formatDay(end)}: chốt ${formatDay(days.until)}, hạn ${formatDay(days.due)}${days.locks ? `, khóa sau ${formatDay(days.locks)}` : ''}.`}</p>
                )}
              </Section>
            )
          })}
          <Actions>
            <Button kind="main">Lưu, sang kiểm tra</Button>
          </Actions>
        </Form>
      </>
    ),
  }
}

async function checkPage(ask: Designing, id: string, counters: ReadonlySet<string>, fault?: Fault, group?: string): Promise<Page> {
  const { design, known, findings } = await checkedRegime(ask, id)
  const { content } = design
  const sections = content.sections.filter(one => one.heading !== '')
  return {
    title: titled('Kiểm tra và áp dụng', fault),
    page: (
      <>
        <DesignSteps id={id} at="kiem-tra" title={content.name} />
        <PageHead
          title={findings.length === 0 ? `${content.name}: áp dụng được` : `Còn ${findings.length} chỗ cần sửa trước khi áp dụng`}
          sub={`Mã ${content.code || 'chưa đặt'}, báo cáo ${RHYTHM_WORDS[content.rhythm]}, ${content.lines.length} chỉ tiêu, ${sections.length} mục phần lời.`}
        />
        {fault && fault.fields.length === 0 && <ErrorSummary fault={fault} />}
        {findings.length > 0 && (
          <Section title="Cần sửa" id="h-sua" first>
            <ol class="sheet pad effects">
              {findings.map(one => (
                <li>
                  <a href={`${designHref(id, one.step)}#${one.field ?? ''}`}>{one.say}</a>
                </li>
              ))}
            </ol>
          </Section>
        )}
        {findings.length === 0 && (
          <Note tone="ok" title="Đã kiểm tra: không có vòng, không thiếu chỉ tiêu, không chỉ tiêu nào tính hai lần, thời hạn đúng thứ tự">
            {design.regimeId === null
              ? 'Áp dụng xong, biểu này không sửa được nữa; muốn đổi thì lập bản mới từ một ngày sau.'
              : `Bản mới dùng từ ngày ${content.from}; kỳ đã mở giữ bản cũ.`}
          </Note>
        )}
        <Actions>
          {findings.length === 0 && (
            <Form action={`${designHref(id)}/ap-dung`} class="row">
              <Hidden name="version" value={design.version} />
              <Hidden name="regime" value={design.regimeId ?? randomUUID()} />
              <Button kind="main">{`Áp dụng ${content.name}`}</Button>
            </Form>
          )}
          <Form action={`${designHref(id)}/bo`} class="row">
            <Hidden name="version" value={design.version} />
            <Button kind="plain">Bỏ bản thiết kế này</Button>
          </Form>
        </Actions>
        <Section title="Thời hạn" id="h-thoi-han">
          <RulesTable rules={readRules(content)} />
        </Section>
        <Section title="Biểu số liệu" id="h-bieu">
          <LinesTable lines={content.lines} known={known} counters={counters} here={designHref(id, 'kiem-tra')} group={group} />
        </Section>
        <Section title="Danh mục kèm báo cáo" id="h-danh-muc">
          <ListsNamed codes={listsIn(content, known)} known={known} />
        </Section>
        <Section title="Phần lời" id="h-loi">
          {sections.length === 0 ? (
            <p class="soft">Không có phần lời.</p>
          ) : (
            <ol class="sheet pad effects">
              {sections.map(one => (
                <li>
                  {one.heading}
                  {one.required && <strong> (bắt buộc)</strong>}
                </li>
              ))}
            </ol>
          )}
        </Section>
      </>
    ),
  }
}

const one = form({ id: uuid('Bản thiết kế') })
const version = whole('Lần lưu', 1)

export function designerStepRoutes(wiring: Wiring): Route[] {
  const counters = new Set(Object.keys(wiring.counters))
  return [
    route({ at: 'GET /bao-cao/thiet-ke/:id', may: 'reports.design', input: one, run: (ask, { id }) => generalPage(ask, id, {}) }),
    route({
      at: 'POST /bao-cao/thiet-ke/:id',
      may: 'reports.design',
      input: form({
        id: uuid('Bản thiết kế'),
        version,
        name: optional(text('Tên chế độ báo cáo', 200)),
        code: optional(text('Mã', 20)),
        rhythm: optional(choice('Kỳ báo cáo', RHYTHMS)),
        lawText: optional(text('Căn cứ', 300)),
        receiver: optional(text('Nơi nhận', 400)),
        from: optional(text('Áp dụng từ ngày', 20)),
        note: optional(longText('Ghi chú', 2000)),
      }),
      async run(ask, { id, version: seen, name = '', code = '', rhythm = 'month', lawText = '', receiver = '', from = '', note = '' }) {
        await saveRegime(ask, id, seen, () => ({ name, code: code.toUpperCase(), rhythm, lawText, receiver, from, note }))
        return { seeOther: designHref(id, 'chi-tieu') }
      },
      again: (ask, typed, fault) => generalPage(ask, idOf(typed), { typed, fault }),
    }),
    route({ at: 'GET /bao-cao/thiet-ke/:id/phan-loi', may: 'reports.design', input: one, run: (ask, { id }) => sectionsPage(ask, id, {}) }),
    route({
      at: 'POST /bao-cao/thiet-ke/:id/phan-loi',
      may: 'reports.design',
      input: form({ id: uuid('Bản thiết kế'), version, muc: each('Mục', 200), bb: each('Bắt buộc', 5), them: optional(text('Thêm', 2)) }),
      async run(ask, { id, version: seen, muc, bb, them }) {
        const sections = Array.from({ length: MOST_SECTIONS }, (_, i) => ({
          heading: muc[i + 1] ?? '',
          required: (bb[i + 1] ?? '') !== '',
        }))
        await saveRegime(ask, id, seen, () => ({ sections: sections.filter(part => part.heading !== '' || part.required) }))
        return { seeOther: designHref(id, them === undefined ? 'thoi-han' : 'phan-loi') }
      },
      again: (ask, typed, fault) => sectionsPage(ask, idOf(typed), { typed, fault }),
    }),
    route({ at: 'GET /bao-cao/thiet-ke/:id/thoi-han', may: 'reports.design', input: one, run: (ask, { id }) => rulesPage(ask, id, {}) }),
    route({
      at: 'POST /bao-cao/thiet-ke/:id/thoi-han',
      may: 'reports.design',
      input: form({
        id: uuid('Bản thiết kế'),
        version,
        due: each('Hạn nộp', 6),
        until: each('Chốt số liệu', 6),
        locks: each('Khóa hẳn', 6),
      }),
      async run(ask, { id, version: seen, due, until, locks }) {
        await saveRegime(ask, id, seen, () => ({
          // A level without a due day does not report: its other boxes come filled with 0 and mean nothing.
          rules: LEVELS.map(level => ({
            level,
            due: due[level] ?? '',
            until: (due[level] ?? '') === '' && until[level] === '0' ? '' : (until[level] ?? ''),
            locks: locks[level] ?? '',
          })),
        }))
        return { seeOther: designHref(id, 'kiem-tra') }
      },
      again: (ask, typed, fault) => rulesPage(ask, idOf(typed), { typed, fault }),
    }),
    route({
      at: 'GET /bao-cao/thiet-ke/:id/kiem-tra',
      may: 'reports.design',
      input: form({ id: uuid('Bản thiết kế'), nhom: optional(text('Nhóm', 200)) }),
      run: (ask, { id, nhom }) => checkPage(ask, id, counters, undefined, nhom),
    }),
    route({
      at: 'POST /bao-cao/thiet-ke/:id/ap-dung',
      may: 'reports.design',
      input: form({ id: uuid('Bản thiết kế'), version, regime: uuid('Chế độ báo cáo') }),
      async run(ask, { id, version: seen, regime }) {
        const live = await goLiveRegime(ask, id, seen, regime)
        return { seeOther: `${regimeHref(live)}?moi=${live}` }
      },
      again: (ask, typed, fault) => checkPage(ask, idOf(typed), counters, fault),
    }),
    route({
      at: 'POST /bao-cao/thiet-ke/:id/bo',
      may: 'reports.design',
      input: form({ id: uuid('Bản thiết kế'), version }),
      async run(ask, { id, version: seen }) {
        await dropDesign(ask, id, 'regime', seen)
        return { seeOther: '/bao-cao/che-do' }
      },
      again: (ask, typed, fault) => checkPage(ask, idOf(typed), counters, fault),
    }),
  ]
}
