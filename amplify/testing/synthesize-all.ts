import { execFile } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { PLACES, PUBLIC_URL, SYNTHESIZED } from './places.ts'

/** Synthesizes every place before the tests, one after another: each takes a processor and half a gigabyte. */
export default async function synthesizeAll(): Promise<void> {
  if (process.env.DOCENT_SYNTHESIZED) return
  for (const [place, { type, settings }] of Object.entries(PLACES)) {
    await synthesize(join(SYNTHESIZED, place), type, settings)
  }
}

const run = promisify(execFile)

/** Through tsx, as `ampx` does it. Nothing of our environment but the path: no credentials, no region, no profile. */
async function synthesize(folder: string, type: string, settings: Record<string, string>): Promise<void> {
  const amplify = join(import.meta.dirname, '..')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const context = {
    'amplify-backend-type': type,
    'amplify-backend-namespace': 'app',
    'amplify-backend-name': 'main',
  }
  const { stdout, stderr } = await run(
    process.execPath,
    [
      join(amplify, 'node_modules/tsx/dist/cli.mjs'),
      '--tsconfig',
      join(amplify, 'tsconfig.json'),
      join(amplify, 'testing/synthesize.ts'),
    ],
    {
      cwd: join(amplify, '..'),
      env: {
        NODE_ENV: 'production',
        PATH: process.env.PATH,
        HOME: folder,
        AWS_REGION: 'us-east-1',
        AWS_EC2_METADATA_DISABLED: 'true',
        CDK_OUTDIR: join(folder, 'cdk.out'),
        CDK_CONTEXT_JSON: JSON.stringify(context),
        FINDINGS: join(folder, 'findings.json'),
        DOCENT_PUBLIC_URL: PUBLIC_URL,
        ...settings,
      },
      maxBuffer: 10 * 1_048_576,
    },
  )
  writeFileSync(join(folder, 'printed.txt'), stdout + stderr)
}
