// The five real texts of ../shared/seeds, brought, decided upon and shown over HTTP. Where they are not on the machine the test says
// so and runs on texts of our own that are made the same way. No name and no figure of the seeds stands here but through their folder.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { sql } from 'kysely'
import { type Browsing, inHouse, type TestHouse } from '../../../test/house.ts'

const SHARED = join(import.meta.dirname, '..', '..', '..', '..', 'shared')
const there = existsSync(join(SHARED, 'seeds')) && existsSync(join(SHARED, 'reading', 'gold'))

interface GoldFigure {
  readonly measure: string
  readonly value: number
  readonly scope: string | null
  readonly qualifier: string | null
}

interface Case {
  readonly name: string
  readonly text: string
  /** What the unit's page must show, as annotated by hand. */
  readonly figures: readonly GoldFigure[]
}

/** Texts of our own: a town with a part registered upward, a share of voters, a phase with a stock, commended models, and one without figures. */
const OWN: readonly Case[] = [
  {
    name: 'own-town',
    text: 'Trong năm 2019, Khối Dân vận thị trấn đã phát động đăng ký thực hiện được 33 mô hình tập thể và 14 mô hình cá nhân; trong đó, đã đăng ký 06 mô hình tập thể, 06 mô hình cá nhân về Ban Dân vận Huyện ủy.\n',
    figures: [
      { measure: 'models_registered_collective', value: 33, scope: null, qualifier: null },
      { measure: 'models_registered_individual', value: 14, scope: null, qualifier: null },
      { measure: 'models_registered_collective', value: 6, scope: null, qualifier: 'trong đó' },
      { measure: 'models_registered_individual', value: 6, scope: null, qualifier: 'trong đó' },
    ],
  },
  {
    name: 'own-turnout',
    text: 'Sáng ngày 17/6/2021, Ban Dân vận Huyện ủy tổ chức hội nghị giao ban công tác dân vận 6 tháng đầu năm 2021. Cuộc bầu cử đại biểu Quốc hội và HĐND các cấp thành công với tỷ lệ cử tri đi bầu đạt 99,8%.\n',
    figures: [{ measure: 'voter_turnout_pct', value: 99.8, scope: null, qualifier: null }],
  },
  {
    name: 'own-phase',
    text: 'Sáng ngày 18/12/2020, Ban Dân vận Huyện ủy Khe Sơn tổ chức hội nghị tổng kết công tác dân vận năm 2020.\n\nGiai đoạn 2016 – 2020, toàn huyện đã đăng ký xây dựng 44 mô hình “Dân vận khéo”; nâng tổng số mô hình “Dân vận khéo” của huyện lên 173 mô hình.\n\nTại hội nghị, có 12 tập thể, 19 cá nhân được nhận giấy khen của Huyện ủy Khe Sơn.\n',
    figures: [
      { measure: 'models_registered_total', value: 44, scope: null, qualifier: null },
      { measure: 'models_cumulative', value: 173, scope: null, qualifier: null },
      { measure: 'commended_collectives', value: 12, scope: 'Huyện ủy Khe Sơn', qualifier: 'giấy khen' },
      { measure: 'commended_individuals', value: 19, scope: 'Huyện ủy Khe Sơn', qualifier: 'giấy khen' },
    ],
  },
  {
    name: 'own-commended',
    text: 'Ngày 06/01/2022, Huyện ủy Giồng Tràm tổ chức hội nghị tổng kết công tác dân vận năm 2021.\n\nLãnh đạo Huyện ủy Giồng Tràm trao tặng giấy khen cho các tập thể và cá nhân.\n\nTrong năm 2021, các đơn vị, địa phương đã đăng ký xây dựng 84 mô hình dân vận khéo, trong đó có 39 mô hình tiêu biểu được tuyên dương khen thưởng các cấp.\n\nDịp này, 41 tập thể và 26 cá nhân được UBND huyện Giồng Tràm biểu dương khen thưởng.\n',
    figures: [
      { measure: 'models_registered_total', value: 84, scope: null, qualifier: null },
      { measure: 'other', value: 39, scope: null, qualifier: 'trong đó' },
      { measure: 'commended_collectives', value: 41, scope: 'UBND huyện Giồng Tràm', qualifier: null },
      { measure: 'commended_individuals', value: 26, scope: 'UBND huyện Giồng Tràm', qualifier: null },
    ],
  },
  {
    name: 'own-nothing',
    text: 'Ngày 29/10/2020, Ban Dân vận Tỉnh ủy tổ chức hội nghị giao ban công tác dân vận 9 tháng đầu năm 2020.\n',
    figures: [],
  },
]

