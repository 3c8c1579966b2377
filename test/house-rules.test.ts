// The rules of the house, checked on the tree itself.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import test from 'node:test'
import { BANNED_WORDS } from '../src/words.ts'

const ROOT = resolve(import.meta.dirname, '..')
const filesUnder = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap(entry => {
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? filesUnder(path) : [path]
  })

const source = filesUnder('src').filter(path => /\.tsx?$/u.test(path))
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
/** Our own files that a file imports, as paths from the root. */
const importsOf = (path: string): string[] =>
  [...read(path).matchAll(/(?:from\s+|import\s*\(\s*|import\s+)'(\.[^']+)'/gu)].map(found =>
    relative(ROOT, resolve(ROOT, dirname(path), found[1] ?? '')),
  )
const bare = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//gu, '').replace(/(^|\s)\/\/.*$/gmu, '')
const isTest = (path: string): boolean => /\.(test|examples)\.tsx?$/u.test(path)
const roomOf = (path: string): string | undefined => /^src\/rooms\/([^/]+)\//u.exec(path)?.[1]
const floorOf = (path: string): string => /^src\/(ground|org|access|web|rooms|demo|process)\//u.exec(path)?.[1] ?? 'house'

const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  ground: ['ground'],
  org: ['ground', 'org'],
  access: ['ground', 'org', 'access'],
  web: ['ground', 'org', 'access', 'web'],
  rooms: ['ground', 'org', 'access', 'web', 'rooms'],
}

test('a floor imports only the floors below it, and a room no other room', () => {
  const wrong = source
    .filter(path => !isTest(path))
    .flatMap(path => {
      const allowed = MAY_IMPORT[floorOf(path)]
      if (!allowed) return []
      return importsOf(path)
        .filter(to => to.startsWith('src/'))
        .filter(to => !allowed.includes(floorOf(to)) || (floorOf(to) === 'rooms' && roomOf(to) !== roomOf(path)))
        .filter(to => to !== 'src/words.ts')
        .map(to => `${path} → ${to}`)
    })
  assert.deepEqual(wrong, [])
})

test('only the house and the commands come into a room, and by its front door or a command of its own', () => {
  const doors = /\/(room|print)\.ts$|\/reader\/(command|read)\.ts$/u
  const wrong = source
    .filter(path => floorOf(path) !== 'rooms' && !isTest(path))
    .flatMap(path =>
      importsOf(path)
        .filter(to => floorOf(to) === 'rooms' && !doors.test(to))
        .map(to => `${path} → ${to}`),
    )
  assert.deepEqual(wrong, [])
})

test('rules are pure: no waiting, no clock, no chance, no store', () => {
  const wrong = source
    .filter(path => /\/(rules|figures|tree|comparable|history)\.ts$/u.test(path))
    .filter(path => {
      const code = bare(read(path))
      return (
        /\bawait\b|\basync\b|new Date\(\)|Date\.now|Math\.random|randomUUID/u.test(code) ||
        importsOf(path).some(to => /\/(store|acts|pages)[^/]*$|ground\/db/u.test(to))
      )
    })
  assert.deepEqual(wrong, [])
})

test('a table is named only by its owner', async () => {
  const { ROOMS } = await import('../src/house.ts')
  const owner = new Map<string, string>(
    ROOMS.flatMap(room => room.tables.map((table): [string, string] => [table, `src/rooms/${room.name}/`])),
  )
  for (const table of ['unit_version', 'unit_succession', 'org_edition']) owner.set(table, 'src/org/')
  for (const table of ['account', 'session', 'act_chain', 'act_log']) owner.set(table, 'src/access/')
  const wrong = source
    .filter(path => !isTest(path) && path !== 'src/ground/tables.ts')
    .flatMap(path => {
      const code = bare(read(path))
      return [...owner].flatMap(([table, home]) => {
        const named = new RegExp(
          `(from|join|into|update|table)\\s+"?${table}\\b|(selectFrom|insertInto|updateTable|deleteFrom|innerJoin|leftJoin)\\(\\s*['"\`]${table}\\b`,
          'iu',
        )
        return !path.startsWith(home) && named.test(code) ? [`${path} names ${table}`] : []
      })
    })
  // Emptying a demo that was broken off, and looking after the whole database, is the process floor's own work.
  assert.deepEqual(
    wrong.filter(one => !one.startsWith('src/process/')),
    [],
  )
})

