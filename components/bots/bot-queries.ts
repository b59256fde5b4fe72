'use client'
import { useQuery } from '@tanstack/react-query'
import { listBots, openBot } from '#lib/client/bots-api.ts'

export const botsKey = ['bots']
export const botKey = (botId: string) => ['bot', botId]

/** All guides of the owner. */
export function useBots() {
  return useQuery({ queryKey: botsKey, queryFn: ({ signal }) => listBots(signal) })
}

/** One guide with its counts and its line of script. */
export function useBot(botId: string) {
  return useQuery({ queryKey: botKey(botId), queryFn: ({ signal }) => openBot(botId, signal) })
}
