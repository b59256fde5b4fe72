import fc from 'fast-check'
import type { LexicalDocument } from '../lexical/build-postings.ts'
import type { RowRange } from '../row-range.ts'

/** Words of several languages and scripts, few enough to meet each other again. */
const WORDS = [
  ...[
    'whale',
    'whales',
    'museum',
    'the',
    'and',
    'of',
    'is',
    'IT',
    'AB-1234',
    'v2.3.1',
    'a.b@c.de',
    '1,000',
    '3.14',
  ],
  ...[
    'Häuser',
    'Haus',
    'der',
    'und',
    'nicht',
    'mit',
    'die',
    'ist',
    'maisons',
    'maison',
    'les',
    'des',
    'est',
    'dans',
  ],
  ...['東京都', '美術館', '학교에서', 'ราคาตั๋ว', 'цена', '𝒳𝟙', '𠮷野家', '﨎野', '🦊', '\ud800', 'x-x-x', ''],
]

export const someText = fc.array(fc.constantFrom(...WORDS), { maxLength: 25 }).map(words => words.join(' '))

export const someDocument: fc.Arbitrary<LexicalDocument> = fc.record({
  name: fc.oneof(someText, fc.constantFrom('Whale_Museum.pdf', 'preise.docx')),
  passages: fc.array(fc.record({ headingPath: fc.array(someText, { maxLength: 2 }), text: someText }), {
    maxLength: 4,
  }),
})

/** Documents with a mark whether they are still there. */
export const someDocuments = fc.array(fc.record({ document: someDocument, live: fc.boolean() }), {
  maxLength: 8,
})

export type Marked = { document: LexicalDocument; live: boolean }[]

export function liveRanges(documents: Marked): RowRange[] {
  const ranges: RowRange[] = []
  let row = 0
  for (const { document, live } of documents) {
    const to = row + document.passages.length
    if (live && to > row) {
      if (ranges.at(-1)?.to === row) ranges.at(-1)!.to = to
      else ranges.push({ from: row, to })
    }
    row = to
  }
  return ranges
}
