/** Often enough for whoever looks at the log later, seldom enough for what else it says. */
const SAY_AGAIN_MS = 10 * 60_000

export const DISK_FULL = 'There is no room left on the disk of this Docent. Make room, then try again.'

let said = Number.NEGATIVE_INFINITY

/** What nobody expected is logged whole; a full disk, which every write meets, in one line and once in a while. */
export function logFailure(what: string, error: unknown): void {
  if (!isDiskFull(error)) {
    console.error(`local-aws: ${what}`, error)
    return
  }
  const now = performance.now()
  if (now - said < SAY_AGAIN_MS) return
  said = now
  console.error(`local-aws: ${what}: ${DISK_FULL} What is stored stays as it is.`)
}

/** The file system says so itself, or LevelDB for it, which knows no number of it. */
export function isDiskFull(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code = '' } = cause as NodeJS.ErrnoException
    if (FULL.has(code)) return true
    if (code === 'LEVEL_IO_ERROR' && /no space left|quota exceeded|file too large/i.test(cause.message))
      return true
  }
  return false
}

/** No space, nobody's quota left, a file as long as one may be. */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
