import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import type { ChildMessage } from '#lib/extraction/child-messages.ts'
import { extractInFunction } from './extract-in-function.ts'

const structured = {
  ...{
    format: 'txt' as const,
    title: null,
    pageCount: null,
    unreadablePages: [],
    leftOut: [],
    text: 'Dogs may come.',
  },
  blocks: [{ kind: 'paragraph' as const, start: 0, end: 14, headingPath: [] }],
}
const line = (message: ChildMessage) => `${JSON.stringify(message)}\n`

/** What comes of a function that says so, with the pages it told on the way. */
async function heard(...pieces: string[]) {
  const pages: number[] = []
  const extractor = extractInFunction(
    async () => Readable.from(pieces.map(piece => Buffer.from(piece))),
    async () => 'https://files.example/one',
  )
  const file = { key: 'uploads/a', format: 'txt' as const, tag: '"1"' }
  const text = await extractor.extract(file, ({ page }) => pages.push(page))
  return { text, pages }
}

it('what is said in pieces is heard whole, with its progress', async () => {
  const said =
    line({ kind: 'started' }) +
    line({ kind: 'progress', page: 3, pages: 9 }) +
    line({ kind: 'done', structured })
  const cut = said.match(/.{1,7}/gs)!
  expect(await heard(...cut)).toEqual({ text: structured, pages: [3] })
})

it.each([
  ['ends without a result', [line({ kind: 'started' })], 'ended without a result'],
  ['says nothing at all', [], 'ended without a result'],
  ['says what is no message', ['{"errorType":"Runtime.ExitError"}\n'], ''],
  ['says what is no JSON', ['nonsense\n'], ''],
])('a function that %s fails, to be tried again', async (_, pieces, why) => {
  const failed = await heard(...pieces).catch((error: Error) => error)
  expect(failed).toBeInstanceOf(Error)
  expect((failed as Error).name).not.toBe('ExtractionFailure')
  expect((failed as Error).message).toContain(why)
})

it('what it says of a document is the document’s failure', async () => {
  const said = line({ kind: 'failed', code: 'password-protected', detail: '' })
  await expect(heard(said)).rejects.toMatchObject({ name: 'ExtractionFailure', code: 'password-protected' })
  await expect(heard('{"kind":"done"}\n')).rejects.toMatchObject({ code: 'damaged' })
})
