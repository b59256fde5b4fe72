import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readBody, readJson } from './read-json.ts'

function request(body: BodyInit | null, headers: Record<string, string> = {}): Request {
  return new Request('http://localhost', { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
}

/** A body that tells how much of it was taken. */
function endless() {
  const taken = { bytes: 0, cancelled: false }
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      taken.bytes += 16_384
      controller.enqueue(new Uint8Array(16_384).fill(32))
    },
    cancel() {
      taken.cancelled = true
    },
  })
  return { taken, body }
}

describe('a body', () => {
  it('is read as JSON in UTF-8, also where letters are cut in two on the way', async () => {
    const bytes = new TextEncoder().encode('{"name":"Füchse 🦊"}')
    const pieces = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
        controller.close()
      },
    })
    expect(await readJson(request(pieces))).toEqual({ name: 'Füchse 🦊' })
  })

  it('of 64 KB is taken, one byte more is not', async () => {
    const text = JSON.stringify('x'.repeat(65_536 - 2))
    expect(await readJson(request(text))).toHaveLength(65_534)
    await expect(readJson(request(` ${text}`))).rejects.toMatchObject({ code: 'too-large' })
  })

  it('is read no further than the limit, whatever was announced', async () => {
    for (const announced of ['5', '', 'nonsense', '-1']) {
      const { taken, body } = endless()
      await expect(readJson(request(body, { 'content-length': announced }))).rejects.toMatchObject({
        code: 'too-large',
      })
      expect(taken.bytes).toBeLessThanOrEqual(7 * 16_384)
      expect(taken.cancelled).toBe(true)
    }
  })

  it('that is announced as too large is not read at all', async () => {
    const { taken, body } = endless()
    const announced = request(body, { 'content-length': '70000' })
    await expect(readJson(announced)).rejects.toMatchObject({ code: 'too-large' })
    expect(taken.bytes).toBeLessThanOrEqual(16_384)
  })

  it.each([
    ['nothing', null],
    ['half of an object', '{"a":'],
    ['bytes that are no UTF-8', Uint8Array.of(0x22, 0xff, 0x22)],
  ])('of %s is refused', async (_, body) => {
    await expect(readJson(request(body))).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('a body with a schema', () => {
  const schema = z.object({
    name: z.string().min(1, 'Give it a name.'),
    tags: z.array(z.string()).optional(),
  })

  it('is what the schema makes of it', async () => {
    expect(await readBody(request('{"name":"a","more":1}'), schema)).toEqual({ name: 'a' })
  })

  it.each([
    ['{"name":""}', 'name: Give it a name.'],
    ['{"name":"a","tags":["b",7]}', /^tags\.1: /],
    ['[]', /object/],
  ])('is refused by the name of the field: %s', async (body, message) => {
    await expect(readBody(request(body), schema)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(message),
    })
  })
})
