import type { Document, DocumentStatus, UploadTarget } from './document.ts'
import type { PackEntry } from './pack-entry.ts'
import type { StructuredText } from './structured-text.ts'

export interface DocumentStore {
  get(botId: string, documentId: string): Promise<Document | null>
  /** Newest first, those being deleted included. */
  list(botId: string): Promise<Document[]>
  /** Throws where the id exists. */
  create(document: Document): Promise<void>
  /**
   * Changes stage, progress and signs of life, and adds 1 to the version, provided that every expectation
   * holds. Answers the new document, or null where another worker was faster or the document is gone. Throws, and
   * changes nothing, where the patch is none that could be read again.
   */
  advance(document: DocumentKey, expected: Expected, patch: StagePatch): Promise<Document | null>
  /**
   * In one step: the document is ready, `pack` is part of what the bot knows, and the document that it
   * `replaces`, if any, is withdrawn. Null, and nothing is changed, where the document is not `packing` in
   * this attempt any more, the one to be replaced is gone or being deleted, or the bot is gone.
   */
  publish(
    document: DocumentKey & Pick<Document, 'attempts'>,
    contents: PublishedContents,
    pack: PackEntry | null,
    replaces: string | null,
  ): Promise<Document | null>
  /**
   * In one step: the ready document has another name, and what search reads under that name takes the place of
   * what it read before. Null, and nothing is changed, where the document is not ready any more, the pack to be
   * removed is not there, or the bot is gone.
   */
  rename(document: DocumentKey, renaming: Renaming): Promise<Document | null>
  /**
   * In one step: the document is being deleted, and nobody finds it any more. Null, and nothing is changed,
   * where that has begun already, or the document or its bot is gone.
   */
  withdraw(document: DocumentKey, heartbeat: string): Promise<Document | null>
  delete(botId: string, documentId: string): Promise<void>
  /**
   * Documents somebody should be working on whose heartbeat is older than `before`, oldest first, at most `limit`.
   * One that cannot be read is passed over, so that it holds up no other, and told.
   */
  listStale(before: string, limit: number, onUnreadable: OnUnreadable): Promise<Document[]>
}
export type OnUnreadable = (id: string, error: unknown) => void
export type DocumentKey = Pick<Document, 'botId' | 'id'>
/** What its file is found by, too. */
export type OwnedDocumentKey = Pick<Document, 'botId' | 'id' | 'ownerId'>

export interface Expected {
  from: readonly DocumentStatus[]
  /** The worker's own attempt: a worker whose lease was taken over changes nothing. */
  attempt?: number
  /** Only if its last sign of life is older. */
  staleSince?: string
}

/** What a worker may write on its way: that a document is ready, or deleted, is another verb. */
export type StagePatch = Partial<
  Pick<
    Document,
    'name' | 'named' | 'fileTag' | 'progress' | 'failure' | 'heartbeat' | 'deadline' | 'attempts'
  >
> & { status?: Exclude<DocumentStatus, 'ready' | 'partly' | 'deleting'> }

export interface PublishedContents
  extends Pick<
    Document,
    | 'pageCount'
    | 'unreadablePages'
    | 'leftOut'
    | 'passageCount'
    | 'characterCount'
    | 'encoder'
    | 'predecessors'
    | 'heartbeat'
  > {
  status: 'ready' | 'partly'
}

export interface Renaming extends Pick<Document, 'name' | 'heartbeat'> {
  /** Null where nothing can be found in the document. */
  pack: PackChangeOfName | null
}
export interface PackChangeOfName {
  add: PackEntry
  remove: PackEntry
}

/** What search reads of a document's name. */
export interface NameIndex {
  /**
   * Makes the pack that holds the document anew, with `name` for it; nobody finds it before `DocumentStore.rename`.
   * Null where no pack holds the document.
   */
  stage(document: DocumentKey & Pick<Document, 'encoder'>, name: string): Promise<PackChangeOfName | null>
  /** Removes a pack that no manifest names. */
  discard(botId: string, pack: PackEntry): Promise<void>
}

export interface FileStore {
  /** A form that lets a browser send one file of exactly `bytes` to `key`. */
  uploadTarget(
    key: string,
    options: { bytes: number; contentType: string; expiresInSeconds: number },
  ): Promise<UploadTarget>
  /** Size in bytes, or null where there is none. */
  size(key: string): Promise<number | null>
  /** Another for other bytes, the same for the same, also of a copy; null where there is no file. */
  tag(key: string): Promise<string | null>
  /** The file at `to` is then that at `from`. Throws where there is none. */
  copy(from: string, to: string): Promise<void>
  putText(key: string, value: StructuredText): Promise<void>
  getText(key: string): Promise<StructuredText | null>
  /**
   * Of a text as it is stored, JSON in UTF-8, what lies from byte `from` on and before `to`; `total`: how many bytes it
   * has. Null where there is no text, or nothing of it from there on.
   */
  textBytes(key: string, from: number, to: number): Promise<{ bytes: Uint8Array; total: number } | null>
  deletePrefix(prefix: string): Promise<void>
}
