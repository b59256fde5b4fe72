import { z } from 'zod'
import type { Locator } from './locator.ts'
import type { Place } from './place.ts'

const count = z.number().int().positive()

export const locatorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('page'), page: count, pageEnd: count.optional() }),
  z.object({ kind: z.literal('slide'), slide: count, slideEnd: count.optional() }),
  z.object({
    kind: z.literal('sheet'),
    sheet: z.string(),
    cells: z.string().regex(/^[A-Z]{1,3}[1-9]\d{0,6}(?::[A-Z]{1,3}[1-9]\d{0,6})?$/),
  }),
  z.object({ kind: z.literal('anchor'), anchor: z.string() }),
  z.object({
    kind: z.literal('time'),
    seconds: z.number().nonnegative(),
    secondsEnd: z.number().nonnegative().optional(),
  }),
]) satisfies z.ZodType<Locator>

const spotShape = { locator: locatorSchema.optional(), headingPath: z.array(z.string()) }

export const placeSchema = z.preprocess(
  withLocator,
  z.object({
    ...spotShape,
    turns: z
      .array(z.preprocess(withLocator, z.object({ at: z.number().int().nonnegative(), ...spotShape })))
      .optional(),
  }),
) satisfies z.ZodType<Place>

/** Pages were kept as `page` and `pageEnd` of the place itself once, and are read so for good. */
export function withLocator(kept: unknown): unknown {
  if (typeof kept !== 'object' || kept === null || 'locator' in kept || !('page' in kept)) return kept
  const { page, pageEnd, ...rest } = kept as { page: unknown; pageEnd?: unknown }
  if (page === undefined) return rest
  return { ...rest, locator: { kind: 'page', page, ...(pageEnd !== undefined && { pageEnd }) } }
}
