import type { Bot } from '../bots/bot.ts'
import type { Document } from '../documents/document.ts'
import type { PackEntry } from '../documents/pack-entry.ts'
import type { Passage } from '../documents/passage.ts'
import type { DocumentKey } from '../documents/ports.ts'
import type { QuestionWords } from './question-words.ts'

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
   * In one step: adds and removes packs, and purges the tombstones of documents whose rows are gone. False, and
   * nothing is changed, where one of those to be removed is not there any more, one of those to be added is
   * there already, `version` is another one, `knowledgeVersion` is not higher, or the bot is gone.
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
  /** The bot's number of what it knows becomes this one, for every process to see; only if it is higher. */
  knowledgeVersion?: number
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

/** What bots know: the one place where it is written, read, removed and kept in shape. */
export interface KnowledgeIndex {
  /**
   * The `k` passages with the highest score, highest first, ties by document id and ordinal. Throws RangeError
   * where `vector` has another length than the stored ones, or no direction.
   */
  search(bot: AskedBot, query: SearchQuery, k: number): Promise<FoundPassage[]>
  /** What the bot's documents know of a question's words, and how it is spelt with them. */
  lookUp(bot: AskedBot, question: string): Promise<QuestionWords>
  /**
   * Makes what search reads of a document that is `packing`, out of all its passages, at least one, in order.
   * Nobody finds it before its pack is published (`DocumentStore.publish`). May be repeated.
   */
  stage(document: StagedDocument, passages: readonly StoredPassage[]): Promise<PackEntry>
  /** Removes all that is kept of a withdrawn document's passages. May be repeated. */
  remove(document: DocumentKey): Promise<void>
  /** The same of a bot that is being deleted, except for the passages of its documents. May be repeated. */
  removeBot(botId: string): Promise<void>
  /** Brings what search reads into good shape, as far as it needs that. Answers how many steps that took. */
  tidy(botId: string): Promise<number>
}
export type AskedBot = Pick<Bot, 'id' | 'knowledgeVersion' | 'index'>
export type StagedDocument = Pick<Document, 'botId' | 'id' | 'name' | 'encoder'>
export interface SearchQuery {
  vector: Float32Array
  text: string
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

export interface Encoder {
  /** Identifies model and dimension; part of the content hash. */
  readonly name: string
  /** A unit vector for one text. Throws DocentError `busy` when throttled to the end of its patience. */
  encode(text: string, signal?: AbortSignal): Promise<Float32Array>
}
