import { z } from 'zod'
import { documentSchema, type UploadTarget } from '../documents/document.ts'

/** Nobody reads further, and a list of a thousand documents is to pass a web host that hands on 5 MB. */
export const MAX_NAMED_PAGES = 200

/** A document as its owner is shown it: how the worker keeps its time stays inside. */
export const documentViewSchema = documentSchema
  .pick({
    id: true,
    name: true,
    fileName: true,
    format: true,
    size: true,
    fileHash: true,
    origin: true,
    status: true,
    progress: true,
    failure: true,
    replaces: true,
    pageCount: true,
    leftOut: true,
    passageCount: true,
    characterCount: true,
    createdAt: true,
    updatedAt: true,
  })
  .extend({
    /** The first of them. */
    unreadablePages: documentSchema.shape.unreadablePages.overwrite(pages => pages.slice(0, MAX_NAMED_PAGES)),
  })
export type DocumentView = z.infer<typeof documentViewSchema>

export const documentListResponseSchema = z.object({ documents: z.array(documentViewSchema) })

export const documentResponseSchema = z.object({ document: documentViewSchema })

/** A document that is expected, and where the browser sends its bytes. */
export const addedDocumentResponseSchema = z.object({
  document: documentViewSchema,
  upload: z.object({
    url: z.string(),
    fields: z.record(z.string(), z.string()),
  }) satisfies z.ZodType<UploadTarget>,
})

/** `TextPiece`. */
export const documentTextResponseSchema = z.object({ piece: z.string(), pieces: z.number().int().positive() })
