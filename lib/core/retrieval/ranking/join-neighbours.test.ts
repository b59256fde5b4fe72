import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spanLocators } from '../../documents/locator.ts'
import type { Passage } from '../../documents/passage.ts'
import { placeAt } from '../../documents/place.ts'
import type { StructuredText, TextBlock } from '../../documents/structured-text.ts'
import { splitIntoPassages } from '../../ingestion/split-passages.ts'
import type { FoundPassage } from '../ports.ts'
import { joinNeighbours } from './join-neighbours.ts'

function found(passage: Passage, scores = { cosine: 0.5, lexical: 1, score: 0.5 }): FoundPassage {
  return { ...passage, documentId: 'doc_1', documentName: 'Rules.pdf', ...scores }
}

const sentence = fc
  .array(fc.constantFrom('whale', 'museum', 'the', 'garden', 'x'.repeat(90)), { minLength: 3, maxLength: 40 })
  .map(words => `${words.join(' ')}.`)
const block = fc.record({
  kind: fc.constantFrom<TextBlock['kind']>('paragraph', 'paragraph', 'heading', 'list-item', 'code'),
  text: fc.array(sentence, { minLength: 1, maxLength: 8 }).map(all => all.join(' ')),
  turnsPage: fc.boolean(),
})

/** Documents as they are read: blocks apart by an empty line, on pages, under headings. */
const documents = fc.array(block, { minLength: 1, maxLength: 12 }).map((blocks): StructuredText => {
  let text = ''
  let page = 1
  let headingPath: string[] = []
  const placed = blocks.map(({ kind, text: said, turnsPage }, index): TextBlock => {
    if (turnsPage) page++
    if (kind === 'heading') headingPath = [`Heading ${index}`]
    const body = kind === 'heading' ? `Heading ${index}` : said
    if (text) text += '\n\n'
    const start = text.length
    text += body
    const locator = { kind: 'page' as const, page }
    return { kind, start, end: text.length, locator, headingPath, ...(kind === 'heading' && { level: 1 }) }
  })
  return { text, blocks: placed } as StructuredText
})

describe('two neighbours joined', () => {
  it('are the stretch of the document that they cover, white space between them apart', () => {
    fc.assert(
      fc.property(documents, document => {
        const passages = splitIntoPassages(document).map(passage => found(passage))
        for (const [at, next] of passages.entries()) {
          const first = passages[at - 1]
          const joined = first && joinNeighbours(first, next)
          if (!joined) continue
          const stretch = document.text.slice(first.start, next.end)
          expect(joined).toMatchObject({ start: first.start, end: next.end, ordinal: first.ordinal })
          expect(joined.text.length).toBe(stretch.length)
          expect(joined.text.replace(/\s/g, ' ')).toBe(stretch.replace(/\s/g, ' '))
        }
      }),
    )
  })

  it('say at each of their words the page and the headings that the passage said there', () => {
    fc.assert(
      fc.property(documents, document => {
        const passages = splitIntoPassages(document).map(passage => found(passage))
        for (const [at, next] of passages.entries()) {
          const first = passages[at - 1]
          const joined = first && joinNeighbours(first, next)
          if (!joined) continue
          const begins = next.start - first.start
          for (let offset = 0; offset < joined.text.length; offset += 7) {
            const expected =
              offset < begins ? placeAt(first.place, offset) : placeAt(next.place, offset - begins)
            expect(placeAt(joined.place, offset)).toEqual(expected)
          }
          const stations = [placeAt(joined.place, 0), ...(joined.place.turns ?? [])]
          const told = stations.map(({ locator, headingPath }) => JSON.stringify([locator, headingPath]))
          expect(told.filter((one, index) => one === told[index - 1])).toEqual([])
          const { locator } = joined.place
          expect(locator).toEqual(spanLocators(first.place.locator, next.place.locator))
        }
      }),
    )
  })

  const text = 'Dogs must wait outside. Cats may come in.\n\nTickets cost 28 euros.'
  const at = (start: number, end: number, ordinal: number) =>
    found({ ordinal, text: text.slice(start, end), start, end, place: { headingPath: [] } })

  it('have the better scores of both', () => {
    const first = { ...at(0, 23, 0), cosine: 0.9, lexical: 1, score: 0.3 }
    const next = { ...at(24, 41, 1), cosine: 0.2, lexical: 4, score: 0.6 }
    expect(joinNeighbours(first, next)).toMatchObject({ cosine: 0.9, lexical: 4, score: 0.6 })
  })

  it('leave out the words that both have', () => {
    expect(joinNeighbours(at(0, 41, 0), at(24, 65, 1))?.text).toBe(text)
  })

  it('believe the second one about words that both have', () => {
    const first = found({
      ...at(0, 41, 0),
      place: {
        locator: { kind: 'page', page: 1 },
        headingPath: [],
        turns: [{ at: 30, locator: { kind: 'page', page: 2 }, headingPath: [] }],
      },
    })
    const next = found({ ...at(24, 65, 1), place: { locator: { kind: 'page', page: 2 }, headingPath: [] } })
    expect(joinNeighbours(first, next)?.place).toEqual({
      locator: { kind: 'page', page: 1, pageEnd: 2 },
      headingPath: [],
      turns: [{ at: 24, locator: { kind: 'page', page: 2 }, headingPath: [] }],
    })
  })

  it('keep sentences in one line and blocks apart', () => {
    expect(joinNeighbours(at(0, 23, 0), at(24, 41, 1))?.text).toBe(text.slice(0, 41))
    expect(joinNeighbours(at(0, 41, 0), at(43, 65, 1))?.text).toBe(text)
    const lines = [
      found({ ordinal: 0, text: 'a = 1', start: 0, end: 5, place: { headingPath: [] } }),
      found({ ordinal: 1, text: 'b = 2', start: 6, end: 11, place: { headingPath: [] } }),
    ] as const
    expect(joinNeighbours(...lines)?.text).toBe('a = 1\nb = 2')
  })

  it.each(['5.7 You may', '3. You may', 'b) You may', '- You may'])(
    'begin an item, %j, in a line of its own',
    item => {
      const first = found({ ordinal: 0, text: '5.6 Drink.', start: 0, end: 10, place: { headingPath: [] } })
      const next = found({
        ordinal: 1,
        text: item,
        start: 11,
        end: 11 + item.length,
        place: { headingPath: [] },
      })
      expect(joinNeighbours(first, next)?.text).toBe(`5.6 Drink.\n${item}`)
    },
  )

  it.each([
    ['of two documents', at(0, 23, 0), { ...at(24, 41, 1), documentId: 'doc_2' }],
    ['with a page between them', at(0, 23, 0), at(43, 65, 1)],
    ['in the wrong order', at(24, 41, 1), at(0, 23, 0)],
    ['whose offsets do not fit their words', at(0, 41, 0), { ...at(24, 65, 1), text: 'Nobody wrote that.' }],
    ['where the second says nothing new', at(0, 65, 0), at(24, 41, 1)],
  ])('are not made of passages %s', (_, first, next) => {
    expect(joinNeighbours(first, next)).toBeNull()
  })

  it('stay apart where they would be too long to look over', () => {
    const long = (ordinal: number, start: number) =>
      found({ ordinal, text: 'x'.repeat(1_300), start, end: start + 1_300, place: { headingPath: [] } })
    expect(joinNeighbours(long(0, 0), long(1, 1_300))).toBeNull()
  })
})
