import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { AskedSide, OpenedSide, Order, Report } from './side.ts'

export interface RunningSide<Query, Answer> {
  name: string
  opened: OpenedSide
  /** Asks each query `times` times over, one after another; the answers are those of the first time. */
  ask(queries: Query[], times?: number): Promise<AskedSide<Answer>>
  /** Resident bytes of its process now, after collecting garbage. */
  weigh(): Promise<number>
  stop(): Promise<void>
}

export interface SideStart {
  name: string
  /** Address of the side's module, `import.meta.resolve('./…')`. */
  module: string
  options: unknown
  /** Beside our own environment. */
  env?: Record<string, string>
  /** Somebody who takes longer over one order is given up. */
  patienceMs?: number
}

/** Longer than the slowest of them takes to build an index of 100,000. */
const PATIENCE_MS = 180_000
/** Of JavaScript's heap; with it no side comes above 4 GB. */
const HEAP_MB = 3_000

/** Starts a process and opens the side in it. Throws, and nothing is left running, where that fails. */
export async function startSide<Query, Answer>(start: SideStart): Promise<RunningSide<Query, Answer>> {
  const { module, options, env, patienceMs = PATIENCE_MS } = start
  const child = fork(new URL('side-process.ts', import.meta.url), [module], {
    execArgv: ['--expose-gc', `--max-old-space-size=${HEAP_MB}`, '--disable-warning=ExperimentalWarning'],
    env: { ...process.env, ...env },
    // Vectors travel as they are.
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  child.stderr!.on('data', text => {
    said = `${said}${text}`.slice(-2_000)
  })
  const gone = once(child, 'exit').then(
    ([code, signal]) => `its process ended (${signal ?? code})${lastWords(said)}`,
  )
  const carryOut = async (order: Order): Promise<Report> => {
    child.send(order)
    const report = await inTime(child, gone, patienceMs)
    if ('failure' in report) throw new Error(report.failure)
    return report
  }
  const stop = async () => {
    child.kill('SIGKILL')
    await gone
  }
  try {
    const opened = (await carryOut({ do: 'open', options })) as OpenedSide
    return {
      name: start.name,
      opened,
      ask: async (queries, times = 1) => (await carryOut({ do: 'ask', queries, times })) as AskedSide<Answer>,
      weigh: async () => ((await carryOut({ do: 'weigh' })) as { resident: number }).resident,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function inTime(child: ChildProcess, gone: Promise<string>, patienceMs: number): Promise<Report> {
  const giveUp = Promise.withResolvers<Report>()
  const timer = setTimeout(
    () => giveUp.resolve({ failure: `it took longer than ${patienceMs / 1_000} s` }),
    patienceMs,
  )
  const heard = new AbortController()
  try {
    return await Promise.race([
      once(child, 'message', { signal: heard.signal }).then(([report]) => report as Report),
      gone.then(failure => ({ failure })),
      giveUp.promise,
    ])
  } finally {
    clearTimeout(timer)
    heard.abort()
  }
}

function lastWords(said: string): string {
  const line = said.split('\n').find(text => /error|fatal/i.test(text))
  return line ? `: ${line.trim()}` : ''
}
