// The list of texts, and the two ways to bring one.
import type { Ask } from '../../../access/ask.ts'
import { askForOthers } from '../../../access/ask.ts'
import { namesOf } from '../../../access/people.ts'
import { civil, lookForDay } from '../../../ground/day.ts'
import type { Fault } from '../../../ground/faults.ts'
import { formatDay } from '../../../ground/vietnamese.ts'
import type { Typed } from '../../../web/input.ts'
import { Actions, Button } from '../../../web/parts/button.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Filter, Pager } from '../../../web/parts/filter.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section, Sheet, Two } from '../../../web/parts/section.tsx'
import { Status } from '../../../web/parts/status.tsx'
import { Table } from '../../../web/parts/table.tsx'
import type { Page } from '../../../web/route.ts'
import { EVENT_TYPES, type EventType } from '../reader/wording.ts'
import * as store from '../store.ts'
import { writeHappened } from '../typed.ts'

const PAGE = 30

export interface TextsView {
  readonly which: store.Which
  readonly after: store.After | undefined
  readonly receipt: store.Receipt | undefined
  /** Ids for the two forms, made where they are opened: sent twice they are one. */
  readonly uploadId: string
  readonly pasteId: string
  readonly back?: { readonly form: 'upload' | 'paste'; readonly typed: Typed; readonly fault: Fault } | undefined
}

/** Where the list goes on, as it stands in an address. */
export const writeAfter = (text: store.ListedText): string => `${text.uploadedAt.toISOString()}_${text.id}`

export async function textsPage(ask: Ask, view: TextsView): Promise<Page> {
  const counts = await store.countTexts(ask)
  const listed = await store.listTexts(ask, view.which, view.after, PAGE + 1)
  const texts = listed.slice(0, PAGE)
  const last = texts.at(-1)
  const upload = askForOthers(ask)('reading.upload')
  const names = await namesOf(
    ask.tx,
    texts.map(text => text.uploadedBy),
  )
  const fault = view.back?.fault
  const title =
    counts.waiting > 0
      ? `Đọc văn bản: ${counts.waiting} văn bản còn dữ kiện chờ quyết định`
      : 'Đọc văn bản: không còn dữ kiện nào chờ quyết định'
  const at = (which: store.Which): string => (which === 'all' ? '/doc-van-ban' : `/doc-van-ban?xem=${WHICH[which]}`)
  const on = (text: store.ListedText): string =>
    `${at(view.which)}${view.which === 'all' ? '?' : '&'}sau=${encodeURIComponent(writeAfter(text))}`
  const list = (
    <>
      <Filter
        label="Lọc văn bản"
        entries={[
          { label: 'Tất cả', href: at('all'), count: counts.all, current: view.which === 'all' },
          { label: 'Còn chờ', href: at('waiting'), count: counts.waiting, current: view.which === 'waiting' },
          { label: 'Đã xong', href: at('done'), count: counts.all - counts.waiting, current: view.which === 'done' },
          ...(counts.past > 0 || view.which === 'past'
            ? [{ label: 'Của đơn vị cũ', href: at('past'), count: counts.past, current: view.which === 'past' }]
            : []),
        ]}
      />
      {texts.length === 0 ? (
        <Empty>{EMPTY[view.which]}</Empty>
      ) : (
        <>
          <Table
            caption="Văn bản, mới đưa vào trước"
            hideCaption
            columns={[
              { label: 'Văn bản' },
              { label: 'Nói về' },
              { label: 'Dữ kiện' },
              { label: 'Đã nhận', numeric: true, width: 6 },
              { label: 'Đưa vào', width: 11 },
            ]}
            rows={texts.map(text => ({
              cells: [
                <a href={`/doc-van-ban/${text.id}`}>{text.name}</a>,
                <About ask={ask} text={text} />,
                <Waiting text={text} />,
                text.taken,
                `${formatDay(civil(text.uploadedAt).day)}, ${names.get(text.uploadedBy) ?? 'một cán bộ'}`,
              ],
            }))}
          />
          <Pager
            shown={texts.length}
            noun="văn bản"
            {...(listed.length > PAGE && last ? { next: on(last) } : {})}
            {...(view.after ? { first: at(view.which) } : {})}
          />
        </>
      )}
    </>
  )
  return {
    title: `${fault ? 'Lỗi: ' : ''}${title}`,
    page: (
      <>
        {fault && <ErrorSummary fault={fault} />}
        <PageHead title={title} sub="Đưa bài báo, báo cáo cũ vào; máy đề xuất dữ kiện kèm câu làm chứng, ông/bà quyết định từng dữ kiện." />
        {view.receipt && <Received receipt={view.receipt} />}
        {upload ? (
          <Two
            main={list}
            aside={<Bring view={view} seats={[...upload.grant.seats].map(id => ({ value: id, label: ask.tree.label(id) }))} />}
          />
        ) : (
          list
        )}
      </>
    ),
  }
}

