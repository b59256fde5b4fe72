import {
  type Document,
  documentSchema,
  documentStatuses,
  readyStatuses,
  workingStatuses,
} from '#lib/core/documents/document.ts'
import type { DocumentKey, DocumentStore, Expected } from '#lib/core/documents/ports.ts'
import type { DynamoCalls } from './dynamo-calls.ts'
import { isConditionFailure, retryConflicts } from './dynamo-errors.ts'
import { manifestReplacement, manifestUpdate } from './dynamo-pack-manifests.ts'
import { idOf, quietItems } from './status-index.ts'

/**
 * Documents in the bots table: `pk BOT#bot`, `sk DOC#id`. While work is to be done on one it carries
 * `workState` and so stands in `status-index` (workState, heartbeat), where the sweep finds it. The owner
 * is kept as `documentOwner`, to stay out of the index of bots by owner.
 */
export function dynamoDocumentStore(dynamo: DynamoCalls, table: string): DocumentStore {
  const store: DocumentStore = {
    async get(botId, id) {
      const Key = keyOf({ botId, id })
      const { Item } = await dynamo.get({ TableName: table, Key, ConsistentRead: true })
      return Item ? fromItem(Item) : null
    },

    async list(botId) {
      const documents: Document[] = []
      const pages = dynamo.queryPages({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :doc)',
        ExpressionAttributeValues: { ':pk': `BOT#${botId}`, ':doc': 'DOC#' },
        ScanIndexForward: false,
        ConsistentRead: true,
      })
      for await (const { Items = [] } of pages) documents.push(...Items.map(fromItem))
      return documents
    },

    async create(document) {
      await dynamo.put({
        TableName: table,
        Item: { ...toItem(document), ...keyOf(document), workState: workStateOf(document.status) },
        ConditionExpression: 'attribute_not_exists(pk)',
      })
    },

    async advance(document, expected, patch) {
      patchSchema.parse(patch)
      const update = updateOf(table, document, expected, patch)
      try {
        const { Attributes } = await dynamo.update({ ...update, ReturnValues: 'ALL_NEW' })
        return fromItem(Attributes!)
      } catch (error) {
        if (isConditionFailure(error)) return null
        throw error
      }
    },

    async publish(document, contents, pack, replaces) {
      const { botId, attempts } = document
      const expected = { from: ['packing' as const], attempt: attempts }
      const tombstones = replaces ? [replaces] : []
      return await together(document, [
        updateOf(table, document, expected, { ...contents, progress: null }),
        ...tombstones.map(id => withdrawalOf(table, { botId, id }, contents.heartbeat)),
        ...(pack || replaces ? [manifestUpdate(table, botId, { pack, tombstones })] : []),
      ])
    },

    async rename(document, { name, heartbeat, pack }) {
      const renaming = updateOf(table, document, { from: readyStatuses }, { name, named: 'owner', heartbeat })
      return await together(document, [
        renaming,
        ...(pack ? [manifestReplacement(table, document.botId, pack)] : []),
      ])
    },

    async withdraw(document, heartbeat) {
      return await together(document, [
        withdrawalOf(table, document, heartbeat),
        manifestUpdate(table, document.botId, { pack: null, tombstones: [document.id] }),
      ])
    },

    async delete(botId, id) {
      await dynamo.delete({ TableName: table, Key: keyOf({ botId, id }) })
    },

    async listStale(before, limit, onUnreadable) {
      const read = (item: Record<string, unknown>) => {
        try {
          return fromItem(item)
        } catch (error) {
          onUnreadable(idOf(item), error)
          return null
        }
      }
      return await quietItems(dynamo, table, 'document', { before, limit, read })
    },
  }
  return store

  /** With the number that tells every process that the bot now knows something else. Null where a condition fails. */
  async function together({ botId, id }: DocumentKey, updates: ManifestChange[]): Promise<Document | null> {
    const all = [...updates, knowledgeVersionUpdate(table, botId)]
    const TransactItems = all.map(Update => ({ Update }))
    try {
      await retryConflicts(() => dynamo.transactWrite({ TransactItems }))
    } catch (error) {
      if (isConditionFailure(error)) return null
      throw error
    }
    return await store.get(botId, id)
  }
}

/** To refuse what could not be read again; what is written is the patch itself. */
const patchSchema = documentSchema.partial()

type ManifestChange = ReturnType<typeof manifestUpdate> | ReturnType<typeof manifestReplacement>

function keyOf({ botId, id }: DocumentKey) {
  return { pk: `BOT#${botId}`, sk: `DOC#${id}` }
}

function withdrawalOf(table: string, document: DocumentKey, heartbeat: string) {
  const from = documentStatuses.filter(status => status !== 'deleting')
  return updateOf(table, document, { from }, { status: 'deleting', heartbeat })
}

function workStateOf(status: Document['status']): string | undefined {
  return status === 'deleting' || workingStatuses.includes(status) ? 'document' : undefined
}

function toItem({ ownerId, ...document }: Partial<Document>): Record<string, unknown> {
  return ownerId === undefined ? document : { ...document, documentOwner: ownerId }
}

function fromItem({ documentOwner, ...item }: Record<string, unknown>): Document {
  // Before documents had names of their own they were called as their files.
  return documentSchema.parse({ fileName: item.name, ...item, ownerId: documentOwner })
}

function updateOf(
  table: string,
  document: DocumentKey,
  { from, attempt, staleSince }: Expected,
  patch: Partial<Document>,
) {
  const fields = Object.entries(toItem({ ...patch, updatedAt: patch.heartbeat }))
    .filter(([, value]) => value !== undefined)
    .map(([name, value], index) => ({ name, value, alias: `f${index}` }))
  const set = fields.map(({ alias }) => `#${alias} = :${alias}`)
  const work = patch.status && workStateOf(patch.status)
  if (work) set.push('workState = :work')
  return {
    TableName: table,
    Key: keyOf(document),
    UpdateExpression: [
      `SET ${set.join(', ')}`.replace(/SET $/, ''),
      'ADD version :one',
      patch.status && !work ? 'REMOVE workState' : '',
    ]
      .filter(Boolean)
      .join(' '),
    ConditionExpression: [
      `#status IN (${from.map((_, index) => `:from${index}`).join(', ')})`,
      attempt === undefined ? '' : 'attempts = :attempt',
      staleSince === undefined ? '' : 'heartbeat < :stale',
    ]
      .filter(Boolean)
      .join(' AND '),
    ExpressionAttributeNames: {
      '#status': 'status',
      ...Object.fromEntries(fields.map(({ alias, name }) => [`#${alias}`, name])),
    },
    ExpressionAttributeValues: {
      ':one': 1,
      ...Object.fromEntries(from.map((status, index) => [`:from${index}`, status])),
      ...Object.fromEntries(fields.map(({ alias, value }) => [`:${alias}`, value])),
      ...(work && { ':work': work }),
      ...(attempt !== undefined && { ':attempt': attempt }),
      ...(staleSince !== undefined && { ':stale': staleSince }),
    },
  }
}

function knowledgeVersionUpdate(table: string, botId: string) {
  return {
    TableName: table,
    Key: { pk: `BOT#${botId}`, sk: 'BOT' },
    UpdateExpression: 'ADD knowledgeVersion :one',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':one': 1 },
  }
}
