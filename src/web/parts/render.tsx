import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { Layout } from '../layout.tsx'
import { PageContext } from '../page-context.ts'

/** A page of examples as a file a browser can open: what the server would send, with the assets named as given. */
export function rendered(view: VNode, assets: (name: string) => string = name => name): string {
  const page: PageContext = {
    csrf: 'mau-csrf',
    path: '/_parts',
    person: { name: 'Lương Thị Hảo', title: 'chuyên viên', seat: 'Ban Xây dựng Đảng, xã Khe Trầm' },
    menu: [
      { label: 'Hôm nay', href: '/', current: false },
      { label: 'Báo cáo', href: '/bao-cao', current: true },
      { label: 'Dân vận khéo', href: '/kheo', current: false },
      { label: 'Đọc văn bản', href: '/doc', current: false },
      { label: 'Đơn vị', href: '/don-vi', current: false },
    ],
    demo: true,
    now: { day: '21/11/2026', time: '09:42:15' },
    assets,
  }
  return `<!doctype html>${renderToString(
    <PageContext.Provider value={page}>
      <Layout title="Các phần của một trang">{view}</Layout>
    </PageContext.Provider>,
  )}`
}
