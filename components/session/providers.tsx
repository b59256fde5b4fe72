'use client'
import '#lib/client/schemas-without-eval.ts'
import '#lib/client/watch-traversal.ts'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ApiProblem } from '#lib/client/api-problem.ts'
import type { ClientConfig } from '#lib/client/client-config.ts'
import { ConfigContext } from './config-context.ts'
import { OfflineNotice } from './offline-notice.tsx'

/** Two more tries where the line was at fault; never where the server has said no. */
const RETRIES = 2

/** What every page of the product needs around it. */
export function Providers({ config, children }: { config: ClientConfig; children: ReactNode }) {
  const [queries] = useState(createQueryClient)
  return (
    <ConfigContext value={config}>
      <QueryClientProvider client={queries}>
        <OfflineNotice />
        {children}
      </QueryClientProvider>
    </ConfigContext>
  )
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // "Offline" is the browser's guess about the internet; on a laptop we answer without it.
        networkMode: 'always',
        staleTime: 5_000,
        retry: (failures, error) =>
          failures < RETRIES && error instanceof ApiProblem && (error.status === 0 || error.status >= 500),
      },
      mutations: { networkMode: 'always' },
    },
  })
}
