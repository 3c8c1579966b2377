// The page around the page.
import type { ComponentChildren } from 'preact'
import { SCRIPTS, STYLES, usePage } from './page-context.ts'
import { Form } from './parts/form.tsx'

export function Layout({ title, children }: { title: string; children?: ComponentChildren }) {
  const page = usePage()
  return (
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · Dân Vận`}</title>
        <link rel="icon" href={page.assets('icon.svg')} type="image/svg+xml" />
        {STYLES.map(name => (
          <link rel="stylesheet" href={page.assets(name)} />
        ))}
        {SCRIPTS.map(name => (
          <script type="module" src={page.assets(name)} />
        ))}
      </head>
      <body>
        <a class="skip" href="#noi-dung">
          Đến nội dung chính
        </a>
        {page.demo ? (
          <aside class="demo" aria-label="Dữ liệu minh họa">
            Dữ liệu minh họa: Tỉnh Mẫu không có thật, mọi tên người và số liệu đều là giả định.
          </aside>
        ) : null}
        <header class="mast">
          <div>
            <a class="brand" href="/">
              <svg width="20" height="18" viewBox="0 0 20 18" aria-hidden="true">
                <path d="M7 0h6v4H7zM3 7h14v4H3zM0 14h20v4H0z" />
              </svg>
              Dân Vận
            </a>
            {page.menu.length > 0 ? (
              <nav aria-label="Các mục">
                <ul>
                  {page.menu.map(item => (
                    <li>
                      <a href={item.href} aria-current={item.current ? 'page' : undefined}>
                        {item.label}
                      </a>
                    </li>
                  ))}
                </ul>
              </nav>
            ) : null}
            {page.person ? (
              <div class="who">
                <strong>{page.person.name}</strong>, {page.person.title}
                <br />
                {page.person.seat}
                <Form action="/dang-xuat" class="leave">
                  {page.bell ? <BellLink {...page.bell} /> : null}
                  <a href="/tai-khoan">Tài khoản</a> ·{' '}
                  <button class="as-link" type="submit">
                    Thoát
                  </button>
                </Form>
              </div>
            ) : null}
          </div>
        </header>
        <div class="wrap">
          <main id="noi-dung" tabIndex={-1}>
            {children}
          </main>
          <footer class="foot">
            <p>
              <a href="/huong-dan">Hướng dẫn sử dụng</a>. Giờ máy chủ:{' '}
              <span class="num">{`${page.now.time.slice(0, 5)} ngày ${page.now.day}`}</span>.
            </p>
          </footer>
        </div>
      </body>
    </html>
  )
}

function BellLink({ href, unread }: { href: string; unread: number }) {
  const words = unread === 0 ? 'Thông báo' : `${unread > 99 ? '99+' : unread} thông báo mới`
  return (
    <>
      <a href={href}>{unread === 0 ? words : <strong>{words}</strong>}</a> ·{' '}
    </>
  )
}
