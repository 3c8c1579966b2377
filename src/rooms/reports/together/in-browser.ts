// The figure sheet in a browser: the server's own rules while one types, and what colleagues wrote meanwhile. tools/generate.ts makes it
// one script, src/web/client/sheet.js; the page does all it does without it.
import { formatNumber } from '../../../ground/vietnamese.ts'
import { fieldOf, reasonFieldOf, type TypedCell, type TypedState } from '../sheet.ts'
import { type ComputedNow, judge, type Remark, sayInItsCell } from './as-typed.ts'
import { type OnPage, unpack } from './on-page.ts'

type Box = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

interface Told {
  readonly hidden?: Record<string, string>
  readonly theirs?: readonly {
    readonly place: string
    readonly by: string
    readonly state: string
    readonly value: string
    readonly reason: string
  }[]
  readonly both?: readonly { readonly place: string; readonly says: string }[]
}

/** For programs that try the rules without a page. */
Object.assign(globalThis, {
  danvanSheet: (page: OnPage, cells: readonly TypedCell[]) => {
    const { asked, before } = unpack(page)
    return judge(asked, before, cells)
  },
})

const made = <K extends keyof HTMLElementTagNameMap>(tag: K, className: string, text = ''): HTMLElementTagNameMap[K] =>
  Object.assign(document.createElement(tag), { className, textContent: text })

class SheetInBrowser {
  readonly #form: HTMLFormElement
  readonly #rules: ReturnType<typeof unpack>
  readonly #elsewhere: ReadonlyMap<string, TypedCell>
  readonly #others: { readonly lines: number; readonly filled: number }
  readonly #touched = new Set<string>()
  readonly #said = new Map<string, HTMLElement>()

  constructor(form: HTMLFormElement, page: OnPage) {
    this.#form = form
    this.#rules = unpack(page)
    this.#elsewhere = new Map(page.leaf?.elsewhere.map(one => [one.code, one]))
    this.#others = page.leaf?.others ?? { lines: 0, filled: 0 }
    form.addEventListener('input', event => this.#typed(event.target as Box))
    form.addEventListener('change', event => this.#typed(event.target as Box))
    Object.assign(form, { takeIn: (told: Told, sent: URLSearchParams) => this.#takeIn(told, sent) })
  }

  #box(name: string): Box | undefined {
    const found = this.#form.elements.namedItem(name)
    return found instanceof HTMLElement ? (found as Box) : undefined
  }

  #cell(code: string): HTMLElement | null {
    return document.getElementById(`ct-${code}`)?.querySelector<HTMLElement>('.cell') ?? null
  }

  #cells(): TypedCell[] {
    return this.#rules.asked.indicators.map(
      ({ code }) =>
        this.#elsewhere.get(code) ?? {
          code,
          state: (this.#box(`s-${code}`)?.value ?? '') as TypedState,
          value: this.#box(fieldOf(code))?.value ?? '',
          reason: this.#box(reasonFieldOf(code))?.value ?? '',
        },
    )
  }

  #typed(box: Box): void {
    const code = /^[osl]-(.+)$/u.exec(box.name)?.[1]
    if (code === undefined || !this.#rules.asked.indicators.some(one => one.code === code)) return
    this.#touched.add(code)
    this.#show()
  }

  #show(): void {
    const { asked, before } = this.#rules
    const { remarks, computed, filled } = judge(asked, before, this.#cells())
    const shown = new Map<string, Remark>()
    for (const one of remarks) {
      const code = one.field.slice(2)
      const several = one.code === 'reports.cell-part-above' || one.code === 'reports.cell-parts-differ'
      if (one.code !== 'reports.cell-empty' && (several || this.#touched.has(code)) && !shown.has(one.field)) shown.set(one.field, one)
    }
    const empty = new Set(remarks.filter(one => one.code === 'reports.cell-empty').map(one => one.field.slice(2)))
    for (const { code } of asked.indicators) {
      this.#missing(code, empty.has(code))
      const far = shown.get(fieldOf(code))
      this.#askReason(code, shown.get(reasonFieldOf(code)) ?? (far?.code === 'reports.cell-far' ? far : undefined))
      for (const field of [fieldOf(code), reasonFieldOf(code)]) this.#say(field, shown.get(field))
    }
    for (const one of computed) this.#compute(one)
    const count = this.#form.querySelector('[data-save-state] ~ .soft')
    if (count) count.textContent = `${filled + this.#others.filled} trên ${asked.indicators.length + this.#others.lines} ô có số`
  }

  /** "Chưa nhập" goes when there is something, and comes back when it is taken away. */
  #missing(code: string, isMissing: boolean): void {
    const word = document.getElementById(`${fieldOf(code)}-thieu`)
    if (!word) return
    word.hidden = !isMissing
    const cell = this.#cell(code)
    cell?.classList.toggle('miss', isMissing)
    cell?.classList.toggle('typed', !isMissing)
  }

  /** A line for the reason under the cell that needs one, where the page has none yet. */
  #askReason(code: string, asked: Remark | undefined): void {
    const field = reasonFieldOf(code)
    if (!asked || this.#box(field)) return
    const row = document.getElementById(`ct-${code}`)
    const columns = row?.closest('table')?.querySelectorAll('thead th').length ?? 1
    const input = Object.assign(made('input', ''), { type: 'text', id: field, name: field, maxLength: 500 })
    const line = made('div', 'line')
    line.append(Object.assign(made('label', '', 'Lý do'), { htmlFor: field }), input)
    const under = made('tr', 'under')
    const home = Object.assign(made('td', ''), { colSpan: columns })
    under.setAttribute('role', 'row')
    home.setAttribute('role', 'cell')
    home.append(line)
    under.append(home)
    row?.after(under)
  }

  #say(field: string, remark: Remark | undefined): void {
    const box = this.#box(field)
    const id = `${field}-loi`
    const there = this.#said.get(field) ?? document.getElementById(id)
    if (!remark) {
      // A sentence of the server stays until its own cell is touched.
      if (there && this.#touched.has(field.slice(2))) {
        there.remove()
        this.#said.delete(field)
        box?.removeAttribute('aria-invalid')
      }
      return
    }
    const words = sayInItsCell(remark.say)
    const line = there ?? made('span', '')
    line.id = id
    line.className = remark.severity === 'notice' ? 'st soon small' : 'error'
    if (line.textContent !== words) line.textContent = words
    if (!there) {
      line.setAttribute('aria-live', 'polite')
      if (box?.closest('.line')) box.before(line)
      else this.#cell(field.slice(2))?.append(line)
    }
    this.#said.set(field, line)
    if (remark.severity === 'notice') box?.removeAttribute('aria-invalid')
    else box?.setAttribute('aria-invalid', 'true')
    box?.setAttribute('aria-describedby', id)
  }

