import { getEndpointFromInstructions } from '@smithy/core/endpoints'

/** Where a service is called. */
export interface Address {
  tls: boolean
  /** To connect to; an IPv6 address without brackets. */
  hostname: string
  port: number
  /** The header that is signed. */
  host: string
  /** Before every path; empty as a rule. */
  basePath: string
}

export interface ServiceName {
  /** As the SDK calls it in `AWS_ENDPOINT_URL_…`. */
  serviceId: 'DynamoDB' | 'Bedrock Runtime'
  /** The first part of its public host. */
  hostPrefix: 'dynamodb' | 'bedrock-runtime'
}

/** `AWS_ENDPOINT_URL_<SERVICE>`, `AWS_ENDPOINT_URL` and their like in a profile, read by the SDK; else the public host. */
export async function findAddress({ serviceId, hostPrefix }: ServiceName, region: string): Promise<Address> {
  const usual = new URL(publicUrl(hostPrefix, region))
  const config: Parameters<typeof getEndpointFromInstructions>[2] = {
    serviceId,
    endpointProvider: () => ({ url: usual }),
  }
  await getEndpointFromInstructions({}, { getEndpointParameterInstructions: () => ({}) }, config)
  const found = await config.endpoint?.()
  if (!found) return addressOf(usual)
  const { protocol, hostname, port, path } = found
  return addressOf(new URL(`${protocol}//${hostname}${port ? `:${port}` : ''}${path}`))
}

export function addressOf(url: URL): Address {
  const tls = url.protocol === 'https:'
  return {
    tls,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (tls ? 443 : 80),
    host: url.host,
    basePath: url.pathname.replace(/\/$/, ''),
  }
}

/** The domains of AWS's partitions, as the SDK has them; all others are `amazonaws.com`. */
const DOMAINS: [region: RegExp, domain: string][] = [
  [/^cn-/, 'amazonaws.com.cn'],
  [/^eusc-/, 'amazonaws.eu'],
  [/^us-iso-/, 'c2s.ic.gov'],
  [/^us-isob-/, 'sc2s.sgov.gov'],
  [/^eu-isoe-/, 'cloud.adc-e.uk'],
  [/^us-isof-/, 'csp.hci.ic.gov'],
]

export function publicUrl(hostPrefix: ServiceName['hostPrefix'], region: string): string {
  const domain = DOMAINS.find(([regions]) => regions.test(region))?.[1] ?? 'amazonaws.com'
  return `https://${hostPrefix}.${region}.${domain}`
}