const seeds = (): readonly Case[] =>
  readdirSync(join(SHARED, 'seeds'))
    .filter(name => name.endsWith('.txt'))
    .sort()
    .map(name => {
      const gold = JSON.parse(readFileSync(join(SHARED, 'reading', 'gold', name.replace('.txt', '.json')), 'utf8')) as {
        figures: GoldFigure[]
      }
      return { name: name.replace('.txt', ''), text: readFileSync(join(SHARED, 'seeds', name), 'utf8'), figures: gold.figures }
    })

interface Kept {
  readonly id: string
  readonly measure: string
  readonly value: number
  readonly part_of: string | null
  readonly proposal_id: string | null
  readonly whole: number | null
  readonly decided_by_body: string | null
  readonly presented_by: string | null
  readonly inferred: boolean
  readonly assumption: string | null
  readonly denominator: number | null
}

async function keptOf(house: TestHouse, textId: string): Promise<readonly Kept[]> {
  const { rows } = await sql<Kept>`
    select f.id, f.measure, f.value, f.part_of, f.proposal_id, w.value as whole, f.decided_by_body, f.presented_by, f.inferred, f.assumption, f.denominator
      from stated_figure f join stated_event e on e.id = f.event_id left join stated_figure w on w.proposal_id = f.part_of
     where e.text_id = ${textId}::uuid order by f.start, f.id`.execute(house.db)
  return rows
}

const plain = (html: string): string =>
  html
    .replace(/<[^>]+>/gu, ' ')
    .replaceAll('&quot;', '"')
    .replace(/\s+/gu, ' ')

/** Brings all texts in one upload, names a past unit for each, takes every fact and every figure that follows; answers text and unit ids. */
async function through(
  house: TestHouse,
  person: Browsing,
  cases: readonly Case[],
): Promise<readonly { case: Case; textId: string; unitId: string }[]> {
  const id = randomUUID()
  const sent = await person.upload(
    '/doc-van-ban',
    { id },
    cases.map(one => ({ field: 'files', name: `${one.name}.txt`, bytes: new TextEncoder().encode(one.text) })),
  )
  assert.equal(sent.location, `/doc-van-ban?lan=${id}`)
  assert.match(plain((await person.get(sent.location)).text), new RegExp(`Đã nhận ${cases.length} trên ${cases.length} tệp`, 'u'))
  const { rows: texts } = await sql<{ id: string; name: string }>`select id, name from reading_text`.execute(house.db)
  const done: { case: Case; textId: string; unitId: string }[] = []
  for (const one of cases) {
    const textId = texts.find(text => text.name === `${one.name}.txt`)?.id ?? ''
    const at = `/doc-van-ban/${textId}`
    const framed = await person.post(`${at}/chung`, {
      version: '1',
      unit: 'new',
      type: 'annual_summary',
      happened: '',
      periods: 'năm 2020; 2016–2020',
      pastName: `Cũ ${one.name}`,
      pastKind: 'huyện',
      pastUntil: '30/6/2025',
    })
    assert.equal(framed.status, 303, plain(framed.text).slice(0, 500))
    for (;;) {
      const [, waiting] = /name="accept" value="([^"]+)"/u.exec((await person.get(at)).text) ?? []
      if (waiting === undefined) break
      const taken = await person.post(`${at}/quyet-dinh`, { accept: waiting })
      assert.equal(taken.status, 303, plain(taken.text).slice(0, 500))
    }
    const [, offer] = /name="infer" value="([^"]+)"/u.exec((await person.get(at)).text) ?? []
    if (offer !== undefined) assert.equal((await person.post(`${at}/quyet-dinh`, { infer: offer })).status, 303)
    const { rows } = await sql<{ unit: string }>`select unit_id as unit from stated_event where text_id = ${textId}::uuid`.execute(house.db)
    done.push({ case: one, textId, unitId: rows[0]?.unit ?? '' })
  }
  return done
}

