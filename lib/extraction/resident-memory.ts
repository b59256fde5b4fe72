import { readFileSync } from 'node:fs'

/**
 * Bytes of memory that a process and everything it started hold, from Linux's `/proc`; 0 where there is no
 * such thing or the process has ended.
 */
export function residentBytesOfTree(pid: number): number {
  const status = readProc(`/proc/${pid}/status`)
  const resident = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024
  const children = readProc(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean)
  return children.reduce((sum, child) => sum + residentBytesOfTree(Number(child)), resident)
}

function readProc(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    // ENOENT: not Linux, or ended before we looked; ESRCH: ended while we looked.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return ''
    throw error
  }
}
