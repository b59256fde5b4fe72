import type { ChangeBotRequest, CreateBotRequest } from '../core/bots/bot.ts'
import type { BotView, OpenedBot } from '../core/contract/bots.ts'
import { routes } from '../core/contract/routes.ts'
import { callApi } from './api.ts'

export async function listBots(signal?: AbortSignal) {
  return (await callApi(routes.listBots, { signal })).bots
}

export async function createBot(body: CreateBotRequest): Promise<BotView> {
  return (await callApi(routes.createBot, { body })).bot
}

export function openBot(botId: string, signal?: AbortSignal): Promise<OpenedBot> {
  return callApi(routes.openBot, { params: { botId }, signal })
}

export async function changeBot(botId: string, body: ChangeBotRequest): Promise<BotView> {
  return (await callApi(routes.changeBot, { params: { botId }, body })).bot
}

export async function deleteBot(botId: string): Promise<void> {
  await callApi(routes.deleteBot, { params: { botId } })
}
