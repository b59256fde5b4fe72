import { describe, expect, it } from 'vitest'
import { ApiProblem } from './api-problem.ts'
import { ask } from './ask.ts'

const finish = 'data: {"type":"text-delta","id":"t","delta":"Hello"}\n\ndata: {"type":"finish"}\n\n'

/** Answers each request with the next response, and keeps what was asked. */
function asking(...replies: (() => Response | Promise<Response>)[]) {
  const sent: { url: string; bearer: string | null; body: unknown }[] = []
  const renewals: boolean[] = []
  const run = (more: { ticket?: () => Promise<string>; signal?: AbortSignal; stopUrl?: string } = {}) =>
    Array.fromAsync(
      ask({
        url: 'https://docent.example/api/chat',
        ticket: async (renew = false) => {
          renewals.push(renew)
          return renew ? 'fresh' : 'old'
        },
        question: 'What does it cost?',
        conversationId: 'chat_1',
        signal: new AbortController().signal,
        fetch: async (url, init) => {
          const headers = new Headers(init?.headers)
          sent.push({
            url: String(url),
            bearer: headers.get('authorization'),
            body: JSON.parse(String(init?.body)),
          })
          return replies.shift()!()
        },
        ...more,
      }),
    )
  return { run, sent, renewals }
}

describe('asking', () => {
  it('posts the question with the ticket and reads the answer', async () => {
    const { run, sent } = asking(() => new Response(finish))
    expect(await run()).toEqual([{ type: 'text', delta: 'Hello' }])
    expect(sent).toEqual([
      {
        url: 'https://docent.example/api/chat',
        bearer: 'Bearer old',
        body: { question: 'What does it cost?', conversationId: 'chat_1' },
      },
    ])
  })

  it('tries once more with a fresh ticket when the first is refused, and only once', async () => {
    const refused = () =>
      Response.json({ error: { code: 'signed-out', message: 'No.', nextStep: 'Reload.' } }, { status: 401 })
    const renewed = asking(refused, () => new Response(finish))
    expect(await renewed.run()).toEqual([{ type: 'text', delta: 'Hello' }])
    expect(renewed.sent.map(request => request.bearer)).toEqual(['Bearer old', 'Bearer fresh'])
    const twice = asking(refused, refused)
    expect(await twice.run()).toEqual([
      { type: 'problem', problem: { code: 'signed-out', message: 'No.', nextStep: 'Reload.' } },
    ])
    expect(twice.renewals).toEqual([false, true])
  })

  it('says in the server’s words what went wrong, and in ours where it had none', async () => {
    const error = {
      code: 'too-many-requests',
      message: 'Too fast.',
      nextStep: 'Wait a minute.',
      requestId: 'r',
    }
    expect(await asking(() => Response.json({ error }, { status: 429 })).run()).toEqual([
      {
        type: 'problem',
        problem: { code: 'too-many-requests', message: 'Too fast.', nextStep: 'Wait a minute.' },
      },
    ])
    const html = await asking(() => new Response('<html>', { status: 502 })).run()
    expect(html).toMatchObject([
      { type: 'problem', problem: { message: expect.stringContaining('502'), nextStep: expect.any(String) } },
    ])
  })

  it('passes on the number of a failure on our side, and of nothing else', async () => {
    const error = { code: 'unexpected', message: 'Broken.', nextStep: 'Try again.', requestId: 'r-1' }
    const asked = (status: number) => asking(() => Response.json({ error }, { status })).run()
    const { requestId, ...words } = error
    expect(await asked(500)).toEqual([{ type: 'problem', problem: { ...words, requestId } }])
    expect(await asked(409)).toEqual([{ type: 'problem', problem: words }])
  })

  it('turns a network failure and a ticket that cannot be had into a problem', async () => {
    const offline = asking(() => Promise.reject(new TypeError('Failed to fetch')))
    expect(await offline.run()).toMatchObject([{ type: 'problem', problem: { code: 'network' } }])
    const problem = { code: 'not-found', message: 'The guide is gone.', nextStep: 'Ask the site.' }
    const refusal = new ApiProblem(problem.code, problem.message, problem.nextStep, { status: 404 })
    expect(await asking().run({ ticket: () => Promise.reject(refusal) })).toEqual([
      { type: 'problem', problem },
    ])
  })

  it('tells of a Stop where the chat may not see it, by the name it gave the question', async () => {
    const stopping = new AbortController()
    const stopUrl = '/api/chat/stop'
    const { run, sent } = asking(
      async () => {
        stopping.abort()
        throw new DOMException('stop', 'AbortError')
      },
      () => new Response(null, { status: 204 }),
    )
    await expect(run({ signal: stopping.signal, stopUrl })).rejects.toThrow('stop')
    await expect.poll(() => sent.length).toBe(2)
    const { askId } = sent[0]!.body as { askId: string }
    expect(askId).toMatch(/^[\w-]{36}$/)
    expect(sent[1]).toEqual({ url: stopUrl, bearer: 'Bearer old', body: { askId } })
  })

  it('tells nothing when a conversation is left whose answers are complete', async () => {
    const leaving = new AbortController()
    const { run, sent } = asking(() => new Response(finish))
    await run({ signal: leaving.signal, stopUrl: '/api/chat/stop' })
    leaving.abort()
    expect(sent).toHaveLength(1)
  })

  it('does not take a mistake of our own for the network', async () => {
    const mistake = new Error('no such function')
    await expect(asking().run({ ticket: () => Promise.reject(mistake) })).rejects.toBe(mistake)
  })

  it('throws when the visitor stops', async () => {
    const stopped = asking(() => Promise.reject(new DOMException('stop', 'AbortError')))
    await expect(stopped.run()).rejects.toThrow('stop')
  })
})
