// What stands against an indicator or a regime before it goes live, in sentences. Pure.
import { addDays, type Day, lookForDay } from '../../../ground/day.ts'
import { type Refusal, refuse } from '../../../ground/faults.ts'
import { formatDay, searchKey } from '../../../ground/vietnamese.ts'
import { mayList } from '../enclosing/listed.ts'
import { type Definition, LEVELS, type ReporterLevel, type WindowRule } from './catalogue.ts'
import type { IndicatorDesign, RegimeDesign } from './design.ts'

/** The last window opened under what is to change: it keeps what it was opened with. */
export interface LastWindow {
  readonly label: string
  readonly until: Day
}

const CODE = /^[A-Z][A-Z0-9]{1,9}$/u
const REGIME_CODE = /^[A-Z][A-Z0-9-]{1,19}$/u
export const LEVEL_WORDS: Readonly<Record<ReporterLevel, string>> = { commune: 'cấp xã', district: 'cấp huyện', province: 'cấp tỉnh' }

/** "DVK01, DVK08": the codes a person typed in one box. */
export const codesIn = (typed: string): readonly string[] =>
  typed
    .toUpperCase()
    .split(/[\s,;+]+/u)
    .filter(code => code !== '')

function startsTooEarly(from: string, last: LastWindow | undefined, begun: Day | null, what: string): Refusal[] {
  if (from === '' && !last) return []
  const start = lookForDay(from)
  if (start && begun !== null && start <= begun)
    return [refuse('reports.design-from', `Bản hiện có áp dụng từ ngày ${formatDay(begun)}; bản mới phải sau ngày ấy.`, 'from')]
  if (!start) return [refuse('reports.design-from', 'Áp dụng từ ngày: ghi ngày/tháng/năm, ví dụ 01/01/2027.', 'from')]
  if (last && start <= last.until)
    return [
      refuse(
        'reports.design-window-open',
        `Kỳ ${last.label} đã mở và chốt ngày ${formatDay(last.until)}; ${what} của kỳ ấy không đổi được nữa. Chọn từ ngày ${formatDay(addDays(last.until, 1))} trở đi.`,
        'from',
      ),
    ]
  return []
}

/** The way from a code along `next` back to itself, or undefined when it comes to an end. */
function circle(start: string, next: (code: string) => readonly string[]): readonly string[] | undefined {
  const walk = (at: string, way: readonly string[]): readonly string[] | undefined => {
    for (const one of next(at)) {
      if (one === start) return [...way, one]
      if (way.includes(one)) continue
      const found = walk(one, [...way, one])
      if (found) return found
    }
    return undefined
  }
  return walk(start, [start])
}

export interface IndicatorAround {
  /** The catalogue on the first day of the new definition. */
  readonly known: ReadonlyMap<string, Definition>
  /** Codes that were ever used. */
  readonly codes: ReadonlySet<string>
  /** The live indicator this is a new version of. */
  readonly of: Definition | undefined
  readonly counters: ReadonlySet<string>
  readonly last: LastWindow | undefined
}

