// How one wants notices by mail, kind by kind, and the address they go to.
import type { Ask } from '../../../access/ask.ts'
import type { Fault, FieldError } from '../../../ground/faults.ts'
import { choice, form, type Typed, text } from '../../../web/input.ts'
import { Actions, Button } from '../../../web/parts/button.tsx'
import { Crumb } from '../../../web/parts/crumb.tsx'
import { ErrorSummary } from '../../../web/parts/error-summary.tsx'
import { Field } from '../../../web/parts/field.tsx'
import { Form } from '../../../web/parts/form.tsx'
import { Note } from '../../../web/parts/note.tsx'
import { PageHead } from '../../../web/parts/page-head.tsx'
import { Section } from '../../../web/parts/section.tsx'
import type { MailWay, NoticeKind } from '../../../web/room.ts'
import { type Page, type Route, route } from '../../../web/route.ts'
import { choose, confirmOwnAddress, giveAddress } from '../acts.ts'
import { type Address, addressOf, choicesOf, dropAddress } from '../store.ts'
import { workerSays } from '../store-outbox.ts'
import { PATH as LIST } from './list.tsx'
import { WAYS, wayWords } from './words.ts'

const PATH = `${LIST}/nhan-thu`

/** A dot of a kind is no part of a field's name. */
const fieldOf = (kind: string): string => kind.replaceAll('.', '_')

type Kinds = ReadonlyMap<string, NoticeKind>

async function choicesPage(ask: Ask<'self'>, kinds: Kinds, amiss: { typed?: Typed; errors?: readonly FieldError[] } = {}): Promise<Page> {
  const says = await workerSays(ask.tx)
  const address = await addressOf(ask.tx, ask.person.id)
  const chosen = await choicesOf(ask.tx, ask.person.id)
  const mailOn = says?.mailHost != null
  const hour = says?.digestHour ?? 7
  return {
    title: amiss.errors ? 'Lỗi: Cách nhận thông báo' : 'Cách nhận thông báo',
    ...(amiss.errors ? { status: 422 } : {}),
    page: (
      <>
        <Crumb steps={[{ label: 'Thông báo', href: LIST }, { label: 'Cách nhận' }]} />
        <PageHead
          title={headline(mailOn, address)}
          sub="Mọi thông báo luôn có ở trang Thông báo. Ở đây ông/bà chọn thêm việc nào gửi qua thư điện tử."
        />
        <ErrorSummary errors={amiss.errors} />
        {mailOn ? null : (
          <Note tone="soon" title="Hệ thống chưa gửi thư.">
            Người giữ máy chủ chưa đặt máy chủ thư. Lựa chọn của ông/bà được ghi lại và có hiệu lực khi việc gửi thư được bật.
          </Note>
        )}
        {mailOn ? <AddressForms address={address} at={ask.at} {...amiss} /> : null}
        <Section title="Việc nào gửi thư, gửi lúc nào" id="viec-nao">
          <Form action={PATH} class="narrow">
            {[...kinds].map(([kind, { label, mail }]) => (
              <Field
                kind="select"
                name={fieldOf(kind)}
                label={label}
                value={chosen.get(kind) ?? mail}
                options={WAYS.map(way => ({ value: way, label: wayWords(way, hour) }))}
                width={16}
              />
            ))}
            <Button kind={address?.confirmedAt || !mailOn ? 'main' : 'normal'}>Ghi lựa chọn</Button>
          </Form>
        </Section>
      </>
    ),
  }
}

const headline = (mailOn: boolean, address: Address | undefined): string => {
  if (!mailOn) return 'Thông báo chỉ có trên trang'
  if (!address) return 'Thông báo chỉ có trên trang: ông/bà chưa ghi địa chỉ thư'
  return address.confirmedAt ? `Thư gửi tới ${address.address}` : `Địa chỉ ${address.address} còn chờ xác nhận`
}

