import { type ChildProcess, spawn } from 'node:child_process'
import { PROJECT_ROOT } from '../project-root.ts'
import type { Run } from '../run.ts'

/** A browser and three servers close in less; whoever takes longer hangs. */
const PATIENCE_MS = 5_000

/** Processes of jobs that run beside each other: what each prints is collected, and all can be ended. */
export class JobProcesses {
  readonly #alive = new Set<ChildProcess>()
  readonly #patienceMs: number
  #ended = false

  constructor(patienceMs = PATIENCE_MS) {
    this.#patienceMs = patienceMs
  }

  /** Prints through `print`, both streams in the order they come. Answers false for what was ended. */
  run(print: (text: string) => void): Run {
    return (script, args = [], { quiet = false, env = {} } = {}) => {
      if (this.#ended) return Promise.resolve(false)
      return new Promise((done, fail) => {
        const child = spawn(process.execPath, [script, ...args], {
          cwd: PROJECT_ROOT,
          env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
          stdio: ['ignore', 'pipe', 'pipe'],
          // A group of its own, so that all it started can be reached when it is ended.
          detached: HAS_GROUPS,
        })
        this.#alive.add(child)
        let kept = ''
        for (const stream of [child.stdout, child.stderr]) {
          stream.setEncoding('utf8').on('data', (text: string) => {
            if (quiet) kept += text
            else print(text)
          })
        }
        child.once('error', error => {
          this.#alive.delete(child)
          fail(error)
        })
        child.once('close', code => {
          this.#alive.delete(child)
          if (code !== 0) print(kept)
          done(code === 0 && !this.#ended)
        })
      })
    }
  }

  /** Ends them and what they started: asks as Ctrl-C does, then stops asking. None begins afterwards. */
  async endAll(): Promise<void> {
    this.#ended = true
    const ending = [...this.#alive].map(child => new Promise(gone => child.once('close', gone)))
    for (const child of this.#alive) signal(child, 'SIGINT')
    const timer = setTimeout(() => {
      for (const child of this.#alive) signal(child, 'SIGKILL')
    }, this.#patienceMs)
    await Promise.all(ending)
    clearTimeout(timer)
  }
}

const HAS_GROUPS = process.platform !== 'win32'

function signal(child: ChildProcess, name: 'SIGINT' | 'SIGKILL'): void {
  if (child.pid === undefined) return
  if (!HAS_GROUPS) {
    child.kill(name)
    return
  }
  try {
    process.kill(-child.pid, name)
  } catch (error) {
    // The last of the group was just gone.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
