import { join } from 'node:path'
import { PROJECT_ROOT } from '../project-root.ts'
import { HOSTING_FOLDER, writeHostingBundle } from './hosting-bundle.ts'
import { BuildFailed, ensureBuilt } from './production-build.ts'

/** `npm run build:hosting`: the production build, as Amplify Hosting is given it. */
try {
  await ensureBuilt(PROJECT_ROOT, console.log)
  writeHostingBundle(PROJECT_ROOT, join(PROJECT_ROOT, HOSTING_FOLDER))
  console.log(`Wrote ${HOSTING_FOLDER}.`)
} catch (error) {
  console.error(error instanceof BuildFailed ? `${error.output}\n${error.message}` : (error as Error).message)
  process.exitCode = 1
}
