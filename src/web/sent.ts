// What came over the wire: fields and files, whole or not at all.
import type { FastifyRequest } from 'fastify'
import { Fault } from '../ground/faults.ts'
import type { Typed } from './input.ts'
import type { Route, Upload } from './route.ts'

/** Whether a page of this site sent the request. Browsers say so in two ways; what says neither is a program, and passes. */
export function sameOrigin(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const origin = request.headers.origin
  if (origin === undefined) return true
  if (origin === 'null') return false
  try {
    return new URL(origin).host === request.headers.host
  } catch {
    return false
  }
}

/** This site as the browser named it, for a link that a person hands on; empty when the name is not one. */
export function originOf(request: FastifyRequest, secure: boolean): string {
  const host = request.headers.host ?? ''
  return /^[a-z0-9.-]+(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$/iu.test(host) ? `${secure ? 'https' : 'http'}://${host}` : ''
}

/** The typed fields, path parameters above query above body, and the uploaded files. @throws too-large · invalid */
export async function formFrom(request: FastifyRequest, one: Route): Promise<{ typed: Typed; uploads: Upload[] }> {
  const around = { ...(request.query as Typed), ...(request.params as Typed) }
  const { body } = request
  // Nobody else reads the body any more, and a sheet of many hundred cells need not be copied.
  if (!request.isMultipart()) return { typed: Object.assign(typeof body === 'object' && body !== null ? body : {}, around), uploads: [] }
  if (!one.uploads) throw new Fault('invalid', 'upload.unwanted', 'Trang này không nhận tệp.')
  const { maxBytes, maxFiles } = one.uploads
  const fields: Record<string, string | string[]> = {}
  const uploads: Upload[] = []
  for await (const part of request.parts({
    limits: { fileSize: maxBytes, files: maxFiles, fieldSize: 200_000 },
  })) {
    if (part.type === 'file') {
      // A file beyond the limit arrives cut at it: the act says so of that file alone, and the others go on.
      const bytes = await part.toBuffer()
      if (part.filename !== '' || bytes.length > 0) uploads.push({ field: part.fieldname, name: part.filename, bytes })
    } else {
      const before = fields[part.fieldname]
      const value = String(part.value)
      fields[part.fieldname] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value]
    }
  }
  return { typed: { ...fields, ...around }, uploads }
}
