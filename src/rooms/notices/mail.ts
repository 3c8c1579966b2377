// Mail: plain text over SMTP, one at a time, with bounds on how long a server may keep us.
import { createTransport } from 'nodemailer'
import type { MailBody } from './store-outbox.ts'

export interface MailSettings {
  /** smtp://… or smtps://… with login and password. */
  readonly url: string
  readonly from: string
  /** Where people open the system: links in mail begin with it. */
  readonly publicUrl: string
}

/** later: the server was not there or asks us to wait; never: it refuses this mail or this address for good. */
export type Outcome =
  | { readonly is: 'sent' | 'never'; readonly answer: string }
  | { readonly is: 'later'; readonly answer: string; readonly down: boolean }

export interface Post {
  send(letter: { id: string; to: string; subject: string; text: string }): Promise<Outcome>
  close(): void
}

const PATIENCE = 20_000

/** Where mail is handed in, as it may be shown: host and port, never login or password. */
export const mailHost = (settings: MailSettings): string => new URL(settings.url).host

export function openPost(settings: MailSettings): Post {
  const url = new URL(settings.url)
  const secure = url.protocol === 'smtps:'
  const user = decodeURIComponent(url.username)
  const transport = createTransport({
    host: url.hostname.replace(/^\[|\]$/gu, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
    connectionTimeout: PATIENCE / 2,
    greetingTimeout: PATIENCE / 2,
    socketTimeout: PATIENCE,
    // The text is ours; nothing in it may make the sender read a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ id, to, subject, text }) {
      try {
        const sent = await transport.sendMail({
          from: settings.from,
          to,
          subject,
          text,
          // The same mail sent again after a break bears the same id: who has it already can tell.
          messageId: `<${id}@${new URL(settings.publicUrl).hostname}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
        return { is: 'sent', answer: sent.response }
      } catch (error) {
        return outcomeOf(error)
      }
    },
    close: () => transport.close(),
  }
}

function outcomeOf(error: unknown): Outcome {
  const { responseCode, code, message } = error as { responseCode?: number; code?: string; message?: string }
  const answer = message ?? String(error)
  // A password that the server refuses is a matter of the settings, not of this mail.
  if (code === 'EAUTH') return { is: 'later', answer, down: true }
  if (responseCode !== undefined && responseCode >= 500) return { is: 'never', answer }
  return { is: 'later', answer, down: responseCode === undefined }
}

const CHOICES = '/thong-bao/nhan-thu'

/** A mail in words: what happened and where it is seen. No name of anyone stands in it. */
export function letterText({ notices, more, code }: MailBody, publicUrl: string): string {
  const base = publicUrl.replace(/\/$/u, '')
  if (code !== undefined)
    return [
      'Kính gửi ông/bà,',
      '',
      `Mã xác nhận địa chỉ thư này trong hệ thống Dân Vận là ${code}.`,
      `Gõ mã ấy tại ${base}${CHOICES} trong 24 giờ. Nếu ông/bà không đề nghị, bỏ qua thư này.`,
      '',
    ].join('\n')
  return [
    'Kính gửi ông/bà,',
    ...notices.flatMap(one => ['', one.title, ...(one.why === '' ? [] : [one.why]), `${base}${one.href}`]),
    ...(more > 0 ? ['', `Và ${more} thông báo khác: ${base}/thong-bao`] : []),
    '',
    `Thư do hệ thống Dân Vận tự gửi, xin không trả lời. Chọn nhận thư nào tại ${base}${CHOICES}`,
    '',
  ].join('\n')
}
