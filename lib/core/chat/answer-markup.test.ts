import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs, sampleOf } from '#lib/cli/verify/long-run.ts'
import type { AnswerInline } from './answer-inline.ts'
import { type AnswerBlock, type AnswerMarkup, parseAnswer } from './answer-markup.ts'

const ours = (url: string) => url.startsWith('https://museum.example/')
const options: AnswerMarkup = { sources: [1, 2, 3], linkAllowed: ours }

/** `<b>…</b>` for bold and so on: the tree in one readable line. */
function draw(blocks: AnswerBlock[]): string {
  const inline = (children: AnswerInline[]): string =>
    children
      .map(child => {
        if (child.type === 'text') return child.text
        if (child.type === 'citation') return `{${child.n}}`
        if (child.type === 'code') return `<c>${child.text}</c>`
        if (child.type === 'link') return `<a ${child.href}>${child.text}</a>`
        if (child.type === 'break') return '<br>'
        return child.type === 'strong'
          ? `<b>${inline(child.children)}</b>`
          : `<i>${inline(child.children)}</i>`
      })
      .join('')
  const block = (one: AnswerBlock): string => {
    if (one.type === 'code') return `<pre>${one.text}</pre>`
    if (one.type === 'table')
      return [one.header, ...one.rows].map(row => row.map(inline).join(' | ')).join(' / ')
    if (one.type === 'list') {
      const items = one.items.map(
        item => `<li>${inline(item.children)}${item.lists.map(block).join('')}</li>`,
      )
      return one.ordered ? `<ol ${one.start}>${items.join('')}</ol>` : `<ul>${items.join('')}</ul>`
    }
    return one.type === 'heading' ? `<h>${inline(one.children)}</h>` : `<p>${inline(one.children)}</p>`
  }
  return blocks.map(block).join('')
}
const shown = (text: string, more: Partial<AnswerMarkup> = {}) =>
  draw(parseAnswer(text, { ...options, ...more }))

describe('an answer', () => {
  it.each([
    ['one\n\ntwo\nthree', '<p>one</p><p>two three</p>'],
    ['one  \ntwo', '<p>one<br>two</p>'],
    ['## Prices ##\nA ticket', '<h>Prices</h><p>A ticket</p>'],
    ['**bold** and *italic* and ***both***', '<p><b>bold</b> and <i>italic</i> and <b><i>both</i></b></p>'],
    ['snake_case_name, 5*3*2, 2 * 3 * 4', '<p>snake_case_name, 5*3*2, 2 * 3 * 4</p>'],
    ['a `code **x**` span', '<p>a <c>code **x**</c> span</p>'],
    ['```js\nlet a = [1]\n```\nafter', '<pre>let a = [1]</pre><p>after</p>'],
    [
      '- one\n- two\n  - deep\n    - deeper\n- three',
      '<ul><li>one</li><li>two<ul><li>deep</li><li>deeper</li></ul></li><li>three</li></ul>',
    ],
    ['3. three\n4. four\n\nafter', '<ol 3><li>three</li><li>four</li></ol><p>after</p>'],
    ['| A | B |\n|---|--:|\n| 1 | **2** |\n\nend', 'A | B / 1 | <b>2</b><p>end</p>'],
    ['> quoted\n> twice', '<p>quoted twice</p>'],
    ['\\*not italic\\*', '<p>*not italic*</p>'],
    ['*open **b*', '<p><i>open **b</i></p>'],
    ['above\n\n---\n\nbelow', '<p>above</p><p>below</p>'],
  ])('reads %j', (text, expected) => {
    expect(shown(text)).toBe(expected)
  })

  it.each([
    ['It is €28. [1] Free. [1, 2][3]', '<p>It is €28. {1} Free. {1}{2}{3}</p>'],
    ['Not there [9]. And [2, 9].', '<p>Not there. And {2}.</p>'],
    ['The year [2024] and `a[1]`', '<p>The year [2024] and <c>a[1]</c></p>'],
  ])('cites only what it was given: %j', (text, expected) => {
    expect(shown(text)).toBe(expected)
  })

  it.each([
    ['[Plan](https://museum.example/plan) a visit', '<p><a https://museum.example/plan>Plan</a> a visit</p>'],
    ['See https://museum.example/a.', '<p>See <a https://museum.example/a>https://museum.example/a</a>.</p>'],
    ['[Win](https://evil.example/) now', '<p>Win now</p>'],
    ['[x](javascript:alert(1)) [y](data:text/html,hi) [z](//evil.example)', '<p>x y z</p>'],
    ['https://evil.example/?q=1', '<p>https://evil.example/?q=1</p>'],
    [
      '[bank.example](https://museum.example/a) [www.Museum.example](https://museum.example/b)',
      '<p><a https://museum.example/a>bank.example (museum.example)</a> <a https://museum.example/b>www.Museum.example</a></p>',
    ],
    ['[plan.pdf](https://museum.example/a)', '<p><a https://museum.example/a>plan.pdf</a></p>'],
    ['![A lion](https://museum.example/lion.png)', '<p>A lion</p>'],
    ['<img src=x onerror=alert(1)> & <b>hi</b>', '<p><img src=x onerror=alert(1)> & <b>hi</b></p>'],
  ])('links only where allowed, and shows no image and no HTML: %j', (text, expected) => {
    expect(shown(text)).toBe(expected)
  })
})

