import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type ExtractInChildOptions, extractInChild } from './extract-in-child.ts'
import { makeDocx, paragraph } from './fixtures/make-docx.ts'
import { makePdf } from './fixtures/make-pdf.ts'
import { ownNamespaces } from './own-namespaces.ts'

const folder = mkdtempSync(join(tmpdir(), 'docent-extract-'))
afterAll(() => rmSync(folder, { recursive: true }))

const onLinux = process.platform === 'linux'
const entry = (name: string) => join(import.meta.dirname, 'fixtures/children', `${name}.ts`)

function write(name: string, bytes: Uint8Array | string): ExtractInChildOptions {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return { path, fileName: name, format: name.split('.').at(-1) as ExtractInChildOptions['format'] }
}

/** Processes that were started to read files of this test, or to watch such a one. */
function readersLeft(): string[] {
  return readdirSync('/proc').filter(pid => {
    const command = /^\d+$/.test(pid) ? ofProcess(pid, 'cmdline') : ''
    return command.includes(folder) && command.includes('max-old-space-size')
  })
}

/** A start alone takes no reader more than half as long. */
const TICKS_IN_LOOP = 80

function isInLoop(): boolean {
  // Of the processor, in user mode; behind the name, which stands in parentheses.
  const ticks = readersLeft().map(pid => Number(ofProcess(pid, 'stat').split(') ').at(-1)!.split(' ')[11]))
  return ticks.some(used => used > TICKS_IN_LOOP)
}

function ofProcess(pid: string, what: 'cmdline' | 'stat'): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return ''
    throw error
  }
}

test('every format comes back as structured text', async () => {
  const files = [
    write('a.pdf', makePdf([{ lines: ['Words in a PDF.'] }])),
    write('a.docx', makeDocx({ body: paragraph('Words in Word.') })),
    write('a.txt', 'Words in text. 😀'),
    write('a.md', 'Words in **Markdown**.'),
  ]
  const read = await Promise.all(files.map(file => extractInChild(file)))
  expect(read.map(({ format, text }) => [format, text])).toEqual([
    ['pdf', 'Words in a PDF.'],
    ['docx', 'Words in Word.'],
    ['txt', 'Words in text. 😀'],
    ['md', 'Words in Markdown.'],
  ])
  expect(read[0]).toMatchObject({
    pageCount: 1,
    blocks: [{ kind: 'paragraph', locator: { kind: 'page', page: 1 }, start: 0, end: 15 }],
  })
})

test('a failure crosses with its name and its cause', async () => {
  await expect(extractInChild(write('zero.pdf', ''))).rejects.toMatchObject({
    name: 'ExtractionFailure',
    code: 'empty',
  })
  const garbage = extractInChild(write('garbage.pdf', '%PDF-1.7 nothing else'))
  await expect(garbage).rejects.toMatchObject({
    code: 'damaged',
    cause: expect.stringContaining('InvalidPDFException'),
  })
})

test('progress arrives while pages are read', async () => {
  const seen: unknown[] = []
  await extractInChild({
    ...write('many.pdf', makePdf(Array.from({ length: 20 }, () => ({ lines: ['Page.'] })))),
    onProgress: p => seen.push(p),
  })
  expect(seen[0]).toEqual({ page: 1, pages: 20 })
})

test('a long text comes back whole', async () => {
  const text = 'All work and no play. '.repeat(400_000).trim()
  expect((await extractInChild(write('long.txt', text))).text).toBe(text)
})

test('a reader that never ends is killed at the deadline', async () => {
  const reading = extractInChild({ ...write('loop.txt', 'x'), deadlineMs: 700, entry: entry('endless') })
  await expect(reading).rejects.toMatchObject({ code: 'too-complex', cause: 'over 700 ms' })
})

test.runIf(onLinux)('a reader that takes all the memory it can get is refused it', async () => {
  const limits = { maxResidentBytes: 200 * 1024 * 1024, entry: entry('hungry') }
  await expect(extractInChild({ ...write('glutton.txt', 'x'), ...limits })).rejects.toMatchObject({
    code: 'too-complex',
  })
})

test.runIf(onLinux)('a reader that holds more memory than it may is killed', async () => {
  const limits = { maxResidentBytes: 200 * 1024 * 1024, entry: entry('hungry') }
  const reading = extractInChild({ ...write('hoard.txt', 'x'), ...limits })
  await expect(reading).rejects.toMatchObject({
    code: 'too-complex',
    cause: expect.stringMatching(/^held \d+ bytes/),
  })
})

test('a reader that says nonsense is not believed: what it read made it', async () => {
  const reading = extractInChild({ ...write('a.txt', 'x'), entry: entry('babbling') })
  await expect(reading).rejects.toMatchObject({
    code: 'damaged',
    cause: expect.objectContaining({ message: expect.stringContaining('structured') }),
  })
})

test('a reader that cannot start is our fault, not the document’s', async () => {
  const reading = extractInChild({ ...write('b.txt', 'x'), entry: entry('missing') })
  await expect(reading).rejects.toThrow(/reader of b.txt did not start, ended with 1: .*Cannot find module/s)
})

test('the reader gets no environment', async () => {
  const { text } = await extractInChild({ ...write('c.txt', 'x'), entry: entry('nosy') })
  const found = JSON.parse(text)
  // Some shells name what they start.
  expect(found.environment.filter((name: string) => name !== '_')).toEqual([])
  expect(found.execArgv).toContain('--max-old-space-size=384')
})

test('aborting ends the reader and rejects with the reason', async () => {
  const controller = new AbortController()
  const reading = extractInChild({
    ...write('d.txt', 'x'),
    entry: entry('endless'),
    signal: controller.signal,
  })
  controller.abort(new Error('deleted meanwhile'))
  await expect(reading).rejects.toThrow('deleted meanwhile')
  await expect(extractInChild({ ...write('d.txt', 'x'), signal: controller.signal })).rejects.toThrow(
    'deleted meanwhile',
  )
})

const looping = ownNamespaces().apart.includes('processes') ? ['endless', 'stopping'] : ['endless']

test.runIf(onLinux).each(looping)(
  'when the parent is killed, its reader goes too, even out of a loop: %s',
  async how => {
    const { path } = write(`orphan-${how}.txt`, 'x')
    const parent = spawn(
      process.execPath,
      [join(import.meta.dirname, 'fixtures/children/parent.ts'), path, entry(how)],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    )
    await expect.poll(isInLoop, { timeout: 10_000 }).toBe(true)
    const exited = once(parent, 'exit')
    parent.kill('SIGKILL')
    await exited
    await expect.poll(readersLeft, { timeout: 10_000 }).toEqual([])
  },
)

test.runIf(onLinux)('nothing is left running', async () => {
  await expect.poll(readersLeft, { timeout: 5_000 }).toEqual([])
})
