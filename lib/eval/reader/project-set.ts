import { join } from 'node:path'
import { PROJECT_ROOT } from '#lib/cli/project-root.ts'
import { formatNames, formatOfFileName } from '#lib/core/documents/formats.ts'
import { readProjectDocuments } from '#lib/laptop/sample-guide.ts'
import { BadFolder } from '../bad-folder.ts'
import { filesOf } from './document-files.ts'
import type { OwnSet } from './own-questions.ts'

/** Our own questions, and the documents of the sample guide, beside those of a folder. Throws BadFolder. */
export function projectSet(folder: string | null): OwnSet {
  const inFolder = folder ? filesOf(folder) : []
  if (folder && !inFolder.some(({ fileName }) => formatOfFileName(fileName)))
    throw new BadFolder(`There is no document in ${folder}: neither qa.jsonl nor ${formatNames()}.`)
  const ours = new Set(readProjectDocuments(PROJECT_ROOT).map(({ name }) => name))
  const docs = filesOf(join(PROJECT_ROOT, 'docs'), 'docs/').filter(({ fileName }) => ours.has(fileName))
  return {
    files: [...inFolder, ...docs],
    questions: join(PROJECT_ROOT, 'lib', 'eval', 'reader', QUESTIONS),
  }
}

/** A folder with documents and the questions about them in `questions.jsonl`. Throws BadFolder. */
export function folderSet(folder: string): OwnSet {
  const files = filesOf(folder).filter(({ fileName }) => fileName !== QUESTIONS)
  return { files, questions: join(folder, QUESTIONS) }
}

export const QUESTIONS = 'questions.jsonl'

/** Documents of small houses, written by people who did not know the reader, with what visitors would ask. */
export const ORGANISATIONS = ['backup-program', 'campsite', 'day-nursery', 'recycling'].map(name =>
  join(PROJECT_ROOT, 'lib', 'eval', 'reader', 'organisations', name),
)
