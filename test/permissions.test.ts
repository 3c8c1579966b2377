// The permission table, tried over HTTP against what is written here by hand. A changed right is a changed line of this file.
// The seat is xã Suối Lúa for "own" (on its own things) and "elsewhere" (on those of xã Mỹ Đông), the province for "below".
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test from 'node:test'
import { GRANTS } from '../src/access/grants.ts'
import { addPerson, addPost } from '../src/access/people.ts'
import { hashPassword } from '../src/access/sessions.ts'
import { DEMO_PASSWORD } from '../src/demo/names.ts'
import { day } from '../src/ground/day.ts'
import { type Browsing, inHouse, type Shown, type TestHouse } from './house.ts'

const ROLES = ['officer', 'head', 'inspector', 'administrator'] as const
const PLACES = ['own', 'below', 'elsewhere'] as const

/**
 * yes: done, or refused only by a rule. no: the role has no such right (403). unseen: the thing is not there for this person (404).
 * One word for each place: own · below · elsewhere.
 */
const EXPECTED: Readonly<Record<string, Readonly<Record<(typeof ROLES)[number], string>>>> = {
  'kheo.read': { officer: 'yes yes unseen', head: 'yes yes unseen', inspector: 'yes yes unseen', administrator: 'no no no' },
  'kheo.register': { officer: 'yes unseen unseen', head: 'no no no', inspector: 'no no no', administrator: 'no no no' },
  'kheo.appraise': { officer: 'yes yes unseen', head: 'no no no', inspector: 'no no no', administrator: 'no no no' },
  'kheo.recognise': { officer: 'no no no', head: 'yes yes unseen', inspector: 'no no no', administrator: 'no no no' },
  'kheo.praise': { officer: 'no no no', head: 'yes yes unseen', inspector: 'no no no', administrator: 'no no no' },
  'kheo.stop': { officer: 'yes unseen unseen', head: 'no no no', inspector: 'no no no', administrator: 'no no no' },
  'reports.read': { officer: 'yes yes unseen', head: 'yes yes unseen', inspector: 'yes yes unseen', administrator: 'no no no' },
  'reports.fill': { officer: 'yes unseen unseen', head: 'yes unseen unseen', inspector: 'no no no', administrator: 'no no no' },
  'reports.submit': { officer: 'yes unseen unseen', head: 'yes unseen unseen', inspector: 'no no no', administrator: 'no no no' },
  'reports.ask-time': { officer: 'yes unseen unseen', head: 'yes unseen unseen', inspector: 'no no no', administrator: 'no no no' },
  // Nobody extends or waives their own report: only the receiver does.
  'reports.give-time': { officer: 'no yes unseen', head: 'no yes unseen', inspector: 'no no no', administrator: 'no no no' },
  'reports.waive': { officer: 'no yes unseen', head: 'no yes unseen', inspector: 'no no no', administrator: 'no no no' },
  // Nobody reviews the report of their own unit: only the receiver does.
  'reports.review': { officer: 'no yes unseen', head: 'no yes unseen', inspector: 'no no no', administrator: 'no no no' },
  // Regimes are set by the province and the centre, not by those who hand in.
  'reports.design': { officer: 'no yes no', head: 'no yes no', inspector: 'no no no', administrator: 'no no no' },
  // A unit sets its own plan while none above gave one; another's only from above it.
  'reports.plan': { officer: 'yes yes unseen', head: 'yes yes unseen', inspector: 'no no no', administrator: 'no no no' },
  'accounts.read': { officer: 'no no no', head: 'no no no', inspector: 'yes yes unseen', administrator: 'yes yes unseen' },
  'accounts.keep': { officer: 'no no no', head: 'no no no', inspector: 'no no no', administrator: 'yes yes unseen' },
  'accounts.rule': { officer: 'no no no', head: 'no no no', inspector: 'no no no', administrator: 'yes yes yes' },
  'notices.hooks': { officer: 'no no no', head: 'no no no', inspector: 'no no no', administrator: 'yes yes unseen' },
  // One's own account, wherever one sits.
  'self.log': { officer: 'yes yes yes', head: 'yes yes yes', inspector: 'yes yes yes', administrator: 'yes yes yes' },
  'self.tokens': { officer: 'yes yes yes', head: 'yes yes yes', inspector: 'yes yes yes', administrator: 'yes yes yes' },
  'self.totp': { officer: 'yes yes yes', head: 'yes yes yes', inspector: 'yes yes yes', administrator: 'yes yes yes' },
  // Refused by a rule where the one chosen does not work below the seat: that is not a matter of the role.
  'posts.delegate': { officer: 'yes yes yes', head: 'yes yes yes', inspector: 'no no no', administrator: 'yes yes yes' },
  'units.read': { officer: 'yes yes yes', head: 'yes yes yes', inspector: 'yes yes yes', administrator: 'yes yes yes' },
  'units.keep': { officer: 'no no no', head: 'no no no', inspector: 'no no no', administrator: 'yes yes unseen' },
  'units.reform': { officer: 'no no no', head: 'no no no', inspector: 'no no no', administrator: 'yes yes unseen' },
  'units.posts': { officer: 'yes yes unseen', head: 'yes yes unseen', inspector: 'yes yes unseen', administrator: 'yes yes unseen' },
  'units.hand-over': { officer: 'yes unseen unseen', head: 'yes unseen unseen', inspector: 'no no no', administrator: 'yes yes unseen' },
  'units.hand-over-read': {
    officer: 'yes yes unseen',
    head: 'yes yes unseen',
    inspector: 'yes yes unseen',
    administrator: 'yes yes unseen',
  },
}

