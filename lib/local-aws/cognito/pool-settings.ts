import { z } from 'zod'
import { passwordPolicy } from './records.ts'

/**
 * What can be said of a pool when it is made and later. Strict where it is used: a setting that would be
 * ignored here is refused by its name.
 */
export const poolSettings = {
  Policies: z.strictObject({ PasswordPolicy: passwordPolicy.prefault({}) }).prefault({}),
  AutoVerifiedAttributes: z.array(z.literal('email')).default([]),
  UserAttributeUpdateSettings: z
    .strictObject({ AttributesRequireVerificationBeforeUpdate: z.array(z.literal('email')).default([]) })
    .prefault({}),
  AdminCreateUserConfig: z
    .strictObject({ AllowAdminCreateUserOnly: z.boolean().default(false) })
    .prefault({}),
  LambdaConfig: z
    .strictObject({ PreSignUp: z.string().startsWith('arn:aws:lambda:').optional() })
    .prefault({}),
  MfaConfiguration: z.enum(['OFF', 'OPTIONAL']).default('OFF'),
  DeletionProtection: z.enum(['ACTIVE', 'INACTIVE']).default('INACTIVE'),
  // How e-mails look and leave makes no difference where they land in a local mailbox.
  AccountRecoverySetting: z.unknown().optional(),
  VerificationMessageTemplate: z.unknown().optional(),
  EmailVerificationMessage: z.string().optional(),
  EmailVerificationSubject: z.string().optional(),
  EmailConfiguration: z.unknown().optional(),
  UserPoolTier: z.string().optional(),
}
const settings = z.object(poolSettings)

/** The same as the record has it. */
export function settingsOf(asked: z.output<typeof settings>) {
  return {
    passwordPolicy: asked.Policies.PasswordPolicy,
    mfa: asked.MfaConfiguration,
    verifiesEmail: asked.AutoVerifiedAttributes.includes('email'),
    keepsOldEmail:
      asked.UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate.includes('email'),
    adminCreatesUsers: asked.AdminCreateUserConfig.AllowAdminCreateUserOnly,
    preSignUp: asked.LambdaConfig.PreSignUp ?? null,
    protectedFromDeletion: asked.DeletionProtection === 'ACTIVE',
  }
}
