import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime'
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { findAddress, publicUrl } from './find-address.ts'

const DYNAMODB = { serviceId: 'DynamoDB', hostPrefix: 'dynamodb' } as const
const BEDROCK = { serviceId: 'Bedrock Runtime', hostPrefix: 'bedrock-runtime' } as const
afterEach(() => vi.unstubAllEnvs())

const REGIONS = [
  'us-east-1',
  'eu-central-2',
  'ap-southeast-5',
  'us-gov-west-1',
  'cn-north-1',
  'eusc-de-east-1',
  'us-iso-east-1',
  'us-isob-east-1',
  'eu-isoe-west-1',
  'us-gov-east-1',
  'us-isof-south-1',
]
const KINDS = [
  { fips: false, dualStack: false },
  { fips: true, dualStack: false },
  { fips: false, dualStack: true },
  { fips: true, dualStack: true },
]

it.each(REGIONS.flatMap(region => KINDS.map(kind => ({ region, ...kind }))))(
  'the public host of $region (FIPS $fips, dual stack $dualStack) is the one that the SDK calls',
  ({ region, ...kind }) => {
    for (const [client, { hostPrefix }] of [
      [new DynamoDBClient({ region }), DYNAMODB],
      [new BedrockRuntimeClient({ region }), BEDROCK],
    ] as const) {
      const { fips: UseFIPS, dualStack: UseDualStack } = kind
      const { url } = client.config.endpointProvider({ Region: region, UseFIPS, UseDualStack })
      expect(new URL(publicUrl(hostPrefix, region, kind)).href).toBe(url.href)
    }
  },
)

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

  it('is a FIPS or a dual-stack one where the environment says so', async () => {
    vi.stubEnv('AWS_USE_FIPS_ENDPOINT', 'true')
    expect(await findAddress(BEDROCK, 'us-east-1')).toMatchObject({
      host: 'bedrock-runtime-fips.us-east-1.amazonaws.com',
    })
    vi.stubEnv('AWS_USE_DUALSTACK_ENDPOINT', 'true')
    expect(await findAddress(DYNAMODB, 'us-east-1')).toMatchObject({
      host: 'dynamodb-fips.us-east-1.api.aws',
    })
    vi.stubEnv('AWS_USE_FIPS_ENDPOINT', 'false')
    expect(await findAddress(DYNAMODB, 'us-east-1')).toMatchObject({ host: 'dynamodb.us-east-1.api.aws' })
  })

  it('is one where the profile in use says so', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'docent-profile-'))
    const file = join(folder, 'config')
    await writeFile(file, '[profile careful]\nuse_fips_endpoint = true\nuse_dualstack_endpoint = true\n')
    vi.stubEnv('AWS_CONFIG_FILE', file)
    vi.stubEnv('AWS_PROFILE', 'careful')
    try {
      expect(await findAddress(DYNAMODB, 'us-east-1')).toMatchObject({
        host: 'dynamodb-fips.us-east-1.api.aws',
      })
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it.each(['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT'])(
    'cannot be another one with %s, as with the SDK',
    async name => {
      vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:4000')
      vi.stubEnv(name, 'true')
      await expect(findAddress(DYNAMODB, 'us-east-1')).rejects.toThrow(
        `An endpoint of your own for DynamoDB (AWS_ENDPOINT_URL…) cannot be used with ${name}: leave one of them out.`,
      )
      const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' }
      const sdk = new DynamoDBClient({ region: 'us-east-1', credentials })
      await expect(sdk.send(new ListTablesCommand())).rejects.toThrow('custom endpoint are not supported')
    },
  )
})
