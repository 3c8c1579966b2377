// Reads a Word file that we composed: its paragraphs by element, its bound words by tag, its pages. For checking that print equals figure.
import { strFromU8, unzipSync } from 'fflate'

export interface XmlNode {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlNode[]
  readonly text: string
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const decoded = (text: string): string => text.replace(/&(\w+);/gu, (all, name: string) => ENTITIES[name] ?? all)

/** The tree of an XML part: elements with attributes and text; comments and declarations left out. */
export function parseXml(xml: string): XmlNode {
  const root = { name: '', attributes: {}, children: [] as XmlNode[], text: '' }
  const open: (typeof root)[] = [root]
  for (const [, closing, name, attributes, empty, text] of xml.matchAll(/<(\/?)([\w:.-]+)([^<>]*?)(\/?)>|([^<]+)/gu)) {
    const top = open.at(-1) ?? root
    if (text !== undefined) top.text += decoded(text)
    else if (closing) open.pop()
    else {
      const pairs = [...(attributes ?? '').matchAll(/([\w:.-]+)="([^"]*)"/gu)].map(([, key = '', value = '']) => [key, decoded(value)])
      const node = { name: name ?? '', attributes: Object.fromEntries(pairs), children: [] as XmlNode[], text: '' }
      top.children.push(node)
      if (!empty) open.push(node)
    }
  }
  return root
}

/** Every element of this name below the node, in order. */
export const all = (node: XmlNode, name: string): XmlNode[] =>
  node.children.flatMap(child => [...(child.name === name ? [child] : []), ...all(child, name)])
export const first = (node: XmlNode | undefined, ...path: readonly string[]): XmlNode | undefined =>
  path.reduce<XmlNode | undefined>((at, name) => at?.children.find(child => child.name === name), node)
export const textIn = (node: XmlNode): string =>
  all(node, 'w:t')
    .map(({ text }) => text)
    .join('')
const value = (node: XmlNode | undefined): string | undefined => node?.attributes['w:val']

export interface BoundWords {
  readonly tag: string
  readonly text: string
}

export interface ReadParagraph {
  readonly node: XmlNode
  /** The element of the format that the paragraph is. */
  readonly element: string
  readonly text: string
  readonly bound: readonly BoundWords[]
  /** What is printed outside bound words. */
  readonly loose: string
}

export interface ReadWord {
  readonly parts: Readonly<Record<string, string>>
  readonly paragraphs: readonly ReadParagraph[]
  readonly bound: readonly BoundWords[]
  readonly sections: readonly XmlNode[]
  readonly body: XmlNode
}

const boundIn = (node: XmlNode): BoundWords[] =>
  all(node, 'w:sdt').map(control => ({ tag: value(first(control, 'w:sdtPr', 'w:tag')) ?? '', text: textIn(control) }))

const looseIn = (node: XmlNode): string =>
  node.children.map(child => (child.name === 'w:sdt' ? '' : child.name === 'w:t' ? child.text : looseIn(child))).join('')

/** A composed file, read again. */
export function readWord(bytes: Uint8Array): ReadWord {
  const parts = Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]))
  const body = parseXml(parts['word/document.xml'] ?? '')
  const paragraphs = all(body, 'w:p').map(node => ({
    node,
    element: value(first(node, 'w:pPr', 'w:pStyle')) ?? '',
    text: textIn(node),
    bound: boundIn(node),
    loose: looseIn(node),
  }))
  return { parts, paragraphs, bound: boundIn(body), sections: all(body, 'w:sectPr'), body }
}
