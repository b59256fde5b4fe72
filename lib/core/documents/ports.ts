import type { Document, UploadTarget } from './document.ts'
import type { PackEntry } from './pack-entry.ts'
import type { StructuredText } from './structured-text.ts'

export interface DocumentStore {
  get(botId: string, documentId: string): Promise<Document | null>
  /** Newest first, those being deleted included. */
  list(botId: string): Promise<Document[]>
  create(document: Document): Promise<void>
  /**
   * Changes `patch` and adds 1 to the version, provided every condition holds.
   * Answers the new document, or null where another worker was faster or the document is gone.
   */
  advance(
    document: DocumentKey,
    conditions: AdvanceConditions,
    patch: Partial<Document>,
  ): Promise<Document | null>
  delete(botId: string, documentId: string): Promise<void>
  /** Documents somebody should be working on whose heartbeat is older than `before`, at most `limit`. */
  listStale(before: string, limit: number): Promise<Document[]>
}
export type DocumentKey = Pick<Document, 'botId' | 'id'>
export interface AdvanceConditions {
  from: readonly Document['status'][]
  /** The worker's own attempt: a worker that was overtaken changes nothing. */
  attempt?: number
  /** Only if its last sign of life is older. */
  staleSince?: string
  /** In the same transaction: the bot's passages are now others. */
  bumpKnowledge?: boolean
  /** With it: this pack holds the document's passages from now on. */
  publish?: PackEntry
  /** With it, and provided that nobody deletes it already: this document of the bot is now being deleted. */
  withdraw?: Pick<Document, 'id' | 'heartbeat'>
}

export interface FileStore {
  /** A form that lets a browser send one file of exactly `bytes` to `key`. */
  uploadTarget(
    key: string,
    options: { bytes: number; contentType: string; expiresInSeconds: number },
  ): Promise<UploadTarget>
  /** Size in bytes, or null where there is none. */
  size(key: string): Promise<number | null>
  putText(key: string, value: StructuredText): Promise<void>
  getText(key: string): Promise<StructuredText | null>
  deletePrefix(prefix: string): Promise<void>
}
