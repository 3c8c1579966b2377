// The receiver's own narrative: begun with the words of its units, written on by the officer, kept as it is typed.
import { randomUUID } from 'node:crypto'
import { type Ask, askForOthers } from '../../../access/ask.ts'
import { namesOf } from '../../../access/people.ts'
import { civil } from '../../../ground/day.ts'
import type { Fault } from '../../../ground/faults.ts'
import { capital, formatNumber } from '../../../ground/vietnamese.ts'
import { each, form, optional, type Typed, text, uuid, whole } from '../../../web/input.ts'
import { Bar, SaveState } from '../../../web/parts/bar.tsx'
import { Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section, Sheet } from '../../../web/parts/section.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import { addUp } from '../adding-up.ts'
import { daysOf, writtenWhen } from '../naming.ts'
import { Codes, codedTotals } from '../pages/bound.tsx'
import { idOf } from '../pages/typed.ts'
import type { Assembled } from './assembling.ts'
import { LONGEST, saveWords, wordsOfTotal } from './total-words.ts'

export const wordsHref = (code: string, receiverId: string): string => `/bao-cao/${code}/phan-loi?noi-nhan=${receiverId}`

interface Showing {
  readonly code: string
  readonly receiver: string | undefined
  readonly fault?: Fault
  readonly typed?: Typed
}

async function wordsPage(ask: Ask, { code, receiver, fault, typed }: Showing): Promise<Page> {
  const added = await addUp(ask, code, receiver)
  const { window, receiverId, form: asked, accepted } = added
  const words = await wordsOfTotal(ask, added)
  const mayAct = added.isOurs && askForOthers(ask)('reports.consolidate') !== undefined
  const people = await namesOf(ask.tx, words.saved ? [words.saved.by] : [])
  const title = `Phần lời báo cáo ${window.label}`
  const here = `/bao-cao/${window.code}/phan-loi`
  return {
    title: fault ? `Lỗi: ${fault.message} ${title}` : title,
    page: (
      <>
        <Crumb
          steps={[
            { label: 'Báo cáo', href: '/bao-cao' },
            { label: `Tổng hợp ${window.label}`, href: `/bao-cao/${window.code}/tong-hop?noi-nhan=${receiverId}` },
            { label: 'Phần lời' },
          ]}
        />
        <PageHead
          title={title}
          sub={`${capital(ask.tree.label(receiverId, window.until))}, số liệu ${daysOf(window)}. ${words.saved ? `Lưu lần cuối lúc ${writtenWhen(words.saved.at)}, ${people.get(words.saved.by) ?? ''}.` : `Ghép sẵn từ phần lời của ${accepted.length} đơn vị đã được tiếp nhận; ông/bà sửa thành lời của cơ quan.`}`}
        />
        <ErrorSummary fault={fault} />
        {!mayAct ? (
          <Note>Chỉ nơi nhận báo cáo được viết phần lời của bản tổng hợp.</Note>
        ) : (
          <Form action={`${here}/luu`} autosave={`${here}/nhap`} values={typed} errors={fault?.fields} save>
            <Hidden name="noi-nhan" value={receiverId} />
            <Hidden name="version" value={words.saved?.version ?? 0} />
            <Hidden name="page" value={randomUUID()} />
            <p class="small">Số của đơn vị trong bản ghép là số của đơn vị ấy; mã dưới đây gọi số tổng hợp.</p>
            <Codes indicators={asked.indicators} figures={codedTotals(added.totals)} />
            {asked.sections.map((heading, i) => (
              <OneSection
                place={i + 1}
                heading={heading}
                text={words.texts[String(i + 1)] ?? ''}
                assembled={words.assembled[i]}
                isSaved={words.saved !== undefined}
                theirs={fault?.kind === 'stale' ? (words.texts[String(i + 1)] ?? '') : undefined}
                by={words.saved ? (people.get(words.saved.by) ?? '') : ''}
              />
            ))}
            <Bar
              actions={
                <>
                  <ButtonLink href={`/bao-cao/${window.code}/tong-hop?noi-nhan=${receiverId}#h-cong-bo`}>Về trang tổng hợp</ButtonLink>
                  <Button kind="main">Lưu phần lời</Button>
                </>
              }
            >
              <SaveState at={words.saved && writtenWhen(words.saved.at)} />
            </Bar>
          </Form>
        )}
      </>
    ),
  }
}

