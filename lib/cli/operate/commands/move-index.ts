import { parseArgs } from 'node:util'
import { vectorIndexes } from '#lib/core/bots/bot.ts'
import { CopyIncomplete } from '#lib/core/retrieval/move/copy-vectors.ts'
import { type MoveOutcome, moveIndex } from '#lib/core/retrieval/move/move-index.ts'
import { moveEnding, moveReporter } from '../move-report.ts'
import { operatorDeps, operatorOptions } from '../operator-deps.ts'

const USAGE =
  'usage: npm run docent -- move-index BOT --to s3vectors|packs [--force] [--data DIR | --outputs amplify_outputs.json]'

/**
 * Moves the search of one bot to Amazon S3 Vectors or back, and says how much of what it finds stays the
 * same. docs/operate/large-bots.md says when that is worth while. Answers 0 where the bot is moved, 1 where
 * it is not, 2 where there was nothing to do it with.
 */
export default async function moveIndexCommand(words: string[]): Promise<number> {
  const request = readArguments(words)
  if (!request) return 2
  const { botId, to, force, place } = request
  try {
    const deps = await operatorDeps(place)
    if (to === 's3vectors' && !deps.settings.vectorBucket) {
      console.error(
        'This installation has no vector bucket. Set DOCENT_S3_VECTORS=true where its backend is built, deploy, and run this again (docs/operate/large-bots.md).',
      )
      return 2
    }
    const wait = (milliseconds: number) => new Promise<void>(done => setTimeout(done, milliseconds))
    const say = (line: string | null) => line !== null && console.log(line)
    const report = moveReporter()
    const ended = await moveIndex({ ...deps, wait, onStep: step => say(report(step)) }, botId, to, { force })
    say(moveEnding(ended, botId))
    return EXIT[ended.outcome]
  } catch (error) {
    if (!(error instanceof CopyIncomplete)) throw error
    console.error(error.message)
    return 1
  }
}

const EXIT: Record<MoveOutcome['outcome'], number> = {
  moved: 0,
  unfinished: 1,
  'too-different': 1,
  'not-found': 1,
}

function readArguments(words: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: words,
      allowPositionals: true,
      options: { ...operatorOptions, to: { type: 'string' }, force: { type: 'boolean', default: false } },
    })
    const to = vectorIndexes.find(index => index === values.to)
    const [botId, ...more] = positionals
    if (!botId || more.length || !to) throw new Error('Name one guide by its id, and where it is to go.')
    return { botId, to, force: values.force, place: values }
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`)
    return null
  }
}
