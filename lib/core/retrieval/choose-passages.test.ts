import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FoundPassage } from '../ports.ts'
import { analyze } from './analyze.ts'
import { choosePassages } from './choose-passages.ts'

function passage(text: string, ordinal = 0): FoundPassage {
  return {
    documentId: 'doc_1',
    documentName: 'Rules.pdf',
    ordinal,
    text,
    start: 0,
    end: text.length,
    place: { headingPath: [] },
    cosine: 0.5,
    lexical: 1,
    score: 0.5,
  }
}

const textsOf = (passages: FoundPassage[]) => passages.map(({ text }) => text)

describe('the passages of a prompt', () => {
  it('are as many as fit, best first; one that does not fit makes way for a smaller one', () => {
    const found = [passage('whale '.repeat(10)), passage('museum '.repeat(90)), passage('garden '.repeat(5))]
    expect(choosePassages(found, 100)).toEqual([found[0], found[2]])
  })

  it('are at least one, even where none fits', () => {
    const found = [passage('whale '.repeat(100)), passage('museum')]
    expect(choosePassages(found, 50)).toEqual([found[0]])
    expect(choosePassages([], 50)).toEqual([])
  })

  it('say a thing once: of two that are nearly alike the better one stays', () => {
    const words = Array.from({ length: 30 }, (_, index) => `word${index}`).join(' ')
    const found = [passage(words), passage(`${words} appendix`), passage('something else entirely')]
    expect(textsOf(choosePassages(found))).toEqual([words, 'something else entirely'])
  })

  it('keep passages without a single word apart', () => {
    expect(choosePassages([passage('🦊'), passage('🐳')])).toHaveLength(2)
  })

  it('are those of a slow look at every pair', () => {
    const text = fc
      .array(fc.constantFrom('whale', 'museum', 'garden', 'dog', 'ticket'), { minLength: 1, maxLength: 8 })
      .map(words => words.join(' '))
    fc.assert(
      fc.property(fc.array(text, { maxLength: 12 }), fc.integer({ min: 1, max: 150 }), (texts, budget) => {
        const chosen: string[] = []
        for (const text of texts) {
          const room = budget - chosen.join('').length
          if (chosen.length > 0 && text.length > room) continue
          const terms = [...new Set(analyze(text))]
          const alike = chosen.some(other => {
            const others = [...new Set(analyze(other))]
            const shared = terms.filter(term => others.includes(term)).length
            return shared / new Set([...terms, ...others]).size >= 0.9
          })
          if (!alike) chosen.push(text)
        }
        expect(textsOf(choosePassages(texts.map(passage), budget))).toEqual(chosen)
      }),
    )
  })
})
