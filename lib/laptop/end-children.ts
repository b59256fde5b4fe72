import { type ChildProcess, spawnSync } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'

/**
 * Does `work`, and ends the processes that it began and left running, and theirs, at its end or that of this process:
 * the AWS SDK starts what a profile's `credential_process` names in a shell, and waits for as long as it takes.
 */
export async function endingChildren<Result>(work: () => Promise<Result>): Promise<Result> {
  const children: ChildProcess[] = []
  const note = (message: unknown) => void children.push((message as { process: ChildProcess }).process)
  const end = () => {
    unsubscribe('child_process', note)
    const running = children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
    if (running.length > 0) endTrees(running.flatMap(({ pid }) => pid ?? []))
  }
  subscribe('child_process', note)
  process.once('exit', end)
  try {
    return await work()
  } finally {
    process.off('exit', end)
    end()
  }
}

function endTrees(roots: number[]): void {
  // Where there is no ps, only the shells end.
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  const processes = (stdout ?? '').split('\n').map(line => line.trim().split(/\s+/).map(Number))
  const all = [...roots]
  for (const parent of all) {
    for (const [pid, itsParent] of processes) if (pid && itsParent === parent) all.push(pid)
  }
  for (const pid of all) {
    try {
      process.kill(pid)
    } catch (error) {
      // It ended by itself meanwhile.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}
