import type { Bot } from '../../bots/bot.ts'
import type { BotStore } from '../../bots/ports.ts'
import type { Clock } from '../../clock.ts'
import type { DocumentStore } from '../../documents/ports.ts'
import type { Encoder, KnowledgeIndex, PassageStore, RemoteVectors } from '../ports.ts'
import { compareIndexes, type Parity } from './compare-indexes.ts'
import { type Copied, copyVectors } from './copy-vectors.ts'
import { sampleQuestions } from './sample-questions.ts'
import { switchIndex } from './switch-index.ts'
import { waitForPacking } from './wait-for-packing.ts'

/** S3 Vectors approximates. With less in common than this, something else is wrong. */
export const OVERLAP_FLOOR = 0.9

export interface MoveDeps {
  bots: Pick<BotStore, 'get' | 'replace'>
  documents: Pick<DocumentStore, 'list'>
  passages: Pick<PassageStore, 'ofDocument' | 'texts'>
  remoteVectors: RemoteVectors
  /** Answers by the setting of the bot it is given. */
  index: Pick<KnowledgeIndex, 'search'>
  encoder: Encoder
  clock: Clock
  wait: (milliseconds: number) => Promise<void>
  /** Told of each step that is done. */
  onStep: (step: MoveStep) => void
}

export type MoveStep =
  | { step: 'began'; bot: Bot; to: Bot['index'] }
  | { step: 'copying'; done: number; total: number }
  | { step: 'copied'; copied: Copied }
  | { step: 'compared'; parity: Parity }
  | { step: 'not-compared'; error: Error }
  | { step: 'switched'; to: Bot['index'] }
  | { step: 'emptied' }

export type MoveOutcome =
  | { outcome: 'moved' }
  /** It stays where it is; what was copied is kept. */
  | { outcome: 'too-different'; bot: Bot }
  /** There is no such bot, or it was deleted meanwhile: then `bot` is what it was. */
  | { outcome: 'not-found'; bot: Bot | null }
  /** Names of documents whose worker has not come back yet. */
  | { outcome: 'unfinished'; documents: string[] }

/**
 * Moves the search of a bot between our own process and Amazon S3 Vectors. Visitors notice nothing: they are
 * answered from the old place until the new one is complete. May be killed at any instant and be run again.
 * Throws `CopyIncomplete` where passages did not arrive.
 */
export async function moveIndex(
  deps: MoveDeps,
  botId: string,
  to: Bot['index'],
  { force = false } = {},
): Promise<MoveOutcome> {
  const bot = await deps.bots.get(botId)
  if (!bot) return { outcome: 'not-found', bot: null }
  deps.onStep({ step: 'began', bot, to })
  return to === 's3vectors' ? await moveThere(deps, bot, force) : await moveBack(deps, bot)
}

async function moveThere(deps: MoveDeps, bot: Bot, force: boolean): Promise<MoveOutcome> {
  await copy(deps, bot.id)
  const { mean } = await compare(deps, bot)
  if (mean < OVERLAP_FLOOR && !force) return { outcome: 'too-different', bot }
  if (!(await switchIndex(deps, bot.id, 's3vectors'))) return deleted(deps, bot)
  deps.onStep({ step: 'switched', to: 's3vectors' })
  // What became ready meanwhile did so in the old place only.
  const unfinished = await waitForPacking(deps, bot.id, deps.wait)
  await copy(deps, bot.id)
  if (!(await deps.bots.get(bot.id))) return deleted(deps, bot)
  return finished(unfinished)
}

/** The packs are always complete, so there is nothing to copy. */
async function moveBack(deps: MoveDeps, bot: Bot): Promise<MoveOutcome> {
  if (bot.index === 's3vectors') {
    // It is moved whatever comes out: that S3 Vectors does not answer may be the reason to move.
    await compare(deps, bot).catch((error: Error) => deps.onStep({ step: 'not-compared', error }))
  }
  if (!(await switchIndex(deps, bot.id, 'packs'))) return deleted(deps, bot)
  deps.onStep({ step: 'switched', to: 'packs' })
  const unfinished = await waitForPacking(deps, bot.id, deps.wait)
  await deps.remoteVectors.deleteOfBot(bot.id)
  deps.onStep({ step: 'emptied' })
  return finished(unfinished)
}

async function copy(deps: MoveDeps, botId: string): Promise<void> {
  const copied = await copyVectors(deps, botId, (done, total) =>
    deps.onStep({ step: 'copying', done, total }),
  )
  deps.onStep({ step: 'copied', copied })
}

async function compare(deps: MoveDeps, { id }: Bot): Promise<Parity> {
  const bot = (await deps.bots.get(id)) ?? { id, knowledgeVersion: 0, suggestedQuestions: [] }
  const parity = await compareIndexes(deps, bot, await sampleQuestions(deps, bot))
  deps.onStep({ step: 'compared', parity })
  return parity
}

/** Whatever was copied in the meantime goes as well. */
async function deleted(deps: MoveDeps, bot: Bot): Promise<MoveOutcome> {
  await deps.remoteVectors.deleteOfBot(bot.id)
  return { outcome: 'not-found', bot }
}

function finished(unfinished: string[]): MoveOutcome {
  return unfinished.length ? { outcome: 'unfinished', documents: unfinished } : { outcome: 'moved' }
}
