import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import { CognitoError } from './cognito-error.ts'
import type { Cognito } from './operation.ts'
import type { CodeKind, User } from './records.ts'

/** Makes a code, keeps it with the user (who may be new) and mails it. Returns the CodeDeliveryDetails. */
export async function sendCode(user: User, kind: CodeKind, to: string, cognito: Cognito) {
  const now = cognito.now()
  const sent = recent(user.sent[kind], now)
  if (sent.length >= SENDS_PER_HOUR) throw limitExceeded()
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  await cognito.store.saveUser({
    ...user,
    codes: {
      ...user.codes,
      [kind]: { mac: macOf(code, user, kind, cognito), to, expiresAt: now + LIFE[kind] },
    },
    sent: { ...user.sent, [kind]: [...sent, now] },
  })
  await cognito.mailbox.deliver({ to, subject: SUBJECT[kind], code, kind, at: new Date(now).toISOString() })
  return delivery(to)
}

/**
 * Checks a code and returns the user without it, not yet saved. A wrong one is counted on disk before the
 * refusal goes out, so that killing the process does not buy more tries.
 */
export async function spendCode(
  user: User,
  kind: CodeKind,
  given: string,
  cognito: Cognito,
): Promise<{ user: User; to: string }> {
  const now = cognito.now()
  const missed = recent(user.missed[kind], now)
  if (missed.length >= TRIES_PER_HOUR) throw limitExceeded()
  const code = user.codes[kind]
  if (code === undefined || code.expiresAt <= now) throw expiredCode()
  const mac = Buffer.from(macOf(given, user, kind, cognito), 'hex')
  if (!timingSafeEqual(mac, Buffer.from(code.mac, 'hex'))) {
    await cognito.store.saveUser({ ...user, missed: { ...user.missed, [kind]: [...missed, now] } })
    throw new CognitoError('CodeMismatchException', 'Invalid verification code provided, please try again.')
  }
  const spent = {
    ...user,
    codes: { ...user.codes, [kind]: undefined },
    sent: { ...user.sent, [kind]: [] },
    missed: { ...user.missed, [kind]: [] },
  }
  return { user: spent, to: code.to }
}

export function expiredCode(): CognitoError {
  return new CognitoError('ExpiredCodeException', 'Invalid code provided, please request a code again.')
}

export function limitExceeded(): CognitoError {
  return new CognitoError('LimitExceededException', 'Attempt limit exceeded, please try after some time.')
}

/** The address with all but its first letters hidden, as Cognito shows where a code went. */
export function delivery(to: string) {
  const [name = '', domain = ''] = to.split('@')
  const Destination = `${name.charAt(0)}***@${domain.charAt(0)}***`
  return { AttributeName: 'email', DeliveryMedium: 'EMAIL' as const, Destination }
}

/** The developer guide allows "between 5 and 20" in an hour, depending on risk; we are at the strict end. */
const TRIES_PER_HOUR = 5
const SENDS_PER_HOUR = 5
const HOUR_MS = 3_600_000

/** How long codes work, in ms: a day, and an hour where a password hangs on it. As documented for Cognito. */
const LIFE: Record<CodeKind, number> = {
  'sign-up': 24 * HOUR_MS,
  'e-mail-check': 24 * HOUR_MS,
  'password-reset': HOUR_MS,
}

const SUBJECT: Record<CodeKind, string> = {
  'sign-up': 'Confirm your e-mail address',
  'e-mail-check': 'Confirm your new e-mail address',
  'password-reset': 'Choose a new password',
}

function recent(times: number[] | undefined, now: number): number[] {
  return (times ?? []).filter(time => time > now - HOUR_MS)
}

/** Six digits have no strength of their own: without the installation's secret the record tells nothing. */
function macOf(code: string, user: User, kind: CodeKind, { keys }: Cognito): string {
  return createHmac('sha256', keys.secret)
    .update(`${kind}\n${user.poolId}\n${user.sub}\n${code}`)
    .digest('hex')
}
