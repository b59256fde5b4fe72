import { expect, it } from 'vitest'
import type { FoundPassage } from '#lib/core/retrieval/ports.ts'
import type { OwnQuestion } from '#lib/eval/reader/own-question.ts'
import { describeAnswer } from './describe-answer.ts'

const TEXT = `Guide dogs are welcome. ${'They may swim. '.repeat(20)}`
const PASSAGE: FoundPassage = {
  ...{ documentId: 'rules.md', documentName: 'House rules', cosine: 0.5, lexical: 2, score: 0.5 },
  ...{ ordinal: 0, text: TEXT, start: 0, end: TEXT.length, place: { headingPath: [] } },
}
const WORDS = { text: 'May guide dogs come in?', words: [{ word: 'dogs', passages: 1 }], passages: 9 }
const QUESTION: OwnQuestion = {
  ...{ question: 'May guide dogz come in?', before: ['Who may come in?'], documents: ['rules.md'] },
  ...{ good: [['dogs are welcome', 'dogs may'], ['Guide']], answerable: true, kind: 'typing-error' },
}

it('a wrong answer is described by what was wanted, and the beginning of what was quoted', () => {
  const said = { said: '', nearest: [], unknown: [] }
  const content = { form: 'text' as const, text: `They may\nswim. ${'And again. '.repeat(40)}` }
  const quotes = [{ source: 0, start: 0, end: 9, content }]
  const lines = describeAnswer({
    ...{ question: QUESTION, outcome: 'wrong' },
    answered: { words: WORDS, passages: [PASSAGE], quoted: { ...said, quotes } },
  })
  expect(lines.slice(0, 3)).toEqual([
    'wrong, typing-error: Who may come in? → May guide dogz come in?',
    'searched: May guide dogs come in?',
    'wanted: dogs are welcome or dogs may; Guide (was read)',
  ])
  expect(lines[3]).toMatch(/^“They may swim\. And again\..{130,160}” \(rules\.md\)$/)
  expect(lines).toHaveLength(4)
})

it('one that was missed tells what came nearest, and how near', () => {
  const quoted = { said: 'I did not find this.', quotes: [], nearest: [], unknown: [] }
  const lines = describeAnswer({
    ...{ question: { ...QUESTION, good: [['cats']] }, outcome: 'missed' },
    answered: { words: WORDS, passages: [PASSAGE], quoted },
  })
  expect(lines.slice(2, 4)).toEqual(['wanted: cats', 'said: I did not find this.'])
  expect(lines[4]).toMatch(/^odds -?\d+\.\d\d; best: “Guide dogs are welcome\.” \(rules\.md\)$/)
})

it('one that asks back has nothing that came near', () => {
  const quoted = { said: 'What is “it”?', quotes: [], nearest: [], unknown: [] }
  const question = { ...QUESTION, before: undefined }
  const lines = describeAnswer({
    question,
    outcome: 'missed',
    answered: { words: null, passages: [], quoted },
  })
  expect(lines).toEqual([
    'missed, typing-error: May guide dogz come in?',
    'wanted: dogs are welcome or dogs may; Guide',
    'said: What is “it”?',
  ])
})
