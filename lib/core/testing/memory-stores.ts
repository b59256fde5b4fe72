import type { Bot } from '../bots/bot.ts'
import { changedMeanwhile } from '../bots/change-bot.ts'
import type { BotStore } from '../bots/ports.ts'
import { accountClosed } from '../deletion/close-account.ts'
import type { AccountStore } from '../deletion/ports.ts'
import { type Document, documentSchema, readyStatuses, workingStatuses } from '../documents/document.ts'
import type { DocumentStore, Expected } from '../documents/ports.ts'
import { DocentError } from '../errors.ts'
import type { PackManifest, PackManifests, PassageStore, StoredPassage } from '../retrieval/ports.ts'
import { memoryPassages } from './memory-passages.ts'
import { changedManifest, emptyManifest } from './pack-change.ts'

/** What the tables hold of one bot. Each part may be there without the others. */
export interface MemoryBot {
  bot: Bot | null
  deletingSince: string | null
  documents: Map<string, Document>
  manifest: PackManifest
  mergingUntil: number | null
}

export interface MemoryStores {
  accounts: AccountStore
  bots: BotStore
  documents: DocumentStore
  passages: PassageStore
  manifests: PackManifests
  /** What they hold, to look at and to damage. */
  rows: Map<string, MemoryBot>
  /** By bot, then by document, in order. */
  storedPassages: Map<string, Map<string, StoredPassage[]>>
}

