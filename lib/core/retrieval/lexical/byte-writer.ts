/** Bytes that grow. Numbers are written as varints: seven bits a byte, lowest first, the eighth says that more follow. */
export class ByteWriter {
  #bytes = new Uint8Array(1024)
  length = 0

  varint(value: number): void {
    this.#reserve(5)
    let rest = value
    while (rest > 127) {
      this.#bytes[this.length++] = (rest & 127) | 128
      rest >>>= 7
    }
    this.#bytes[this.length++] = rest
  }

  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length)
    this.#bytes.set(bytes, this.length)
    this.length += bytes.length
  }

  /** A view, good until the next write. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.length)
  }

  #reserve(more: number): void {
    if (this.length + more <= this.#bytes.length) return
    const larger = new Uint8Array(Math.max(this.length + more, 2 * this.#bytes.length))
    larger.set(this.written())
    this.#bytes = larger
  }
}
