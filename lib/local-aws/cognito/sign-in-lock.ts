import { type CognitoError, notAuthorized } from './cognito-error.ts'
import type { Cognito } from './operation.ts'
import type { User } from './records.ts'

/**
 * Cognito's brake on guessing: from the fifth failure on, 2^(n-5) seconds in which not even the right password
 * helps, up to 15 minutes; 15 quiet minutes or a sign-in start over. Source: Cognito developer guide, "Lockout
 * behavior for failed sign-in attempts".
 */
export function refuseWhileLocked(user: User, now: number): void {
  if (now < user.lock.until) throw notAuthorized('Password attempts exceeded')
}

/** Puts the failure on disk, then throws `refusal`. */
export async function failSignIn(user: User, cognito: Cognito, refusal: CognitoError): Promise<never> {
  const now = cognito.now()
  const failures = (now - user.lock.lastAt > QUIET_MS ? 0 : user.lock.failures) + 1
  const lockedMs = failures < FREE_FAILURES ? 0 : Math.min(1000 * 2 ** (failures - FREE_FAILURES), QUIET_MS)
  await cognito.store.saveUser({ ...user, lock: { failures, lastAt: now, until: now + lockedMs } })
  throw refusal
}

export const UNLOCKED: User['lock'] = { failures: 0, lastAt: 0, until: 0 }
const FREE_FAILURES = 5
const QUIET_MS = 15 * 60_000
