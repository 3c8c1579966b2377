// Which roles must have a second factor: one rule for the whole installation.
import type { Ask } from '../../access/ask.ts'
import { rolesWithTotp } from '../../access/second-factor.ts'
import type { Fault } from '../../ground/faults.ts'
import { choices, form, type Typed } from '../../web/input.ts'
import { Button } from '../../web/parts/button.tsx'
import { Crumb } from '../../web/parts/crumb.tsx'
import { ErrorSummary } from '../../web/parts/error-summary.tsx'
import { Field } from '../../web/parts/field.tsx'
import { Form } from '../../web/parts/form.tsx'
import { PageHead } from '../../web/parts/page-head.tsx'
import { type Page, type Route, route } from '../../web/route.ts'
import { isHighest, setRule } from './acts.ts'
import { roleWords } from './post-fields.tsx'
import { ROLES } from './words.ts'

const PATH = '/can-bo/xac-thuc'

async function rulePage(ask: Ask<'accounts.rule'>, typed?: Typed, fault?: Fault): Promise<Page> {
  const roles = await rolesWithTotp(ask.tx)
  const must = roleWords.filter(role => roles.has(role)).map(role => ROLES[role])
  return {
    title: fault ? 'Lỗi: Quy định xác thực' : 'Quy định xác thực',
    page: (
      <>
        <Crumb steps={[{ label: 'Cán bộ và tài khoản', href: '/can-bo' }, { label: 'Quy định xác thực' }]} />
        <PageHead
          title={must.length === 0 ? 'Không vai trò nào phải có xác thực hai bước' : `Phải có xác thực hai bước: ${must.join(', ')}`}
          sub="Người có vai trò ấy mà chưa thiết lập thì sau khi đăng nhập phải thiết lập trước khi làm việc khác. Tài khoản minh họa không phải theo."
        />
        <ErrorSummary fault={fault} />
        {(await isHighest(ask)) ? (
          <Form action={PATH} class="narrow" values={typed} errors={fault?.fields}>
            <Field
              kind="checks"
              name="roles"
              label="Vai trò phải có xác thực hai bước"
              options={roleWords.map(value => ({ value, label: ROLES[value] }))}
              value={[...roles]}
            />
            <Button kind="main">Đặt quy định</Button>
          </Form>
        ) : (
          <p>Quy định này áp dụng cho toàn hệ thống, do quản trị viên ở đơn vị cao nhất đặt.</p>
        )}
      </>
    ),
  }
}

export const ruleRoutes: readonly Route[] = [
  route({ at: `GET ${PATH}`, may: 'accounts.rule', run: ask => rulePage(ask) }),
  route({
    at: `POST ${PATH}`,
    may: 'accounts.rule',
    input: form({ roles: choices('Vai trò', roleWords) }),
    async run(ask, input) {
      await setRule(ask, input.roles)
      return { seeOther: PATH }
    },
    again: rulePage,
  }),
]
