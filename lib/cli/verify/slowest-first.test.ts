import { join } from 'node:path'
import { beforeEach, expect, it, vi } from 'vitest'
import type { TestSpecification, Vitest } from 'vitest/node'
import { PROJECT_ROOT } from '../project-root.ts'
import { SlowestFirst } from './slowest-first.ts'

const FILES = { 'a.test.ts': 1, 'b.test.ts': 9, 'c.test.ts': 3, 'd.test.ts': 5 }
vi.mock('./test-times.ts', () => ({
  readTimes: () => null,
  timed: (path: keyof typeof FILES) => ({ path, seconds: FILES[path] }),
}))

let files: TestSpecification[]
beforeEach(() => {
  files = Object.keys(FILES).map(path => ({ moduleId: join(PROJECT_ROOT, path) }) as TestSpecification)
})
const sequencer = (shard?: { index: number; count: number }) =>
  new SlowestFirst({ config: { shard } } as Vitest)
const names = (some: TestSpecification[]) => some.map(({ moduleId }) => moduleId.split(/[\\/]/).at(-1))

it('has Vitest begin with the slowest file', async () => {
  expect(names(await sequencer().sort(files))).toEqual(['b.test.ts', 'd.test.ts', 'c.test.ts', 'a.test.ts'])
})

it('makes of a shard a lot that takes as long as the others', async () => {
  expect(names(await sequencer({ index: 1, count: 2 }).shard(files))).toEqual(['b.test.ts'])
  expect(names(await sequencer({ index: 2, count: 2 }).shard(files))).toEqual([
    'd.test.ts',
    'c.test.ts',
    'a.test.ts',
  ])
})
