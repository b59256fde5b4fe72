import type { IncomingMessage } from 'node:http'
import { AwsClock } from './aws-clock.ts'
import { type CredentialProvider, KeptCredentials } from './credentials.ts'
import { Connections, StaleConnection } from './exchange.ts'
import { type Address, addressOf, findAddress, type ServiceName } from './find-address.ts'
import { readBody } from './read-body.ts'
import { repeatable } from './repeatable.ts'
import { RetryBudget, withRetries } from './retry.ts'
import { ServiceError, serviceErrorOf } from './service-error.ts'
import { Signer } from './signer.ts'
import { type Patience, Waiting } from './waiting.ts'

export interface ServiceOptions extends ServiceName {
  signingName: string
  region: string
  /** The SDK's default chain, where none is given. */
  credentials?: CredentialProvider
  /** In place of the usual address. */
  endpoint?: string
  patience: Patience
  attempts: number
}

export interface ServiceCall {
  /** Encoded; without a query. */
  path: string
  /** In lower case. */
  headers: Record<string, string>
  body: string
  /** May be repeated even when its answer was lost half-way. */
  readsOnly: boolean
}

/** As the SDK: a service does not keep a caller longer than this. */
const MAX_ASKED_MS = 5_000
/** What an error says is short; of more the first part is not needed either. */
const MAX_ERROR_BYTES = 1_048_576

/** One service of AWS: signed calls over connections that are kept, repeated where that helps. */
export class AwsService {
  readonly #options: ServiceOptions
  readonly #signer: Signer
  readonly #clock = new AwsClock()
  readonly #credentials: KeptCredentials
  readonly #connections: Connections
  readonly #budget = new RetryBudget()
  #address: Address | undefined

  constructor(options: ServiceOptions) {
    this.#options = options
    this.#signer = new Signer(options.signingName, options.region)
    this.#credentials = new KeptCredentials(options.credentials ?? defaultChain())
    this.#connections = new Connections(new Waiting(options.patience))
  }

  /** What `read` makes of the answer. Rejects with a `ServiceError` where the service refused. */
  async call<T>(
    call: ServiceCall,
    read: (answer: IncomingMessage) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    this.#address ??= await this.#findAddress()
    const rules = { attempts: this.#options.attempts, budget: this.#budget, repeatable, asked, signal }
    if (call.readsOnly) return withRetries(async () => read(await this.#attempt(call, signal)), rules)
    // Answered is applied: whatever becomes of the answer's rest, it is not sent again.
    return read(await withRetries(() => this.#attempt(call, signal), rules))
  }

  close(): void {
    this.#connections.close()
  }

  /** Sent once more at once where it was a connection that lay idle, or our clock. */
  async #attempt(call: ServiceCall, signal?: AbortSignal): Promise<IncomingMessage> {
    try {
      return await this.#send(call, signal)
    } catch (error) {
      const again =
        error instanceof ServiceError ? this.#clock.corrected(error) : error instanceof StaleConnection
      if (!again) throw error
    }
    return await this.#send(call, signal)
  }

  async #send({ path, headers, body }: ServiceCall, signal?: AbortSignal): Promise<IncomingMessage> {
    const address = this.#address!
    const kept = this.#credentials.at(this.#clock.now())
    const credentials = kept instanceof Promise ? await kept : kept
    const call = {
      method: 'POST',
      path: address.basePath + path,
      headers: { ...headers, host: address.host },
      body,
    }
    const signed = this.#signer.sign(call, credentials, this.#clock.now())
    signed['content-length'] = String(Buffer.byteLength(body))
    const answer = await this.#connections.exchange(address, { ...call, headers: signed }, signal)
    if (answer.statusCode === 200) return answer
    throw serviceErrorOf(answer, await readBody(answer, MAX_ERROR_BYTES))
  }

  async #findAddress(): Promise<Address> {
    const { endpoint, region } = this.#options
    return endpoint ? addressOf(new URL(endpoint)) : await findAddress(this.#options, region)
  }
}

function asked(error: unknown): number {
  return error instanceof ServiceError ? Math.min(error.retryAfterMs, MAX_ASKED_MS) : 0
}

function defaultChain(): CredentialProvider {
  let chain: CredentialProvider | undefined
  // Loaded with the first call: whoever builds a service may never call it.
  return async () => {
    chain ??= (await import('@aws-sdk/credential-provider-node')).defaultProvider()
    return chain()
  }
}
