// Style sheets, scripts and the icon, served under a name that changes when they do. Four small files: they stay in memory.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { Fault } from '../ground/faults.ts'
import { sha256 } from '../ground/files.ts'

const FOLDER = join(import.meta.dirname, 'client')
const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

export interface Assets {
  url(name: string): string
}

interface Asset {
  readonly type: string
  readonly text: string
  readonly hash: string
}

/** A style sheet without its comments and indentation: a weak line carries only what the browser reads. */
const lean = (css: string): string => css.replace(/\/\*[\s\S]*?\*\//gu, '').replace(/\s*\n\s*/gu, '\n')

/** Every file of src/web/client as it is sent. */
export function assetFiles(): ReadonlyMap<string, Asset> {
  return new Map(
    readdirSync(FOLDER).flatMap((name): [string, Asset][] => {
      const type = TYPES[name.split('.').at(-1) ?? '']
      if (type === undefined) return []
      const written = readFileSync(join(FOLDER, name), 'utf8')
      const text = name.endsWith('.css') ? lean(written) : written
      return [[name, { type, text, hash: sha256(text).slice(0, 12) }]]
    }),
  )
}

export function serveAssets(app: FastifyInstance): Assets {
  const files = assetFiles()
  app.get<{ Params: { name: string } }>('/tinh/:name', (request, reply) => {
    const file = files.get(request.params.name)
    if (!file) throw new Fault('missing', 'asset.missing', 'Không tìm thấy tệp này.')
    return reply.type(file.type).header('cache-control', 'public, max-age=31536000, immutable').send(file.text)
  })
  return {
    url(name) {
      const file = files.get(name)
      if (!file) throw new Error(`no asset named ${name}`)
      return `/tinh/${name}?${file.hash}`
    },
  }
}
