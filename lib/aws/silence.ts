/** Ends what has been silent for `ms` while somebody listened. */
export class Silence {
  readonly #control = new AbortController()
  readonly #ms: number
  #timer: NodeJS.Timeout | undefined

  constructor(ms: number) {
    this.#ms = ms
  }

  /** Aborted as soon as it has lasted too long. */
  get signal(): AbortSignal {
    return this.#control.signal
  }

  begin(): void {
    this.end()
    const tooLong = () => this.#control.abort(new Error(`Nothing was heard for ${this.#ms} ms.`))
    this.#timer = setTimeout(tooLong, this.#ms)
  }

  end(): void {
    clearTimeout(this.#timer)
  }
}
