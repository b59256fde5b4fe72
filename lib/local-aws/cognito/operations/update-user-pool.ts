import { z } from 'zod'
import { poolOf } from '../lookup.ts'
import { operation } from '../operation.ts'
import { poolSettings, settingsOf } from '../pool-settings.ts'

const input = z.strictObject({
  UserPoolId: z.string(),
  PoolName: z.string().min(1).max(128).optional(),
  UserPoolTags: z.record(z.string(), z.string()).optional(),
  ...poolSettings,
})

/** As documented: a setting that is not named goes back to its default. */
export const updateUserPool = operation('signed', input, async (asked, cognito) => {
  const pool = poolOf(asked.UserPoolId, cognito)
  await cognito.store.savePool({
    ...pool,
    ...settingsOf(asked),
    name: asked.PoolName ?? pool.name,
    tags: asked.UserPoolTags ?? pool.tags,
  })
  return {}
})
