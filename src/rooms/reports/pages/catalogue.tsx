// The catalogue of indicators: found by words or group, and one indicator with what it means, its source and its versions.
import { randomUUID } from 'node:crypto'
import type { Ask } from '../../../access/ask.ts'
import { capital } from '../../../ground/vietnamese.ts'
import { form, optional, text, uuid } from '../../../web/input.ts'
import { Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { Empty } from '../../../web/parts/empty.tsx'
import { Pager } from '../../../web/parts/filter.tsx'
import { Form, Hidden } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Defs, Section } from '../../../web/parts/section.tsx'
import { type Row, Table, Void } from '../../../web/parts/table.tsx'
import { type Page, type Route, route } from '../../../web/route.ts'
import type { Wiring } from '../counting.ts'
import { beginIndicator, designSeats, mayChange } from '../designing/acts-design.ts'
import { type Definition, nameAlone, seek } from '../designing/catalogue.ts'
import { byCode, definitionsOn, regimesAsking, versionsOf } from '../designing/store-catalogue.ts'
import { Look } from './designer-lines.tsx'
import { designing } from './designer-list.tsx'
import {
  BASIS_WORDS,
  CATALOGUE,
  howFilled,
  indicatorDesignHref,
  indicatorHref,
  KIND_WORDS,
  LIST,
  RHYTHM_WORDS,
  regimeHref,
  ToCheck,
  validity,
} from './designer-words.tsx'

const PAGE = 60

async function cataloguePage(
  ask: Ask<'reports.read'>,
  looking: { tim?: string | undefined; nhom?: string | undefined; sau?: string | undefined },
  counters: ReadonlySet<string>,
): Promise<Page> {
  const all = await definitionsOn(ask, ask.today)
  const known = byCode(all)
  const found = seek(all, looking.tim ?? '').filter(one => !looking.nhom || one.group === looking.nhom)
  // Groups stand together, in the order in which the catalogue first names them.
  const order = [...new Set(all.map(one => one.group))]
  const sorted = order.flatMap(group => found.filter(one => one.group === group))
  const start = looking.sau === undefined ? 0 : sorted.findIndex(one => one.code === looking.sau) + 1
  const shown = sorted.slice(start, start + PAGE)
  const last = shown.at(-1)
  const query = (sau?: string): string => {
    const params = new URLSearchParams([
      ...(looking.tim ? [['tim', looking.tim]] : []),
      ...(looking.nhom ? [['nhom', looking.nhom]] : []),
      ...(sau ? [['sau', sau]] : []),
    ])
    return params.size === 0 ? CATALOGUE : `${CATALOGUE}?${params}`
  }
  const designer = designing(ask)
  const typed = all.filter(one => one.counter === null || !counters.has(one.counter)).length
  return {
    title: 'Danh mục chỉ tiêu',
    page: (
      <>
        <Crumb steps={[{ label: 'Báo cáo', href: '/bao-cao' }, { label: 'Chế độ báo cáo', href: LIST }, { label: 'Danh mục chỉ tiêu' }]} />
        <PageHead
          title={looking.tim || looking.nhom ? `${found.length} trên ${all.length} chỉ tiêu` : `Danh mục có ${all.length} chỉ tiêu`}
          sub={`${all.length - typed} chỉ tiêu hệ thống đếm từ hồ sơ; ${typed} chỉ tiêu đơn vị nhập hoặc tính từ ô khác.`}
          actions={
            designer && (
              <Form action={`${CATALOGUE}/tao`} class="row">
                <Hidden name="id" value={randomUUID()} />
                <Button kind="main">Thêm chỉ tiêu</Button>
              </Form>
            )
          }
        />
        <Look at={CATALOGUE} all={all} looking={looking} hint="Theo tên, mã, giải thích; gõ không dấu cũng được." />
        {shown.length === 0 ? (
          <Empty act={{ label: 'Xem cả danh mục.', href: CATALOGUE }}>Không có chỉ tiêu nào như vậy.</Empty>
        ) : (
          <Table
            caption="Chỉ tiêu theo nhóm"
            hideCaption
            columns={[{ label: 'Chỉ tiêu' }, { label: 'Đơn vị tính' }, { label: 'Loại' }, { label: 'Cách có số' }, { label: 'Căn cứ' }]}
            rows={shown.flatMap((one, i): Row[] => [
              ...(one.group === shown[i - 1]?.group ? [] : [{ group: one.group }]),
              {
                cells: [
                  <>
                    <a href={indicatorHref(one.code)}>{nameAlone(one, known)}</a> <span class="soft small">{one.code}</span>{' '}
                    <ToCheck is={one.toCheck} />
                  </>,
                  one.measure,
                  KIND_WORDS[one.kind],
                  howFilled(one, counters),
                  BASIS_WORDS[one.basis],
                ],
              },
            ])}
          />
        )}
        <Pager
          shown={shown.length}
          noun="chỉ tiêu"
          next={last && start + PAGE < sorted.length ? query(last.code) : undefined}
          first={start > 0 ? query() : undefined}
        />
      </>
    ),
  }
}

