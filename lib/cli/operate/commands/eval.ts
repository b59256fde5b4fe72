import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { printFigures } from '#lib/bench/figures.ts'
import { BadFolder } from '#lib/eval/bad-folder.ts'
import { BUILT_IN_LEXICAL_WEIGHT } from '#lib/laptop/local-environment.ts'
import { PROJECT_ROOT } from '../../project-root.ts'
import { evaluateReader } from '../evaluate-reader.ts'
import { evaluateRetrieval } from '../evaluate-retrieval.ts'

const USAGE = `usage: npm run docent -- eval retrieval DIR [--json] [--lexical-weight 0..1]
  DIR: corpus.jsonl (_id, title, text), queries.jsonl (_id, text) and qrels.tsv or qrels/test.tsv
       npm run docent -- eval reader DIR [--json] [--lexical-weight 0..1] [--fit]
  DIR: corpus.jsonl and qa.jsonl (question, paragraph, answers, impossible); --fit writes the reader anew
       npm run docent -- eval reader DIR [--json] [--lexical-weight 0..1] [--list]
  DIR: documents, asked our own questions; --list prints those that are not answered well`

const EVALUATIONS = { retrieval: evaluateRetrieval, reader: evaluateReader }

/**
 * Measures the product with the built-in encoder: how well it finds what a folder of questions and judgements asks
 * for, or how well its reader answers. Answers 2 where the folder cannot be measured.
 */
export default async function evalCommand(words: string[]): Promise<number> {
  const request = readArguments(words)
  if (!request) {
    console.error(USAGE)
    return 2
  }
  const { what, folder, json, ...options } = request
  try {
    const measured = await EVALUATIONS[what](folder, {
      ...options,
      set: basename(folder),
      keptIn: join(PROJECT_ROOT, '.docent', 'eval'),
      say: line => console.log(line),
    })
    printFigures(`eval ${what}`, { missing: [], ...measured }, { json })
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
      options: {
        json: { type: 'boolean', default: false },
        'lexical-weight': { type: 'string' },
        fit: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
      },
    })
    const [what, folder, ...rest] = positionals
    const { fit, list, json, 'lexical-weight': given } = values
    const lexicalWeight = given === undefined ? BUILT_IN_LEXICAL_WEIGHT : Number(given.trim() || Number.NaN)
    if (!isEvaluation(what) || !folder || rest.length || !(lexicalWeight >= 0 && lexicalWeight <= 1))
      return null
    if ((fit || list) && what !== 'reader') return null
    return { what, folder: resolve(process.env.INIT_CWD ?? '.', folder), lexicalWeight, json, fit, list }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return null
  }
}

function isEvaluation(what: string | undefined): what is keyof typeof EVALUATIONS {
  return what !== undefined && Object.hasOwn(EVALUATIONS, what)
}
