import { describe, expect, it } from 'vitest'
import { passageTexts } from './passage-texts.ts'
import { sentenceTexts } from './sentence-texts.ts'

const documents = Array.from({ length: 20 }, (_, document) =>
  Array.from(
    { length: 15 },
    (_, at) => `Sentence ${at} of document ${document} ${'says something '.repeat(5)}now.`,
  ),
)
const sentences = documents.flat()

describe('texts to be searched', () => {
  it('are distinct, as many as asked for, and the same every time', () => {
    const { texts } = sentenceTexts(documents, 400, 10)
    expect(new Set(texts).size).toBe(400)
    expect(sentenceTexts(documents, 400, 10).texts).toEqual(texts)
    expect(sentenceTexts(documents, 100_000, 10).texts.length).toBeLessThan(900)
  })

  it('hold none of the sentences that are asked for', () => {
    const { texts, queries } = sentenceTexts(documents, 100_000, 10)
    expect(queries).toHaveLength(10)
    for (const query of queries) {
      expect(sentences).toContain(query)
      expect(texts.some(text => text.includes(query))).toBe(false)
    }
  })

  it('are of one sentence or of neighbours', () => {
    const flow = documents.map(document => document.join(' '))
    for (const text of sentenceTexts(documents, 100_000, 10).texts) {
      expect(flow.some(document => document.includes(text))).toBe(true)
    }
  })
})

describe('passages', () => {
  it('have their length and distinct texts; the questions are words of other sentences', () => {
    const { passages, questions } = passageTexts(documents, 100_000, 10)
    expect(new Set(passages).size).toBe(passages.length)
    for (const passage of passages) expect(passage.length).toBeGreaterThanOrEqual(450)
    for (const question of questions) {
      expect(question.split(' ').length).toBeGreaterThanOrEqual(5)
      expect(question.split(' ').length).toBeLessThanOrEqual(10)
      expect(sentences.some(sentence => sentence.startsWith(question))).toBe(true)
      expect(passages.some(passage => passage.includes(`${question} `))).toBe(false)
    }
  })
})
