import { appendFile, mkdtemp, readFile, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { VectorLog } from './vector-log.ts'

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docent-vector-log-'))
  path = join(folder, 'vectors.log')
})
afterEach(() => rm(folder, { recursive: true }))

const vector = (value: number) => Float32Array.of(value, 1)

it('holds after each opening what was put and not deleted', async () => {
  const key = fc.constantFrom('a', 'b', 'c', 'ü', '😀')
  const step = fc.oneof(
    fc.record({ put: fc.uniqueArray(key, { minLength: 1 }), value: fc.nat(100) }),
    fc.record({ delete: fc.array(key) }),
    fc.constant('reopen' as const),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 15 }), async steps => {
      await rm(path, { force: true })
      const expected = new Map<string, Float32Array>()
      let log = await VectorLog.open(path)
      for (const step of [...steps, 'reopen' as const]) {
        if (step === 'reopen') {
          await log.close()
          log = await VectorLog.open(path)
        } else if ('put' in step) {
          await log.put(step.put.map(key => [key, vector(step.value)] as const))
          for (const key of step.put) expected.set(key, vector(step.value))
        } else {
          await log.delete(step.delete)
          for (const key of step.delete) expected.delete(key)
        }
        expect(new Map(log.vectors)).toEqual(expected)
      }
      await log.close()
    }),
    { numRuns: 40 },
  )
})

it('cuts off a record that was not finished, wherever it ends, and goes on after it', async () => {
  const log = await VectorLog.open(path)
  await log.put([['first', vector(1)]])
  const { size } = await stat(path)
  await log.put([['second', vector(2)]])
  await log.close()
  const whole = await readFile(path)
  for (let end = size; end < whole.length; end++) {
    await truncate(path, size)
    await appendFile(path, whole.subarray(size, end))
    const opened = await VectorLog.open(path)
    expect([...opened.vectors.keys()]).toEqual(['first'])
    await opened.put([['third', vector(3)]])
    await opened.close()
    const again = await VectorLog.open(path)
    expect([...again.vectors.keys()]).toEqual(['first', 'third'])
    await again.close()
  }
})

it('does not grow with what was written over', async () => {
  for (let turn = 0; turn < 20; turn++) {
    const log = await VectorLog.open(path)
    await log.put([['same', vector(turn)]])
    await log.close()
  }
  expect((await stat(path)).size).toBeLessThan(200)
})
