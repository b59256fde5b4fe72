import { randomUUID } from 'node:crypto'
import type { Pool, User } from './records.ts'
import { UNLOCKED } from './sign-in-lock.ts'
import { makeVerifier } from './srp.ts'

/** A user record, not saved. */
export function newUser(
  pool: Pool,
  about: Pick<User, 'email' | 'emailVerified' | 'attributes' | 'status'> & { password: string },
  now: number,
): User {
  const sub = randomUUID()
  return {
    sub,
    poolId: pool.id,
    status: about.status,
    email: about.email,
    emailVerified: about.emailVerified,
    attributes: about.attributes,
    password: makeVerifier({ poolId: pool.id, username: sub }, about.password),
    totp: { enabled: false, preferred: false, lastStep: 0 },
    groups: [],
    sessions: [],
    codes: {},
    sent: {},
    missed: {},
    lock: UNLOCKED,
    createdAt: now,
    updatedAt: now,
  }
}

/** The user with another password for good; guesses at the old one no longer count. */
export function withPassword(user: User, password: string, now: number): User {
  const made = makeVerifier({ poolId: user.poolId, username: user.sub }, password)
  return { ...user, password: made, lock: UNLOCKED, updatedAt: now }
}
