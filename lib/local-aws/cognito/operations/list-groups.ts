import { z } from 'zod'
import { poolOf } from '../lookup.ts'
import { operation } from '../operation.ts'
import { pageOf } from '../paging.ts'
import { viewGroup } from '../views.ts'

const input = z.object({
  UserPoolId: z.string(),
  Limit: z.number().int().min(0).max(60).default(60),
  NextToken: z.string().optional(),
})

export const listGroups = operation('signed', input, ({ UserPoolId, Limit, NextToken }, cognito) => {
  const pool = poolOf(UserPoolId, cognito)
  const { page, next } = pageOf(pool.groups, Limit || 60, NextToken)
  return { Groups: page.map(group => viewGroup(pool, group)), NextToken: next }
})
