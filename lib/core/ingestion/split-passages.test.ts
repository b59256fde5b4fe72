import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StructuredText, TextBlock } from '#lib/core/documents/structured-text.ts'
import { maxPassage, minPassage, splitIntoPassages } from './split-passages.ts'

type Part = Pick<TextBlock, 'kind' | 'level'> & { text: string; page?: number | undefined }

const sentence = (words: number, word = 'museum') => `The ${`${word} `.repeat(words).trim()} opens.`

function structured(parts: Part[]): StructuredText {
  const blocks: TextBlock[] = []
  const path: { level: number; text: string }[] = []
  let text = ''
  for (const { kind, level, page, text: own } of parts) {
    if (kind === 'heading') {
      while (path.length > 0 && path.at(-1)!.level >= (level ?? 1)) path.pop()
      path.push({ level: level ?? 1, text: own })
    }
    const start = text === '' ? 0 : text.length + 2
    text += (text === '' ? '' : '\n\n') + own
    blocks.push({
      ...{ kind, level, start, end: text.length, headingPath: path.map(entry => entry.text) },
      ...(page !== undefined && { locator: { kind: 'page', page } }),
    })
  }
  return { format: 'pdf', title: null, pageCount: 1, unreadablePages: [], text, blocks }
}

const paragraph = (text: string, page?: number): Part => ({ kind: 'paragraph', text, page })
const heading = (text: string, level = 1, page?: number): Part => ({ kind: 'heading', text, level, page })

test('a short document is one passage, headings and all', () => {
  const passages = splitIntoPassages(
    structured([heading('Hours'), paragraph('We open at nine.'), heading('Fees'), paragraph('Free.')]),
  )
  expect(passages).toHaveLength(1)
  expect(passages[0]).toMatchObject({
    ordinal: 0,
    text: 'Hours\n\nWe open at nine.\n\nFees\n\nFree.',
    place: { headingPath: ['Hours'] },
  })
})

test('a document without text has no passages', () => {
  expect(splitIntoPassages(structured([]))).toEqual([])
})

test('passages end where sentences end and stay between 400 and 800 characters', () => {
  const text = Array.from({ length: 60 }, (_, index) => sentence(5 + (index % 9))).join(' ')
  const passages = splitIntoPassages(structured([paragraph(text)]))
  for (const passage of passages) {
    expect(passage.text).toMatch(/^The .* opens\.$/s)
    expect(passage.text.length).toBeGreaterThanOrEqual(minPassage)
    expect(passage.text.length).toBeLessThanOrEqual(maxPassage)
  }
})

test('no passage holds the end of one chapter and the beginning of the next', () => {
  const chapter = (name: string) => [heading(name), paragraph(sentence(50, name))]
  const passages = splitIntoPassages(structured([...chapter('ants'), ...chapter('bees'), ...chapter('cats')]))
  for (const { text } of passages) {
    expect(['ants', 'bees', 'cats'].filter(name => text.includes(name))).toHaveLength(1)
  }
})

test('a heading starts the passage whose text it introduces', () => {
  const parts = Array.from({ length: 12 }, (_, index) => [
    heading(`Part ${index}`, 2),
    paragraph(`${sentence(30)} ${sentence(25)}`),
  ])
  const passages = splitIntoPassages(structured([heading('Book'), ...parts.flat()]))
  for (const { text, place } of passages) {
    expect(text).not.toMatch(/Part \d+$/)
    expect(place.headingPath[0]).toBe('Book')
  }
})

test('a long sentence under a heading is cut so that the heading does not stand alone', () => {
  const passages = splitIntoPassages(
    structured([heading('x'.repeat(150)), paragraph('word '.repeat(158).trim())]),
  )
  expect(passages[0]!.text).toContain('word')
  for (const { text } of passages) expect(text.length).toBeLessThanOrEqual(maxPassage)
})

test('a table row is never cut', () => {
  const row = (index: number): Part => ({
    kind: 'table-row',
    text: `row ${index}\t${'cell\t'.repeat(20)}end`,
  })
  const whole = structured(Array.from({ length: 50 }, (_, index) => row(index)))
  for (const { text } of splitIntoPassages(whole)) {
    for (const line of text.split('\n\n')) expect(line).toMatch(/^row \d+\t.*end$/)
  }
})

test('a passage keeps to its page, and names both when it has to cross', () => {
  const full = `${sentence(40)} ${sentence(30)}`
  const short = sentence(10)
  const kept = splitIntoPassages(structured([paragraph(full, 1), paragraph(short, 2), paragraph(full, 2)]))
  expect(kept.map(({ place }) => place.locator)).toEqual([
    { kind: 'page', page: 1 },
    { kind: 'page', page: 2 },
  ])

  const crossing = splitIntoPassages(
    structured([paragraph(`${full} The curator, who`, 1), paragraph(`came late, left. ${full} ${full}`, 2)]),
  )
  expect(crossing[0]).toMatchObject({ place: { locator: { kind: 'page', page: 1, pageEnd: 2 } } })
  expect(crossing[0]!.text).toContain('The curator, who\n\ncame late, left.')
})

