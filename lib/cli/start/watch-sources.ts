import { watch } from 'node:fs'
import { join } from 'node:path'
import { buildWidget } from '../build/build-widget.ts'
import type { ServiceProcess } from './service-process.ts'

/** An editor saves in several steps; this long without another change, and it is done. */
const QUIET_MS = 150

/** Next reloads the app itself; this rebuilds the widget and restarts the worker when their sources change. */
export function watchSources(root: string, worker: ServiceProcess) {
  onChange(root, ['components/widget', 'lib/client', 'lib/core'], 'the widget', () => buildWidget())
  onChange(root, ['lib/core', 'lib/aws', 'lib/server', 'lib/extraction'], 'the worker', () =>
    worker.restart(),
  )
}

function onChange(root: string, folders: string[], what: string, act: () => Promise<unknown>) {
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  const run = async () => {
    try {
      await act()
      console.log(`Renewed ${what}.`)
    } catch (error) {
      // While somebody is typing, sources are often broken; the next save mends it.
      console.error(`${what} could not be renewed.`, error)
    }
  }
  for (const folder of folders) {
    watch(join(root, folder), { recursive: true }, (_, file) => {
      if (!file || /\.(generated|test)\.tsx?$/.test(file)) return
      clearTimeout(timer)
      timer = setTimeout(() => {
        running = running.then(run)
      }, QUIET_MS)
    })
  }
}
