import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blockKinds, structuredTextSchema } from '#lib/core/documents/structured-text.ts'
import { ExtractionFailure } from '#lib/core/ingestion/extraction-failure.ts'
import { assertSound, MAX_BLOCKS } from '#lib/core/ingestion/sound-text.ts'
import { extract } from './extract.ts'
import { makeDocx, paragraph, table } from './fixtures/make-docx.ts'
import { makePdf } from './fixtures/make-pdf.ts'
import { createTextBuilder } from './text-builder.ts'

/** What writers write, and what nobody should have to read. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '\n',
          '\r\n',
          ' ',
          '\t',
          '\u00a0',
          '\u2028',
          '\u0301',
          '\u0323',
          '\u202e',
          '\u0000',
          '\ufeff',
          '\u00ad',
        ],
        ...[
          '# ',
          '## ',
          '- ',
          '> ',
          '    ',
          '|a|b|\n|-|-|\n',
          '**',
          '😀',
          '\ud800',
          '\udc00',
          'u\u0308',
          '각',
          'x',
        ],
      ),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 10 }),
    ),
    { maxLength: 40 },
  )
  .map(parts => parts.join(''))

test('whatever is added, what is built is sound', () => {
  const block = fc.record({
    kind: fc.constantFrom(...blockKinds),
    text: fc.oneof(anyText, fc.string({ minLength: 190, maxLength: 300 })),
    level: fc.integer({ min: 1, max: 6 }),
    locator: fc.option(
      fc.integer({ min: 1, max: 9 }).map(page => ({ kind: 'page' as const, page })),
      { nil: undefined },
    ),
  })
  fc.assert(
    fc.property(fc.array(block, { maxLength: 12 }), anyText, (blocks, title) => {
      const builder = createTextBuilder('pdf')
      for (const one of blocks) builder.add(one)
      const built = builder.finish({ title, pageCount: 9, unreadablePages: [3, 9] })
      expect(() => assertSound(built, 'pdf')).not.toThrow()
      expect(structuredTextSchema.parse(JSON.parse(JSON.stringify(built))).text).toBe(built.text)
    }),
    { numRuns: 1_000 },
  )
})

test.each(['txt', 'md'] as const)('what is read of any %s is sound', async format => {
  await fc.assert(
    fc.asyncProperty(anyText, async text => {
      const read = await extract(new TextEncoder().encode(`Rules. ${text}`), format).catch(
        (error: unknown) => {
          // What looks like no text at all is refused.
          if (error instanceof ExtractionFailure) return null
          throw error
        },
      )
      fc.pre(read !== null)
      expect(() => assertSound(read, format)).not.toThrow()
    }),
    { numRuns: 300 },
  )
})

test('so is what is read of Word and of PDF', async () => {
  const cells = [
    ['Fee', '5 €'],
    ['Größe', 'e\u0301'],
  ]
  const docx = await extract(
    makeDocx({ body: paragraph('Words in Wo\u0308rd.\u200b') + table(cells) }),
    'docx',
  )
  expect(() => assertSound(docx, 'docx')).not.toThrow()
  const pages = [{ lines: ['Words in a PDF.'] }, { lines: [] }, { lines: ['More of them.'] }]
  const pdf = await extract(makePdf(pages), 'pdf')
  expect(pdf.pageCount).toBe(3)
  expect(() => assertSound(pdf, 'pdf')).not.toThrow()
})

test('more blocks than may be are not built', () => {
  const builder = createTextBuilder('txt')
  for (let at = 0; at < MAX_BLOCKS; at++) builder.add({ kind: 'paragraph', text: 'x' })
  expect(() => builder.add({ kind: 'paragraph', text: 'x' })).toThrow(
    expect.objectContaining({ code: 'too-complex' }),
  )
})

test('a section may end without a heading that follows', () => {
  const builder = createTextBuilder('txt')
  builder.add({ kind: 'heading', level: 1, text: 'Fees' })
  builder.add({ kind: 'paragraph', text: 'Five euros.' })
  builder.endSections()
  builder.add({ kind: 'paragraph', text: 'A picture of the pool.' })
  expect(builder.finish().blocks.map(({ headingPath }) => headingPath)).toEqual([['Fees'], ['Fees'], []])
})
