import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * Calls `then` when the npm that runs us is gone: killed, it cannot tell us, and nobody is left who could
 * press Ctrl-C. Between npm and us there is often a shell that outlives it. Does nothing where npm did
 * not start us.
 */
export function whenNpmDies(then: () => void) {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return
  const parent = process.ppid
  const { command, parent: grandparent } = lookUp(parent)
  const npm = /(^|[/-])(ba|da|z|k|c)?sh$/.test(command) ? grandparent : parent
  setInterval(() => {
    if (process.ppid !== parent || !isAlive(npm)) then()
  }, 1_000).unref()
}

function lookUp(pid: number): { command: string; parent: number } {
  if (process.platform === 'linux') {
    // pid (command) state parent …; a slim container has no `ps`.
    const [, command, parent] = /\((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))!
    return { command: command!, parent: Number(parent) }
  }
  const said = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  const [parent, ...command] = said.split(/\s+/)
  return { parent: Number(parent), command: command.join(' ') }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it is there, but not ours.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
