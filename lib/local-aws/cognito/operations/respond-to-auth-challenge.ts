import { z } from 'zod'
import { readAttributes } from '../attributes.ts'
import { invalidSession, readChallenge } from '../challenge-session.ts'
import { CognitoError, invalidParameter, notCarried } from '../cognito-error.ts'
import { clientOf } from '../lookup.ts'
import { withPassword } from '../new-user.ts'
import { type Cognito, operation } from '../operation.ts'
import { checkPassword } from '../password-policy.ts'
import type { Client, Pool } from '../records.ts'
import { afterPassword, startSession } from '../sign-in.ts'
import { failSignIn, refuseWhileLocked } from '../sign-in-lock.ts'
import { checkProof, giveBackProof } from '../srp-challenge.ts'
import { totpStep } from '../totp.ts'

const input = z.object({
  ClientId: z.string(),
  ChallengeName: z.string(),
  Session: z.string().optional(),
  ChallengeResponses: z.record(z.string(), z.string()).default({}),
})

export const respondToAuthChallenge = operation('public', input, async (asked, cognito) => {
  const place = clientOf(asked.ClientId, cognito)
  const answer = CHALLENGES[asked.ChallengeName]
  if (answer === undefined) throw notCarried(`The challenge ${asked.ChallengeName}`)
  return answer({ ...place, responses: asked.ChallengeResponses, session: asked.Session }, cognito)
})

interface Answer {
  pool: Pool
  client: Client
  responses: Record<string, string>
  session: string | undefined
}

const CHALLENGES: Record<string, (answer: Answer, cognito: Cognito) => Promise<object>> = {
  PASSWORD_VERIFIER: answerProof,
  NEW_PASSWORD_REQUIRED: answerNewPassword,
  SOFTWARE_TOKEN_MFA: answerTotp,
}

async function answerProof({ pool, client, responses }: Answer, cognito: Cognito): Promise<object> {
  required(responses, 'USERNAME')
  const proof = {
    secretBlock: required(responses, 'PASSWORD_CLAIM_SECRET_BLOCK'),
    timestamp: required(responses, 'TIMESTAMP'),
    signature: required(responses, 'PASSWORD_CLAIM_SIGNATURE'),
  }
  const user = await checkProof({ pool, client }, proof, cognito)
  try {
    return await afterPassword({ pool, client, user }, cognito)
  } catch (error) {
    if (!(error instanceof CognitoError)) giveBackProof(proof.secretBlock, cognito)
    throw error
  }
}

async function answerNewPassword(answer: Answer, cognito: Cognito): Promise<object> {
  const { pool, client, responses, session } = answer
  const user = readChallenge(session, 'NEW_PASSWORD_REQUIRED', answer, cognito)
  if (user.status !== 'FORCE_CHANGE_PASSWORD') throw invalidSession()
  const password = required(responses, 'NEW_PASSWORD')
  checkPassword(password, pool.passwordPolicy)
  const given = Object.entries(responses).filter(([name]) => name.startsWith('userAttributes.'))
  const said = readAttributes(
    given.map(([name, Value]) => ({ Name: name.slice('userAttributes.'.length), Value })),
    pool,
  )
  const changed = {
    ...withPassword(user, password, cognito.now()),
    status: 'CONFIRMED' as const,
    attributes: { ...user.attributes, ...said.attributes },
  }
  return startSession({ pool, client, user: changed }, cognito)
}

async function answerTotp(answer: Answer, cognito: Cognito): Promise<object> {
  const { pool, client, responses, session } = answer
  const user = readChallenge(session, 'SOFTWARE_TOKEN_MFA', answer, cognito)
  const code = required(responses, 'SOFTWARE_TOKEN_MFA_CODE')
  refuseWhileLocked(user, cognito.now())
  const { totp } = user
  if (!totp.enabled || totp.secret === undefined) throw invalidSession()
  const step = totpStep(totp.secret, code, cognito.now())
  if (step === undefined) {
    const wrong = new CognitoError('CodeMismatchException', 'Invalid code received for user')
    return failSignIn(user, cognito, wrong)
  }
  if (step <= totp.lastStep) {
    throw new CognitoError('ExpiredCodeException', 'Your software token has already been used once.')
  }
  return startSession({ pool, client, user: { ...user, totp: { ...totp, lastStep: step } } }, cognito)
}

function required(responses: Record<string, string>, name: string): string {
  const value = responses[name]
  if (!value) throw invalidParameter(`Missing required parameter ${name}`)
  return value
}
