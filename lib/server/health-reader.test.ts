import { expect, it, vi } from 'vitest'
import { healthReader } from './health-reader.ts'

function reader(parts: Record<string, () => Promise<unknown>>) {
  const time = { now: 0 }
  const errors: string[] = []
  const read = healthReader(parts, {
    ...{ limitMs: 20, keepMs: 30, clock: () => time.now },
    onError: (what, error) => errors.push(`${what}: ${(error as Error).message}`),
  })
  return { read, time, errors }
}

it('is well where every part answers, whatever it says', async () => {
  const { read } = reader({ guides: async () => null, files: async () => 0 })
  expect(await read()).toEqual({ ok: true, checks: { guides: 'ok', files: 'ok' } })
})

it('names the part that fails, says why only in the log, and the part that does not answer in time', async () => {
  const never = new Promise(() => undefined)
  const { read, errors } = reader({
    guides: () => Promise.reject(new Error('Gone.')),
    files: () => never,
    secret: async () => 'ok',
  })
  expect(await read()).toEqual({ ok: false, checks: { guides: 'failed', files: 'slow', secret: 'ok' } })
  expect(errors).toEqual(['guides: Gone.', 'files: No answer within 20 ms.'])
})

it('looks once for all who ask at the same time or soon after, and again later', async () => {
  const look = vi.fn(async () => null)
  const { read, time } = reader({ guides: look })
  await Promise.all([read(), read()])
  time.now = 49
  await read()
  expect(look).toHaveBeenCalledTimes(1)
  time.now = 50
  await read()
  expect(look).toHaveBeenCalledTimes(2)
})
