import {
  CreateVectorBucketCommand,
  DeleteIndexCommand,
  DeleteVectorBucketCommand,
  ListIndexesCommand,
  S3VectorsClient,
  type S3VectorsClientConfig,
} from '@aws-sdk/client-s3vectors'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PassageKey } from '#lib/core/retrieval/ports.ts'
import { openAwsTarget } from '#lib/local-aws/testing/aws-target.ts'
import { contractSettings } from '#lib/local-aws/testing/contract-settings.ts'
import { onlyLocally } from '#lib/local-aws/testing/only-locally.ts'
import { s3RemoteVectors } from './s3-remote-vectors.ts'
import { passageKeyOf, vectorIndexName, vectorKey } from './s3-vector-names.ts'
import { UnreliableHandler } from './testing/unreliable-handler.ts'

/** With DOCENT_CONTRACT_AWS=1 at the real S3 Vectors; what is made there is deleted. */
const target = await openAwsTarget()
const vectorBucketName = `${contractSettings.prefix}-remote-${Date.now()}`
const wire = new UnreliableHandler()
const { region, endpoint, credentials } = target
const client = new S3VectorsClient({
  ...{ region, endpoint, credentials, maxAttempts: 4 },
  requestHandler: wire,
} as S3VectorsClientConfig)
const remote = s3RemoteVectors(client, vectorBucketName)
let bots = 0
const newBot = () => `bot_TEST${++bots}`

beforeAll(async () => {
  await client.send(new CreateVectorBucketCommand({ vectorBucketName }))
})
afterAll(async () => {
  const { indexes = [] } = await client.send(new ListIndexesCommand({ vectorBucketName }))
  for (const { indexArn } of indexes) await client.send(new DeleteIndexCommand({ indexArn }))
  await client.send(new DeleteVectorBucketCommand({ vectorBucketName }))
  client.destroy()
  await target.close()
})

/** Passages of one document, no two in the same direction. */
function passages(documentId: string, count: number, from = 0) {
  return Array.from({ length: count }, (_, at) => ({
    documentId,
    ordinal: from + at,
    vector: Float32Array.of(Math.cos((from + at) / 1_000), Math.sin((from + at) / 1_000)),
  }))
}

async function keysOf(botId: string): Promise<PassageKey[]> {
  const keys: PassageKey[] = []
  for await (const page of remote.list(botId)) keys.push(...page)
  return keys.toSorted((a, b) => a.documentId.localeCompare(b.documentId) || a.ordinal - b.ordinal)
}

describe('vectors of a bot', () => {
  it('are found nearest first, with their cosine', async () => {
    const bot = newBot()
    await remote.put(bot, passages('doc_A', 3))
    const found = await remote.query(bot, Float32Array.of(1, 0), 2)
    expect(found.map(({ documentId, ordinal }) => [documentId, ordinal])).toEqual([
      ['doc_A', 0],
      ['doc_A', 1],
    ])
    for (const { ordinal, cosine } of found) expect(cosine).toBeCloseTo(Math.cos(ordinal / 1_000), 5)
  })

  it('are all there where there are more than one call takes, and putting them again changes nothing', async () => {
    const bot = newBot()
    const many = [...passages('doc_A', 1_203), ...passages('doc_B', 7)]
    await remote.put(bot, many)
    await remote.put(bot, many)
    const expected = many.map(({ documentId, ordinal }) => ({ documentId, ordinal }))
    expect(await keysOf(bot)).toEqual(expected)
  })

  it('fit into a request at any dimension', async () => {
    const bot = newBot()
    const vector = Float32Array.from({ length: 4_096 }, (_, at) => -1.2345678e-20 * (at + 1))
    await remote.put(
      bot,
      Array.from({ length: 450 }, (_, ordinal) => ({ documentId: 'doc_A', ordinal, vector })),
    )
    expect(await keysOf(bot)).toHaveLength(450)
  })

  it('are nobody else’s', async () => {
    const [one, other] = [newBot(), newBot()]
    await remote.put(one, passages('doc_A', 2))
    await remote.put(other, passages('doc_B', 1))
    const found = await remote.query(other, Float32Array.of(1, 0), 100)
    expect(found.map(({ documentId }) => documentId)).toEqual(['doc_B'])
  })

  it('of another length are refused, and so is a question', async () => {
    const bot = newBot()
    await remote.put(bot, passages('doc_A', 1))
    await expect(remote.query(bot, Float32Array.of(1, 0, 0), 1)).rejects.toBeInstanceOf(RangeError)
    const longer = [{ documentId: 'doc_B', ordinal: 0, vector: Float32Array.of(1, 0, 0) }]
    await expect(remote.put(bot, longer)).rejects.toBeInstanceOf(RangeError)
  })
})

