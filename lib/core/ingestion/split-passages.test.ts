import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StructuredText, TextBlock } from '#lib/core/documents/structured-text.ts'
import { MAX_PASSAGE, MIN_PASSAGE, splitIntoPassages } from './split-passages.ts'

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
  return { format: 'pdf', title: null, pageCount: 1, unreadablePages: [], leftOut: [], text, blocks }
}

const paragraph = (text: string, page?: number): Part => ({ kind: 'paragraph', text, page })
const heading = (text: string, level = 1, page?: number): Part => ({ kind: 'heading', text, level, page })

/** The whole text again, where nothing is said twice. */
const joined = (passages: { text: string }[], between = ' ') => passages.map(({ text }) => text).join(between)

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

test('passages end where sentences end and have 400 to 800 characters, the last two what is left', () => {
  const sizes = fc.array(fc.array(fc.integer({ min: 1, max: 13 }), { minLength: 1, maxLength: 6 }), {
    minLength: 10,
    maxLength: 30,
  })
  fc.assert(
    fc.property(sizes, sizes => {
      const sentencesOf = (words: number[]) => words.map(count => sentence(count))
      const whole = structured(sizes.map(words => paragraph(sentencesOf(words).join(' '))))
      fc.pre(whole.text.length > MAX_PASSAGE)
      const passages = splitIntoPassages(whole)
      expect(joined(passages).replaceAll('\n\n', ' ')).toBe(whole.text.replaceAll('\n\n', ' '))
      for (const { text } of passages) expect(text).toMatch(/^The .* opens\.$/s)
      const lengths = passages.map(({ text }) => text.length)
      expect(Math.max(...lengths)).toBeLessThanOrEqual(MAX_PASSAGE)
      const [left = MIN_PASSAGE, right = MIN_PASSAGE] = lengths.splice(-2)
      expect(Math.min(MIN_PASSAGE, ...lengths)).toBe(MIN_PASSAGE)
      // Too much for one and too little for two: they part, with what stands between them, nearest to the middle.
      if (Math.min(left, right) < MIN_PASSAGE)
        expect(Math.abs(left - right)).toBeLessThanOrEqual(sentence(13).length + 4)
    }),
  )
})

test('no passage holds the end of one chapter and the beginning of the next', () => {
  const chapter = (name: string) => [heading(name), paragraph(sentence(50, name))]
  const names = ['ants', 'bees', 'cats']
  const passages = splitIntoPassages(structured(names.flatMap(chapter)))
  expect(passages.map(({ text }) => names.filter(name => text.includes(name)))).toEqual(
    names.map(name => [name]),
  )
})

test.each([
  ['would have room in the passage before', [[280, 150]]],
  ['comes after less than a passage', [[330], [500]]],
])('a heading starts the passage whose text it introduces, where that text %s', (_, sizes) => {
  const parts = Array.from({ length: 12 }, (_, index) => [
    heading(`Part ${index}`, 2),
    ...sizes[index % sizes.length]!.map(size => paragraph(sentence(Math.round(size / 7)))),
  ])
  const passages = splitIntoPassages(structured([heading('Book'), ...parts.flat()]))
  expect(passages.map(({ text }) => /^(?:Book\n\n)?Part (\d+)\n\nThe museum/.exec(text)?.[1])).toEqual(
    parts.map((_, index) => String(index)),
  )
  for (const [index, { text, place }] of passages.entries()) {
    expect(text).toMatch(/opens\.$/)
    expect(place.headingPath).toEqual(['Book', `Part ${index}`])
  }
})

test('a long sentence under a heading is cut so that the heading does not stand alone', () => {
  const passages = splitIntoPassages(
    structured([heading('x'.repeat(150)), paragraph('word '.repeat(158).trim())]),
  )
  expect(passages[0]!.text).toMatch(/^x{150}\n\nword word/)
  for (const { text } of passages) expect(text.length).toBeLessThanOrEqual(MAX_PASSAGE)
})

test('a table row that fits into a passage is never cut', () => {
  const rows = Array.from(
    { length: 60 },
    (_, index) => `row ${index}\t${'cell\t'.repeat((index * 67) % 150)}end`,
  )
  const passages = splitIntoPassages(structured(rows.map(text => ({ kind: 'table-row', text }))))
  expect(passages.flatMap(({ text }) => text.split('\n\n'))).toEqual(rows)
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
  const passages = splitIntoPassages(structured([paragraph(text.join(' '))]))
  expect(joined(passages)).toBe(text.join(' '))
  for (const passage of passages) expect(passage.text).toMatch(/^We asked .* said no\.$/s)
})

