import { z } from 'zod'
import type { PackEntry } from '#lib/core/documents/pack-entry.ts'
import type { PackChange, PackManifests } from '#lib/core/retrieval/ports.ts'
import type { DynamoCalls } from './dynamo-calls.ts'
import { isConditionFailure, retryConflicts } from './dynamo-errors.ts'

/** An update's text has at most 4 KB. What is more is purged by the next change. */
const MAX_PURGED = 100
/** The attribute of a pack, and that of a tombstone: names that stay, since they are in tables. So does `whole`. */
const PACK = 'pack#'
const GONE = 'gone#'

const entrySchema: z.ZodType<PackEntry> = z.object({
  id: z.string(),
  object: z.string(),
  rows: z.number(),
  dimension: z.number(),
  bytes: z.number(),
  headerBytes: z.number(),
  firstBytes: z.number(),
  hash: z.string(),
})

/**
 * Manifests in the bots table: `pk BOT#bot`, `sk PACKS`, with an attribute for each pack and for each
 * withdrawn document, so that writers of different packs never wait for each other's outcome.
 */
export function dynamoPackManifests(dynamo: DynamoCalls, table: string): PackManifests {
  return {
    async get(botId) {
      const Item = await read(botId)
      const named = (prefix: string) => Object.keys(Item).filter(name => name.startsWith(prefix))
      return {
        version: Number(Item.version ?? 0),
        packs: named(PACK).map(name => entrySchema.parse(Item[name])),
        tombstones: named(GONE).map(name => name.slice(GONE.length)),
        complete: Item.whole === true,
      }
    },

    async replace(botId, change) {
      try {
        await retryConflicts(async () =>
          dynamo.transactWrite({
            TransactItems: [
              ofBotThatIs(botId, change.knowledgeVersion),
              change.version === undefined
                ? { Update: { TableName: table, Key: manifestKey(botId), ...replacement(change) } }
                : { Put: { TableName: table, ...(await rewritten(botId, change, change.version)) } },
            ],
          }),
        )
        return true
      } catch (error) {
        if (isConditionFailure(error)) return false
        throw error
      }
    },

    async claimMerge(botId, now, until) {
      try {
        await dynamo.update({
          TableName: table,
          Key: manifestKey(botId),
          UpdateExpression: 'SET mergingUntil = :until',
          ConditionExpression:
            'attribute_exists(pk) AND (attribute_not_exists(mergingUntil) OR mergingUntil < :now)',
          ExpressionAttributeValues: { ':until': until, ':now': now },
        })
        return true
      } catch (error) {
        if (isConditionFailure(error)) return false
        throw error
      }
    },

    async releaseMerge(botId) {
      try {
        await dynamo.update({
          TableName: table,
          Key: manifestKey(botId),
          UpdateExpression: 'REMOVE mergingUntil',
          ConditionExpression: 'attribute_exists(pk)',
        })
      } catch (error) {
        if (!isConditionFailure(error)) throw error
      }
    },

    async delete(botId) {
      await dynamo.delete({ TableName: table, Key: manifestKey(botId) })
    },
  }

  /** A bot that is gone shall not come back as a manifest. */
  function ofBotThatIs(botId: string, knowledgeVersion: number | undefined) {
    const isThere = 'attribute_exists(pk) AND attribute_not_exists(workState)'
    const bot = { TableName: table, Key: { pk: `BOT#${botId}`, sk: 'BOT' } }
    if (knowledgeVersion === undefined) return { ConditionCheck: { ...bot, ConditionExpression: isThere } }
    return {
      Update: {
        ...bot,
        UpdateExpression: 'SET knowledgeVersion = :next',
        ConditionExpression: `${isThere} AND knowledgeVersion < :next`,
        ExpressionAttributeValues: { ':next': knowledgeVersion },
      },
    }
  }

  async function read(botId: string): Promise<Record<string, unknown>> {
    const { Item = {} } = await dynamo.get({
      TableName: table,
      Key: manifestKey(botId),
      ConsistentRead: true,
    })
    return Item
  }

  /** The whole row anew: an update could name some hundred packs at most. */
  async function rewritten(botId: string, { add, remove, purge, complete }: PackChange, version: number) {
    const gone = new Set([...remove.map(({ id }) => PACK + id), ...purge.map(id => GONE + id)])
    const kept = Object.entries(await read(botId)).filter(([name]) => !gone.has(name))
    const added = add.map(entry => [PACK + entry.id, entry])
    return {
      Item: {
        ...Object.fromEntries([...kept, ...added]),
        ...manifestKey(botId),
        version: version + 1,
        ...(complete && { whole: complete }),
      },
      ConditionExpression:
        version === 0 ? 'attribute_not_exists(#version) OR #version = :version' : '#version = :version',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':version': version },
    }
  }
}