  #compute({ code, value, words, how }: ComputedNow): void {
    const cell = this.#cell(code)
    if (!cell) return
    const box = made('div', 'val')
    if (how !== '') box.append(made('span', 'src', how))
    box.append(value === undefined ? made('span', 'void', words) : made('b', 'num', value))
    if (cell.firstElementChild?.textContent === box.textContent) return
    cell.replaceChildren(box)
  }

  /** What a colleague wrote comes in where nobody typed since, marked as theirs; the rest of the page begins where it began. */
  #takeIn(told: Told, sent: URLSearchParams): Record<string, string> {
    const left = (told.theirs ?? []).filter(one => {
      const isText = one.place.startsWith('p-')
      const pairs: [Box | undefined, string, string][] = isText
        ? [[this.#box(one.place), one.value, sent.get(one.place) ?? '']]
        : [
            [this.#box(fieldOf(one.place)), one.value, sent.get(fieldOf(one.place)) ?? ''],
            [this.#box(`s-${one.place}`), one.state, sent.get(`s-${one.place}`) ?? ''],
            [this.#box(reasonFieldOf(one.place)), one.reason, sent.get(reasonFieldOf(one.place)) ?? ''],
          ]
      if (pairs.some(([box, , was]) => box && box.value !== was)) return true
      for (const [box, value] of pairs) if (box) box.value = value
      this.#mark(one.place, 'sent', `${one.by} vừa ghi${one.value !== '' && !pairs[0]?.[0] ? ` ${one.value}` : ''}`)
      return false
    })
    for (const one of told.both ?? []) this.#mark(one.place, 'soon', one.says)
    if ((told.theirs ?? []).length > left.length) this.#show()
    const hidden = { ...told.hidden }
    if (hidden['goc'] !== undefined)
      hidden['goc'] = asBefore(
        hidden['goc'],
        sent.get('goc') ?? '',
        left.map(one => one.place),
      )
    return hidden
  }

  #mark(place: string, tone: string, words: string): void {
    const home = place.startsWith('p-') ? this.#box(place)?.closest('.field') : this.#cell(place)
    if (!home) return
    const line = home.querySelector<HTMLElement>('[data-by]') ?? home.appendChild(made('p', ''))
    Object.assign(line, { className: `small st ${tone}`, textContent: words })
    line.dataset['by'] = ''
  }
}

/** What the page begins with now, but for these places, which it has not taken over. */
function asBefore(now: string, was: string, places: readonly string[]): string {
  const marks = (text: string): Map<string, string> =>
    new Map(
      text
        .split(' ')
        .slice(1)
        .map(one => one.split(':') as [string, string]),
    )
  const [next, before] = [marks(now), marks(was)]
  for (const place of places) {
    next.delete(place)
    const mark = before.get(place)
    if (mark !== undefined) next.set(place, mark)
  }
  return ['g1', ...[...next].map(one => one.join(':'))].join(' ')
}

const STEPS: Readonly<Record<string, number>> = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }

/** Down the column as in a spreadsheet: Enter and the arrows go from number to number, Shift and Enter goes back. */
function goDown(event: KeyboardEvent): void {
  const step = (STEPS[event.key] ?? 0) * (event.key === 'Enter' && event.shiftKey ? -1 : 1)
  // While a word is being composed, as Vietnamese is typed, Enter ends the word.
  if (!step || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return
  const boxes = [...document.querySelectorAll<HTMLInputElement>('.cell input[name^="o-"]')].filter(one => one.offsetParent && !one.disabled)
  const at = boxes.indexOf(event.target as HTMLInputElement)
  if (at < 0) return
  event.preventDefault()
  boxes[at + step]?.focus()
  boxes[at + step]?.select()
}

if (typeof document !== 'undefined') {
  addEventListener('keydown', goDown)
  const rules = document.querySelector<HTMLElement>('[data-rules]')
  const form = rules?.closest('form')
  if (rules && form) new SheetInBrowser(form, JSON.parse(rules.dataset['rules'] ?? '') as OnPage)
  // Made at the first figure that is typed otherwise, and costs a moment.
  formatNumber(0)
}
