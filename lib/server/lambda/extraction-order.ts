import { z } from 'zod'
import { documentFormats } from '#lib/core/documents/formats.ts'

/** What the function that reads documents is told: which one, and how it may be had. */
export const extractionOrderSchema = z.object({
  /** Of that one file, good for a few minutes: the only right over anything of ours that reaches the function. */
  address: z.url(),
  format: z.enum(documentFormats),
  /** Of the file that was announced; another may lie there by now. */
  tag: z.string(),
})
export type ExtractionOrder = z.infer<typeof extractionOrderSchema>
