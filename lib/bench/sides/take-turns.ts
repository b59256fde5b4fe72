import { median } from '../figures.ts'
import type { RunningSide } from './start-side.ts'

/** How often one side is asked in one of its turns. */
export interface Turn<Query> {
  side: Pick<RunningSide<Query, unknown>, 'ask'>
  queries: Query[]
  times?: number
}
export interface Taken {
  /** Processor time of one query in each round, in milliseconds. */
  cpuMs: number[]
  /** Of every query. */
  wallMs: number[]
}

/** One side, then the next, and the other way round in the next round: what else the machine does hits all. */
export async function takeTurns<Query>(turns: Turn<Query>[], rounds: number): Promise<Taken[]> {
  const taken = turns.map((): Taken => ({ cpuMs: [], wallMs: [] }))
  for (let round = 0; round < rounds; round++) {
    const order = turns.map((_, at) => at)
    if (round % 2) order.reverse()
    for (const at of order) {
      const { side, queries, times } = turns[at]!
      const { cpuMs, wallMs } = await side.ask(queries, times)
      taken[at]!.cpuMs.push(cpuMs / wallMs.length)
      taken[at]!.wallMs.push(...wallMs)
    }
  }
  return taken
}

/** How many times the processor time of `ours` the other one takes: the middle one of the rounds. */
export function timesSlower(other: Taken, ours: Taken): number {
  return median(other.cpuMs.map((ms, round) => ms / ours.cpuMs[round]!))
}

/** The value below which `share` of the values lie. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('There is no quantile of nothing.')
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
}
