/** A visitor who has waited for so long has gone. */
export const LIMIT_MS = 30_000
