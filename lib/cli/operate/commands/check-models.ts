import { parseArgs } from 'node:util'
import { catalogueClient, checkModels } from '#lib/aws/model-access.ts'
import { parseModelSettings } from '#lib/aws/settings.ts'
import { enterPlace, NoInstallation, operatorOptions } from '../operator-deps.ts'

const USAGE = 'usage: npm run docent -- check-models [--data FOLDER | --outputs amplify_outputs.json]'

/**
 * Says whether the account may call the models of the settings (DOCENT_CHAT_MODEL, DOCENT_EMBEDDING_MODEL,
 * DOCENT_RERANK_MODEL): those of an installation that is named, else of the environment where it names AWS_REGION,
 * as before the first deployment, else of what runs on this machine. Calls no model. Answers 1 where one is closed,
 * 2 where one could not be checked.
 */
export default async function checkModelsCommand(words: string[]): Promise<number> {
  try {
    const { values } = parseArgs({ args: words, options: operatorOptions })
    if (words.length > 0 || !process.env.AWS_REGION) await enterPlace(values)
  } catch (error) {
    const { message } = error as Error
    console.error(
      error instanceof NoInstallation
        ? `${message}\nOr ask about an account alone: AWS_REGION=us-east-1 npm run docent -- check-models`
        : `${message}\n${USAGE}`,
    )
    return 2
  }
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
