import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withoutAws } from '#lib/laptop/local-environment.ts'
import { holdFolder } from '../one-at-a-time.ts'
import { ticking } from '../ticking.ts'
import { buildWidget } from './build-widget.ts'
import { sourceStamp } from './source-stamp.ts'

/** The production build did not come about; `output` is what the build said. */
export class BuildFailed extends Error {
  readonly output: string
  constructor(output: string) {
    super('The production build failed.')
    this.name = 'BuildFailed'
    this.output = output
  }
}

/** Builds widget and app unless the build of exactly these sources is there. Answers whether it built. */
export async function ensureBuilt(root: string, say: (line: string) => void): Promise<boolean> {
  await buildWidget()
  if (isBuilt(root)) return false
  const holder = await holdBuild(root, say)
  try {
    // Somebody else may have built it while we waited.
    if (isBuilt(root)) return false
    const stamp = sourceStamp(root)
    await ticking('Building (about a minute, only after changes)', say, () => nextBuild(root))
    writeFileSync(stampFile(root), stamp)
    return true
  } finally {
    await holder.release()
  }
}

/** Inside the build, so that whoever deletes one deletes both; Next empties the folder when it builds. */
const stampFile = (root: string) => join(root, '.next', 'docent-sources')

function isBuilt(root: string): boolean {
  const file = stampFile(root)
  return (
    existsSync(join(root, '.next', 'BUILD_ID')) &&
    existsSync(file) &&
    readFileSync(file, 'utf8') === sourceStamp(root)
  )
}

async function holdBuild(root: string, say: (line: string) => void) {
  let told = false
  for (;;) {
    const holder = await holdFolder(join(root, '.next'), 'building')
    if (!('heldBy' in holder)) return holder
    if (!told) say('Another build of this folder is running; waiting for it …')
    told = true
    await new Promise(resolve => setTimeout(resolve, 500))
  }
}

function nextBuild(root: string): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
      cwd: root,
      env: { ...withoutAws(process.env), NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const stop = () => child.kill()
    process.once('exit', stop)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', text => {
        output += text
      })
    }
    child.once('error', fail)
    child.once('close', code => {
      process.off('exit', stop)
      code === 0 ? done() : fail(new BuildFailed(output))
    })
  })
}
