import { createReadStream, existsSync } from 'node:fs'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import type { z } from 'zod'
import { BadFolder } from './bad-folder.ts'

export interface Line {
  /** From 1. */
  number: number
  text: string
}

/** The lines of a UTF-8 file that are not blank. Throws BadFolder where the file is missing or has none. */
export async function* readLines(file: string): AsyncGenerator<Line> {
  if (!existsSync(file)) throw new BadFolder(`There is no ${file}.`)
  let number = 0
  let any = false
  const input = createReadStream(file, 'utf8')
  // A lone carriage return ends no line in JSON Lines; `\r\n` is one end.
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    const text = number++ === 0 ? line.replace(/^\uFEFF/, '') : line
    if (text.trim() === '') continue
    any = true
    yield { number, text }
  }
  if (!any) throw new BadFolder(`${file} is empty.`)
}

/** One JSON object a line. Throws BadFolder, naming the line, where one is none or of another shape. */
export async function* readJsonLines<Shape extends z.ZodType>(
  file: string,
  shape: Shape,
): AsyncGenerator<{ number: number; value: z.output<Shape> }> {
  for await (const { number, text } of readLines(file)) {
    const parsed = shape.safeParse(parseJson(file, number, text))
    if (!parsed.success) {
      const { path, message } = parsed.error.issues[0]!
      throw badLine(file, number, [path.join('.'), message].filter(Boolean).join(': '))
    }
    yield { number, value: parsed.data }
  }
}

export function badLine(file: string, number: number, what: string, options?: ErrorOptions): BadFolder {
  return new BadFolder(`${basename(file)}, line ${number}: ${what}`, options)
}

function parseJson(file: string, number: number, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw badLine(file, number, 'this is not JSON.', { cause })
  }
}
