import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { json } from 'node:stream/consumers'
import { FunctionError } from './function-error.ts'

export interface FunctionSettings {
  name: string
  /** Holds `index.mjs`, which exports `handler`. */
  folder: string
  /** All of it: nothing of ours reaches the function. */
  environment: Record<string, string>
  timeoutMs: number
}

export interface FunctionResponse {
  contentType: string
  /** As it is written where the handler streams, JSON where it returns. */
  body: IncomingMessage
}

/** AWS gives the code before the handler so long. */
const INIT_MS = 10_000

/**
 * One execution environment: a process that holds the loaded function and works on one event at a time,
 * with the runtime API it gets them from. It is killed with what it works on at the function's timeout.
 */
export class Environment {
  readonly #settings: FunctionSettings
  readonly #process: ChildProcess
  readonly #close: () => void
  readonly #exited: Promise<unknown>
  #ready = Promise.withResolvers<void>()
  #waiting: ServerResponse | null = null
  #current: { id: string; began: PromiseWithResolvers<FunctionResponse>; ended: () => void } | null = null
  #dead: FunctionError | null = null

  static async start(settings: FunctionSettings, log: (line: string) => void): Promise<Environment> {
    const server = createServer()
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const runtime = join(import.meta.dirname, 'runtime-process.ts')
    const child = spawn(process.execPath, [runtime, String(port), settings.folder, settings.name], {
      cwd: settings.folder,
      env: {
        ...settings.environment,
        AWS_LAMBDA_FUNCTION_NAME: settings.name,
      } as unknown as NodeJS.ProcessEnv,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', log)
    const environment = new Environment(settings, child, () => {
      server.closeAllConnections()
      server.close()
    })
    server.on('request', (request, response) => void environment.#serve(request, response))
    await environment.#initialised()
    return environment
  }

  private constructor(settings: FunctionSettings, child: ChildProcess, close: () => void) {
    this.#settings = settings
    this.#process = child
    this.#close = close
    this.#exited = once(child, 'exit')
    child.once('exit', code => {
      this.#die(new FunctionError('Runtime.ExitError', `Runtime exited with status ${code}`))
    })
  }

  get alive(): boolean {
    return this.#dead === null
  }

  /**
   * Resolves when the response begins. `ended` settles when the handler has returned as well, or died:
   * what it streams may end before.
   */
  invoke(event: string): { began: Promise<FunctionResponse>; ended: Promise<void> } {
    const next = this.#waiting
    if (!next || this.#current) throw new Error('An environment works on one event at a time.')
    this.#waiting = null
    const id = randomUUID()
    const { timeoutMs } = this.#settings
    const ended = Promise.withResolvers<void>()
    const timer = setTimeout(() => {
      const seconds = (timeoutMs / 1_000).toFixed(2)
      this.#die(new FunctionError('Sandbox.Timedout', `${id} Task timed out after ${seconds} seconds`))
    }, timeoutMs)
    this.#current = {
      id,
      began: Promise.withResolvers(),
      ended() {
        clearTimeout(timer)
        ended.resolve()
      },
    }
    const { promise } = this.#current.began
    next.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': id,
      'lambda-runtime-deadline-ms': String(Date.now() + timeoutMs),
    })
    next.end(event)
    return { began: promise, ended: ended.promise }
  }

  async stop(): Promise<void> {
    this.#die(new FunctionError('Runtime.ExitError', 'The function was stopped.'))
    await this.#exited
  }

  async #initialised(): Promise<void> {
    const timer = setTimeout(() => {
      this.#die(new FunctionError('Runtime.InitTimeout', `Loading took longer than ${INIT_MS} ms`))
    }, INIT_MS)
    try {
      await this.#ready.promise
    } finally {
      clearTimeout(timer)
    }
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, what, id, how] = /^\/2018-06-01\/runtime\/(\w+)\/([^/]+)(?:\/(\w+))?$/.exec(request.url!) ?? []
    if (what === 'invocation' && id === 'next') {
      this.#current?.ended()
      this.#current = null
      this.#waiting = response
      this.#ready.resolve()
    } else if (what === 'init' && id === 'error') {
      this.#die(FunctionError.of(await json(request)))
    } else if (what === 'invocation' && id === this.#current?.id && how === 'error') {
      this.#current!.began.reject(FunctionError.of(await json(request)))
      response.writeHead(202).end()
    } else if (what === 'invocation' && id === this.#current?.id && how === 'response') {
      request.once('end', () => response.writeHead(202).end())
      // A function that breaks off; who reads the body hears of it.
      request.once('error', () => response.destroy())
      this.#current!.began.resolve({ contentType: request.headers['content-type']!, body: request })
    } else {
      response.writeHead(404).end(`The runtime API on loopback has no ${request.method} ${request.url}`)
    }
  }

  #die(reason: FunctionError): void {
    if (this.#dead) return
    this.#dead = reason
    this.#process.kill('SIGKILL')
    this.#ready.reject(reason)
    this.#current?.began.reject(reason)
    this.#current?.ended()
    this.#close()
  }
}
