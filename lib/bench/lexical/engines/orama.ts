import { loadPeer } from '../../peers/load-peer.ts'
import { type OpenLexical, readPassages } from '../lexical-side.ts'

/** As shipped: BM25, any of the words. */
export const openSide: OpenLexical = async options => {
  const { create, insertMultiple, search } = await loadPeer<Orama>('@orama/orama')
  const database = await create({ schema: { text: 'string' } })
  await insertMultiple(
    database,
    readPassages(options).map((text, id) => ({ id: String(id), text })),
  )
  return {
    async ask(question) {
      const { hits } = await search(database, { term: question, limit: options.k })
      return hits.map(({ id }) => Number(id))
    },
  }
}

/** The little of Orama that is used here. */
interface Orama {
  create(options: { schema: { text: 'string' } }): unknown
  insertMultiple(database: unknown, documents: { id: string; text: string }[]): Promise<unknown>
  search(database: unknown, query: { term: string; limit: number }): Promise<{ hits: { id: string }[] }>
}
