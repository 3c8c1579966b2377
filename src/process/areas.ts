// ./danvan areas: the official list of areas, a reform by two lists, and the figures of what is kept. One transaction each, or nothing.

import { randomUUID } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { addDays, type Day, lookForDay } from '../ground/day.ts'
import { openDatabase, snapshot, type Tx, transact } from '../ground/db.ts'
import { Fault } from '../ground/faults.ts'
import { capital, formatDay, formatNumber } from '../ground/vietnamese.ts'
import { type AreaLine, planImport, type Rejected, readAreaLines } from '../org/area-lists.ts'
import { checkAreas } from '../org/areas-check.ts'
import { type ChangeSet, checkChange, effectOf } from '../org/change-set.ts'
import { applyChange } from '../org/change-store.ts'
import { type ListFile, readList } from '../org/list-files.ts'
import { planReform, readLinks } from '../org/reform-lists.ts'
import { loadTree, readHistory } from '../org/store.ts'
import { today } from './demo.ts'
import { openMigrated } from './open.ts'
import { type Options, readOptions, required } from './options.ts'
import { readSettings } from './settings.ts'
import { reasonOf, say, Trouble, warn } from './trouble.ts'

const USAGE = `Cách dùng:
  ./danvan areas import TỆP --day YYYY-MM-DD [--dry-run]
  ./danvan areas reform DANH_SÁCH_MỚI KẾ_THỪA --effective YYYY-MM-DD [--law SỐ_HIỆU --law-title "TRÍCH YẾU"] [--dry-run]
  ./danvan areas check --json [--on YYYY-MM-DD]…`
const TOLD = 20

export async function run(args: readonly string[]): Promise<number | undefined> {
  const [what, ...words] = args
  const isDry = words.includes('--dry-run')
  const rest = words.filter(word => word !== '--dry-run')
  if (what === 'import') return importing(readOptions(rest, ['day']), isDry)
  if (what === 'reform') return reforming(readOptions(rest, ['effective', 'law', 'law-title']), isDry)
  if (what === 'check') return checking(rest)
  throw new Trouble(USAGE)
}

function dayOf(text: string, name: string): Day {
  const found = lookForDay(text)
  if (!found) throw new Trouble(`${name}: “${text}” không phải là một ngày. Ghi theo mẫu 2025-07-01.`)
  return found
}

async function listAt(path: string): Promise<ListFile> {
  try {
    // Far more than any list: what is larger is not even read.
    if (statSync(path).size > 100_000_000) throw new Trouble(`Tệp ${path} quá lớn, không phải là danh sách đơn vị.`)
    return await readList(basename(path).normalize('NFC'), readFileSync(path))
  } catch (error) {
    if (error instanceof Trouble || error instanceof Fault) throw error
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Trouble(`Không có tệp ${path}. Kiểm tra lại đường dẫn.`)
    throw new Trouble(`Không đọc được ${path}: ${reasonOf(error)}`)
  }
}

async function inDatabase<T>(work: (tx: Tx) => Promise<T>, how: typeof transact = transact): Promise<T> {
  const opened = await openMigrated(readSettings())
  const { db, close } = openDatabase(opened.appUrl, { size: 1 })
  try {
    return await how(db, work)
  } finally {
    await close()
    await opened.close()
  }
}

/** What a dry run and a real one both tell before anything is written; answers whether the set may be applied. */
function mayGoOn(set: ChangeSet, rejected: readonly Rejected[], check: () => readonly { readonly say: string }[]): boolean {
  const lines = rejected.length > 0 ? rejected.map(one => `  dòng ${one.line}: ${one.say}`) : []
  const refusals = rejected.length > 0 || set.steps.length === 0 ? [] : check().map(one => `  ${one.say}`)
  const against = [...lines, ...refusals]
  if (against.length === 0) return true
  warn(`Bị loại ${formatNumber(against.length)} dòng, chưa ghi gì vào hệ thống:\n${capped(against)}`)
  return false
}

const capped = (lines: readonly string[]): string =>
  [...lines.slice(0, TOLD), ...(lines.length > TOLD ? [`  … và ${formatNumber(lines.length - TOLD)} dòng nữa`] : [])].join('\n')

async function importing(options: Options, isDry: boolean): Promise<number> {
  const [path, ...more] = options.rest
  if (path === undefined || more.length > 0) throw new Trouble(USAGE)
  const day = dayOf(required(options, 'day'), '--day')
  const file = await listAt(path)
  const { lines, rejected: unread } = readAreaLines(file)
  return inDatabase(async tx => {
    const tree = await loadTree(tx, day)
    const plan = planImport(tree, lines, day, { id: randomUUID(), sourceName: file.name, sourceSha256: file.sha256 })
    for (const note of file.notes) say(note)
    say(
      `${file.name}, ngày ${formatDay(day)}: ${figures([
        [plan.fresh.length, 'mới'],
        [plan.same.length, 'như cũ'],
        [plan.changed.length, 'thay đổi'],
        [unread.length + plan.rejected.length, 'bị loại'],
      ])}`,
    )
    if (plan.changed.length > 0) say(capped(plan.changed.map(one => `  thay đổi: ${one.from} → ${one.to}`)))
    if (plan.absent.length > 0) say(`  ${formatNumber(plan.absent.length)} đơn vị đang có không nằm trong danh sách; giữ nguyên.`)
    if (!mayGoOn(plan.set, [...unread, ...plan.rejected], () => checkChange(tree, plan.set))) return 1
    return finish(tx, plan.set, isDry)
  })
}

