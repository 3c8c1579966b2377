// The catalogue that comes with the system: every fact of the survey is in it, and what a body made is never overwritten.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { freshDatabase } from '../../../../test/database.ts'
import { inHouse } from '../../../../test/house.ts'
import { day } from '../../../ground/day.ts'
import { openDatabase, sql } from '../../../ground/db.ts'
import { serve } from '../../../main.ts'
import { STARTER_INDICATORS, STARTER_REGIMES, seek } from './catalogue.ts'
import { asTyped, EMPTY_REGIME } from './design.ts'
import { checkRegime } from './design-rules.ts'
import { byCode, definitionsOn, findRegime, loadCatalogue, regimesInSight } from './store-catalogue.ts'

// The survey lies outside the project; where it is absent the project's own list of what it carries over is checked alone.
const SURVEY = join(import.meta.dirname, '../../../../../shared/research/indicators.json')
interface Surveyed {
  readonly code: string
  readonly type: string
  readonly unit: string
  readonly basis: string
  readonly source_url: string
}
const surveyed = (): readonly Surveyed[] => (existsSync(SURVEY) ? (JSON.parse(readFileSync(SURVEY, 'utf8')) as Surveyed[]) : [])

test('each of the 190 indicators of the survey is in the catalogue with a source and a basis', () => {
  const carried = new Map(STARTER_INDICATORS.flatMap(one => (one.carries ?? []).map(code => [code, one] as const)))
  assert.equal(carried.size, 190)
  for (const one of STARTER_INDICATORS) {
    assert.ok(one.source !== '', one.code)
    assert.ok(['observed', 'law', 'mentioned', 'proposed'].includes(one.basis), one.code)
    if (one.basis === 'proposed' || one.basis === 'mentioned') assert.equal(one.toCheck, true, one.code)
  }
  for (const { code, basis, source_url: url } of surveyed()) {
    const mains = STARTER_INDICATORS.filter(one => one.carries?.includes(code))
    assert.ok(mains.length > 0, code)
    assert.ok(
      mains.some(one => one.basis === basis),
      `${code}: ${basis}`,
    )
    const address = /^https?:\/\/\S+/u.exec(url)?.[0]
    if (address)
      assert.ok(
        mains.some(one => one.sourceUrl === address),
        `${code}: ${address}`,
      )
  }
})

test('a share stays a share, a stock a stock: the kind of every fact carries over', () => {
  const kinds: Readonly<Record<string, readonly string[]>> = {
    percent: ['ratio'],
    stock: ['stock'],
    count: ['flow', 'stock', 'ratio'],
    sum: ['flow', 'ratio'],
    boolean: ['stock'],
  }
  for (const { code, type } of surveyed()) {
    const mains = STARTER_INDICATORS.filter(one => one.carries?.includes(code) && !one.kept)
    if (mains.length > 0)
      assert.ok(
        mains.some(one => kinds[type]?.includes(one.kind ?? '')),
        `${code}: ${type}`,
      )
  }
})

test('every ratio of the catalogue names both its parts', () => {
  for (const one of STARTER_INDICATORS.filter(each => each.kind === 'ratio')) {
    const named = (one.numerator && one.denominator) || (one.numeratorMeans && one.denominatorMeans)
    assert.ok(named, one.code)
  }
})

test(
  'loading brings 250 indicators and 16 regimes once, and a second time nothing',
  inHouse(async house => {
    await house.inTx(loadCatalogue)
    const count = () =>
      house.inTx(async tx => {
        const { rows } = await sql<{ i: number; r: number; f: number; w: number }>`select (select count(*) from report_indicator)::int as i,
          (select count(*) from report_regime)::int as r, (select count(*) from report_form)::int as f, (select count(*) from report_window_rule)::int as w`.execute(
          tx,
        )
        return rows[0]
      })
    const once = await count()
    assert.deepEqual(once, {
      i: STARTER_INDICATORS.length,
      r: STARTER_REGIMES.length,
      f: STARTER_REGIMES.length,
      w: STARTER_REGIMES.length * 3,
    })
    await house.inTx(loadCatalogue)
    assert.deepEqual(await count(), once)
  }),
)

