import { catalogueClient, checkModels } from '#lib/aws/model-access.ts'
import { type Check, ok, unknown, wrong } from './finding.ts'

const SAY = { closed: wrong, unknown }

/** What `check-models` asks. */
export const checkModelAccess: Check = {
  about: 'models',
  async look({ settings }) {
    const client = catalogueClient(settings.bedrock)
    const verdicts = await checkModels(client, settings).finally(() => client.destroy())
    const found = verdicts.map(({ model, state, message }) =>
      state === 'open'
        ? ok(`${model} is open to this account.`)
        : SAY[state](message.replaceAll(/\s+/g, ' ')),
    )
    return settings.chatModel ? found : [ok('no language model is set: guides answer with quotes.'), ...found]
  },
}
