import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { figure } from '#lib/bench/figures.ts'
import { BadFolder } from '#lib/eval/bad-folder.ts'
import { evalOwnQuestions, type OwnReport, type RatedQuestion } from '#lib/eval/reader/own-questions.ts'
import { folderSet, projectSet, QUESTIONS } from '#lib/eval/reader/project-set.ts'
import { isFalseClaim, isInSight, type Outcome } from '#lib/eval/reader/rate-answer.ts'
import { describeAnswer } from './describe-answer.ts'
import type { Evaluation, EvaluationOptions } from './evaluate-retrieval.ts'

/**
 * How well the reader answers the questions beside a folder's documents (`questions.jsonl`); without them our own, about
 * the folder's documents and ours in one guide.
 */
export async function evaluateOwnQuestions(folder: string, options: EvaluationOptions): Promise<Evaluation> {
  if (options.fit) throw new BadFolder(`There is no qa.jsonl in ${folder}, which the reader is fitted on.`)
  const asksItself = existsSync(join(folder, QUESTIONS))
  const report = await evalOwnQuestions(asksItself ? folderSet(folder) : projectSet(folder), options)
  if (options.list) {
    for (const rated of report.rated.filter(({ outcome }) => outcome !== 'good'))
      options.say(`\n${describeAnswer(rated).join('\n  ')}`)
  }
  const share = (wanted: Outcome) => countOf(report.rated, wanted) / report.rated.length
  const shareOf = (is: typeof isInSight) =>
    report.rated.filter(({ question, answered }) => is(question, answered)).length / report.rated.length
  if (asksItself)
    return {
      figures: [
        figure('reader-good', share('good'), ''),
        figure('reader-in-sight', shareOf(isInSight), ''),
        figure('reader-false-claims', shareOf(isFalseClaim), '', '<= .05'),
      ],
      notes: notesOf(report),
    }
  return {
    figures: [
      figure('reader-own-good', share('good'), '', '>= .80'),
      figure('reader-own-wrong', share('wrong'), '', '<= .05'),
    ],
    notes: notesOf(report),
  }
}

function notesOf({ documents, passages, skipped, leftOut, rated }: OwnReport): string[] {
  const kinds = Map.groupBy(rated, ({ question }) => question.kind)
  return [
    `${documents} documents in ${passages} passages, ${rated.length} questions: ${countsOf(rated)}.`,
    ...kinds.entries().map(([kind, some]) => `  ${kind}: ${countsOf(some)}`),
    ...(leftOut > 0 ? [`Left out: ${leftOut} questions about documents that are not there.`] : []),
    ...(skipped.length > 0
      ? [`Not read: ${skipped.map(({ id, why }) => `${id} (${why})`).join(', ')}.`]
      : []),
  ]
}

function countsOf(some: readonly RatedQuestion[]): string {
  const outcomes = ['good', 'wrong', 'missed'] as const
  return outcomes.map(outcome => `${countOf(some, outcome)} ${outcome}`).join(', ')
}

function countOf(some: readonly RatedQuestion[], wanted: Outcome): number {
  return some.filter(({ outcome }) => outcome === wanted).length
}
