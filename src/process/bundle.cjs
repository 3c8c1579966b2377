// Our own files, made into a few that Node reads at once: 250 files translated one by one cost a start of two seconds more.
// Made again whenever a file of src changes; where node_modules cannot be written, the files are translated as they are read.
'use strict'

const fs = require('node:fs')
const path = require('node:path')
const { createHash } = require('node:crypto')
const { pathToFileURL } = require('node:url')

const OURS = /[\\/](src|test|tools)[\\/].*\.tsx?$/
const OLD = 7 * 24 * 3600 * 1000
/** Written as many small modules; the other packages have files of their own to find, and stay where they are. */
const TAKEN_IN = ['kysely', 'preact', 'preact-render-to-string', 'typebox']

function filesUnder(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) return filesUnder(file)
    return /\.test\.tsx?$/.test(entry.name) ? [] : [file]
  })
}

function hashOf(root) {
  const hash = createHash('sha256').update(root)
  for (const file of [...filesUnder(path.join(root, 'src')).sort(), path.join(root, 'package-lock.json'), path.join(root, 'tsconfig.json')])
    if (/\.(cjs|json|tsx?)$/.test(file)) hash.update(file).update(fs.readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}

/** A file of ours asks where it lies to find what lies beside it; inside the bundle it is told where it came from. */
const knowsItsPlace = {
  name: 'knows-its-place',
  setup(build) {
    build.onLoad({ filter: OURS }, async ({ path: file }) => {
      const text = await fs.promises.readFile(file, 'utf8')
      const told = text
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href))
        .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(file)))
        .replaceAll('import.meta.filename', JSON.stringify(file))
      return { contents: told, loader: file.endsWith('x') ? 'tsx' : 'ts' }
    })
  },
}

const otherPackages = {
  name: 'other-packages',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path: name, importer }) => {
      const own = TAKEN_IN.some(taken => name === taken || name.startsWith(`${taken}/`))
      return own || importer.includes('node_modules') ? undefined : { path: name, external: true }
    })
    build.onResolve({ filter: /tools\/bench/ }, ({ path: name }) => ({ path: name, external: true }))
  },
}

/** Writes each of these files to `outdir` as one file to read; what several of them import is a file of its own, so it is there once. */
const build = (root, outdir, entryPoints) =>
  require('esbuild').build({
    ...{ entryPoints, outdir, outbase: entryPoints.length > 1 ? root : undefined, bundle: true, splitting: true, format: 'esm' },
    ...{ platform: 'node', target: 'node20', sourcemap: true, logLevel: 'silent', absWorkingDir: root },
    ...{ tsconfig: path.join(root, 'tsconfig.json'), plugins: [otherPackages, knowsItsPlace] },
  })

/** The address of the bundled command.ts, or nothing when it cannot be made. */
async function bundled(root) {
  const home = path.join(root, 'node_modules', '.cache', 'danvan')
  const made = path.join(home, hashOf(root))
  const entry = path.join(made, 'command.js')
  if (fs.existsSync(entry)) return pathToFileURL(entry).href
  const making = `${made}.${process.pid}`
  try {
    fs.mkdirSync(making, { recursive: true })
    fs.writeFileSync(path.join(making, 'package.json'), '{"type":"module"}')
    await build(root, making, [path.join(root, 'src', 'process', 'command.ts')])
    try {
      fs.renameSync(making, made)
    } catch (error) {
      // Another start made the same meanwhile: that one serves.
      if (!fs.existsSync(entry)) throw error
    }
    for (const name of fs.readdirSync(home))
      if (Date.now() - fs.statSync(path.join(home, name)).mtimeMs > OLD) fs.rmSync(path.join(home, name), { recursive: true, force: true })
    return pathToFileURL(entry).href
  } catch (error) {
    if (process.env.DANVAN_BUNDLE) throw error
    return undefined
  } finally {
    fs.rmSync(making, { recursive: true, force: true })
  }
}

module.exports = { build, bundled }
