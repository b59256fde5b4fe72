import { sharedKernel } from '../../core/retrieval/kernel/open-kernel.ts'
import { LoadedPack } from '../../core/retrieval/packs/loaded-pack.ts'
import { readPassages } from '../lexical/lexical-side.ts'
import type { OpenSide } from '../sides/side.ts'
import type { VectorFile } from '../vectors/vector-file.ts'
import { makePack } from './make-pack.ts'

/** From the bytes of a pack in memory to all of it checked and searchable; then it is let go again. */
export const openSide: OpenSide<{ file: VectorFile; passages: string }, null, null> = async options => {
  const texts = readPassages({ ...options, rows: options.file.rows })
  const { entry, parts } = await makePack('bot_bench', options.file, texts)
  const bytes = Buffer.concat(parts)
  const read = async (from: number, to: number) => bytes.subarray(from, to)
  return {
    async ask() {
      const pack = await LoadedPack.open(sharedKernel(), read, entry, 'bot_bench')
      await pack.complete('int8')
      await pack.complete('residual')
      pack.free()
      return null
    },
  }
}
