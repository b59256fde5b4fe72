import type { LocalAccount } from '#lib/laptop/installation.ts'
import type { OwnerAccount } from '#lib/laptop/owner-account.ts'
import type { Provisioned } from '#lib/laptop/provision.ts'

/** Where the stories play. */
export interface Stage {
  appUrl: string
  awsUrl: string
  /** A page of another site with the sample guide on it. */
  foreignUrl: string
  account: LocalAccount
  pool: Provisioned
  demo: OwnerAccount
  guideBotId: string
}

/** The name under which the stage is handed to the stories' processes. */
export const STAGE = 'DOCENT_STAGE'

export function readStage(): Stage {
  const text = process.env[STAGE]
  if (!text)
    throw new Error('Docent has not been started for the stories: run them with `npx playwright test`.')
  return JSON.parse(text) as Stage
}