test('lines broken inside a sentence, titles and initials are no ends of sentences', () => {
  const text = Array.from({ length: 40 }, (_, index) => {
    const halves = ['very '.repeat((index * 5) % 11), 'still '.repeat((index * 7) % 13)]
    return `We asked Dr. Smith and J. S. Bach about the ${halves[0]}organ,\nand ${halves[1]}they both said no.`
  })
  for (const passage of splitIntoPassages(structured([paragraph(text.join(' '))]))) {
    expect(passage.text).toMatch(/^We asked .* said no\.$/s)
  }
})

test('a cut never falls inside a character', () => {
  for (const run of ['😀'.repeat(3_000), `a${'😀'.repeat(3_000)}`]) {
    for (const { text } of splitIntoPassages(structured([paragraph(run)])))
      expect(text.isWellFormed()).toBe(true)
  }
})

test('Chinese sentences are kept whole', () => {
  const text = '博物馆每天早上九点开门，下午五点关门，星期一休息。学生和老人可以免费参观所有展览！'.repeat(60)
  for (const passage of splitIntoPassages(structured([paragraph(text)])))
    expect(passage.text).toMatch(/[。！]$/)
})

test('a sentence longer than a passage is cut at spaces, and the cuts share some words', () => {
  const words = Array.from({ length: 900 }, (_, index) => `w${index}`)
  const passages = splitIntoPassages(structured([paragraph(words.join(' '))]))
  for (const [index, { text }] of passages.entries()) {
    expect(text.split(' ').every(word => words.includes(word))).toBe(true)
    if (index > 0) expect(passages[index - 1]!.text).toContain(text.split(' ')[0])
  }
})

const anyPart = fc.oneof(
  fc.record({
    kind: fc.constant('heading' as const),
    level: fc.integer({ min: 1, max: 3 }),
    text: words(1, 12),
  }),
  fc.record({
    kind: fc.constantFrom('paragraph' as const, 'list-item' as const, 'table-row' as const, 'code' as const),
    page: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    text: fc.oneof(words(1, 400), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3000 })),
  }),
)

function words(minLength: number, maxLength: number) {
  const word = fc.constantFrom(
    'the',
    'museum',
    'opens.',
    'Why?',
    '中文。',
    '😀😀',
    'e.g.',
    'a\nb',
    'x'.repeat(90),
    'No.',
  )
  return fc.array(word, { minLength, maxLength }).map(list => list.join(' '))
}

test('every character is covered in order, cut cleanly, and the same each time', () => {
  fc.assert(
    fc.property(fc.array(anyPart, { maxLength: 30 }), parts => {
      const whole = structured(parts.map(part => ({ ...part, text: part.text.trim() || 'x' })))
      const passages = splitIntoPassages(whole)
      let covered = 0
      for (const [ordinal, { start, end, text, ...passage }] of passages.entries()) {
        expect(passage.ordinal).toBe(ordinal)
        expect(text).toBe(whole.text.slice(start, end))
        expect(text.length).toBeGreaterThan(0)
        expect(text.length).toBeLessThanOrEqual(maxPassage)
        expect(text.isWellFormed()).toBe(true)
        expect(whole.text.slice(covered, start).trim()).toBe('')
        expect(end).toBeGreaterThan(covered)
        covered = end
      }
      expect(whole.text.slice(covered).trim()).toBe('')
      expect(splitIntoPassages(whole)).toEqual(passages)
    }),
    { numRuns: 300 },
  )
})

test('overlaps only where one block was cut', () => {
  fc.assert(
    fc.property(fc.array(anyPart, { maxLength: 20 }), parts => {
      const whole = structured(parts.map(part => ({ ...part, text: part.text.trim() || 'x' })))
      const passages = splitIntoPassages(whole)
      for (const [index, next] of passages.entries()) {
        const before = passages[index - 1]
        if (!before || next.start >= before.end) continue
        expect(before.end - next.start).toBeLessThanOrEqual(80)
        expect(whole.blocks.some(block => block.start <= next.start && block.end >= before.end)).toBe(true)
      }
    }),
  )
})

test('takes time in proportion to the text: five megabytes of prose, one of a single letter', () => {
  const prose = structured(Array.from({ length: 10_000 }, () => paragraph(`${sentence(30)} ${sentence(35)}`)))
  expect(splitIntoPassages(prose).length).toBeGreaterThan(5_000)
  const run = splitIntoPassages(structured([paragraph('a'.repeat(1_000_000))]))
  expect(run.length).toBeGreaterThan(1_200)
  expect(run.length).toBeLessThan(1_500)
}, 15_000)

test('a passage over several pages and headings tells where each begins', () => {
  const [passage] = splitIntoPassages(
    structured([
      heading('Hours', 1, 1),
      paragraph('We open at nine.', 1),
      paragraph('We close at six.', 2),
      heading('Fees', 1, 2),
      paragraph('Free.', 2),
    ]),
  )
  const { text, place } = passage!
  expect(place).toMatchObject({ locator: { kind: 'page', page: 1, pageEnd: 2 }, headingPath: ['Hours'] })
  expect(place.turns).toEqual([
    { at: text.indexOf('We close'), locator: { kind: 'page', page: 2 }, headingPath: ['Hours'] },
    { at: text.indexOf('Fees'), locator: { kind: 'page', page: 2 }, headingPath: ['Fees'] },
  ])
})
