import type { Bot } from './bots/bot.ts'
import type { Conversation, Message } from './chat/message.ts'
import type { Document, UploadTarget } from './documents/document.ts'
import type { Passage } from './documents/passage.ts'
import type { DocumentFormat, StructuredText } from './documents/structured-text.ts'

/** The world as the core needs it. Each use case asks only for the ports it uses. */

/** Now, in milliseconds since 1970. */
export type Clock = () => number
/** A new id such as `bot_01J…`: sortable by time, never guessable. */
export type NewId = (prefix: 'bot' | 'doc' | 'chat' | 'msg' | 'visitor' | 'pack') => string

export interface BotStore {
  /** Null where there is none or its deletion has begun. */
  get(botId: string): Promise<Bot | null>
  /** Newest first. */
  listByOwner(ownerId: string): Promise<Bot[]>
  /** Throws a `conflict` where the id exists. */
  create(bot: Bot): Promise<void>
  /** Writes the settings if the stored version is `bot.version - 1`, else throws a `conflict`. */
  replace(bot: Bot): Promise<void>
  /** From here on nobody finds the bot but `listDeleting`. False where it is gone already. */
  markDeleting(botId: string, now: string): Promise<boolean>
  /** Ids of bots whose deletion was begun before `before` and has not ended. */
  listDeleting(before: string, limit: number): Promise<string[]>
  delete(botId: string): Promise<void>
}

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

export interface StoredPassage extends Passage {
  documentId: string
  /** Unit length. */
  vector: Float32Array
  /** Of text, place and encoder: equal hash, equal vector. */
  contentHash: string
}

export interface PassageStore {
  /** Writes all; writing again changes nothing. */
  put(botId: string, passages: StoredPassage[]): Promise<void>
  /** Ordinals and hashes of what is already there, in order. */
  listOfDocument(botId: string, documentId: string): Promise<{ ordinal: number; contentHash: string }[]>
  /** Vectors by content hash, of one document (to keep those of a document being replaced). */
  vectorsOfDocument(botId: string, documentId: string): Promise<Map<string, Float32Array>>
  /** Removes those of a document from ordinal `from` on (all by default). */
  deleteOfDocument(botId: string, documentId: string, from?: number): Promise<void>
  /** All of a document, with vectors, in order. */
  ofDocument(botId: string, documentId: string): Promise<StoredPassage[]>
  /** Those of `keys` that are there, without vectors, in any order. */
  texts(botId: string, keys: readonly PassageKey[]): Promise<PassageText[]>
  /** Vectors of those of `keys` that are there, in any order. */
  vectors(botId: string, keys: readonly PassageKey[]): Promise<(PassageKey & { vector: Float32Array })[]>
}
export type PassageKey = Pick<StoredPassage, 'documentId' | 'ordinal'>
export type PassageText = Omit<StoredPassage, 'vector' | 'contentHash'>

/** One pack of a bot, as its manifest names it. A pack never changes; another one takes its place. */
export interface PackEntry {
  /** Of one document: the document's id. Of several merged: `pack_…`, sortable by time. */
  id: string
  /** Where it lies; unlike the id never used twice. */
  object: string
  rows: number
  /** Of its vectors. */
  dimension: number
  bytes: number
  headerBytes: number
  /** So much from its beginning is needed before it can be searched at all. */
  firstBytes: number
  /** SHA-256 of the header, hexadecimal; the header holds those of the sections. */
  hash: string
}

/** What of a bot can be found: the rows of its packs without those of withdrawn documents. */
export interface PackManifest {
  /** Changes with every change. */
  version: number
  packs: PackEntry[]
  /** Ids of documents that are deleted, but whose rows are still in a pack. */
  tombstones: string[]
  /** False until somebody has made sure that every ready document is in a pack. */
  complete: boolean
}

export interface PackManifests {
  /** As it is at this moment; an empty one where none was written. */
  get(botId: string): Promise<PackManifest>
  /**
   * In one step: adds and removes packs, and forgets withdrawn documents whose rows are gone. False, and
   * nothing is changed, where one of those to be removed is not there any more, one of those to be added is
   * there already, `version` is another one, or the bot is gone.
   */
  replace(botId: string, change: PackChange): Promise<boolean>
  /** False while somebody else's claim holds, or there is nothing. Milliseconds since 1970. */
  claimMerge(botId: string, now: number, until: number): Promise<boolean>
  releaseMerge(botId: string): Promise<void>
  delete(botId: string): Promise<void>
}
export interface PackChange {
  add: PackEntry[]
  /** Those that must still be there, exactly as named here; at most 32, unless `version` is given. */
  remove: PackEntry[]
  purge: string[]
  /** From now on it is known that every ready document is in a pack. */
  complete?: boolean
  /** Only if the manifest still is of this version. */
  version?: number
}

