import { join } from 'node:path'
import { PROJECT_ROOT } from '../cli/project-root.ts'
import { BadFolder } from '../eval/bad-folder.ts'
import { withOwnSet } from '../eval/reader/own-questions.ts'
import { projectSet } from '../eval/reader/project-set.ts'
import { BUILT_IN_LEXICAL_WEIGHT } from '../laptop/local-environment.ts'
import { figure, median, printFigures } from './figures.ts'
import type { ReaderQuery } from './reader/quote-side.ts'
import { type RunningSide, startSide } from './sides/start-side.ts'
import { quantile } from './sides/take-turns.ts'

/**
 * What the built-in reader takes to answer one question from the passages that were found for it, over our own
 * questions; `folder` has documents beside those of the sample guide. Answers 2 where it has none.
 */
export default async function benchReader(options: {
  json: boolean
  folder: string | null
}): Promise<number> {
  try {
    await measure(options)
    return 0
  } catch (error) {
    if (!(error instanceof BadFolder)) throw error
    console.error(error.message)
    return 2
  }
}

async function measure(options: Parameters<typeof benchReader>[0]): Promise<void> {
  console.log('Finding passages …')
  const queries = await findQueries(options.folder)
  const side = await startSide<ReaderQuery, number>({
    name: 'reader',
    module: import.meta.resolve('./reader/quote-side.ts'),
    options: null,
  })
  try {
    console.log(`Answering ${queries.length} questions …`)
    const taken = await timeEach(side, queries)
    const figures = [
      figure('reader-cpu-ms-p95', quantile(taken, 0.95), 'ms', '<= 40'),
      figure('reader-cpu-ms-median', median(taken), 'ms'),
      figure('reader-cpu-ms-most', Math.max(...taken), 'ms'),
    ]
    printFigures('reader', { figures, missing: [], notes: notes(queries) }, options)
  } finally {
    await side.stop()
  }
}

const ROUNDS = 7
/** In one round: enough for a collection of garbage to be shared. */
const TIMES = 5

/** What the product would read for each question, in a conversation for those that follow up. */
async function findQueries(folder: string | null): Promise<ReaderQuery[]> {
  const keptIn = join(PROJECT_ROOT, '.docent', 'eval')
  const options = { keptIn, lexicalWeight: BUILT_IN_LEXICAL_WEIGHT }
  return withOwnSet(projectSet(folder), options, async (guide, { questions }) => {
    const queries: ReaderQuery[] = []
    for (const question of questions) {
      const { words, passages } = await guide.ask(question)
      if (words) queries.push({ words, passages })
    }
    return queries
  })
}

/** Processor time of each query, the middle one of the rounds; the first round warms up and does not count. */
async function timeEach(side: RunningSide<ReaderQuery, number>, queries: ReaderQuery[]): Promise<number[]> {
  const taken = queries.map((): number[] => [])
  for (let round = -1; round < ROUNDS; round++) {
    for (const [at, query] of queries.entries()) {
      const { cpuMs } = await side.ask([query], TIMES)
      if (round >= 0) taken[at]!.push(cpuMs / TIMES)
    }
  }
  return taken.map(median)
}

function notes(queries: readonly ReaderQuery[]): string[] {
  const characters = queries.map(({ passages }) => passages.reduce((sum, { text }) => sum + text.length, 0))
  return [
    `Processor time of all threads for one question, without encoding and search; ${TIMES} times each, the middle one of ${ROUNDS} rounds.`,
    `${queries.length} questions; what is read for one has ${Math.round(median(characters))} characters.`,
  ]
}
