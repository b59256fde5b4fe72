import { readFile } from 'node:fs/promises'

/** What a Node process that was started with `--inspect` says of itself. */
export interface AppProcess {
  /** Bytes that are in use, after everything unused was collected, and bytes the process occupies. */
  memory(): Promise<{ live: number; resident: number }>
  /** Of the processor, since it began; milliseconds. */
  cpuMs(): Promise<number>
  close(): void
}

/** How long a process may take to open its inspector. */
const PATIENCE_MS = 10_000

export async function appProcess(pid: number, inspectorPort: number): Promise<AppProcess> {
  const socket = new WebSocket(await inspectorUrl(inspectorPort))
  const waiting = new Map<number, (answer: Answer) => void>()
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true })
    socket.addEventListener('error', () => reject(new Error('The inspector does not answer.')), {
      once: true,
    })
  })
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  })
  let asked = 0
  const call = (method: string, params: object = {}) =>
    new Promise<Answer>(resolve => {
      waiting.set(++asked, resolve)
      socket.send(JSON.stringify({ id: asked, method, params }))
    })

  const evaluate = async (expression: string) => {
    const { result } = await call('Runtime.evaluate', { expression, returnByValue: true })
    const value = result?.result?.value
    if (value === undefined) throw new Error(`The app did not tell ${expression}.`)
    return value
  }

  return {
    // Without collecting first, the answer would tell when the collector last ran, not what a stream costs.
    async memory() {
      // What the first collection finalises, the second frees.
      await call('HeapProfiler.collectGarbage')
      await call('HeapProfiler.collectGarbage')
      const live = await evaluate('(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())')
      return { live, resident: await residentBytes(pid) }
    },
    cpuMs: () => evaluate('(({ user, system }) => (user + system) / 1_000)(process.cpuUsage())'),
    close: () => socket.close(),
  }
}

interface Answer {
  id: number
  result?: { result?: { value?: number } }
}

async function inspectorUrl(port: number): Promise<string> {
  const giveUpAt = Date.now() + PATIENCE_MS
  for (;;) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/json/list`)
      const [target] = (await response.json()) as { webSocketDebuggerUrl: string }[]
      return target!.webSocketDebuggerUrl
    } catch (error) {
      if (Date.now() > giveUpAt) throw new Error('The app did not open its inspector.', { cause: error })
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  }
}

/** Linux only: elsewhere there is no such file, and the figure is left out with the reason. */
async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)![1]) * 1_024
}
