import { z } from 'zod'
import { invalidParameter } from '../cognito-error.ts'
import { freeId, localClientId } from '../local-ids.ts'
import { poolOf } from '../lookup.ts'
import { operation } from '../operation.ts'
import { viewClient } from '../views.ts'

const unit = z.enum(['seconds', 'minutes', 'hours', 'days'])
const flow = z.enum(['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'])

/** Strict: client secrets, token rotation and hosted pages are refused by name, not ignored. */
const input = z.strictObject({
  UserPoolId: z.string(),
  ClientName: z.string().min(1).max(128),
  GenerateSecret: z.literal(false).optional(),
  ExplicitAuthFlows: z.array(flow).default(['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']),
  PreventUserExistenceErrors: z.enum(['ENABLED', 'LEGACY']).default('LEGACY'),
  EnableTokenRevocation: z.boolean().default(true),
  AccessTokenValidity: z.number().int().positive().default(1),
  IdTokenValidity: z.number().int().positive().default(1),
  RefreshTokenValidity: z.number().int().positive().default(30),
  TokenValidityUnits: z
    .strictObject({
      AccessToken: unit.default('hours'),
      IdToken: unit.default('hours'),
      RefreshToken: unit.default('days'),
    })
    .prefault({}),
  /** Minutes. */
  AuthSessionValidity: z.number().int().min(3).max(15).default(3),
  SupportedIdentityProviders: z.tuple([z.literal('COGNITO')]).optional(),
})

export const createUserPoolClient = operation('signed', input, async (asked, cognito) => {
  const pool = poolOf(asked.UserPoolId, cognito)
  const units = asked.TokenValidityUnits
  const life = (name: TokenName) => checkedLife(name, asked[`${name}Validity`] * SECONDS[units[name]])
  const isTaken = (id: string) => cognito.store.pools().some(p => p.clients.some(client => client.id === id))
  const client = {
    id: freeId(localClientId(pool.id, asked.ClientName), isTaken),
    name: asked.ClientName,
    flows: asked.ExplicitAuthFlows,
    preventUserExistenceErrors: asked.PreventUserExistenceErrors === 'ENABLED',
    revocation: asked.EnableTokenRevocation,
    accessTokenLife: life('AccessToken'),
    idTokenLife: life('IdToken'),
    refreshTokenLife: life('RefreshToken'),
    challengeLife: asked.AuthSessionValidity * 60,
    createdAt: cognito.now(),
  }
  await cognito.store.savePool({ ...pool, clients: [...pool.clients, client] })
  return { UserPoolClient: viewClient(pool, client) }
})

type TokenName = 'AccessToken' | 'IdToken' | 'RefreshToken'

const SECONDS = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 }

/** Seconds, as documented for Cognito: 5 minutes to a day, and an hour to ten years for refresh tokens. */
const ALLOWED: Record<TokenName, [number, number]> = {
  AccessToken: [300, 86_400],
  IdToken: [300, 86_400],
  RefreshToken: [3600, 315_360_000],
}

function checkedLife(name: TokenName, seconds: number): number {
  const [least, most] = ALLOWED[name]
  if (seconds >= least && seconds <= most) return seconds
  throw invalidParameter(`Invalid range for token validity: ${name} must live ${least} to ${most} seconds.`)
}
