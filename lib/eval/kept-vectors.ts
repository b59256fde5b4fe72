import { createHash } from 'node:crypto'
import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Encoder } from '#lib/local-aws/bedrock/encoder/encoder.ts'

/** Enough of SHA-256 to tell any texts apart. */
const HASH_BYTES = 16
/** Longer than the encoder reads at once: what it does with such texts counts as well. */
const PROBE = 'An encoder that has changed gives other vectors for this text. '.repeat(40)

/**
 * Vectors of texts, on disk, so that a second run does not encode them again: one file for each encoder, told by
 * what it makes of a text, with records of hash and float32 values.
 */
export class KeptVectors {
  readonly dimension: number
  readonly #encoder: Encoder
  readonly #file: number
  readonly #record: number
  /** Where in the file each text is. */
  readonly #places = new Map<string, number>()
  readonly #underWay = new Map<string, Promise<number>>()
  #count = 0
  /** How many were encoded now, because nobody had done so. */
  encoded = 0

  static async open(folder: string, encoder: Encoder): Promise<KeptVectors> {
    const { vector } = await encoder.encode(PROBE)
    const rounded = Int16Array.from(vector, value => Math.round(value * 1_000))
    mkdirSync(folder, { recursive: true })
    const name = createHash('sha256').update(rounded).digest('hex').slice(0, 16)
    return new KeptVectors(openSync(join(folder, `${name}.vectors`), 'a+'), encoder, vector.length)
  }

  private constructor(file: number, encoder: Encoder, dimension: number) {
    this.dimension = dimension
    this.#file = file
    this.#encoder = encoder
    this.#record = HASH_BYTES + 4 * dimension
    this.#count = Math.floor(fstatSync(file).size / this.#record)
    // The last one was cut off when its process was ended.
    ftruncateSync(file, this.#count * this.#record)
    const hash = Buffer.alloc(HASH_BYTES)
    for (let place = 0; place < this.#count; place++) {
      readSync(file, hash, 0, HASH_BYTES, place * this.#record)
      this.#places.set(hash.toString('latin1'), place)
    }
  }

  /** Where the text's vector is kept, after encoding it if need be. */
  async place(text: string): Promise<number> {
    const hash = createHash('sha256').update(text).digest().subarray(0, HASH_BYTES)
    const key = hash.toString('latin1')
    const kept = this.#places.get(key) ?? this.#underWay.get(key)
    if (kept !== undefined) return kept
    const encoding = this.#encode(text, hash).finally(() => this.#underWay.delete(key))
    this.#underWay.set(key, encoding)
    return encoding
  }

  read(place: number): Float32Array {
    const vector = new Float32Array(this.dimension)
    readSync(
      this.#file,
      new Uint8Array(vector.buffer),
      0,
      vector.byteLength,
      place * this.#record + HASH_BYTES,
    )
    return vector
  }

  close(): void {
    closeSync(this.#file)
  }

  async #encode(text: string, hash: Buffer): Promise<number> {
    const { vector } = await this.#encoder.encode(text)
    writeSync(
      this.#file,
      Buffer.concat([hash, Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)]),
    )
    this.#places.set(hash.toString('latin1'), this.#count)
    this.encoded++
    return this.#count++
  }
}
