import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import type { StructuredText } from '#lib/core/documents/structured-text.ts'
import { MAX_BLOCKS, MAX_UNREADABLE_PAGES } from '#lib/core/ingestion/sound-text.ts'
import { type ReceivedMessage, readChildMessages } from './read-child-messages.ts'

const block = { kind: 'paragraph', start: 0, end: 5, headingPath: [] as string[] }
const words = {
  format: 'txt',
  title: null,
  pageCount: null,
  unreadablePages: [],
  leftOut: ['charts'],
  text: 'Words',
  blocks: [block],
}
const done = (more: object = {}) => JSON.stringify({ kind: 'done', structured: { ...words, ...more } })

/** What is heard of it, and at what cost to this process. */
async function hear(...lines: string[]) {
  const messages: ReceivedMessage[] = []
  const errors: unknown[] = []
  const stream = Readable.from([Buffer.from(lines.map(line => `${line}\n`).join(''))])
  const before = process.cpuUsage()
  await new Promise<void>(resolve => {
    stream.on('close', resolve)
    readChildMessages(
      stream,
      message => messages.push(message),
      error => errors.push(error),
    )
  })
  const { user, system } = process.cpuUsage(before)
  return { messages, errors, seconds: (user + system) / 1e6 }
}

test('what is said is heard', async () => {
  const { messages, errors } = await hear('{"kind":"progress","page":3,"pages":9}', done())
  expect(errors).toEqual([])
  expect(messages).toEqual([
    { kind: 'progress', page: 3, pages: 9 },
    { kind: 'done', structured: words },
  ])
})

test.each([
  ['half a page', '{"kind":"progress","page":0.5,"pages":9}'],
  ['pages and a half', '{"kind":"progress","page":1,"pages":1.5}'],
  ['more pages than numbers count', '{"kind":"progress","page":1,"pages":1e300}'],
  ['more pages than any file has', '{"kind":"progress","page":1000001,"pages":1000001}'],
  ['a page before the first', '{"kind":"progress","page":-1,"pages":9}'],
  ['half an offset', done({ blocks: [{ ...block, end: 0.5 }] })],
  ['no JSON', '{"kind":'],
  ['nothing known', '{"kind":"hello"}'],
])('a reader that says %s is not heard', async (_, line) => {
  const { messages, errors } = await hear(line)
  expect(messages).toEqual([])
  expect(errors).toEqual([expect.any(Error)])
  expect(errors[0]).not.toMatchObject({ code: 'too-complex' })
})

test('a text that is none is the fault of the document', async () => {
  const { errors } = await hear(
    done({ blocks: [{ ...block, locator: { kind: 'sheet', sheet: '', cells: 'ZZZZ1' } }] }),
  )
  expect(errors).toMatchObject([{ code: 'damaged' }])
})

const array = (count: number, one: string) => `[${Array.from({ length: count }, () => one).join(',')}]`
const having = (field: keyof StructuredText, json: string) =>
  done({ [field]: 'HERE' }).replace('"HERE"', json)

test.each([
  [
    'as many blocks as fill its message',
    having('blocks', array(1_500_000, '{"kind":"code","start":0,"end":0}')),
  ],
  ['one block more than there may be', having('blocks', array(MAX_BLOCKS + 1, '0'))],
  ['a million unreadable pages', having('unreadablePages', array(1_000_000, '1'))],
  ['a page more than may be unreadable', having('unreadablePages', array(MAX_UNREADABLE_PAGES + 1, '1'))],
  ['a million headings', done({ blocks: [{ ...block, headingPath: Array(1_000_000).fill('x') }] })],
  ['many million empty lists', having('blocks', array(20_000_000, '[]'))],
  ['many million numbers', having('unreadablePages', array(20_000_000, '1'))],
  ['as many names as end a process', having('title', object(9_900_000))],
  ['lists in lists without an end', having('blocks', '['.repeat(60_000_000))],
])('%s are too much, soon', async (_, line) => {
  const { messages, errors, seconds } = await hear(line)
  expect(messages).toEqual([])
  expect(errors).toMatchObject([{ code: 'too-complex' }])
  expect(seconds).toBeLessThan(4)
})

test('of a hundred thousand faults one is told', async () => {
  const { errors } = await hear(having('blocks', array(100_000, '{"kind":7}')))
  expect(errors).toHaveLength(1)
  expect((errors[0] as Error).message.length).toBeLessThan(1_000)
})

test('of what it says of a failure a log keeps the beginning', async () => {
  const detail = 'x'.repeat(50_000_000)
  const { messages } = await hear(JSON.stringify({ kind: 'failed', code: 'damaged', detail }))
  expect(messages).toEqual([{ kind: 'failed', code: 'damaged', detail: 'x'.repeat(600) }])
})

test('most of what a reader may say is heard in some seconds', async () => {
  const one = JSON.stringify({
    ...block,
    locator: { kind: 'page', page: 1 },
    headingPath: Array(6).fill('Ä'),
  })
  const { messages, errors, seconds } = await hear(having('blocks', array(MAX_BLOCKS, one)))
  expect(errors).toEqual([])
  expect(messages).toHaveLength(1)
  expect(seconds).toBeLessThan(8)
})

/** So many members, no two of one name. */
function object(count: number): string {
  const some = 100_000
  const parts: string[] = []
  for (let from = 0; from < count; from += some)
    parts.push(Array.from({ length: some }, (_, at) => `"${(from + at).toString(36)}":1`).join(','))
  return `{${parts.join(',')}}`
}
