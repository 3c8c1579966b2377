// Which lists of records go with the reports of a form in the making: ticked among its lines that count records.
import type { Ask } from '../../../access/ask.ts'
import type { Fault } from '../../../ground/faults.ts'
import { form, type Typed, texts, uuid, whole } from '../../../web/input.ts'
import { Actions, Button } from '../../../web/parts/button.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Section, Sheet } from '../../../web/parts/section.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import { saveRegime } from '../designing/acts-design.ts'
import type { Definition } from '../designing/catalogue.ts'
import type { Finding } from '../designing/design-rules.ts'
import { mayList } from '../enclosing/listed.ts'
import { designHref } from './designer-words.tsx'

/** The lists of the form on its page of lines; also those that may not stay, so that they can be taken off. */
export function ListedLines(of: {
  lines: readonly string[]
  lists: readonly string[]
  known: ReadonlyMap<string, Definition>
  findings: readonly Finding[]
  action: string
  version: number
}) {
  const { lines, lists, known } = of
  const may = lines.filter(code => {
    const one = known.get(code)
    return one !== undefined && mayList(one)
  })
  const wrong = lists.filter(code => !may.includes(code))
  if (may.length + wrong.length === 0) return null
  return (
    <Section
      title="Danh mục kèm báo cáo"
      id="h-danh-muc"
      foot="Danh mục lập từ hồ sơ đã đếm: đi cùng báo cáo của từng đơn vị, và thành phụ lục của văn bản khi ban hành."
    >
      <Form action={of.action}>
        <Hidden name="version" value={of.version} />
        <Sheet>
          <Field
            kind="checks"
            name="dm"
            label="Báo cáo kèm danh mục hồ sơ của chỉ tiêu"
            value={lists}
            options={[...may, ...wrong].map(code => ({ value: code, label: `${known.get(code)?.label ?? code} (${code})` }))}
            error={of.findings.flatMap(one => (one.field === 'dm' ? [one.say] : [])).join(' ') || undefined}
          />
          <Actions>
            <Button>Lưu danh mục</Button>
          </Actions>
        </Sheet>
      </Form>
    </Section>
  )
}

/** "Mô hình đăng ký mới (DVK01)", where a form is shown. */
export const ListsNamed = ({ codes, known }: { codes: readonly string[]; known: ReadonlyMap<string, Definition> }) =>
  codes.length === 0 ? (
    <p class="soft">Báo cáo không kèm danh mục.</p>
  ) : (
    <ul class="sheet pad effects">
      {codes.map(code => (
        <li>
          {known.get(code)?.label ?? code} <span class="soft small">{code}</span>
        </li>
      ))}
    </ul>
  )

export const designerListsRoute = (again: (ask: Ask<'reports.design'>, typed: Typed, fault: Fault) => Promise<Page>): Route =>
  route({
    at: 'POST /bao-cao/thiet-ke/:id/chi-tieu/danh-muc',
    may: 'reports.design',
    input: form({ id: uuid('Bản thiết kế'), version: whole('Lần lưu', 1), dm: texts('Danh mục', 20) }),
    async run(ask, { id, version, dm }) {
      await saveRegime(ask, id, version, () => ({ lists: dm }))
      return { seeOther: `${designHref(id, 'chi-tieu')}#h-danh-muc` }
    },
    again,
  })
