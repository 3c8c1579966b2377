// The figures this room counts for reports. Each is one SELECT of records: the figure and the list it opens cannot disagree.
import { type RawBuilder, sql } from 'kysely'
import type { Counted, Counter } from '../../web/room.ts'
import type { Kind } from './registration.ts'

type Of = Parameters<Counter['records']>[0]

const columns = sql`m.id as record_id, m.unit_id, m.title, '/kheo/' || m.id as href`
const ofKind = (kind: Kind | undefined) => (kind === undefined ? sql`` : sql` and m.kind = ${kind}`)
const among = ({ units }: Of) => sql`m.unit_id = any(${[...units]}::uuid[])`

/** Registered with the body of the unit's own level, from…until, both inside. */
export const registered =
  (kind?: Kind) =>
  (of: Of): RawBuilder<Counted> =>
    sql<Counted>`select ${columns}, m.registered_on as on_day from kheo_model m
      where ${among(of)} and m.registered_on between ${of.from} and ${of.until}${ofKind(kind)}`

/** Of those registered in the window, the ones that an upper body has registered too by its end: a part, never more than the whole. */
export const registeredUp =
  (kind?: Kind) =>
  (of: Of): RawBuilder<Counted> =>
    sql<Counted>`select ${columns}, min(s.on_day) as on_day from kheo_model m join kheo_step s on s.model_id = m.id
      where ${among(of)} and m.registered_on between ${of.from} and ${of.until}
        and s.step = 'registered' and s.on_day <= ${of.until}${ofKind(kind)} group by m.id`

/** Recognised by any body in the window, unless that body has taken it back by the end of it. */
export const recognised = (of: Of): RawBuilder<Counted> =>
  sql<Counted>`select ${columns}, min(s.on_day) as on_day from kheo_model m join kheo_step s on s.model_id = m.id
    where ${among(of)} and s.step = 'recognised' and s.on_day between ${of.from} and ${of.until}
      and not exists (select from kheo_step w where w.model_id = m.id and w.follows = s.seq and w.on_day <= ${of.until})
    group by m.id`

/** Commended in the window, by one level or several: the model counts once. */
export const praised = (of: Of): RawBuilder<Counted> =>
  sql<Counted>`select ${columns}, min(s.on_day) as on_day from kheo_model m join kheo_step s on s.model_id = m.id
    where ${among(of)} and s.step = 'praised' and s.on_day between ${of.from} and ${of.until} group by m.id`

/** Stopped from…until, both inside. */
export const stopped = (of: Of): RawBuilder<Counted> =>
  sql<Counted>`select ${columns}, t.on_day from kheo_model m join kheo_stop t on t.model_id = m.id
    where ${among(of)} and t.on_day between ${of.from} and ${of.until}`

/** Still running at the end of the day `until`: registered by then, not stopped by then. */
export const standing =
  (kind?: Kind) =>
  (of: Of): RawBuilder<Counted> =>
    sql<Counted>`select ${columns}, m.registered_on as on_day from kheo_model m
      where ${among(of)} and m.registered_on <= ${of.until}
        and not exists (select from kheo_stop t where t.model_id = m.id and t.on_day <= ${of.until})${ofKind(kind)}`

const counter = (label: string, records: Counter['records']): Counter => ({ label, noun: 'mô hình', records })

export const counters: Readonly<Record<string, Counter>> = {
  'kheo.registered': counter('Mô hình đăng ký trong kỳ', registered()),
  'kheo.registered.collective': counter('Mô hình tập thể đăng ký trong kỳ', registered('collective')),
  'kheo.registered.individual': counter('Mô hình cá nhân đăng ký trong kỳ', registered('individual')),
  'kheo.registered-up': counter('Trong số đăng ký, đã đăng ký với cấp trên', registeredUp()),
  'kheo.registered-up.collective': counter('Trong số đăng ký, tập thể đã đăng ký với cấp trên', registeredUp('collective')),
  'kheo.registered-up.individual': counter('Trong số đăng ký, cá nhân đã đăng ký với cấp trên', registeredUp('individual')),
  'kheo.recognised': counter('Mô hình được công nhận trong kỳ', recognised),
  'kheo.praised': counter('Mô hình được khen trong kỳ, mỗi mô hình tính một lần', praised),
  'kheo.stopped': counter('Mô hình dừng trong kỳ', stopped),
  'kheo.standing': counter('Mô hình đang duy trì cuối kỳ', standing()),
  'kheo.standing.collective': counter('Mô hình tập thể đang duy trì cuối kỳ', standing('collective')),
  'kheo.standing.individual': counter('Mô hình cá nhân đang duy trì cuối kỳ', standing('individual')),
}
