import {
  loadConfig,
  NODE_USE_DUALSTACK_ENDPOINT_CONFIG_OPTIONS,
  NODE_USE_FIPS_ENDPOINT_CONFIG_OPTIONS,
} from '@smithy/core/config'
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

/** Which of a service's public hosts. */
export interface HostKind {
  fips: boolean
  /** Reached over IPv6 too. */
  dualStack: boolean
}

/**
 * `AWS_ENDPOINT_URL_<SERVICE>`, `AWS_ENDPOINT_URL` and their like in a profile, read by the SDK; else the public host,
 * of the kind that `AWS_USE_FIPS_ENDPOINT` and `AWS_USE_DUALSTACK_ENDPOINT` and their like in a profile ask for. Both
 * together are refused, as by the SDK.
 */
export async function findAddress({ serviceId, hostPrefix }: ServiceName, region: string): Promise<Address> {
  const kind = await wantedKind()
  const usual = new URL(publicUrl(hostPrefix, region, kind))
  const config: Parameters<typeof getEndpointFromInstructions>[2] = {
    serviceId,
    endpointProvider: () => ({ url: usual }),
  }
  await getEndpointFromInstructions({}, { getEndpointParameterInstructions: () => ({}) }, config)
  const found = await config.endpoint?.()
  if (!found) return addressOf(usual)
  const unmet = kind.fips ? 'AWS_USE_FIPS_ENDPOINT' : kind.dualStack && 'AWS_USE_DUALSTACK_ENDPOINT'
  if (unmet)
    throw new Error(
      `An endpoint of your own for ${serviceId} (AWS_ENDPOINT_URL…) cannot be used with ${unmet}: leave one of them out.`,
    )
  const { protocol, hostname, port, path } = found
  return addressOf(new URL(`${protocol}//${hostname}${port ? `:${port}` : ''}${path}`))
}

async function wantedKind(): Promise<HostKind> {
  return {
    fips: await loadConfig(NODE_USE_FIPS_ENDPOINT_CONFIG_OPTIONS)(),
    dualStack: await loadConfig(NODE_USE_DUALSTACK_ENDPOINT_CONFIG_OPTIONS)(),
  }
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

interface Domains {
  plain: string
  dualStack: string
}

const COMMERCIAL: Domains = { plain: 'amazonaws.com', dualStack: 'api.aws' }
/** The domains of AWS's other partitions, as the SDK has them. */
const DOMAINS: [region: RegExp, domains: Domains][] = [
  [/^cn-/, { plain: 'amazonaws.com.cn', dualStack: 'api.amazonwebservices.com.cn' }],
  [/^eusc-/, { plain: 'amazonaws.eu', dualStack: 'api.amazonwebservices.eu' }],
  [/^us-iso-/, { plain: 'c2s.ic.gov', dualStack: 'api.aws.ic.gov' }],
  [/^us-isob-/, { plain: 'sc2s.sgov.gov', dualStack: 'api.aws.scloud' }],
  [/^eu-isoe-/, { plain: 'cloud.adc-e.uk', dualStack: 'api.cloud-aws.adc-e.uk' }],
  [/^us-isof-/, { plain: 'csp.hci.ic.gov', dualStack: 'api.aws.hci.ic.gov' }],
]

export function publicUrl(
  hostPrefix: ServiceName['hostPrefix'],
  region: string,
  { fips, dualStack }: HostKind,
): string {
  const domains = DOMAINS.find(([regions]) => regions.test(region))?.[1] ?? COMMERCIAL
  // There the plain host of DynamoDB is the FIPS one.
  const isFipsAnyway = hostPrefix === 'dynamodb' && region.startsWith('us-gov-') && !dualStack
  const host = fips && !isFipsAnyway ? `${hostPrefix}-fips` : hostPrefix
  return `https://${host}.${region}.${dualStack ? domains.dualStack : domains.plain}`
}
