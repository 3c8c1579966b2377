// The parts of a unit's page: what it may be compared with, where it came from, who works there, what it keeps.
import type { Ask } from '../../../access/ask.ts'
import { askForOthers } from '../../../access/ask.ts'
import { postsAt } from '../../../access/posts-at.ts'
import { addDays, type Day } from '../../../ground/day.ts'
import { alphabetical, formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import type { OrgTree } from '../../../org/tree.ts'
import { Empty } from '../../../web/parts/empty.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { Section, Sheet } from '../../../web/parts/section.tsx'
import { Table } from '../../../web/parts/table.tsx'
import { focalsOf, followsOn } from '../store-focal.ts'
import { handOversAbout } from '../store-hand-over.ts'
import { daysOf, hrefOf, LINES, nameAt, PASSED, sharePart, title } from '../words.ts'

export function Comparing({ tree, id, before }: { tree: OrgTree; id: string; before: Day }) {
  const verdict = tree.comparable(id, addDays(before, -1))
  return (
    <Note>
      <p>
        <strong>Từ {formatDay(before)}:</strong> so trực tiếp.
      </p>
      <p>
        <strong>Trước {formatDay(before)}:</strong>{' '}
        {verdict.same
          ? verdict.units.length === 1 && verdict.units[0] === id
            ? 'so trực tiếp, địa bàn không đổi.'
            : `so với tổng của ${verdict.units.map(one => nameAt(tree, one, addDays(before, -1))).join(', ')}.`
          : // The sentence begins with the day, which stands before it here.
            `${verdict.say.replace(/^trước \d{2}\/\d{1,2}\/\d{4} /u, '')}.`}
      </p>
    </Note>
  )
}

/** What it came from and what it became, each step with its part and its law. */
export function Passing({ tree, id }: { tree: OrgTree; id: string }) {
  const life = tree.life(id)
  if (!life || life.cameFrom.length + life.became.length === 0) return null
  const law = (lawId: string | null) => (lawId === null ? 'chưa ghi' : (life.laws.get(lawId)?.title ?? lawId))
  const rows = [
    ...life.cameFrom.map(step => ({ step, other: step.fromId, on: addDays(step.onDay, -1), says: 'nhận từ' })),
    ...life.became.map(step => ({ step, other: step.toId, on: step.onDay, says: PASSED[step.kind] })),
  ].sort((a, b) => b.step.onDay.localeCompare(a.step.onDay) || alphabetical(nameAt(tree, a.other, a.on), nameAt(tree, b.other, b.on)))
  return (
    <Section title="Hình thành từ đâu, chuyển về đâu" id="ke-thua">
      <Table
        caption="Đơn vị trước và đơn vị sau"
        hideCaption
        columns={[{ label: 'Ngày' }, { label: 'Việc' }, { label: 'Phần chuyển' }, { label: 'Căn cứ' }]}
        rows={rows.map(({ step, other, on, says }) => ({
          cells: [
            <span class="num">{formatDay(step.onDay)}</span>,
            <>
              {says} <a href={`/don-vi/${other}?ngay=${on}`}>{nameAt(tree, other, on)}</a>
              {step.heir ? <span class="soft"> (được giao kế thừa hồ sơ, số liệu)</span> : null}
            </>,
            sharePart(step),
            <span class="small">{law(step.lawId)}</span>,
          ],
        }))}
      />
    </Section>
  )
}

export function UnitList({ tree, ids, today, most = 200 }: { tree: OrgTree; ids: readonly string[]; today: Day; most?: number }) {
  return (
    <Sheet>
      <ul>
        {ids.slice(0, most).map(one => (
          <li>
            <a href={hrefOf(one, tree.day, today)}>{title(tree, one, tree.day)}</a>
          </li>
        ))}
        {ids.length > most ? <li class="soft">{`và ${formatNumber(ids.length - most)} đơn vị khác`}</li> : null}
      </ul>
    </Sheet>
  )
}

/** The posts of the unit on that day: the names of officials in office, for those in whose reach the unit lies. */
export async function Posts(ask: Ask, id: string, day: Day) {
  const may = askForOthers(ask)('units.posts')
  if (!may?.grant.units.has(id)) return null
  const posts = await postsAt(may, id, day)
  return (
    <Section title={`Chức vụ ngày ${formatDay(day)}`} id="chuc-vu">
      {posts.length === 0 ? (
        <Empty>Ngày này chưa ghi ai giữ chức vụ ở đơn vị.</Empty>
      ) : (
        <Table
          caption="Chức vụ"
          hideCaption
          columns={[{ label: 'Người' }, { label: 'Chức vụ' }, { label: 'Thời gian' }]}
          rows={posts.map(one => ({
            cells: [one.name, [one.title, one.body].filter(Boolean).join(', '), daysOf(one.from, one.until)],
          }))}
        />
      )}
    </Section>
  )
}

/** Which body is the focal one, as it was and is. */
export async function Focal(ask: Ask, id: string, day: Day) {
  const focals = await focalsOf(ask.tx, id)
  const keeping = askForOthers(ask)('units.keep')?.grant.units.has(id) ?? false
  if (focals.length === 0 && !keeping) return null
  return (
    <Section title="Đầu mối công tác dân vận" id="dau-moi">
      {focals.length === 0 ? (
        <Empty>Chưa ghi cơ quan nào làm đầu mối.</Empty>
      ) : (
        <Table
          caption="Cơ quan làm đầu mối qua thời gian"
          hideCaption
          columns={[{ label: 'Cơ quan' }, { label: 'Thời gian' }]}
          rows={focals.map(one => ({
            cells: [
              <>
                <a href={`/don-vi/${one.bodyId}`}>{nameAt(ask.tree, one.bodyId, day)}</a>
                {one.decision === '' ? null : <span class="soft small"> {one.decision}</span>}
              </>,
              daysOf(one.from, one.until),
            ],
          }))}
        />
      )}
      {keeping && ask.tree.unit(id) ? (
        <p class="after">
          <a href={`/don-vi/${id}/dau-moi`}>Ghi cơ quan làm đầu mối</a>
        </p>
      ) : null}
    </Section>
  )
}

export async function Bodies(ask: Ask, tree: OrgTree, id: string) {
  const bodies = LINES.slice(1).flatMap(([line]) => tree.units(line).filter(one => one.areaId === id))
  if (bodies.length === 0) return null
  const follows = await followsOn(
    ask.tx,
    bodies.map(one => one.id),
    tree.day,
  )
  return (
    <Section title="Tổ chức trên địa bàn" id="to-chuc">
      <Sheet>
        <ul>
          {bodies.map(one => (
            <li>
              <a href={hrefOf(one.id, tree.day, ask.today)}>{one.name}</a>
              {follows.get(one.id) === true ? <span class="soft small"> đi theo địa bàn</span> : null}
            </li>
          ))}
        </ul>
      </Sheet>
    </Section>
  )
}

/** Of a body: whether it merges together with its area. */
export async function Following(ask: Ask, id: string) {
  const follows = (await followsOn(ask.tx, [id], ask.today)).get(id)
  const keeping = askForOthers(ask)('units.keep')?.grant.units.has(id) ?? false
  return (
    <Section title="Khi địa bàn sắp xếp" id="di-theo">
      <Sheet>
        <p>
          {follows === true
            ? 'Tổ chức đi theo địa bàn: sáp nhập, chia tách, kết thúc cùng ngày với địa bàn.'
            : follows === false
              ? 'Tổ chức không đi theo địa bàn: hoạt động tiếp đến khi có quyết định riêng.'
              : 'Chưa ghi; tổ chức hoạt động tiếp đến khi có quyết định riêng.'}
        </p>
        {keeping ? (
          <p>
            <a href={`/don-vi/${id}/di-theo`}>Ghi việc đi theo địa bàn</a>
          </p>
        ) : null}
      </Sheet>
    </Section>
  )
}

/** Of a past area that had others under it: which units of today have their land. */
export function LandNow({ tree, id }: { tree: OrgTree; id: string }) {
  const last = tree.history.lastOn(id, tree.day)
  if (!last?.until || last.line !== 'area') return null
  const then = tree.on(last.until)
  const now = new Set(
    then.children(id).flatMap(child => (child.level === 'hamlet' ? [] : [...tree.successors(child.id, last.until ?? undefined)])),
  )
  if (now.size === 0) return null
  const sorted = [...now].sort((a, b) => alphabetical(tree.nameOn(a, tree.day) ?? '', tree.nameOn(b, tree.day) ?? ''))
  return (
    <Section title={`Địa bàn nay thuộc ${formatNumber(now.size)} đơn vị`} id="dia-ban-nay">
      <UnitList tree={tree} ids={sorted} today={tree.day} />
    </Section>
  )
}

export async function HandOvers(ask: Ask, id: string, ended: boolean) {
  const other = askForOthers(ask)
  const reading = other('units.hand-over-read')
  if (!reading?.grant.units.has(id)) return null
  const records = await handOversAbout(reading, id)
  const writing = other('units.hand-over')?.grant.units.has(id) ?? false
  if (records.length === 0 && !ended) return null
  return (
    <Section title="Bàn giao" id="ban-giao">
      {records.length === 0 ? (
        <Empty act={writing ? { label: 'Lập biên bản bàn giao.', href: `/don-vi/ban-giao/lap?don-vi=${id}` } : undefined}>
          Chưa lập biên bản bàn giao của đơn vị này.
        </Empty>
      ) : (
        <Sheet>
          <ul>
            {records.map(one => (
              <li>
                <a href={`/don-vi/ban-giao/${one.id}`}>
                  {`${formatDay(one.onDay)}: ${nameAt(ask.tree, one.fromId, one.onDay)} bàn giao cho ${nameAt(ask.tree, one.toId, one.onDay)}`}
                </a>
                {one.correctedBy ? <span class="soft small"> (đã có biên bản đính chính)</span> : null}
              </li>
            ))}
          </ul>
        </Sheet>
      )}
    </Section>
  )
}

const KEPT = 60

/** The past units whose papers are in its hands, the last ended first. */
export function KeptPast({ tree, id }: { tree: OrgTree; id: string }) {
  const past = [...tree.inCare(id)].filter(one => !tree.unit(one) && tree.keeper(one) === id)
  if (past.length === 0) return null
  return (
    <Section title={`Giữ hồ sơ của ${formatNumber(past.length)} đơn vị cũ`} id="giu-ho-so">
      <Sheet>
        <ul>
          {past
            .map(one => ({ one, until: tree.history.lastOn(one, tree.day)?.until ?? null }))
            .sort((a, b) => (b.until ?? '').localeCompare(a.until ?? ''))
            .slice(0, KEPT)
            .map(({ one, until }) => (
              <li>
                <a href={`/don-vi/${one}`}>{title(tree, one, tree.day)}</a>
                {until === null ? null : <span class="soft small"> {`đến hết ${formatDay(until)}`}</span>}
              </li>
            ))}
          {past.length > KEPT ? <li class="soft">{`và ${formatNumber(past.length - KEPT)} đơn vị khác`}</li> : null}
        </ul>
      </Sheet>
    </Section>
  )
}
