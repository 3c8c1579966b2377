// Style sheets, scripts and the icon: served as they are, under a name that changes when they do.

import { readdir, readFile } from 'node:fs/promises'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { sha256 } from '../ground/files.ts'

const folder = new URL('./client/', import.meta.url)

export interface Assets {
  url(name: string): string
}

export async function serveAssets(app: FastifyInstance): Promise<Assets> {
  const names = (await readdir(folder)).filter(name => /\.(css|js|svg)$/u.test(name))
  const hashes = new Map<string, string>()
  for (const name of names) hashes.set(name, sha256(await readFile(new URL(name, folder))).slice(0, 12))
  await app.register(fastifyStatic, {
    root: folder.pathname,
    prefix: '/tinh/',
    immutable: true,
    maxAge: '365d',
    index: false,
    allowedPath: path => names.includes(path.replace(/^\//u, '')),
  })
  return {
    url(name) {
      const hash = hashes.get(name)
      if (hash === undefined) throw new Error(`no asset named ${name}`)
      return `/tinh/${name}?${hash}`
    },
  }
}
