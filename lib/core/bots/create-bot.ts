import type { Clock } from '../clock.ts'
import { DocentError } from '../errors.ts'
import type { NewId } from '../new-id.ts'
import { type Bot, type CreateBotRequest, createBotRequestSchema } from './bot.ts'
import type { Caller } from './caller.ts'
import type { BotStore } from './ports.ts'

/** Far above what one person tends, far below what a script would make. */
export const MAX_BOTS_PER_OWNER = 100

/** A new bot, closed to everyone but its owner until it is published. */
export async function createBot(
  deps: { bots: Pick<BotStore, 'create' | 'listByOwner'>; clock: Clock; newId: NewId },
  caller: Caller,
  request: CreateBotRequest,
): Promise<Bot> {
  const { name, purpose } = createBotRequestSchema.parse(request)
  const owned = await deps.bots.listByOwner(caller.accountId)
  if (owned.length >= MAX_BOTS_PER_OWNER) {
    throw new DocentError(
      'limit-reached',
      `You have ${owned.length} guides, which is the most an account can have.`,
      'Delete one you no longer need.',
    )
  }
  const now = new Date(deps.clock()).toISOString()
  const bot: Bot = {
    id: deps.newId('bot'),
    ownerId: caller.accountId,
    name,
    purpose,
    instructions: '',
    greeting: `Hello! I answer from the documents of ${name}. What would you like to know?`,
    suggestedQuestions: [],
    language: 'auto',
    answers: 'written',
    accent: '#a8431f',
    allowedSites: [],
    published: false,
    index: 'packs',
    knowledgeVersion: 0,
    version: 1,
    createdAt: now,
    updatedAt: now,
  }
  await deps.bots.create(bot)
  return bot
}
