import type { Bot } from '#lib/core/bots/bot.ts'
import type { KnowledgeIndexPlace } from '#lib/core/testing/contracts/knowledge-index-contract.ts'
import { deps } from '#lib/server/deps.ts'
import { startTestApp } from '#lib/server/testing/test-app.ts'

/** The product's own index over its own stores on loopback, for bots with this setting. */
export async function awsKnowledgePlace(setting: Bot['index']): Promise<KnowledgeIndexPlace> {
  const app = await startTestApp()
  const { remoteVectors } = deps()
  return {
    ...deps(),
    setting,
    async countRemote(botId) {
      let count = 0
      for await (const page of remoteVectors.list(botId)) count += page.length
      return count
    },
    close: () => app.close(),
  }
}
