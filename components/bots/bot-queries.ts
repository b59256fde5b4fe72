'use client'
import { useQuery } from '@tanstack/react-query'
import { listBots, openBot } from '#lib/client/bots-api.ts'

export const botsKey = ['bots']
export const botKey = (botId: string) => ['bot', botId]

/** How often the list of guides is looked at again while it is in sight: another tab may have changed it. */
const LOOK_AGAIN_MS = 5_000

/** All guides of the owner; `live`: kept as they are wherever they were changed. */
export function useBots({ live = false } = {}) {
  return useQuery({
    queryKey: botsKey,
    queryFn: ({ signal }) => listBots(signal),
    refetchInterval: live ? LOOK_AGAIN_MS : false,
  })
}

/** One guide with its counts and its line of script. */
export function useBot(botId: string) {
  return useQuery({ queryKey: botKey(botId), queryFn: ({ signal }) => openBot(botId, signal) })
}
