import { createContext } from 'preact'
import { useContext } from 'preact/hooks'

/** What every part may know about the page around it. The layout provides it; parts read it with usePage(). */
export interface PageContext {
  csrf: string
  path: string
  person: { name: string; title: string; seat: string } | null
  menu: { label: string; href: string; current: boolean }[]
  /** Where the person's notices are, and how many are unread; counted to 100. */
  bell?: { href: string; unread: number }
  demo: boolean
  now: { day: string; time: string }
  assets: (name: string) => string
  /** "https://danvan.tinh.example", for links that are handed on. */
  origin?: string
}

export const PageContext = createContext<PageContext | null>(null)

/** The page this part stands on. Throws outside a page: a form without its CSRF field must never be written. */
export function usePage(): PageContext {
  const page = useContext(PageContext)
  if (!page) throw new Error('part rendered outside a PageContext.Provider')
  return page
}

/** The files of src/web/client that every page links, in this order (later style sheets override earlier ones). */
export const STYLES = ['look.css', 'work.css'] as const
export const SCRIPTS = ['enhance.js'] as const
