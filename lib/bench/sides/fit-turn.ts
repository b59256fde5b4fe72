import { median } from '../figures.ts'
import type { RunningSide } from './start-side.ts'
import type { Turn } from './take-turns.ts'

type Asked<Query> = Pick<RunningSide<Query, unknown>, 'ask'>

/** How long one side's turn is: long enough to be measured well, short enough that all meet the same machine. */
const TURN_MS = 400
const FEWEST_QUERIES = 3

/** A turn of that length: fewer queries where the side is slow, the same ones more often where it is quick. */
export async function fitTurn<Query>(side: Asked<Query>, queries: Query[]): Promise<Turn<Query>> {
  const some = await fitQueries(side, queries, TURN_MS)
  const once = (await side.ask(some)).wallMs.reduce((sum, ms) => sum + ms, 0)
  return { side, queries: some, times: Math.max(1, Math.floor(TURN_MS / once)) }
}

/** As many of the first queries as the side answers in `ms`, but some at least. It is warm afterwards. */
export async function fitQueries<Query>(side: Asked<Query>, queries: Query[], ms: number): Promise<Query[]> {
  const { wallMs } = await side.ask(queries.slice(0, FEWEST_QUERIES))
  const count = Math.max(FEWEST_QUERIES, Math.floor(ms / median(wallMs)))
  return queries.slice(0, count)
}
