import { z } from 'zod'

const count = z.number().int().positive()

export const locatorSchema = z.discriminatedUnion('kind', [
  /** Pages count from 1. */
  z.object({ kind: z.literal('page'), page: count, pageEnd: count.optional() }),
  /** Slides count from 1. */
  z.object({ kind: z.literal('slide'), slide: count, slideEnd: count.optional() }),
  /** A cell or a range, `B2` or `B2:D9`, of a sheet; its name is empty where a file is one table. */
  z.object({
    kind: z.literal('sheet'),
    sheet: z.string(),
    cells: z.string().regex(/^[A-Z]{1,3}[1-9]\d{0,6}(?::[A-Z]{1,3}[1-9]\d{0,6})?$/),
  }),
  /** The id of an element of a web page. */
  z.object({ kind: z.literal('anchor'), anchor: z.string() }),
  /** Seconds from the beginning of a recording. */
  z.object({
    kind: z.literal('time'),
    seconds: z.number().nonnegative(),
    secondsEnd: z.number().nonnegative().optional(),
  }),
])

/** Where in the file, absent where the file counts nothing, and under which headings. */
const spotShape = { locator: locatorSchema.optional(), headingPath: z.array(z.string()) }

/** Where in its document a passage stands: the locator of all of it, the headings above its first sentence. */
export const placeSchema = z.preprocess(
  withLocator,
  z.object({
    ...spotShape,
    /** Where, inside the passage, another spot begins: UTF-16 offsets in its text. */
    turns: z
      .array(z.preprocess(withLocator, z.object({ at: z.number().int().nonnegative(), ...spotShape })))
      .optional(),
  }),
)

/** Pages were kept as `page` and `pageEnd` of the place itself once, and are read so for good. */
export function withLocator(kept: unknown): unknown {
  if (typeof kept !== 'object' || kept === null || 'locator' in kept || !('page' in kept)) return kept
  const { page, pageEnd, ...rest } = kept as { page: unknown; pageEnd?: unknown }
  if (page === undefined) return rest
  return { ...rest, locator: { kind: 'page', page, ...(pageEnd !== undefined && { pageEnd }) } }
}
