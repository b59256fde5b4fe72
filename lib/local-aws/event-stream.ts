import { crc32 } from 'node:zlib'

/**
 * One frame of `application/vnd.amazon.eventstream`:
 *
 *     total length u32 | headers length u32 | CRC32 of those 8 bytes | headers | payload | CRC32 of all before
 *
 * all big-endian; a header is name length u8, name, type u8 (7 = string), value length u16, value.
 * Source: "Event stream encoding", AWS SDK and Smithy specification (amazon-eventstream).
 */
export function encodeFrame(headers: Record<string, string>, payload: Uint8Array | string): Buffer {
  const body = typeof payload === 'string' ? Buffer.from(payload) : payload
  const head = Buffer.concat(Object.entries(headers).map(([name, value]) => encodeHeader(name, value)))
  const total = PRELUDE_BYTES + head.length + body.length + CRC_BYTES
  const frame = Buffer.allocUnsafe(total)
  frame.writeUInt32BE(total, 0)
  frame.writeUInt32BE(head.length, 4)
  frame.writeUInt32BE(crc32(frame.subarray(0, 8)), 8)
  head.copy(frame, PRELUDE_BYTES)
  frame.set(body, PRELUDE_BYTES + head.length)
  frame.writeUInt32BE(crc32(frame.subarray(0, total - CRC_BYTES)), total - CRC_BYTES)
  return frame
}

/** An ordinary event, e.g. `contentBlockDelta`. */
export function encodeEvent(type: string, payload: object): Buffer {
  return encodeFrame(
    { ':event-type': type, ':content-type': 'application/json', ':message-type': 'event' },
    JSON.stringify(payload),
  )
}

/** A modelled exception, e.g. `throttlingException`; nothing may follow it in its stream. */
export function encodeException(type: string, payload: object): Buffer {
  return encodeFrame(
    { ':exception-type': type, ':content-type': 'application/json', ':message-type': 'exception' },
    JSON.stringify(payload),
  )
}

const PRELUDE_BYTES = 12
const CRC_BYTES = 4
const STRING_TYPE = 7

function encodeHeader(name: string, value: string): Buffer {
  const nameBytes = Buffer.from(name)
  const valueBytes = Buffer.from(value)
  const header = Buffer.allocUnsafe(nameBytes.length + valueBytes.length + 4)
  header.writeUInt8(nameBytes.length, 0)
  nameBytes.copy(header, 1)
  header.writeUInt8(STRING_TYPE, 1 + nameBytes.length)
  header.writeUInt16BE(valueBytes.length, 2 + nameBytes.length)
  valueBytes.copy(header, 4 + nameBytes.length)
  return header
}
