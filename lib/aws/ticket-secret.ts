import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { DocentError } from '#lib/core/errors.ts'
import { PATIENCE } from './patience.ts'
import { TICKET_KEY_CHARACTERS } from './settings-schema.ts'

/** A new key is signed with everywhere after this long at most. */
export const KEPT_MS = 5 * 60 * 1_000
/** While Secrets Manager fails, or forged tickets come, it is asked no more often than this. */
export const RETRY_MS = 2_000
/** A visitor is looking on; the SDK tries again within it. */
const PATIENCE_MS = 5_000

/** The key that signs, then the one before it where there is one. */
export type SecretKeys = readonly [string, ...string[]]

export function secretsClient(region: string): SecretsManagerClient {
  return new SecretsManagerClient({ region, maxAttempts: 3, requestHandler: PATIENCE })
}

/**
 * The ticket key in Secrets Manager, its versions AWSCURRENT and AWSPREVIOUS: kept for five minutes, so that a
 * question costs no call. Those who ask meanwhile share one reading. Where a reading fails, `onError` hears of
 * it and the keys known before stay good; where none is known it throws `unavailable`.
 */
export function ticketSecret(
  { client, clock, onError }: TicketSecretDeps,
  secretId: string,
): { read(): SecretKeys | Promise<SecretKeys>; readAgain(): SecretKeys | Promise<SecretKeys> } {
  let known: SecretKeys | undefined
  let staleAt = Number.NEGATIVE_INFINITY
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<SecretKeys> | undefined

  async function read(): Promise<SecretKeys> {
    try {
      known = await readKeys(client, secretId)
      staleAt = clock() + KEPT_MS
      return known
    } catch (error) {
      onError(new Error(`The ticket key could not be read from the secret ${secretId}.`, { cause: error }))
      staleAt = clock() + RETRY_MS
      if (!known) throw unavailable(error)
      return known
    } finally {
      readAt = clock()
      reading = undefined
    }
  }
  function shared(): Promise<SecretKeys> {
    reading ??= read()
    return reading
  }

  return {
    read: () => (known && clock() < staleAt ? known : shared()),
    /** For a ticket that no known key signed: another process may know a newer key. */
    readAgain: () => (known && clock() < readAt + RETRY_MS ? known : shared()),
  }
}

export interface TicketSecretDeps {
  client: SecretsManagerClient
  /** Milliseconds. */
  clock: () => number
  onError: (error: Error) => void
}

async function readKeys(client: SecretsManagerClient, secretId: string): Promise<SecretKeys> {
  const [current, previous] = await Promise.all([
    readVersion(client, secretId, 'AWSCURRENT'),
    readVersion(client, secretId, 'AWSPREVIOUS').catch(error => {
      // A secret that was never changed has no version before.
      if (error instanceof ResourceNotFoundException) return ''
      throw error
    }),
  ])
  if (current.length < TICKET_KEY_CHARACTERS) {
    throw new Error(
      `Its current version is no ticket key; put at least ${TICKET_KEY_CHARACTERS} random characters as its text.`,
    )
  }
  // The version before may be a placeholder that never signed anything.
  return previous.length < TICKET_KEY_CHARACTERS ? [current] : [current, previous]
}

async function readVersion(client: SecretsManagerClient, SecretId: string, VersionStage: string) {
  const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId, VersionStage }), {
    abortSignal: AbortSignal.timeout(PATIENCE_MS),
  })
  return SecretString
}

function unavailable(cause: unknown): DocentError {
  return new DocentError(
    'unavailable',
    'The key that opens conversations cannot be read at the moment.',
    'Try again in a minute.',
    { cause, retryAfter: 60 },
  )
}
