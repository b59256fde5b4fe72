import { z } from 'zod'
import { STANDARD_ATTRIBUTES } from '../attributes.ts'
import { invalidParameter, notCarried } from '../cognito-error.ts'
import { freeId, localPoolId } from '../local-ids.ts'
import { operation } from '../operation.ts'
import { poolSettings, settingsOf } from '../pool-settings.ts'
import { viewPool } from '../views.ts'

/** The tag `local:pool-id` asks for an id, which only a stand-in can give. */
const input = z.strictObject({
  PoolName: z.string().min(1).max(128),
  UsernameAttributes: z.tuple([z.literal('email')]).prefault(['email']),
  UsernameConfiguration: z.strictObject({ CaseSensitive: z.literal(false) }).optional(),
  Schema: z.array(z.looseObject({ Name: z.string() })).default([]),
  UserPoolTags: z.record(z.string(), z.string()).default({}),
  ...poolSettings,
})

export const createUserPool = operation('signed', input, async (asked, cognito) => {
  const id = poolId(asked.UserPoolTags['local:pool-id'], asked.PoolName)
  const pool = {
    id,
    name: asked.PoolName,
    ...settingsOf(asked),
    customAttributes: asked.Schema.map(attribute => attribute.Name)
      .filter(name => !STANDARD_ATTRIBUTES.has(name))
      .map(name => `custom:${name}`),
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
