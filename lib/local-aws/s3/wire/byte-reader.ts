/** Looks ahead in a stream of bytes without ever holding more than one chunk beyond what is looked for. */
export class ByteReader {
  buffered: Buffer = Buffer.alloc(0)
  private readonly source: AsyncIterator<Buffer>

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]()
  }

  /** Appends the next chunk to `buffered`; false when the source has ended. */
  async fill(): Promise<boolean> {
    const next = await this.source.next()
    if (next.done) return false
    this.buffered = this.buffered.length === 0 ? next.value : Buffer.concat([this.buffered, next.value])
    return true
  }

  /** Takes that many bytes off the front of `buffered`. */
  consume(length: number): Buffer {
    const taken = this.buffered.subarray(0, length)
    this.buffered = this.buffered.subarray(length)
    return taken
  }

  /** Everything before `mark`, which is taken off too; undefined when it isn't found within `limit` bytes. */
  async until(mark: Buffer, limit: number): Promise<Buffer | undefined> {
    for (;;) {
      const at = this.buffered.indexOf(mark)
      if (at > limit || (at === -1 && this.buffered.length > limit + mark.length)) return undefined
      if (at !== -1) {
        const before = this.consume(at)
        this.consume(mark.length)
        return before
      }
      if (!(await this.fill())) return undefined
    }
  }
}
