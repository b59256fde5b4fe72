import { catalogueClient, checkModels } from '#lib/aws/model-access.ts'
import type { Settings } from '#lib/aws/settings.ts'
import { logError, logInfo } from './log.ts'

/** By then whoever started the process has had their answer. */
const CHECK_AFTER_MS = 10_000

/** Once, a while after the start: says in the log which models this account may not call, and what to do. */
export function checkModelsLater(settings: Settings): void {
  setTimeout(() => void logModelCheck(settings), CHECK_AFTER_MS).unref()
}

export async function logModelCheck(settings: Settings): Promise<void> {
  const client = catalogueClient(settings.bedrock)
  for (const { setting, model, state, message } of await checkModels(client, settings)) {
    if (state === 'closed') logError('model access', new Error(message), { setting, model })
    if (state === 'unknown') logInfo('model access', { setting, model, message })
  }
  client.destroy()
}
