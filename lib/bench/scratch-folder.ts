import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from '../cli/project-root.ts'

/** What is kept from run to run. */
export const KEPT_FOLDER = join(PROJECT_ROOT, '.docent', 'bench')

/** A folder for this run of one bench; gone with the process, also when it is stopped. */
export function scratchFolder(bench: string): string {
  mkdirSync(KEPT_FOLDER, { recursive: true })
  for (const name of readdirSync(KEPT_FOLDER)) {
    const [, pid] = /^run-.*-(\d+)$/.exec(name) ?? []
    // Left behind by one that was killed.
    if (pid && !isAlive(Number(pid))) rmSync(join(KEPT_FOLDER, name), { recursive: true, force: true })
  }
  const folder = join(KEPT_FOLDER, `run-${bench}-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  return folder
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
