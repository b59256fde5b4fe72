import { catalogueClient, checkModels } from '#lib/aws/model-access.ts'
import { parseModelSettings } from '#lib/aws/settings.ts'

/**
 * Says whether the account may call the models of the settings (AWS_REGION, DOCENT_CHAT_MODEL,
 * DOCENT_EMBEDDING_MODEL, DOCENT_RERANK_MODEL), with the credentials that the AWS command line would use. Calls no model. Answers 1
 * where one is closed, 2 where one could not be checked.
 */
export default async function checkModelsCommand(): Promise<number> {
  const settings = parseModelSettings(process.env)
  const client = catalogueClient(settings.bedrock)
  const verdicts = await checkModels(client, settings)
  client.destroy()
  for (const { setting, model, state, message } of verdicts) {
    console.log(state === 'open' ? `${setting}: ${model} is open to this account.` : `${setting}: ${message}`)
  }
  const states = verdicts.map(({ state }) => state)
  if (states.includes('closed')) return 1
  return states.includes('unknown') ? 2 : 0
}
