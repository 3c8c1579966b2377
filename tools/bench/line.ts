// A closed loop over keep-alive connections: each asks, waits for the whole answer, checks it, and asks again. It reads no more of
// HTTP than our servers write, so that on two cores it is the server that is measured and not its visitor.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export interface Heard {
  readonly status: number
  readonly location: string | undefined
  readonly body: Buffer
}

const BREAK = Buffer.from('\r\n\r\n')

export class Line {
  readonly #socket: Socket
  #held = Buffer.alloc(0)
  #waiting: { resolve: (heard: Heard) => void; reject: (error: Error) => void } | undefined

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', chunk => {
      this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk])
      this.#look()
    })
    socket.on('error', error => this.#waiting?.reject(error))
    socket.on('close', () => this.#waiting?.reject(new Error('the server closed the line')))
  }

  static async to(address: string): Promise<Line> {
    const { hostname, port } = new URL(address)
    const socket = connect({ host: hostname, port: Number(port), noDelay: true })
    await once(socket, 'connect')
    return new Line(socket)
  }

  ask(request: Buffer): Promise<Heard> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#socket.write(request)
    })
  }

  close(): void {
    this.#socket.destroy()
  }

  #look(): void {
    const end = this.#held.indexOf(BREAK)
    if (end < 0) return
    const head = this.#held.toString('latin1', 0, end)
    const length = /^content-length: (\d+)$/im.exec(head)?.[1]
    if (length === undefined) {
      this.#waiting?.reject(new Error(`an answer without its length: ${head}`))
      return
    }
    const whole = end + BREAK.length + Number(length)
    if (this.#held.length < whole) return
    const body = this.#held.subarray(end + BREAK.length, whole)
    this.#held = this.#held.subarray(whole)
    const waiting = this.#waiting
    this.#waiting = undefined
    waiting?.resolve({ status: Number(head.slice(9, 12)), location: /^location: (.+)$/im.exec(head)?.[1], body })
  }
}

export interface Request {
  readonly bytes: Buffer
  /** Throws when the answer is not the one expected. */
  check(heard: Heard): void
}

export interface Paced {
  readonly count: number
  readonly seconds: number
}

export const request = (address: string, method: 'GET' | 'POST', path: string, cookie: string, body = ''): Buffer =>
  Buffer.from(
    `${method} ${path} HTTP/1.1\r\nhost: ${new URL(address).host}\r\ncookie: ${cookie}\r\n` +
      (method === 'POST'
        ? `origin: ${address}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`
        : '') +
      `\r\n${body}`,
  )

/** Asks over so many lines for so many seconds; `next` gives each line what to ask. */
export async function pace(address: string, lines: number, seconds: number, next: () => Request): Promise<Paced> {
  const open = await Promise.all(Array.from({ length: lines }, () => Line.to(address)))
  let count = 0
  const began = performance.now()
  const until = began + seconds * 1000
  const work = async (line: Line): Promise<void> => {
    while (performance.now() < until) {
      const { bytes, check } = next()
      check(await line.ask(bytes))
      count += 1
    }
  }
  try {
    await Promise.all(open.map(work))
    return { count, seconds: (performance.now() - began) / 1000 }
  } finally {
    for (const line of open) line.close()
  }
}
