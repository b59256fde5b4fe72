import { spawnSync } from 'node:child_process'

/** Longer than any machine takes to say yes. */
const PATIENCE_MS = 5_000

/** A user of its own comes with less than its network: `-r` before the way that only root may go. */
const WAYS = [
  ['unshare', '-rn'],
  ['unshare', '-n'],
] as const

/**
 * What to put before a command so that it runs in a network of its own, in which there is nothing; empty where
 * this machine does not let us (not Linux, or users may make no namespaces). Tried once.
 */
export function ownNetwork(): readonly string[] {
  known ??= process.platform === 'linux' ? (WAYS.find(works) ?? []) : []
  return known
}

let known: readonly string[] | undefined

/** With no more environment than the reader has, so that what is found here is found there. */
function works(way: readonly string[]): boolean {
  const command = ['-c', 'exec "$@"', 'sh', ...way, 'true']
  const { status } = spawnSync('/bin/sh', command, {
    env: {} as NodeJS.ProcessEnv,
    stdio: 'ignore',
    timeout: PATIENCE_MS,
  })
  return status === 0
}
