import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { median } from '../figures.ts'
import { fitQueries, fitTurn } from '../sides/fit-turn.ts'
import { quantile, type Taken, takeTurns, timesSlower } from '../sides/take-turns.ts'
import { type Exact, recall } from '../vectors/exact.ts'
import type { VectorFile } from '../vectors/vector-file.ts'
import { type Engine, OURS, OURS_INT8 } from './engine-list.ts'
import { openEngine, type RunningEngine } from './open-engine.ts'
import type { SearchQuery } from './search-side.ts'

/** What one engine took, or why that is not known. */
export type EngineRow = { name: string } & (MeasuredEngine | { why: string })
export interface MeasuredEngine {
  cpuMs: number
  wallP50Ms: number
  wallP95Ms: number
  /** How many times the processor time of ours, the middle one of the rounds. */
  slower: number
  /** Null for what answers nothing. */
  recall: number | null
  /** Resident above the same process with nothing opened, 1,024 bytes to the KB. */
  kbPerRow: number | null
  /** Null for what was built for another one. */
  buildMs: number | null
}

export interface SearchSet {
  file: VectorFile
  queries: Float32Array[]
  /** Of each query. */
  exact: Exact[]
}
export interface SearchPlan {
  /** Where engines may write. */
  folder: string
  /** Why there are no peers, or null where they are. */
  noPeers: string | null
  /** Engines beside ours. */
  others: readonly Engine[]
  say: (line: string) => void
}

/** Each engine beside ours, in turns; of ours, the one with the residual is what all are compared with. */
export async function measureSearch(set: SearchSet, plan: SearchPlan): Promise<EngineRow[]> {
  // Of this set alone: what was built for other vectors must not be found.
  const folder = mkdtempSync(join(plan.folder, 'built-'))
  try {
    return await measureAll(set, { ...plan, folder })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureAll(set: SearchSet, plan: SearchPlan): Promise<EngineRow[]> {
  const ours = await openEngine(OURS, set.file, plan.folder)
  try {
    const rows = await measureOurs(ours, set, plan)
    for (const engine of plan.others) {
      plan.say(`  ${engine.name} …`)
      rows.push(await measureOther(engine, ours, set, plan))
    }
    return rows
  } finally {
    await ours.stop()
  }
}

/** Ours with and without the residual, the bare pass, and the nearest that it finds. */
async function measureOurs(
  ours: RunningEngine,
  set: SearchSet,
  { folder }: SearchPlan,
): Promise<EngineRow[]> {
  const without = await openEngine(OURS_INT8, set.file, folder)
  try {
    const queries = {
      search: ofSet(set),
      flat: ofSet(set, 'flat'),
      pass: ofSet(set, 'pass'),
    }
    const found = {
      ours: await answersOf(ours, queries.search),
      without: await answersOf(without, queries.search),
      flat: await answersOf(ours, queries.flat),
    }
    const turns = [
      await fitTurn(ours, queries.search),
      await fitTurn(without, queries.search),
      await fitTurn(ours, queries.flat),
      await fitTurn(ours, queries.pass),
    ]
    const [search, int8, flat, pass] = (await takeTurns(turns, OWN_ROUNDS)) as [Taken, Taken, Taken, Taken]
    const memory = {
      ours: await kbWhenFresh(OURS, set, folder),
      without: await kbWhenFresh(OURS_INT8, set, folder),
    }
    return [
      rowOf(OURS.name, search, search, {
        recall: found.ours(set),
        kbPerRow: memory.ours,
        buildMs: ours.buildMs,
      }),
      rowOf(OURS_INT8.name, int8, search, {
        recall: found.without(set),
        kbPerRow: memory.without,
        buildMs: null,
      }),
      rowOf('int8 flat', flat, search, { recall: found.flat(set), kbPerRow: null, buildMs: null }),
      rowOf(BARE_PASS, pass, search, { recall: null, kbPerRow: null, buildMs: null }),
    ]
  } finally {
    await without.stop()
  }
}

/** What the table calls one pass of the kernel over the int8 plane, nothing chosen. */
export const BARE_PASS = 'int8 bare pass'

async function measureOther(
  engine: Engine,
  ours: RunningEngine,
  set: SearchSet,
  { folder, noPeers }: SearchPlan,
): Promise<EngineRow> {
  const { name } = engine
  if (engine.peer && noPeers) return { name, why: noPeers }
  if (engine.most && set.file.rows > engine.most) return { name, why: `takes minutes to build` }
  let other: RunningEngine | undefined
  try {
    other = await openEngine(engine, set.file, folder)
    const found = await answersOf(other, ofSet(set))
    const turns = [await fitTurn(ours, ofSet(set)), await fitTurn(other, ofSet(set))]
    const [own, taken] = (await takeTurns(turns, PEER_ROUNDS)) as [Taken, Taken]
    return rowOf(name, taken, own, {
      recall: found(set),
      kbPerRow: await kbPerRow(other, set),
      buildMs: other.buildMs,
    })
  } catch (error) {
    return { name, why: (error as Error).message.split('\n')[0]! }
  } finally {
    await other?.stop()
  }
}

const OWN_ROUNDS = 15
const PEER_ROUNDS = 7
const ASKED_WHEN_FRESH = 20
/** The recall of a slow engine is that of as many queries as it answers in this time. */
const ANSWERS_MS = 4_000

function ofSet({ queries }: SearchSet, how?: SearchQuery['how']): SearchQuery[] {
  return queries.map(vector => (how ? { vector, how } : { vector }))
}

/** Also warms it up. Answers what gives the recall of its answers. */
async function answersOf(engine: RunningEngine, queries: SearchQuery[]): Promise<(set: SearchSet) => number> {
  const some = await fitQueries(engine, queries, ANSWERS_MS)
  const { answers } = await engine.ask(some)
  return ({ file, queries: asked, exact }) => recall(file, asked, exact.slice(0, some.length), answers)
}

/**
 * In a process that has answered some questions and nothing else: ten thousands of them leave ten megabytes
 * of messages' buffers behind, which are not the engine's.
 */
async function kbWhenFresh(engine: Engine, set: SearchSet, folder: string): Promise<number> {
  const side = await openEngine(engine, set.file, folder)
  try {
    for (const query of ofSet(set).slice(0, ASKED_WHEN_FRESH)) await side.ask([query])
    return await kbPerRow(side, set)
  } finally {
    await side.stop()
  }
}

async function kbPerRow(side: RunningEngine, { file }: SearchSet): Promise<number> {
  return ((await side.weigh()) - side.opened.residentBefore) / 1_024 / file.rows
}

function rowOf(
  name: string,
  taken: Taken,
  ours: Taken,
  more: Pick<MeasuredEngine, 'recall' | 'kbPerRow' | 'buildMs'>,
): EngineRow {
  return {
    name,
    cpuMs: median(taken.cpuMs),
    wallP50Ms: median(taken.wallMs),
    wallP95Ms: quantile(taken.wallMs, 0.95),
    slower: timesSlower(taken, ours),
    ...more,
  }
}
