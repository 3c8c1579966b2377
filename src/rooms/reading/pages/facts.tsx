// The facts of a text, beside it: those in doubt first, then the clear ones, then what was decided.

import { civil } from '../../../ground/day.ts'
import type { Fault } from '../../../ground/faults.ts'
import { formatDay } from '../../../ground/vietnamese.ts'
import type { Typed } from '../../../web/input.ts'
import { Button, ButtonLink } from '../../../web/parts/button.tsx'
import { Fact, FactHead, FactList } from '../../../web/parts/fact.tsx'
import { Form } from '../../../web/parts/form.tsx'
import type { UnitChoice } from '../../../web/parts/unit-picker.tsx'
import type { Opening } from '../rules.ts'
import { isClear, isOf, type Fact as Said, waits } from '../said.ts'
import type { StatedFigure } from '../stated.ts'
import { Correct } from './correct.tsx'
import { amount, factWords } from './words.ts'

export interface FactsView {
  readonly textId: string
  readonly facts: readonly Said[]
  readonly names: ReadonlyMap<string, string>
  readonly mayDecide: boolean
  /** Facts whose words are on the page. */
  readonly marked: ReadonlySet<number>
  readonly openings: readonly Opening[]
  readonly inferred: readonly StatedFigure[]
  /** The fact being corrected, with what was typed and refused. */
  readonly editing: number | undefined
  readonly typed: Typed | undefined
  readonly fault: Fault | undefined
  readonly units: { readonly found: readonly UnitChoice[]; readonly search: string | undefined; readonly chosen: UnitChoice | undefined }
}

type Own = Exclude<Said, { kind: 'event' }>

export function Facts(view: FactsView) {
  const own = view.facts.filter((fact): fact is Own => fact.kind !== 'event')
  const doubtful = own.filter(fact => waits(fact) && fact.doubt !== null)
  const clear = own.filter(isClear)
  const decided = own.filter(fact => !waits(fact))
  return (
    <section aria-labelledby="h-dk" class="top">
      <h2 id="h-dk" class="vh">
        Dữ kiện đề xuất
      </h2>
      {view.mayDecide && (
        <Form action={`/doc-van-ban/${view.textId}/quyet-dinh`} id="quyet-dinh" label="Quyết định từng dữ kiện">
          {null}
        </Form>
      )}
      <FactList>
        {doubtful.map(fact => (
          <Card fact={fact} view={view} />
        ))}
        {clear.length > 0 && (
          <FactHead
            actions={
              view.mayDecide &&
              clear.length > 1 && (
                <Button small form="quyet-dinh" name="acceptClear" value={String(clear.length)}>
                  {`Nhận cả ${clear.length}`}
                </Button>
              )
            }
          >
            {`${clear.length} dữ kiện rõ`}
          </FactHead>
        )}
        {clear.map(fact => (
          <Card fact={fact} view={view} />
        ))}
        {view.openings.map(opening => (
          <Offered opening={opening} view={view} />
        ))}
        {(decided.length > 0 || view.inferred.length > 0) && (
          <FactHead>{`${decided.length + view.inferred.length} đã quyết định`}</FactHead>
        )}
        {decided.map(fact => (
          <Card fact={fact} view={view} />
        ))}
        {view.inferred.map(figure => (
          <Inferred figure={figure} view={view} />
        ))}
      </FactList>
    </section>
  )
}

const DECIDED = {
  accept: { tone: 'ok', says: 'Đã nhận' },
  correct: { tone: 'ok', says: 'Đã sửa và nhận' },
  reject: { tone: 'none', says: 'Đã loại' },
} as const

