import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NO_LANGUAGE_MODEL } from '../laptop/language-model.ts'
import { type LocalAws, startLocalAws } from '../local-aws/server.ts'
import { leaveProfiles } from '../local-aws/testing/aws-profiles.ts'
import { clientConfig } from './client-config.ts'
import { logModelCheck } from './model-check.ts'
import { type BedrockControl, bedrockControl } from './testing/bedrock-control.ts'
import { startTestApp, type TestApp } from './testing/test-app.ts'
import { settled, upload } from './testing/upload.ts'
import { watchedWire } from './testing/watched-wire.ts'

const work = {
  region: 'eu-central-1',
  accessKeyId: 'AKIAWORKWORKWORKWORK',
  secretAccessKey: 'work/work+work/work+work/work+work/work+',
}
const MODEL = 'eu.anthropic.claude-haiku-4-5-20251001-v1:0'
const RERANKER = 'cohere.rerank-v3-5:0'
const TICKETS = 'A family ticket for two adults and their children costs 28 euros.'

const dataFolder = mkdtempSync(join(tmpdir(), 'docent-bedrock-'))
const profiles = leaveProfiles({ work })
let elsewhere: LocalAws
let bedrock: BedrockControl
let toBedrock: Awaited<ReturnType<typeof watchedWire>>
let toLaptop: Awaited<ReturnType<typeof watchedWire>>
let app: TestApp

beforeAll(async () => {
  // Two accounts: each refuses the other's keys.
  elsewhere = await startLocalAws({ port: 0, dataFolder, account: work, quiet: true })
  bedrock = bedrockControl(elsewhere.url, work)
  toBedrock = await watchedWire(elsewhere.url)
  Object.assign(process.env, profiles.env)
  app = await startTestApp({
    worker: true,
    languageModel: {
      ...NO_LANGUAGE_MODEL,
      id: MODEL,
      bedrock: { profile: 'work', region: 'eu-central-1' },
    },
    theirs: {
      ...profiles.env,
      AWS_ACCESS_KEY_ID: work.accessKeyId,
      AWS_SECRET_ACCESS_KEY: work.secretAccessKey,
      AWS_ENDPOINT_URL_BEDROCK: toBedrock.url,
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: toBedrock.url,
      AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME: toBedrock.url,
      DOCENT_RERANK_MODEL: RERANKER,
    },
  })
  toLaptop = await watchedWire(app.awsUrl)
  for (const service of ['DYNAMODB', 'S3']) process.env[`AWS_ENDPOINT_URL_${service}`] = toLaptop.url
})
afterAll(async () => {
  await app.close()
  await toLaptop.close()
  await toBedrock.close()
  await elsewhere.close()
  profiles.remove()
  rmSync(dataFolder, { recursive: true, force: true })
})

describe('with the Bedrock of a profile', () => {
  it('documents and questions go there, signed by it; everything else stays on the laptop, signed by that', async () => {
    await bedrock.script({ on: 'chat', reply: 'Twenty-eight euros. [1]' })
    const owner = await app.newOwner()
    const { bot } = await (await owner.call('POST', '/api/bots', { name: 'Harbour Museum' })).json()
    for (const [name, text] of [
      ['Tickets.txt', TICKETS],
      ['Dogs.txt', 'Dogs are welcome.'],
    ] as const) {
      expect(await settled(owner, await upload(owner, bot.id, name, text))).toMatchObject({ status: 'ready' })
    }
    const { ticket } = await (await owner.call('POST', `/api/bots/${bot.id}/ticket`)).json()
    const answer = await app.call('POST', '/api/chat', {
      headers: { authorization: `Bearer ${ticket}` },
      body: JSON.stringify({ question: 'What does a family ticket cost?' }),
    })
    expect(await answer.text()).toContain('Twenty-eight')

    const calls = (await bedrock.calls()).map(({ operation, model, error }) => [operation, model, error])
    expect(calls).toContainEqual(['ConverseStream', MODEL, undefined])
    expect(calls).toContainEqual(['InvokeModel', 'amazon.titan-embed-text-v2:0', undefined])
    expect(calls.some(([operation]) => operation === 'Rerank')).toBe(true)
    expect(await app.bedrock.calls()).toEqual([])
    expect(toBedrock.signers()).toEqual([work.accessKeyId])
    expect(toLaptop.signers()).toEqual([app.account.accessKeyId])
  })

  it('its models are checked there', async () => {
    const before = toBedrock.bytesSent()
    await logModelCheck((await import('#lib/aws/settings.ts')).settings())
    expect(toBedrock.bytesSent()).toBeGreaterThan(before)
    expect(toBedrock.signers()).toEqual([work.accessKeyId])
  })

  it('its keys are in no setting and not in the browser; its region and model are', () => {
    const told = JSON.stringify(clientConfig())
    expect(told).toContain(JSON.stringify({ name: MODEL, place: 'Amazon Bedrock, eu-central-1' }))
    for (const place of [told, JSON.stringify(process.env)]) {
      expect(place).not.toContain(work.secretAccessKey)
      expect(place).not.toContain(work.accessKeyId)
    }
    expect(told).not.toContain('"work"')
  })
})
