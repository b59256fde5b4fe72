import { z } from 'zod'
import type { Place } from './place.ts'
import { blockKinds } from './structured-text.ts'

/** One block of a passage, or as much of it as the passage holds. */
export const passageBlockSchema = z.object({
  /** Where it begins: UTF-16 offset in the passage's text. */
  at: z.number().int().nonnegative(),
  kind: z.enum(blockKinds),
  /** Of a table's row: the table's first row, where that stands in an earlier passage. */
  header: z.string().optional(),
  /** It began in an earlier passage. */
  goesOn: z.literal(true).optional(),
})
export type PassageBlock = z.infer<typeof passageBlockSchema>

/** A stretch of a document, small enough to compare and to quote. `start`/`end`: UTF-16 offsets in its text. */
export interface Passage {
  ordinal: number
  text: string
  start: number
  end: number
  place: Place
  /** In order, from 0 on. Absent in what was kept before blocks were. */
  blocks?: PassageBlock[] | undefined
}

/** What it says under the columns of its tables, as far as they stand in an earlier passage. */
export function textUnderColumns({ text, blocks = [] }: Pick<Passage, 'text' | 'blocks'>): string {
  const columns = new Set(blocks.flatMap(({ header }) => header ?? []))
  return [...columns, text].join('\n')
}
