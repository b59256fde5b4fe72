import { spawn } from 'node:child_process'
import { PROJECT_ROOT } from './project-root.ts'

/**
 * Runs a script with our own Node in the project's folder, its output passed through (`quiet`: only if
 * it fails). Answers whether it went well.
 */
export function run(script: string, args: string[], { quiet = false } = {}): Promise<boolean> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: PROJECT_ROOT,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
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