/** The two tables in memory, with the rules of the real ones; each call is one step. */
export function memoryStores(): MemoryStores {
  const rows = new Map<string, MemoryBot>()
  const rowOf = (botId: string): MemoryBot => {
    const row = rows.get(botId) ?? newRow()
    rows.set(botId, row)
    return row
  }
  /** The bot, unless it is gone or going. */
  const openBot = (botId: string) => {
    const { bot, deletingSince } = rowOf(botId)
    return deletingSince === null ? bot : null
  }

  /** Since when, or null where nothing is left of it. */
  const closed = new Map<string, string | null>()
  const accounts: AccountStore = {
    async close(id, now) {
      if (!closed.has(id)) closed.set(id, now)
    },
    isClosed: async id => closed.has(id),
    async listClosing(before, limit) {
      const closing = [...closed].filter(([, since]) => since !== null && since < before)
      const first = closing.toSorted(([, a], [, b]) => compare(a!, b!))
      return first.slice(0, limit).map(([id]) => id)
    },
    async finishClosing(id) {
      closed.set(id, null)
    },
  }

  const bots: BotStore = {
    get: async id => structuredClone(openBot(id)),
    async listByOwner(ownerId) {
      const own = [...rows.keys()].flatMap(id => openBot(id) ?? []).filter(bot => bot.ownerId === ownerId)
      return structuredClone(own.toSorted((a, b) => compare(b.createdAt, a.createdAt)))
    },
    listIds: async () => [...rows.keys()].filter(id => openBot(id)),
    async create(bot) {
      const row = rowOf(bot.id)
      if (row.bot) throw new DocentError('conflict', 'A guide with this id exists.', 'Try again.')
      if (closed.has(bot.ownerId)) throw accountClosed()
      row.bot = structuredClone(bot)
    },
    async replace(bot) {
      const now = openBot(bot.id)
      if (now?.version !== bot.version - 1) throw changedMeanwhile()
      const { knowledgeVersion, ownerId, createdAt } = now
      rowOf(bot.id).bot = structuredClone({ ...bot, knowledgeVersion, ownerId, createdAt })
    },
    async markDeleting(id, now) {
      if (!openBot(id)) return false
      rowOf(id).deletingSince = now
      return true
    },
    async listDeleting(before, limit) {
      const begun = [...rows].filter(([, { bot, deletingSince: since }]) => bot && since && since < before)
      const first = begun.toSorted(([, a], [, b]) => compare(a.deletingSince!, b.deletingSince!))
      return first.slice(0, limit).map(([id]) => id)
    },
    async delete(id) {
      Object.assign(rowOf(id), { bot: null, deletingSince: null })
    },
  }

  const documents: DocumentStore = {
    get: async (botId, id) => structuredClone(rowOf(botId).documents.get(id) ?? null),
    async list(botId) {
      const all = [...rowOf(botId).documents.values()].toSorted((a, b) => compare(b.id, a.id))
      return structuredClone(all)
    },
    async create(document) {
      const { documents } = rowOf(document.botId)
      if (documents.has(document.id)) throw new Error(`${document.id} exists.`)
      documents.set(document.id, structuredClone(document))
    },
    async advance({ botId, id }, expected, patch) {
      const row = rowOf(botId)
      documentSchema.partial().parse(patch)
      return fits(row, id, expected) ? change(row, id, patch) : null
    },
    async publish({ botId, id, attempts }, contents, pack, replaces) {
      const row = rowOf(botId)
      const isOurs = fits(row, id, { from: ['packing'], attempt: attempts })
      const isReplaceable = replaces === null || isPresent(row, replaces)
      if (!row.bot || !isOurs || !isReplaceable) return null
      if (pack) row.manifest.packs = [...row.manifest.packs.filter(one => one.id !== pack.id), pack]
      if (pack || replaces) row.manifest.version++
      if (replaces) tombstone(row, replaces, contents.heartbeat)
      row.bot.knowledgeVersion++
      return change(row, id, { ...contents, progress: null })
    },
    async rename({ botId, id }, { name, heartbeat, pack }) {
      const row = rowOf(botId)
      const manifest = pack
        ? changedManifest(row.manifest, { add: [pack.add], remove: [pack.remove], purge: [] })
        : row.manifest
      if (!row.bot || !manifest || !fits(row, id, { from: readyStatuses })) return null
      row.manifest = structuredClone(manifest)
      row.bot.knowledgeVersion++
      return change(row, id, { name, named: 'owner', heartbeat })
    },
    async withdraw({ botId, id }, heartbeat) {
      const row = rowOf(botId)
      if (!row.bot || !isPresent(row, id)) return null
      row.manifest.version++
      row.bot.knowledgeVersion++
      return tombstone(row, id, heartbeat)
    },
    async delete(botId, id) {
      rowOf(botId).documents.delete(id)
    },
    async listStale(before, limit, onUnreadable) {
      const all = [...rows.values()].flatMap(row => [...row.documents.values()])
      const stale = all.filter(({ status, heartbeat }) => isWorkedOn(status) && heartbeat < before)
      const readable = stale
        .toSorted((a, b) => compare(a.heartbeat, b.heartbeat))
        .filter(document => {
          const { error } = documentSchema.safeParse(document)
          if (error) onUnreadable(document.id, error)
          return !error
        })
      return structuredClone(readable.slice(0, limit))
    },
  }

  const manifests: PackManifests = {
    get: async botId => structuredClone(rowOf(botId).manifest),
    async replace(botId, requested) {
      const bot = openBot(botId)
      const changed = bot && changedManifest(rowOf(botId).manifest, requested)
      const knowledgeVersion = requested.knowledgeVersion ?? bot?.knowledgeVersion
      if (!changed || knowledgeVersion === undefined) return false
      if (requested.knowledgeVersion !== undefined && knowledgeVersion <= bot.knowledgeVersion) return false
      rowOf(botId).manifest = structuredClone(changed)
      bot.knowledgeVersion = knowledgeVersion
      return true
    },
    async claimMerge(botId, now, until) {
      const row = rowOf(botId)
      if (row.manifest.version === 0 || (row.mergingUntil !== null && row.mergingUntil >= now)) return false
      row.mergingUntil = until
      return true
    },
    async releaseMerge(botId) {
      rowOf(botId).mergingUntil = null
    },
    async delete(botId) {
      Object.assign(rowOf(botId), { manifest: emptyManifest(), mergingUntil: null })
    },
  }
  const { passages, stored: storedPassages } = memoryPassages()
  return { accounts, bots, documents, manifests, passages, rows, storedPassages }
}

function newRow(): MemoryBot {
  return {
    bot: null,
    deletingSince: null,
    documents: new Map(),
    manifest: emptyManifest(),
    mergingUntil: null,
  }
}

function fits({ documents }: MemoryBot, id: string, { from, attempt, staleSince }: Expected): boolean {
  const document = documents.get(id)
  return (
    document !== undefined &&
    from.includes(document.status) &&
    (attempt === undefined || document.attempts === attempt) &&
    (staleSince === undefined || document.heartbeat < staleSince)
  )
}

function isPresent({ documents }: MemoryBot, id: string): boolean {
  const status = documents.get(id)?.status
  return status !== undefined && status !== 'deleting'
}

function isWorkedOn(status: Document['status']): boolean {
  return status === 'deleting' || workingStatuses.includes(status)
}

function change({ documents }: MemoryBot, id: string, patch: Partial<Document>): Document {
  const before = documents.get(id)!
  const changed = { ...before, ...patch, version: before.version + 1 }
  if (patch.heartbeat) changed.updatedAt = patch.heartbeat
  documents.set(id, structuredClone(changed))
  return changed
}

function tombstone(row: MemoryBot, id: string, heartbeat: string): Document {
  if (!row.manifest.tombstones.includes(id)) row.manifest.tombstones.push(id)
  return change(row, id, { status: 'deleting', heartbeat })
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
