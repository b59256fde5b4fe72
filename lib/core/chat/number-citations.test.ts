import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AnswerSpan } from './answer-inline.ts'
import { parseAnswer } from './answer-markup.ts'
import { type NumberedPiece, numberCitations } from './number-citations.ts'

async function* pieces(...parts: string[]): AsyncGenerator<string> {
  yield* parts
}

async function numbered(parts: string[], count = 9) {
  const found: NumberedPiece[] = []
  for await (const piece of numberCitations(pieces(...parts), count)) found.push(piece)
  const text = found.map(piece => (piece.type === 'text' ? piece.delta : '')).join('')
  return {
    found,
    text,
    met: found.flatMap(piece => (piece.type === 'citation' ? [[piece.n, piece.source]] : [])),
  }
}

describe('sources', () => {
  it.each([
    [
      'Dogs [4]. Cats [2][4].',
      'Dogs [1]. Cats [2][1].',
      [
        [1, 4],
        [2, 2],
      ],
    ],
    [
      'Both [4, 2; 7].',
      'Both [1, 2, 3].',
      [
        [1, 4],
        [2, 2],
        [3, 7],
      ],
    ],
    ['In `code[4]` not, here [4].', 'In `code[4]` not, here [1].', [[1, 4]]],
    ['An open ` and [4]', 'An open ` and [1]', [[1, 4]]],
    ['```\na[4]\n```\nthen [5]', '```\na[4]\n```\nthen [1]', [[1, 5]]],
    ['Unknown [10], a year [2024], half [4', 'Unknown [10], a year [2024], half [4', []],
    [
      '\\[4] and [3](https://a.example) and [2](no address)',
      '\\[4] and [3](https://a.example) and [1](no address)',
      [[1, 2]],
    ],
    ['[a](https://a.example/[4]) [5]', '[a](https://a.example/[4]) [1]', [[1, 5]]],
    ['', '', []],
  ])('are numbered as they are met in %j', async (text, expected, met) => {
    for (const parts of [[text], [...text]])
      expect(await numbered(parts)).toMatchObject({ text: expected, met })
  })

  it('are told of right before their words', async () => {
    expect((await numbered(['See ', '[', '3', ']', '. Then'])).found).toEqual([
      { type: 'text', delta: 'See ' },
      { type: 'citation', n: 1, source: 3 },
      { type: 'text', delta: '[1]. Then' },
    ])
  })

  it('do not hold back words that hold no bracket', async () => {
    const parts = ['A `code', ' that goes', ' on* and *', 'on. ', 'Then']
    expect((await numbered(parts)).found).toEqual(parts.map(delta => ({ type: 'text', delta })))
  })

  it('come out as when the whole answer is read at once, however it arrives', async () => {
    const part = fc.constantFrom(
      ...[
        '[1]',
        '[2]',
        '[3, 1]',
        '[9]',
        '[',
        ']',
        '(',
        ')',
        '`',
        '``',
        '```',
        '\n',
        '\n\n',
        ' ',
        '\\',
        'word',
        '- ',
      ],
      ...[
        '> ',
        '# ',
        '**',
        'https://a.example',
        '](https://a.example)',
        '1',
        ',',
        '~~~\n',
        '```js\n',
        '!',
        '"t"',
      ],
    )
    const text = fc.array(part, { maxLength: 30 }).map(parts => parts.join(''))
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat({ max: 12 }), { maxLength: 40 }), async (answer, sizes) => {
        const parts: string[] = []
        let at = 0
        for (const size of sizes) {
          parts.push(answer.slice(at, at + size))
          at += size
        }
        parts.push(answer.slice(at))
        expect((await numbered(parts, 3)).text).toBe(wholeNumbered(answer, 3))
      }),
      { numRuns: 2_000 },
    )
  })
})

/** The slow obvious way: parse all, replace each citation where it stands. */
function wholeNumbered(answer: string, count: number): string {
  const sources = Array.from({ length: count }, (_, index) => index + 1)
  const spans = new Set<number>()
  const numbers = new Map<number, number>()
  let text = ''
  let at = 0
  const blocks = parseAnswer(answer, { sources, linkAllowed: () => true })
  for (const { start, end } of citations(blocks)) {
    if (spans.has(start)) continue
    spans.add(start)
    const cited = answer
      .slice(start + 1, end - 1)
      .split(/[,;]/)
      .map(Number)
    for (const n of cited) if (sources.includes(n) && !numbers.has(n)) numbers.set(n, numbers.size + 1)
    text += `${answer.slice(at, start)}[${cited.map(n => numbers.get(n) ?? n).join(', ')}]`
    at = end
  }
  return text + answer.slice(at)
}

/** Every citation of the tree, in order. */
function citations(value: unknown): AnswerSpan[] {
  if (Array.isArray(value)) return value.flatMap(citations)
  if (typeof value !== 'object' || value === null) return []
  if ('type' in value && value.type === 'citation') return [value as unknown as AnswerSpan]
  return Object.values(value).flatMap(citations)
}
