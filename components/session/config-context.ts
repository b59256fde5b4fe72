import { createContext, use } from 'react'
import type { ClientConfig } from '#lib/client/client-config.ts'

export const ConfigContext = createContext<ClientConfig | null>(null)

export function useConfig(): ClientConfig {
  const config = use(ConfigContext)
  if (!config) throw new Error('useConfig needs Providers around it')
  return config
}