/** What keeps an indicator from the catalogue. @returns the refusals: `reports.design-…`, each naming its field */
export function checkIndicator(design: IndicatorDesign, around: IndicatorAround): Refusal[] {
  const { known, of } = around
  const found: Refusal[] = []
  const no = (code: string, say: string, field: string): void => void found.push(refuse(`reports.design-${code}`, say, field))
  if (!CODE.test(design.code)) no('code-shape', 'Mã chỉ tiêu: 2 đến 10 chữ hoa không dấu và chữ số, bắt đầu bằng chữ, ví dụ AS20.', 'code')
  else if (!of && around.codes.has(design.code))
    no(
      'code-taken',
      `Mã ${design.code} đã dùng cho “${known.get(design.code)?.label ?? 'một chỉ tiêu khác'}”. Đặt mã khác, hoặc lập bản mới của chỉ tiêu ấy.`,
      'code',
    )
  for (const [field, name] of [
    ['label', 'Tên chỉ tiêu'],
    ['measure', 'Đơn vị tính'],
    ['group', 'Nhóm'],
  ] as const)
    if (design[field] === '') no('empty', `${name}: chưa ghi.`, field)
  if (!/^[0-4]$/u.test(design.decimals)) no('decimals', 'Số chữ số sau dấu phẩy: ghi một số từ 0 đến 4.', 'decimals')
  const same = [...known.values()].find(
    one =>
      one.code !== design.code &&
      one.subsetOf === (design.subsetOf || null) &&
      searchKey(one.label) === searchKey(design.label) &&
      searchKey(one.measure) === searchKey(design.measure),
  )
  if (same && design.label !== '')
    no(
      'twice',
      `Danh mục đã có chỉ tiêu ${same.code} “${same.label}”, ${same.measure}. Dùng chỉ tiêu ấy, hoặc đặt tên nói rõ khác ở đâu.`,
      'label',
    )
  found.push(...ratioOf(design, known), ...formulaOf(design, known), ...wholeOf(design, known))
  if (design.counter !== '') {
    if (!around.counters.has(design.counter))
      no('counter', 'Cách đếm này không có trong hệ thống. Chọn trong danh sách, hoặc để trống để nhập tay.', 'counter')
    const taken = [...known.values()].find(one => one.code !== design.code && one.counter === design.counter)
    if (taken)
      no(
        'counted-twice',
        `Những hồ sơ này đã được chỉ tiêu ${taken.code} “${taken.label}” đếm. Một loại hồ sơ không đếm hai lần.`,
        'counter',
      )
  }
  if (design.sourceUrl !== '' && !/^https?:\/\/\S+$/u.test(design.sourceUrl))
    no('url', 'Địa chỉ nguồn: bắt đầu bằng http:// hoặc https://.', 'sourceUrl')
  if (design.basis !== 'proposed' && design.source === '')
    no('source', 'Nguồn: ghi văn bản hoặc biểu mẫu đã nêu chỉ tiêu này; nếu tự đặt, chọn căn cứ “tự đề xuất”.', 'source')
  if (of && design.breakNote === '')
    no('break', 'Điều gì đổi so với bản trước: ghi một câu, câu này đứng dưới mọi bảng so sánh qua ngày đổi.', 'breakNote')
  if (of && design.from === '') no('from', 'Áp dụng từ ngày: ghi ngày bản mới có hiệu lực.', 'from')
  else found.push(...startsTooEarly(design.from, around.last, of?.from ?? null, 'cách tính'))
  return found
}

function ratioOf(design: IndicatorDesign, known: ReadonlyMap<string, Definition>): Refusal[] {
  const { kind, numerator, denominator, numeratorMeans, denominatorMeans } = design
  const parts = [numerator, denominator, numeratorMeans, denominatorMeans].some(one => one !== '')
  if (kind !== 'ratio')
    return parts
      ? [refuse('reports.design-ratio-not', 'Có tử và mẫu nhưng loại không phải là tỷ lệ. Chọn loại “tỷ lệ”, hoặc xóa tử và mẫu.', 'kind')]
      : []
  if (design.counter !== '' || design.plus !== '' || design.minus !== '' || design.opening)
    return [
      refuse(
        'reports.design-ratio-counted',
        'Tỷ lệ không đếm từ hồ sơ và không có công thức cộng trừ: đếm tử và mẫu ở hai chỉ tiêu riêng.',
        'kind',
      ),
    ]
  if (numerator === '' && denominator === '') {
    if (numeratorMeans !== '' && denominatorMeans !== '') return []
    return [
      refuse(
        'reports.design-ratio-parts',
        'Tỷ lệ cần có tử và mẫu: chọn mã hai chỉ tiêu, hoặc ghi bằng lời tử là gì, mẫu là gì. Tỷ lệ trần không cộng được.',
        'numerator',
      ),
    ]
  }
  return (
    [
      ['numerator', 'Tử', numerator],
      ['denominator', 'Mẫu', denominator],
    ] as const
  ).flatMap(([field, word, code]) => {
    const part = known.get(code)
    if (code === '') return [refuse('reports.design-ratio-parts', `${word}: chưa chọn. Tỷ lệ cần cả tử và mẫu.`, field)]
    if (!part) return [refuse('reports.design-absent', `${word}: danh mục không có chỉ tiêu ${code}.`, field)]
    if (part.kind === 'ratio')
      return [refuse('reports.design-ratio-of-ratio', `${word}: ${code} cũng là tỷ lệ. Lấy chỉ tiêu đếm được.`, field)]
    return field === 'denominator' && code === numerator
      ? [refuse('reports.design-ratio-same', 'Tử và mẫu là cùng một chỉ tiêu.', field)]
      : []
  })
}

