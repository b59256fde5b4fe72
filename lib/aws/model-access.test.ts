import { BedrockClient } from '@aws-sdk/client-bedrock'
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type AwsTarget, openAwsTarget } from '../local-aws/testing/aws-target.ts'
import { type BedrockControl, bedrockControl } from '../server/testing/bedrock-control.ts'
import { checkModels } from './model-access.ts'
import { sdkChatModel } from './testing/sdk-chat-model.ts'
import { sdkEncoder } from './testing/sdk-encoder.ts'

const PROFILE = 'us.anthropic.claude-haiku-4-5-20251001-v1:0'
const CLAUDE = 'anthropic.claude-haiku-4-5-20251001-v1:0'
const TITAN = 'amazon.titan-embed-text-v2:0'

let target: AwsTarget
let client: BedrockClient
let runtime: BedrockRuntimeClient
let bedrock: BedrockControl

beforeAll(async () => {
  target = await openAwsTarget()
  const { region, endpoint, credentials } = target
  client = new BedrockClient({ region, endpoint, credentials, maxAttempts: 1 })
  runtime = new BedrockRuntimeClient({ region, endpoint, credentials, maxAttempts: 1 })
  bedrock = bedrockControl(endpoint!, target.account)
})
afterEach(() => bedrock.clearAccess())
afterAll(async () => {
  client.destroy()
  runtime.destroy()
  await target.close()
})

async function verdicts(chatModel = PROFILE, embeddingModel = TITAN, rerankModel: string | null = null) {
  return checkModels(client, { bedrock: { region: 'us-east-1' }, chatModel, embeddingModel, rerankModel })
}
const chatVerdict = async (model?: string) => (await verdicts(model))[0]!

describe('before they are called, the models', () => {
  it('of the defaults, on their own or behind a profile, are found open', async () => {
    expect(await verdicts()).toEqual([
      { setting: 'DOCENT_CHAT_MODEL', model: PROFILE, state: 'open', message: '' },
      { setting: 'DOCENT_EMBEDDING_MODEL', model: TITAN, state: 'open', message: '' },
    ])
  })

  it('are three where one puts passages into order', async () => {
    const [, , open] = await verdicts(PROFILE, TITAN, 'cohere.rerank-v3-5:0')
    expect(open).toMatchObject({ setting: 'DOCENT_RERANK_MODEL', state: 'open' })
    const [, , closed] = await verdicts(PROFILE, TITAN, 'cohere.rerank-v9:0')
    expect(closed).toMatchObject({ setting: 'DOCENT_RERANK_MODEL', state: 'closed' })
  })

  it.each([
    'amazon.nova-lite-v1:0',
    'global.anthropic.claude-haiku-4-5-20251001-v1:0',
    'docent.local-model',
    `arn:aws:bedrock:us-east-1:000000000000:inference-profile/${PROFILE}`,
  ])('may be %s', async model => {
    expect(await chatVerdict(model)).toMatchObject({ state: 'open' })
  })

  it.each(['gpt-4', 'us.anthropic.none', 'eu.anthropic.claude-haiku-4-5-20251001-v1:0'])(
    'that do not exist here are closed, with the setting to change: %s',
    async model => {
      const { state, message } = await chatVerdict(model)
      expect(state).toBe('closed')
      expect(message).toContain(`${model} does not exist in us-east-1. Open the Bedrock console`)
      expect(message).toContain('into DOCENT_CHAT_MODEL.')
    },
  )

  it('that this region does not have are closed', async () => {
    await bedrock.setAccess({ model: TITAN, region: 'NOT_AVAILABLE' })
    const [chat, embedding] = await verdicts()
    expect(chat!.state).toBe('open')
    expect(embedding!.message).toContain(`${TITAN} does not exist in us-east-1.`)
    expect(embedding!.message).toContain('DOCENT_EMBEDDING_MODEL')
  })

  it('that are called by a profile only are closed under their own id, which names the profile', async () => {
    const { state, message } = await chatVerdict(CLAUDE)
    expect(state).toBe('closed')
    expect(message).toContain(`such as ${PROFILE}, into DOCENT_CHAT_MODEL`)
  })

  it.each([
    [{ authorization: 'NOT_AUTHORIZED' }, 'this account may not use it. Ask whoever administers'],
    [{ agreement: 'NOT_AVAILABLE' }, 'its agreement was not accepted. Ask whoever administers'],
    [{ agreement: 'PENDING' }, 'its agreement is being set up. Wait 15 minutes'],
    [{ agreement: 'ERROR' }, 'its agreement failed (Ordered by the script.). Ask whoever'],
    [{ entitlement: 'NOT_AVAILABLE' }, 'access was not granted. Ask whoever administers'],
  ] as const)('with %j are closed, with what to do', async (access, words) => {
    await bedrock.setAccess({ model: CLAUDE, ...access })
    const { state, message } = await chatVerdict()
    expect(state).toBe('closed')
    expect(message).toContain(`${PROFILE}: ${words}`)
  })

  it('that we may not ask about are unknown, not closed', async () => {
    await bedrock.setAccess({ model: CLAUDE, hidden: true })
    const { state, message } = await chatVerdict()
    expect(state).toBe('unknown')
    expect(message).toContain('allow bedrock:GetFoundationModel,')
  })
})

describe('a call to a model that is closed says so, and does not advise to wait', () => {
  const answer = async (model: string) => {
    const request = {
      instructions: 'Answer.',
      messages: [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Who?' }] }],
      maxTokens: 9,
    }
    for await (const _ of sdkChatModel(runtime, model, 60_000).stream(request, new AbortController().signal))
      break
  }
  const closed = {
    code: 'unavailable',
    message: 'The model that answers is not open to this installation.',
    nextStep: expect.stringContaining('check-models'),
  }

  it('when it answers', async () => {
    await bedrock.setAccess({ model: CLAUDE, agreement: 'NOT_AVAILABLE' })
    await expect(answer(PROFILE)).rejects.toMatchObject({
      ...closed,
      cause: { name: 'AccessDeniedException' },
    })
    await expect(answer('gpt-4')).rejects.toMatchObject(closed)
  })

  it('when it compares texts', async () => {
    await bedrock.setAccess({ model: TITAN, authorization: 'NOT_AUTHORIZED' })
    await expect(sdkEncoder(runtime, TITAN, 256).encode('Dogs')).rejects.toMatchObject(closed)
    await bedrock.clearAccess()
    await expect(sdkEncoder(runtime, TITAN, 256).encode('Dogs')).resolves.toHaveLength(256)
  })
})
