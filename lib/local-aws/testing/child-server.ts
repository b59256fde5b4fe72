import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { testAccount } from './aws-target.ts'

export interface ChildServer {
  pid: number
  endpoint: string
  process: ChildProcess
  /** Sends the signal and resolves with the exit code, null when the signal itself ended it. */
  stop(signal: NodeJS.Signals): Promise<number | null>
}

/** Starts `main.ts` as `npm start` does. Rejects with what it said on stderr when it ends before it is ready. */
export async function startChild(dataFolder: string, ...more: string[]): Promise<ChildServer> {
  const accountFile = join(dataFolder, 'account.json')
  await writeFile(accountFile, JSON.stringify(testAccount))
  const main = join(import.meta.dirname, '..', 'main.ts')
  const args = [
    main,
    '--port',
    '0',
    '--data',
    join(dataFolder, 'data'),
    '--account-file',
    accountFile,
    ...more,
  ]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] })
  const exited = once(child, 'exit') as Promise<[number | null]>
  let complaints = ''
  child.stderr.on('data', text => {
    complaints += text
  })
  const firstLine = once(createInterface(child.stdout), 'line') as Promise<[string]>
  const [line] = await Promise.race([
    firstLine,
    exited.then(([code]) => {
      throw new Error(`main.ts ended with ${code}: ${complaints}`)
    }),
  ])
  const { ready, port } = JSON.parse(line) as { ready: boolean; port: number }
  if (!ready) throw new Error(`main.ts said ${line}`)
  return {
    pid: child.pid!,
    endpoint: `http://127.0.0.1:${port}`,
    process: child,
    async stop(signal) {
      process.kill(child.pid!, signal)
      const [code] = await exited
      return code
    },
  }
}
