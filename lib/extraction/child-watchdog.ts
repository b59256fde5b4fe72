import { Socket } from 'node:net'

/**
 * When the parent is gone, so is this process: standard input ends with it, however it died. Where there is a
 * shell, that watches in our place (see extract-in-child.ts) and sees it even while we are caught in a loop.
 */
export function startWatchdog(): void {
  if (process.platform !== 'win32') return
  const end = () => process.kill(process.pid, 'SIGKILL')
  new Socket({ fd: 0 }).on('close', end).on('error', end).resume().unref()
}
