import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { url as inspectorUrl } from 'node:inspector'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { extractInChild } from './extract-in-child.ts'
import { ownNamespaces } from './own-namespaces.ts'
import { permissionFlag, shutInOptions } from './shut-in.ts'

const folder = mkdtempSync(join(tmpdir(), 'docent-shut-in-'))
const server = createServer(socket => socket.destroy())
const port = new Promise<number>(resolve =>
  server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
)
const { apart } = ownNamespaces()
let document: string
let tried: Record<string, string>
beforeAll(async () => {
  const path = join(folder, 'a.txt')
  document = `${await port} ${process.pid}`
  writeFileSync(path, document)
  writeFileSync(`${path}.other.txt`, 'of somebody else')
  const entry = join(import.meta.dirname, 'fixtures/children/prying.ts')
  tried = JSON.parse((await extractInChild({ path, fileName: 'a.txt', format: 'txt', entry })).text)
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

test('a reader that changes the options of V8 ends there, and empties no file', async () => {
  const path = join(folder, 'a.txt')
  const entry = join(import.meta.dirname, 'fixtures/children/changing-v8.ts')
  await expect(extractInChild({ path, fileName: 'a.txt', format: 'txt', entry })).rejects.toThrow()
  expect(readFileSync(`${path}.other.txt`, 'utf8')).toBe('of somebody else')
})

test('a reader can read its document', () => {
  expect(tried['its document']).toBe('done')
})

test.each([
  'its own environment',
  'the environment of its parent',
  'the document of somebody else',
  'a way around',
  'the rest of the project',
  'packages it has no use for',
  'names of files',
  'whether a file is there',
  'a write to its document',
  'a new file',
  'a write to its program',
  'a process',
  'another program in its place',
  'a thread',
])('a reader is refused %s', what => {
  expect(tried[what]).toBe('ERR_ACCESS_DENIED')
})

test('a reader is refused databases, native add-ons and the inspector', () => {
  expect(tried['a database']).toBe('ERR_UNKNOWN_BUILTIN_MODULE')
  expect(tried['a native add-on']).toBe('ERR_DLOPEN_DISABLED')
  expect(tried['an inspector']).toMatch(/^ERR_(ACCESS_DENIED|INSPECTOR)/)
})

test('a signal of a reader does not open the inspector of whoever waits for it', async () => {
  expect(tried['a signal to its parent']).toBe(apart.includes('processes') ? 'ESRCH' : 'done')
  // A signal is heard between two turns.
  await new Promise(resolve => setTimeout(resolve, 100))
  expect(inspectorUrl()).toBeUndefined()
})

test('what a reader tried left nothing behind', () => {
  expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe(document)
  expect(readdirSync(folder).sort()).toEqual(['a.txt', 'a.txt.other.txt'])
})

test.runIf(apart.includes('network'))('a reader is refused the network', () => {
  expect(tried['the network']).toBe('ENETUNREACH')
})

test('a file that is larger than any upload is not read', async () => {
  const path = join(folder, 'vast.txt')
  writeFileSync(path, '')
  truncateSync(path, 3 * 1024 ** 3)
  const reading = extractInChild({ path, fileName: 'vast.txt', format: 'txt' })
  await expect(reading).rejects.toMatchObject({ name: 'ExtractionFailure', code: 'too-large' })
})

test.each([
  [['--permission', '--allow-fs-read'], '--permission'],
  [['--experimental-permission', '--allow-fs-read'], '--experimental-permission'],
])('of %j a Node takes %s', (flags, taken) => {
  expect(permissionFlag(new Set(flags))).toBe(taken)
})

test('a Node that cannot shut a program in reads no documents', () => {
  expect(() => permissionFlag(new Set(['--max-old-space-size']))).toThrow(
    /cannot shut the document reader in/,
  )
})

test('of a bundle a reader sees its own part and the packages', () => {
  const document = join(folder, 'a.pdf')
  const readable = shutInOptions(join(folder, 'bundle', 'child.mjs'), document).filter(option =>
    option.startsWith('--allow-'),
  )
  expect(readable.map(option => option.replace('--allow-fs-read=', ''))).toEqual([
    ...['child.mjs', 'reader-*', 'node_modules'].map(name => join(folder, 'bundle', name)),
    document,
  ])
})
