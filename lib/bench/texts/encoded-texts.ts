import { createHash } from 'node:crypto'
import { appendFileSync, closeSync, openSync, readSync, statSync, truncateSync } from 'node:fs'

/** Vectors of texts on disk, found by the text, so that they outlive changes of the other texts. */
export class EncodedTexts {
  readonly #path: string
  readonly #values: number
  /** By digest of the text: which record. */
  readonly #records = new Map<string, number>()

  /** `values` of each vector. A record that a kill broke off is dropped. */
  constructor(path: string, values: number) {
    this.#path = path
    this.#values = values
    const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
    const records = Math.floor(bytes / this.#recordBytes)
    if (bytes === 0) return
    truncateSync(path, records * this.#recordBytes)
    const handle = openSync(path, 'r')
    const digest = Buffer.alloc(DIGEST_BYTES)
    for (let at = 0; at < records; at++) {
      readSync(handle, digest, 0, DIGEST_BYTES, at * this.#recordBytes)
      this.#records.set(digest.toString('hex'), at)
    }
    closeSync(handle)
  }

  has(text: string): boolean {
    return this.#records.has(digestOf(text).toString('hex'))
  }

  add(encoded: readonly { text: string; vector: Float32Array }[]): void {
    const parts = encoded.flatMap(({ text, vector }) => [
      digestOf(text),
      new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength),
    ])
    appendFileSync(this.#path, Buffer.concat(parts))
    for (const { text } of encoded) this.#records.set(digestOf(text).toString('hex'), this.#records.size)
  }

  /** Throws where one is not there. */
  *vectorsOf(texts: readonly string[]): Generator<Float32Array> {
    const handle = openSync(this.#path, 'r')
    try {
      for (const text of texts) {
        const record = this.#records.get(digestOf(text).toString('hex'))
        if (record === undefined) throw new Error(`“${text}” was not encoded.`)
        const vector = new Float32Array(this.#values)
        const from = record * this.#recordBytes + DIGEST_BYTES
        readSync(handle, new Uint8Array(vector.buffer), 0, vector.byteLength, from)
        yield vector
      }
    } finally {
      closeSync(handle)
    }
  }

  get #recordBytes(): number {
    return DIGEST_BYTES + 4 * this.#values
  }
}

const DIGEST_BYTES = 16

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest().subarray(0, DIGEST_BYTES)
}
