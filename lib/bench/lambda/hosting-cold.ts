import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HOSTING_FOLDER, writeHostingBundle } from '../../cli/build/hosting-bundle.ts'
import { ensureBuilt } from '../../cli/build/production-build.ts'
import { PROJECT_ROOT } from '../../cli/project-root.ts'
import { serveHosting } from '../../local-aws/hosting/serve-hosting.ts'

/** Of a second, as Linux counts a process's time, everywhere it runs today. */
const TICKS = 100

/**
 * What a cold start of the web server costs in Amplify Hosting: the processor time of the bundle's fresh process until
 * its first page has been answered, milliseconds, `rounds` times. Null where a process's time cannot be read, which is
 * everywhere but on Linux.
 */
export async function hostingColdStarts(
  environment: Record<string, string>,
  rounds: number,
): Promise<number[] | null> {
  if (process.platform !== 'linux') return null
  await ensureBuilt(PROJECT_ROOT, () => {})
  const folder = mkdtempSync(join(tmpdir(), 'docent-hosting-cold-'))
  try {
    const bundle = join(folder, HOSTING_FOLDER)
    writeHostingBundle(PROJECT_ROOT, bundle)
    const lines = Object.entries(environment).map(([name, value]) => `${name}='${value}'\n`)
    writeFileSync(join(bundle, 'compute/default/.env.production'), lines.join(''))
    const times: number[] = []
    for (let round = 0; round < rounds; round++) times.push(await coldStart(bundle))
    return times
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function coldStart(bundle: string): Promise<number> {
  const hosted = await serveHosting({ bundle, environment: {}, customHttp: 'customHeaders:', port: 0 })
  try {
    const { status } = await fetch(`${hosted.url}/sign-in`)
    if (status !== 200) throw new Error(`The first page answered ${status}.`)
    // Fields after the name in brackets: utime and stime are the 14th and 15th of all.
    const [user, system] = readFileSync(`/proc/${hosted.compute.pid}/stat`, 'utf8')
      .split(') ')[1]!
      .split(' ')
      .slice(11, 13)
    return ((Number(user) + Number(system)) * 1_000) / TICKS
  } finally {
    await hosted.close()
  }
}
