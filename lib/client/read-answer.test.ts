import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AnswerEvent } from '../core/chat/answer-event.ts'
import type { AnswerChunk } from '../core/contract/answer-chunk.ts'
import { readAnswer } from './read-answer.ts'

const source = {
  n: 1,
  documentId: 'doc_1',
  documentName: 'Prices',
  place: { headingPath: [] },
  text: '€28 – für zwei',
  start: 0,
  end: 14,
}
const summary = {
  answered: true,
  stopped: false,
  usage: { inputTokens: 1, outputTokens: 1 },
  timing: { firstTokenMs: 1, totalMs: 2 },
}
const whole: AnswerChunk[] = [
  { type: 'start', messageId: 'msg_1', messageMetadata: { conversationId: 'chat_1' } },
  { type: 'data-sources', data: { sources: [source] } },
  { type: 'text-start', id: 't' },
  { type: 'text-delta', id: 't', delta: 'It costs €28. ' },
  { type: 'text-delta', id: 't', delta: '[1]' },
  { type: 'text-end', id: 't' },
  { type: 'data-done', data: summary },
  { type: 'finish' },
]
const events: AnswerEvent[] = [
  { type: 'start', conversationId: 'chat_1', messageId: 'msg_1' },
  { type: 'sources', sources: [source] },
  { type: 'text', delta: 'It costs €28. ' },
  { type: 'text', delta: '[1]' },
  { type: 'done', summary },
]
const wire = (chunks: object[]) => chunks.map(chunk => `data: ${JSON.stringify(chunk)}\n\n`).join('')
const streamOf = (parts: Uint8Array[]) => {
  const left = [...parts]
  return new ReadableStream({
    pull: controller => {
      const next = left.shift()
      if (next) controller.enqueue(next)
      else controller.close()
    },
  })
}
const read = (body: BodyInit) => Array.fromAsync(readAnswer(new Response(body)))

describe('reading an answer', () => {
  it('gives the same events wherever the bytes are cut', async () => {
    const bytes = new TextEncoder().encode(`${wire(whole)}data: [DONE]\n\n`)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 40 }), async cuts => {
        const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length]
        const parts = edges.slice(1).map((end, at) => bytes.slice(edges[at], end))
        expect(await read(streamOf(parts))).toEqual(events)
      }),
      { numRuns: 200 },
    )
  })

  it('reads carriage returns, comments and a last line without its end', async () => {
    const text = `: hello\r\nevent: x\r\n${wire(whole).replaceAll('\n', '\r\n').trimEnd()}`
    expect(await read(text)).toEqual(events)
  })

  it('passes over chunks it does not know and ones that are malformed', async () => {
    const strange = [
      { type: 'data-claim', data: {} },
      { type: 'start' },
      { type: 'text-delta' },
      { type: 'data-sources' },
      { type: 'data-problem', data: null },
      {},
    ]
    const text = `data: {"type":\ndata: null\ndata: 7\n\n${wire(strange)}`
    expect(await read(text + wire(whole))).toEqual(events)
  })

  it('says so when the stream ends early, and keeps what arrived', async () => {
    const cut = await read(wire(whole.slice(0, 4)))
    expect(cut.slice(0, 3)).toEqual(events.slice(0, 3))
    expect(cut.at(-1)).toMatchObject({
      type: 'problem',
      problem: { code: 'cut-off', nextStep: expect.any(String) },
    })
    expect(await read('')).toMatchObject([{ type: 'problem', problem: { code: 'cut-off' } }])
  })

  it('says so when the connection breaks', async () => {
    const body = new ReadableStream({
      start: controller => controller.enqueue(new TextEncoder().encode(wire(whole.slice(0, 4)))),
      pull: controller => controller.error(new TypeError('network')),
    })
    const broken = await read(body)
    expect(broken.slice(0, 3)).toEqual(events.slice(0, 3))
    expect(broken.at(-1)).toMatchObject({ type: 'problem', problem: { code: 'cut-off' } })
  })

  it('ends with the server’s problem, and with one only', async () => {
    const problem = { code: 'model-failed', message: 'The model broke off.', nextStep: 'Try again.' }
    expect(await read(wire([whole[0]!, { type: 'data-problem', data: problem }]))).toEqual([
      events[0],
      { type: 'problem', problem },
    ])
    const both = await read(
      wire([
        { type: 'data-problem', data: problem },
        { type: 'error', errorText: 'again' },
        { type: 'finish' },
      ]),
    )
    expect(both).toEqual([{ type: 'problem', problem }])
  })

  it('throws an abort on, and ends the request when the reader leaves', async () => {
    const aborted = new ReadableStream({
      pull: controller => controller.error(new DOMException('stop', 'AbortError')),
    })
    await expect(read(aborted)).rejects.toThrow('stop')
    let cancelled = false
    const endless = new ReadableStream({
      pull: controller => controller.enqueue(new TextEncoder().encode(wire([whole[3]!]))),
      cancel: () => {
        cancelled = true
      },
    })
    for await (const _ of readAnswer(new Response(endless))) break
    expect(cancelled).toBe(true)
  })
})