function formulaOf(design: IndicatorDesign, known: ReadonlyMap<string, Definition>): Refusal[] {
  const found: Refusal[] = []
  if (design.opening && design.kind !== 'stock')
    found.push(
      refuse('reports.design-opening', 'Chỉ số cuối kỳ mới bắt đầu từ số đầu kỳ. Chọn loại “số cuối kỳ”, hoặc bỏ chọn.', 'opening'),
    )
  if (design.opening && design.plus === '' && design.minus === '')
    found.push(refuse('reports.design-opening', 'Số đầu kỳ cộng, trừ những gì: ghi mã chỉ tiêu cộng hoặc trừ.', 'plus'))
  const next = (code: string): readonly string[] => {
    if (code === design.code) return [...codesIn(design.plus), ...codesIn(design.minus)]
    const formula = known.get(code)?.formula
    return formula ? [...formula.plus, ...formula.minus] : []
  }
  const named = new Set<string>()
  for (const field of ['plus', 'minus'] as const)
    for (const code of codesIn(design[field])) {
      if (code === design.code) found.push(refuse('reports.design-circle', `Công thức của ${code} gọi chính nó.`, field))
      else if (!known.has(code))
        found.push(refuse('reports.design-absent', `Công thức gọi ${code}, danh mục không có chỉ tiêu này.`, field))
      else if (known.get(code)?.kind === 'ratio')
        found.push(refuse('reports.design-formula-ratio', `${code} là tỷ lệ, không cộng trừ được.`, field))
      else if (known.get(code)?.formula && known.get(code)?.counter === null)
        found.push(
          refuse('reports.design-formula-deep', `${code} cũng tính bằng công thức. Gọi thẳng các chỉ tiêu mà ${code} cộng trừ.`, field),
        )
      if (named.has(code)) found.push(refuse('reports.design-line-twice', `Công thức gọi ${code} hai lần.`, field))
      named.add(code)
    }
  const way = circle(design.code, next)
  if (way && way.length > 2) found.push(refuse('reports.design-circle', `Công thức đi vòng: ${way.join(' → ')}. Bỏ một mối.`, 'plus'))
  return found
}

function wholeOf(design: IndicatorDesign, known: ReadonlyMap<string, Definition>): Refusal[] {
  const { subsetOf, code } = design
  if (subsetOf === '')
    return design.addsUp
      ? [refuse('reports.design-adds-up', 'Chọn “các phần cộng lại bằng cái chung” thì phải nêu chỉ tiêu chung.', 'subsetOf')]
      : []
  const whole = known.get(subsetOf)
  if (subsetOf === code) return [refuse('reports.design-circle', 'Chỉ tiêu không thể là một phần của chính nó.', 'subsetOf')]
  if (!whole) return [refuse('reports.design-absent', `Là một phần của ${subsetOf}: danh mục không có chỉ tiêu này.`, 'subsetOf')]
  if (whole.kind === 'ratio' || design.kind === 'ratio')
    return [refuse('reports.design-part-ratio', 'Tỷ lệ không có phần và không là phần của chỉ tiêu khác.', 'subsetOf')]
  if (whole.kind !== design.kind)
    return [
      refuse(
        'reports.design-part-kind',
        `${subsetOf} là ${whole.kind === 'stock' ? 'số cuối kỳ' : 'số trong kỳ'}; phần của nó phải cùng loại.`,
        'subsetOf',
      ),
    ]
  const way = circle(code, one => (one === code ? [subsetOf] : ([known.get(one)?.subsetOf].filter(Boolean) as string[])))
  return way ? [refuse('reports.design-circle', `“Một phần của” đi vòng: ${way.join(' → ')}. Bỏ một mối.`, 'subsetOf')] : []
}

export interface RegimeAround {
  readonly known: ReadonlyMap<string, Definition>
  readonly codes: ReadonlySet<string>
  /** It is a new version of a regime that is live. */
  readonly isLive: boolean
  /** The first day of its form in force. */
  readonly begun: Day | null
  readonly last: LastWindow | undefined
}

export type DesignStep = 'chung' | 'chi-tieu' | 'phan-loi' | 'thoi-han'
export interface Finding extends Refusal {
  readonly step: DesignStep
}

