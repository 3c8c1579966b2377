// A unit with its whole life: names, parents, what it came from and what it became, posts, bodies, papers kept.
import type { Ask, AskFor } from '../../../access/ask.ts'
import { askForOthers } from '../../../access/ask.ts'
import type { Day } from '../../../ground/day.ts'
import { missing } from '../../../ground/faults.ts'
import { capital, formatDay, formatNumber } from '../../../ground/vietnamese.ts'
import type { OrgTree } from '../../../org/tree.ts'
import { ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section, Two } from '../../../web/parts/section.tsx'
import { Life } from '../../../web/parts/steps.tsx'
import { Table } from '../../../web/parts/table.tsx'
import type { Room } from '../../../web/room.ts'
import type { Page } from '../../../web/route.ts'
import { dayOf, lifeOf } from '../life.ts'
import { hrefOf, nameAt, title } from '../words.ts'
import { type CameBack, DayForm } from './day-form.tsx'
import { Bodies, Comparing, Focal, Following, HandOvers, KeptPast, LandNow, Passing, Posts, UnitList } from './unit-sections.tsx'

const parentsOf = (tree: OrgTree, id: string) => (tree.life(id)?.versions ?? []).filter(one => one.parentId !== null).reverse()

async function sections(asking: AskFor, rooms: readonly Room[], id: string) {
  const found = []
  for (const room of rooms) if (room.aboutUnit) found.push(...(await room.aboutUnit(asking, id)))
  return found
}

export async function unitPage(
  ask: Ask<'units.read'>,
  rooms: readonly Room[],
  id: string,
  asked: Day | undefined,
  back?: CameBack,
): Promise<Page> {
  const life = ask.tree.life(id)
  if (!life) throw missing('đơn vị này')
  const day = asked ?? ask.today
  const tree = ask.tree.on(day)
  const standing = tree.unit(id)
  const parents = parentsOf(ask.tree, id)
  const name = title(ask.tree, id, day)
  const entries = lifeOf(ask.tree, id)
  const lastBig = entries.find(one => one.big && one.day !== null && one.day <= ask.today)?.day
  const coming = entries.filter(one => one.day !== null && one.day > ask.today)
  const keeper = ask.tree.keeper(id)
  const children = standing ? tree.children(id, standing.line) : []
  const about = await sections(askForOthers(ask), rooms, id)
  const ended = ask.tree.known(id) && ask.tree.unit(id) === undefined
  const isArea = (standing ?? life.versions[0])?.line === 'area'
  const handing = askForOthers(ask)('units.hand-over')?.grant.units.has(id) ?? false
  return {
    title: back ? `Lỗi: ${name}` : name,
    page: (
      <>
        <Crumb
          steps={[
            { label: 'Đơn vị', href: '/don-vi' },
            ...tree
              .path(id)
              .slice(0, -1)
              .map(one => ({ label: title(tree, one.id, day), href: hrefOf(one.id, day, ask.today) })),
            { label: name },
          ]}
        />
        <PageHead
          title={name}
          sub={
            <>
              {ended ? `${capital(ask.tree.label(id))}. ` : ''}
              {standing ? '' : `Không hoạt động vào ngày ${formatDay(day)}. `}
              {life.addedByOfficer ? <strong>Do cán bộ bổ sung. </strong> : null}
              {ended && keeper ? (
                <>
                  Hồ sơ do <a href={`/don-vi/${keeper}`}>{nameAt(ask.tree, keeper, ask.today)}</a> giữ.
                </>
              ) : null}
              {standing?.code ? <span class="soft"> Mã ngày này: {standing.code}.</span> : null}
            </>
          }
          actions={<DayForm at={`/don-vi/${id}`} day={day} back={back} />}
        />
        <ErrorSummary fault={back?.fault} />
        {coming.length > 0 ? (
          <Note tone="soon" title="Sắp tới">
            <ul>
              {coming.map(one => (
                <li>{`Từ ${dayOf(one)}: ${one.what}`}</li>
              ))}
            </ul>
          </Note>
        ) : null}
        <Two
          main={
            <>
              {about.map((one, i) => (
                <Section title={one.heading} id={`phan-${i + 1}`} first={i === 0}>
                  {one.body}
                </Section>
              ))}
              <Section title="Các mốc, mới nhất ở trên" id="moc" first={about.length === 0}>
                <Life
                  events={entries.map(one => ({
                    day: dayOf(one),
                    big: one.big,
                    what: one.what,
                    added: one.added,
                    ...(one.title === undefined ? {} : { title: one.title }),
                    ...(one.source === '' ? {} : { source: one.source }),
                  }))}
                />
              </Section>
              <Passing tree={ask.tree} id={id} />
              {ended ? <LandNow tree={ask.tree} id={id} /> : null}
              {await HandOvers(ask, id, ended)}
              {await Posts(ask, id, day)}
              <KeptPast tree={ask.tree} id={id} />
            </>
          }
          aside={
            <>
              <Section title="Thuộc cấp nào, khi nào" id="cap-tren" first>
                {parents.length === 0 ? (
                  <Empty>{standing?.level === 'centre' ? 'Đơn vị ở trên cùng.' : 'Chưa rõ đơn vị cấp trên.'}</Empty>
                ) : (
                  <Table
                    caption="Cấp trên qua thời gian"
                    hideCaption
                    columns={[{ label: 'Cấp trên' }, { label: 'Từ' }, { label: 'Đến hết' }]}
                    rows={parents.map(one => ({
                      cells: [
                        <a href={`/don-vi/${one.parentId}`}>{nameAt(ask.tree, one.parentId ?? '', one.from ?? one.until ?? ask.today)}</a>,
                        one.from === null ? 'chưa rõ' : formatDay(one.from),
                        one.until === null ? 'nay' : formatDay(one.until),
                      ],
                    }))}
                  />
                )}
              </Section>
              {standing && lastBig && !ended && isArea ? (
                <Section title="So sánh được đến đâu" id="so-sanh">
                  <Comparing tree={ask.tree} id={id} before={lastBig} />
                </Section>
              ) : null}
              {isArea ? await Focal(ask, id, day) : await Following(ask, id)}
              {children.length > 0 ? (
                <Section title={`${formatNumber(children.length)} đơn vị trực thuộc ngày ${formatDay(day)}`} id="truc-thuoc">
                  <UnitList tree={tree} ids={children.map(one => one.id)} today={ask.today} />
                </Section>
              ) : null}
              {standing?.line === 'area' ? await Bodies(ask, tree, id) : null}
              {standing && !ended && !isArea && handing ? (
                <p class="after">
                  <ButtonLink small href={`/don-vi/ban-giao/lap?don-vi=${id}`}>
                    Lập biên bản bàn giao
                  </ButtonLink>
                </p>
              ) : null}
            </>
          }
        />
      </>
    ),
  }
}
