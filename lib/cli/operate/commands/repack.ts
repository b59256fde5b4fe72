import { parseArgs } from 'node:util'
import { repackBot } from '#lib/core/retrieval/packs/repack-bot.ts'
import { operatorDeps, operatorOptions } from '../operator-deps.ts'

const USAGE = 'usage: npm run docent -- repack BOT [--data FOLDER | --outputs amplify_outputs.json]'

/** Makes all that search reads of a bot anew, out of its passages in the table. */
export default async function repackCommand(words: string[]): Promise<number> {
  let parsed: ReturnType<typeof parse>
  try {
    parsed = parse(words)
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`)
    return 2
  }
  const [botId, ...rest] = parsed.positionals
  if (!botId || rest.length) {
    console.error(USAGE)
    return 2
  }
  const deps = await operatorDeps(parsed.values)
  if (!(await deps.bots.get(botId))) {
    console.error(`There is no guide ${botId}.`)
    return 1
  }
  const { documents, passages, packs } = await repackBot(deps, botId, ({ rows }) =>
    console.log(`  a pack of ${rows} passages`),
  )
  console.log(`${botId}: ${passages} passages of ${documents} documents, in ${packs} packs.`)
  return 0
}

function parse(words: string[]) {
  return parseArgs({ args: words, options: operatorOptions, allowPositionals: true })
}
