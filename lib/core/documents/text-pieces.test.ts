import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { StructuredText } from './structured-text.ts'
import { cutText, joinText } from './text-pieces.ts'

const textOf = (text: string): StructuredText => ({
  ...{ format: 'txt', title: null, pageCount: null, unreadablePages: [], text },
  blocks: [{ kind: 'paragraph', start: 0, end: text.length, headingPath: ['Ways 🐢'] }],
})

it('pieces make the same text again, wherever they are cut, by any reply', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.integer({ min: 1, max: 40 }),
      async (said, size) => {
        const text = textOf(said)
        const asked: number[] = []
        const joined = await joinText(async number => {
          asked.push(number)
          return JSON.parse(JSON.stringify(cutText(text, number, size)))
        })
        expect(joined).toEqual(text)
        expect(asked).toEqual(asked.map((_, index) => index))
      },
    ),
  )
})

it('no piece of the longest text is longer than a web host hands on', () => {
  const text = textOf('"\u6587'.repeat(1_500_000))
  const { pieces } = cutText(text, 0)!
  for (let number = 0; number < pieces; number++)
    expect(Buffer.byteLength(JSON.stringify(cutText(text, number)))).toBeLessThan(5_000_000)
  expect(cutText(text, pieces)).toBeNull()
})
