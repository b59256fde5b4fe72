import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../fold.ts'
import { LANGUAGES, type Language } from '../language.ts'
import { stem } from './stem.ts'

/** Forms that meet, one family a line. */
const SAME: [Language, string][] = [
  ['de', 'Haus Häuser Häusern Hauses'],
  ['de', 'Preis Preise Preisen Preises'],
  ['de', 'Müller Mueller'],
  ['de', 'Straße Straßen Strasse'],
  ['de', 'Öffnungszeit Öffnungszeiten'],
  ['de', 'Lehrer Lehrerin Lehrerinnen'],
  ['de', 'kosten kostet'],
  ['de', 'Kind Kinder Kindern'],
  ['fr', 'maison maisons'],
  ['fr', 'cheval chevaux'],
  ['fr', 'bateau bateaux'],
  ['fr', 'national nationale nationaux nationales'],
  ['fr', 'heureux heureuse'],
  ['fr', 'manger mangé mangée mange'],
  ['fr', 'rapide rapidement'],
  ['fr', 'chien chienne'],
  ['es', 'casa casas'],
  ['es', 'niño niña niñas niños'],
  ['es', 'ciudad ciudades'],
  ['es', 'luz luces'],
  ['es', 'mes meses'],
  ['es', 'interés intereses'],
  ['it', 'amico amica amici amiche'],
  ['it', 'lago laghi'],
  ['it', 'orario orari'],
  ['pt', 'informação informações'],
  ['pt', 'animal animais'],
  ['pt', 'mulher mulheres'],
  ['pt', 'homem homens'],
  ['pt', 'preço preços'],
  ['nl', 'boom bomen'],
  ['nl', 'kat katten'],
  ['nl', 'huis huizen'],
  ['nl', 'brief brieven'],
  ['nl', 'kaart kaarten kaartje kaartjes'],
  ['nl', 'mogelijkheid mogelijkheden'],
]

const APART: [Language, string][] = [
  ['de', 'Hand Hund'],
  ['de', 'warm warten'],
  ['fr', 'client clé'],
  ['fr', 'port porc'],
  ['es', 'caso cesto'],
  ['it', 'porto porta-'],
  ['nl', 'man maan-'],
]

const stems = (language: Language, words: string) =>
  words.split(' ').map(word => stem(fold(word).toLowerCase(), language))

describe('the light stem of a word', () => {
  it.each(SAME)('in %s is one for %s', (language, words) => {
    expect(new Set(stems(language, words)).size).toBe(1)
  })

  it.each(APART)('in %s keeps apart %s', (language, words) => {
    expect(new Set(stems(language, words)).size).toBe(words.split(' ').length)
  })

  it('is never empty, and never longer than the word and a letter', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LANGUAGES), fc.stringMatching(/^[a-z]{1,20}$/), (language, word) => {
        expect(stem(word, language).length).toBeGreaterThan(0)
        expect(stem(word, language).length).toBeLessThanOrEqual(word.length + 1)
      }),
    )
  })

  it('leaves codes, numbers and other scripts as they are', () => {
    for (const word of ['ab12s', '1000s', 'билеты', '東京']) expect(stem(word, 'en')).toBe(word)
  })
})
