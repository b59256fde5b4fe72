import { z } from 'zod'
import { operation } from '../operation.ts'
import { pageOf } from '../paging.ts'
import { viewPool } from '../views.ts'

const input = z.object({ MaxResults: z.number().int().min(1).max(60), NextToken: z.string().optional() })

export const listUserPools = operation('signed', input, ({ MaxResults, NextToken }, cognito) => {
  const { page, next } = pageOf(cognito.store.pools(), MaxResults, NextToken)
  const UserPools = page.map(pool => {
    const { Id, Name, CreationDate, LastModifiedDate } = viewPool(pool, cognito)
    return { Id, Name, CreationDate, LastModifiedDate }
  })
  return { UserPools, NextToken: next }
})
