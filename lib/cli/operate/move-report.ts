import { type Parity, TOP } from '#lib/core/retrieval/move/compare-indexes.ts'
import { type MoveOutcome, type MoveStep, OVERLAP_FLOOR } from '#lib/core/retrieval/move/move-index.ts'

/** What of the line a question may take. */
const LINE = 80

/** Each step of a move in a line or more; null where it is not worth one. */
export function moveReporter(): (step: MoveStep) => string | null {
  let tenths = 0
  return step => {
    switch (step.step) {
      case 'began':
        return began(step)
      case 'copying': {
        const tenth = Math.floor((step.done / step.total) * 10)
        const worthALine = tenth > tenths && step.done < step.total
        tenths = Math.max(tenths, tenth)
        return worthALine ? `  ${step.done} of ${step.total} passages` : null
      }
      case 'copied': {
        const { documents, passages, before } = step.copied
        tenths = 0
        return `All ${passages} passages of ${documents} documents are there; ${passages - before} were copied just now.`
      }
      case 'compared':
        return parityReport(step.parity)
      case 'not-compared':
        return `They could not be compared: ${step.error.message}`
      case 'switched':
        return step.to === 's3vectors'
          ? 'Switched: from the next question on, S3 Vectors is asked.'
          : 'Switched: from the next question on, packs are searched.'
      case 'emptied':
        return 'Its index in S3 Vectors is deleted.'
    }
  }
}

/** How it ended, and what to do next; null where everything is said. */
export function moveEnding(ended: MoveOutcome, botId: string): string | null {
  switch (ended.outcome) {
    case 'moved':
      return null
    case 'not-found':
      return ended.bot ? `${ended.bot.name} was deleted meanwhile.` : `There is no guide ${botId}.`
    case 'too-different':
      return `That is less than ${inPercent(OVERLAP_FLOOR)}, so ${ended.bot.name} stays where it is; what was copied is kept. Run the command again, or add --force to move it all the same. To remove the copy: --to packs`
    case 'unfinished':
      return `Still being prepared: ${ended.documents.join(', ')}. Run the command again when they are ready.`
  }
}

function began({ bot, to }: Extract<MoveStep, { step: 'began' }>): string {
  if (to === 'packs') return `Moving ${bot.name} back to packs.`
  return bot.index === 's3vectors'
    ? `${bot.name} is in Amazon S3 Vectors already; looking whether everything is there.`
    : `Moving ${bot.name} to Amazon S3 Vectors.`
}

/** In plain words: how much of what visitors are answered from stays the same. */
function parityReport({ questions, mean }: Parity): string {
  if (!questions.length) return 'The guide has no documents, so there was nothing to compare.'
  const width = String(TOP).length
  const lines = questions.map(
    ({ question, shared, of }) => `  ${String(shared).padStart(width)} of ${of}  ${shortened(question)}`,
  )
  return [
    `Asked both ${questions.length === 1 ? 'one question' : `${questions.length} questions`}. Of the ${TOP} best passages, both found:`,
    ...lines,
    `On average ${inPercent(mean)} of what answers are made of stays the same.`,
  ].join('\n')
}

/** Rounded down: 100 % is said only where it is so. */
function inPercent(share: number): string {
  return `${Math.floor(share * 1_000) / 10} %`
}

function shortened(question: string): string {
  return question.length > LINE ? `${question.slice(0, LINE - 1).toWellFormed()}…` : question
}
