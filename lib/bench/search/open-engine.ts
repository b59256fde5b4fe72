import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type RunningSide, startSide } from '../sides/start-side.ts'
import type { VectorFile } from '../vectors/vector-file.ts'
import type { Engine } from './engine-list.ts'
import type { SearchOptions, SearchQuery } from './search-side.ts'

export type RunningEngine = RunningSide<SearchQuery, number[]> & { engine: Engine; buildMs: number }

/** Of the nearest rows. */
export const TOP = 10

/** Builds in one process where that is a step of its own, and opens in a fresh one. */
export async function openEngine(engine: Engine, file: VectorFile, folder: string): Promise<RunningEngine> {
  const { name, module, build } = engine
  // Those that share a builder share what it built.
  const scratch = join(folder, (build ?? module).split('/').at(-1)!)
  const options: SearchOptions = { file, scratch, k: TOP, ...engine.options }
  const fresh = mkdirSync(scratch, { recursive: true }) !== undefined
  let buildMs = 0
  if (build && fresh) {
    const builder = await startSide({ name, module: build, options })
    buildMs = builder.opened.wallMs
    await builder.stop()
  }
  const side = await startSide<SearchQuery, number[]>({ name, module, options })
  return { ...side, engine, buildMs: buildMs + (build ? 0 : side.opened.wallMs) }
}
