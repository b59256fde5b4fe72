import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  ConflictException,
  CreateIndexCommand,
  CreateVectorBucketCommand,
  DeleteIndexCommand,
  DeleteVectorBucketCommand,
  DeleteVectorsCommand,
  GetIndexCommand,
  GetVectorBucketCommand,
  GetVectorsCommand,
  ListIndexesCommand,
  ListVectorBucketsCommand,
  NotFoundException,
  PutVectorsCommand,
  paginateListVectors,
  QueryVectorsCommand,
  S3VectorsClient,
  type S3VectorsClientConfig,
  ValidationException,
} from '@aws-sdk/client-s3vectors'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAwsTarget, testAccount } from '../testing/aws-target.ts'
import { startChild } from '../testing/child-server.ts'
import { contractSettings } from '../testing/contract-settings.ts'
import { onlyLocally } from '../testing/only-locally.ts'

const target = await openAwsTarget()
const clientOf = (more: S3VectorsClientConfig = {}) => {
  const { region, endpoint, credentials } = target
  return new S3VectorsClient({ region, endpoint, credentials, ...more } as S3VectorsClientConfig)
}
const client = clientOf()

const vectorBucketName = `${contractSettings.prefix}-${Date.now()}`
let made = 0

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

/** An index of its own for every test. */
async function newIndex(dimension = 2) {
  const place = { vectorBucketName, indexName: `index-${++made}` }
  await client.send(
    new CreateIndexCommand({ ...place, dataType: 'float32', dimension, distanceMetric: 'cosine' }),
  )
  return {
    ...place,
    put: (vectors: Record<string, number[]>) =>
      client.send(
        new PutVectorsCommand({
          ...place,
          vectors: Object.entries(vectors).map(([key, float32]) => ({ key, data: { float32 } })),
        }),
      ),
    get: (keys: string[], returnData = true) =>
      client.send(new GetVectorsCommand({ ...place, keys, returnData })),
    query: (float32: number[], topK: number, returnDistance = true) =>
      client.send(new QueryVectorsCommand({ ...place, topK, queryVector: { float32 }, returnDistance })),
    delete: (keys: string[]) => client.send(new DeleteVectorsCommand({ ...place, keys })),
    async keys(options: { maxResults?: number; segmentCount?: number; segmentIndex?: number } = {}) {
      const keys: string[] = []
      for await (const { vectors = [] } of paginateListVectors({ client }, { ...place, ...options })) {
        expect(vectors.length).toBeLessThanOrEqual(options.maxResults ?? 500)
        keys.push(...vectors.map(({ key }) => key!))
      }
      return keys.sort()
    },
  }
}

describe('a vector bucket', () => {
  it('says what it is called and when it was made', async () => {
    const { vectorBucket } = await client.send(new GetVectorBucketCommand({ vectorBucketName }))
    expect(vectorBucket).toMatchObject({ vectorBucketName })
    expect(vectorBucket!.vectorBucketArn).toMatch(/^arn:aws:s3vectors:[\w-]+:\d{12}:bucket\/[a-z0-9.-]+$/)
    expect(vectorBucket!.creationTime).toBeInstanceOf(Date)
  })

  it('is made once', async () => {
    const again = client.send(new CreateVectorBucketCommand({ vectorBucketName }))
    await expect(again).rejects.toBeInstanceOf(ConflictException)
  })

  it('is not deleted while it holds an index', async () => {
    await newIndex()
    const call = client.send(new DeleteVectorBucketCommand({ vectorBucketName }))
    await expect(call).rejects.toBeInstanceOf(ConflictException)
  })

  it('has a name of lower-case letters, digits, dots and hyphens', async () => {
    for (const bad of ['ab', 'Capital', 'under_score', '-begins', 'x'.repeat(64)]) {
      const call = client.send(new CreateVectorBucketCommand({ vectorBucketName: bad }))
      await expect(call).rejects.toBeInstanceOf(ValidationException)
    }
  })
})

