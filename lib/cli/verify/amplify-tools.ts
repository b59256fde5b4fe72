import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sourceStamp } from '../build/source-stamp.ts'
import { PROJECT_ROOT } from '../project-root.ts'
import { ticking } from '../ticking.ts'

export const inAmplify = (path: string) => join(PROJECT_ROOT, 'amplify', 'node_modules', path)

/** What should be installed is what the lockfile says; written down when it is. */
export async function installAmplifyTools(): Promise<void> {
  const stampFile = inAmplify('.docent-setup')
  const wanted = sourceStamp(PROJECT_ROOT, ['amplify/package.json', 'amplify/package-lock.json'])
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return
  const code = await ticking(
    'Installing the tools of amplify/ (once; about 900 MB, a minute or two)',
    console.log,
    npmCi,
  )
  if (code !== 0)
    throw new Error(
      'The tools of amplify/ could not be installed; npm’s own words stand above. Check the network and the disk (1.5 GB), then run the same command again; nothing needs to be cleaned up.',
    )
  writeFileSync(stampFile, wanted)
}

/** `ampx` itself, which only a deployment needs, stays away: it is a dev dependency of amplify/. */
const NPM_CI = [
  'ci',
  '--prefix=amplify',
  '--omit=dev',
  '--include=optional',
  '--ignore-scripts=false',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
  '--progress=false',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=8000',
]

function npmCi(): Promise<number | null> {
  // Under `npm run` the same npm again; otherwise the one of the shell.
  const npm = process.env.npm_execpath
  const [command, args] = npm ? [process.execPath, [npm, ...NPM_CI]] : ['npm', NPM_CI]
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd: PROJECT_ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: !npm && process.platform === 'win32',
    })
    const stop = () => {
      child.kill('SIGTERM')
      process.exit(143)
    }
    process.once('SIGTERM', stop)
    child.once('error', fail)
    child.once('close', code => {
      process.off('SIGTERM', stop)
      done(code)
    })
  })
}

if (import.meta.main) {
  try {
    await installAmplifyTools()
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 1
  }
}
