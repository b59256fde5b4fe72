import { Worker } from 'node:worker_threads'

// Plain source, so that a bundle needs no second file.
const WATCH = `
  const { Socket } = require('node:net')
  const end = () => process.kill(process.pid, 'SIGKILL')
  new Socket({ fd: 0 }).on('close', end).on('error', end).resume()`

/**
 * When the parent is gone, so is this process: standard input ends with it, however it died. A thread of
 * its own sees that even while the main one is caught in a loop.
 */
export function startWatchdog(): void {
  new Worker(WATCH, { eval: true, stdin: true }).unref()
}
