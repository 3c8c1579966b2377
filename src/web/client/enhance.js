// Small helps on pages that work without them: focus, one submission, save state, picked names, evidence both ways.

const all = (selector, root = document) => [...root.querySelectorAll(selector)]

// A refused form is read from its errors.
document.querySelector('.errs')?.focus()

// One press, one submission: a second press before the answer is dropped. Downloads leave the page standing, so it opens again.
let sent = new WeakSet()
addEventListener('submit', event => {
  const form = event.target
  if (event.defaultPrevented || form.method === 'get') return
  if (sent.has(form)) return event.preventDefault()
  sent.add(form)
  saving.get(form)?.leave()
  setTimeout(() => sent.delete(form), 8000)
})
addEventListener('pageshow', event => {
  if (event.persisted) sent = new WeakSet()
})

// What the server keeps of a form, in words. Typing makes it "chưa lưu"; a draft action takes it by itself.
const saving = new Map()

function watch(form) {
  const line = form.querySelector('[data-save-state]')
  const draft = form.dataset.autosave
  let typed = 0
  let kept = 0
  let timer
  let lost
  let going

  const say = (tone, words) => {
    if (!line) return
    line.className = `st ${tone}`
    if (line.textContent !== words) line.textContent = words
  }
  const later = ms => {
    clearTimeout(timer)
    timer = setTimeout(keep, ms)
  }
  async function keep() {
    if (!draft || typed === kept) return typed === kept
    // Two savings under way could arrive in the wrong order.
    if (going) return going.then(keep)
    going = send().finally(() => {
      going = undefined
    })
    return going
  }
  async function send() {
    const sending = typed
    const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string'))
    try {
      const answer = await fetch(draft, { method: 'POST', body, headers: { accept: 'application/json' } })
      lost = undefined
      if (answer.status === 401) return say('late', 'Phiên làm việc đã hết. Bấm lưu rồi đăng nhập lại, những gì đã gõ vẫn còn')
      if (answer.status === 409) return say('late', 'Người khác vừa sửa biểu này. Bấm lưu để xem bản mới')
      if (!answer.ok) return say('late', 'Chưa lưu được. Bấm lưu để xem vì sao')
      const told = await answer.json()
      // What others wrote meanwhile is taken in by the page's own script; where it is not there, the page goes on as it began.
      const hidden = form.takeIn ? form.takeIn(told, body) : told.theirs?.length ? {} : told.hidden
      for (const [name, value] of Object.entries(hidden ?? {})) if (form.elements[name]) form.elements[name].value = value
      kept = sending
      // Without an hour nothing was ever kept: what was typed was taken away again.
      const where = told.at ? `Đã lưu trên máy chủ lúc ${told.at}` : 'Chưa có gì để lưu'
      if (typed === kept) say(told.both?.length ? 'soon' : told.at ? 'ok' : 'none', `${where}${told.says ? `; ${told.says}` : ''}`)
      else later(1500)
      return typed === kept
    } catch {
      lost ??= new Date().toTimeString().slice(0, 5)
      say('late', `Mất mạng từ ${lost}. Chưa lưu, sẽ gửi khi có mạng`)
      later(15000)
    }
  }
  form.addEventListener('input', () => {
    typed++
    if (!lost) say('soon', 'Chưa lưu')
    later(1500)
  })
  addEventListener('online', () => later(0))
  saving.set(form, {
    keep,
    unsaved: () => typed !== kept,
    leave: () => {
      clearTimeout(timer)
      kept = typed
    },
  })
}
for (const form of all('form[data-save]')) watch(form)
addEventListener('beforeunload', event => {
  if ([...saving.values()].some(form => form.unsaved())) event.preventDefault()
})

// A block copied from a spreadsheet goes to the page that reads it cell by cell, once what was typed here is kept.
addEventListener('paste', async event => {
  const box = event.target
  const page = document.querySelector('a[href$="/dan-excel"]')
  const block = event.clipboardData?.getData('text/plain') ?? ''
  if (!page || !box.matches?.('.cell input') || !/[\t\n]/.test(block.trim())) return
  event.preventDefault()
  // What cannot be kept is shown why, as if the person had pressed save.
  if (!(await saving.get(box.form)?.keep())) return box.form.requestSubmit()
  const form = Object.assign(document.createElement('form'), { method: 'post', action: page.href })
  const fields = { _csrf: box.form.elements._csrf.value, khoi: block, 'bat-dau': box.name.slice(2) }
  for (const [name, value] of Object.entries(fields))
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
  document.body.append(form)
  form.submit()
})

// The code of a figure goes where one writes.
let writing
addEventListener('focusin', ({ target }) => {
  if (/^p-/.test(target.name)) writing = target
})
for (const code of all('[data-code]')) {
  const { textContent } = code
  const onclick = ({ target }) => {
    const box = writing ?? target.form.querySelector('textarea[name^="p-"]')
    box.setRangeText(textContent, box.selectionStart, box.selectionEnd, 'end')
    box.focus()
    box.dispatchEvent(new Event('input', { bubbles: true }))
  }
  code.replaceWith(Object.assign(document.createElement('button'), { type: 'button', className: 'as-link', textContent, onclick }))
}

// The bar names the rows that are picked now.
addEventListener('change', event => {
  const form = event.target.form
  const line = form?.querySelector('[data-picked]')
  if (!line || !event.target.closest('.pick')) return
  const names = all('.pick input:checked', form).map(box => box.dataset.name)
  const count = document.createElement('strong')
  count.textContent = `Đã chọn ${names.length} ${line.dataset.picked}:`
  if (names.length) line.replaceChildren(count, ` ${names.join(', ')}.`)
  else line.replaceChildren(`Chưa chọn ${line.dataset.picked} nào.`)
})

// A fact lights its place in the text, and the place lights its fact.
const light = on => event => {
  const at = event.target.closest?.('[data-n]')
  if (!at) return
  for (const other of all(`[data-n="${at.dataset.n}"]`)) if (other !== at) other.classList.toggle('on', on)
}
addEventListener('pointerover', light(true))
addEventListener('pointerout', light(false))
addEventListener('focusin', light(true))
addEventListener('focusout', light(false))
