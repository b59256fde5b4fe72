import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Lockfile, missingPlatformPackages } from '../../build/platform-packages.ts'
import { PROJECT_ROOT } from '../../project-root.ts'

/** Adds to the package-lock.json of a folder (by default the project's) what other platforms need, where npm left it out. */
export default async function completeLockfile([folder = '.']: string[]) {
  const file = join(PROJECT_ROOT, folder, 'package-lock.json')
  const lockfile = JSON.parse(readFileSync(file, 'utf8')) as Lockfile
  const missing = missingPlatformPackages(lockfile)
  const sorted = Object.entries({ ...lockfile.packages, ...missing }).sort(([a], [b]) => (a < b ? -1 : 1))
  writeFileSync(file, `${JSON.stringify({ ...lockfile, packages: Object.fromEntries(sorted) }, null, 2)}\n`)
  console.log(`Added ${Object.keys(missing).length} packages.`)
}