test('the system brings its catalogue when it starts, under the rights of the application alone', async () => {
  const database = await freshDatabase('bare')
  const dataDir = await mkdtemp(join(tmpdir(), 'danvan-catalogue-'))
  try {
    for (const start of [1, 2]) {
      const served = await serve({ appUrl: database.appUrl, host: '127.0.0.1', port: 0, dataDir })
      await served.close()
      const { db, close } = openDatabase(database.appUrl, { size: 1 })
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from report_indicator`.execute(db)
      await close()
      assert.equal(rows[0]?.n, STARTER_INDICATORS.length, `start ${start}`)
    }
  } finally {
    await database.drop()
    await rm(dataDir, { recursive: true, force: true })
  }
})

test(
  'loading again leaves alone what a body made or explained otherwise',
  inHouse(async house => {
    await house.inTx(async tx => {
      await sql`insert into report_indicator (id, code, valid, label, measure, group_name, position, kind)
        values (gen_random_uuid(), 'LD01', daterange(null, null), 'Văn bản theo cách đếm của tỉnh', 'văn bản', 'Nhóm của tỉnh', 900, 'flow')`.execute(
        tx,
      )
      await sql`update report_indicator set means = 'Lời của tỉnh', rhythms = '{month}' where code = 'DVK01'`.execute(tx)
      await loadCatalogue(tx)
      const { rows } = await sql<{ code: string; label: string; means: string }>`
        select code, label, means from report_indicator where code in ('LD01', 'DVK01') order by code`.execute(tx)
      assert.equal(rows[1]?.label, 'Văn bản theo cách đếm của tỉnh')
      assert.equal(rows[0]?.means, 'Lời của tỉnh')
    })
  }),
)

test(
  'every regime that comes with the system would pass the check of the designer',
  inHouse(async house => {
    await house.inTx(loadCatalogue)
    await house.doing('binh', 'reports.read', async ask => {
      const known = byCode(await definitionsOn(ask, day('2026-11-21')))
      const all = await regimesInSight(ask, ask.today)
      assert.equal(all.length, STARTER_REGIMES.length)
      for (const { id } of all) {
        const { regime, forms } = await findRegime(ask, id)
        const [form] = forms
        assert.ok(form)
        const design = {
          ...EMPTY_REGIME,
          ...regime,
          lines: form.lines,
          sections: form.sections.map(heading => ({ heading, required: form.required.includes(heading) })),
          rules: form.rules.map(asTyped),
          from: '',
        }
        const findings = checkRegime(design, { known, codes: new Set(), isLive: false, begun: null, last: undefined })
        assert.deepEqual(findings, [], regime.code)
      }
    })
  }),
)

test(
  'the catalogue is found without tones, by code, by group and by what an indicator means',
  inHouse(async house => {
    await house.inTx(loadCatalogue)
    await house.doing('binh', 'reports.read', async ask => {
      const all = await definitionsOn(ask, ask.today)
      const codes = (typed: string) => seek(all, typed).map(one => one.code)
      assert.deepEqual(codes('hoi nghi doi thoai dot xuat'), ['DT02'])
      assert.ok(codes('HÒA GIẢI thành').includes('HG02'))
      assert.deepEqual(codes('as02k'), ['AS02K'])
      assert.deepEqual(codes('không có chỉ tiêu này'), [])
    })
  }),
)

test(
  'a definition in force is not rewritten, a form in force neither, not even by the owner of the tables',
  inHouse(async house => {
    const refused = (statement: ReturnType<typeof sql>, constraint: string) =>
      assert.rejects(
        house.inTx(async tx => void (await statement.execute(tx))),
        (error: { constraint?: string }) => error.constraint === constraint,
      )
    await refused(sql`update report_indicator set label = 'khác' where code = 'DVK01'`, 'report_indicator_kept')
    await refused(sql`delete from report_indicator where code = 'DVK01'`, 'report_indicator_kept')
    await refused(sql`update report_form set lines = '{DVK01}'`, 'report_form_kept')
    await refused(sql`delete from report_form`, 'report_form_kept')
  }),
)
