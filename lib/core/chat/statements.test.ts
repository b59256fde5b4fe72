import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAnswer } from './answer-markup.ts'
import { citationsIn, sentenceOf, sentencesCiting, spokenAnswer, statementsOf } from './statements.ts'

const parse = (text: string) => parseAnswer(text, { sources: [1, 2, 3, 4], linkAllowed: () => true })
/** `text {1,2}` of each, and what stands at its offsets. */
const stated = (text: string) =>
  statementsOf(parse(text)).map(({ text, citations }) => `${text} {${citations.join(',')}}`)
const cut = (text: string) => statementsOf(parse(text)).map(({ start, end }) => text.slice(start, end))

it.each([
  ['blanks', ' '.repeat(100_000)],
  ['short sentences', 'Ab. [1] '.repeat(60_000)],
  ['bold and plain by turns', '**Yes.** No. '.repeat(40_000)],
])('takes time in proportion to an answer of %s', (_, text) => {
  // The processor's own time. From every blank, or through all runs for each sentence, it was many seconds.
  const blocks = parse(`Ab${text}b`)
  const began = process.cpuUsage()
  statementsOf(blocks)
  expect(process.cpuUsage(began).user / 1_000).toBeLessThan(2_000)
})

describe('what an answer states', () => {
  it.each([
    [
      'Dogs are welcome. [1] Tickets cost €28. [2][3] Boats leave at noon. [1, 2]',
      ['Dogs are welcome. {1}', 'Tickets cost €28. {2,3}', 'Boats leave at noon. {1,2}'],
    ],
    ['It costs €28 [2]. Free for children [2][2].', ['It costs €28. {2}', 'Free for children. {2}']],
    ['[3] It opens at ten.', ['It opens at ten. {3}']],
    ['It opens at ten.\n\n[3]\n\nIt closes at six. [1]', ['It opens at ten. {3}', 'It closes at six. {1}']],
    ['It is **open** [1] and *free* [2].', ['It is open and free. {1,2}']],
    [
      'Open:\n\n- Mondays [1]\n  - from ten [2]\n- Sundays',
      ['Open: {}', 'Mondays {1}', 'from ten {2}', 'Sundays {}'],
    ],
    [
      '| Who | Price |\n|---|---|\n| Adults [1] | €12 [2] |\n| | free |',
      ['Who, Price {}', 'Adults, €12 {1,2}', 'free {}'],
    ],
    ['## Prices [1]\nA ticket', ['Prices {1}', 'A ticket {}']],
    ['Run `list[1]` first. [2]\n\n```\na = b[1]\n```', ['Run list[1] first. {2}']],
    ['See [the **rules**](https://a.example/x) now. [1]', ['See the rules now. {1}']],
    ['No such source [9].', ['No such source. {}']],
    ['one  \ntwo [1]', ['one {}', 'two {1}']],
    ['', []],
  ])('of %j', (text, expected) => {
    expect(stated(text)).toEqual(expected)
  })

  it('stands where it says', () => {
    expect(cut('It *is* €28. [1]  Free\nfor \\*all\\*.\n> A [link](https://a.example) ends.')).toEqual([
      'It *is* €28.',
      'Free\nfor \\*all\\*.',
      'A [link](https://a.example) ends.',
    ])
    expect(cut('- **One** thing [1]\r\n- Two\r\n\r\n| A | B |\r\n|-|-|\r\n| c d | e |')).toEqual([
      'One** thing',
      'Two',
      'A | B',
      'c d | e',
    ])
  })

  it('is in order, without overlap and inside the answer, whatever the text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'A ship. ',
        '[1]',
        '[2, 3] ',
        '\n',
        '- ',
        '**',
        '`',
        '| a | b |\n|-|-|\n',
        '> ',
        '  \n',
        '\\',
      ),
    )
    fc.assert(
      fc.property(fc.array(piece), pieces => {
        const text = pieces.join('')
        let at = 0
        for (const { text: said, start, end } of statementsOf(parse(text))) {
          if (!said) continue
          expect(start).toBeGreaterThanOrEqual(at)
          expect(end).toBeGreaterThan(start)
          at = end
        }
        expect(at).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 500 },
    )
  })
})

it('an answer cites what a reader sees as a number, in the order of reading', () => {
  expect(citationsIn(parse('`x[1]` Dogs [3]. Cats [2, 3] [9].\n\n```\n[4]\n```'))).toEqual([3, 2])
})

it('an answer is read out without its signs and numbers', () => {
  expect(spokenAnswer(parse('**Dogs** are welcome [1]. See [the rules](https://x.test).\n\n- a\n- b'))).toBe(
    'Dogs are welcome. See the rules. a. b',
  )
})

describe('the sentences behind a number', () => {
  const text = '[1] Dogs are welcome. [1] Tickets cost **€28**. [2][3] Boats leave at noon. [1, 2]'
  const statements = statementsOf(parse(text))

  it('are all that cite its source', () => {
    expect(sentencesCiting(statements, 1)).toEqual(['Dogs are welcome.', 'Boats leave at noon.'])
    expect(sentencesCiting(statements, 3)).toEqual(['Tickets cost €28.'])
    expect(sentencesCiting(statements, 4)).toEqual([])
    expect(sentencesCiting(statements, null)).toEqual([])
  })

  it('are one, where the number stands', () => {
    const behind = (n: number, mark: string) => sentenceOf(statements, { n, start: text.indexOf(mark) })
    expect(behind(1, '[1] Dogs')).toBe('Dogs are welcome.')
    expect(behind(1, '[1] Tickets')).toBe('Dogs are welcome.')
    expect(behind(3, '[3]')).toBe('Tickets cost €28.')
    expect(behind(1, '[1, 2]')).toBe('Boats leave at noon.')
    expect(sentenceOf([], { n: 1, start: 0 })).toBe('')
  })
})