describe('an index', () => {
  it('is found by its names and by its ARN, with what it was made with', async () => {
    const { indexName } = await newIndex(7)
    const { index } = await client.send(new GetIndexCommand({ vectorBucketName, indexName }))
    expect(index).toMatchObject({ indexName, dimension: 7, distanceMetric: 'cosine', dataType: 'float32' })
    const byArn = await client.send(new GetIndexCommand({ indexArn: index!.indexArn }))
    expect(byArn.index).toEqual(index)
  })

  it('is made once, in a bucket that is there', async () => {
    const { indexName } = await newIndex()
    const like = { indexName, dataType: 'float32', dimension: 2, distanceMetric: 'cosine' } as const
    const again = client.send(new CreateIndexCommand({ vectorBucketName, ...like }))
    await expect(again).rejects.toBeInstanceOf(ConflictException)
    const nowhere = client.send(new CreateIndexCommand({ vectorBucketName: 'docent-contract-none', ...like }))
    await expect(nowhere).rejects.toBeInstanceOf(NotFoundException)
  })

  it('has 1 to 4,096 dimensions', async () => {
    for (const dimension of [0, 4_097]) {
      await expect(newIndex(dimension)).rejects.toBeInstanceOf(ValidationException)
    }
    await newIndex(4_096)
  })

  it('is listed with those whose names begin alike', async () => {
    const { indexName } = await newIndex()
    const listed = await client.send(new ListIndexesCommand({ vectorBucketName, prefix: indexName }))
    expect(listed.indexes!.map(index => index.indexName)).toEqual([indexName])
  })

  it('is gone with its vectors once it is deleted, and empty when it is made again', async () => {
    const index = await newIndex()
    await index.put({ a: [1, 0] })
    const { vectorBucketName, indexName } = index
    await client.send(new DeleteIndexCommand({ vectorBucketName, indexName }))
    await expect(index.query([1, 0], 1)).rejects.toBeInstanceOf(NotFoundException)
    await client.send(
      new CreateIndexCommand({
        ...{ vectorBucketName, indexName, dimension: 2 },
        ...{ dataType: 'float32', distanceMetric: 'cosine' },
      }),
    )
    expect((await index.query([1, 0], 1)).vectors).toEqual([])
  })
})

describe('vectors', () => {
  it('come back in single precision, those that are not there left out', async () => {
    const { put, get } = await newIndex()
    await put({ a: [0.1, 2] })
    expect((await get(['a', 'none'])).vectors).toEqual([
      { key: 'a', data: { float32: [Math.fround(0.1), 2] } },
    ])
    expect((await get(['a'], false)).vectors).toEqual([{ key: 'a' }])
  })

  it('take the place of those with the same key', async () => {
    const { put, get, keys } = await newIndex()
    await put({ a: [1, 0], b: [1, 1] })
    await put({ a: [0, 1] })
    expect((await get(['a'])).vectors![0]!.data!.float32).toEqual([0, 1])
    expect(await keys()).toEqual(['a', 'b'])
  })

  it('are deleted by key; a key that is not there is no failure', async () => {
    const index = await newIndex()
    await index.put({ a: [1, 0], b: [1, 1] })
    await index.delete(['a', 'none'])
    await index.delete(['a'])
    expect(await index.keys()).toEqual(['b'])
    expect((await index.query([1, 0], 5)).vectors!.map(({ key }) => key)).toEqual(['b'])
  })

  it('are refused with another length, all zero, or too large for float32, and then none is stored', async () => {
    const { put, keys } = await newIndex()
    for (const bad of [[1], [1, 2, 3], [0, 0], [1, 1e39]]) {
      await expect(put({ good: [1, 0], bad })).rejects.toBeInstanceOf(ValidationException)
    }
    expect(await keys()).toEqual([])
  })

  it('are put, got and deleted by so many at a time and no more', async () => {
    const { put, get, delete: remove } = await newIndex()
    const many = (count: number) => Array.from({ length: count }, (_, at) => `key-${at}`)
    const vectors = (count: number) => Object.fromEntries(many(count).map(key => [key, [1, 2]]))
    await put(vectors(500))
    await expect(put(vectors(501))).rejects.toBeInstanceOf(ValidationException)
    expect((await get(many(100))).vectors).toHaveLength(100)
    await expect(get(many(101))).rejects.toBeInstanceOf(ValidationException)
    await expect(remove(many(501))).rejects.toBeInstanceOf(ValidationException)
    await remove(many(500))
  })

  it('have keys of 1 to 1,024 characters', async () => {
    const { put } = await newIndex()
    await put({ ['k'.repeat(1_024)]: [1, 0] })
    await expect(put({ ['k'.repeat(1_025)]: [1, 0] })).rejects.toBeInstanceOf(ValidationException)
  })

  it('are listed in pages, and in segments that share nothing', async () => {
    const { put, keys } = await newIndex()
    const all = Array.from({ length: 25 }, (_, at) => `key-${String(at).padStart(2, '0')}`)
    await put(Object.fromEntries(all.map(key => [key, [1, 2]])))
    expect(await keys({ maxResults: 10 })).toEqual(all)
    const segments = await Promise.all([0, 1, 2].map(segmentIndex => keys({ segmentCount: 3, segmentIndex })))
    expect(segments.flat().sort()).toEqual(all)
  })
})

