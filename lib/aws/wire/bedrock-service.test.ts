import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { bedrockClient } from '../testing/bedrock-client.ts'
import { sdkEncoder } from '../testing/sdk-encoder.ts'
import { bedrockService } from './bedrock-service.ts'
import { ok, type ScriptedService, scriptedService } from './testing/scripted-service.ts'
import { wireEncoder } from './wire-encoder.ts'

let service: ScriptedService
beforeEach(async () => {
  service = await scriptedService()
  service.does(ok('{"embedding":[1]}'))
  vi.stubEnv('AWS_ENDPOINT_URL_BEDROCK_RUNTIME', service.endpoint)
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAEXAMPLE')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
})
afterEach(() => {
  vi.unstubAllEnvs()
  service.close()
})

const place = { region: 'eu-west-1', profile: null }
const model = ['a.model-v1:0', 256] as const

async function authorization() {
  const bedrock = bedrockService(place)
  await wireEncoder(bedrock, ...model).encode('Dogs')
  bedrock.close()
  return service.calls.at(-1)!.headers.authorization
}

it('signs for the region, as whoever the process is', async () => {
  expect(await authorization()).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d{8}\/eu-west-1\/bedrock\/aws4_request, SignedHeaders=accept;content-type;host;x-amz-date, /,
  )
})

it('shows an API key of Bedrock where the environment has one, as the SDK does', async () => {
  vi.stubEnv('AWS_BEARER_TOKEN_BEDROCK', 'a-key')
  expect(await authorization()).toBe('Bearer a-key')
  await sdkEncoder(bedrockClient(place), ...model).encode('Dogs')
  expect(service.calls.at(-1)!.headers.authorization).toBe('Bearer a-key')
})
