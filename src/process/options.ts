// The words after a command: `--name value`, `--name=value`, and what stands by itself.
import { Trouble } from './trouble.ts'

export interface Options {
  readonly values: ReadonlyMap<string, string>
  readonly rest: readonly string[]
}

/** Reads the words; a name that the command does not know is refused by name. */
export function readOptions(args: readonly string[], known: readonly string[]): Options {
  const values = new Map<string, string>()
  const rest: string[] = []
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? ''
    if (word === '--') return { values, rest: [...rest, ...args.slice(i + 1)] }
    const named = /^--([a-z-]+)(?:=(.*))?$/s.exec(word)
    if (!named) {
      rest.push(word)
      continue
    }
    const name = named[1] ?? ''
    if (!known.includes(name)) throw new Trouble(`Không có tham số --${name}. Các tham số: ${known.map(each => `--${each}`).join(', ')}.`)
    const value = named[2] ?? args[++i]
    if (value === undefined) throw new Trouble(`Thiếu giá trị sau --${name}.`)
    values.set(name, value)
  }
  return { values, rest }
}

/** The value of a name that the command cannot do without. */
export function required(options: Options, name: string): string {
  const value = options.values.get(name)
  if (!value) throw new Trouble(`Thiếu --${name}. Xem cách dùng: ./danvan help`)
  return value
}
