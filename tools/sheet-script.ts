// The rules of the figure sheet for the browser: the very modules that the server reads a sheet with, as one small script.
import { join } from 'node:path'
import { build } from 'esbuild'
import { PROJECT } from '../src/process/binaries.ts'

export async function sheetScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(PROJECT, 'src', 'rooms', 'reports', 'together', 'in-browser.ts')],
    ...{ bundle: true, write: false, minify: true, format: 'iife', platform: 'browser', target: 'es2020', charset: 'utf8' },
    ...{ legalComments: 'none', logLevel: 'silent', absWorkingDir: PROJECT, tsconfig: join(PROJECT, 'tsconfig.json') },
  })
  return outputFiles[0]?.text ?? ''
}
