import { type Figure, figure } from '#lib/bench/figures.ts'
import { evalRetrieval, type RetrievalReport } from '#lib/eval/eval-retrieval.ts'
import { RANKINGS } from '#lib/eval/rank-documents.ts'

export interface EvaluationOptions {
  /** The folder's own name. */
  set: string
  keptIn: string
  lexicalWeight: number
  /** The reader is fitted anew. */
  fit: boolean
  /** Each question whose answer is not good is named. */
  list: boolean
  say: (line: string) => void
}

export interface Evaluation {
  figures: Figure[]
  notes: string[]
}

/** By words, by meaning, and by both as the product answers; prints a table of them. */
export async function evaluateRetrieval(folder: string, options: EvaluationOptions): Promise<Evaluation> {
  const report = await evalRetrieval(folder, options)
  printTable(report)
  return { figures: figuresOf(report, options.set), notes: notesOf(report, options.lexicalWeight) }
}

/** The set that the product is tuned with has bars of its own; on any other, both may not be worse than the better one. */
function figuresOf({ ratings: { lexical, vector, hybrid } }: RetrievalReport, set: string): Figure[] {
  const known = set === 'squad-dev'
  const better = Math.max(lexical.ndcg10, vector.ndcg10)
  return [
    figure('ndcg10-hybrid', hybrid.ndcg10, '', known ? '>= .91' : null),
    figure('ndcg10-lexical', lexical.ndcg10, ''),
    figure('ndcg10-vector', vector.ndcg10, ''),
    figure('ndcg10-hybrid-above-lexical', hybrid.ndcg10 - lexical.ndcg10, '', known ? '>= .005' : null),
    figure('ndcg10-hybrid-above-better', hybrid.ndcg10 - better, '', '>= -.01'),
  ]
}

function printTable({ ratings }: RetrievalReport): void {
  const columns = ['nDCG@10', 'recall@1', 'recall@5', 'recall@10', 'MRR@10']
  console.log(`\n  ${''.padEnd(8)}${columns.map(column => column.padStart(11)).join('')}`)
  for (const name of RANKINGS) {
    const { ndcg10, recall1, recall5, recall10, reciprocalRank } = ratings[name]
    const values = [ndcg10, recall1, recall5, recall10, reciprocalRank]
    console.log(`  ${name.padEnd(8)}${values.map(value => value.toFixed(4).padStart(11)).join('')}`)
  }
}

function notesOf({ documents, passages, questions, without }: RetrievalReport, weight: number): string[] {
  const whole = (count: number) => count.toLocaleString('en')
  return [
    `${whole(documents)} documents in ${whole(passages)} passages, ${whole(questions)} questions; weight of words ${weight}.`,
    ...(without > 0
      ? [`Left out: ${whole(without)} questions for which no document is judged relevant.`]
      : []),
  ]
}
