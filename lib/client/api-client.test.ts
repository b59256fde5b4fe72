import { expect, it, vi } from 'vitest'
import { z } from 'zod'
import { routes } from '../core/contract/routes.ts'
import { createApiClient } from './api-client.ts'
import { ApiProblem, describeProblem } from './api-problem.ts'

const names = { ...routes.listBots, response: z.object({ bots: z.array(z.string()) }) }

function client(
  answer: () => Response | Promise<Response>,
  accessToken = async () => 'access' as string | null,
) {
  const send = vi.fn(async (_url: unknown, _init?: RequestInit) => answer())
  const onSignedOut = vi.fn()
  return { call: createApiClient({ accessToken, onSignedOut, fetch: send }), send, onSignedOut }
}

async function problemOf(promise: Promise<unknown>): Promise<ApiProblem> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(ApiProblem)
  return error as ApiProblem
}

it('carries the access token and parses the answer', async () => {
  const { call, send } = client(() => Response.json({ bots: ['a'] }))
  expect(await call(names, {})).toEqual({ bots: ['a'] })
  expect(send.mock.calls[0]?.[1]?.headers).toMatchObject({ authorization: 'Bearer access' })
})

it('sends the body to the path that the parameters make', async () => {
  const { call, send } = client(() => Response.json({ text: 'not what was promised' }))
  const params = { botId: 'a/b' }
  await expect(call(routes.previewSearch, { params, body: { question: 'Dogs?' } })).rejects.toThrow(
    'passages',
  )
  expect(send.mock.calls[0]).toMatchObject([
    '/api/bots/a%2Fb/search-preview',
    { method: 'POST', body: '{"question":"Dogs?"}' },
  ])
})

it('passes on the server’s own words', async () => {
  const error = { code: 'conflict', message: 'It was changed.', nextStep: 'Reload it.', requestId: 'r1' }
  const { call } = client(() => Response.json({ error }, { status: 409 }))
  expect(await problemOf(call(names, {}))).toMatchObject({ ...error, status: 409 })
})

it('has words of its own where something on the way answered in HTML', async () => {
  const { call } = client(() => new Response('<h1>Bad gateway</h1>', { status: 502 }))
  expect(describeProblem(await problemOf(call(names, {}))).message).not.toContain('<h1>')
})

it('names the number of a failure on our side, and of nothing else', async () => {
  const error = { code: 'unexpected', message: 'Broken.', nextStep: 'Try again.', requestId: 'r-1' }
  const described = async (status: number) => {
    const { call } = client(() => Response.json({ error }, { status }))
    return describeProblem(await problemOf(call(names, {})))
  }
  expect(await described(500)).toEqual({ message: 'Broken.', nextStep: 'Try again. Reference: r-1' })
  expect(await described(409)).toEqual({ message: 'Broken.', nextStep: 'Try again.' })
})

it('says so when nothing answers', async () => {
  const { call } = client(() => Promise.reject(new TypeError('Failed to fetch')))
  expect(await problemOf(call(names, {}))).toMatchObject({ code: 'network', status: 0 })
})

it('tells that the owner is signed out, but not when a ticket was refused', async () => {
  const { call, onSignedOut } = client(() => new Response('', { status: 401 }))
  await problemOf(call(routes.getConversation, { bearer: 'ticket', params: { conversationId: '1' } }))
  expect(onSignedOut).not.toHaveBeenCalled()
  expect(await problemOf(call(names, {}))).toMatchObject({ code: 'signed-out' })
  expect(onSignedOut).toHaveBeenCalledOnce()
})

it('takes an empty answer where none is expected', async () => {
  const { call } = client(() => new Response(null, { status: 204 }))
  expect(await call(routes.deleteBot, { params: { botId: '1' } })).toBeUndefined()
})

it('throws an abort on as it is', async () => {
  const stop = new AbortController()
  stop.abort()
  const abort = new DOMException('Stopped', 'AbortError')
  const { call } = client(() => Promise.reject(abort))
  await expect(call(names, { signal: stop.signal })).rejects.toBe(abort)
})
