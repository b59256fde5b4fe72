import { spawnSync } from 'node:child_process'

/**
 * Processor time of a command and all it starts, in milliseconds, as the shell counts it: the same for every program.
 * Null where the command is not there. Throws where it fails.
 */
export function commandCpu(command: readonly string[]): number | null {
  const { status, stdout, stderr } = spawnSync(
    '/bin/sh',
    ['-c', '"$@" >/dev/null 2>&1 3>&1; echo "code $?"; times', 'sh', ...command],
    { encoding: 'utf8', env: { PATH: process.env.PATH, NODE_ENV: 'production' } },
  )
  const code = Number(/^code (\d+)/.exec(stdout)?.[1])
  if (code === NOT_FOUND) return null
  if (status !== 0 || code !== 0) throw new Error(`${command.join(' ')} ended with ${code}: ${stderr}`)
  // Of the shell itself, then of what it started: `0m0.120s 0m0.030s`, in the minutes of any locale.
  const times = [...stdout.matchAll(/(\d+)m(\d+[.,]\d+)s/g)].slice(-2)
  return times.reduce((sum, [, m, s]) => sum + (Number(m) * 60 + Number(s!.replace(',', '.'))) * 1_000, 0)
}

/** POSIX, "Exit Status for Commands". */
const NOT_FOUND = 127
