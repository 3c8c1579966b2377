// The page before a total leaves: its words are kept first, so that it has an address and Back asks for nothing.
import { randomUUID } from 'node:crypto'
import { type Ask, askForOthers } from '../../../access/ask.ts'
import type { Head } from '../../../access/held-posts.ts'
import type { Day } from '../../../ground/day.ts'
import { settle } from '../../../ground/faults.ts'
import { capital, formatDay, tidy } from '../../../ground/vietnamese.ts'
import { form, uuid, whole } from '../../../web/input.ts'
import { ConfirmPage } from '../../../web/parts/confirm.tsx'
import { Hidden } from '../../../web/parts/form.tsx'
import { type Answer, type Route, route } from '../../../web/route.ts'
import { takenMark } from '../acts-totals.ts'
import { addUp } from '../adding-up.ts'
import { askedSigner, effectsOfPresenting, presentable } from '../approving/presenting.tsx'
import { bind, readState } from '../figures.ts'
import { daysOf } from '../naming.ts'
import { daysLate, mayConsolidate } from '../rules.ts'
import { placed } from '../sheet.ts'
import type { Owed } from '../store-editions.ts'
import { namesIn } from '../terms/parts.tsx'
import { addUpOwn } from '../totalling/acts-adjusting.ts'
import { isMarked } from '../totalling/assembling.ts'
import { saveWords, wordsOfTotal } from '../totalling/total-words.ts'
import { again, inTheWay, totalFields, wordsBefore } from './totals.tsx'
import { figureText } from './words.tsx'

/** What handing a total in does: it is the unit's report, and closes it until it is returned. */
function effectsOfHandingUp({ window, editions }: Owed, above: string, today: Day): string[] {
  const late = daysLate(window, today)
  return [
    `Đây là báo cáo chính thức của đơn vị, bản ${editions.length + 1}. ${capital(above)} nhận để xem xét; ông/bà nhận ngay một biên nhận.`,
    'Sau khi nộp, bản tổng hợp được khóa: báo cáo tiếp nhận sau, điều chỉnh sau chỉ vào được khi nơi nhận trả lại bản này.',
    ...(late > 0 ? [`Hạn nộp là ${formatDay(window.due)}: bản này được ghi là muộn ${late} ngày.`] : []),
  ]
}

interface Reviewing {
  readonly window: string
  readonly 'noi-nhan': string
  readonly ky?: string | undefined
}

/** Keeps the words as typed for the page of review; what stood there is not written again. @throws forbidden · missing · refused · stale */
async function keepWords(
  ask: Ask<'reports.consolidate'>,
  input: Reviewing & { p: Readonly<Record<string, string>>; version: number; page: string },
): Promise<void> {
  const added = await addUpOwn(ask, input.window, input['noi-nhan'])
  const { receiverId, form: asked } = added
  const reading = askForOthers(ask)('reports.read') ?? ask
  const signing = await presentable(reading, added)
  settle(mayConsolidate(added.window, added.accepted.length, ask.today))
  if (signing) settle<Head>(askedSigner(signing, input.ky))
  const before = wordsBefore(added, signing, await wordsOfTotal(reading, added))
  const typed = placed(asked.sections, input.p)
  if (before.every((one, i) => tidy(one.text) === tidy(typed[i]?.text ?? ''))) return
  await saveWords(ask, { code: input.window, receiverId, version: input.version, page: input.page, texts: input.p })
}

const reviewHref = ({ window, 'noi-nhan': receiver, ky }: Reviewing): string =>
  `/bao-cao/${window}/tong-hop/xem-lai?noi-nhan=${receiver}${ky === undefined ? '' : `&ky=${ky}`}`

