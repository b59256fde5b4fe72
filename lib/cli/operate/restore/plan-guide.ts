import { isDeepStrictEqual } from 'node:util'
import { readyStatuses } from '#lib/core/documents/document.ts'
import type { Item } from '../put-items.ts'
import { numberOf, passageRows, rowOf, rowsOf, textOf } from './guide-rows.ts'
import type { RestoreDeps } from './restore-deps.ts'
import { keysToBringBack } from './restore-files.ts'

/** What of a guide comes back, and what stands in the way. */
export type GuidePlan = { botId: string; refusal: string } | GuideToRestore

export interface GuideToRestore {
  botId: string
  refusal: null
  name: string
  index: string
  /** As it was then, and is now; null where it is gone. */
  past: Item
  now: Item | null
  /** The guide's own row. */
  row: Change
  documents: DocumentPlan[]
  /** Documents that stay away, and why. */
  left: { name: string; because: string }[]
}

export interface DocumentPlan {
  id: string
  name: string
  past: Item
  now: Item | null
  row: Change
  /** It was prepared anew since: what is missing of then belongs to no passage of now. */
  preparedSince: boolean
  /** Passages that were there then, and how many of them are not there now. */
  passages: number
  missing: number
  /** Of files that are behind a delete marker. */
  files: string[]
}

/** `changed`: it is another one now, and comes back only where that is asked for. */
export type Change = 'missing' | 'changed' | 'same'

/** Reads only. */
export async function planGuide(deps: RestoreDeps, botId: string): Promise<GuidePlan> {
  const pk = `BOT#${botId}`
  const [past, now] = [
    await rowOf(deps.client, deps.past.bots, pk, 'BOT'),
    await rowOf(deps.client, deps.live.bots, pk, 'BOT'),
  ]
  if (!past) return { botId, refusal: 'it was not there then. Choose another time.' }
  if (past.workState) return { botId, refusal: 'it was being deleted then. Choose a time before that.' }
  if (now?.workState) {
    return { botId, refusal: 'it is being deleted at this moment. Run this again when it is gone.' }
  }
  if (await deps.accounts.isClosed(textOf(past, 'ownerId'))) {
    return { botId, refusal: 'the account of its owner is deleted, so nobody could open it.' }
  }
  const documents: DocumentPlan[] = []
  const left: GuideToRestore['left'] = []
  const present = await rowsOf(deps.client, deps.live.bots, pk, 'DOC#')
  const were = await rowsOf(deps.client, deps.past.bots, pk, 'DOC#')
  const byKey = new Map(present.map(row => [textOf(row, 'sk'), row]))
  const returned = readyIds(present).difference(readyIds(were))
  const others: Others = {
    replaced: new Set(present.flatMap(predecessorsOf)),
    returned,
    taken: new Set(present.filter(row => returned.has(textOf(row, 'id'))).flatMap(predecessorsOf)),
  }
  for (const row of were) {
    const current = byKey.get(textOf(row, 'sk')) ?? null
    const because = reasonToLeave(row, current, others)
    if (because) left.push({ name: textOf(row, 'name'), because })
    else documents.push(await planDocument(deps, botId, row, current))
  }
  return {
    ...{ botId, refusal: null, name: textOf(past, 'name'), index: textOf(past, 'index') || 'packs' },
    ...{ past, now, row: changeOf(past, now), documents, left },
  }
}

/** Ids of those whose place it has taken. */
function predecessorsOf(row: Item): string[] {
  if (!isReady(row)) return []
  const kept = (row.predecessors?.L ?? []).map(({ S }) => S ?? '')
  return [...kept, textOf(row, 'replaces')].filter(Boolean)
}

function isReady(row: Item): boolean {
  return readyStatuses.some(status => status === textOf(row, 'status'))
}

function readyIds(rows: Item[]): Set<string> {
  return new Set(rows.filter(isReady).map(row => textOf(row, 'id')))
}

interface Others {
  /** Ids of documents whose place a newer version has taken. */
  replaced: ReadonlySet<string>
  /** Of those that are ready now and were not then: added since, or brought back from another moment. */
  returned: ReadonlySet<string>
  /** Ids of those whose place one of these has taken. */
  taken: ReadonlySet<string>
}

function reasonToLeave(past: Item, now: Item | null, { replaced, returned, taken }: Others): string | null {
  if (textOf(past, 'status') === 'deleting') return 'it was being deleted then'
  if (replaced.has(textOf(past, 'id')))
    return 'a newer version took its place; delete that one first if this one is to come back'
  if (predecessorsOf(past).some(id => returned.has(id)))
    return now && isReady(now)
      ? 'an older version stands beside it; delete one of the two'
      : 'an older version is there in its place; delete that one first if this one is to come back'
  if (!returned.has(textOf(past, 'id')) && predecessorsOf(past).some(id => taken.has(id)))
    return 'another version has taken that place since; delete that one first if this one is to come back'
  if (now && textOf(now, 'status') === 'deleting') return 'it is being deleted at this moment'
  if (now?.workState) return 'it is being prepared at this moment'
  return null
}

async function planDocument(
  deps: RestoreDeps,
  botId: string,
  past: Item,
  now: Item | null,
): Promise<DocumentPlan> {
  const id = textOf(past, 'id')
  const there = await chunkIds(deps, deps.live.vectors, botId, id)
  const were = await chunkIds(deps, deps.past.vectors, botId, id)
  const owner = textOf(past, 'documentOwner')
  return {
    ...{ id, name: textOf(past, 'name'), past, now, row: changeOf(past, now) },
    preparedSince: now !== null && numberOf(now, 'attempts') !== numberOf(past, 'attempts'),
    passages: were.size,
    missing: [...were].filter(chunk => !there.has(chunk)).length,
    files: await keysToBringBack(deps, { botId, id, ownerId: owner }),
  }
}

async function chunkIds(deps: RestoreDeps, table: string, botId: string, id: string): Promise<Set<string>> {
  const ids = new Set<string>()
  for await (const rows of passageRows(deps.client, table, botId, id, { keysOnly: true })) {
    for (const row of rows) ids.add(textOf(row, 'chunkId'))
  }
  return ids
}

function changeOf(past: Item, now: Item | null): Change {
  if (!now) return 'missing'
  return isDeepStrictEqual(withoutVersions(past), withoutVersions(now)) ? 'same' : 'changed'
}

/** They never go back, so they tell nothing of what is said. */
function withoutVersions({ version, knowledgeVersion, ...rest }: Item): Item {
  return rest
}

/** The row as it was then, under versions that are ahead of what anybody has seen since. */
export function asItWas(past: Item, now: Item | null): Item {
  const ahead = (name: string) =>
    past[name] && now ? { [name]: { N: `${Math.max(numberOf(past, name), numberOf(now, name)) + 1}` } } : {}
  return { ...past, ...ahead('version'), ...ahead('knowledgeVersion') }
}
