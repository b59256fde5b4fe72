import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLocalAws } from '../server.ts'
import type { LocalAccount } from '../service.ts'
import { contractSettings } from './contract-settings.ts'

/** What a contract is held against: the AWS on loopback, or the real one. */
export interface AwsTarget {
  region: string
  /** undefined: AWS's own endpoints. */
  endpoint: string | undefined
  /** undefined: the SDK's usual chain. */
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined
  /** The account that the loopback server knows. */
  account: LocalAccount
  dataFolder: string
  local: boolean
  close(): Promise<void>
}

export const testAccount: LocalAccount = {
  region: 'us-east-1',
  accessKeyId: 'AKIAEXAMEXAMEXAMEXAM',
  secretAccessKey: 'test/test+test/test+test/test+test/test+',
}

/**
 * Starts a fresh AWS on loopback in a temporary folder; with DOCENT_CONTRACT_AWS=1 it starts nothing and
 * points at the real AWS, which the same contract must then pass.
 */
export async function openAwsTarget(options: { objectCreatedUrl?: string } = {}): Promise<AwsTarget> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'docent-contract-'))
  const removeFolder = () => rm(dataFolder, { recursive: true, force: true })
  if (contractSettings.realAws) {
    const { region } = contractSettings
    const account = { ...testAccount, region }
    return {
      region,
      endpoint: undefined,
      credentials: undefined,
      account,
      dataFolder,
      local: false,
      close: removeFolder,
    }
  }

  const server = await startLocalAws({ port: 0, dataFolder, account: testAccount, quiet: true, ...options })
  const { region, accessKeyId, secretAccessKey } = testAccount
  return {
    region,
    endpoint: server.url,
    credentials: { accessKeyId, secretAccessKey },
    account: testAccount,
    dataFolder,
    local: true,
    async close() {
      await server.close()
      await removeFolder()
    },
  }
}
