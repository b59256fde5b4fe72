import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { JobProcesses } from './job-processes.ts'

let folder: string
let printed: string
let processes: JobProcesses
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docent-jobs-'))
  printed = ''
  processes = new JobProcesses()
})
afterEach(async () => {
  await processes.endAll()
  rmSync(folder, { recursive: true })
})

function run(text: string, ...rest: [string[]?, { quiet?: boolean; env?: Record<string, string> }?]) {
  const script = join(folder, 'script.mjs')
  writeFileSync(script, text)
  return processes.run(text => {
    printed += text
  })(script, ...rest)
}

it('answers whether it went well, and prints both streams', async () => {
  expect(
    await run("console.log('out', process.argv[2], process.env.A)", ['one'], { env: { A: 'two' } }),
  ).toBe(true)
  expect(await run("console.error('err'); process.exitCode = 3")).toBe(false)
  expect(printed).toBe('out one two\nerr\n')
})

it('is quiet where asked, unless it fails', async () => {
  await run("console.log('fine')", [], { quiet: true })
  expect(printed).toBe('')
  await run("console.log('not fine'); process.exitCode = 1", [], { quiet: true })
  expect(printed).toBe('not fine\n')
})

it('ends what is running together with what that started, and begins nothing afterwards', async () => {
  const parent = `
    import { spawn } from 'node:child_process'
    const child = spawn(process.execPath, ['-e', 'console.log(process.pid); setInterval(() => {}, 1000)'], { stdio: 'inherit' })
    process.on('SIGINT', () => {})
    child.on('exit', () => process.exit())
  `
  const ended = run(parent)
  const pid = await vi.waitFor(() => {
    expect(printed).toMatch(/^\d+\n$/)
    return Number(printed)
  })
  await processes.endAll()
  expect(await ended).toBe(false)
  expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  expect(await run("console.log('late')")).toBe(false)
  expect(printed).not.toContain('late')
})

it('does not wait for ever for one that will not end', async () => {
  processes = new JobProcesses(50)
  const stubborn = run("process.on('SIGINT', () => {}); setInterval(() => {}, 1000); console.log('deaf')")
  await vi.waitFor(() => expect(printed).toBe('deaf\n'))
  await processes.endAll()
  expect(await stubborn).toBe(false)
})
