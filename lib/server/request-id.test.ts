import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { DocentError } from '#lib/core/errors.ts'
import { logError, logInfo } from './log.ts'
import { idOfRequest, requestId, withRequestId } from './request-id.ts'
import { publicRoute } from './route.ts'

// The routes below touch nothing of it; without this they would ask for a whole place to run in.
vi.mock('./deps.ts', () => ({ deps: () => ({}) }))
vi.mock('#lib/aws/settings.ts', () => ({ settings: () => ({ publicUrl: 'https://docent.example.com' }) }))

const AMAZONS = 'kYlzq2mNTCHzPpIFSrFFhMBHJzHYs1hFgDUYMGyR8zZDm9TCQ0IqQw=='
const RANDOM = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

let printed: MockInstance<typeof process.stdout.write>
let complained: MockInstance<typeof process.stderr.write>
beforeEach(() => {
  printed = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  complained = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
})
afterEach(() => vi.restoreAllMocks())

function asked(headers: Record<string, string> = {}): Request {
  return new Request('http://127.0.0.1/api/x', { headers })
}
const noParams = { params: Promise.resolve({}) }

describe('the id of a request', () => {
  it('is the one AWS gave it, so that both logs name the same', () => {
    expect(idOfRequest(asked({ 'x-amz-cf-id': AMAZONS }))).toBe(AMAZONS)
    const lambdas = 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef'
    expect(idOfRequest(asked({ 'x-amzn-requestid': lambdas }))).toBe(lambdas)
  })

  it('is a new one where none is given, or where something else stands in its place', () => {
    for (const strange of ['', 'short', 'x'.repeat(81), 'one two three four five', '{"level":"error"}']) {
      expect(idOfRequest(asked({ 'x-amzn-requestid': strange }))).toMatch(RANDOM)
    }
    expect(idOfRequest(asked())).not.toBe(idOfRequest(asked()))
  })

  it('stands in each line that is logged for it, also after a wait, and in nobody else’s', async () => {
    const one = withRequestId('request-one', async () => {
      await Promise.resolve()
      logInfo('first')
      logError('second', new Error('broken'))
    })
    const other = withRequestId('request-two', async () => logInfo('third'))
    await Promise.all([one, other])
    logInfo('outside')
    const lines = [...printed.mock.calls, ...complained.mock.calls].map(([line]) => JSON.parse(String(line)))
    const ids = Object.fromEntries(lines.map(({ what, requestId }) => [what, requestId]))
    expect(ids).toEqual({
      first: 'request-one',
      second: 'request-one',
      third: 'request-two',
      outside: undefined,
    })
  })

  it('that a Lambda handed in stays through the route', async () => {
    const route = publicRoute(async () => Response.json({ id: requestId() }))
    const response = await withRequestId('from-the-lambda', () => route(asked(), noParams))
    expect(await response.json()).toEqual({ id: 'from-the-lambda' })
    expect(response.headers.get('x-request-id')).toBe('from-the-lambda')
  })
})

describe('every answer of a route', () => {
  it('names its request: in a header, in an error’s body and in the log alike', async () => {
    const route = publicRoute(async () => {
      throw new TypeError('our fault')
    })
    const response = await route(asked({ 'x-amz-cf-id': AMAZONS }), noParams)
    expect(response.status).toBe(500)
    expect(response.headers.get('x-request-id')).toBe(AMAZONS)
    expect((await response.json()).error.requestId).toBe(AMAZONS)
    expect(JSON.parse(String(complained.mock.calls[0]![0]))).toMatchObject({
      what: 'request',
      requestId: AMAZONS,
    })
  })

  it('does so too where it refuses', async () => {
    const route = publicRoute(async () => {
      throw new DocentError('invalid', 'No.', 'Try another.')
    })
    const response = await route(asked(), noParams)
    expect(response.headers.get('x-request-id')).toMatch(RANDOM)
    expect((await response.json()).error.requestId).toBe(response.headers.get('x-request-id'))
  })
})
