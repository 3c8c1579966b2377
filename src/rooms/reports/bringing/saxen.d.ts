declare module 'saxen' {
  export class Parser {
    on(event: 'openTag', then: (name: string, attributes: () => Record<string, string>) => void): this
    on(event: 'closeTag', then: (name: string) => void): this
    on(event: 'text' | 'cdata' | 'attention', then: (text: string) => void): this
    parse(xml: string): void
  }
}
