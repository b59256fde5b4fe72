import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Lockfile, missingPlatformPackages } from '../platform-packages.ts'
import { PROJECT_ROOT } from '../project-root.ts'

/** Adds to package-lock.json what other platforms need, where npm left it out. */
export default async function completeLockfile() {
  const file = join(PROJECT_ROOT, 'package-lock.json')
  const lockfile = JSON.parse(readFileSync(file, 'utf8')) as Lockfile
  const missing = missingPlatformPackages(lockfile)
  const sorted = Object.entries({ ...lockfile.packages, ...missing }).sort(([a], [b]) => (a < b ? -1 : 1))
  writeFileSync(file, `${JSON.stringify({ ...lockfile, packages: Object.fromEntries(sorted) }, null, 2)}\n`)
  console.log(`Added ${Object.keys(missing).length} packages.`)
}