test('every table of a room is declared, and every declared table exists', async () => {
  const { ROOMS } = await import('../src/house.ts')
  const sql = filesUnder('migrations').map(read).join('\n')
  const made = new Set([...sql.matchAll(/create (?:table|(?:or replace )?view) (\w+)/giu)].map(found => found[1] ?? ''))
  const declared = ROOMS.flatMap(room => room.tables)
  assert.deepEqual(
    declared.filter(table => !made.has(table)),
    [],
  )
  const floors = /^(unit|law|org_|person|account|post|session|act_|migration|installation)/u
  assert.deepEqual(
    [...made].filter(table => !floors.test(table) && !declared.includes(table)),
    [],
  )
})

test('no file or folder is named for nothing', () => {
  const wrong = [...filesUnder('src'), ...filesUnder('test'), ...filesUnder('tools')].filter(path =>
    path.split('/').some(part => /^(utils?|helpers?|common|shared|lib|core|misc|index)(\.|$)/u.test(part)),
  )
  assert.deepEqual(wrong, [])
})

test('no file is longer than 400 lines, and none is left unfinished', () => {
  const own = [...source, ...filesUnder('test'), ...filesUnder('tools')].filter(
    path => /\.(tsx?|mjs|css)$/u.test(path) && path !== 'src/ground/tables.ts',
  )
  assert.deepEqual(
    own.filter(path => read(path).split('\n').length > 401),
    [],
  )
  const marks = new RegExp(['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].map(mark => `\\b${mark}\\b`).join('|'), 'u')
  assert.deepEqual(
    own.filter(path => path !== 'test/house-rules.test.ts' && marks.test(bare(read(path)) + read(path))),
    [],
  )
})

test('the clock is read only by the process', () => {
  const wrong = source.filter(
    path =>
      !isTest(path) &&
      !/^src\/(main\.ts|process\/|access\/first-admin\.ts|rooms\/documents\/print\.ts)/u.test(path) &&
      /new Date\(\)|Date\.now\(\)/u.test(bare(read(path))),
  )
  assert.deepEqual(wrong, [])
})

test('every law that the code cites stands in docs/law.md', () => {
  const known = new Set([...read('docs/law.md').matchAll(/^\| `([^`]+)` \|/gmu)].map(found => found[1]))
  const cited = source.flatMap(path =>
    [...read(path).matchAll(/@law\s+(\S+)/gu)].map(found => ({ path, id: (found[1] ?? '').replace(/[.,;]$/u, '') })),
  )
  assert.ok(cited.length > 0)
  assert.deepEqual(
    cited.filter(one => !known.has(one.id)).map(one => `${one.path}: ${one.id}`),
    [],
  )
})

test('one word for one thing: no identifier uses a synonym that the glossary bans', () => {
  const wrong = source
    .filter(path => path !== 'src/words.ts')
    .flatMap(path => {
      const code = bare(read(path)).replace(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/gu, '""')
      return BANNED_WORDS.filter(word => new RegExp(`\\b${word}\\b`, 'u').test(code)).map(word => `${path}: ${word}`)
    })
  assert.deepEqual(wrong, [])
})

test('no page writes markup or styles by hand', () => {
  const wrong = source.filter(path => path.endsWith('.tsx') && /dangerouslySetInnerHTML|\sstyle=/u.test(bare(read(path))))
  assert.deepEqual(wrong, [])
})
