import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** A service that is not there after this long never will be; the slowest takes about two seconds. */
const START_PATIENCE_MS = 60_000
/** Enough for a stack trace with its message. */
const KEPT_LINES = 40
/** More deaths than this in a minute, and restarting is no help. */
const MAX_DEATHS_A_MINUTE = 5

/** A signal would open the inspector to whoever runs as the same user, and what reads documents may send signals. */
const NO_INSPECTOR = '--disable-sigusr1'

export interface ServiceProcess {
  readonly name: string
  readonly pid: number | undefined
  /** What it said last, on either stream. */
  lastLines(): string[]
  /** Stops it and starts it anew, with other settings where given. */
  restart(env?: NodeJS.ProcessEnv): Promise<void>
  stop(): Promise<void>
}

export interface ServiceProcessOptions {
  name: string
  /** For Node: its options, the script, the script's arguments. */
  args: string[]
  cwd: string
  env: NodeJS.ProcessEnv
  /** `line`: it prints `{"ready":true…}`; a URL: anything answers there. */
  readyWhen: 'line' | URL
  onError?: (line: string) => void
  /** It died and is being started again; `why` carries its last lines. */
  onDeath?: (why: string) => void
  /** It keeps dying and is given up. */
  onGivenUp?: (why: string) => void
  /** Before it is started again, doubling with every death; milliseconds. */
  pauseMs?: number
  /** It may finish what it is doing before it is killed; milliseconds. */
  stopPatienceMs?: number
}

/**
 * Starts a Node program in a process group of its own, waits until it is ready and keeps it running.
 * Its standard input is a pipe from us: it closes when we die, and the program stops. Throws with its
 * last lines where it does not become ready.
 */
export async function startServiceProcess(options: ServiceProcessOptions): Promise<ServiceProcess> {
  const { pauseMs = 250, stopPatienceMs = 5_000 } = options
  let env = options.env
  let child: ChildProcess
  let lines: string[] = []
  let stopping = false
  let deaths: number[] = []

  const keep = (line: string) => {
    lines = [...lines, line].slice(-KEPT_LINES)
  }
  const lastWords = () => lines.map(line => `    ${line}`).join('\n')

  async function begin() {
    lines = []
    child = spawn(process.execPath, [NO_INSPECTOR, ...options.args], {
      cwd: options.cwd,
      env,
      detached: process.platform !== 'win32',
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const mine = child
    // Writing never happens; the pipe breaks when the program dies, which `exit` reports.
    mine.stdin?.on('error', error => keep(`standard input: ${error.message}`))
    const said = createInterface({ input: mine.stdout! }).on('line', keep)
    createInterface({ input: mine.stderr! }).on('line', line => {
      keep(line)
      options.onError?.(line)
    })
    const over = new Promise<never>((_, fail) => {
      mine.once('error', fail)
      mine.once('exit', (code, signal) => {
        fail(new Error(`${options.name} stopped (${signal ?? `code ${code}`}).\n${lastWords()}`))
      })
    })
    const timeout = new AbortController()
    try {
      await Promise.race([
        over,
        options.readyWhen === 'line'
          ? readyLine(said, timeout.signal)
          : answers(options.readyWhen, timeout.signal),
        tooLong(options.name, lastWords, timeout.signal),
      ])
    } catch (error) {
      await end(mine, stopPatienceMs)
      throw error
    } finally {
      timeout.abort()
    }
    over.catch((death: Error) => {
      if (!stopping && mine === child) void revive(death.message)
    })
  }

  async function revive(why: string) {
    const now = Date.now()
    deaths = [...deaths.filter(time => now - time < 60_000), now]
    if (deaths.length > MAX_DEATHS_A_MINUTE) {
      options.onGivenUp?.(why)
      return
    }
    options.onDeath?.(why)
    await new Promise(resolve => setTimeout(resolve, pauseMs * 2 ** (deaths.length - 1)))
    if (stopping) return
    try {
      await begin()
    } catch (error) {
      if (!stopping) await revive((error as Error).message)
    }
  }

  await begin()
  return {
    name: options.name,
    get pid() {
      return child.pid
    },
    lastLines: () => lines,
    async restart(newEnv = env) {
      env = newEnv
      const old = child
      stopping = true
      await end(old, stopPatienceMs)
      stopping = false
      await begin()
    },
    async stop() {
      stopping = true
      await end(child, stopPatienceMs)
    },
  }
}

function readyLine(said: ReturnType<typeof createInterface>, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const look = (line: string) => {
      if (line.startsWith('{"ready":true')) resolve()
    }
    said.on('line', look)
    signal.addEventListener('abort', () => said.off('line', look))
  })
}

/** Any answer will do, an error page too: the server stands. */
async function answers(url: URL, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await fetch(url, { method: 'HEAD', redirect: 'manual', signal })
      return
    } catch (error) {
      if (signal.aborted || !(error instanceof TypeError)) throw error
      // Not listening yet.
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  }
}

function tooLong(name: string, lastWords: () => string, signal: AbortSignal): Promise<never> {
  return new Promise((_, fail) => {
    const timer = setTimeout(() => {
      fail(new Error(`${name} did not start within ${START_PATIENCE_MS / 1000} s.\n${lastWords()}`))
    }, START_PATIENCE_MS)
    signal.addEventListener('abort', () => clearTimeout(timer))
  })
}

/** Asks the whole group to stop, then makes it. */
async function end(child: ChildProcess, patienceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const gone = once(child, 'exit')
  signalGroup(child, 'SIGTERM')
  child.stdin?.end()
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), patienceMs)
  await gone
  clearTimeout(timer)
  // Whatever it started itself and left behind.
  signalGroup(child, 'SIGKILL')
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals) {
  if (process.platform === 'win32') {
    child.kill(signal)
    return
  }
  try {
    process.kill(-child.pid!, signal)
  } catch (error) {
    // Already gone, which is what we wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
