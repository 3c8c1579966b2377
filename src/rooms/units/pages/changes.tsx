// The changes of the organisation that were applied: which, what each did, by what law, who and when; taken back while still to come.
import type { Ask } from '../../../access/ask.ts'
import { askForOthers } from '../../../access/ask.ts'
import { namesOf } from '../../../access/people.ts'
import { civil, type Day } from '../../../ground/day.ts'
import type { Fault } from '../../../ground/faults.ts'
import { missing } from '../../../ground/faults.ts'
import { alphabetical, formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import { type ChangeRow, changesOf, findChange, unitsOfChange } from '../../../org/change-store.ts'
import { DEPTH } from '../../../org/history.ts'
import { Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Pager } from '../../../web/parts/filter.tsx'
import { Form } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Defs, Section, Sheet, Two } from '../../../web/parts/section.tsx'
import { Status } from '../../../web/parts/status.tsx'
import { Table } from '../../../web/parts/table.tsx'
import type { Page } from '../../../web/route.ts'
import { mayTakeBack } from '../acts-reform.ts'
import { countsSay } from '../effect-words.ts'
import { isPlanned } from '../store-plans.ts'
import { ID, title } from '../words.ts'
import { HOME } from './starting.tsx'

type Reading = Ask<'units.read'>

const PAGE = 50
const SHOWN = 200
const CHANGES = { label: 'Các lần thay đổi', href: '/don-vi/thay-doi' }

const KINDS: Readonly<Record<ChangeRow['kind'], string>> = { import: 'Nạp danh mục', reform: 'Sắp xếp', correction: 'Đính chính' }

const State = ({ change, today }: { change: ChangeRow; today: Day }) =>
  change.takenBackOn !== null ? (
    <Status tone="none">{`Đã rút lại ngày ${formatDay(change.takenBackOn)}`}</Status>
  ) : change.effectiveOn > today ? (
    <Status tone="soon">Chưa đến ngày hiệu lực</Status>
  ) : change.correctedBy.length > 0 ? (
    <Status tone="back">Đã được đính chính</Status>
  ) : (
    <Status tone="ok">Đang có hiệu lực</Status>
  )

const cursorIn = (typed: string | undefined): Pick<ChangeRow, 'at' | 'id'> | undefined => {
  const found = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)_(.+)$/u.exec(typed ?? '')
  if (!found?.[1] || !found[2] || !ID.test(found[2]) || Number.isNaN(Date.parse(found[1]))) return undefined
  return { at: new Date(found[1]), id: found[2] }
}

export async function changesPage(ask: Reading, before: string | undefined): Promise<Page> {
  const from = cursorIn(before)
  const found = await changesOf(ask.tx, { limit: PAGE + 1, before: from })
  const shown = found.slice(0, PAGE)
  const last = shown.at(-1)
  const reforming = askForOthers(ask)('units.reform')
  return {
    title: 'Các lần thay đổi tổ chức',
    page: (
      <>
        <Crumb steps={[HOME, { label: CHANGES.label }]} />
        <PageHead
          title="Các lần thay đổi tổ chức"
          sub="Mỗi lần là một nghị quyết hoặc một danh mục, áp dụng trọn vẹn. Lần chưa đến ngày hiệu lực rút lại được; lần đã qua chỉ đính chính bằng một lần mới."
          actions={
            reforming ? (
              <ButtonLink kind="main" href="/don-vi/sap-xep">
                Sắp xếp đơn vị
              </ButtonLink>
            ) : undefined
          }
        />
        {shown.length === 0 ? (
          <Empty>Chưa áp dụng lần thay đổi nào. Đơn vị đang có được ghi khi cài đặt.</Empty>
        ) : (
          <Table
            caption="Các lần thay đổi tổ chức, mới áp dụng ở trên"
            hideCaption
            columns={[{ label: 'Tên' }, { label: 'Loại' }, { label: 'Có hiệu lực' }, { label: 'Làm gì' }, { label: 'Tình trạng' }]}
            rows={shown.map(change => ({
              cells: [
                <a href={`/don-vi/thay-doi/${change.id}`}>{change.title}</a>,
                KINDS[change.kind],
                <span class="num">{formatDay(change.effectiveOn)}</span>,
                countsSay(change.counts),
                <State change={change} today={ask.today} />,
              ],
            }))}
          />
        )}
        {found.length > PAGE || from ? (
          <Pager
            shown={shown.length}
            noun="lần thay đổi"
            first={from ? CHANGES.href : undefined}
            next={found.length > PAGE && last ? `${CHANGES.href}?truoc=${last.at.toISOString()}_${last.id}` : undefined}
          />
        ) : null}
      </>
    ),
  }
}

function Units({ ask, heading, ids, id, day }: { ask: Reading; heading: string; ids: readonly string[]; id: string; day: Day }) {
  if (ids.length === 0) return null
  // Areas before the bodies on them, the higher level first, by name.
  const order = (unit: string): string => {
    const version = ask.tree.history.lastOn(unit, day)
    return `${version?.line === 'area' ? 0 : 1} ${DEPTH[version?.level ?? 'body']}`
  }
  const sorted = ids
    .map(unit => ({ unit, key: order(unit), name: title(ask.tree, unit, day) }))
    .sort((a, b) => a.key.localeCompare(b.key) || alphabetical(a.name, b.name))
  return (
    <Section title={`${formatNumber(ids.length)} ${heading}`} id={id}>
      <Sheet>
        <ul>
          {sorted.slice(0, SHOWN).map(({ unit, name }) => (
            <li>
              <a href={`/don-vi/${unit}`}>{name}</a>
            </li>
          ))}
          {ids.length > SHOWN ? <li class="soft">{`và ${formatNumber(ids.length - SHOWN)} đơn vị khác`}</li> : null}
        </ul>
      </Sheet>
    </Section>
  )
}

