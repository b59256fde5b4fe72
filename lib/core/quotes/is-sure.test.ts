import { describe, expect, it } from 'vitest'
import type { Kind } from './expected-kind.ts'
import { isSure } from './is-sure.ts'
import type { Reading } from './read-passages.ts'

interface Given {
  kind?: Kind
  /** Of the words that tell what was asked, how many. */
  telling?: string[]
  covered?: number
  heading?: string
  above?: string[]
  /** Of somebody, as the question writes it. */
  age?: string
  text?: string
  /** How far behind the best of another place is. */
  behind?: number
}

function reading({ kind = 'any', telling = ['dog', 'garden'], heading = 'House', ...given }: Given): Reading {
  const unit = (source: number) => ({
    source,
    text: given.text ?? '',
    headingPath: ['Guide', heading],
    above: new Set(given.above ?? []),
  })
  return {
    asked: { kind, age: given.age ?? null, terms: telling.map(stem => ({ stem, light: false, weight: 1 })) },
    fit: [
      { unit: unit(0), covered: given.covered ?? 1, odds: 2 },
      { unit: unit(1), covered: 1, odds: 2 - (given.behind ?? 3) },
    ],
  } as unknown as Reading
}

describe('an answer stands without doubt', () => {
  it('where a sentence says all that was asked, or is very likely', () => {
    expect(isSure(reading({}), 'text', 0.5)).toBe(true)
    expect(isSure(reading({ covered: 0.7 }), 'text', 2.9)).toBe(false)
    expect(isSure(reading({ covered: 0.7 }), 'text', 3)).toBe(true)
  })

  it('where a row says most of it, has its shape, or is likely', () => {
    expect(isSure(reading({ covered: 0.8 }), 'rows', 0)).toBe(true)
    expect(isSure(reading({ covered: 0.7 }), 'rows', 1.4)).toBe(false)
    expect(isSure(reading({ covered: 0.7 }), 'rows', 1.5)).toBe(true)
    expect(isSure(reading({ covered: 0.7, kind: 'clock' }), 'rows', 0)).toBe(true)
  })

  it('from a number in a sentence only where it is all but certain', () => {
    for (const kind of ['number', 'percent', 'time'] as const) {
      expect(isSure(reading({ kind }), 'text', 4.4)).toBe(false)
      expect(isSure(reading({ kind }), 'text', 4.5)).toBe(true)
    }
    expect(isSure(reading({ kind: 'number' }), 'rows', 0)).toBe(true)
  })

  it('not where a sentence elsewhere answers as well', () => {
    expect(isSure(reading({ behind: 1 }), 'text', 6)).toBe(false)
    expect(isSure(reading({ behind: 1.2 }), 'text', 6)).toBe(true)
    expect(isSure(reading({ behind: 1, kind: 'definition' }), 'text', 6)).toBe(true)
  })

  it('not of a price in a sentence where a row has one for all that was asked', () => {
    const priced = reading({ kind: 'money' })
    expect(isSure(priced, 'text', 9)).toBe(true)
    const { fit } = priced
    const row = { ...fit[1]!, unit: { ...fit[1]!.unit, kind: 'row' as const } }
    expect(isSure({ ...priced, fit: [fit[0]!, row] }, 'text', 9)).toBe(false)
    expect(isSure({ ...priced, fit: [fit[0]!, { ...row, covered: 0.8 }] }, 'text', 9)).toBe(true)
  })

  it('not from a row where one word tells, and stands as well in another place', () => {
    expect(isSure(reading({ telling: ['dog'], behind: 1 }), 'rows', 6)).toBe(false)
    expect(isSure(reading({ telling: ['dog'], behind: 1.2 }), 'rows', 6)).toBe(true)
    expect(isSure(reading({ behind: 0 }), 'rows', 6)).toBe(true)
  })

  it('not of a rule for another age, although that is near', () => {
    const rule = { text: 'Children from 8 to 15 may swim alone.' }
    expect(isSure(reading({ ...rule, age: '9' }), 'text', 0.5)).toBe(true)
    expect(isSure(reading({ ...rule, age: '7' }), 'text', 0.5)).toBe(false)
    expect(isSure(reading({ age: '7' }), 'text', 0.5)).toBe(true)
  })

  it('under a heading that asks the same', () => {
    const same = { heading: 'May dogs go into the garden?', above: ['dog', 'garden'], covered: 0.5 }
    expect(isSure(reading(same), 'text', 0)).toBe(true)
    expect(isSure(reading({ ...same, heading: 'Dogs in the garden' }), 'text', 0)).toBe(false)
    expect(isSure(reading({ ...same, above: ['dog'] }), 'text', 0)).toBe(false)
    expect(isSure(reading({ ...same, telling: [], above: [] }), 'text', 0)).toBe(false)
  })
})
