import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { questionsFor, readOwnQuestions } from './own-question.ts'
import { projectSet } from './project-set.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docent-questions-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const DOGS = {
  question: 'May dogs come in?',
  documents: ['rules.md'],
  good: [['guide dogs', 'dogs are welcome']],
  answerable: true,
  kind: 'prose',
}
const WEATHER = {
  question: 'Will it rain?',
  documents: [],
  good: [],
  answerable: false,
  kind: 'unanswerable',
}

function read(...questions: object[]) {
  const file = join(folder, 'questions.jsonl')
  writeFileSync(file, questions.map(question => `${JSON.stringify(question)}\n`).join(''))
  return readOwnQuestions(file)
}

describe('a question of our own', () => {
  it('is read with the line on which it stands', async () => {
    expect(await read(DOGS, WEATHER)).toEqual([
      { ...DOGS, line: 1 },
      { ...WEATHER, line: 2 },
    ])
  })

  it.each<[string, object, RegExp]>([
    ['without a word', { ...DOGS, question: '?' }, /line 1: question: there is no word/],
    ['that nothing is said to answer well', { ...DOGS, good: [] }, /line 1: what can be answered needs/],
    ['whose document is not named', { ...DOGS, documents: [] }, /line 1: what can be answered needs/],
    ['whose good word is a mark', { ...DOGS, good: [['–']] }, /line 1: good\.0\.0: there is no word/],
    ['that has no answer in a document', { ...WEATHER, documents: ['a.md'] }, /line 1: what cannot be/],
    ['of no kind', { ...DOGS, kind: 'riddle' }, /line 1: kind/],
    ['with a word that means nothing', { ...DOGS, after: ['Hello?'] }, /line 1: .*after/],
  ])('is refused %s', async (_, question, message) => {
    await expect(read(question)).rejects.toThrow(message)
    await expect(read(question)).rejects.toMatchObject({ name: 'BadFolder' })
  })
})

describe('of questions about some documents', () => {
  const asked = async (texts: Record<string, string>) => {
    const questions = await read(DOGS, WEATHER)
    return questionsFor('questions.jsonl', questions, new Map(Object.entries(texts)))
  }

  it('those are asked whose documents are there, and those that need none', async () => {
    const questions = await asked({ 'rules.md': 'Guide\nDOGS only.' })
    expect(questions.map(({ question }) => question)).toEqual([DOGS.question, WEATHER.question])
    expect(await asked({ 'other.md': 'Guide dogs.' })).toMatchObject([WEATHER])
  })

  it('one is refused whose good words its document does not have', async () => {
    await expect(asked({ 'rules.md': 'No dogs.' })).rejects.toThrow(
      'questions.jsonl, line 1: “guide dogs” or “dogs are welcome” stands in none of rules.md.',
    )
  })
})

describe('the questions that ship', () => {
  const { files, questions: file } = projectSet(null)

  it('are many, each once, and a quarter of them cannot be answered', async () => {
    const questions = await readOwnQuestions(file)
    expect(questions).toHaveLength(80)
    expect(new Set(questions.map(({ question }) => question.toLowerCase())).size).toBe(80)
    const unanswerable = questions.filter(({ answerable }) => !answerable)
    expect(unanswerable.length).toBeGreaterThanOrEqual(20)
  })

  it('are answered in our own documents with the words that they wait for', async () => {
    const texts = new Map(files.map(({ id, path }) => [id, readFileSync(path, 'utf8')]))
    const asked = questionsFor(file, await readOwnQuestions(file), texts)
    expect(asked.filter(({ answerable }) => answerable).length).toBeGreaterThanOrEqual(25)
  })
})
