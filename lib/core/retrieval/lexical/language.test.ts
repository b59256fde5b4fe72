import { describe, expect, it } from 'vitest'
import { detectLanguage, detectPassageLanguage, detectQuestionLanguage } from './language.ts'

describe('the language of a text', () => {
  it.each([
    ['en', 'Where is the office, and when does it open?'],
    ['de', 'Wo ist das Büro und wie komme ich dorthin?'],
    ['fr', 'Où est le bureau et à quelle heure est-il ouvert ?'],
    ['es', '¿Dónde está la oficina y a qué hora abre?'],
    ['it', 'Dove si trova il museo della città?'],
    ['pt', 'Onde fica o museu e quanto custa a entrada?'],
    ['nl', 'Waar is het museum en wat kost het?'],
  ])('is %s by the words that make a sentence: %s', (language, text) => {
    expect(detectLanguage(text)).toBe(language)
    expect(detectLanguage(text.toUpperCase())).toBe(language)
    expect(detectLanguage(text.normalize('NFD'))).toBe(language)
  })

  it('is told by its letters where nothing else tells', () => {
    expect(detectLanguage('Schrauben M6 verzinkt 100 Stück')).toBe('de')
  })

  it('is English for plain letters without a sign, so that names and prices get the mildest stems', () => {
    expect(detectLanguage('Price list: hammers, saws, AB-1234')).toBe('en')
  })

  it.each([
    'Где находится музей?',
    '東京都美術館',
    'Cześć, jestem z Polski i mieszkam w Łodzi',
    '',
    '123',
    '🦊',
    '\ud800',
  ])('is none of ours for %j', text => expect(detectLanguage(text)).toBe('other'))

  it('is not decided by a name or a quotation', () => {
    expect(detectLanguage('The exhibition "Die Brücke" by Müller was shown in the museum for a year.')).toBe(
      'en',
    )
  })

  it('of a passage is that of its document unless it speaks another beyond doubt', () => {
    const german =
      'Das Museum ist am Montag nicht geöffnet, und wir sind auch an Feiertagen nicht für Sie da.'
    expect(detectPassageLanguage(german, 'en')).toBe('de')
    expect(detectPassageLanguage('Das ist gut', 'en')).toBe('en')
    expect(detectPassageLanguage('🦊', 'fr')).toBe('fr')
  })
})

it.each([
  ['May dogs come?', 'en'],
  ['Parking?', 'en'],
  ['Wie komme ich nach Berlin?', 'de'],
  ['Où se trouve la gare ?', 'fr'],
  ['¿Dónde está la estación?', 'es'],
  ['Dove si trova la stazione?', 'it'],
  ['Waar is het station?', 'nl'],
  ['Onde fica a estação?', 'pt'],
  ['開館は何時ですか', 'other'],
])('the language of the question %j is %s', (question, language) => {
  expect(detectQuestionLanguage(question)).toBe(language)
})
