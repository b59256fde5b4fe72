import fc from 'fast-check'
import { expect, it } from 'vitest'
import { memoryFiles } from '../testing/memory-files.ts'
import type { StructuredText } from './structured-text.ts'
import { joinText, readPiece } from './text-pieces.ts'

const textOf = (text: string): StructuredText => ({
  ...{ format: 'txt', title: null, pageCount: null, unreadablePages: [], leftOut: [], text },
  blocks: [{ kind: 'paragraph', start: 0, end: text.length, headingPath: ['Ways 🐢'] }],
})

it('pieces make the same text again, wherever they are cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.integer({ min: 1, max: 40 }),
      async (said, size) => {
        const { store } = memoryFiles()
        await store.putText('texts/a', textOf(said))
        const asked: number[] = []
        const joined = await joinText(async number => {
          asked.push(number)
          return (await readPiece(store, 'texts/a', number, size))!
        })
        expect(joined).toEqual(textOf(said))
        expect(asked).toEqual(asked.map((_, index) => index))
      },
    ),
  )
})

it('no piece of a long text is longer than a web host hands on, and there is none behind the last', async () => {
  const { store } = memoryFiles()
  await store.putText('texts/a', textOf('"\u6587'.repeat(1_500_000)))
  const { pieces } = (await readPiece(store, 'texts/a', 0))!
  for (let number = 0; number < pieces; number++)
    expect(JSON.stringify(await readPiece(store, 'texts/a', number)).length).toBeLessThan(5_000_000)
  expect(await readPiece(store, 'texts/a', pieces)).toBeNull()
  expect(await readPiece(store, 'texts/b', 0)).toBeNull()
})
