import { z } from 'zod'
import { invalidParameter, notCarried } from '../cognito-error.ts'
import { signedInUser } from '../lookup.ts'
import { operation } from '../operation.ts'

const settings = z.object({ Enabled: z.boolean().optional(), PreferredMfa: z.boolean().optional() })
const input = z.object({
  AccessToken: z.string(),
  SoftwareTokenMfaSettings: settings.optional(),
  SMSMfaSettings: settings.optional(),
  EmailMfaSettings: settings.optional(),
})

export const setUserMfaPreference = operation('public', input, async (asked, cognito) => {
  const { user, pool } = signedInUser(asked.AccessToken, cognito)
  for (const other of [asked.SMSMfaSettings, asked.EmailMfaSettings]) {
    if (other?.Enabled || other?.PreferredMfa) throw notCarried('A second factor by SMS or e-mail')
  }
  const wanted = asked.SoftwareTokenMfaSettings
  if (wanted === undefined) return {}
  const enabled = wanted.Enabled ?? user.totp.enabled
  const preferred = enabled && (wanted.PreferredMfa ?? user.totp.preferred)
  if (enabled && pool.mfa === 'OFF') throw invalidParameter('MFA is not enabled for this user pool.')
  if (enabled && user.totp.secret === undefined) {
    throw invalidParameter('User has not verified software token mfa')
  }
  await cognito.store.saveUser({
    ...user,
    totp: { ...user.totp, enabled, preferred },
    updatedAt: cognito.now(),
  })
  return {}
})
