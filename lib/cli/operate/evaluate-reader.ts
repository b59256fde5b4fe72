import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { figure } from '#lib/bench/figures.ts'
import { BadFolder } from '#lib/eval/bad-folder.ts'
import { evalReader } from '#lib/eval/reader/eval-reader.ts'
import { modelSource } from '#lib/eval/reader/write-model.ts'
import { PROJECT_ROOT } from '../project-root.ts'
import { evaluateOwnQuestions } from './evaluate-own-questions.ts'
import type { Evaluation, EvaluationOptions } from './evaluate-retrieval.ts'

const MODEL_FILE = join(PROJECT_ROOT, 'lib', 'core', 'quotes', 'reader-model.ts')

/**
 * How often the reader answers, and how often it is right: on the folder's paragraphs or its documents and the
 * questions beside them, or on our own questions about its documents.
 */
export function evaluateReader(folder: string, options: EvaluationOptions): Promise<Evaluation> {
  const evaluate = existsSync(join(folder, 'qa.jsonl')) ? evaluateOnParagraphs : evaluateOwnQuestions
  return evaluate(folder, options)
}

async function evaluateOnParagraphs(folder: string, options: EvaluationOptions): Promise<Evaluation> {
  if (options.list) throw new BadFolder('Questions of a qa.jsonl are too many to be listed.')
  const report = await evalReader(folder, options)
  if (report.fitted) {
    writeFileSync(MODEL_FILE, modelSource(report.fitted.model, report.fitted.on))
    options.say(`Written: ${MODEL_FILE}`)
  }
  return {
    figures: [
      figure('reader-right-of-answered', report.rightOfAnswered, '', '>= .80'),
      figure('reader-answered', report.answered, '', '>= .60'),
      figure('reader-impossible-answered', report.impossibleAnswered, '', '<= .30'),
      figure('reader-off-topic-answered', report.offTopicAnswered, '', '<= .01'),
    ],
    notes: [
      `${report.questions.toLocaleString('en')} questions, ${report.answerable.toLocaleString('en')} of them answerable.`,
      report.crossValidated
        ? 'Each was judged by a model that was fitted without its article.'
        : 'Each was judged by the model that ships, which was fitted on other questions.',
    ],
  }
}
