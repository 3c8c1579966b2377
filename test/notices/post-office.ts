// A mail server of the test's own, over a real socket: it takes mail, refuses an address, is slow, or breaks off after it has taken.
import { createServer, type Server, type Socket } from 'node:net'

export interface Letter {
  readonly to: string
  readonly raw: string
  readonly id: string
  readonly subject: string
  readonly text: string
}

export interface PostOffice {
  readonly url: string
  readonly letters: readonly Letter[]
  /** Addresses refused for good. */
  readonly refuses: Set<string>
  /** Takes this many letters and breaks the line before it says so. */
  breaksAfter: number
  /** Waits so long before it greets. */
  slowness: number
  close(): Promise<void>
}

const header = (raw: string, name: string): string =>
  new RegExp(`^${name}: ((?:.+)(?:\\r\\n[ \\t].+)*)`, 'imu').exec(raw)?.[1]?.replace(/\r\n[ \t]/gu, ' ') ?? ''

/** A subject as it is read: the encoded words of RFC 2047. */
const decoded = (text: string): string =>
  text
    .replace(/\?=\s+=\?/gu, '?==?')
    .replace(/=\?UTF-8\?([QB])\?([^?]*)\?=/giu, (_, kind: string, body: string) =>
      kind.toUpperCase() === 'B' ? Buffer.from(body, 'base64').toString('latin1') : unquoted(body.replaceAll('_', ' ')),
    )
const unquoted = (text: string): string =>
  text.replace(/=\r\n/gu, '').replace(/=([0-9A-F]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
const utf8 = (latin: string): string => Buffer.from(latin, 'latin1').toString('utf8')

function letterOf(to: string, raw: string): Letter {
  const body = raw.slice(raw.indexOf('\r\n\r\n') + 4)
  const encoding = header(raw, 'Content-Transfer-Encoding').toLowerCase()
  const text =
    encoding === 'base64' ? Buffer.from(body, 'base64').toString('utf8') : encoding === 'quoted-printable' ? utf8(unquoted(body)) : body
  return { to, raw, id: header(raw, 'Message-ID'), subject: utf8(decoded(header(raw, 'Subject'))), text: text.replaceAll('\r\n', '\n') }
}

export async function openPostOffice(port = 0): Promise<PostOffice> {
  const letters: Letter[] = []
  const sockets = new Set<Socket>()
  const office = { letters, refuses: new Set<string>(), breaksAfter: 0, slowness: 0 }
  const server: Server = createServer(socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    const say = (line: string): boolean => socket.write(`${line}\r\n`)
    let to = ''
    let data: string | undefined
    let held = ''
    setTimeout(() => say('220 bưu cục thử'), office.slowness).unref()
    socket.on('data', chunk => {
      held += chunk.toString('latin1')
      for (;;) {
        if (data !== undefined) {
          const end = held.indexOf('\r\n.\r\n')
          if (end < 0) return
          letters.push(letterOf(to, held.slice(0, end)))
          held = held.slice(end + 5)
          data = undefined
          if (office.breaksAfter > 0) {
            office.breaksAfter--
            socket.destroy()
            return
          }
          say('250 đã nhận')
          continue
        }
        const at = held.indexOf('\r\n')
        if (at < 0) return
        const line = held.slice(0, at)
        held = held.slice(at + 2)
        const rcpt = /^RCPT TO:<([^>]*)>/iu.exec(line)?.[1]
        if (/^EHLO/iu.test(line)) say('250 thu')
        else if (/^QUIT/iu.test(line)) socket.end('221 chào\r\n')
        else if (/^DATA/iu.test(line)) {
          data = ''
          say('354 nói đi')
        } else if (rcpt !== undefined) {
          to = rcpt
          say(office.refuses.has(rcpt) ? '550 không có hộp thư này' : '250 được')
        } else say('250 được')
      }
    })
  })
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  const { port: taken } = server.address() as { port: number }
  return Object.assign(office, {
    url: `smtp://127.0.0.1:${taken}`,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    },
  })
}
