import { z } from 'zod'
import { CognitoError, invalidParameter, notAuthorized } from './cognito-error.ts'
import type { Cognito } from './operation.ts'
import type { Pool, User } from './records.ts'

export type AttributeList = { Name: string; Value: string }[]

/** All a user's attributes as the wire has them. */
export function listAttributes(user: User): AttributeList {
  return [
    { Name: 'sub', Value: user.sub },
    { Name: 'email', Value: user.email },
    { Name: 'email_verified', Value: String(user.emailVerified) },
    ...Object.entries(user.attributes).map(([Name, Value]) => ({ Name, Value })),
  ]
}

/** What a person may say about themselves, with the address apart. Refuses what the pool does not know. */
export function readAttributes(list: AttributeList, pool: Pool) {
  const { email, email_verified, ...attributes } = Object.fromEntries(
    list.map(({ Name, Value }) => [Name, Value]),
  )
  if (email_verified !== undefined) throw unauthorizedAttribute()
  return {
    email: email === undefined ? undefined : readEmail(email),
    attributes: checkNames(attributes, pool),
  }
}

/** The same for administrators, who may also vouch for an address. */
export function readAdminAttributes(list: AttributeList, pool: Pool) {
  const vouched = list.find(({ Name }) => Name === 'email_verified')?.Value
  const rest = list.filter(({ Name }) => Name !== 'email_verified')
  return { ...readAttributes(rest, pool), emailVerified: vouched?.toLowerCase() === 'true' }
}

export function readEmail(text: string): string {
  if (!z.email().max(254).safeParse(text.trim()).success)
    throw invalidParameter('Invalid email address format.')
  return text.trim()
}

/** In these pools the user name that people give is their address. */
export function readUsername(text: string): string {
  if (!z.email().max(128).safeParse(text.trim()).success)
    throw invalidParameter('Username should be an email.')
  return text.trim()
}

export function refuseTakenEmail(email: string, user: User, { store }: Cognito): void {
  const owner = store.user(user.poolId, email)
  if (owner === undefined || owner.sub === user.sub) return
  throw new CognitoError('AliasExistsException', 'An account with the given email already exists.')
}

function checkNames(attributes: Record<string, string>, pool: Pool): Record<string, string> {
  for (const name of Object.keys(attributes)) {
    if (name === 'sub' || name === 'identities') throw unauthorizedAttribute()
    if (STANDARD_ATTRIBUTES.has(name) || pool.customAttributes.includes(name)) continue
    throw invalidParameter(
      `Attributes did not conform to the schema: ${name}: Attribute does not exist in the schema.`,
    )
  }
  return attributes
}

function unauthorizedAttribute() {
  return notAuthorized('A client attempted to write unauthorized attribute')
}

/** OpenID Connect Core 1.0, section 5.1, as every user pool has them. Phones are not carried. */
export const STANDARD_ATTRIBUTES = new Set(
  'sub email email_verified name given_name family_name middle_name nickname preferred_username profile picture website gender birthdate zoneinfo locale address updated_at'.split(
    ' ',
  ),
)
