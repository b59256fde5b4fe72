import { z } from 'zod'
import { CognitoError } from '../cognito-error.ts'
import { poolOf } from '../lookup.ts'
import { operation } from '../operation.ts'
import { viewGroup } from '../views.ts'

const input = z.strictObject({
  UserPoolId: z.string(),
  GroupName: z.string().min(1).max(128),
  Description: z.string().max(2048).optional(),
  Precedence: z.number().int().min(0).optional(),
})

export const createGroup = operation('signed', input, async (asked, cognito) => {
  const pool = poolOf(asked.UserPoolId, cognito)
  if (pool.groups.some(({ name }) => name === asked.GroupName)) {
    throw new CognitoError('GroupExistsException', 'A group with the name already exists.')
  }
  const group = {
    name: asked.GroupName,
    description: asked.Description,
    precedence: asked.Precedence,
    createdAt: cognito.now(),
  }
  await cognito.store.savePool({ ...pool, groups: [...pool.groups, group] })
  return { Group: viewGroup(pool, group) }
})
