import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Figure, figure, printFigures } from '#lib/bench/figures.ts'
import { BadFolder } from '#lib/eval/bad-folder.ts'
import { evalRetrieval, type RetrievalReport } from '#lib/eval/eval-retrieval.ts'
import { RANKINGS } from '#lib/eval/rank-documents.ts'
import { BUILT_IN_LEXICAL_WEIGHT } from '#lib/laptop/local-environment.ts'
import { PROJECT_ROOT } from '../../project-root.ts'

const USAGE = `usage: npm run docent -- eval retrieval DIR [--json] [--lexical-weight 0..1]
  DIR: corpus.jsonl (_id, title, text), queries.jsonl (_id, text) and qrels.tsv or qrels/test.tsv`

/**
 * Measures how well the product finds what a folder of questions and judgements asks for, with the built-in
 * encoder: by words, by meaning, and by both as it answers. Answers 2 where the folder cannot be measured.
 */
export default async function evalCommand(words: string[]): Promise<number> {
  const request = readArguments(words)
  if (!request) {
    console.error(USAGE)
    return 2
  }
  const { folder, lexicalWeight, json } = request
  try {
    const report = await evalRetrieval(folder, {
      lexicalWeight,
      keptIn: join(PROJECT_ROOT, '.docent', 'eval'),
      say: line => console.log(line),
    })
    printTable(report)
    const figures = figuresOf(report, basename(folder))
    printFigures('eval retrieval', { figures, missing: [], notes: notesOf(report, lexicalWeight) }, { json })
    return 0
  } catch (error) {
    if (!(error instanceof BadFolder)) throw error
    console.error(error.message)
    return 2
  }
}

/** npm runs us in the project's folder; what was typed is meant from where it was typed. */
function readArguments(words: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: words,
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, 'lexical-weight': { type: 'string' } },
    })
    const [what, folder, ...rest] = positionals
    const given = values['lexical-weight']
    const lexicalWeight = given === undefined ? BUILT_IN_LEXICAL_WEIGHT : Number(given.trim() || Number.NaN)
    if (what !== 'retrieval' || !folder || rest.length || !(lexicalWeight >= 0 && lexicalWeight <= 1))
      return null
    return { folder: resolve(process.env.INIT_CWD ?? '.', folder), lexicalWeight, json: values.json }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return null
  }
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
