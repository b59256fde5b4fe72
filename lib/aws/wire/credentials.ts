/** Whose call it is. */
export interface Credentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
  expiration?: Date
}

/** The SDK's own: the environment, a profile, a role, a sign-in. The region is where a role is taken on. */
export type CredentialProvider = (call: {
  callerClientConfig: { region: () => Promise<string> }
}) => Promise<Credentials>

/** The SDK's default chain, loaded when it is first needed: whoever builds a service may never call it. */
export function defaultChain(): CredentialProvider {
  let chain: CredentialProvider | undefined
  return async call => {
    chain ??= (await import('@aws-sdk/credential-provider-node')).defaultProvider()
    return await chain(call)
  }
}

/** As the SDK's: what is had anew has this long to come before the old is refused. */
const REFRESH_BEFORE_MS = 5 * 60_000

/** What `provider` gives, asked again before it expires; asked once however many wait. */
export class KeptCredentials {
  readonly #provider: CredentialProvider
  readonly #region: string
  #kept: Credentials | null = null
  #asking: Promise<Credentials> | null = null

  constructor(provider: CredentialProvider, region: string) {
    this.#provider = provider
    this.#region = region
  }

  /** `now` in milliseconds since 1970. No promise where there is nothing to wait for. */
  at(now: number): Credentials | Promise<Credentials> {
    const kept = this.#kept
    if (kept && leftOf(kept, now) > REFRESH_BEFORE_MS) return kept
    const asking = this.#ask()
    if (!kept || leftOf(kept, now) <= 0) return asking
    // Who gives them may be away for a moment: these still work, and the next call asks again.
    return asking.catch(() => kept)
  }

  #ask(): Promise<Credentials> {
    this.#asking ??= this.#provider({ callerClientConfig: { region: async () => this.#region } })
      .then(credentials => {
        this.#kept = credentials
        return credentials
      })
      .finally(() => {
        this.#asking = null
      })
    return this.#asking
  }
}

function leftOf({ expiration }: Credentials, now: number): number {
  return expiration ? expiration.getTime() - now : Number.POSITIVE_INFINITY
}
