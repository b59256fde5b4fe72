import type { Bot } from '#lib/core/bots/bot.ts'
import type {
  BotStore,
  Clock,
  DocumentStore,
  Encoder,
  PassageStore,
  RemoteVectors,
  VectorIndex,
} from '#lib/core/ports.ts'
import { compareIndexes } from './compare-indexes.ts'
import { copyVectors } from './copy-vectors.ts'
import { inPercent, parityReport } from './parity-report.ts'
import { sampleQuestions } from './sample-questions.ts'
import { switchIndex } from './switch-index.ts'
import { waitForPacking } from './wait-for-packing.ts'

/** S3 Vectors approximates. With less in common than this, something else is wrong. */
export const OVERLAP_FLOOR = 0.9

export interface MoveWorld {
  bots: Pick<BotStore, 'get' | 'replace'>
  documents: Pick<DocumentStore, 'list'>
  passages: Pick<PassageStore, 'ofDocument' | 'texts'>
  remoteVectors: RemoteVectors
  /** Answers by the setting of the bot it is given. */
  index: VectorIndex
  encoder: Encoder
  clock: Clock
  wait: (milliseconds: number) => Promise<void>
  say: (line: string) => void
}

export type MoveOutcome = 'moved' | 'too-different' | 'not-found' | 'unfinished'

/**
 * Moves the search of a bot between our own process and Amazon S3 Vectors. Visitors notice nothing: they are
 * answered from the old place until the new one is complete. May be killed at any instant and be run again.
 */
export async function moveIndex(
  world: MoveWorld,
  botId: string,
  to: Bot['index'],
  { force = false } = {},
): Promise<MoveOutcome> {
  const bot = await world.bots.get(botId)
  if (!bot) {
    world.say(`There is no bot ${botId}.`)
    return 'not-found'
  }
  return to === 's3vectors' ? await moveThere(world, bot, force) : await moveBack(world, bot)
}

async function moveThere(world: MoveWorld, bot: Bot, force: boolean): Promise<MoveOutcome> {
  world.say(
    bot.index === 's3vectors'
      ? `${bot.name} is in Amazon S3 Vectors already; looking whether everything is there.`
      : `Moving ${bot.name} to Amazon S3 Vectors.`,
  )
  await copy(world, bot.id)
  const { mean } = await compare(world, bot)
  if (mean < OVERLAP_FLOOR && !force) {
    world.say(
      `That is less than ${inPercent(OVERLAP_FLOOR)}, so ${bot.name} stays where it is; what was copied is kept. Run the command again, or add --force to move it all the same. To remove the copy: --to packs`,
    )
    return 'too-different'
  }
  if (!(await switchIndex(world, bot.id, 's3vectors'))) return deleted(world, bot)
  world.say('Switched: from the next question on, S3 Vectors is asked.')
  // What became ready meanwhile did so in the old place only.
  const unfinished = await waitForPacking(world, bot.id, world.wait)
  await copy(world, bot.id)
  if (!(await world.bots.get(bot.id))) return deleted(world, bot)
  return finished(world, unfinished)
}

/** The packs are always complete, so there is nothing to copy. */
async function moveBack(world: MoveWorld, bot: Bot): Promise<MoveOutcome> {
  world.say(`Moving ${bot.name} back to packs.`)
  if (bot.index === 's3vectors') {
    // It is moved whatever comes out: that S3 Vectors does not answer may be the reason to move.
    await compare(world, bot).catch(error => world.say(`They could not be compared: ${error.message}`))
  }
  if (!(await switchIndex(world, bot.id, 'packs'))) return deleted(world, bot)
  world.say('Switched: from the next question on, packs are searched.')
  const unfinished = await waitForPacking(world, bot.id, world.wait)
  await world.remoteVectors.deleteOfBot(bot.id)
  world.say('Its index in S3 Vectors is deleted.')
  return finished(world, unfinished)
}

async function copy(world: MoveWorld, botId: string): Promise<void> {
  let said = 0
  const { documents, passages, before } = await copyVectors(world, botId, (done, total) => {
    const tenth = Math.floor((done / total) * 10)
    if (tenth > said && done < total) world.say(`  ${done} of ${total} passages`)
    said = Math.max(said, tenth)
  })
  world.say(
    `All ${passages} passages of ${documents} documents are there; ${passages - before} were copied just now.`,
  )
}

async function compare(world: MoveWorld, { id }: Bot) {
  const bot = (await world.bots.get(id)) ?? { id, knowledgeVersion: 0, suggestedQuestions: [] }
  const parity = await compareIndexes(world, bot, await sampleQuestions(world, bot))
  world.say(parityReport(parity))
  return parity
}

/** Whatever was copied in the meantime goes as well. */
async function deleted(world: MoveWorld, { id, name }: Bot): Promise<MoveOutcome> {
  await world.remoteVectors.deleteOfBot(id)
  world.say(`${name} was deleted meanwhile.`)
  return 'not-found'
}

function finished(world: MoveWorld, unfinished: readonly string[]): MoveOutcome {
  if (!unfinished.length) return 'moved'
  world.say(`Still being prepared: ${unfinished.join(', ')}. Run the command again when they are ready.`)
  return 'unfinished'
}
