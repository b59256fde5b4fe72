import { loadPeer } from '../../peers/load-peer.ts'
import { type OpenLexical, readPassages } from '../lexical-side.ts'

/** As shipped: BM25+, any of the words, no stemmer. */
export const openSide: OpenLexical = async options => {
  const { default: MiniSearch } = await loadPeer<MiniSearchPackage>('minisearch')
  const index = new MiniSearch({ fields: ['text'] })
  index.addAll(readPassages(options).map((text, id) => ({ id, text })))
  return {
    ask: question =>
      index
        .search(question)
        .slice(0, options.k)
        .map(({ id }) => id),
  }
}

/** The little of minisearch that is used here. */
interface MiniSearchPackage {
  default: new (options: {
    fields: string[]
  }) => {
    addAll(documents: { id: number; text: string }[]): void
    search(question: string): { id: number }[]
  }
}
