import { z } from 'zod'

/** What is on disk, parsed when it is read. Times are milliseconds since 1970; hex is lower case. */

export const passwordPolicy = z.object({
  MinimumLength: z.number().int().min(6).max(99).default(8),
  RequireUppercase: z.boolean().default(true),
  RequireLowercase: z.boolean().default(true),
  RequireNumbers: z.boolean().default(true),
  RequireSymbols: z.boolean().default(true),
  TemporaryPasswordValidityDays: z.number().int().min(1).max(365).default(7),
})

export const client = z.object({
  id: z.string(),
  name: z.string(),
  flows: z.array(z.string()),
  preventUserExistenceErrors: z.boolean(),
  revocation: z.boolean(),
  /** Seconds. */
  accessTokenLife: z.number(),
  idTokenLife: z.number(),
  refreshTokenLife: z.number(),
  /** Seconds between a challenge and its answer. */
  challengeLife: z.number(),
  createdAt: z.number(),
})

export const group = z.object({
  name: z.string(),
  description: z.string().optional(),
  precedence: z.number().optional(),
  createdAt: z.number(),
})

export const pool = z.object({
  id: z.string(),
  name: z.string(),
  passwordPolicy,
  mfa: z.enum(['OFF', 'OPTIONAL']),
  /** Whether a sign-up is answered with a code by e-mail. */
  verifiesEmail: z.boolean(),
  /** Whether a new e-mail address waits for its code before it replaces the old one. */
  keepsOldEmail: z.boolean(),
  adminCreatesUsers: z.boolean(),
  /** The ARN of a function that is asked before an account is made. */
  preSignUp: z.string().nullable().default(null),
  customAttributes: z.array(z.string()),
  protectedFromDeletion: z.boolean(),
  tags: z.record(z.string(), z.string()),
  clients: z.array(client),
  groups: z.array(group),
  createdAt: z.number(),
})

export const codeKind = z.enum(['sign-up', 'password-reset', 'e-mail-check'])

export const user = z.object({
  /** Also the user name that tokens and SRP speak of: people sign in with their address. */
  sub: z.uuid(),
  poolId: z.string(),
  status: z.enum(['UNCONFIRMED', 'CONFIRMED', 'FORCE_CHANGE_PASSWORD']),
  email: z.string(),
  emailVerified: z.boolean(),
  /** A new address whose code has not come back yet. */
  pendingEmail: z.string().optional(),
  /** Everything but sub, email and email_verified. */
  attributes: z.record(z.string(), z.string()),
  /** What SRP needs to check a password; the password cannot be read out of it. */
  password: z.object({ salt: z.string(), verifier: z.string(), temporaryUntil: z.number().optional() }),
  totp: z.object({
    secret: z.string().optional(),
    /** Handed out, not yet proven by a first code. */
    pending: z.string().optional(),
    enabled: z.boolean(),
    preferred: z.boolean(),
    /** The last 30 s step whose code was accepted: no code works twice. */
    lastStep: z.number(),
  }),
  groups: z.array(z.string()),
  /** One per sign-in that has not ended; a token whose sign-in is not here is revoked. */
  sessions: z.array(
    z.object({ originJti: z.string(), clientId: z.string(), authTime: z.number(), expiresAt: z.number() }),
  ),
  codes: z.partialRecord(codeKind, z.object({ mac: z.string(), to: z.string(), expiresAt: z.number() })),
  /** When codes were sent and when wrong ones were tried, within the last hour. */
  sent: z.partialRecord(codeKind, z.array(z.number())),
  missed: z.partialRecord(codeKind, z.array(z.number())),
  lock: z.object({ failures: z.number(), lastAt: z.number(), until: z.number() }),
  createdAt: z.number(),
  updatedAt: z.number(),
})

export type PasswordPolicy = z.infer<typeof passwordPolicy>
export type Client = z.infer<typeof client>
export type Group = z.infer<typeof group>
export type Pool = z.infer<typeof pool>
export type User = z.infer<typeof user>
export type Session = User['sessions'][number]
export type CodeKind = z.infer<typeof codeKind>
