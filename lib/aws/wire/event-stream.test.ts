import { crc32 } from 'node:zlib'
import { EventStreamCodec, Int64 } from '@smithy/core/event-streams'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { encodeEvent } from '../../local-aws/event-stream.ts'
import { EventStreamDecoder } from './event-stream.ts'

const codec = new EventStreamCodec(
  input => (typeof input === 'string' ? input : Buffer.from(input).toString('utf8')),
  input => Buffer.from(input),
)

const name = fc.string({ unit: fc.constantFrom(...':abc-é'), minLength: 1, maxLength: 12 })
const value = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('string' as const),
      value: fc.string({ unit: 'grapheme', maxLength: 30 }),
    }),
  },
  fc.record({ type: fc.constant('boolean' as const), value: fc.boolean() }),
  fc.record({ type: fc.constant('byte' as const), value: fc.integer({ min: -128, max: 127 }) }),
  fc.record({ type: fc.constant('short' as const), value: fc.integer({ min: -32_768, max: 32_767 }) }),
  fc.record({ type: fc.constant('integer' as const), value: fc.integer() }),
  fc.record({
    type: fc.constant('long' as const),
    value: fc.integer().map(number => Int64.fromNumber(number)),
  }),
  fc.record({ type: fc.constant('binary' as const), value: fc.uint8Array({ maxLength: 20 }) }),
  fc.record({
    type: fc.constant('timestamp' as const),
    value: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }),
  }),
  fc.record({ type: fc.constant('uuid' as const), value: fc.uuid() }),
)
const message = fc.record({
  headers: fc.dictionary(name, value, { maxKeys: 5 }),
  body: fc.uint8Array({ maxLength: 300 }),
})

/** The stream cut at these places. */
function cut(stream: Buffer, places: number[]): Buffer[] {
  const at = [...new Set(places.map(place => place % (stream.length + 1)))].sort((a, b) => a - b)
  return [0, ...at].map((from, index) => stream.subarray(from, at[index] ?? stream.length))
}

/** Payloads are copied: they look into the packets. */
function decode(packets: Buffer[]) {
  const decoder = new EventStreamDecoder()
  const frames: { headers: Record<string, string>; body: number[] }[] = []
  for (const packet of packets) {
    decoder.push(packet)
    for (let frame = decoder.next(); frame; frame = decoder.next())
      frames.push({ headers: { ...frame.headers }, body: [...frame.payload] })
  }
  return { frames, isWhole: decoder.isWhole }
}

it('gives what the SDK reads, however the stream was cut into packets', () => {
  fc.assert(
    fc.property(
      fc.array(message, { maxLength: 6 }),
      fc.array(fc.nat(), { maxLength: 12 }),
      (messages, places) => {
        const encoded = messages.map(each => Buffer.from(codec.encode(each as never)))
        const theirs = encoded.map(bytes => {
          const { headers, body } = codec.decode(bytes)
          const texts = Object.entries(headers).filter(([, header]) => header.type === 'string')
          return {
            headers: Object.fromEntries(texts.map(([key, header]) => [key, header.value])),
            body: [...body],
          }
        })
        expect(decode(cut(Buffer.concat(encoded), places))).toEqual({ frames: theirs, isWhole: true })
      },
    ),
    { numRuns: 1_000 },
  )
})

it('gives a long frame that comes byte by byte, and knows when one is not whole', () => {
  const frame = encodeEvent('contentBlockDelta', { text: 'é'.repeat(2_000) })
  const bytes = [...frame].map(byte => Buffer.from([byte]))
  expect(decode(bytes)).toMatchObject({
    frames: [{ headers: { ':event-type': 'contentBlockDelta' } }],
    isWhole: true,
  })
  for (const missing of [1, 5, frame.length - 4])
    expect(decode(bytes.slice(0, -missing))).toEqual({ frames: [], isWhole: false })
})

it('puts a long frame together once, however many packets it comes in', () => {
  const frame = encodeEvent('contentBlockDelta', { text: 'x'.repeat(100_000) })
  const places = Array.from({ length: 1_000 }, (_, index) => index * 100)
  const concat = vi.spyOn(Buffer, 'concat')
  expect(decode(cut(frame, places)).frames).toHaveLength(1)
  expect(concat.mock.calls.length).toBeLessThan(3)
  concat.mockRestore()
})

describe('refuses', () => {
  const frame = encodeEvent('contentBlockDelta', { text: 'word' })

  it('any frame with a wrong bit', () => {
    for (let bit = 0; bit < frame.length * 8; bit++) {
      const wrong = Buffer.from(frame)
      wrong[bit >> 3]! ^= 1 << (bit & 7)
      expect(() => decode([wrong])).toThrow()
    }
  })

  /** With this prelude, and its checksum right. */
  const withPrelude = (total: number, headers: number) => {
    const wrong = Buffer.from(frame)
    wrong.writeUInt32BE(total, 0)
    wrong.writeUInt32BE(headers, 4)
    wrong.writeUInt32BE(crc32(wrong.subarray(0, 8)), 8)
    return wrong
  }

  it('a frame that is endless, before it has come', () => {
    expect(() => decode([withPrelude(17 * 1_048_576, 10)])).toThrow('too long')
  })

  it('a frame that is shorter than its parts', () => {
    expect(() => decode([withPrelude(frame.length, frame.length - 15)])).toThrow('shorter than its parts')
    expect(() => decode([withPrelude(3, 0)])).toThrow('shorter than its parts')
  })

  it('headers that are longer than they say, or of no known type', () => {
    const spoilt = (place: number, byte: number) => {
      const wrong = Buffer.from(frame)
      wrong[place] = byte
      wrong.writeUInt32BE(crc32(wrong.subarray(0, -4)), wrong.length - 4)
      return wrong
    }
    // The first header's name is `:event-type`; its type and its value's length follow.
    const typeAt = 12 + 1 + ':event-type'.length
    expect(() => decode([spoilt(typeAt, 10)])).toThrow('unknown type 10')
    expect(() => decode([spoilt(typeAt + 1, 200)])).toThrow('longer than its frame')
  })
})
