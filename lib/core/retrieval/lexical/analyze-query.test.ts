import { describe, expect, it } from 'vitest'
import { analyzeQuery, MAX_QUERY_WORDS, termOf, visitTerms } from './analyze.ts'
import type { Language } from './language.ts'

const asked = (query: string, ...languages: Language[]) =>
  analyzeQuery(query, languages)
    .map(({ form }) => form)
    .join(' ')

describe('the words of a question', () => {
  it('are those that do more than make it a sentence, each once', () => {
    expect(asked('What is the price of a ticket, and of a Ticket for two?', 'en')).toBe('price ticket two')
    expect(asked('Was kostet die Karte?', 'de')).toBe('kostet karte')
  })

  it('are all of them when nothing else is left', () => {
    expect(asked('The Who', 'en')).toBe('the who')
    expect(asked('Who are we?', 'en', 'de')).toBe('who are we')
    expect(asked('🦊', 'en')).toBe('')
  })

  it('lose the function words of the language that the question is in, whatever else is searched', () => {
    expect(asked('How many die of it?', 'en', 'de')).toBe('many die')
    expect(asked('Wo ist die Kasse?', 'en', 'de')).toBe('kasse')
    expect(asked('Wo ist die Kasse?', 'en')).toBe('wo ist die kasse')
  })

  it('keep an abbreviation that is written in capitals', () => {
    expect(asked('Who runs IT?', 'en')).toBe('runs IT')
    expect(asked('WHO RUNS IT?', 'en')).toBe('runs')
    const terms: string[] = []
    visitTerms('IT runs it', 'en', term => terms.push(term))
    expect(terms).toEqual(['eIT', 'eit', 'erun\0s', 'eit'])
  })

  it('are at most a named number', () => {
    const query = Array.from({ length: 5_000 }, (_, at) => `word${at}`).join(' ')
    expect(analyzeQuery(query, ['en'])).toHaveLength(MAX_QUERY_WORDS)
    expect(asked(`${' '.repeat(100_000)}whale`, 'en')).toBe('')
  })
})

describe('a term', () => {
  it('is the language, the stem and what makes the form of it', () => {
    expect(termOf('whale', 'word', 'en')).toBe('ewhale')
    expect(termOf('whales', 'word', 'en')).toBe('ewhale\0s')
    expect(termOf('happy', 'word', 'en')).toBe('ehappi\0\x01y')
    expect(termOf('whales', 'word', 'other')).toBe('owhales')
    expect(termOf('ab1234s', 'exact', 'en')).toBe('eab1234s')
  })

  it('is another for every other form', () => {
    const forms = 'happy happi happiness happier happily hap happ happies'.split(' ')
    expect(new Set(forms.map(form => termOf(form, 'word', 'en'))).size).toBe(forms.length)
  })
})