async function reforming(options: Options, isDry: boolean): Promise<number> {
  const [newPath, linksPath, ...more] = options.rest
  if (newPath === undefined || linksPath === undefined || more.length > 0) throw new Trouble(USAGE)
  const day = dayOf(required(options, 'effective'), '--effective')
  const [newFile, linksFile] = [await listAt(newPath), await listAt(linksPath)]
  const read = readAreaLines(newFile)
  const linked = readLinks(linksFile)
  const law = lawOf(options, day)
  return inDatabase(async tx => {
    const tree = await loadTree(tx, addDays(day, -1))
    const plan = planReform(tree, read.lines as AreaLine[], linked.links, day, {
      id: randomUUID(),
      sourceName: `${newFile.name}, ${linksFile.name}`,
      sourceSha256: linksFile.sha256,
      ...(law ? { law } : {}),
    })
    for (const note of [...newFile.notes, ...linksFile.notes, ...plan.notes]) say(note)
    const rejected = [...named(newFile, read.rejected), ...named(linksFile, [...linked.rejected, ...plan.rejected])]
    say(
      `${newFile.name} và ${linksFile.name}, hiệu lực từ ${formatDay(day)}: ${figures([
        [plan.same.length, 'như cũ'],
        [rejected.length, 'bị loại'],
      ])}`,
    )
    if (!mayGoOn(plan.set, rejected, () => checkChange(tree, plan.set))) return 1
    // Each province's communes have a resolution of their own: none is guessed.
    if (plan.set.steps.length > 0 && !law)
      say('  Chưa ghi căn cứ: các đơn vị sẽ không nêu nghị quyết nào. Thêm --law "SỐ HIỆU" --law-title "TRÍCH YẾU".')
    if (plan.set.steps.length > 0) {
      const effect = effectOf(tree, plan.set)
      say(
        `  ${figures([
          [effect.created.length, 'lập mới'],
          [effect.renamed.length, 'đổi tên'],
          [effect.moved.length, 'chuyển cấp trên'],
          [effect.ended.length, 'kết thúc'],
          [effect.divided.length, 'bị chia'],
        ])}`,
      )
      if (effect.troubles.length > 0) say(`Việc phải làm tiếp sau khi áp dụng:\n${capped(effect.troubles.map(one => `  ${one}`))}`)
    }
    return finish(tx, plan.set, isDry)
  })
}

const named = (file: ListFile, rejected: readonly Rejected[]): Rejected[] =>
  rejected.map(one => ({ ...one, say: `(${file.name}) ${one.say}` }))

const figures = (parts: readonly (readonly [number, string])[]): string =>
  parts.map(([count, what]) => `${formatNumber(count)} ${what}`).join(', ')

/** The law named on the command line; nothing when none is. */
function lawOf(options: Options, day: Day): ChangeSet['law'] {
  const [id, title] = [options.values.get('law')?.normalize('NFC'), options.values.get('law-title')?.normalize('NFC')]
  return id ? { id, title: title ?? id, effectiveOn: day } : undefined
}

async function finish(tx: Tx, set: ChangeSet, isDry: boolean): Promise<number> {
  if (set.steps.length === 0) say('Không có gì thay đổi.')
  else if (isDry) say('Chạy thử: chưa ghi gì. Bỏ --dry-run để áp dụng.')
  else {
    await applyChange(tx, set, { personId: null, at: new Date() })
    say(`${capital('đã áp dụng')}: ${set.title}.`)
  }
  return 0
}

async function checking(words: readonly string[]): Promise<number> {
  const days: Day[] = []
  let isJson = false
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    if (word === '--json') isJson = true
    else if (word === '--on') days.push(dayOf(words[++i] ?? '', '--on'))
    else if (word.startsWith('--on=')) days.push(dayOf(word.slice(5), '--on'))
    else throw new Trouble(USAGE)
  }
  const found = await inDatabase(async tx => checkAreas((await readHistory(tx)).history, days, today()), snapshot)
  if (isJson) say(JSON.stringify(found))
  else {
    for (const one of found.days)
      say(
        `${formatDay(one.on)}: ${figures([
          [one.provinces, 'cấp tỉnh'],
          [one.districts, 'cấp huyện'],
          [one.communes, 'cấp xã'],
        ])}`,
      )
    say(
      `Vùng so sánh được: ${formatNumber(found.comparableAreas)}, trong đó ${formatNumber(found.withExactlyOneNewCommune)} vùng là đúng một xã mới; ${formatNumber(found.divided)} xã cũ bị chia.`,
    )
    say(
      `Không ai giữ hồ sơ: ${found.keepersMissing}; hai nơi cùng giữ: ${found.keepersDoubled}; cấp trên không hoạt động: ${found.orphans}; vòng: ${found.cycles}.`,
    )
  }
  // In JSON the figures are the answer, whoever asked judges them.
  return isJson || found.keepersMissing + found.keepersDoubled + found.orphans + found.cycles === 0 ? 0 : 1
}
