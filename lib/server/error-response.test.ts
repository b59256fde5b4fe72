import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { z } from 'zod'
import { DocentError, type ErrorCode } from '#lib/core/errors.ts'
import { errorResponse } from './error-response.ts'

let logged: MockInstance<typeof process.stderr.write>
beforeEach(() => {
  logged = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
})
afterEach(() => logged.mockRestore())

describe('an error that a person can act on', () => {
  it.each([
    ['invalid', 400],
    ['too-large', 413],
    ['signed-out', 401],
    ['not-found', 404],
    ['conflict', 409],
    ['limit-reached', 429],
    ['too-many-requests', 429],
    ['busy', 503],
    ['model-failed', 502],
    ['unavailable', 503],
  ] as [ErrorCode, number][])('%s becomes HTTP %d, and is not logged', async (code, status) => {
    const response = errorResponse(new DocentError(code, 'What happened.', 'What to do.'))
    expect(response.status).toBe(status)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('retry-after')).toBeNull()
    expect((await response.json()).error).toMatchObject({
      code,
      message: 'What happened.',
      nextStep: 'What to do.',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    expect(logged).not.toHaveBeenCalled()
  })

  it('says when to come back where that is known', () => {
    const error = new DocentError('busy', 'Busy.', 'Wait.', { retryAfter: 5, cause: new Error('secret') })
    expect(errorResponse(error).headers.get('retry-after')).toBe('5')
  })
})

describe('a service that does not answer', () => {
  const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
  const failing = Object.assign(new Error('secret place'), { name: 'InternalServerError', $fault: 'server' })
  const slow = Object.assign(new Error('timed out'), { name: 'TimeoutError' })
  it.each([refused, failing, slow])('is an outage, logged whole: %s', async error => {
    const response = errorResponse(error)
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '60'])
    const text = await response.text()
    expect(JSON.parse(text).error).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('What is stored is kept'),
    })
    expect(text).not.toContain('secret')
    expect(logged).toHaveBeenCalledTimes(1)
  })
})

describe('any other error', () => {
  it.each([
    ['a fault of ours', new TypeError('secret of ours')],
    ['a stored item that cannot be read', z.object({ secret: z.string() }).safeParse({}).error],
    ['something thrown that is no error', 'secret'],
  ])('%s is answered blank and logged whole, under the number the caller was given', async (_, error) => {
    const response = errorResponse(error)
    expect(response.status).toBe(500)
    const text = await response.text()
    expect(text).not.toContain('secret')
    const { requestId, code, nextStep } = JSON.parse(text).error
    expect({ code, nextStep }).toEqual({ code: 'unexpected', nextStep: 'Try again in a moment.' })
    expect(logged).toHaveBeenCalledTimes(1)
    const line = JSON.parse(String(logged.mock.calls[0]![0]))
    expect(line).toMatchObject({ level: 'error', what: 'request', requestId })
    expect(JSON.stringify(line)).toContain('secret')
  })

  it('is logged with what caused it', () => {
    errorResponse(new Error('outer', { cause: new Error('inner') }))
    expect(JSON.parse(String(logged.mock.calls[0]![0]))).toMatchObject({
      message: 'outer',
      cause: { message: 'inner' },
    })
  })
})