const linked = (code: string, known: ReadonlyMap<string, Definition>) => (
  <a href={indicatorHref(code)}>{known.has(code) ? nameAlone(known.get(code) as Definition, known) : code}</a>
)

/** What an indicator counts and from where, as terms. */
function about(one: Definition, known: ReadonlyMap<string, Definition>, wiring: Wiring) {
  const counter = one.counter === null ? undefined : wiring.counters[one.counter]
  return [
    { term: 'Cách tính', says: one.means || <Void>như tên gọi</Void> },
    {
      term: 'Loại',
      says: `${KIND_WORDS[one.kind]}, đơn vị tính: ${one.measure}${one.decimals > 0 ? `, ${one.decimals} chữ số sau dấu phẩy` : ''}`,
    },
    {
      term: 'Cách có số',
      says: counter
        ? `Hệ thống đếm: ${counter.label}`
        : howFilled(one, new Set()) === 'nhập tay'
          ? 'Đơn vị nhập; hệ thống chưa có hồ sơ để đếm'
          : `Đơn vị nhập hoặc tính: ${howFilled(one, new Set())}`,
    },
    ...(one.kind !== 'ratio'
      ? []
      : [
          { term: 'Tử', says: one.numerator ? linked(one.numerator, known) : one.numeratorMeans },
          { term: 'Mẫu', says: one.denominator ? linked(one.denominator, known) : one.denominatorMeans },
        ]),
    ...(one.subsetOf === null
      ? []
      : [{ term: one.addsUp ? 'Cộng với các phần khác bằng' : 'Là một phần của', says: linked(one.subsetOf, known) }]),
    ...(one.dimensions.length === 0 ? [] : [{ term: 'Chia được theo', says: one.dimensions.join('; ') }]),
    ...(one.rhythms.length === 0 ? [] : [{ term: 'Dùng ở báo cáo', says: one.rhythms.map(rhythm => RHYTHM_WORDS[rhythm]).join(', ') }]),
    { term: 'Căn cứ', says: BASIS_WORDS[one.basis] },
    {
      term: 'Nguồn',
      says: one.sourceUrl ? (
        <a href={one.sourceUrl} rel="noreferrer">
          {one.source || one.sourceUrl}
        </a>
      ) : (
        one.source || <Void>chưa ghi</Void>
      ),
    },
  ]
}

