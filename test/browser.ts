// The browser of the journeys: the system's Chromium when there is one, else the one that comes from npm.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium } from '@playwright/test'
import { PROJECT } from '../src/process/binaries.ts'
import { withLock } from '../src/process/lock.ts'

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable']

interface Found {
  readonly path: string
  readonly env: Record<string, string>
}

const starts = ({ path, env }: Found): boolean =>
  spawnSync(path, ['--version', '--no-sandbox'], { env: { ...process.env, ...env }, timeout: 20_000 }).status === 0

/** Unpacks into our own folder, not the temporary one: another account's copy there could not be started. */
async function unpacked(): Promise<Found> {
  const home = join(PROJECT, '.test', 'browser')
  const whole = join(home, 'whole')
  mkdirSync(join(PROJECT, '.test'), { recursive: true })
  return withLock(join(PROJECT, '.test', 'browser.lock'), async () => {
    const temporary = process.env['TMPDIR']
    process.env['TMPDIR'] = home
    try {
      // Broken off half way it would be taken for whole.
      if (!existsSync(whole)) rmSync(home, { recursive: true, force: true })
      mkdirSync(home, { recursive: true })
      const packed = await import('@sparticuz/chromium')
      const path = await packed.default.executablePath()
      writeFileSync(whole, '')
      const found = { path, env: { FONTCONFIG_PATH: join(home, 'fonts') } }
      if (starts(found)) return { path, env: existsSync('/etc/fonts/fonts.conf') ? {} : found.env }
      // A bare machine has no NSS: the package carries it.
      await packed.inflate(join(PROJECT, 'node_modules', '@sparticuz', 'chromium', 'bin', 'al2023.tar.br'))
      return { path, env: { ...found.env, LD_LIBRARY_PATH: join(home, 'al2023', 'lib') } }
    } finally {
      if (temporary === undefined) delete process.env['TMPDIR']
      else process.env['TMPDIR'] = temporary
    }
  })
}

/** Starts a browser without a window; whoever opens it closes it. */
export async function openBrowser(): Promise<Browser> {
  const system = [process.env['CHROMIUM_PATH'] ?? '', ...SYSTEM].find(path => path !== '' && existsSync(path))
  const found = system ? { path: system, env: {} } : await unpacked()
  const env = Object.fromEntries(
    Object.entries({ ...process.env, ...found.env }).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
  return chromium.launch({
    executablePath: found.path,
    env,
    // Root has no sandbox; everything a journey visits is our own page.
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none', '--disable-dev-shm-usage'],
  })
}
