import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sourceStamp } from '../../cli/build/source-stamp.ts'
import { PROJECT_ROOT } from '../../cli/project-root.ts'
import { ticking } from '../../cli/ticking.ts'

/**
 * Installs what we are measured beside, where it is missing or stale. Answers null, or why there are no
 * peers: their figures are left out then, ours are measured all the same.
 */
export async function installPeers(say: (line: string) => void): Promise<string | null> {
  const stampFile = join(BENCH, 'node_modules', '.docent-setup')
  const wanted = sourceStamp(PROJECT_ROOT, ['lib/bench/package.json', 'lib/bench/package-lock.json'])
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return null
  const { code, output } = await ticking('Installing the peers of lib/bench (once; 250 MB)', say, npmCi)
  if (code !== 0) {
    const why = output.split('\n').find(line => /error/i.test(line)) ?? `npm ended with ${code}`
    return `the peers could not be installed (${why.trim()})`
  }
  writeFileSync(stampFile, wanted)
  return null
}

const BENCH = join(import.meta.dirname, '..')

/** Their binaries come ready-made inside their packages: no script of theirs has to run. */
const NPM_CI = [
  'ci',
  '--include=optional',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
  '--progress=false',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=8000',
]

function npmCi(): Promise<{ code: number | null; output: string }> {
  // Under `npm run` the same npm again; otherwise the one of the shell.
  const npm = process.env.npm_execpath
  const [command, args] = npm ? [process.execPath, [npm, ...NPM_CI]] : ['npm', NPM_CI]
  return new Promise(done => {
    const child = spawn(command, args, {
      cwd: BENCH,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: !npm && process.platform === 'win32',
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', text => {
        output = `${output}${text}`.slice(-20_000)
      })
    }
    child.once('error', error => done({ code: 1, output: `error: ${error.message}` }))
    child.once('close', code => done({ code, output }))
  })
}
