import { spawn } from 'node:child_process'
import { PROJECT_ROOT } from './project-root.ts'

/** Runs a script with our own Node in the project's folder. Answers whether it went well. */
export type Run = (script: string, args?: string[], options?: RunOptions) => Promise<boolean>
export interface RunOptions {
  /** What it prints is seen only if it fails. */
  quiet?: boolean
  /** Over our own environment. */
  env?: Record<string, string>
}

/** Its output is passed through. */
export const run: Run = (script, args = [], { quiet = false, env = {} } = {}) => {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: PROJECT_ROOT,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    })
    // Ctrl-C reaches it by itself; a polite request to us does not.
    const stop = () => {
      child.kill('SIGTERM')
      process.exit(143)
    }
    process.once('SIGTERM', stop)
    let kept = ''
    const keep = (text: Buffer) => {
      kept += text
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    child.once('error', fail)
    child.once('close', code => {
      process.off('SIGTERM', stop)
      if (code !== 0) process.stdout.write(kept)
      done(code === 0)
    })
  })
}
