import type { BedrockRuntimeClientConfig } from '@aws-sdk/client-bedrock-runtime'

/** Where Bedrock is called, and as whom. */
export interface BedrockPlace {
  region: string
  /** A profile of this machine's AWS configuration, for Bedrock alone; null: whoever the process is. */
  profile: string | null
}

type Credentials = Extract<BedrockRuntimeClientConfig['credentials'], (...given: never[]) => unknown>

/** What every client of Bedrock is made with. */
export function bedrockConfig({ region, profile }: BedrockPlace): {
  region: string
  credentials?: Credentials
} {
  return { region, ...(profile && { credentials: credentialsOfProfile(profile) }) }
}

/**
 * The keys of a profile, read when they are first needed: a sign-in that was renewed meanwhile counts. Never the
 * keys of the environment, which on a laptop are those of the AWS on loopback.
 */
export function credentialsOfProfile(profile: string): Credentials {
  // Loaded where there is a profile only: a function in the cloud starts without it.
  return async identity => (await import('@aws-sdk/credential-provider-ini')).fromIni({ profile })(identity)
}
