import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { dispatch } from './dispatch.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docent-dispatch-'))
  writeFileSync(
    join(folder, 'greet.ts'),
    `import { writeFileSync } from 'node:fs'
export default async ({ to }) => writeFileSync(${JSON.stringify(join(folder, 'said'))}, 'hello ' + to)`,
  )
  writeFileSync(join(folder, 'greeting.ts'), 'export const word = 1; throw new Error("loaded for nothing")')
  vi.spyOn(console, 'log').mockImplementation(() => {})
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

const ask = (name?: string) => dispatch({ folder, name, usage: 'usage: …', argument: { to: 'you' } })

it('runs the file of that name', async () => {
  expect(await ask('greet')).toBe(0)
  expect(readFileSync(join(folder, 'said'), 'utf8')).toBe('hello you')
})

it("answers with the command's own exit code", async () => {
  writeFileSync(join(folder, 'fail.ts'), 'export default async () => 3')
  expect(await ask('fail')).toBe(3)
})

it.each([undefined, 'grete', 'greeting', '../greet'])('lists what there is when asked for %s', async name => {
  expect(await ask(name)).toBe(name ? 2 : 0)
  expect(console.log).toHaveBeenCalledWith('usage: …\n  greet')
})
