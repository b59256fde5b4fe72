import { allStoresContract } from './contracts/all-stores-contract.ts'
import { memoryConversations } from './memory-conversations.ts'
import { memoryFiles } from './memory-files.ts'
import { memoryStores } from './memory-stores.ts'

allStoresContract('the stores in memory', async () => {
  const { accounts, bots, documents, passages, manifests } = memoryStores()
  const { store: files, packFiles } = memoryFiles()
  const { store: conversations, days, figures: figuresOf } = memoryConversations()
  const figures = async (botId: string, day: string) => figuresOf(botId, day)
  const close = async () => undefined
  const kept = { accounts, bots, documents, passages, manifests, files, packFiles, conversations }
  return { ...kept, days, figures, close }
})
