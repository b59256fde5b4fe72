import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { BadFolder } from './bad-folder.ts'
import { badLine, readJsonLines, readLines } from './read-lines.ts'

/** Some sets number their documents. */
const id = z.union([z.string().min(1), z.number().transform(String)])
const corpusEntry = z.object({ _id: id, title: z.string().nullish(), text: z.string() })
const queryEntry = z.object({ _id: id, text: z.string().regex(/\S/, 'there is no question in it') })

export interface CorpusEntry {
  id: string
  title: string
  text: string
}

export interface Question {
  id: string
  text: string
  /** Grade by document, above 0. */
  relevant: Map<string, number>
}

/** Judgements of questions and documents. */
export interface Judgements {
  file: string
  lines: { number: number; question: string; document: string; grade: number }[]
}

/** `corpus.jsonl`, one document after another, which need not all fit into memory. */
export async function* readCorpus(folder: string): AsyncGenerator<CorpusEntry> {
  const file = join(folder, 'corpus.jsonl')
  const seen = new Set<string>()
  for await (const { number, value } of readJsonLines(file, corpusEntry)) {
    if (seen.has(value._id)) throw badLine(file, number, `the document ${value._id} was there before.`)
    seen.add(value._id)
    yield { id: value._id, title: value.title ?? '', text: value.text }
  }
}

/**
 * The questions of `queries.jsonl` that somebody has judged a document relevant for; the others, of which some
 * sets have many, are counted.
 */
export async function readQuestions(
  folder: string,
  judgements: Judgements,
): Promise<{ questions: Question[]; without: number }> {
  const file = join(folder, 'queries.jsonl')
  const all = new Map<string, Question>()
  for await (const { number, value } of readJsonLines(file, queryEntry)) {
    if (all.has(value._id)) throw badLine(file, number, `the question ${value._id} was there before.`)
    all.set(value._id, { id: value._id, text: value.text, relevant: new Map() })
  }
  for (const { number, question, document, grade } of judgements.lines) {
    const asked = all.get(question)
    if (!asked) throw badLine(judgements.file, number, `there is no question ${question} in queries.jsonl.`)
    if (grade > 0) asked.relevant.set(document, grade)
  }
  const questions = [...all.values()].filter(({ relevant }) => relevant.size > 0)
  if (questions.length === 0) {
    throw new BadFolder(`${judgements.file} finds no document relevant for any question of queries.jsonl.`)
  }
  return { questions, without: all.size - questions.length }
}

/** Names its line where a document is judged that the corpus does not have. */
export function checkDocuments({ file, lines }: Judgements, has: (document: string) => boolean): void {
  const unknown = lines.find(({ document }) => !has(document))
  if (!unknown) return
  throw badLine(file, unknown.number, `there is no document ${unknown.document} in corpus.jsonl.`)
}

/** `qrels.tsv`, or BEIR's `qrels/test.tsv`: question, document, grade, with a line of headings or without. */
export async function readJudgements(folder: string): Promise<Judgements> {
  const places = [join(folder, 'qrels.tsv'), join(folder, 'qrels', 'test.tsv')]
  const file = places.find(place => existsSync(place))
  if (!file) throw new BadFolder(`There is neither ${places.join(' nor ')}.`)
  const lines: Judgements['lines'] = []
  let first = true
  for await (const { number, text } of readLines(file)) {
    const columns = text.split('\t').map(column => column.trim())
    const [question = '', document = '', score = ''] = columns
    const grade = score === '' ? Number.NaN : Number(score)
    const isHeading = first && columns.length >= 3 && Number.isNaN(grade)
    first = false
    if (isHeading) continue
    if (columns.length !== 3 || !question || !document || !Number.isFinite(grade)) {
      throw badLine(file, number, 'this is not a question, a document and a number, parted by tabs.')
    }
    lines.push({ number, question, document, grade })
  }
  return { file, lines }
}