/** The packs themselves. */
export interface PackFiles {
  put(botId: string, object: string, parts: readonly Uint8Array[]): Promise<void>
  /** Bytes `from` up to, not including, `to`. Null where the object is gone, or ends before `to`. */
  read(botId: string, object: string, from: number, to: number): Promise<Uint8Array | null>
  list(botId: string): Promise<string[]>
  delete(botId: string, objects: readonly string[]): Promise<void>
}

/** Vectors of a bot kept and compared by a service. */
export interface RemoteVectors {
  /** Writes all; writing again changes nothing. */
  put(botId: string, passages: readonly (PassageKey & { vector: Float32Array })[]): Promise<void>
  /** The nearest `k`, at most 100, nearest first. None where nothing was ever put. */
  query(botId: string, vector: Float32Array, k: number): Promise<(PassageKey & { cosine: number })[]>
  /** What is there, in pages and in any order. */
  list(botId: string): AsyncIterable<PassageKey[]>
  deleteOfDocument(botId: string, documentId: string): Promise<void>
  deleteOfBot(botId: string): Promise<void>
}

/** Puts the passages found into a better order, reading them. */
export interface Reranker {
  /** A relevance for each of `texts`, higher is better. */
  rerank(question: string, texts: readonly string[], signal?: AbortSignal): Promise<number[]>
}

/** Nearest passages of one bot. */
export interface KnowledgeIndex {
  /**
   * The `k` passages with the highest score, highest first, ties by document id and ordinal.
   * Throws where `vector` has another length than the stored ones.
   */
  search(
    bot: Pick<Bot, 'id' | 'knowledgeVersion' | 'index'>,
    query: { vector: Float32Array; text: string },
    k: number,
  ): Promise<FoundPassage[]>
}

export interface FoundPassage extends Passage {
  documentId: string
  documentName: string
  /** Cosine of its vector with the question's, -1 to 1. */
  cosine: number
  /** BM25 of the question's words in it, from 0: none of them. */
  lexical: number
  /** Both together, 0 to 1: what the order is by. */
  score: number
}

export interface ConversationStore {
  get(botId: string, conversationId: string): Promise<Conversation | null>
  list(botId: string, limit: number): Promise<Conversation[]>
  /** Oldest first; the last `limit`. */
  messages(conversationId: string, limit: number): Promise<Message[]>
  /** Appends and keeps the summary up to date; creates the conversation where it is new. */
  append(conversation: Conversation, messages: Message[], retentionDays: number): Promise<void>
  deleteOfBot(botId: string): Promise<void>
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

export interface Extractor {
  /** Reads an uploaded file, isolated from us. Throws `ExtractionFailure`. */
  extract(
    key: string,
    format: DocumentFormat,
    onProgress: (progress: { page: number; pages: number }) => void,
  ): Promise<StructuredText>
}

export interface Encoder {
  /** Identifies model and dimension; part of the content hash. */
  readonly name: string
  /** A unit vector for one text. Throws DocentError `busy` when throttled to the end of its patience. */
  encode(text: string, signal?: AbortSignal): Promise<Float32Array>
}

export interface ChatModel {
  /**
   * Streams a reply. Aborting the signal aborts the call upstream. Throws DocentError `busy` or
   * `model-failed`, before the first piece or after any.
   */
  stream(request: ChatModelRequest, signal: AbortSignal): AsyncIterable<ChatModelEvent>
}
export interface ChatModelRequest {
  instructions: string
  messages: { role: 'user' | 'assistant'; text: string }[]
  maxTokens: number
}
export type ChatModelEvent =
  | { type: 'text'; delta: string }
  | { type: 'usage'; inputTokens: number; outputTokens: number }

/** Counts events in windows; the count is shared by every process. */
export interface Counters {
  /** Adds in the window that holds `now` and answers the new count. */
  add(key: string, amount: number, windowSeconds: number, now: number): Promise<number>
}

/** What readers want ended, for a process that does not see them leave. */
export interface StopFlags {
  /** `now` in milliseconds since 1970. */
  raise(key: string, now: number): Promise<void>
  isRaised(key: string): Promise<boolean>
}

/** Day figures of a bot; atomic adds. */
export interface UsageStore {
  add(botId: string, day: string, counts: Record<string, number>): Promise<void>
}
