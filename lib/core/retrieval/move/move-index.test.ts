import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { awsKnowledgePlace } from '#lib/aws/testing/aws-knowledge-place.ts'
import { sampleOf } from '#lib/cli/verify/long-run.ts'
import {
  addContractDocument,
  beginContractDocument,
  type KnowledgeIndexPlace,
  newContractBot,
} from '#lib/core/testing/contracts/knowledge-index-contract.ts'
import { sampleContents } from '#lib/core/testing/sample-items.ts'
import { deps as serverDeps } from '#lib/server/deps.ts'
import type { Bot } from '../../bots/bot.ts'
import type { Encoder } from '../ports.ts'
import { CopyIncomplete } from './copy-vectors.ts'
import { type MoveDeps, type MoveStep, moveIndex } from './move-index.ts'

let place: KnowledgeIndexPlace
let steps: MoveStep[]

beforeAll(async () => {
  place = await awsKnowledgePlace('packs')
})
afterAll(() => place.close())
beforeEach(() => {
  steps = []
})

/** Another direction for every text. */
const encoder: Encoder = {
  name: 'letters',
  async encode(text) {
    const vector = new Float32Array(16)
    for (const [at, letter] of [...text].entries()) vector[at % 16]! += letter.codePointAt(0)! % 31
    const length = Math.hypot(...vector)
    return vector.map(value => value / length)
  },
}

function moveDeps(changes: Partial<MoveDeps> = {}): MoveDeps {
  const { bots, documents, passages, remoteVectors, index, clock } = serverDeps()
  const onStep = (step: MoveStep) => void steps.push(step)
  return {
    ...{ bots, documents, passages, remoteVectors, index, clock, encoder, onStep },
    wait: async () => {},
    ...changes,
  }
}

async function add(botId: string, documentId: string, ...texts: string[]) {
  const passages = await Promise.all(texts.map(async text => ({ text, vector: await encoder.encode(text) })))
  await addContractDocument(place, botId, documentId, passages)
}

async function newBot() {
  const botId = await newContractBot(place)
  await add(botId, 'doc_A', 'The lighthouse was built in 1871.', 'Its keeper lived upstairs.')
  await add(botId, 'doc_B', 'Ships pass by night.')
  return botId
}
const ALL = ['doc_A#0', 'doc_A#1', 'doc_B#0']

const read = async (botId: string) => (await serverDeps().bots.get(botId)) as Bot

/** What a visitor is answered from, now. */
async function found(botId: string): Promise<string[]> {
  const query = { vector: await encoder.encode('A light in the night.'), text: 'light' }
  const passages = await serverDeps().index.search(await read(botId), query, 10)
  return passages.map(({ documentId, ordinal }) => `${documentId}#${ordinal}`).toSorted()
}

/** What the last comparison found. */
function parity() {
  const compared = steps.findLast(step => step.step === 'compared')
  return (compared as Extract<MoveStep, { step: 'compared' }>).parity
}

async function there(botId: string): Promise<string[]> {
  const keys: string[] = []
  for await (const page of serverDeps().remoteVectors.list(botId)) {
    keys.push(...page.map(({ documentId, ordinal }) => `${documentId}#${ordinal}`))
  }
  return keys.toSorted()
}

