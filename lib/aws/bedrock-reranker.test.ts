import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type AwsTarget, openAwsTarget } from '../local-aws/testing/aws-target.ts'
import { bedrockControl } from '../server/testing/bedrock-control.ts'
import { bedrockReranker, rerankClient } from './bedrock-reranker.ts'

const TEXTS = [
  'Tickets are sold at the door.',
  'Guide dogs are welcome in every gallery.',
  'The café closes at five.',
]
const MODEL = 'cohere.rerank-v3-5:0'

let target: AwsTarget
let control: ReturnType<typeof bedrockControl>
const before = { ...process.env }

beforeAll(async () => {
  target = await openAwsTarget()
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME: target.endpoint,
    AWS_ACCESS_KEY_ID: target.account.accessKeyId,
    AWS_SECRET_ACCESS_KEY: target.account.secretAccessKey,
  })
  control = bedrockControl(target.endpoint!, target.account)
})
afterAll(async () => {
  process.env = before
  await target.close()
})
beforeEach(() => control.clearScript())

function reranker(model = MODEL, patienceMs?: number) {
  return bedrockReranker(
    rerankClient({ region: target.region, profile: null }),
    { model, region: target.region },
    patienceMs,
  )
}

describe('Bedrock’s Rerank', () => {
  it('rates each text, in the order in which they were given', async () => {
    const relevance = await reranker().rerank('Are guide dogs welcome?', TEXTS)
    expect(relevance).toHaveLength(3)
    expect(relevance.indexOf(Math.max(...relevance))).toBe(1)
    expect(relevance.every(value => value >= 0 && value <= 1)).toBe(true)
  })

  it('is asked of the model that the setting names, by id or by ARN', async () => {
    await control.clearCalls()
    await reranker().rerank('Dogs?', TEXTS)
    const arn = `arn:aws:bedrock:${target.region}::foundation-model/amazon.rerank-v1:0`
    await reranker(arn).rerank('Dogs?', TEXTS)
    expect(await control.calls()).toMatchObject([
      { operation: 'Rerank', model: `arn:aws:bedrock:${target.region}::foundation-model/${MODEL}` },
      { operation: 'Rerank', model: arn, lastUserText: 'Dogs?' },
    ])
    await expect(reranker('amazon.nova-lite-v1:0').rerank('Dogs?', TEXTS)).rejects.toMatchObject({
      name: 'ValidationException',
    })
  })

  it('is not asked where there is nothing to put into order', async () => {
    await control.clearCalls()
    expect(await reranker().rerank('Dogs?', [])).toEqual([])
    expect(await control.calls()).toEqual([])
  })

  it('is tried once more where it is busy, and then gives up', async () => {
    await control.script({ on: 'rerank', throttle: true })
    expect(await reranker().rerank('Dogs?', TEXTS)).toHaveLength(3)
    await control.script({ on: 'rerank', throttle: true, times: 2 })
    await expect(reranker().rerank('Dogs?', TEXTS)).rejects.toMatchObject({ name: 'ThrottlingException' })
  })

  it('is not waited for longer than a visitor would', async () => {
    await control.script({ on: 'rerank', firstTokenMs: 30_000 })
    await expect(reranker(MODEL, 50).rerank('Dogs?', TEXTS)).rejects.toThrow()
  })

  it('ends with the reader’s leaving', async () => {
    const leaving = new AbortController()
    await control.script({ on: 'rerank', firstTokenMs: 30_000 })
    const rating = reranker(MODEL, 20_000).rerank('Dogs?', TEXTS, leaving.signal)
    leaving.abort()
    await expect(rating).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('takes a text that a cut left with half a character', async () => {
    const long = `${'x'.repeat(31_999)}😀 and more`
    expect(await reranker().rerank('Dogs?', [long, TEXTS[1]!])).toHaveLength(2)
  })
})
