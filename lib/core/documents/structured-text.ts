import { z } from 'zod'
import { documentFormats } from './formats.ts'

/**
 * One run of text in reading order. `start` and `end` are UTF-16 offsets into `StructuredText.text`,
 * end exclusive. `page` counts from 1 and is present for PDF only.
 */
export const textBlockSchema = z.object({
  kind: z.enum(['heading', 'paragraph', 'list-item', 'table-row', 'code']),
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  level: z.number().int().min(1).max(6).optional(),
  page: z.number().int().positive().optional(),
  headingPath: z.array(z.string()),
})
export type TextBlock = z.infer<typeof textBlockSchema>

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
  text: z.string(),
  blocks: z.array(textBlockSchema),
})
export type StructuredText = z.infer<typeof structuredTextSchema>
