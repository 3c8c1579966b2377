// What the command line says when it cannot go on: a sentence for the person, without a stack.

/** Something outside the program is in the way; the sentence says what to do. */
export class Trouble extends Error {}

export const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

export const warn = (text: string): void => {
  process.stderr.write(`${text}\n`)
}

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