describe('what was never put', () => {
  it('is not found, and its deletion is no failure', async () => {
    const bot = newBot()
    expect(await remote.query(bot, Float32Array.of(1, 0), 10)).toEqual([])
    expect(await keysOf(bot)).toEqual([])
    await remote.put(bot, [])
    await remote.deleteOfDocument(bot, 'doc_A')
    await remote.deleteOfBot(bot)
    await remote.put(bot, passages('doc_A', 1))
    await remote.deleteOfDocument(bot, 'doc_B')
    expect(await keysOf(bot)).toHaveLength(1)
  })
})

describe('a deletion', () => {
  it('of a document takes all of its vectors and no other’s', async () => {
    for (const count of [1, 499, 500, 501, 1_600]) {
      const bot = newBot()
      await remote.put(bot, [...passages('doc_A', count), ...passages('doc_AB', 3)])
      await remote.deleteOfDocument(bot, 'doc_A')
      await remote.deleteOfDocument(bot, 'doc_A')
      expect((await keysOf(bot)).map(({ documentId }) => documentId)).toEqual(['doc_AB', 'doc_AB', 'doc_AB'])
    }
  })

  it('of a bot takes everything, and the bot may begin anew', async () => {
    const bot = newBot()
    await remote.put(bot, passages('doc_A', 3))
    await remote.deleteOfBot(bot)
    await remote.deleteOfBot(bot)
    expect(await keysOf(bot)).toEqual([])
    await remote.put(bot, passages('doc_B', 1))
    expect(await keysOf(bot)).toHaveLength(1)
  })
})

onlyLocally(
  'the real one cannot be broken at will',
  'a document goes whole however its put or its deletion broke off',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(1_800), fc.nat(6), fc.nat(4), async (count, putCalls, deleteCalls) => {
        const bot = newBot()
        const broken = (calls: number, run: () => Promise<void>) => {
          wire.breakAfter(calls)
          return run().catch(() => undefined)
        }
        await broken(putCalls, () => remote.put(bot, passages('doc_A', count)))
        await broken(deleteCalls, () => remote.deleteOfDocument(bot, 'doc_A'))
        wire.repair()
        await remote.deleteOfDocument(bot, 'doc_A')
        expect(await keysOf(bot)).toEqual([])
      }),
      { numRuns: 25 },
    )
  },
)

onlyLocally(
  'the real one throttles when it likes',
  'a throttled call is tried again, and gives up in the end',
  async () => {
    const bot = newBot()
    await remote.put(bot, passages('doc_A', 1))
    for (const [status, error] of [
      [429, 'TooManyRequestsException'],
      [503, 'ServiceUnavailableException'],
    ] as const) {
      wire.refuse(2, status, error)
      expect(await remote.query(bot, Float32Array.of(1, 0), 1)).toHaveLength(1)
    }
    wire.refuse(4, 429, 'TooManyRequestsException')
    await expect(remote.query(bot, Float32Array.of(1, 0), 1)).rejects.toMatchObject({ code: 'busy' })
  },
)

describe('names', () => {
  it('of indexes are what S3 Vectors allows, and no two bots share one', () => {
    const id = fc.stringMatching(/^bot_[0-9A-HJKMNP-TV-Z]{26}$/)
    fc.assert(
      fc.property(id, id, (one, other) => {
        expect(vectorIndexName(one)).toMatch(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
        expect(vectorIndexName(one) === vectorIndexName(other)).toBe(one === other)
      }),
    )
    for (const bad of ['bot_lower', 'bot_', 'BOT_A', '../bot_A']) {
      expect(() => vectorIndexName(bad)).toThrow(RangeError)
    }
  })

  it('of vectors come back as what they were made of', () => {
    for (const key of [
      { documentId: 'doc_A', ordinal: 0 },
      { documentId: 'doc_01J', ordinal: 999_999 },
    ]) {
      expect(passageKeyOf(vectorKey(key))).toEqual(key)
    }
  })
})
