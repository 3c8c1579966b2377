// Three kinds of things go wrong: a rule says no (Refusal, a value), the world says no (Fault, thrown), and bugs (anything else).

/** A rule's no: the code greps to one line, the sentence tells the person what to do next, the field is the one to mend. */
export interface Refusal {
  readonly refused: string
  readonly say: string
  readonly field?: string
}

export const refuse = (refused: string, say: string, field?: string): Refusal =>
  field === undefined ? { refused, say } : { refused, say, field }

export const isRefusal = (value: unknown): value is Refusal => typeof value === 'object' && value !== null && 'refused' in value

export interface FieldError {
  readonly field: string
  readonly say: string
}

const STATUS = {
  invalid: 400,
  'signed-out': 401,
  forbidden: 403,
  missing: 404,
  stale: 409,
  conflict: 409,
  'too-large': 413,
  refused: 422,
  'too-many': 429,
  unavailable: 503,
} as const
export type FaultKind = keyof typeof STATUS

/** The world's no. Thrown, so that the transaction rolls back; answered to the person in one place, as a page or as JSON. */
export class Fault extends Error {
  readonly kind: FaultKind
  readonly code: string
  readonly fields: readonly FieldError[]

  constructor(kind: FaultKind, code: string, say: string, fields: readonly FieldError[] = []) {
    super(say)
    this.name = 'Fault'
    this.kind = kind
    this.code = code
    this.fields = fields
  }

  get status(): number {
    return STATUS[this.kind]
  }
}

/** Turns a rule's refusals into a Fault; what is allowed passes through. */
export function settle<T>(outcome: T | Refusal | readonly Refusal[]): T {
  const refusals = Array.isArray(outcome) && outcome.length > 0 && outcome.every(isRefusal) ? outcome : isRefusal(outcome) ? [outcome] : []
  const first = refusals[0]
  if (!first) return outcome as T
  throw new Fault(
    'refused',
    first.refused,
    refusals.length === 1 ? first.say : `Cần sửa ${refusals.length} chỗ.`,
    refusals.map(one => ({ field: one.field ?? '', say: one.say })),
  )
}

/** What is out of reach and what does not exist look the same, so that nothing leaks. */
export const missing = (what: string): Fault => new Fault('missing', 'missing', `Không tìm thấy ${what}.`)

export const stale = (say = 'Nội dung này vừa được người khác sửa. Xem bản mới bên dưới rồi gửi lại.'): Fault =>
  new Fault('stale', 'stale', say)
