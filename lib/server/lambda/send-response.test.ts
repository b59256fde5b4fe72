import { Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sendResponse } from './send-response.ts'

let from: ReturnType<typeof vi.fn>
beforeEach(() => {
  from = vi.fn(stream => stream)
  vi.stubGlobal('awslambda', { HttpResponseStream: { from } })
})
afterEach(() => vi.unstubAllGlobals())

/** Takes `room` bytes before it asks to wait; `take` lets one write through. */
function slowStream(room: number) {
  const pending: (() => void)[] = []
  const written: string[] = []
  const stream = new Writable({
    highWaterMark: room,
    write(piece, _encoding, done) {
      written.push(String(piece))
      if (written.length === 1) done()
      else pending.push(done)
    },
  })
  return { stream, written, take: () => pending.shift()?.() }
}

function pieces(...texts: string[]) {
  const state = { taken: 0, cancelled: false }
  let recorded = () => {}
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const text = texts[state.taken++]
        if (text === undefined) controller.close()
        else controller.enqueue(Buffer.from(text))
      },
      cancel() {
        state.cancelled = true
        return new Promise<void>(resolve => {
          recorded = resolve
        })
      },
    },
    { highWaterMark: 0 },
  )
  return { body, state, record: () => recorded() }
}

const soon = () => new Promise(resolve => setImmediate(resolve))

describe('a response out of a function', () => {
  it('goes with its status and headers, from a first write that is empty, to its end', async () => {
    const { stream, written, take } = slowStream(100)
    const sending = sendResponse(new Response('hello', { status: 201, headers: { 'x-a': 'b' } }), stream)
    await vi.waitFor(() => expect(written).toEqual(['', 'hello']))
    take()
    await sending
    const headers = expect.objectContaining({ 'x-a': 'b' })
    expect(from).toHaveBeenCalledWith(stream, { statusCode: 201, headers })
    expect(stream.writableEnded).toBe(true)
  })

  it('is read no faster than its caller takes it', async () => {
    const { stream, written, take } = slowStream(1)
    const { body, state } = pieces('one', 'two', 'three')
    const sending = sendResponse(new Response(body), stream)
    await vi.waitFor(() => expect(written).toEqual(['', 'one']))
    await soon()
    expect(state.taken).toBe(1)
    for (let piece = 0; piece < 3; piece++) {
      await vi.waitFor(() => expect(written).toHaveLength(piece + 2))
      take()
    }
    await sending
    expect(written.join('')).toBe('onetwothree')
  })

  it('is over only when what its end sets going is done: the function is frozen then', async () => {
    const { stream, written } = slowStream(1)
    const { body, state, record } = pieces('one', 'two')
    const over = vi.fn()
    const sending = sendResponse(new Response(body), stream).then(over)
    await vi.waitFor(() => expect(written).toEqual(['', 'one']))
    stream.destroy()
    await vi.waitFor(() => expect(state.cancelled).toBe(true))
    await soon()
    expect(over).not.toHaveBeenCalled()
    record()
    await sending
  })
})
