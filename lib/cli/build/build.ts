import { PROJECT_ROOT } from '../project-root.ts'
import { BuildFailed, ensureBuilt } from './production-build.ts'

/** `npm run build`: the widget, then the app, if their sources changed. */
try {
  const built = await ensureBuilt(PROJECT_ROOT, console.log)
  console.log(built ? 'Built.' : 'The build is up to date.')
} catch (error) {
  if (!(error instanceof BuildFailed)) throw error
  console.error(error.output)
  console.error(error.message)
  process.exitCode = 1
}
