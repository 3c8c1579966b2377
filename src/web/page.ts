// A page as bytes: the layout around it, rendered once, strings escaped by construction.
import { h } from 'preact'
import { render } from 'preact-render-to-string'
import { Layout } from './layout.tsx'
import { PageContext } from './page-context.ts'
import type { Page } from './route.ts'

export const renderPage = (page: Page, context: PageContext): string =>
  `<!doctype html>${render(h(PageContext.Provider, { value: context, children: h(Layout, { title: page.title, children: page.page }) }))}`