async function confirmTotals(ask: Ask, input: Reviewing): Promise<Answer> {
  const added = await addUp(ask, input.window, input['noi-nhan'])
  const { window, receiverId, own, absent, waived, accepted, owing, publications } = added
  const signing = await presentable(ask, added)
  const backHref = `/bao-cao/${window.code}/tong-hop?noi-nhan=${receiverId}`
  if (!added.isOurs || inTheWay(ask, added, signing)) return { seeOther: backHref }
  const head = signing && settle<Head>(askedSigner(signing, input.ky))
  const unit = ask.tree.label(receiverId, window.until)
  const totals = new Map(added.totals.map(total => [total.code, total]))
  const indicators = new Map(added.form.indicators.map(one => [one.code, one]))
  const says = (code: string): string | undefined => {
    const [total, indicator] = [totals.get(code), indicators.get(code)]
    return total && indicator ? figureText({ state: readState(total), value: total.value }, indicator) : undefined
  }
  const written = wordsBefore(added, signing, await wordsOfTotal(ask, added))
  const narrative = written.filter(one => one.text !== '')
  const absentNames = absent.map(id => ask.tree.label(id, window.until)).join(', ')
  const last = publications.at(-1)
  const above = own && ask.tree.label(own.receiverId, window.until)
  const verb = own ? `${own.editions.length > 0 ? 'Nộp lại' : 'Nộp'} bản tổng hợp` : 'Trình ký báo cáo'
  return {
    title: `${verb} ${window.label}?`,
    page: (
      <ConfirmPage
        title={`${verb} ${window.label} của ${unit}${above ? ` cho ${above}` : ''}?`}
        sub={`Số liệu ${daysOf(window)}.`}
        effects={[
          `${accepted.length} trên ${owing.length} đơn vị có trong bản này.${absent.length > 0 ? ` Thiếu: ${absentNames}; các đơn vị này được ghi cạnh mọi tổng số.` : ''}`,
          ...(waived.length > 0 ? [`Được miễn kỳ này, không tính là thiếu: ${namesIn(ask, waived, window)}.`] : []),
          ...(own && above ? effectsOfHandingUp(own, above, ask.today) : []),
          ...(signing && head ? effectsOfPresenting(signing, head) : []),
          ...(last ? [`Đây là bản đính chính cho bản ${last.number}; bản cũ vẫn xem được.`] : []),
          ...(narrative.some(one => isMarked(one.text))
            ? ['Phần lời còn dấu “(trùng lời …)” của bản ghép. Bấm Quay lại sửa để bỏ dấu ấy: nó sẽ in ra văn bản.']
            : []),
          ...narrative.map(one => `${one.heading}: ${bind(one.text, says)}`),
        ]}
        action={own ? `/bao-cao/${window.code}/gui-len` : `/bao-cao/${window.code}/trinh-ky`}
        doing={`${verb} ${window.label}`}
        back={{
          label: 'Quay lại sửa',
          href: `${backHref}${input.ky === undefined ? '' : `&ky=${input.ky}`}#h-cong-bo`,
        }}
      >
        <Hidden name="id" value={randomUUID()} />
        <Hidden name="seen" value={takenMark(added)} />
        <Hidden name="noi-nhan" value={receiverId} />
        {written.map((one, i) => one.text !== '' && <Hidden name={`p-${i + 1}`} value={one.text} />)}
        {input.ky !== undefined && <Hidden name="ky" value={input.ky} />}
      </ConfirmPage>
    ),
  }
}

export const totalReviewRoutes: readonly Route[] = [
  route({
    at: 'POST /bao-cao/:window/tong-hop/xem-lai',
    may: 'reports.consolidate',
    input: form({ ...totalFields, version: whole('Bản lưu'), page: uuid('Trang') }),
    async run(ask, input) {
      await keepWords(ask, input)
      return { seeOther: reviewHref(input) }
    },
    again,
  }),
  route({
    at: 'GET /bao-cao/:window/tong-hop/xem-lai',
    may: 'reports.consolidate',
    input: form({ window: totalFields.window, 'noi-nhan': totalFields['noi-nhan'], ky: totalFields.ky }),
    run: (ask, input) => confirmTotals(askForOthers(ask)('reports.read') ?? ask, input),
    again,
  }),
]
