/** AWS refuses what was signed more than fifteen minutes off; the SDK corrects itself from five. */
const TOLERATED_SKEW_MS = 5 * 60_000

/** A call refused with one of these may have been signed at the wrong time, or badly. */
const SAYS_SO = new Set([
  'AuthFailure',
  'InvalidSignatureException',
  'RequestExpired',
  'RequestInTheFuture',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
])

/** The time as AWS sees it: our clock, corrected by what a refusal said. */
export class AwsClock {
  #offset = 0

  now(): number {
    return Date.now() + this.#offset
  }

  /** Whether a refusal was the clock's fault, by the date it carries: then it is right now. */
  corrected({ name, date }: { name: string; date: string | undefined }): boolean {
    const theirs = SAYS_SO.has(name) && date ? Date.parse(date) : Number.NaN
    if (!(Math.abs(theirs - this.now()) >= TOLERATED_SKEW_MS)) return false
    this.#offset = theirs - Date.now()
    return true
  }
}