const SEATS = { own: 'SL', below: 'MAU', elsewhere: 'SL' } as const
const THINGS = { own: 'SL', below: 'SL', elsewhere: 'MD' } as const

interface Things {
  readonly unit: string
  readonly model: string
  readonly version: string
  readonly edition: string
  readonly person: string
  readonly plan: string
  readonly handOver: string
  readonly hook: string
}

const WINDOW = 'T2026-11'
const REGISTRATION = {
  kind: 'collective',
  field: 'KINH_TE',
  on: '20/11/2026',
  situation: 'Đường vào thôn lầy lội.',
  aims: 'Có đường đi lại.',
  content: 'Góp công, góp đất.',
}

const PROBES: Readonly<Record<string, (who: Browsing, of: Things, house: TestHouse) => Promise<Shown>>> = {
  'kheo.read': (who, of) => who.get(`/kheo/${of.model}`),
  'kheo.register': (who, of) =>
    who.post('/kheo/dang-ky', { ...REGISTRATION, id: randomUUID(), unit: of.unit, title: `Mô hình ${randomUUID()}` }),
  'kheo.appraise': (who, of) =>
    who.post(`/kheo/${of.model}/tham-dinh`, { version: of.version, deed: randomUUID(), on: '21/11/2026', note: 'đã xem' }),
  'kheo.recognise': (who, of, house) =>
    who.post(`/kheo/${of.model}/cong-nhan`, {
      version: of.version,
      deed: randomUUID(),
      on: '21/11/2026',
      seat: seatOf(who, house),
      decision: '12-QĐ/ĐU',
    }),
  'kheo.praise': (who, of, house) =>
    who.post(`/kheo/${of.model}/khen`, {
      version: of.version,
      deed: randomUUID(),
      on: '21/11/2026',
      seat: seatOf(who, house),
      decision: '13-QĐ/ĐU',
    }),
  'kheo.stop': (who, of) =>
    who.post(`/kheo/${of.model}/dung`, { version: of.version, deed: randomUUID(), on: '21/11/2026', note: 'hết việc' }),
  'reports.read': (who, of) => who.get(`/bao-cao/${WINDOW}/${of.unit}`),
  'reports.fill': (who, of) => who.post(`/bao-cao/${WINDOW}/${of.unit}/luu`, { after: '1', version: '0', page: randomUUID() }),
  'reports.submit': (who, of) => who.post(`/bao-cao/${WINDOW}/${of.unit}/nop`, { after: '1', id: randomUUID() }),
  'reports.ask-time': (who, of) => who.post(`/bao-cao/${WINDOW}/${of.unit}/gia-han`, { seen: '0', den: '30/11/2026', 'ly-do': 'bão' }),
  'reports.give-time': (who, of) =>
    who.post(`/bao-cao/${WINDOW}/${of.unit}/gia-han/tra-loi`, { seen: '0', y: 'co', den: '30/11/2026', 'ly-do': 'bão' }),
  'reports.waive': (who, of) => who.post(`/bao-cao/${WINDOW}/${of.unit}/mien/het`, { seen: '0', 'ly-do': 'hết lý do miễn' }),
  'reports.review': (who, of) => who.post(`/bao-cao/${WINDOW}/xem/${of.edition}/tiep-nhan`, { id: randomUUID(), seen: '0' }),
  'reports.design': who => who.post('/bao-cao/che-do/tao', { id: randomUUID() }),
  'reports.plan': (who, of, house) =>
    who.post('/bao-cao/ke-hoach', {
      nam: '2026',
      'noi-nhan': seatOf(who, house) === house.unit('SL') ? of.unit : house.unit('MAU'),
      'che-do': 'DV-THANG',
      cot: 'DT01',
      [`k-${of.unit}_DT01`]: '9',
      'so-qd': '15-KH',
      'ngay-qd': '21/11/2026',
      seen: 'x',
    }),
  'accounts.read': (who, of) => who.get(`/can-bo/${of.person}`),
  'accounts.keep': (who, of) =>
    who.post('/can-bo/them', {
      id: randomUUID(),
      name: 'Người Mới',
      login: `moi.${randomUUID().slice(0, 8)}`,
      unit: of.unit,
      role: 'officer',
      title: 'chuyên viên',
      from: '21/11/2026',
    }),
  'accounts.rule': who => who.post('/can-bo/xac-thuc', { roles: ['administrator'] }),
  'notices.hooks': (who, of) => who.get(`/thong-bao/gui-di/${of.hook}`),
  'self.log': who => who.get('/tai-khoan/nhat-ky'),
  'self.tokens': who => who.get('/tai-khoan/ma-truy-cap'),
  'self.totp': who => who.get('/tai-khoan/xac-thuc'),
  'posts.delegate': async (who, of) => {
    const post = /name="post" value="([^"]+)"/u.exec((await who.get('/tai-khoan/uy-quyen')).text)?.[1] ?? randomUUID()
    return who.post('/tai-khoan/uy-quyen', { id: randomUUID(), post, to: of.person, from: '21/11/2026', until: '22/11/2026' })
  },
  'units.read': (who, of) => who.get(`/don-vi/${of.unit}`),
  'units.reform': (who, of) => who.get(`/don-vi/sap-xep/${of.plan}`),
  // A part of a page that anyone may open.
  'units.posts': async (who, of) => {
    const page = await who.get(`/don-vi/${of.unit}`)
    return { ...page, status: /id="chuc-vu"/u.test(page.text) ? 200 : 404 }
  },
  'units.hand-over': (who, of) => who.get(`/don-vi/ban-giao/lap?don-vi=${of.unit}`),
  'units.hand-over-read': (who, of) => who.get(`/don-vi/ban-giao/${of.handOver}`),
  'units.keep': (who, of) =>
    who.post('/don-vi/them', {
      id: randomUUID(),
      parent: of.unit,
      level: 'hamlet',
      kind: 'thôn',
      name: `Thôn ${randomUUID()}`,
      from: '21/11/2026',
    }),
}

