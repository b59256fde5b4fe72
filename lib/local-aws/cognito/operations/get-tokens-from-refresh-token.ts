import { z } from 'zod'
import { clientOf } from '../lookup.ts'
import { operation } from '../operation.ts'
import { refreshTokens } from '../refresh-tokens.ts'

const input = z.object({ ClientId: z.string(), RefreshToken: z.string() })

export const getTokensFromRefreshToken = operation('public', input, ({ ClientId, RefreshToken }, cognito) =>
  refreshTokens(clientOf(ClientId, cognito).client, RefreshToken, cognito),
)
