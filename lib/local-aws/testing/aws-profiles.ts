import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LocalAccount } from '../service.ts'

/**
 * The files in which a machine keeps its AWS profiles, in a temporary folder, and the environment that leads
 * there. `config` is further text of the configuration file.
 */
export function leaveProfiles(
  profiles: Record<string, LocalAccount>,
  config = '',
): { env: { AWS_CONFIG_FILE: string; AWS_SHARED_CREDENTIALS_FILE: string }; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'docent-profiles-'))
  const env = {
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
  }
  const all = Object.entries(profiles)
  writeFileSync(
    env.AWS_CONFIG_FILE,
    [...all.map(([name, { region }]) => `[profile ${name}]\nregion = ${region}\n`), config].join('\n'),
  )
  writeFileSync(
    env.AWS_SHARED_CREDENTIALS_FILE,
    all
      .map(
        ([name, { accessKeyId, secretAccessKey }]) =>
          `[${name}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
      )
      .join('\n'),
  )
  return { env, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
