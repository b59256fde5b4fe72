/** What one question's ranking is worth; all 0 to 1. */
export interface Rating {
  ndcg10: number
  recall1: number
  recall5: number
  recall10: number
  /** Of the first relevant one among ten. */
  reciprocalRank: number
}

const DEPTH = 10

/**
 * Rates documents, best first and each once, against grades above 0. nDCG as trec_eval's `ndcg_cut_10`: the
 * gain is the grade, divided by log2(rank + 1), against the best order of all relevant ones.
 * Source: Järvelin & Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002.
 */
export function rateRanking(ranking: readonly string[], relevant: ReadonlyMap<string, number>): Rating {
  const grades = ranking.slice(0, DEPTH).map(document => relevant.get(document) ?? 0)
  const ideal = [...relevant.values()].sort((a, b) => b - a).slice(0, DEPTH)
  const recall = (k: number) => grades.slice(0, k).filter(grade => grade > 0).length / relevant.size
  const first = grades.findIndex(grade => grade > 0)
  return {
    ndcg10: discounted(grades) / discounted(ideal),
    recall1: recall(1),
    recall5: recall(5),
    recall10: recall(10),
    reciprocalRank: first < 0 ? 0 : 1 / (first + 1),
  }
}

/** Of all questions. */
export function meanRating(ratings: readonly Rating[]): Rating {
  const mean = (name: keyof Rating) =>
    ratings.reduce((sum, rating) => sum + rating[name], 0) / Math.max(1, ratings.length)
  return {
    ndcg10: mean('ndcg10'),
    recall1: mean('recall1'),
    recall5: mean('recall5'),
    recall10: mean('recall10'),
    reciprocalRank: mean('reciprocalRank'),
  }
}

function discounted(grades: readonly number[]): number {
  return grades.reduce((sum, grade, at) => sum + grade / Math.log2(at + 2), 0)
}