describe('a query', () => {
  it('answers the nearest first, with the distance where it is asked for', async () => {
    const { put, query } = await newIndex()
    await put({ same: [2, 0], near: [1, 1], opposite: [-1, 0] })
    const { vectors, distanceMetric } = await query([3, 0], 10)
    expect(distanceMetric).toBe('cosine')
    expect(vectors!.map(({ key }) => key)).toEqual(['same', 'near', 'opposite'])
    const expected = [0, 1 - Math.SQRT1_2, 2]
    for (const [at, { distance }] of vectors!.entries()) expect(distance).toBeCloseTo(expected[at]!, 5)
    expect((await query([3, 0], 2, false)).vectors).toEqual([{ key: 'same' }, { key: 'near' }])
  })

  it('is refused with another length, without direction, or for more than 100', async () => {
    const { query } = await newIndex()
    for (const bad of [[1], [0, 0]]) await expect(query(bad, 1)).rejects.toBeInstanceOf(ValidationException)
    for (const topK of [0, 101]) await expect(query([1, 0], topK)).rejects.toBeInstanceOf(ValidationException)
    expect((await query([1, 0], 100)).vectors).toEqual([])
  })

  it('sees what was written just before', async () => {
    const { put, query, delete: remove } = await newIndex()
    for (let turn = 0; turn < 5; turn++) {
      await put({ [`key-${turn}`]: [1, turn] })
      expect((await query([1, turn], 1)).vectors![0]!.key).toBe(`key-${turn}`)
      await remove([`key-${turn}`])
      expect((await query([1, turn], 1)).vectors).toEqual([])
    }
  })
})