/** Part of the transaction that makes a document ready or withdraws one. */
export function manifestUpdate(
  table: string,
  botId: string,
  { pack, tombstones }: { pack: PackEntry | null; tombstones: readonly string[] },
) {
  const names: Record<string, string> = { '#version': 'version' }
  const values: Record<string, unknown> = { ':one': 1 }
  const set: string[] = []
  if (pack) {
    names['#pack'] = PACK + pack.id
    values[':pack'] = pack
    set.push('#pack = :pack')
  }
  for (const [index, documentId] of tombstones.entries()) {
    names[`#gone${index}`] = GONE + documentId
    set.push(`#gone${index} = :one`)
  }
  return {
    TableName: table,
    Key: manifestKey(botId),
    UpdateExpression: `SET ${set.join(', ')} ADD #version :one`,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  }
}

/** Part of the transaction that renames a document: one pack takes the place of another. */
export function manifestReplacement(
  table: string,
  botId: string,
  pack: { add: PackEntry; remove: PackEntry },
) {
  const { add, remove } = pack
  return {
    TableName: table,
    Key: manifestKey(botId),
    ...replacement({ add: [add], remove: [remove], purge: [] }),
  }
}

function manifestKey(botId: string) {
  return { pk: `BOT#${botId}`, sk: 'PACKS' }
}

/** Short names: with 32 packs in one merge the text stays below 4 KB. */
function replacement({ add, remove, purge, complete = false }: PackChange) {
  const names: Record<string, string> = { '#v': 'version' }
  const values: Record<string, unknown> = { ':one': 1 }
  const conditions: string[] = []
  const removed: string[] = []
  const set: string[] = []
  const goneIds = new Set(remove.map(({ id }) => id))
  const addedIds = new Set(add.map(({ id }) => id))
  for (const [index, { id, object }] of remove.entries()) {
    names[`#r${index}`] = PACK + id
    names['#o'] = 'object'
    values[`:r${index}`] = object
    conditions.push(`#r${index}.#o = :r${index}`)
    if (!addedIds.has(id)) removed.push(`#r${index}`)
  }
  for (const [index, entry] of add.entries()) {
    names[`#a${index}`] = PACK + entry.id
    values[`:a${index}`] = entry
    set.push(`#a${index} = :a${index}`)
    if (!goneIds.has(entry.id)) conditions.push(`attribute_not_exists(#a${index})`)
  }
  if (complete) {
    values[':yes'] = true
    set.push('whole = :yes')
  }
  for (const [index, documentId] of purge.slice(0, MAX_PURGED).entries()) {
    names[`#g${index}`] = GONE + documentId
    removed.push(`#g${index}`)
  }
  return {
    UpdateExpression: [
      set.length ? `SET ${set.join(', ')}` : '',
      removed.length ? `REMOVE ${removed.join(', ')}` : '',
      'ADD #v :one',
    ]
      .filter(Boolean)
      .join(' '),
    ...(conditions.length && { ConditionExpression: conditions.join(' AND ') }),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  }
}