describe('moving to S3 Vectors', () => {
  it('copies every passage, compares, says what it did, and switches', async () => {
    const botId = await newBot()
    expect(await moveIndex(moveDeps(), botId, 's3vectors')).toMatchObject({ outcome: 'moved' })
    expect((await read(botId)).index).toBe('s3vectors')
    expect(await there(botId)).toEqual(ALL)
    expect(await found(botId)).toEqual(ALL)
    expect(steps).toContainEqual({ step: 'copied', copied: { documents: 2, passages: 3, before: 0 } })
    expect(parity()).toMatchObject({ mean: 1 })
    expect(parity().questions).toContainEqual({
      question: 'The lighthouse was built in 1871.',
      shared: 3,
      of: 3,
    })
  })

  it('may be run again, and then copies nothing', async () => {
    const botId = await newBot()
    await moveIndex(moveDeps(), botId, 's3vectors')
    steps = []
    const remoteVectors = { ...serverDeps().remoteVectors, put: () => Promise.reject(new Error('a put')) }
    expect(await moveIndex(moveDeps({ remoteVectors }), botId, 's3vectors')).toMatchObject({
      outcome: 'moved',
    })
    expect(steps).toContainEqual({ step: 'copied', copied: { documents: 2, passages: 3, before: 3 } })
  })

  it('moves a bot without documents', async () => {
    const botId = await newContractBot(place)
    expect(await moveIndex(moveDeps(), botId, 's3vectors')).toMatchObject({ outcome: 'moved' })
    expect(parity().questions).toEqual([])
    await add(botId, 'doc_A', 'A ship.')
    expect(await there(botId)).toEqual(['doc_A#0'])
  })

  it('removes from the copy what is of no document any more', async () => {
    const botId = await newBot()
    await serverDeps().remoteVectors.put(botId, [
      { documentId: 'doc_GONE', ordinal: 0, vector: await encoder.encode('gone') },
    ])
    await moveIndex(moveDeps(), botId, 's3vectors')
    expect(await there(botId)).toEqual(ALL)
  })

  it('does not switch while passages are missing', async () => {
    const botId = await newBot()
    const remoteVectors = { ...serverDeps().remoteVectors, put: async () => {} }
    const moving = moveIndex(moveDeps({ remoteVectors }), botId, 's3vectors')
    await expect(moving).rejects.toThrow(CopyIncomplete)
    expect((await read(botId)).index).toBe('packs')
  })

  it('takes along what becomes ready meanwhile', async () => {
    const botId = await newBot()
    let added = false
    const index: MoveDeps['index'] = {
      async search(bot, query, k) {
        if (!added) {
          added = true
          await add(botId, 'doc_C', 'A late document.')
        }
        return await serverDeps().index.search(bot, query, k)
      },
    }
    expect(await moveIndex(moveDeps({ index }), botId, 's3vectors')).toMatchObject({ outcome: 'moved' })
    expect(await there(botId)).toEqual([...ALL, 'doc_C#0'])
  })

  it('waits for a worker that read the old setting, and copies what it made', async () => {
    const botId = await newBot()
    const document = await beginPacking(botId)
    let waits = 0
    const wait = async () => {
      if (++waits === 3) await makeReady(document)
    }
    expect(await moveIndex(moveDeps({ wait }), botId, 's3vectors')).toMatchObject({ outcome: 'moved' })
    expect(waits).toBe(3)
    expect(await there(botId)).toEqual([...ALL, 'doc_C#0'])
  })

  it('says so where a document stays half-way, and completes it the next time', async () => {
    const botId = await newBot()
    const document = await beginPacking(botId)
    expect(await moveIndex(moveDeps(), botId, 's3vectors')).toEqual({
      outcome: 'unfinished',
      documents: ['doc_C.txt'],
    })
    await makeReady(document)
    expect(await moveIndex(moveDeps(), botId, 's3vectors')).toMatchObject({ outcome: 'moved' })
    expect(await there(botId)).toEqual([...ALL, 'doc_C#0'])
  })

  it('keeps what its owner changes at the same moment', async () => {
    const botId = await newBot()
    const { bots } = serverDeps()
    let changes = 3
    const replace: typeof bots.replace = async bot => {
      const now = await read(botId)
      if (changes-- > 0) await bots.replace({ ...now, name: `Name ${changes}`, version: now.version + 1 })
      await bots.replace(bot)
    }
    await moveIndex(moveDeps({ bots: { ...bots, replace } }), botId, 's3vectors')
    expect(await read(botId)).toMatchObject({ index: 's3vectors', name: 'Name 0' })
  })

  it('leaves nothing behind where the bot is deleted meanwhile', async () => {
    const botId = await newBot()
    const wait = async () => {
      await serverDeps().bots.markDeleting(botId, '2026-01-01T00:00:00.000Z')
    }
    await beginPacking(botId)
    expect(await moveIndex(moveDeps({ wait }), botId, 's3vectors')).toMatchObject({ outcome: 'not-found' })
    expect(await there(botId)).toEqual([])
  })
})

describe('too little in common', () => {
  const half: MoveDeps['index'] = {
    async search(bot, query, k) {
      const passages = await serverDeps().index.search(bot, query, k)
      return bot.index === 'packs' ? passages : passages.slice(0, 1)
    },
  }

  it('keeps the bot where it is, with the reason', async () => {
    const botId = await newBot()
    expect(await moveIndex(moveDeps({ index: half }), botId, 's3vectors')).toMatchObject({
      outcome: 'too-different',
    })
    expect((await read(botId)).index).toBe('packs')
    expect(parity().mean).toBeCloseTo(1 / 3)
    expect(await moveIndex(moveDeps(), botId, 'packs')).toMatchObject({ outcome: 'moved' })
    expect(await there(botId)).toEqual([])
  })

  it('is overruled by force', async () => {
    const botId = await newBot()
    const moving = moveIndex(moveDeps({ index: half }), botId, 's3vectors', { force: true })
    expect(await moving).toMatchObject({ outcome: 'moved' })
    expect((await read(botId)).index).toBe('s3vectors')
  })
})