/** What keeps a regime from going live, by the step where it is mended. */
export function checkRegime(design: RegimeDesign, around: RegimeAround): Finding[] {
  const general: Refusal[] = []
  if (!REGIME_CODE.test(design.code))
    general.push(refuse('reports.design-code-shape', 'Mã chế độ: 2 đến 20 chữ hoa không dấu, chữ số, gạch nối, ví dụ DV-CHUYENDE.', 'code'))
  else if (!around.isLive && around.codes.has(design.code))
    general.push(refuse('reports.design-code-taken', `Mã ${design.code} đã dùng cho một chế độ báo cáo khác. Đặt mã khác.`, 'code'))
  if (design.name === '') general.push(refuse('reports.design-empty', 'Tên chế độ báo cáo: chưa ghi.', 'name'))
  if (design.receiver === '') general.push(refuse('reports.design-empty', 'Nơi nhận: chưa ghi báo cáo gửi cho ai.', 'receiver'))
  if (around.isLive && design.from === '')
    general.push(refuse('reports.design-from', 'Áp dụng từ ngày: ghi ngày bản mới có hiệu lực.', 'from'))
  else general.push(...startsTooEarly(design.from, around.last, around.begun, 'biểu'))
  const at = (step: DesignStep, found: readonly Refusal[]): Finding[] => found.map(one => ({ ...one, step }))
  return [
    ...at('chung', general),
    ...at('chi-tieu', [...checkLines(design.lines, around.known), ...checkLists(design, around.known)]),
    ...at('phan-loi', checkSections(design)),
    ...at('thoi-han', checkRules(design)),
  ]
}

function checkLines(lines: readonly string[], known: ReadonlyMap<string, Definition>): Refusal[] {
  if (lines.length === 0) return [refuse('reports.design-no-line', 'Biểu chưa có chỉ tiêu nào. Chọn trong danh mục.', 'tim')]
  const found: Refusal[] = []
  const no = (code: string, line: string, say: string): void => void found.push(refuse(`reports.design-${code}`, say, `dong-${line}`))
  const place = new Map<string, number>()
  const counted = new Map<string, string>()
  for (const [i, code] of lines.entries()) {
    const one = known.get(code)
    if (place.has(code)) no('line-twice', code, `Chỉ tiêu ${code} có hai lần trong biểu. Bỏ một dòng.`)
    place.set(code, i)
    if (!one) {
      no('absent', code, `Danh mục không có chỉ tiêu ${code} vào ngày áp dụng.`)
      continue
    }
    const other = one.counter === null ? undefined : counted.get(one.counter)
    if (other) no('counted-twice', code, `${code} và ${other} đếm cùng một loại hồ sơ. Giữ một chỉ tiêu.`)
    if (one.counter !== null) counted.set(one.counter, code)
    if (one.kind === 'ratio' && one.numerator === null && one.numeratorMeans === '')
      no('ratio-parts', code, `Tỷ lệ ${code} “${one.label}” không nêu tử và mẫu. Lập bản mới của chỉ tiêu này trước.`)
  }
  for (const code of lines) {
    const one = known.get(code)
    if (!one) continue
    const whole = one.subsetOf === null ? undefined : place.get(one.subsetOf)
    if (one.depth > 0 && one.subsetOf !== null && whole === undefined)
      no(
        'whole-absent',
        code,
        `Dòng ${code} “${one.label}” là một phần của ${one.subsetOf}, mà biểu không có ${one.subsetOf}. Thêm ${one.subsetOf} ở trên nó.`,
      )
    if (one.depth > 0 && whole !== undefined && whole > (place.get(code) ?? 0))
      no('whole-after', code, `Dòng ${code} “${one.label}” phải đứng dưới ${one.subsetOf}.`)
    for (const part of [one.numerator, one.denominator])
      if (part !== null && !place.has(part))
        no('absent', code, `Tỷ lệ ${code} “${one.label}” chia từ ${part}, mà biểu không có ${part}. Thêm ${part}.`)
    if (one.formula && one.counter === null)
      for (const part of [...one.formula.plus, ...one.formula.minus])
        if (!place.has(part)) no('absent', code, `${code} “${one.label}” tính từ ${part}, mà biểu không có ${part}. Thêm ${part}.`)
    const way = circle(code, at => [known.get(at)?.subsetOf].filter(Boolean) as string[])
    if (way) no('circle', code, `“Một phần của” đi vòng: ${way.join(' → ')}.`)
  }
  return found
}

/** A list is of a line of the form that counts records by itself. */
function checkLists({ lines, lists }: RegimeDesign, known: ReadonlyMap<string, Definition>): Refusal[] {
  return (lists ?? []).flatMap(code => {
    const one = known.get(code)
    const no = (why: string, say: string) => [refuse(`reports.design-${why}`, say, 'dm')]
    if (!lines.includes(code)) return no('list-absent', `Danh mục kèm theo gọi ${code}, mà biểu không có ${code}. Bỏ chọn danh mục ấy.`)
    if (!one || mayList(one)) return []
    return one.depth > 0
      ? no(
          'list-part',
          `Danh mục của ${code} “${one.label}” đã nằm trong danh mục của ${one.subsetOf ?? 'chỉ tiêu chung'}. Chọn danh mục ấy.`,
        )
      : no('list-uncounted', `${code} “${one.label}” là số nhập tay, không có hồ sơ để lập danh mục. Bỏ chọn danh mục ấy.`)
  })
}

