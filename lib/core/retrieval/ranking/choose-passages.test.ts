import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FoundPassage } from '../ports.ts'
import { type Choice, choosePassages } from './choose-passages.ts'

function passage(text: string, ordinal = 0, documentId = 'doc_1', start = ordinal * 1_000): FoundPassage {
  return {
    documentId,
    documentName: 'Rules.pdf',
    ordinal,
    text,
    start,
    end: start + text.length,
    place: { headingPath: [] },
    cosine: 0.5,
    lexical: 1,
    score: 0.5,
  }
}

const textsOf = ({ passages }: Choice) => passages.map(({ text }) => text)
const fatesOf = ({ fates }: Choice) => fates.map(({ fate }) => fate)

describe('the passages of a prompt', () => {
  it('are as many as fit, best first; one that does not fit makes way for a smaller one', () => {
    const found = [passage('whale '.repeat(10), 1), passage('museum '.repeat(90), 3), passage('garden', 5)]
    const choice = choosePassages(found, 100)
    expect(choice.passages).toEqual([found[0], found[2]])
    expect(fatesOf(choice)).toEqual(['read', 'no-room', 'read'])
  })

  it('are at least one, even where none fits', () => {
    const found = [passage('whale '.repeat(100)), passage('museum', 3)]
    expect(choosePassages(found, 50).passages).toEqual([found[0]])
    expect(choosePassages([], 50)).toEqual({ passages: [], fates: [] })
  })

  it('say a thing once: of two that are nearly alike the better one stays', () => {
    const words = Array.from({ length: 30 }, (_, index) => `word${index}`).join(' ')
    const found = [passage(words, 4), passage(`${words} appendix`, 8), passage('something else entirely', 12)]
    const choice = choosePassages(found)
    expect(textsOf(choice)).toEqual([words, 'something else entirely'])
    expect(choice.fates[1]).toEqual({
      documentId: 'doc_1',
      ordinal: 8,
      fate: 'same',
      with: { documentId: 'doc_1', ordinal: 4 },
    })
  })

  it('keep passages without a single word apart', () => {
    expect(choosePassages([passage('🦊', 0), passage('🐳', 2)]).passages).toHaveLength(2)
  })

  it('stand in the order of their document, the document of the best one first', () => {
    const found = [
      passage('whale', 7, 'doc_2'),
      passage('museum', 5, 'doc_1'),
      passage('garden', 2, 'doc_2'),
      passage('ticket', 3, 'doc_1'),
    ]
    expect(textsOf(choosePassages(found))).toEqual(['garden', 'whale', 'ticket', 'museum'])
  })

  it('are one where they are neighbours, told by the best of them', () => {
    const text = 'Dogs wait outside. Cats come in. Birds fly.'
    const part = (start: number, end: number, ordinal: number) =>
      passage(text.slice(start, end), ordinal, 'doc_1', start)
    const choice = choosePassages([part(19, 32, 1), part(33, 43, 2), part(0, 18, 0)])
    expect(textsOf(choice)).toEqual([text])
    expect(choice.passages[0]).toMatchObject({ ordinal: 0, start: 0, end: 43 })
    const best = { documentId: 'doc_1', ordinal: 1 }
    expect(choice.fates).toEqual([
      { ...best, fate: 'read' },
      { documentId: 'doc_1', ordinal: 2, fate: 'joined', with: best },
      { documentId: 'doc_1', ordinal: 0, fate: 'joined', with: best },
    ])
  })

  it('take in a neighbour that shares most of its words with one already there, where only the rest is room', () => {
    const text = 'x'.repeat(40) + 'y'.repeat(40)
    const found = [passage(text.slice(0, 60), 0, 'doc_1', 0), passage(text.slice(20), 1, 'doc_1', 20)]
    expect(textsOf(choosePassages(found, 80))).toEqual([text])
    expect(textsOf(choosePassages(found, 79))).toEqual([text.slice(0, 60)])
  })
})

/** Three documents of ten sentences each; every passage is one sentence or two, the next one goes on. */
const sentence = (document: number, at: number) => `Word${document}x${at} says thing ${at % 4} here.`
const stretches = [1, 2, 3].flatMap(document => {
  const text = Array.from({ length: 10 }, (_, at) => sentence(document, at)).join(' ')
  const spans: FoundPassage[] = []
  for (let at = 0, ordinal = 0, start = 0; at < 10; ordinal++) {
    const count = at % 3 === 0 && at < 9 ? 2 : 1
    const length = Array.from({ length: count }, (_, more) => sentence(document, at + more)).join(' ').length
    spans.push(passage(text.slice(start, start + length), ordinal, `doc_${document}`, start))
    start += length + 1
    at += count
  }
  return spans.map(span => ({ span, text }))
})
const someFound = fc.shuffledSubarray(stretches)

describe('whatever was found', () => {
  it('the choice is that of a slow look at every pair and every character', () => {
    fc.assert(
      fc.property(someFound, fc.integer({ min: 1, max: 900 }), (list, budget) => {
        const found = list.map(({ span }) => span)
        const taken: FoundPassage[] = []
        for (const candidate of found) {
          if (taken.some(other => jaccard(candidate.text, other.text) >= 0.9)) continue
          if (taken.length === 0 || charactersOf([...taken, candidate]) <= budget) taken.push(candidate)
        }
        const choice = choosePassages(found, budget)
        const read = found.filter((_, at) => ['read', 'joined'].includes(choice.fates[at]!.fate))
        expect(read).toEqual(found.filter(one => taken.includes(one)))
        expect(textsOf(choice).join('').length).toBe(charactersOf(taken))
      }),
    )
  })

  it('each passage has one fate, each of those read stands in one place, and neighbours never stand apart', () => {
    fc.assert(
      fc.property(someFound, fc.integer({ min: 1, max: 900 }), (list, budget) => {
        const found = list.map(({ span }) => span)
        const { passages, fates } = choosePassages(found, budget)
        expect(fates.map(({ documentId, ordinal }) => `${documentId} ${ordinal}`)).toEqual(
          found.map(({ documentId, ordinal }) => `${documentId} ${ordinal}`),
        )
        for (const [at, { fate }] of fates.entries()) {
          const { documentId, start, end } = found[at]!
          const homes = passages.filter(
            one => one.documentId === documentId && one.start <= start && end <= one.end,
          )
          expect(homes).toHaveLength(fate === 'read' || fate === 'joined' ? 1 : 0)
        }
        expect(fates.filter(({ fate }) => fate === 'read')).toHaveLength(passages.length)
        for (const [at, { documentId, start, text }] of passages.entries()) {
          const before = passages[at - 1]
          if (before?.documentId === documentId) expect(start).toBeGreaterThan(before.end + 1)
          expect(list.find(({ span }) => span.documentId === documentId)?.text).toContain(text)
        }
      }),
    )
  })
})

function jaccard(a: string, b: string): number {
  const [some, others] = [a, b].map(text =>
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean),
  )
  const all = new Set([...some!, ...others!])
  return [...all].filter(word => some!.includes(word) && others!.includes(word)).length / all.size
}

/** Each character of a document once; between two neighbours stands one space. */
function charactersOf(passages: FoundPassage[]): number {
  const covered = new Set<string>()
  for (const { documentId, start, end, ordinal } of passages) {
    for (let at = start; at < end; at++) covered.add(`${documentId} ${at}`)
    const goesOn = passages.some(other => other.documentId === documentId && other.ordinal === ordinal + 1)
    if (goesOn) covered.add(`${documentId} ${end}`)
  }
  return covered.size
}