describe('who calls', () => {
  async function refusedTo(credentials: { accessKeyId: string; secretAccessKey: string }): Promise<string> {
    const stranger = clientOf({ credentials })
    const call = stranger.send(new GetVectorBucketCommand({ vectorBucketName }))
    const error = await call.catch(failure => failure)
    stranger.destroy()
    return error.name
  }

  it('must be known', async () => {
    const stranger = { accessKeyId: 'AKIASTRANGERSTRANGER', secretAccessKey: 'x' }
    expect(await refusedTo(stranger)).toBe('UnrecognizedClientException')
  })

  onlyLocally('the id of the real key is not known here', 'must sign with the right key', async () => {
    expect(await refusedTo({ ...testAccount, secretAccessKey: 'wrong' })).toBe('InvalidSignatureException')
  })

  onlyLocally('there is no address to send to', 'must sign at all', async () => {
    const response = await fetch(`${target.endpoint}/GetVectorBucket`, { method: 'POST', body: '{}' })
    expect(response.status).toBe(403)
    expect(response.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException')
  })
})

onlyLocally('the real one lists', 'what it cannot do it says by name', async () => {
  const call = client.send(new ListVectorBucketsCommand({}))
  await expect(call).rejects.toThrow('does not carry ListVectorBuckets')
  const { vectorBucketName, indexName } = await newIndex()
  const filtered = client.send(
    new QueryVectorsCommand({
      ...{ vectorBucketName, indexName, topK: 1, queryVector: { float32: [1, 0] } },
      filter: { genre: 'news' },
    }),
  )
  await expect(filtered).rejects.toThrow('filter')
})

onlyLocally('the real one is not ours to kill', 'what was answered is there after a kill', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'docent-s3vectors-'))
  const place = { vectorBucketName: 'kept', indexName: 'kept-too' }
  const answered = new Map<string, number[]>()
  for (let turn = 0; turn < 3; turn++) {
    const child = await startChild(folder)
    const one = clientOf({ endpoint: child.endpoint, maxAttempts: 1 })
    if (turn === 0) {
      await one.send(new CreateVectorBucketCommand({ vectorBucketName: place.vectorBucketName }))
      await one.send(
        new CreateIndexCommand({ ...place, dataType: 'float32', dimension: 2, distanceMetric: 'cosine' }),
      )
    }
    const killed = new Promise<void>(done => {
      setTimeout(() => void child.stop('SIGKILL').then(() => done()), 150)
    })
    for (let write = 0; ; write++) {
      const [key, float32] = [`${turn}-${write}`, [1, write]]
      try {
        await one.send(new PutVectorsCommand({ ...place, vectors: [{ key, data: { float32 } }] }))
        answered.set(key, float32)
      } catch {
        break
      }
    }
    await killed
    one.destroy()
    // What a kill in the middle of a write leaves behind.
    const [log] = (await readdir(folder, { recursive: true })).filter(name => name.endsWith('vectors.log'))
    await appendFile(join(folder, log!), Buffer.from([99, 0, 0, 0, 1, 2, 3]))
  }
  const child = await startChild(folder)
  const one = clientOf({ endpoint: child.endpoint })
  const kept = new Map<string, number[]>()
  for await (const { vectors = [] } of paginateListVectors({ client: one }, { ...place, returnData: true })) {
    for (const { key, data } of vectors) kept.set(key!, data!.float32!)
  }
  expect(answered.size).toBeGreaterThan(5)
  for (const [key, vector] of answered) expect(kept.get(key)).toEqual(vector)
  one.destroy()
  await child.stop('SIGTERM')
  await rm(folder, { recursive: true })
})

onlyLocally(
  'the real one approximates, and would cost',
  'a query compares as a slow obvious loop does',
  async () => {
    const value = fc.integer({ min: -8, max: 8 })
    const vector = fc.array(value, { minLength: 3, maxLength: 3 }).filter(values => values.some(Boolean))
    await fc.assert(
      fc.asyncProperty(fc.array(vector, { minLength: 1, maxLength: 20 }), vector, async (stored, query) => {
        const index = await newIndex(3)
        await index.put(Object.fromEntries(stored.map((values, at) => [`k${at}`, values])))
        const { vectors } = await index.query(query, 100)
        const cosine = (a: number[], b: number[]) =>
          a.reduce((sum, x, at) => sum + x * b[at]!, 0) / (Math.hypot(...a) * Math.hypot(...b))
        const expected = stored.map(values => 1 - cosine(values, query)).toSorted((a, b) => a - b)
        expect(vectors).toHaveLength(stored.length)
        for (const [at, { distance }] of vectors!.entries()) expect(distance).toBeCloseTo(expected[at]!, 5)
      }),
      { numRuns: 15 },
    )
  },
)
