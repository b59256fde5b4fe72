import { spawnSync } from 'node:child_process'

/** Longer than any machine takes to say yes. */
const PATIENCE_MS = 5_000

/** What a program has for itself, and so cannot reach of anybody else's. */
export type Apart = 'network' | 'processes'

export interface OwnNamespaces {
  /** What to put before a command; empty where this machine does not let us. */
  command: readonly string[]
  apart: readonly Apart[]
}

/**
 * From the best on: with no network and no process but its own, and a group of its own, so that a signal finds
 * nobody, not even those who watch over it; then without a network only. `-r` makes a user of its own first, as who
 * is not root must; root may do without.
 */
const WAYS: readonly OwnNamespaces[] = [
  { command: ['unshare', '-rnpf', '--kill-child', 'setsid'], apart: ['network', 'processes'] },
  { command: ['unshare', '-rn'], apart: ['network'] },
  { command: ['unshare', '-n'], apart: ['network'] },
  { command: [], apart: [] },
]

/**
 * How a command is run apart from this machine, as far as this machine lets us (Linux, where users may make
 * namespaces). Tried once.
 */
export function ownNamespaces(): OwnNamespaces {
  known ??= WAYS.find(works)!
  return known
}

let known: OwnNamespaces | undefined

/** With no more environment than the reader has, so that what is found here is found there. */
function works({ command }: OwnNamespaces): boolean {
  if (command.length === 0) return true
  if (process.platform !== 'linux') return false
  const { status } = spawnSync('/bin/sh', ['-c', 'exec "$@"', 'sh', ...command, 'true'], {
    env: {} as NodeJS.ProcessEnv,
    stdio: 'ignore',
    timeout: PATIENCE_MS,
  })
  return status === 0
}