const seatOf = (who: Browsing, house: TestHouse): string => house.unit(/^SL-|^suoilua$/u.test(who.login) ? 'SL' : 'MAU')

const verdictOf = (answer: Shown): string => {
  if (answer.status === 403) return 'no'
  if (answer.status === 404) return 'unseen'
  return [200, 303, 409, 422].includes(answer.status)
    ? 'yes'
    : `${answer.status}: ${/<h2[^>]*>[^<]*<\/h2>[\s\S]{0,400}/u.exec(answer.text)?.[0] ?? ''}`
}

/** Everyone who is needed: each role at the commune, each role at the province. */
async function everyone(house: TestHouse): Promise<ReadonlyMap<string, Browsing>> {
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  await house.inTx(async tx => {
    for (const code of ['SL', 'MAU'] as const)
      for (const role of ROLES) {
        const personId = await addPerson(tx, { name: `Người ${role}`, login: `${code.toLowerCase()}-${role}`, passwordHash, demo: true })
        await addPost(tx, { personId, unitId: house.unit(code), role, title: role, from: day('2026-01-01') })
      }
  })
  const people = new Map<string, Browsing>()
  for (const code of ['SL', 'MAU'] as const)
    for (const role of ROLES)
      people.set(`${code} ${role}`, { ...(await house.as(`${code.toLowerCase()}-${role}`)), login: `${code}-${role}` })
  return people
}

async function thingsOf(house: TestHouse, code: 'SL' | 'MD'): Promise<Things> {
  return await house.inTx(async tx => {
    const unit = house.unit(code)
    const model = await tx
      .selectFrom('kheo_model')
      .select(['id', 'version'])
      .where('unit_id', '=', unit)
      .orderBy('registered_on', 'desc')
      .executeTakeFirstOrThrow()
    const edition = await tx
      .selectFrom('report_edition')
      .innerJoin('report_window', 'report_window.id', 'report_edition.window_id')
      .select('report_edition.id')
      .where('report_window.code', '=', WINDOW)
      .where('unit_id', '=', unit)
      .executeTakeFirstOrThrow()
    const [plan, handOver, hook] = [house.unit(`plan:${code}`), house.unit(`handing:${code}`), house.unit(`hook:${code}`)]
    const [by, at] = [house.unit('person:quan'), new Date('2026-11-20T02:00:00Z')]
    await tx
      .insertInto('unit_plan')
      .values({
        id: plan,
        unit_id: unit,
        way: 'resolution',
        title: 'Thử',
        effective_on: '2027-01-01',
        source_sha256: '0'.repeat(64),
        input: JSON.stringify({ measures: [] }),
        created_by: by,
        created_at: at,
        changed_at: at,
      })
      .onConflict(twice => twice.doNothing())
      .execute()
    await tx
      .insertInto('unit_hand_over')
      .values({
        id: handOver,
        from_id: unit,
        to_id: house.unit(`DU.${code}`),
        on_day: '2026-11-20',
        decision: 'Thử',
        created_by: by,
        created_at: at,
      })
      .onConflict(twice => twice.doNothing())
      .execute()
    await tx
      .insertInto('notice_hook')
      .values({
        id: hook,
        unit_id: unit,
        name: 'Thử',
        url: 'https://thu.example/',
        acts: ['reports.submit'],
        secret: Buffer.from('x'),
        made_by: by,
        made_at: at,
      })
      .onConflict(twice => twice.doNothing())
      .execute()
    return {
      unit,
      plan,
      handOver,
      hook,
      model: model.id,
      version: String(model.version),
      edition: edition.id,
      person: house.unit(code === 'SL' ? 'person:suoilua' : 'person:mydong'),
    }
  })
}

