import { allStoresContract } from '#lib/core/testing/contracts/all-stores-contract.ts'
import { deps } from '#lib/server/deps.ts'
import { startTestApp } from '#lib/server/testing/test-app.ts'

allStoresContract('the stores in DynamoDB and S3', async () => {
  const app = await startTestApp()
  return { ...deps(), close: () => app.close() }
})
