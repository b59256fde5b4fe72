import { z } from 'zod'
import { incorrectPassword, invalidParameter, noSuchUser, notCarried } from '../cognito-error.ts'
import { clientOf } from '../lookup.ts'
import { type Cognito, operation } from '../operation.ts'
import type { Client, Pool, User } from '../records.ts'
import { refreshTokens } from '../refresh-tokens.ts'
import { afterPassword } from '../sign-in.ts'
import { failSignIn, refuseWhileLocked } from '../sign-in-lock.ts'
import { isUsableA, passwordMatches } from '../srp.ts'
import { askForProof } from '../srp-challenge.ts'

const input = z.object({
  ClientId: z.string(),
  AuthFlow: z.string(),
  AuthParameters: z.record(z.string(), z.string()).default({}),
})

export const initiateAuth = operation('public', input, async (asked, cognito) => {
  const { pool, client } = clientOf(asked.ClientId, cognito)
  const flow = FLOWS[asked.AuthFlow]
  if (flow === undefined) throw notCarried(`The flow ${asked.AuthFlow}`)
  if (!client.flows.includes(flow.allowedBy)) {
    throw invalidParameter(`${asked.AuthFlow} flow not enabled for this client`)
  }
  return flow.start({ pool, client }, asked.AuthParameters, cognito)
})

interface Place {
  pool: Pool
  client: Client
}
type Parameters = Record<string, string>

const REFRESH = {
  allowedBy: 'ALLOW_REFRESH_TOKEN_AUTH',
  start: ({ client }: Place, given: Parameters, cognito: Cognito) =>
    refreshTokens(client, required(given, 'REFRESH_TOKEN'), cognito),
}

const FLOWS: Record<
  string,
  { allowedBy: string; start(place: Place, given: Parameters, cognito: Cognito): Promise<object> | object }
> = {
  USER_SRP_AUTH: { allowedBy: 'ALLOW_USER_SRP_AUTH', start: startSrp },
  USER_PASSWORD_AUTH: { allowedBy: 'ALLOW_USER_PASSWORD_AUTH', start: startPassword },
  REFRESH_TOKEN_AUTH: REFRESH,
  // The name that older clients know it by.
  REFRESH_TOKEN: REFRESH,
}

function startSrp(place: Place, given: Parameters, cognito: Cognito): object {
  const username = required(given, 'USERNAME')
  const A = required(given, 'SRP_A')
  if (!isUsableA(A)) throw invalidParameter('SRP_A is not a number that can be used.')
  return askForProof({ ...place, username, user: knownUser(place, username, cognito) }, A, cognito)
}

async function startPassword(place: Place, given: Parameters, cognito: Cognito): Promise<object> {
  const user = knownUser(place, required(given, 'USERNAME'), cognito)
  const password = required(given, 'PASSWORD')
  if (user === undefined) throw incorrectPassword()
  refuseWhileLocked(user, cognito.now())
  const who = { poolId: place.pool.id, username: user.sub }
  if (!passwordMatches(who, password, user.password)) return failSignIn(user, cognito, incorrectPassword())
  return afterPassword({ ...place, user }, cognito)
}

/** Undefined for a stranger where the client may not tell strangers from users. */
function knownUser({ pool, client }: Place, username: string, { store }: Cognito): User | undefined {
  const user = store.user(pool.id, username)
  if (user === undefined && !client.preventUserExistenceErrors) throw noSuchUser()
  return user
}

function required(given: Parameters, name: string): string {
  const value = given[name]
  if (!value) throw invalidParameter(`Missing required parameter ${name}`)
  return value
}