/** One change: what it did, by what law, who and when; the button that takes it back, while its day has not come. */
export async function changePage(ask: Reading, id: string, fault?: Fault): Promise<Page> {
  const change = await findChange(ask.tx, id)
  if (!change) throw missing('lần thay đổi này')
  const units = await unitsOfChange(ask.tx, id)
  const names = await namesOf(
    ask.tx,
    [change.personId, change.takenBackBy].flatMap(one => one ?? []),
  )
  const who = (person: string | null): string => (person === null ? 'lệnh trên máy chủ' : (names.get(person) ?? 'quản trị viên'))
  const others = await Promise.all([change.corrects, ...change.correctedBy].flatMap(one => (one === null ? [] : [findChange(ask.tx, one)])))
  const linked = (one: string) => {
    const other = others.find(found => found?.id === one)
    return (
      <a href={`/don-vi/thay-doi/${one}`}>{other ? `${other.title}, hiệu lực ${formatDay(other.effectiveOn)}` : 'lần thay đổi khác'}</a>
    )
  }
  const reforming = askForOthers(ask)('units.reform')
  const mayBack = reforming !== undefined && (await mayTakeBack(reforming, change))
  const isPast = change.effectiveOn <= ask.today
  const applied = civil(change.at)
  return {
    title: fault ? `Lỗi: ${change.title}` : change.title,
    page: (
      <>
        <Crumb steps={[HOME, CHANGES, { label: change.title }]} />
        <PageHead
          over={KINDS[change.kind]}
          title={change.title}
          sub={
            <>
              {`Có hiệu lực từ ${formatDay(change.effectiveOn)}: ${countsSay(change.counts)}. `}
              <State change={change} today={ask.today} />
            </>
          }
        />
        <ErrorSummary fault={fault} />
        <Two
          main={
            <>
              {change.takenBackOn !== null ? (
                <Note tone="none">
                  <p>
                    Lần thay đổi đã được rút lại trước ngày hiệu lực; tổ chức vẫn như khi chưa có nó.{' '}
                    {reforming && (await isPlanned(reforming, change.id)) ? (
                      <a href={`/don-vi/sap-xep/${change.id}`}>Lập lại từ bản dự kiến cũ</a>
                    ) : null}
                  </p>
                </Note>
              ) : null}
              <Units ask={ask} heading="đơn vị mới" id="moi" ids={units.created} day={change.effectiveOn} />
              <Units ask={ask} heading="đơn vị thay đổi tên, mã hoặc cấp trên" id="doi" ids={units.changed} day={change.effectiveOn} />
              <Units ask={ask} heading="đơn vị kết thúc" id="ket-thuc" ids={units.ended} day={change.effectiveOn} />
            </>
          }
          aside={
            <>
              <Section title="Căn cứ và người áp dụng" id="can-cu" first>
                <Defs
                  entries={[
                    { term: 'Căn cứ', says: change.lawId === null ? 'Chưa ghi' : `${change.lawId}. ${change.lawTitle ?? ''}` },
                    { term: 'Áp dụng', says: `${applied.time.slice(0, 5)} ngày ${formatDay(applied.day)}, ${who(change.personId)}` },
                    { term: 'Nguồn', says: change.sourceName },
                    ...(change.takenBackOn === null
                      ? []
                      : [{ term: 'Rút lại', says: `Ngày ${formatDay(change.takenBackOn)}, ${who(change.takenBackBy)}` }]),
                    ...(change.corrects === null ? [] : [{ term: 'Đính chính cho', says: linked(change.corrects) }]),
                    ...change.correctedBy.map(one => ({ term: 'Được đính chính bởi', says: linked(one) })),
                  ]}
                />
              </Section>
              {isPast && units.ended.length > 0 && askForOthers(ask)('units.hand-over') ? (
                <Section title="Bàn giao" id="ban-giao">
                  <p>{`${formatNumber(units.ended.length)} đơn vị kết thúc: mỗi đơn vị lập một biên bản bàn giao.`}</p>
                  <p class="after">
                    <ButtonLink href="/don-vi/ban-giao">Xem đơn vị chưa lập biên bản</ButtonLink>
                  </p>
                </Section>
              ) : null}
              {mayBack ? (
                <Section title="Rút lại" id="rut-lai">
                  <Form action={`/don-vi/thay-doi/${change.id}/rut-lai`} label="Rút lại lần thay đổi">
                    <p>{`Chưa đến ngày ${formatDay(change.effectiveOn)}: rút lại thì tổ chức trở về đúng như trước khi áp dụng.`}</p>
                    <Button>Rút lại lần thay đổi này</Button>
                  </Form>
                </Section>
              ) : null}
              {reforming && isPast && change.takenBackOn === null ? (
                <Section title="Có sai sót" id="dinh-chinh">
                  <p>Lần thay đổi đã có hiệu lực, không rút lại được. Ghi một lần thay đổi mới nêu rõ đính chính cho lần này.</p>
                  <p class="after">
                    <ButtonLink href={`/don-vi/sap-xep/nghi-quyet?corrects=${change.id}`}>Lập bản đính chính</ButtonLink>
                  </p>
                </Section>
              ) : null}
            </>
          }
        />
      </>
    ),
  }
}
