import { z } from 'zod'
import { idSchema } from '../id.ts'
import { safeTitle } from './file-name.ts'
import { documentFormats } from './formats.ts'
import { leftOutKinds } from './left-out.ts'

export const documentStatuses = [
  'waiting', // for the upload to arrive
  'extracting',
  'splitting',
  'embedding',
  'packing',
  'ready',
  'partly', // ready, but some pages could not be read
  'failed',
  'deleting',
] as const
export type DocumentStatus = (typeof documentStatuses)[number]

/** Where a document comes from: what it says is read by that. */
const documentOriginSchema = z.discriminatedUnion('kind', [
  /** A file of its owner. */
  z.object({ kind: z.literal('upload') }),
])
export type DocumentOrigin = z.infer<typeof documentOriginSchema>

export const documentSchema = z.object({
  id: z.string(),
  botId: z.string(),
  ownerId: z.string(),
  /** What people are shown and search by: its owner's name for it, its own title, or its file's name. */
  name: z.string(),
  named: z.enum(['file', 'document', 'owner']).default('file'),
  /** As the owner's computer calls it, made safe to show: no paths, no control or direction characters. */
  fileName: z.string(),
  origin: documentOriginSchema.default({ kind: 'upload' }),
  format: z.enum(documentFormats),
  /** Bytes, as announced; the upload's signature holds the browser to it. */
  size: z.number().int().nonnegative(),
  /** SHA-256 of the file, as its sender has it: tells an owner what is here already, and nothing else. */
  fileHash: z.string().nullable().default(null),
  /** Of the file that was read first; its form may be posted again, and no other file is ever read. Null before. */
  fileTag: z.string().nullable().default(null),
  status: z.enum(documentStatuses),
  /** How far the present stage is: pages read, passages done. Null where it cannot be told. */
  progress: z.object({ done: z.number().int(), total: z.number().int() }).nullable(),
  /** Why it failed and what to do; null unless failed. */
  failure: z.object({ reason: z.string(), nextStep: z.string(), retryable: z.boolean() }).nullable(),
  /** The document this one takes the place of as soon as it is ready. */
  replaces: z.string().nullable(),
  /** Ids of those whose place was taken one after the other until it was its own, oldest first; empty before it is ready. */
  predecessors: z.array(z.string()).default([]),
  pageCount: z.number().int().positive().nullable(),
  unreadablePages: z.array(z.number().int()),
  /** What its file has and its text has not. */
  leftOut: z.array(z.enum(leftOutKinds)).default([]),
  passageCount: z.number().int().nonnegative(),
  characterCount: z.number().int().nonnegative(),
  /** Which made its vectors; null where that was not noted yet, or there are none. */
  encoder: z.string().nullable().default(null),
  /** When the worker last gave a sign of life, and when the present stage must be over. */
  heartbeat: z.iso.datetime(),
  deadline: z.iso.datetime(),
  /** How often work on it was begun; the sweep gives up after a few. */
  attempts: z.number().int().nonnegative(),
  version: z.number().int().positive(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type Document = z.infer<typeof documentSchema>

/** What is known of what is in a document before it was read. */
export const NOTHING_READ = {
  pageCount: null,
  unreadablePages: [],
  leftOut: [],
  passageCount: 0,
  characterCount: 0,
  encoder: null,
} satisfies Partial<Document>

export const workingStatuses: readonly DocumentStatus[] = [
  'waiting',
  'extracting',
  'splitting',
  'embedding',
  'packing',
]
export const readyStatuses: readonly DocumentStatus[] = ['ready', 'partly']

export const renameDocumentRequestSchema = z.object({
  name: z.string().max(10_000).transform(safeTitle).pipe(z.string().min(1, 'Give the document a name.')),
})
export type RenameDocumentRequest = z.input<typeof renameDocumentRequestSchema>

export const addDocumentRequestSchema = z.object({
  name: z.string().min(1).max(10_000),
  size: z.number().int().nonnegative(),
  replaces: idSchema.nullable().default(null),
  fileHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
})
export type AddDocumentRequest = z.input<typeof addDocumentRequestSchema>

/** Where the browser sends the file: a form of `fields` followed by `file`, posted to `url`. */
export interface UploadTarget {
  url: string
  fields: Record<string, string>
}