function Card({ fact, view }: { fact: Own; view: FactsView }) {
  const words = factWords(fact)
  const editing = view.editing === fact.n && waits(fact)
  const mark = view.marked.has(fact.n) ? undefined : (false as const)
  const decided = fact.verdict === 'undo' ? undefined : DECIDED[fact.verdict]
  const proposed = fact.verdict === 'correct' ? factWords({ ...fact, decided: null } as Own) : undefined
  return (
    <Fact
      n={fact.n}
      kind={fact.kind}
      title={words.title}
      mark={mark}
      {...(fact.doubt !== null && waits(fact) ? { doubt: shortDoubt(fact.doubt) } : {})}
      {...(decided ? { decided } : {})}
      says={
        <>
          {waits(fact) && fact.doubt ? `${fact.doubt} ` : ''}
          {words.says}
          {proposed && ` Máy đề xuất: ${[proposed.title, proposed.says].filter(Boolean).join('. ').replace(/\.*$/u, '.')}`}
          {decided && ` ${who(fact, view)}`}
        </>
      }
      actions={view.mayDecide && !editing && (waits(fact) ? <Decide fact={fact} view={view} /> : <Undo fact={fact} />)}
    >
      {editing ? (
        <Correct
          fact={fact}
          figures={view.facts.filter(isOf('figure'))}
          textId={view.textId}
          typed={view.typed}
          fault={view.fault}
          units={view.units}
        />
      ) : null}
    </Fact>
  )
}

/** The beginning of the doubt, for the line of the status; the whole stands under it. */
const shortDoubt = (doubt: string): string => {
  const first = doubt.split(/[:.;]/u)[0] ?? doubt
  return (first.charAt(0).toLowerCase() + first.slice(1)).slice(0, 60)
}

function who(fact: Own, view: FactsView): string {
  if (!fact.decidedAt || !fact.decidedBy) return ''
  const { day, time } = civil(fact.decidedAt)
  return `${view.names.get(fact.decidedBy) ?? 'Một cán bộ'} quyết định lúc ${time.slice(0, 5)} ngày ${formatDay(day)}.`
}

const seen = (fact: Own): string => `${fact.n}:${fact.seq}`

function Decide({ fact, view }: { fact: Own; view: FactsView }) {
  const of = `dữ kiện ${fact.n}`
  return (
    <>
      <Button small form="quyet-dinh" name="accept" value={seen(fact)} of={of}>
        Nhận
      </Button>
      {fact.kind === 'person' && fact.payload.name !== null && fact.doubt !== null && (
        <Button small form="quyet-dinh" name="acceptNameless" value={seen(fact)} of={of}>
          Nhận, bỏ tên
        </Button>
      )}
      <ButtonLink small href={`/doc-van-ban/${view.textId}?sua=${fact.n}#d${fact.n}`} of={of}>
        Sửa
      </ButtonLink>
      <Button small kind="plain" form="quyet-dinh" name="reject" value={seen(fact)} of={of}>
        Loại
      </Button>
    </>
  )
}

const Undo = ({ fact }: { fact: Own }) => (
  <Button small kind="plain" form="quyet-dinh" name="undo" value={seen(fact)} of={`dữ kiện ${fact.n}`}>
    Hoàn tác
  </Button>
)

/** A figure that follows from two stated ones: offered, and kept only when an officer takes it. */
function Offered({ opening, view }: { opening: Opening; view: FactsView }) {
  return (
    <div class="fact ask">
      <p>
        <span class="st soon">Số suy ra, không có trong văn bản</span>
      </p>
      <p>
        <strong>{`Mô hình có ${opening.qualifier}: ${opening.value}`}</strong>
      </p>
      <p class="small">{`${opening.sum}, ${opening.assumption}. Nếu nhận, số này luôn kèm chữ “suy ra”.`}</p>
      {view.mayDecide && (
        <div class="row">
          <Button small form="quyet-dinh" name="infer" value={`${opening.closingId}:${opening.addedId}`} of={`số suy ra ${opening.value}`}>
            Nhận
          </Button>
        </div>
      )}
    </div>
  )
}

function Inferred({ figure, view }: { figure: StatedFigure; view: FactsView }) {
  return (
    <div class="fact">
      <p>
        <span class="st soon">Đã nhận, suy ra</span>
      </p>
      <p>
        <strong>{`Mô hình có ${figure.qualifier}: ${amount(figure)}`}</strong>
      </p>
      <p class="small soft">{`Suy ra, ${figure.assumption}. Không có trong văn bản.`}</p>
      {view.mayDecide && (
        <div class="row">
          <Button small kind="plain" form="quyet-dinh" name="dropInferred" value={figure.id} of={`số suy ra ${figure.value}`}>
            Hoàn tác
          </Button>
        </div>
      )}
    </div>
  )
}
