import { crc32 } from 'node:zlib'

/** One message of `application/vnd.amazon.eventstream`. */
export interface Frame {
  /** Those whose value is text; in Bedrock's streams all are. */
  headers: Readonly<Record<string, string>>
  /** Looks into what was pushed: read it before the next push. */
  payload: Buffer
}

/** AWS's own limit for a message. */
const MAX_FRAME_BYTES = 16 * 1_048_576
const PRELUDE_BYTES = 12
const CRC_BYTES = 4

/**
 * Takes packets as they come and gives the frames in them:
 *
 *     total length u32 | headers length u32 | CRC32 of those 8 bytes | headers | payload | CRC32 of all before
 *
 * Source: "Event stream encoding", Smithy's specification of amazon-eventstream.
 */
export class EventStreamDecoder {
  #parts: Buffer[] = []
  #bytes: Buffer = EMPTY
  #at = 0
  /** Of the pushed parts, and of the frame that they begin. */
  #have = 0
  #need = PRELUDE_BYTES
  #lastHeaders: Buffer = EMPTY
  #headers: Record<string, string> = {}

  push(packet: Buffer): void {
    this.#parts.push(packet)
    this.#have += packet.length
    if (this.#have < this.#need) return
    this.#bytes = this.#parts.length === 1 ? packet : Buffer.concat(this.#parts, this.#have)
    this.#parts = []
    this.#at = 0
  }

  /** The next frame that is there whole; null: more has to be pushed. Throws at what is no frame. */
  next(): Frame | null {
    const bytes = this.#bytes
    const left = bytes.length - this.#at
    if (left < PRELUDE_BYTES) return this.#keep(PRELUDE_BYTES)
    const start = this.#at
    const total = bytes.readUInt32BE(start)
    const headerBytes = bytes.readUInt32BE(start + 4)
    const preludeSum = crc32(bytes.subarray(start, start + 8))
    if (preludeSum !== bytes.readUInt32BE(start + 8)) throw new Error('A frame begins with errors.')
    if (total > MAX_FRAME_BYTES) throw new Error(`A frame of ${total} bytes is too long.`)
    if (total < PRELUDE_BYTES + headerBytes + CRC_BYTES) throw new Error('A frame is shorter than its parts.')
    if (left < total) return this.#keep(total)
    const end = start + total - CRC_BYTES
    if (crc32(bytes.subarray(start + 8, end), preludeSum) !== bytes.readUInt32BE(end))
      throw new Error('A frame arrived with errors.')
    this.#at = start + total
    const payloadAt = start + PRELUDE_BYTES + headerBytes
    const headers = this.#headersOf(bytes.subarray(start + PRELUDE_BYTES, payloadAt))
    return { headers, payload: bytes.subarray(payloadAt, end) }
  }

  /** Whether nothing is left of a frame that has begun. */
  get isWhole(): boolean {
    return this.#have === 0 && this.#at === this.#bytes.length
  }

  #keep(need: number): null {
    const rest = this.#bytes.subarray(this.#at)
    if (this.#bytes !== EMPTY) {
      this.#parts = rest.length > 0 ? [rest] : []
      this.#have = rest.length
      this.#need = need
      this.#bytes = EMPTY
      this.#at = 0
    }
    return null
  }

  /** Those of one token are those of the next: read once. */
  #headersOf(block: Buffer): Record<string, string> {
    if (!block.equals(this.#lastHeaders)) {
      this.#headers = readHeaders(block)
      // A copy: else a whole packet is held for them.
      this.#lastHeaders = Buffer.from(block)
    }
    return this.#headers
  }
}

const EMPTY = Buffer.alloc(0)
const BYTES = 6
const TEXT = 7
/** By type: true, false, byte, short, integer, long, -, -, timestamp, uuid. */
const VALUE_BYTES = [0, 0, 1, 2, 4, 8, 0, 0, 8, 16]

/** Each is: name length u8, name, type u8, value; of texts and bytes the value begins with its length u16. */
function readHeaders(block: Buffer): Record<string, string> {
  const headers: Record<string, string> = {}
  let at = 0
  while (at < block.length) {
    const nameEnd = at + 1 + block.readUInt8(at)
    const name = block.toString('utf8', at + 1, nameEnd)
    const type = block.readUInt8(nameEnd)
    const length = type === TEXT || type === BYTES ? 2 + block.readUInt16BE(nameEnd + 1) : VALUE_BYTES[type]
    if (length === undefined) throw new Error(`A header has the unknown type ${type}.`)
    at = nameEnd + 1 + length
    if (at > block.length) throw new Error('A header is longer than its frame says.')
    if (type === TEXT) headers[name] = block.toString('utf8', nameEnd + 3, at)
  }
  return headers
}