interface SectionProps {
  readonly place: number
  readonly heading: string
  readonly text: string
  readonly assembled: Assembled | undefined
  readonly isSaved: boolean
  /** What another person saved, when both wrote. */
  readonly theirs: string | undefined
  readonly by: string
}

function OneSection({ place, heading, text: written, assembled, isSaved, theirs, by }: SectionProps) {
  const lines = assembled?.text.split('\n').filter(line => line !== '') ?? []
  return (
    <Section title={heading} id={`h-p-${place}`}>
      <Sheet>
        <Field
          kind="area"
          name={`p-${place}`}
          label={`Lời của phần ${heading}`}
          hideLabel
          value={written}
          rows={written.length > 600 ? 14 : 7}
        />
        {theirs !== undefined && (
          <details open>
            <summary>{`Bản ${by} đã lưu`}</summary>
            {theirs === '' ? <p class="soft">để trống</p> : theirs.split('\n').map(line => <p>{line}</p>)}
          </details>
        )}
        {lines.length === 0 ? (
          <p class="small soft">Không đơn vị nào viết phần này.</p>
        ) : (
          <details>
            <summary>
              {`Bản ghép từ ${formatNumber(assembled?.units ?? 0)} đơn vị`}
              {(assembled?.repeated ?? 0) > 0 && `, ${formatNumber(assembled?.repeated ?? 0)} đơn vị trùng lời`}
            </summary>
            {lines.map(line => (
              <p>{line}</p>
            ))}
            {isSaved && (
              <Button small name="chen" value={String(place)} of={`vào phần ${heading}`}>
                Chèn bản ghép xuống cuối
              </Button>
            )}
          </details>
        )}
      </Sheet>
    </Section>
  )
}

const fields = {
  window: text('Kỳ báo cáo', 40),
  'noi-nhan': uuid('Nơi nhận'),
  version: whole('Bản lưu'),
  page: uuid('Trang'),
  p: each('Phần lời', LONGEST),
} as const

interface Sent {
  readonly window: string
  readonly 'noi-nhan': string
  readonly version: number
  readonly page: string
  readonly p: Readonly<Record<string, string>>
  readonly chen?: string | undefined
}

const saving = ({ window: code, 'noi-nhan': receiverId, version, page, p: texts, chen: insert }: Sent) => ({
  code,
  receiverId,
  version,
  page,
  texts,
  insert,
})

const again = (ask: Ask, typed: Typed, fault: Fault): Promise<Page> =>
  wordsPage(askForOthers(ask)('reports.read') ?? ask, {
    code: String(typed['window'] ?? ''),
    receiver: idOf(typed, 'noi-nhan'),
    fault,
    typed,
  })

export const wordsRoutes: Route[] = [
  route({
    at: 'GET /bao-cao/:window/phan-loi',
    may: 'reports.read',
    input: form({ window: text('Kỳ báo cáo', 40), 'noi-nhan': optional(uuid('Nơi nhận')) }),
    run: (ask, input) => wordsPage(ask, { code: input.window, receiver: input['noi-nhan'] }),
  }),
  route({
    at: 'POST /bao-cao/:window/phan-loi/luu',
    may: 'reports.consolidate',
    input: form({ ...fields, chen: optional(text('Phần được chèn', 3)) }),
    async run(ask, input) {
      await saveWords(ask, saving(input))
      return {
        seeOther: `${wordsHref(input.window, input['noi-nhan'])}${input.chen === undefined ? '' : `#h-p-${encodeURIComponent(input.chen)}`}`,
      }
    },
    again,
  }),
  route({
    at: 'POST /bao-cao/:window/phan-loi/nhap',
    may: 'reports.consolidate',
    input: form(fields),
    async run(ask, input) {
      await saveWords(ask, saving(input))
      return { json: { at: civil(ask.at).time } }
    },
  }),
]
