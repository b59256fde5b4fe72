import type { IncomingMessage } from 'node:http'
import { AwsClock } from './aws-clock.ts'
import { type CredentialProvider, defaultChain, KeptCredentials } from './credentials.ts'
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
  /** Sent in place of a signature, where it gives one. */
  bearerToken?: () => Promise<string>
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

/** What the account's own logs of calls show. */
const USER_AGENT = 'docent'
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
  #place: { address: Address; bearerToken: string } | undefined

  constructor(options: ServiceOptions) {
    this.#options = options
    this.#signer = new Signer(options.signingName, options.region)
    this.#credentials = new KeptCredentials(options.credentials ?? defaultChain(), options.region)
    this.#connections = new Connections(new Waiting(options.patience))
  }

  /** What `read` makes of the answer. Rejects with a `ServiceError` where the service refused. */
  async call<T>(
    call: ServiceCall,
    read: (answer: IncomingMessage) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    this.#place ??= await this.#findPlace()
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
    const { address, bearerToken } = this.#place!
    const unsigned = { ...headers, host: address.host }
    const call = { method: 'POST', path: address.basePath + path, headers: unsigned, body }
    const signed: Record<string, string> = bearerToken
      ? { ...unsigned, authorization: `Bearer ${bearerToken}` }
      : this.#signer.sign(call, await this.#credentials.at(this.#clock.now()), this.#clock.now())
    signed['content-length'] = String(Buffer.byteLength(body))
    signed['user-agent'] = USER_AGENT
    const answer = await this.#connections.exchange(address, { ...call, headers: signed }, signal)
    if (answer.statusCode === 200) return answer
    throw serviceErrorOf(answer, await readBody(answer, MAX_ERROR_BYTES))
  }

  async #findPlace() {
    const { endpoint, region, bearerToken } = this.#options
    return {
      address: endpoint ? addressOf(new URL(endpoint)) : await findAddress(this.#options, region),
      bearerToken: (await bearerToken?.()) ?? '',
    }
  }
}

function asked(error: unknown): number {
  return error instanceof ServiceError ? Math.min(error.retryAfterMs, MAX_ASKED_MS) : 0
}