it.each([
  ...['bank.com', 'Bank.com.', 'bank\u2060.com', 'bank.\u200dcom', 'bank.\u3164com', 'bank.\u2800com'],
  ...['bank.\u{e0100}com', 'bank。com', 'bank．com', 'bank｡com', 'bank․com', 'bank.xn--p1ai', '1.2.3.4'],
  ...[
    'bank.zip',
    'bank.md',
    'report.pdf bank.com',
    'museum.example or bank.com',
    'https://bank.com/a',
    '<bank.com>',
  ],
])('words of a link that name another site, %j, stand beside the one it leads to', label => {
  expect(shown(`[${label}](https://museum.example/a)`)).toMatch(/ \(museum\.example\)<\/a><\/p>$/)
})

it.each([
  ...[
    'Prices',
    'www.museum.example',
    'https://museum.example/prices.html',
    'Prices 2026.pdf',
    'prices.docx.',
    'prices.xlsx',
  ],
  ...['5.50 euros', 'Dr. Frost', 'and so on…'],
])('words of a link that name no other site, %j, stand alone', label => {
  expect(shown(`[${label}](https://museum.example/a)`)).toBe(
    `<p><a https://museum.example/a>${label}</a></p>`,
  )
})

it('an address with a name or a password in it is none, wherever it stands', () => {
  const anywhere = { ...options, linkAllowed: () => true }
  for (const address of ['https://museum.example@evil.example/', 'https://a:b@museum.example/']) {
    expect(draw(parseAnswer(`[Plan](${address}) ${address}`, anywhere))).not.toContain('<a ')
  }
})

describe('an answer still arriving', () => {
  it('never shows half a citation or a marker that will be gone with the next words', () => {
    const whole =
      '# Title\n\nA **family ticket** costs *about* `28` [1, 2]. See [the plan](https://museum.example/plan).\n\n- one [3]\n- two\n\n| A | B |\n|---|---|\n| 1 | 2 |'
    for (let length = 0; length <= whole.length; length++) {
      const now = shown(whole.slice(0, length), { partial: true })
      expect(now, whole.slice(0, length)).not.toMatch(/[*[\]#]|\]\(|<p>[-|]|\|-/)
    }
  })

  it('holds half a citation back when the answer was cut off, too', () => {
    expect(shown('It is €28. [1')).toBe('<p>It is €28.</p>')
  })

  it('takes bold as bold from its first letter on', () => {
    expect(shown('A **fam', { partial: true })).toBe('<p>A <b>fam</b></p>')
    expect(shown('A **fam')).toBe('<p>A **fam</p>')
  })
})

describe('a hostile answer', () => {
  const pieces = [
    '*',
    '**',
    '_',
    '[',
    ']',
    '(',
    ')',
    '!',
    '`',
    '```',
    '\n',
    '\n\n',
    ' ',
    '- ',
    '1. ',
    '  ',
    '|',
    '|-|',
    '#',
    '> ',
    '\\',
    '<script>',
    'https://evil.example/',
    'https://museum.example/',
    'javascript:',
    '[1]',
    '[1,',
    'word',
    '\u0000',
    '\ud800',
    'é',
  ]
  const hostile = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map(parts => parts.join(''))

  it('never throws, and every address in it was allowed', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' })), fc.boolean(), (text, partial) => {
        for (const href of hrefs(parseAnswer(text, { ...options, partial }))) expect(ours(href)).toBe(true)
      }),
      { numRuns: runs(500, 3_000) },
    )
  })

  it('loses no word', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('*', '_', '**', '- ', '\n', ' ', 'alpha', 'beta'), { maxLength: 40 }),
        parts => {
          const words = parts.filter(part => /\w{4}/.test(part)).length
          expect(shown(parts.join('')).match(/alpha|beta/g)?.length ?? 0).toBe(words)
        },
      ),
    )
  })

  const repeated = [
    '*',
    '[',
    '**a ',
    '*a _b ',
    '`',
    '![',
    '[1,',
    '[a](',
    '[9] a ',
    'a\n',
    '- a\n',
    '  - a\n',
    '|',
    '|a\n',
    '|-|\n',
    '> ',
    '#',
    '# a\n',
    '\\',
    'https://',
    'http://a.b/?',
    '``` ` `` ',
    '_*',
    'a  \n',
    '[[1]',
    '](',
    '\t',
    '1. ',
    '(',
    '[a](b "',
  ]
  it.each(sampleOf(repeated, 8))('is read in linear time: 1 MB of %j', piece => {
    const time = (size: number) => {
      const text = piece.repeat(size / piece.length)
      // The processor's own time: what else the machine does is not counted.
      const began = process.cpuUsage()
      parseAnswer(text, { ...options, partial: true })
      return process.cpuUsage(began).user / 1_000
    }
    time(64_000)
    expect(time(1_000_000)).toBeLessThan(2_000)
  })
})

function hrefs(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(hrefs)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => (key === 'href' ? [String(inner)] : hrefs(inner)))
}
