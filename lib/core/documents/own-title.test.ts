import { expect, it } from 'vitest'
import { ownTitle } from './own-title.ts'
import type { StructuredText } from './structured-text.ts'

/** `headings`: each with its level, one below the other. */
function read(
  title: string | null,
  headings: [number, string][] = [],
  format: StructuredText['format'] = 'pdf',
): StructuredText {
  let text = ''
  const blocks = headings.map(([level, heading]) => {
    const start = text.length
    text += `${heading}\n\n`
    return { kind: 'heading' as const, level, start, end: start + heading.length, headingPath: [heading] }
  })
  return { format, title, pageCount: null, unreadablePages: [], leftOut: [], text, blocks }
}

it.each(['House rules', 'Jahresbericht 2025', 'St. Mary’s: a guide', '館内案内', 'The Document Foundation'])(
  'is what a document says of itself: %s',
  title => {
    expect(ownTitle(read(title))).toBe(title)
  },
)

it.each([
  null,
  '',
  ' ',
  'ab',
  '2025-11-03',
  'scan0001.pdf',
  'contract_final_v3',
  'C:\\temp\\rules',
  'Untitled',
  'Microsoft Word - contract final.doc',
  'PowerPoint Presentation',
  'Document1',
  'Dokument 3',
  'x'.repeat(121),
])('is none where nobody would call it that: %j', title => {
  expect(ownTitle(read(title))).toBeNull()
})

it('is a heading that stands above all others, alone', () => {
  expect(
    ownTitle(
      read('House rules', [
        [1, 'House rules'],
        [2, 'Hours'],
        [2, 'Dogs'],
      ]),
    ),
  ).toBe('House rules')
})

it('is no heading among equals, and none in the middle', () => {
  expect(
    ownTitle(
      read('Opening hours', [
        [1, 'Opening hours'],
        [1, 'Tickets'],
      ]),
    ),
  ).toBeNull()
  expect(
    ownTitle(
      read('House rules', [
        [2, 'Before'],
        [1, 'House rules'],
      ]),
    ),
  ).toBeNull()
})

it('is the line that a Word file calls its title, whatever stands beside it', () => {
  expect(
    ownTitle(
      read(
        'House rules',
        [
          [1, 'House rules'],
          [1, 'Hours'],
        ],
        'docx',
      ),
    ),
  ).toBe('House rules')
})

it('can be shown anywhere', () => {
  expect(ownTitle(read(' House\u202E\nrules\u0000 '))).toBe('House rules')
})