const WHICH = { all: '', waiting: 'con-cho', done: 'da-xong', past: 'don-vi-cu' } as const
export const whichOf = (typed: string | undefined): store.Which =>
  (['waiting', 'done', 'past'] as const).find(one => WHICH[one] === typed) ?? 'all'
const EMPTY: Readonly<Record<store.Which, string>> = {
  all: 'Chưa có văn bản nào. Chọn tệp .txt, .html hoặc dán một bài để máy đọc.',
  waiting: 'Không còn văn bản nào chờ. Mọi dữ kiện đã được quyết định.',
  done: 'Chưa có văn bản nào đọc xong.',
  past: 'Không có văn bản nào của đơn vị cũ do đơn vị ông/bà tiếp nhận.',
}

function About({ ask, text }: { ask: Ask; text: store.ListedText }) {
  const happened = writeHappened(text)
  const unit = text.aboutUnitId ? ask.tree.label(text.aboutUnitId, lookForDay(text.happenedFrom ?? '') ?? ask.today) : undefined
  return (
    <span>
      {unit ?? <span class="soft">Đơn vị chưa xác định</span>}
      {text.type && <span class="soft">{`. ${EVENT_TYPES[text.type as EventType]}${happened ? `, ${happened}` : ''}`}</span>}
    </span>
  )
}

function Waiting({ text }: { text: store.ListedText }) {
  if (text.doubtful + text.clear + text.taken + text.rejected === 0) return <Status tone="none">Không có dữ kiện</Status>
  if (text.doubtful + text.clear === 0) return <Status tone="ok">Đã quyết định hết</Status>
  const words = [text.doubtful > 0 && `${text.doubtful} cần xem kỹ`, text.clear > 0 && `${text.clear} rõ`].filter(Boolean).join(', ')
  return <Status tone={text.doubtful > 0 ? 'soon' : 'draft'}>{`Chờ: ${words}`}</Status>
}

const OUTCOME = { read: 'ok', known: 'none', refused: 'late' } as const
const OUTCOME_WORD = { read: 'Đã đọc', known: 'Đã có', refused: 'Không đọc được' } as const

function Received({ receipt }: { receipt: store.Receipt }) {
  const good = receipt.files.filter(file => file.outcome !== 'refused').length
  return (
    <Note
      tone={good === receipt.files.length ? 'ok' : 'soon'}
      announce
      title={`Đã nhận ${good} trên ${receipt.files.length} tệp lúc ${civil(receipt.at).time}.`}
    >
      <ul>
        {receipt.files.map(file => (
          <li>
            <Status tone={OUTCOME[file.outcome]}>{OUTCOME_WORD[file.outcome]}</Status>{' '}
            {file.textId ? <a href={`/doc-van-ban/${file.textId}`}>{file.name}</a> : file.name}
            {`: ${file.say}`}
          </li>
        ))}
      </ul>
    </Note>
  )
}

function Bring({ view, seats }: { view: TextsView; seats: readonly { value: string; label: string }[] }) {
  const back = view.back
  const seat = (id: string) =>
    seats.length > 1 ? <Field kind="select" name="seat" id={id} label="Làm thay đơn vị" prompt="Chọn đơn vị" options={seats} /> : null
  return (
    <>
      <Section
        id="h-tep"
        title="Đưa tệp vào"
        first
        foot="Nhiều nhất 20 tệp, mỗi tệp 2 MB. Tệp nào không đọc được sẽ nói rõ vì sao, các tệp khác vẫn được đọc."
      >
        <Sheet>
          <Form
            action="/doc-van-ban"
            upload
            {...(back?.form === 'upload' ? { values: back.typed, errors: back.fault.fields } : {})}
            label="Đưa tệp vào"
          >
            <Hidden name="id" value={view.uploadId} />
            {seat('seat-tep')}
            <Field kind="file" name="files" label="Tệp .txt hoặc .html" accept=".txt,.html,.htm" multiple />
            <Actions>
              <Button kind="main">Đọc các tệp</Button>
            </Actions>
          </Form>
        </Sheet>
      </Section>
      <Section id="h-dan" title="Hoặc dán một bài">
        <Sheet>
          <Form
            action="/doc-van-ban/dan"
            {...(back?.form === 'paste' ? { values: back.typed, errors: back.fault.fields } : {})}
            label="Dán một bài"
          >
            <Hidden name="id" value={view.pasteId} />
            {seat('seat-dan')}
            <Field name="title" label="Tên bài" optional maxlength={150} />
            <Field kind="area" name="body" label="Nội dung bài" rows={8} />
            <Actions>
              <Button>Đọc bài này</Button>
            </Actions>
          </Form>
        </Sheet>
      </Section>
    </>
  )
}
