'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { changeBot } from '#lib/client/bots-api.ts'
import { tellOtherTabs } from '#lib/client/other-tabs.ts'
import type { ChangeBotRequest } from '#lib/core/bots/bot.ts'
import type { BotView, OpenedBot } from '#lib/core/contract/bots.ts'
import { botKey, botsKey } from './bot-queries.ts'

/** Changes a guide and shows the new settings wherever they are shown. */
export function useBotChange(botId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (change: ChangeBotRequest) => changeBot(botId, change),
    onSuccess: (bot: BotView) => {
      queries.setQueryData<OpenedBot>(botKey(botId), opened => opened && { ...opened, bot })
      void queries.invalidateQueries({ queryKey: botsKey })
      tellOtherTabs({ changed: [botsKey, botKey(botId)] })
    },
  })
}
