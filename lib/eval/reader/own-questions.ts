import { BadFolder } from '../bad-folder.ts'
import { type DocumentFile, readFiles, type SkippedFile } from './document-files.ts'
import { type Answered, type OwnGuide, type OwnGuideOptions, withOwnGuide } from './own-guide.ts'
import { type OwnQuestion, questionsFor, readOwnQuestions } from './own-question.ts'
import { type Outcome, rateAnswer } from './rate-answer.ts'

/** Documents of one guide, and the file of questions about them. */
export interface OwnSet {
  files: readonly DocumentFile[]
  questions: string
}

export interface OwnReport {
  documents: number
  passages: number
  skipped: SkippedFile[]
  /** Questions whose documents are not there. */
  leftOut: number
  /** In the order of the file. */
  rated: RatedQuestion[]
}

export interface RatedQuestion {
  question: OwnQuestion
  outcome: Outcome
  answered: Answered
}

/** How well the built-in reader answers questions about documents that are all in one guide. Throws BadFolder. */
export async function evalOwnQuestions(
  set: OwnSet,
  { say, ...options }: OwnGuideOptions & { say: (line: string) => void },
): Promise<OwnReport> {
  say(`Reading ${set.files.length.toLocaleString('en')} files …`)
  return withOwnSet(set, options, async (guide, { questions, ...about }) => {
    say(`Asking ${questions.length.toLocaleString('en')} questions …`)
    const rated: RatedQuestion[] = []
    for (const question of questions) {
      const answered = await guide.ask(question)
      rated.push({ question, outcome: rateAnswer(question, answered), answered })
    }
    return { ...about, passages: guide.passages, rated }
  })
}

/** What can be asked of the documents that could be read. */
type AboutSet = Pick<OwnReport, 'documents' | 'skipped' | 'leftOut'> & { questions: OwnQuestion[] }

/** Opens a guide of the documents for as long as `use` takes. Throws BadFolder. */
export async function withOwnSet<Result>(
  { files, questions: file }: OwnSet,
  options: OwnGuideOptions,
  use: (guide: OwnGuide, about: AboutSet) => Promise<Result>,
): Promise<Result> {
  // What is small first: a mistake in it is told before anything is read.
  const all = await readOwnQuestions(file)
  const { documents, skipped } = await readFiles(files)
  if (documents.length === 0) throw new BadFolder('There is no document that can be read.')
  const texts = new Map(documents.map(({ id, text }) => [id, text.text]))
  const questions = questionsFor(file, all, texts)
  const leftOut = all.length - questions.length
  const about = { documents: documents.length, skipped, leftOut, questions }
  return withOwnGuide(documents, options, guide => use(guide, about))
}