describe('moving back', () => {
  it('switches first, then deletes the index', async () => {
    const botId = await newBot()
    await moveIndex(moveDeps(), botId, 's3vectors')
    const { remoteVectors } = serverDeps()
    let settingAtDeletion = ''
    const deleteOfBot = async (id: string) => {
      settingAtDeletion = (await read(id)).index
      await remoteVectors.deleteOfBot(id)
    }
    const deps = moveDeps({ remoteVectors: { ...remoteVectors, deleteOfBot } })
    expect(await moveIndex(deps, botId, 'packs')).toMatchObject({ outcome: 'moved' })
    expect(settingAtDeletion).toBe('packs')
    expect(await there(botId)).toEqual([])
    expect(await found(botId)).toEqual(ALL)
  })

  it('goes on where S3 Vectors does not answer', async () => {
    const botId = await newBot()
    await moveIndex(moveDeps(), botId, 's3vectors')
    const index = { search: () => Promise.reject(new Error('S3 Vectors is away')) }
    expect(await moveIndex(moveDeps({ index }), botId, 'packs')).toMatchObject({ outcome: 'moved' })
    expect(steps).toContainEqual({ step: 'not-compared', error: new Error('S3 Vectors is away') })
  })
})

it('is told where there is no such bot', async () => {
  expect(await moveIndex(moveDeps(), 'bot_NONE', 's3vectors')).toEqual({ outcome: 'not-found', bot: null })
  expect(steps).toEqual([])
})

describe('killed at any instant', () => {
  for (const to of ['s3vectors', 'packs'] as const) {
    it(`on the way to ${to}: the bot answers from all it knows, and the next run completes it`, async () => {
      const from = to === 'packs' ? 's3vectors' : 'packs'
      const begin = async () => {
        const botId = await newBot()
        if (from === 's3vectors') await moveIndex(moveDeps(), botId, from)
        return botId
      }
      const whole = dying(Number.POSITIVE_INFINITY)
      await moveIndex(whole.deps, await begin(), to)
      const calls = Array.from({ length: whole.calls() }, (_, before) => before + 1)
      expect(calls.length).toBeGreaterThan(5)
      for (const call of sampleOf(calls, 5)) {
        const at = `killed at call ${call}`
        const botId = await begin()
        await expect(moveIndex(dying(call).deps, botId, to), at).rejects.toThrow(Killed)
        expect(await found(botId), at).toEqual(ALL)
        expect(await moveIndex(moveDeps(), botId, to), at).toMatchObject({ outcome: 'moved' })
        expect((await read(botId)).index, at).toBe(to)
        expect(await there(botId), at).toEqual(to === 'packs' ? [] : ALL)
        expect(await found(botId), at).toEqual(ALL)
      }
    }, 120_000)
  }
})

class Killed extends Error {}

/** What a process has that ends with its `call`th call outside: even ones are still carried out. */
function dying(call: number): { deps: MoveDeps; calls(): number } {
  let calls = 0
  let dead = false
  const mortal = <T extends object>(port: T): T =>
    new Proxy(port, {
      get(target, name) {
        const value = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        return (...words: unknown[]) => {
          const result = () => Reflect.apply(value, target, words)
          if (name === 'list' && 'put' in target) return listed(result)
          return step(result)
        }
      },
    })
  async function step<T>(run: () => Promise<T>): Promise<T> {
    if (dead) throw new Killed()
    if (++calls !== call) return await run()
    dead = true
    if (call % 2 === 0) await run()
    throw new Killed()
  }
  async function* listed(run: () => AsyncIterable<unknown>) {
    await step(async () => {})
    yield* run()
  }
  const alive = moveDeps()
  const deps: MoveDeps = {
    ...alive,
    bots: mortal(alive.bots),
    documents: mortal(alive.documents),
    passages: mortal(alive.passages),
    remoteVectors: mortal(alive.remoteVectors),
    index: mortal(alive.index),
  }
  return { deps, calls: () => calls }
}

/** A document whose worker has just read that its bot is in packs. */
async function beginPacking(botId: string) {
  const text = 'A late document.'
  return await beginContractDocument(place, botId, 'doc_C', [{ text, vector: await encoder.encode(text) }])
}

/** It was staged under the setting of before. */
async function makeReady({ document, stored }: Awaited<ReturnType<typeof beginPacking>>) {
  await serverDeps().documents.publish(document, sampleContents({ passageCount: stored.length }), null, null)
}