function AddressForms({
  address,
  at,
  typed,
  errors,
}: {
  address: Address | undefined
  at: Date
  typed?: Typed
  errors?: readonly FieldError[]
}) {
  const isWaiting = address?.codeUntil != null && address.codeUntil > at && address.confirmedAt === null
  return (
    <Section title="Địa chỉ thư" id="dia-chi" first>
      {isWaiting ? (
        <Form action={`${PATH}/xac-nhan`} class="narrow" errors={errors}>
          <Field
            name="code"
            label={`Mã 6 số đã gửi tới ${address.address}`}
            hint="Thư có thể đến sau vài phút; xem cả mục thư rác."
            inputmode="numeric"
            autocomplete="one-time-code"
            maxlength={10}
            width={8}
          />
          <Button kind="main">Xác nhận địa chỉ</Button>
        </Form>
      ) : null}
      <Form action={`${PATH}/dia-chi`} class={isWaiting ? 'narrow after' : 'narrow'} values={typed} errors={errors}>
        <Field
          name="address"
          label={address ? 'Đổi sang địa chỉ khác' : 'Địa chỉ thư công vụ của ông/bà'}
          hint="Một mã 6 số được gửi tới đó để biết đúng là của ông/bà."
          autocomplete="email"
          maxlength={254}
          width={24}
        />
        <Button kind={address ? 'normal' : 'main'}>Gửi mã xác nhận</Button>
      </Form>
      {address ? (
        <Form action={`${PATH}/bo-dia-chi`}>
          <Actions>
            <Button kind="plain">Bỏ địa chỉ, không nhận thư nữa</Button>
          </Actions>
        </Form>
      ) : null}
    </Section>
  )
}

const WRONG: Readonly<Record<'wrong' | 'too-late', string>> = {
  wrong: 'Mã 6 số: chưa đúng. Xem lại thư mới nhất rồi gõ lại.',
  'too-late': 'Mã 6 số: đã hết hạn hoặc đã gõ sai quá 5 lần. Gửi mã mới tới địa chỉ của ông/bà.',
}

export const choiceRoutes = (kinds: Kinds): readonly Route[] => [
  route({ at: `GET ${PATH}`, may: 'self', run: ask => choicesPage(ask, kinds) }),
  route({
    at: `POST ${PATH}`,
    may: 'self',
    input: form(Object.fromEntries([...kinds].map(([kind, { label }]) => [fieldOf(kind), choice(label, ['now', 'digest', 'none'])]))),
    async run(ask, input) {
      const chosen = [...kinds.keys()].map(kind => [kind, (input as Record<string, MailWay>)[fieldOf(kind)] ?? 'none'] as const)
      await choose(ask, Object.fromEntries(chosen), new Set(kinds.keys()))
      return { seeOther: LIST }
    },
    again: (ask, typed, fault: Fault) => choicesPage(ask, kinds, { typed, errors: fault.fields }),
  }),
  route({
    at: `POST ${PATH}/dia-chi`,
    may: 'self',
    perMinute: 5,
    input: form({ address: text('Địa chỉ thư', 254) }),
    async run(ask, { address }) {
      await giveAddress(ask, address)
      return { seeOther: PATH }
    },
    again: (ask, typed, fault: Fault) => choicesPage(ask, kinds, { typed, errors: fault.fields }),
  }),
  route({
    at: `POST ${PATH}/xac-nhan`,
    may: 'self',
    perMinute: 20,
    input: form({ code: text('Mã 6 số', 10) }),
    async run(ask, { code }) {
      const done = await confirmOwnAddress(ask, code)
      return done === 'confirmed' ? { seeOther: PATH } : await choicesPage(ask, kinds, { errors: [{ field: 'code', say: WRONG[done] }] })
    },
    again: (ask, typed, fault: Fault) => choicesPage(ask, kinds, { typed, errors: fault.fields }),
  }),
  route({
    at: `POST ${PATH}/bo-dia-chi`,
    may: 'self',
    async run(ask) {
      await dropAddress(ask)
      return { seeOther: PATH }
    },
  }),
]