function checkSections({ sections }: RegimeDesign): Refusal[] {
  const seen = new Set<string>()
  return sections.flatMap(({ heading, required }, i) => {
    const field = `muc-${i + 1}`
    if (heading === '')
      return required ? [refuse('reports.design-section-empty', `Mục ${i + 1}: chọn bắt buộc nhưng chưa có tên mục.`, field)] : []
    if (seen.has(searchKey(heading))) return [refuse('reports.design-section-twice', `Mục “${heading}” có hai lần.`, field)]
    seen.add(searchKey(heading))
    return []
  })
}

const WHOLE = /^-?\d{1,3}$/u
/** A count of days as typed, with a minus of any kind; undefined when it is no whole number. */
export const daysTyped = (typed: string): number | undefined => {
  const plain = typed.replace(/^[−–]/u, '-')
  return WHOLE.test(plain) ? Number(plain) : undefined
}

/** The rules as typed, those that can be read. */
export const readRules = (design: Pick<RegimeDesign, 'rules'>): WindowRule[] =>
  LEVELS.flatMap(level => {
    const typed = design.rules.find(one => one.level === level)
    if (!typed || typed.due === '') return []
    const [early, dueDays, locksDays] = [
      daysTyped(typed.until || '0'),
      daysTyped(typed.due),
      typed.locks === '' ? null : daysTyped(typed.locks),
    ]
    return early === undefined || dueDays === undefined || locksDays === undefined
      ? []
      : [{ level, untilDays: 0 - early, dueDays, locksDays }]
  })

function checkRules(design: RegimeDesign): Refusal[] {
  const found: Refusal[] = []
  for (const { level, until, due, locks } of design.rules) {
    const word = LEVEL_WORDS[level]
    if (due === '') {
      if (until !== '' || locks !== '') found.push(refuse('reports.design-due', `Hạn nộp của ${word}: chưa ghi số ngày.`, `due-${level}`))
      continue
    }
    const [early, d, l] = [daysTyped(until || '0'), daysTyped(due), locks === '' ? null : daysTyped(locks)]
    const u = early === undefined ? undefined : 0 - early
    if (u === undefined || u > 0 || u < -31)
      found.push(
        refuse(
          'reports.design-until',
          `Ngày chốt của ${word}: ghi 0 (đúng ngày cuối kỳ) hoặc số ngày chốt sớm, nhiều nhất 31.`,
          `until-${level}`,
        ),
      )
    if (d === undefined || d > 180)
      found.push(refuse('reports.design-due', `Hạn nộp của ${word}: ghi số ngày sau ngày cuối kỳ, ví dụ 5.`, `due-${level}`))
    if (l === undefined || (l !== null && l > 366))
      found.push(refuse('reports.design-locks', `Ngày khóa của ${word}: ghi số ngày sau ngày cuối kỳ, hoặc để trống.`, `locks-${level}`))
    if (u !== undefined && d !== undefined && d < u)
      found.push(refuse('reports.design-due-early', `Hạn nộp của ${word} trước ngày chốt số liệu.`, `due-${level}`))
    if (d !== undefined && l != null && l < d)
      found.push(refuse('reports.design-locks-early', `Ngày khóa của ${word} trước hạn nộp.`, `locks-${level}`))
  }
  const rules = readRules(design)
  if (rules.length === 0 && found.length === 0)
    found.push(refuse('reports.design-no-rule', 'Chưa có thời hạn của cấp nào. Ghi ít nhất hạn nộp của cấp xã.', 'due-commune'))
  rules.forEach((lower, i) => {
    const upper = rules[i + 1]
    if (!upper) return
    if (lower.dueDays > upper.dueDays)
      found.push(
        refuse(
          'reports.design-levels',
          `Hạn của ${LEVEL_WORDS[lower.level]} (${lower.dueDays} ngày) sau hạn của ${LEVEL_WORDS[upper.level]} (${upper.dueDays} ngày). Cấp dưới nộp trước.`,
          `due-${lower.level}`,
        ),
      )
    if (lower.untilDays > upper.untilDays)
      found.push(
        refuse(
          'reports.design-levels',
          `Ngày chốt của ${LEVEL_WORDS[lower.level]} sau ngày chốt của ${LEVEL_WORDS[upper.level]}.`,
          `until-${lower.level}`,
        ),
      )
  })
  return found
}
