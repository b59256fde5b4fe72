import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type ServiceProcess, type ServiceProcessOptions, startServiceProcess } from './service-process.ts'

let folder: string
let service: ServiceProcess | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docent-service-'))
})
afterEach(async () => {
  await service?.stop()
  service = undefined
  rmSync(folder, { recursive: true })
})

const READY = `console.log('{"ready":true}'); setInterval(() => {}, 1000);`

it('waits until the program says that it is ready', async () => {
  service = await start(READY)
  expect(alive(service.pid!)).toBe(true)
})

it('reports why a program did not start, with its last lines', async () => {
  await expect(start(`console.error('no such table'); process.exit(4)`)).rejects.toThrow(
    /thing stopped \(code 4\)[\s\S]*no such table/,
  )
})

it('starts a program again that died, and says so', async () => {
  const died = Promise.withResolvers<string>()
  service = await start(READY, { onDeath: died.resolve })
  const first = service.pid!
  process.kill(first, 'SIGKILL')
  expect(await died.promise).toContain('SIGKILL')
  await expect.poll(() => service!.pid !== first && alive(service!.pid!)).toBe(true)
})

it('gives up on a program that keeps dying', async () => {
  const givenUp = Promise.withResolvers<string>()
  // Ready the first time, dead on arrival from then on.
  service = await start(
    `const fs = require('fs'); if (fs.existsSync('been')) throw new Error('worn out'); fs.writeFileSync('been', '');
     ${READY} setTimeout(() => process.exit(1), 50)`,
    { onGivenUp: givenUp.resolve },
  )
  expect(await givenUp.promise).toContain('worn out')
})

it('stops what the program started, too', async () => {
  service = await start(
    `const child = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
     process.on('SIGTERM', () => {}); console.log('child ' + child.pid); ${READY}`,
  )
  const grandchild = Number(
    service
      .lastLines()
      .find(line => line.startsWith('child'))!
      .slice(6),
  )
  expect(alive(grandchild)).toBe(true)
  await service.stop()
  await expect.poll(() => alive(grandchild)).toBe(false)
})

it('lets the watch on its parent go no further than the program itself', () => {
  const watcher = new URL('die-with-parent.ts', import.meta.url).href
  const grandchild = `setTimeout(() => console.log('lived'), 200)`
  const said = execFileSync(
    process.execPath,
    [
      ...['--import', watcher, '-e'],
      `const { execFileSync } = require('child_process')
       const said = execFileSync(process.execPath, ['--import', ${JSON.stringify(watcher)}, '-e', ${JSON.stringify(grandchild)}],
         { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' })
       console.log(said); process.exit(0)`,
    ],
    { stdio: ['pipe', 'pipe', 'inherit'], encoding: 'utf8' },
  )
  expect(said).toContain('lived')
})

it('leaves nothing behind when its parent is killed', async () => {
  const program = join(folder, 'program.cjs')
  writeFileSync(program, `${READY} console.log('after ready')`)
  const parent = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `const { startServiceProcess } = await import(${JSON.stringify(new URL('service-process.ts', import.meta.url).href)})
       const service = await startServiceProcess({ name: 'thing', readyWhen: 'line', cwd: '.', env: process.env,
         args: ['--import', ${JSON.stringify(new URL('die-with-parent.ts', import.meta.url).href)}, ${JSON.stringify(program)}] })
       console.log(service.pid)`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const [said] = await once(parent.stdout, 'data')
  const pid = Number(said)
  expect(alive(pid)).toBe(true)
  parent.kill('SIGKILL')
  await expect.poll(() => alive(pid), { timeout: 5_000 }).toBe(false)
})

function start(code: string, more: Partial<ServiceProcessOptions> = {}) {
  const script = join(folder, 'program.cjs')
  writeFileSync(script, code)
  return startServiceProcess({
    name: 'thing',
    args: [script],
    cwd: folder,
    env: process.env,
    readyWhen: 'line',
    pauseMs: 10,
    stopPatienceMs: 300,
    ...more,
  })
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    expect((error as NodeJS.ErrnoException).code).toBe('ESRCH')
    return false
  }
}
