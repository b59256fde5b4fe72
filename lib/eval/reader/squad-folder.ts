import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { BadFolder } from '../bad-folder.ts'

/** A question of SQuAD 2.0 about one paragraph. */
export interface SquadQuestion {
  question: string
  /** Id of the paragraph it was written for. */
  paragraph: string
  /** As they stand in the paragraph; none where it does not answer. */
  answers: string[]
  impossible: boolean
}

const lineSchema = z.object({
  question: z.string().min(1),
  paragraph: z.string(),
  answers: z.array(z.string()),
  impossible: z.boolean(),
})

/** `qa.jsonl` of a folder, and by which content it is known again. Throws BadFolder. */
export function readSquadQuestions(folder: string): { questions: SquadQuestion[]; sha256: string } {
  let text: string
  try {
    text = readFileSync(join(folder, 'qa.jsonl'), 'utf8')
  } catch (cause) {
    throw new BadFolder(`There is no qa.jsonl in ${folder}.`, { cause })
  }
  const questions = text
    .split('\n')
    .filter(line => line.trim())
    .map((line, at) => {
      const parsed = lineSchema.safeParse(parseJson(line))
      if (!parsed.success)
        throw new BadFolder(`Line ${at + 1} of qa.jsonl is no question: ${line.slice(0, 80)}`)
      return parsed.data
    })
  return { questions, sha256: createHash('sha256').update(text).digest('hex') }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
