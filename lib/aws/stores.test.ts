import { allStoresContract } from '#lib/core/testing/contracts/all-stores-contract.ts'
import { deps } from '#lib/server/deps.ts'
import { startTestApp } from '#lib/server/testing/test-app.ts'
import { dynamoService, wireDynamo } from './wire/wire-dynamo.ts'

allStoresContract('the stores in DynamoDB and S3', async () => {
  const app = await startTestApp()
  const { settings, ...stores } = deps()
  const dynamo = wireDynamo(dynamoService(settings.region))
  async function figures(botId: string, day: string): Promise<Record<string, number>> {
    const Key = { pk: `BOT#${botId}`, sk: `DAY#${day}` }
    const { Item } = await dynamo.get({ TableName: settings.botsTable, Key, ConsistentRead: true })
    const { pk, sk, minute, asked, ...kept } = Item ?? {}
    return kept
  }
  return { ...stores, figures, close: () => app.close() }
})