const words = (value: number): string => new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 4 }).format(value)

const check = (cases: () => readonly Case[]) =>
  inHouse(async house => {
    const binh = await house.as('binh')
    for (const { case: one, textId, unitId } of await through(house, binh, cases())) {
      const kept = (await keptOf(house, textId)).filter(figure => !figure.inferred)
      const page = plain((await binh.get(`/don-vi/${unitId}`)).text)
      assert.match(page, /do cán bộ bổ sung/iu)
      for (const wanted of one.figures) {
        const about = `${one.name}: ${wanted.measure} ${wanted.value}`
        const found = kept.find(figure => figure.measure === wanted.measure && figure.value === wanted.value)
        assert.ok(found, `${about} is not kept among ${kept.map(figure => `${figure.measure} ${figure.value}`).join(', ')}`)
        assert.ok(page.includes(words(wanted.value)), `${about} is not on the unit's page`)
        // What stands after "trong đó" is a part of the larger count of its own kind, or of the models registered.
        const isPart = wanted.qualifier?.startsWith('trong đó') ?? false
        assert.equal(found.whole !== null, isPart, about)
        if (isPart) {
          const whole = one.figures.find(
            other =>
              other.measure === (wanted.measure === 'other' ? 'models_registered_total' : wanted.measure) && other.value > wanted.value,
          )
          assert.equal(found.whole, whole?.value, about)
        }
        if (wanted.measure.startsWith('commended_')) assert.equal(found.decided_by_body, wanted.scope, about)
        if (wanted.measure === 'voter_turnout_pct') assert.match(page, /thiếu tử số, mẫu số/u)
      }
      const standing = one.figures.find(figure => figure.measure === 'models_cumulative')
      const added = one.figures.find(figure => figure.measure === 'models_registered_total')
      const inferred = (await keptOf(house, textId)).filter(figure => figure.inferred)
      if (standing && added) {
        assert.deepEqual(
          inferred.map(figure => [figure.value, figure.assumption]),
          [[standing.value - added.value, 'giả định không có mô hình dừng']],
        )
        assert.match(page, /suy ra, giả định không có mô hình dừng/u)
        assert.ok(page.includes(words(standing.value - added.value)))
      } else assert.equal(inferred.length, 0)
      // An award decided by one body and handed over by another keeps both.
      const handed = kept.find(figure => figure.presented_by?.startsWith('Lãnh đạo'))
      if (handed) assert.notEqual(handed.presented_by, handed.decided_by_body)
    }
    const { rows } = await sql<{ total: number; handed: number }>`
      select count(*) filter (where measure like 'commended%') as total, count(*) filter (where presented_by like 'Lãnh đạo Huyện ủy%') as handed from stated_figure`.execute(
      house.db,
    )
    assert.ok((rows[0]?.handed ?? 0) >= 2, 'who handed the awards over was not seen')
  })

test(
  'texts of our own come out right through HTTP: parts of a whole, a stock and what follows from it, who decided and who handed over',
  check(() => OWN),
)

if (there) test('the five real texts come out right through HTTP, against the facts annotated by hand', check(seeds))
else console.error('../shared/seeds is not here: only texts of our own were tried')
