import { z } from 'zod'
import { STANDARD_ATTRIBUTES } from '../attributes.ts'
import { invalidParameter, notCarried } from '../cognito-error.ts'
import { freeId, localPoolId } from '../local-ids.ts'
import { operation } from '../operation.ts'
import { passwordPolicy } from '../records.ts'
import { viewPool } from '../views.ts'

/**
 * The tag `local:pool-id` asks for an id, which only a stand-in can give. Strict: a setting that would be
 * ignored here is refused by its name.
 */
const input = z.strictObject({
  PoolName: z.string().min(1).max(128),
  Policies: z.strictObject({ PasswordPolicy: passwordPolicy.prefault({}) }).prefault({}),
  UsernameAttributes: z.tuple([z.literal('email')]).prefault(['email']),
  UsernameConfiguration: z.strictObject({ CaseSensitive: z.literal(false) }).optional(),
  AutoVerifiedAttributes: z.array(z.literal('email')).default([]),
  UserAttributeUpdateSettings: z
    .strictObject({ AttributesRequireVerificationBeforeUpdate: z.array(z.literal('email')).default([]) })
    .prefault({}),
  AdminCreateUserConfig: z
    .strictObject({ AllowAdminCreateUserOnly: z.boolean().default(false) })
    .prefault({}),
  MfaConfiguration: z.enum(['OFF', 'OPTIONAL']).default('OFF'),
  Schema: z.array(z.looseObject({ Name: z.string() })).default([]),
  DeletionProtection: z.enum(['ACTIVE', 'INACTIVE']).default('INACTIVE'),
  UserPoolTags: z.record(z.string(), z.string()).default({}),
  // How e-mails look and leave makes no difference where they land in a local mailbox.
  AccountRecoverySetting: z.unknown().optional(),
  VerificationMessageTemplate: z.unknown().optional(),
  EmailVerificationMessage: z.string().optional(),
  EmailVerificationSubject: z.string().optional(),
  EmailConfiguration: z.unknown().optional(),
  UserPoolTier: z.string().optional(),
})

export const createUserPool = operation('signed', input, async (asked, cognito) => {
  const id = poolId(asked.UserPoolTags['local:pool-id'], asked.PoolName)
  const pool = {
    id,
    name: asked.PoolName,
    passwordPolicy: asked.Policies.PasswordPolicy,
    mfa: asked.MfaConfiguration,
    verifiesEmail: asked.AutoVerifiedAttributes.includes('email'),
    keepsOldEmail:
      asked.UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate.includes('email'),
    adminCreatesUsers: asked.AdminCreateUserConfig.AllowAdminCreateUserOnly,
    customAttributes: asked.Schema.map(attribute => attribute.Name)
      .filter(name => !STANDARD_ATTRIBUTES.has(name))
      .map(name => `custom:${name}`),
    protectedFromDeletion: asked.DeletionProtection === 'ACTIVE',
    tags: asked.UserPoolTags,
    clients: [],
    groups: [],
    createdAt: cognito.now(),
  }
  await cognito.store.savePool(pool)
  return { UserPool: viewPool(pool, cognito) }

  function poolId(fixed: string | undefined, name: string): string {
    const isTaken = (id: string) => cognito.store.pool(id) !== undefined
    if (fixed === undefined) return freeId(localPoolId(cognito.region, name), isTaken)
    if (isTaken(fixed)) throw invalidParameter(`The pool ${fixed} exists already.`)
    if (fixed.startsWith(`${cognito.region}_`) && /^[\w-]+_[0-9A-Za-z]+$/.test(fixed)) return fixed
    throw notCarried(`A pool id that isn't ${cognito.region}_ and letters and digits`)
  }
})
