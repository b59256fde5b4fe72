import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startChild } from './testing/child-server.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docent-main-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('says when it listens, and ends with 0 when asked to', async () => {
  const server = await startChild(folder)
  const health = await fetch(`${server.endpoint}/_health`)
  expect([health.status, await health.text()]).toEqual([200, 'ok\n'])
  expect(await server.stop('SIGTERM')).toBe(0)
})

test('refuses a data folder that another process has open, and names that process', async () => {
  const first = await startChild(folder)
  await expect(startChild(folder)).rejects.toThrow(
    `ended with 3: ${join(folder, 'data')} is in use by process ${first.pid}. Stop that process first`,
  )
  expect(await first.stop('SIGINT')).toBe(0)
})

test('takes over the folder of a process that was killed', async () => {
  const first = await startChild(folder)
  await first.stop('SIGKILL')
  const pidFile = join(folder, 'data', 'owner.pid')
  expect((await readFile(pidFile, 'utf8')).trim()).toBe(String(first.pid))
  const second = await startChild(folder)
  expect((await readFile(pidFile, 'utf8')).trim()).toBe(String(second.pid))
  await second.stop('SIGTERM')
  await expect(readFile(pidFile)).rejects.toMatchObject({ code: 'ENOENT' })
})

test('ends with its parent when told to', async () => {
  const server = await startChild(folder, '--die-with-parent')
  const exit = once(server.process, 'exit')
  server.process.stdin!.end()
  expect(await exit).toEqual([0, null])
})

test.each([
  [['--port', 'http'], '--port takes a number'],
  [['--port', '0'], '--data takes the folder'],
  [['--port', '0', '--data', 'x'], '--account-file takes a JSON file'],
  [['--colour', 'red'], "Unknown option '--colour'"],
])('explains the arguments when they are %j', (args, complaint) => {
  const { status, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
    encoding: 'utf8',
  })
  expect(status).toBe(2)
  expect(stderr).toContain(complaint)
  expect(stderr).toContain('usage: node lib/local-aws/main.ts')
})
