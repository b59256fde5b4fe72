import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { findAddress, publicUrl } from './find-address.ts'

const DYNAMODB = { serviceId: 'DynamoDB', hostPrefix: 'dynamodb' } as const
const BEDROCK = { serviceId: 'Bedrock Runtime', hostPrefix: 'bedrock-runtime' } as const
afterEach(() => vi.unstubAllEnvs())

it.each([
  'us-east-1',
  'eu-central-2',
  'ap-southeast-5',
  'us-gov-west-1',
  'cn-north-1',
  'eusc-de-east-1',
  'us-iso-east-1',
  'us-isob-east-1',
  'eu-isoe-west-1',
  'us-isof-south-1',
])('the public host of %s is the one that the SDK calls', region => {
  for (const [client, { hostPrefix }] of [
    [new DynamoDBClient({ region }), DYNAMODB],
    [new BedrockRuntimeClient({ region }), BEDROCK],
  ] as const) {
    const { url } = client.config.endpointProvider({ Region: region })
    expect(new URL(publicUrl(hostPrefix, region)).href).toBe(url.href)
  }
})

describe('the address', () => {
  it('is the public one, if nothing is said', async () => {
    const host = 'bedrock-runtime.eu-west-1.amazonaws.com'
    expect(await findAddress(BEDROCK, 'eu-west-1')).toEqual({
      tls: true,
      hostname: host,
      port: 443,
      host,
      basePath: '',
    })
  })

  it("is AWS_ENDPOINT_URL, but the service's own first", async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:4000')
    vi.stubEnv('AWS_ENDPOINT_URL_BEDROCK_RUNTIME', 'https://[::1]:4001/proxy/')
    expect(await findAddress(DYNAMODB, 'eu-west-1')).toEqual({
      ...{ tls: false, hostname: '127.0.0.1', port: 4000, host: '127.0.0.1:4000', basePath: '' },
    })
    expect(await findAddress(BEDROCK, 'eu-west-1')).toEqual({
      ...{ tls: true, hostname: '::1', port: 4001, host: '[::1]:4001', basePath: '/proxy' },
    })
  })
})
