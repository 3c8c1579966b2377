// On the page where a report is added up: what waits for its signature, what came back, and whom to ask.
import { type Ask, askForOthers } from '../../../access/ask.ts'
import type { Head } from '../../../access/held-posts.ts'
import { namesOf } from '../../../access/people.ts'
import { isRefusal, type Refusal, refuse } from '../../../ground/faults.ts'
import { capital } from '../../../ground/vietnamese.ts'
import { Field } from '../../../web/parts/field.tsx'
import { Note, Quote } from '../../../web/parts/note.tsx'
import type { AddedUp } from '../adding-up.ts'
import { writtenWhen } from '../naming.ts'
import type { When } from '../store-editions.ts'
import { isStranded, keyOf, signersFor } from './acts-approving.ts'
import { capacityOf, isOvertaken, mayWithdraw, signerOf } from './presented.ts'
import { course, findPresented, presentedIn, type WholePresented } from './store-presented.ts'

export interface Presentable {
  /** What waits, or came back and was not presented again. */
  readonly last: WholePresented | undefined
  /** What the next one begins with: that, or what was signed and is to be corrected. */
  readonly basis: WholePresented | undefined
  readonly names: ReadonlyMap<string, string>
  /** Leaders other than the person, who may be asked to sign. */
  readonly signers: readonly Head[]
  readonly unitId: string
  /** Why nothing can be presented now, whatever is written. */
  readonly blocked: Refusal | undefined
  /** What waits is no longer the total of now. */
  readonly overtaken: boolean
}

/** What stands between the person and a signature. Nothing for a unit that sends up: that is one act, without it. */
export async function presentable(ask: Ask, added: AddedUp): Promise<Presentable | undefined> {
  if (added.own) return undefined
  const all = await presentedIn(ask, added.window.id, added.receiverId)
  const now = course(all)
  const one = all.at(-1)
  const basis = one && now.ended !== 'withdrawn' ? await findPresented(ask, one.id) : undefined
  const last = now.ended === 'signed' ? undefined : basis
  const signers = (await signersFor(ask, added.receiverId)).filter(head => head.personId !== ask.person.id)
  const mine = now.waiting && one ? mayWithdraw(now, ask.person.id, await isStranded(ask, one)) : true
  return {
    last,
    basis,
    names: await namesOf(ask.tx, last ? [last.by, last.signer] : []),
    signers,
    unitId: added.receiverId,
    blocked: isRefusal(mine)
      ? refuse('reports.already-waiting', 'Một bản của kỳ này đang chờ ký; người trình rút thì mới trình được bản khác.')
      : undefined,
    overtaken:
      last !== undefined &&
      last.end === null &&
      isOvertaken(last, { taken: added.parts.map(part => part.editionId), totals: added.totals }),
  }
}

/** What waits for its signature or came back, above the totals. */
export function PresentedNote({ of }: { of: Presentable | undefined }) {
  if (!of?.last) return null
  const { last, names, overtaken } = of
  const href = `/bao-cao/trinh-ky/${last.id}`
  if (last.end)
    return (
      <Note tone="back" title={`${names.get(last.signer) ?? ''} trả lại bản trình ký lúc ${writtenWhen(last.end.at)}`}>
        <Quote>{last.end.reason}</Quote>
        <p>
          <a href={href}>Xem bản đã trình</a>. Sửa rồi trình lại ở cuối trang.
        </p>
      </Note>
    )
  return (
    <Note tone={overtaken ? 'soon' : 'sent'}>
      <p>
        {names.get(last.by) ?? ''} đã trình lúc {writtenWhen(last.at)}; đang chờ {last.snapshot.signer.name} ký.{' '}
        <a href={href}>Xem bản trình ký</a>
      </p>
      {overtaken && <p>Số liệu đã đổi sau khi trình nên lãnh đạo chưa ký được bản này: trình lại ở cuối trang.</p>}
    </Note>
  )
}

/** The text of what was presented, signed or not, is where the next one begins, unless words were saved since. */
export const textBefore = (of: Presentable | undefined, heading: string, saved: When | undefined): string | undefined =>
  of?.basis && (saved === undefined || instantOf(saved) < instantOf(of.basis.at))
    ? (of.basis.snapshot.sections.find(one => one.heading === heading)?.text ?? '')
    : undefined

const instantOf = ({ day, time }: When): string => `${day} ${time}`

/** Whom to ask: names and posts as they are today; nothing is typed. */
export function SignerField({ of, chosen }: { of: Presentable; chosen: string | undefined }) {
  const value = chosen ?? of.basis?.signerDelegation ?? of.basis?.signerPost ?? (of.signers[0] && keyOf(of.signers[0]))
  return (
    <Field
      kind="radio"
      name="ky"
      label="Trình ai ký"
      hint="Tên và chức danh trên văn bản lấy từ chức vụ hôm nay."
      value={value}
      options={of.signers.map(head => ({ value: keyOf(head), label: `${head.name}, ${capacityOf(signerOf(head))}` }))}
    />
  )
}

/** Nobody else could sign: said with the way out. */
export function NobodySigns({ ask, of }: { ask: Ask; of: Presentable }) {
  const keeps = askForOthers(ask)('accounts.keep')?.grant.units.has(of.unitId) === true
  return (
    <Note tone="soon" title="Chưa trình ký được: đơn vị chưa có lãnh đạo nào khác ông/bà">
      <p>
        Người soạn không tự ký. Quản trị tài khoản giao chức vụ lãnh đạo cho người ký ở mục{' '}
        {keeps ? <a href="/can-bo">Cán bộ</a> : 'Cán bộ'}, hoặc lãnh đạo <a href="/tai-khoan/uy-quyen">ủy quyền có thời hạn</a> cho người
        khác. <a href={`/don-vi/${of.unitId}#chuc-vu`}>Ai đang giữ chức vụ ở {ask.tree.label(of.unitId)}</a>
      </p>
    </Note>
  )
}

/** Before the last page, not after: whom it goes to, in the words of the paper. */
export function askedSigner(of: Presentable, key: string | undefined): Head | Refusal {
  return of.signers.find(head => keyOf(head) === key) ?? refuse('reports.no-signer', 'Trình ai ký: chưa chọn. Chọn lãnh đạo ký.', 'ky')
}

/** What presenting means, a sentence each, for the page before it. */
export const effectsOfPresenting = (of: Presentable, head: Head): string[] => [
  `Trình ${head.name} ký, chức danh trên văn bản: ${capital(capacityOf(signerOf(head)))}. Ký xong mới công bố và lập văn bản Word.`,
  'Số liệu và lời được giữ nguyên như bản này cho đến khi ký; nếu có báo cáo được tiếp nhận hoặc trả lại thêm thì phải trình lại.',
  ...(of.last && !of.last.end ? ['Bản đang chờ ký được rút, thay bằng bản này.'] : []),
]
