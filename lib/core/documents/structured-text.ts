import { z } from 'zod'
import { documentFormats } from './formats.ts'
import { leftOutKinds } from './left-out.ts'
import { locatorSchema, withLocator } from './place-schema.ts'

export const blockKinds = ['heading', 'paragraph', 'list-item', 'table-row', 'code'] as const

/**
 * One run of text in reading order. `start` and `end` are UTF-16 offsets into `StructuredText.text`,
 * end exclusive. `locator` is absent where the file counts nothing.
 */
export const textBlockSchema = z.preprocess(
  withLocator,
  z.object({
    kind: z.enum(blockKinds),
    start: z.number().int().nonnegative(),
    end: z.number().int().nonnegative(),
    level: z.number().int().min(1).max(6).optional(),
    locator: locatorSchema.optional(),
    headingPath: z.array(z.string()),
  }),
)
export type TextBlock = z.output<typeof textBlockSchema>

/**
 * What a document says and where. Blocks are sorted, do not overlap, and are joined by a blank line in
 * `text`. A heading's own `headingPath` ends with itself.
 */
export const structuredTextSchema = z.object({
  format: z.enum(documentFormats),
  title: z.string().nullable(),
  pageCount: z.number().int().positive().nullable(),
  /** Pages with pictures but no text: they could not be read. */
  unreadablePages: z.array(z.number().int().positive()),
  /** Each once. */
  leftOut: z.array(z.enum(leftOutKinds)).max(leftOutKinds.length).default([]),
  text: z.string(),
  blocks: z.array(textBlockSchema),
})
export type StructuredText = z.infer<typeof structuredTextSchema>
