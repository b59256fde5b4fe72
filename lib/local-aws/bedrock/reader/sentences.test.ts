import { describe, expect, it } from 'vitest'
import { splitSentences } from './sentences.ts'

const texts = (passage: string) => splitSentences(passage).map(({ text }) => text)

describe('splitting a passage into sentences', () => {
  it('mends the line breaks and hyphens of a PDF', () => {
    expect(texts('Guide dogs are welcome in every gal-\nlery. Other dogs must\nstay outside.')).toEqual([
      'Guide dogs are welcome in every gallery.',
      'Other dogs must stay outside.',
    ])
  })

  it.each([
    'Dr. Weiss designed the stairs.',
    'Bring a bag, e.g. a small one, to the desk.',
    'Room No. 12 is open from 9 a.m. to 5 p.m. daily.',
    'J. K. Rowling wrote it in the U.S. in 1997.',
    'Die Karte kostet ca. 12 Euro, z. B. für Schüler.',
    'Version 2.5 costs $1.50.',
  ])('keeps "%s" in one piece', sentence => {
    expect(texts(sentence)).toEqual([sentence])
  })

  it('takes list items one by one, without their markers', () => {
    expect(texts('Bring:\n• a towel\n- a lock\n3. two coins')).toEqual([
      'Bring:',
      'a towel',
      'a lock',
      'two coins',
    ])
  })

  it('tells headings from facts that are as short', () => {
    const headings = splitSentences('Opening hours\nMonday: closed\nAdults €12\nCome early.').map(
      s => s.isHeading,
    )
    expect(headings).toEqual([true, false, false, false])
  })
})
