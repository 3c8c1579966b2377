// A system of another body, over a real socket: it keeps what it is told and answers as the test says.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Heard {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

export interface Listening {
  readonly url: string
  readonly heard: Heard[]
  /** Status codes for the next calls; 200 when there is none left. */
  readonly answers: number[]
  close(): Promise<void>
}

export async function listening(): Promise<Listening> {
  const heard: Heard[] = []
  const answers: number[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', chunk => {
      body += chunk
    })
    request.on('end', () => {
      heard.push({ headers: request.headers, body })
      const status = answers.shift() ?? 200
      response.writeHead(status, { location: '/elsewhere' }).end('x'.repeat(100))
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/nhan`,
    heard,
    answers,
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