test('a cut never falls inside a character', () => {
  for (const run of ['😀'.repeat(3_000), `a${'😀'.repeat(3_000)}`, '😀😀😀a'.repeat(1_000)]) {
    const passages = splitIntoPassages(structured([paragraph(run)]))
    expect(passages.length).toBeGreaterThan(7)
    for (const { text } of passages) expect(text.isWellFormed()).toBe(true)
  }
})

test('Chinese sentences are kept whole', () => {
  const text = '博物馆每天早上九点开门，下午五点关门，星期一休息。学生和老人可以免费参观所有展览！'.repeat(60)
  const passages = splitIntoPassages(structured([paragraph(text)]))
  expect(joined(passages, '')).toBe(text)
  for (const passage of passages) expect(passage.text).toMatch(/^(博|学).*[。！]$/)
})

test('a sentence longer than a passage is cut at spaces, and the cuts share some words', () => {
  const words = Array.from({ length: 900 }, (_, index) => `w${index}`)
  const passages = splitIntoPassages(structured([paragraph(words.join(' '))]))
  const cut = passages.map(({ text }) => text.split(' '))
  let next = 0
  for (const [index, whole] of cut.entries()) {
    const first = words.indexOf(whole[0]!)
    expect(whole).toEqual(words.slice(first, first + whole.length))
    expect(next - first).toBeGreaterThanOrEqual(index > 0 ? 2 : 0)
    next = first + whole.length
  }
  expect(next).toBe(words.length)
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
    text: fc.oneof(
      words(1, 400),
      longSentence(),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3000 }),
    ),
  }),
)

/** Without an end for up to 4,000 characters, often longer than a passage. */
function longSentence() {
  const word = fc.constantFrom('the', 'museum', '😀😀', 'x'.repeat(90))
  return fc.array(word, { minLength: 50, maxLength: 150 }).map(list => list.join(' '))
}

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
        expect(text.length).toBeLessThanOrEqual(MAX_PASSAGE)
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

test('overlaps only where one block was cut, by 80 characters at most', () => {
  let overlaps = 0
  fc.assert(
    fc.property(fc.array(anyPart, { maxLength: 20 }), parts => {
      const whole = structured(parts.map(part => ({ ...part, text: part.text.trim() || 'x' })))
      const passages = splitIntoPassages(whole)
      for (const [index, next] of passages.entries()) {
        const before = passages[index - 1]
        if (!before || next.start >= before.end) continue
        overlaps++
        expect(before.end - next.start).toBeLessThanOrEqual(80)
        expect(whole.blocks.some(block => block.start <= next.start && block.end >= before.end)).toBe(true)
      }
    }),
  )
  expect(overlaps).toBeGreaterThan(20)
})

test.each([
  ['prose', (characters: number) => ({ parts: characters / 475, part: `${sentence(30)} ${sentence(35)}` })],
  ['a single paragraph', (characters: number) => ({ parts: 1, part: sentence(30).repeat(characters / 221) })],
  ['a single letter', (characters: number) => ({ parts: 1, part: 'a'.repeat(characters) })],
])(
  'takes time in proportion to the text: %s',
  (_, textOf) => {
    const timePerCharacter = (characters: number) => {
      const { parts, part } = textOf(characters)
      const whole = structured(Array.from({ length: parts }, () => paragraph(part)))
      // The processor's own time: what else the machine does is not counted. Its clock ticks every few milliseconds.
      const began = process.cpuUsage()
      let [times, used] = [0, 0]
      while (used < 20_000) {
        expect(splitIntoPassages(whole).length).toBeGreaterThan(characters / MAX_PASSAGE - 1)
        times += 1
        used = process.cpuUsage(began).user
      }
      return used / times / characters
    }
    // Once for the compiler.
    timePerCharacter(100_000)
    // In proportion to the square it would be sixteen times; collected garbage may make it a few.
    expect(timePerCharacter(1_600_000) / timePerCharacter(100_000)).toBeLessThan(8)
  },
  15_000,
)

test('a passage over several pages and headings tells where each begins', () => {
  const passages = splitIntoPassages(
    structured([
      heading('Welcome', 1, 1),
      paragraph(sentence(110), 1),
      heading('Hours', 1, 1),
      paragraph('We open at nine.', 1),
      paragraph('We close at six.', 2),
      heading('Fees', 2, 2),
      paragraph('Free.', 2),
    ]),
  )
  const { text, place } = passages.at(-1)!
  expect(place).toMatchObject({ locator: { kind: 'page', page: 1, pageEnd: 2 }, headingPath: ['Hours'] })
  expect(place.turns).toEqual([
    { at: text.indexOf('We close'), locator: { kind: 'page', page: 2 }, headingPath: ['Hours'] },
    { at: text.indexOf('Fees'), locator: { kind: 'page', page: 2 }, headingPath: ['Hours', 'Fees'] },
  ])
})
