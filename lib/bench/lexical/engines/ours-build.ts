import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildLexical } from '../../../core/retrieval/lexical/build-postings.ts'
import { type OpenLexical, readPassages } from '../lexical-side.ts'

/** Passages of one document; its name counts as words of theirs. */
const PASSAGES_PER_DOCUMENT = 100

export const openSide: OpenLexical = async options => {
  const texts = readPassages(options)
  const documents = Array.from({ length: Math.ceil(texts.length / PASSAGES_PER_DOCUMENT) }, (_, at) => ({
    name: `Manual ${at}`,
    passages: texts
      .slice(at * PASSAGES_PER_DOCUMENT, (at + 1) * PASSAGES_PER_DOCUMENT)
      .map(text => ({ headingPath: [], text })),
  }))
  writeFileSync(join(options.scratch, 'lexical'), buildLexical(documents))
  return { ask: () => [] }
}
