import { createEncoder } from '#lib/local-aws/bedrock/encoder/encoder.ts'
import { checkDocuments, readCorpus, readJudgements, readQuestions } from './beir-folder.ts'
import { buildCollection } from './collection.ts'
import { KeptVectors } from './kept-vectors.ts'
import { RANKINGS, type RankingName, rankDocuments } from './rank-documents.ts'
import { meanRating, type Rating, rateRanking } from './rate-ranking.ts'

export interface RetrievalReport {
  documents: number
  passages: number
  questions: number
  /** Questions for which nobody judged a document relevant: left out. */
  without: number
  /** Texts that the encoder had not read in an earlier run. */
  encoded: number
  ratings: Record<RankingName, Rating>
}

const PROGRESS_MS = 5_000

/**
 * How well the product finds the documents of a folder in BEIR layout: the same splitting, encoding, words and
 * fusion; a passage stands for its document. Vectors are kept in `keptIn`. Throws BadFolder.
 */
export async function evalRetrieval(
  folder: string,
  { keptIn, lexicalWeight, say }: { keptIn: string; lexicalWeight: number; say: (line: string) => void },
): Promise<RetrievalReport> {
  // What is small first: a mistake in it is told before an hour of encoding.
  const judgements = await readJudgements(folder)
  const { questions, without } = await readQuestions(folder, judgements)
  const ids = new Set<string>()
  for await (const { id } of readCorpus(folder)) ids.add(id)
  checkDocuments(judgements, id => ids.has(id))

  const encoder = createEncoder()
  try {
    const vectors = await KeptVectors.open(keptIn, encoder)
    try {
      const progress = everySoOften(passages =>
        say(`  … ${passages.toLocaleString('en')} passages, ${vectors.encoded.toLocaleString('en')} encoded`),
      )
      say(`Reading ${ids.size.toLocaleString('en')} documents …`)
      const collection = await buildCollection(readCorpus(folder), vectors, progress)
      say(`Asking ${questions.length.toLocaleString('en')} questions …`)
      const places = await Promise.all(questions.map(({ text }) => vectors.place(text)))
      const ratings: Record<RankingName, Rating[]> = { lexical: [], vector: [], hybrid: [] }
      for (const [at, { text, relevant }] of questions.entries()) {
        const asked = { text, vector: vectors.read(places[at]!) }
        const ranked = rankDocuments(collection, asked, lexicalWeight)
        for (const name of RANKINGS) ratings[name].push(rateRanking(ranked[name], relevant))
      }
      return {
        documents: ids.size,
        passages: collection.passages.length,
        questions: questions.length,
        without,
        encoded: vectors.encoded,
        ratings: {
          lexical: meanRating(ratings.lexical),
          vector: meanRating(ratings.vector),
          hybrid: meanRating(ratings.hybrid),
        },
      }
    } finally {
      vectors.close()
    }
  } finally {
    await encoder.close()
  }
}

function everySoOften(tell: (count: number) => void): (count: number) => void {
  let told = performance.now()
  return count => {
    if (performance.now() - told < PROGRESS_MS) return
    told = performance.now()
    tell(count)
  }
}
