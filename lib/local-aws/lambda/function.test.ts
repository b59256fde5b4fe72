import { afterAll, describe, expect, it, vi } from 'vitest'
import { smallFunctions } from './testing/small-functions.ts'

const small = smallFunctions()
afterAll(() => small.close())

describe('a function', () => {
  it('gets the event and its context, and returns what its handler does', async () => {
    const fn = small.write(`export async function handler(event, context) {
      return { event, name: context.functionName, left: context.getRemainingTimeInMillis() }
    }`)
    const { left, ...rest } = (await fn.invoke({ a: [1] })) as { left: number }
    expect(rest).toEqual({ event: { a: [1] }, name: 'small' })
    expect(left).toBeGreaterThan(5_000)
    expect(left).toBeLessThanOrEqual(10_000)
  })

  it('returns null where its handler returns nothing', async () => {
    expect(await small.write('export async function handler() {}').invoke({})).toBeNull()
  })

  it('stays loaded for the next event', async () => {
    const fn = small.write('let events = 0; export const handler = async () => ++events')
    expect([await fn.invoke({}), await fn.invoke({})]).toEqual([1, 2])
  })

  it('sees the environment it was given and nothing of ours', async () => {
    const fn = small.write('export const handler = async () => process.env', {
      environment: { GIVEN: 'yes' },
    })
    expect(await fn.invoke({})).toEqual({ AWS_LAMBDA_FUNCTION_NAME: 'small', GIVEN: 'yes' })
  })

  it('is heard: what it prints is kept', async () => {
    const fn = small.write('export const handler = async () => console.log("one\\ntwo")')
    await fn.invoke({})
    await vi.waitFor(() => expect(fn.log()).toEqual(['one', 'two']))
  })
})

describe('a function that fails', () => {
  it.each([
    [
      'throws',
      'export const handler = async () => { throw new RangeError("too far") }',
      'RangeError',
      'too far',
    ],
    ['ends its process', 'export const handler = () => process.exit(3)', 'Runtime.ExitError', 'status 3'],
    ['cannot be loaded', 'import "./nowhere.mjs"', 'Error', 'nowhere.mjs'],
    ['has no handler', 'export const other = 1', 'Error', 'index.handler'],
    [
      'returns more than 6 MB',
      'export const handler = async () => "x".repeat(6_300_000)',
      'Function.ResponseSizeTooLarge',
      '6 MB',
    ],
  ])('because it %s says so', async (_, source, name, message) => {
    await expect(small.write(source).invoke({})).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
    })
  })

  it('by an error of its own works on the next event in the same process', async () => {
    const fn = small.write(`let events = 0
      export const handler = async () => { if (++events === 1) throw new Error('first'); return events }`)
    await expect(fn.invoke({})).rejects.toThrow('first')
    expect(await fn.invoke({})).toBe(2)
  })

  it('is killed at its timeout with all it was doing, and starts anew for the next event', async () => {
    const fn = small.write(
      `let events = 0
      export const handler = async ({ hang }) => { events++; return hang ? new Promise(() => {}) : events }`,
      { timeoutMs: 400 },
    )
    await expect(fn.invoke({ hang: true })).rejects.toMatchObject({
      name: 'Sandbox.Timedout',
      message: expect.stringMatching(/timed out after 0\.40 seconds$/),
    })
    expect(await fn.invoke({})).toBe(1)
  })

  it('is killed as well where it is caught in a loop', async () => {
    const fn = small.write('export const handler = async () => { for (;;); }', { timeoutMs: 400 })
    await expect(fn.invoke({})).rejects.toMatchObject({ name: 'Sandbox.Timedout' })
  })
})

describe('what is too much', () => {
  it('is throttled: more events at a time than the function may work on', async () => {
    const fn = small.write('export const handler = async () => process.pid', { concurrency: 2 })
    const results = await Promise.allSettled([fn.invoke({}), fn.invoke({}), fn.invoke({})])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
    expect(results[2]).toMatchObject({ reason: { name: 'TooManyRequestsException' } })
    expect(new Set(results.map(result => 'value' in result && result.value)).size).toBe(3)
    expect(await fn.invoke({})).toBeGreaterThan(0)
  })

  it('is refused: an event of more than 6 MB', async () => {
    const fn = small.write('export const handler = async () => {}')
    await expect(fn.invoke('x'.repeat(6_300_000))).rejects.toThrow('RequestEntityTooLarge')
  })
})
