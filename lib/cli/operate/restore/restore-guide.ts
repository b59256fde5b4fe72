import { type TransactWriteItem, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { isConditionFailure, retryConflicts } from '#lib/aws/dynamo-errors.ts'
import { removeWhatBotOwns } from '#lib/core/deletion/delete-bot.ts'
import { removeWhatDocumentOwns } from '#lib/core/deletion/delete-document.ts'
import { copyVectors } from '#lib/core/retrieval/move/copy-vectors.ts'
import { repackBot } from '#lib/core/retrieval/packs/repack-bot.ts'
import { type Item, putItems } from '../put-items.ts'
import { numberOf, passageRows, rowsOf, textOf } from './guide-rows.ts'
import { asItWas, type Change, type DocumentPlan, type GuideToRestore } from './plan-guide.ts'
import type { RestoreDeps } from './restore-deps.ts'
import { bringBackFile } from './restore-files.ts'

export interface GuideRestored {
  documents: string[]
  passages: number
  files: number
  conversations: number
  packed: { documents: number; passages: number }
  /** What could not be done, each with what to do about it. */
  notDone: string[]
}

/**
 * Brings a guide back: what documents are made of first, then they, then the guide, so that whoever sees one can ask
 * it; then search is made anew of all. May be killed at any instant and be run again. Of a guide that its owner deletes
 * meanwhile nothing is left.
 */
export async function restoreGuide(
  deps: RestoreDeps,
  guide: GuideToRestore,
  options: { overwrite: boolean; now: Date },
): Promise<GuideRestored> {
  const done = nothingDone()
  const seen = { isThere: guide.now !== null }
  try {
    await bringBack(deps, guide, { ...options, done, seen })
  } catch (error) {
    if (!seen.isThere || (await deps.bots.get(guide.botId))) throw error
  }
  if (await deps.bots.get(guide.botId)) return done
  await removeAgain(deps, guide)
  const why =
    'It was deleted while it was brought back, and nothing of it is left. Run this again if it is to come back.'
  return { ...nothingDone(), notDone: [why] }
}

function nothingDone(): GuideRestored {
  return {
    ...{ documents: [], passages: 0, files: 0, conversations: 0, packed: { documents: 0, passages: 0 } },
    notDone: [],
  }
}

/** `seen.isThere`: whether the guide was seen to be there, so that it must have been deleted if it is not. */
async function bringBack(
  deps: RestoreDeps,
  guide: GuideToRestore,
  {
    overwrite,
    now,
    done,
    seen,
  }: { overwrite: boolean; now: Date; done: GuideRestored; seen: { isThere: boolean } },
): Promise<void> {
  for (const document of guide.documents) await restoreDocument(deps, guide, document, { overwrite, done })
  // Of a guide that is there, what is missing was deleted by those whose words they are, or by time.
  if (!guide.now) done.conversations = await restoreConversations(deps, guide.botId, now)
  if (isWanted(guide.row, overwrite) && !(await putRow(deps, guide.past, guide.now))) {
    done.notDone.push('Its settings were changed just now, and stay as they are. Run this again.')
  }
  seen.isThere = true
  const { documents, passages } = await repackBot(deps, guide.botId)
  done.packed = { documents, passages }
  if (guide.index === 's3vectors') await restoreRemoteVectors(deps, guide, { overwrite, done })
}

/** What was written after its deletion had passed by; that may still be under way, and both may be repeated. */
async function removeAgain(deps: RestoreDeps, { botId, documents }: GuideToRestore): Promise<void> {
  for (const { id, past } of documents) {
    await removeWhatDocumentOwns(deps, { botId, id, ownerId: textOf(past, 'documentOwner') })
  }
  await removeWhatBotOwns(deps, botId)
}

async function restoreDocument(
  deps: RestoreDeps,
  { botId, now: guide }: GuideToRestore,
  document: DocumentPlan,
  { overwrite, done }: { overwrite: boolean; done: GuideRestored },
): Promise<void> {
  const { client, live, past } = deps
  if (overwrite || (document.missing && !document.preparedSince)) {
    for await (const rows of passageRows(client, past.vectors, botId, document.id)) {
      const target = { table: live.vectors, key: 'botId' }
      done.passages += (await putItems(client, target, rows, { overwrite })).copied
    }
  }
  for (const key of document.files) {
    await bringBackFile(deps, key)
    done.files++
  }
  if (!isWanted(document.row, overwrite)) return
  // It was prepared again since, and has more passages than it had.
  if (document.now) await deps.passages.deleteOfDocument(botId, document.id, document.passages)
  if (await putRow(deps, document.past, document.now, guide)) done.documents.push(document.name)
  else done.notDone.push(`${document.name} was changed just now, and stays as it is. Run this again.`)
}

function isWanted(change: Change, overwrite: boolean): boolean {
  return change === 'missing' || (overwrite && change === 'changed')
}

/** False where it is not as it was seen any more. `guide`: its own row, if it must be there and stay. */
async function putRow(
  { client, live }: RestoreDeps,
  past: Item,
  now: Item | null,
  guide: Item | null = null,
): Promise<boolean> {
  const condition = now
    ? {
        ConditionExpression: '#version = :seen AND attribute_not_exists(workState)',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':seen': { N: `${numberOf(now, 'version')}` } },
      }
    : { ConditionExpression: 'attribute_not_exists(pk)' }
  const TableName = live.bots
  const TransactItems: TransactWriteItem[] = [{ Put: { TableName, Item: asItWas(past, now), ...condition } }]
  if (guide) {
    const Key = { pk: guide.pk!, sk: guide.sk! }
    const ConditionExpression = 'attribute_exists(pk) AND attribute_not_exists(workState)'
    TransactItems.push({ ConditionCheck: { TableName, Key, ConditionExpression } })
  }
  try {
    await retryConflicts(() => client.send(new TransactWriteItemsCommand({ TransactItems })))
    return true
  } catch (error) {
    if (isConditionFailure(error)) return false
    throw error
  }
}

/** With the figures of its days, without what would be over by now. Answers how many conversations. */
async function restoreConversations({ client, live, past }: RestoreDeps, botId: string, now: Date) {
  const target = { table: live.bots, key: 'pk' }
  const lasts = (row: Item) => !row.expiresAt || numberOf(row, 'expiresAt') * 1_000 > now.getTime()
  await putItems(client, target, await rowsOf(client, past.bots, `BOT#${botId}`, 'DAY#'))
  const chats = (await rowsOf(client, past.bots, `BOT#${botId}`, 'CHAT#')).filter(lasts)
  for (const chat of chats) {
    const messages = await rowsOf(client, past.bots, textOf(chat, 'sk'))
    await putItems(client, target, messages.filter(lasts))
  }
  return (await putItems(client, target, chats)).copied
}

async function restoreRemoteVectors(
  deps: RestoreDeps,
  { botId, documents }: GuideToRestore,
  { overwrite, done }: { overwrite: boolean; done: GuideRestored },
): Promise<void> {
  if (!deps.hasRemoteVectors) {
    done.notDone.push(
      'It is searched by Amazon S3 Vectors, which this installation does not have: set DOCENT_S3_VECTORS=true and deploy, or npm run docent -- move-index … --to packs.',
    )
    return
  }
  // What is counted as there may be of what it says now.
  if (overwrite) for (const { id } of documents) await deps.remoteVectors.deleteOfDocument(botId, id)
  await copyVectors(deps, botId, () => {})
}
