// The description of /api/v1 as OpenAPI 3.1, made of the same schemas by which what is sent is read.
import type { TObject, TSchema } from 'typebox'
import { API, type ApiRoute } from './api.ts'

type Json = { [key: string]: unknown }

/** A schema of ours as JSON Schema 2020-12. What our forms call a kind becomes a format, or the shape of an object. */
export function described(schema: TSchema | Json): Json {
  const own = JSON.parse(JSON.stringify(schema)) as Json
  const kind = own['kind']
  if (kind === 'day') return { title: own['title'], type: 'string', format: 'date' }
  if (kind === 'id') return { title: own['title'], type: 'string', format: 'uuid' }
  if (kind === 'each')
    return { title: own['title'], type: 'object', additionalProperties: { type: ['string', 'number'], maxLength: own['maxLength'] } }
  const made: Json = {}
  for (const [key, value] of Object.entries(own)) {
    if (key.startsWith('~') || (key === 'kind' && typeof value === 'string')) continue
    if (key === 'properties')
      made[key] = Object.fromEntries(Object.entries(value as Json).map(([name, one]) => [name, described(one as Json)]))
    else if (key === 'items') made[key] = described(value as Json)
    else if (key === 'anyOf') made[key] = (value as Json[]).map(described)
    else made[key] = value
  }
  return made
}

const REFUSALS: readonly (readonly [number, string, string])[] = [
  [400, 'Invalid', 'Nội dung hoặc tham số không đọc được; fields nêu từng chỗ.'],
  [401, 'NoToken', 'Không có mã truy cập, hoặc mã sai, đã hết hạn, đã thu hồi.'],
  [403, 'Forbidden', 'Chức vụ hôm nay hoặc phạm vi của mã không cho làm việc này.'],
  [404, 'Missing', 'Không có, hoặc ngoài phạm vi của ông/bà: hai trường hợp trả lời như nhau.'],
  [409, 'Conflict', 'Nội dung đã được người khác sửa, hoặc mã đã dùng cho nội dung khác.'],
  [413, 'TooLarge', 'Nội dung gửi lên quá lớn.'],
  [422, 'Refused', 'Đọc được nhưng quy định không cho; fields nêu từng ô.'],
  [429, 'TooMany', 'Gọi quá dày. Đợi số giây ghi ở Retry-After.'],
  [503, 'Unavailable', 'Tạm thời không làm được; thử lại sau.'],
]

const namesIn = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/gu)].map(found => found[1] ?? '')

function parametersOf(one: ApiRoute): Json[] {
  const input = one.input ? described(one.input) : { properties: {}, required: [] }
  const inPath = new Set(namesIn(one.path))
  const required = new Set((input['required'] as string[] | undefined) ?? [])
  return Object.entries(input['properties'] as Json).flatMap(([name, schema]) => {
    if (inPath.has(name)) return [{ name, in: 'path', required: true, schema }]
    return one.method === 'GET' ? [{ name, in: 'query', required: required.has(name), schema }] : []
  })
}

function bodyOf(one: ApiRoute & { input: TObject }): Json {
  const input = described(one.input)
  const inPath = new Set(namesIn(one.path))
  const properties = Object.fromEntries(Object.entries(input['properties'] as Json).filter(([name]) => !inPath.has(name)))
  // Fields whose names are data are never asked for by name: what is left out is empty.
  const required = ((input['required'] as string[] | undefined) ?? []).filter(
    name => !inPath.has(name) && (properties[name] as Json)['type'] !== 'object',
  )
  const schema = { type: 'object', properties, required, additionalProperties: false }
  return { required: true, content: { 'application/json': { schema, ...(one.example ? { example: one.example } : {}) } } }
}

function operation(one: ApiRoute): Json {
  const refusals = REFUSALS.filter(([status]) => one.method !== 'GET' || ![409, 413, 422].includes(status))
  return {
    operationId: one.id,
    tags: [one.id.split('.')[0]],
    summary: one.says,
    description: `Quyền cần có: ${one.may}. Phạm vi của mã: ${one.method === 'GET' ? 'read' : 'write'}.`,
    parameters: parametersOf(one),
    ...(one.method === 'GET' || !one.input ? {} : { requestBody: bodyOf(one as ApiRoute & { input: TObject }) }),
    responses: {
      200: { description: 'Đã làm.', content: { 'application/json': { schema: described(one.answers) } } },
      ...Object.fromEntries(refusals.map(([status, name]) => [status, { $ref: `#/components/responses/${name}` }])),
    },
  }
}

/** The whole description. */
export function openApi(routes: readonly ApiRoute[]): Json {
  const paths: { [path: string]: Json } = {}
  for (const one of routes) paths[one.path] = { ...paths[one.path], [one.method.toLowerCase()]: operation(one) }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Dân Vận',
      version: '1',
      description:
        'Những việc làm được trên trang, làm bằng chương trình. Quyền theo chức vụ hôm nay của người giữ mã, đúng như khi đăng nhập. Cách dùng: docs/developer/api.md.',
    },
    servers: [{ url: API }],
    security: [{ token: [] }],
    tags: [...new Set(routes.map(one => one.id.split('.')[0] ?? ''))].map(name => ({ name })),
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'Mã tạo ở trang Tài khoản, hoặc bằng lệnh danvan token.' } },
      schemas: {
        Fault: {
          type: 'object',
          required: ['code', 'say', 'fields'],
          additionalProperties: false,
          properties: {
            code: { type: 'string', title: 'Không đổi giữa các phiên bản; chương trình dựa vào đây' },
            say: { type: 'string', title: 'Câu cho người đọc' },
            fields: {
              type: 'array',
              items: {
                type: 'object',
                required: ['field', 'say'],
                additionalProperties: false,
                properties: { field: { type: 'string' }, say: { type: 'string' } },
              },
            },
          },
        },
      },
      responses: Object.fromEntries(
        REFUSALS.map(([, name, description]) => [
          name,
          { description, content: { 'application/json': { schema: { $ref: '#/components/schemas/Fault' } } } },
        ]),
      ),
    },
  }
}
