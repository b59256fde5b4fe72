import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { encodeEvent, encodeException, encodeFrame } from './event-stream.ts'

describe('an event stream frame', () => {
  it('is length, headers, payload and two checksums, to the byte', () => {
    const frame = encodeFrame({ a: 'b' }, 'xy')
    expect(frame.subarray(0, 8).toString('hex')).toBe('0000001800000006')
    expect(frame.readUInt32BE(8)).toBe(crc32(frame.subarray(0, 8)))
    expect(frame.subarray(12, 20).toString('hex')).toBe('01610700016278' + '79')
    expect(frame.readUInt32BE(20)).toBe(crc32(frame.subarray(0, 20)))
  })

  it('measures text in bytes, not in characters', () => {
    const frame = encodeEvent('contentBlockDelta', { delta: { text: 'é€😀' } })
    expect(frame.readUInt32BE(0)).toBe(frame.length)
  })

  it('says whether it is an event or an exception', () => {
    expect(encodeEvent('messageStop', {}).toString('latin1')).toContain(':event-type')
    const exception = encodeException('throttlingException', { message: 'slow down' }).toString('latin1')
    expect(exception).toContain(':exception-type')
    expect(exception).toContain('throttlingException')
  })
})
