import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Holder, holdFolder } from './one-at-a-time.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docent-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('tells whoever comes second what the first has to say', async () => {
  const first = (await holdFolder(folder, 'starting')) as Holder
  first.status = 'running at http://127.0.0.1:3000'
  expect(await holdFolder(folder, 'me too')).toEqual({ heldBy: 'running at http://127.0.0.1:3000' })
  await first.release()
})

it('is free again after its release', async () => {
  const first = (await holdFolder(folder, 'one')) as Holder
  await first.release()
  const second = (await holdFolder(folder, 'two')) as Holder
  expect(second.status).toBe('two')
  await second.release()
})

it('is free again after its holder was killed', async () => {
  const code = `const { holdFolder } = await import(${JSON.stringify(new URL('one-at-a-time.ts', import.meta.url).href)})
    await holdFolder(${JSON.stringify(folder)}, 'held'); console.log('held'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  expect(await holdFolder(folder, 'me')).toEqual({ heldBy: 'held' })
  child.kill('SIGKILL')
  await once(child, 'exit')
  const mine = (await holdFolder(folder, 'mine')) as Holder
  expect(mine.status).toBe('mine')
  await mine.release()
})