test(
  'each right is what the table written here says, for each role on its own things, those below and those elsewhere',
  inHouse(async house => {
    const { ROOMS } = await import('../src/house.ts')
    await house.inTx(async (_tx, world) => {
      for (const room of ROOMS) await room.demo?.(world)
    })
    const people = await everyone(house)
    const found: Record<string, Record<string, string>> = {}
    for (const [action, probe] of Object.entries(PROBES)) {
      const row: Record<string, string> = {}
      for (const role of ROLES) {
        const verdicts: string[] = []
        for (const place of PLACES) {
          const who = people.get(`${SEATS[place]} ${role}`)
          if (!who) throw new Error(`nobody is ${role}`)
          verdicts.push(verdictOf(await probe(who, await thingsOf(house, THINGS[place]), house)))
        }
        row[role] = verdicts.join(' ')
      }
      found[action] = row
    }
    assert.deepEqual(found, EXPECTED)
  }),
)

test(
  'what the province receives, publishes and reads is out of reach of a commune',
  inHouse(async house => {
    const { ROOMS } = await import('../src/house.ts')
    await house.inTx(async (_tx, world) => {
      for (const room of ROOMS) await room.demo?.(world)
    })
    const [binh, an, khoa, quan] = await Promise.all(['binh', 'an', 'khoa', 'quan'].map(login => house.as(login)))
    const id = await house.inTx(async tx => ({
      document: (await tx.selectFrom('document').select('id').executeTakeFirstOrThrow()).id,
      text: (await tx.selectFrom('reading_text').select('id').where('unit_id', '=', house.unit('MAU')).executeTakeFirstOrThrow()).id,
    }))
    const province = house.unit('MAU')
    const rows: [string, string, Record<string, string>?][] = [
      ['documents.read', `/van-ban/${id.document}/tai-ve`],
      ['reading.read', `/doc-van-ban/${id.text}`],
      ['reports.read (board)', `/bao-cao/${WINDOW}/theo-doi?noi-nhan=${province}`],
      ['reports.present', `/bao-cao/${WINDOW}/trinh-ky`, { 'noi-nhan': province, id: randomUUID(), seen: 'x', ky: randomUUID() }],
      ['reports.publish', `/bao-cao/trinh-ky/${randomUUID()}/ky`, { seal: 'x' }],
      ['act-log.read', '/nhat-ky'],
    ]
    const found: Record<string, string> = {}
    for (const [name, path, fields] of rows) {
      const verdicts: string[] = []
      for (const who of [binh, an, khoa, quan]) {
        if (!who) throw new Error('nobody')
        verdicts.push(verdictOf(fields ? await who.post(path, fields) : await who.get(path)))
      }
      found[name] = verdicts.join(' ')
    }
    // officer of the province · officer of a commune · inspector and administrator of the province
    assert.deepEqual(found, {
      'documents.read': 'yes unseen yes no',
      'reading.read': 'yes unseen yes no',
      'reports.read (board)': 'yes unseen yes no',
      'reports.present': 'yes unseen no no',
      // Officers sign nothing, wherever they sit.
      'reports.publish': 'no no no no',
      'act-log.read': 'no no yes yes',
    })
  }),
)

test('every action of the table is tried here, or named as one that has no thing of its own', () => {
  const without = [
    'self',
    'units.add-past',
    'kheo.confirm',
    'reports.consolidate',
    'reports.present',
    'reports.publish',
    'reports.open',
    'documents.read',
    'reading.read',
    'reading.upload',
    'reading.decide',
    'act-log.read',
  ]
  assert.deepEqual(
    Object.keys(GRANTS)
      .filter(action => !(action in EXPECTED))
      .sort(),
    [...without].sort(),
  )
})
