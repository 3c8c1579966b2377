import type { ComponentChildren } from 'preact'

interface BarProps {
  children?: ComponentChildren
  actions: ComponentChildren
  /** Stays at the foot of a phone too, with buttons for a thumb: for a page that is read on one. */
  thumb?: boolean | undefined
}

/** The bar at the foot of a long form: what stands on the left, what to do on the right. It never covers the field being typed. */
export function Bar({ children, actions, thumb }: BarProps) {
  return (
    <div class={thumb ? 'bar thumb' : 'bar'}>
      <div class="row">
        <div class="small">{children}</div>
        <span class="push" />
        {actions}
      </div>
    </div>
  )
}

/** Which rows are picked. The script keeps it in step with the boxes; without it the page says what the server knew. */
export function Picked({
  names,
  noun = 'đơn vị',
  clear,
}: {
  names: readonly string[]
  noun?: string | undefined
  clear?: string | undefined
}) {
  return (
    <p>
      <span data-picked={noun} aria-live="polite">
        {names.length === 0 ? `Chưa chọn ${noun} nào.` : <PickedNames names={names} noun={noun} />}
      </span>{' '}
      {clear && names.length > 0 && <a href={clear}>Bỏ chọn</a>}
    </p>
  )
}

const PickedNames = ({ names, noun }: { names: readonly string[]; noun: string }) => (
  <>
    <strong>{`Đã chọn ${names.length} ${noun}:`}</strong> {names.join(', ')}.
  </>
)

interface SaveStateProps {
  /** "09:42:15", when the server keeps something. */
  at?: string | undefined
  /** "20 trên 21 ô có số" */
  says?: ComponentChildren
}

/** What the server keeps of this form, said with the hour. The script changes it while the person types. */
export function SaveState({ at, says }: SaveStateProps) {
  return (
    <p>
      <span data-save-state role="status" class={at ? 'st ok' : 'st none'}>
        {at ? `Đã lưu trên máy chủ lúc ${at}` : 'Chưa lưu lần nào'}
      </span>{' '}
      {says && <span class="soft">{says}</span>}
    </p>
  )
}
