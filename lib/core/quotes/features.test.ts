import { expect, it } from 'vitest'
import { analyzeQuestion } from './asked-question.ts'
import { FEATURES, rateUnits } from './features.ts'
import { readUnit } from './read-unit.ts'
import { unitsOf } from './units.ts'

/** Features of the sentences of one passage, by name. */
function rate(question: string, text: string) {
  const passage = {
    ...{ documentId: 'doc_1', documentName: 'Book', ordinal: 0, text, start: 0, end: text.length },
    ...{ place: { headingPath: [] }, cosine: 0.5, lexical: 8, score: 0.9 },
  }
  const asked = analyzeQuestion({ text: question, words: [], passages: 50 }, 'en')
  const units = unitsOf(passage, 0).map(unit => readUnit(unit, asked))
  return rateUnits(asked, [passage], units).map(({ features, missing }) => {
    expect(features).toHaveLength(FEATURES.length)
    return { of: (name: (typeof FEATURES)[number]) => features[FEATURES.indexOf(name)]!, missing }
  })
}

it('tell how much of the question a unit has, and what is missing', () => {
  const [all, some] = rate(
    'Who painted the large lighthouse?',
    'Ada painted the large lighthouse. She painted a whale.',
  )
  expect(all!.of('own')).toBe(1)
  expect(all!.missing).toEqual([])
  expect(some!.of('own')).toBeLessThan(0.6)
  expect(some!.of('leaning')).toBe(1)
})

it('tell that another word stands in the place of one that was asked for', () => {
  const [swapped] = rate('Who was elected on the global list?', 'McLetchie was elected on the regional list.')
  expect(swapped!.of('swappedBefore')).toBeGreaterThan(0)
  expect(swapped!.of('opposite')).toBe(1)
  const [after] = rate('What is the motion of the head?', 'Forces change the motion of the body.')
  expect(after!.of('swappedAfter')).toBeGreaterThan(0)
})

it('tell that something of the kind asked for is named, near the words asked for', () => {
  const [when, none] = rate(
    'When did the lighthouse burn?',
    'The lighthouse burnt in 1931. The lighthouse is red.',
  )
  expect(when!.of('kindFound')).toBe(1)
  expect(when!.of('kindNear')).toBeGreaterThan(0.3)
  expect(none!.of('kindFound')).toBe(-1)
})

it('tell a definition from a mention', () => {
  const [defines, mentions] = rate(
    'What is a docent?',
    'A docent is a guide in a museum. She met a docent there.',
  )
  expect(defines!.of('defines')).toBe(1)
  expect(mentions!.of('defines')).toBe(0)
})

it('tell what is counted as missing where a sentence counts something else', () => {
  const [other] = rate('How many seats does the hall have?', 'The hall has three doors.')
  expect(other!.missing).toContain('seats')
})