async function indicatorPage(ask: Ask<'reports.read'>, code: string, wiring: Wiring, isNew: boolean): Promise<Page> {
  const versions = await versionsOf(ask, code)
  const now = versions.find(one => (one.from ?? '') <= ask.today && (one.until === null || ask.today <= one.until)) ?? versions[0]
  const known = byCode(await definitionsOn(ask, ask.today))
  const asking = await regimesAsking(ask, code, ask.today)
  const designer = designing(ask)
  if (!now) return cataloguePage(ask, {}, new Set(Object.keys(wiring.counters)))
  return {
    title: now.label,
    page: (
      <>
        <Crumb steps={[{ label: 'Báo cáo', href: '/bao-cao' }, { label: 'Danh mục chỉ tiêu', href: CATALOGUE }, { label: code }]} />
        <PageHead
          over={`${code} · ${now.group}`}
          title={capital(nameAlone(now, known))}
          sub={now.madeFor === null ? 'Có sẵn trong hệ thống.' : `Do ${ask.tree.label(now.madeFor)} đặt.`}
          actions={
            designer &&
            mayChange(ask.tree, versions[0]?.madeFor ?? null, designSeats(designer)) && (
              <Form action={`${CATALOGUE}/tao`} class="row">
                <Hidden name="id" value={randomUUID()} />
                <Hidden name="cua" value={code} />
                <Button>Lập bản mới</Button>
              </Form>
            )
          }
        />
        {isNew && (
          <Note tone="ok" announce>
            Chỉ tiêu đã vào danh mục; chọn được ở mọi chế độ báo cáo.
          </Note>
        )}
        {now.toCheck && <Note tone="soon">Định nghĩa hoặc nguồn của chỉ tiêu này cần người có chuyên môn xác nhận trước khi dựa vào.</Note>}
        <Defs entries={about(now, known, wiring)} />
        <Section title="Chế độ báo cáo đang dùng" id="h-dung">
          {asking.length === 0 ? (
            <Empty>Chưa chế độ nào hỏi chỉ tiêu này.</Empty>
          ) : (
            <ul class="sheet pad effects">
              {asking.map(one => (
                <li>
                  <a href={regimeHref(one.id)}>{one.name}</a>
                </li>
              ))}
            </ul>
          )}
        </Section>
        {versions.length > 1 && (
          <Section title="Các bản" id="h-ban" foot="Số của hai bản không đem so với nhau.">
            <Table
              caption="Các bản của chỉ tiêu, mới nhất ở trên"
              hideCaption
              columns={[{ label: 'Áp dụng' }, { label: 'Tên' }, { label: 'Điều đổi' }]}
              rows={versions.map(one => ({ cells: [validity(one.from, one.until), one.label, one.breakNote || <Void>bản đầu</Void>] }))}
            />
          </Section>
        )}
        <p>
          <ButtonLink kind="plain" href={CATALOGUE}>
            Về danh mục
          </ButtonLink>
        </p>
      </>
    ),
  }
}

export function catalogueRoutes(wiring: Wiring): Route[] {
  const counters = new Set(Object.keys(wiring.counters))
  return [
    route({
      at: 'GET /bao-cao/danh-muc',
      may: 'reports.read',
      input: form({ tim: optional(text('Tìm chỉ tiêu', 100)), nhom: optional(text('Nhóm', 200)), sau: optional(text('Sau', 20)) }),
      run: (ask, looking) => cataloguePage(ask, looking, counters),
    }),
    route({
      at: 'GET /bao-cao/danh-muc/:code',
      may: 'reports.read',
      input: form({ code: text('Chỉ tiêu', 20), moi: optional(text('Mới', 2)) }),
      run: (ask, { code, moi }) => indicatorPage(ask, code, wiring, moi !== undefined),
    }),
    route({
      at: 'POST /bao-cao/danh-muc/tao',
      may: 'reports.design',
      input: form({ id: uuid('Bản thiết kế'), cua: optional(text('Chỉ tiêu', 20)), seat: optional(uuid('Đơn vị')) }),
      async run(ask, { id, cua, seat }) {
        await beginIndicator(ask, { id, of: cua, unitId: seat })
        return { seeOther: indicatorDesignHref(id) }
      },
    }),
  ]
}
