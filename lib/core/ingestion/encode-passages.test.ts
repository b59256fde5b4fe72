import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Document } from '../documents/document.ts'
import type { Passage } from '../documents/passage.ts'
import { DocentError } from '../errors.ts'
import type { PassageStore, StoredPassage } from '../retrieval/ports.ts'
import { AdaptiveConcurrency, encodePassages, type Scheduler } from './encode-passages.ts'

const busy = () => new DocentError('busy', 'Very busy.', 'Wait.')

/** Time that passes only while somebody waits. */
function fakePatience(chance = 0.5) {
  const time = { now: 0, waits: [] as number[] }
  const scheduler: Scheduler = {
    async wait(milliseconds) {
      time.waits.push(milliseconds)
      const until = time.now + milliseconds
      // Everybody who waits at the same time waits in the same time.
      await Promise.resolve()
      time.now = Math.max(time.now, until)
    },
    every: () => () => undefined,
    chance: () => chance,
  }
  return { time, scheduler }
}

/** Calls that end when the test says so. */
function gate() {
  const open: (() => void)[] = []
  let most = 0
  return {
    open,
    most: () => most,
    async call<T>(result: T): Promise<T> {
      await new Promise<void>(resolve => {
        open.push(resolve)
        most = Math.max(most, open.length)
      })
      return result
    },
    async finishAll(done: () => boolean) {
      while (!done()) {
        open.shift()?.()
        for (let turn = 0; turn < 10; turn++) await Promise.resolve()
      }
    },
  }
}

describe('the pace', () => {
  it('begins with four calls at a time and grows to sixteen, never beyond', async () => {
    const { call, finishAll, open, most } = gate()
    const pace = new AdaptiveConcurrency(fakePatience().scheduler)
    let done = false
    const mapped = pace
      .map(
        Array.from({ length: 300 }, (_, index) => index),
        call,
      )
      .finally(() => {
        done = true
      })
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
    expect(open).toHaveLength(4)
    await finishAll(() => done)
    expect(await mapped).toHaveLength(300)
    expect(most()).toBe(16)
    expect(pace.concurrency).toBe(16)
  })

  it('is halved by each throttled call, down to one', async () => {
    const pace = new AdaptiveConcurrency(fakePatience().scheduler)
    let throttled = 0
    await pace.map(['one'], async () => {
      if (throttled++ < 1) throw busy()
    })
    expect(pace.concurrency).toBeCloseTo(2 + 1 / 2)
    throttled = 0
    await pace.map(['one'], async () => {
      if (throttled++ < 6) throw busy()
    })
    expect(pace.concurrency).toBe(2)
  })

  it('waits longer each time, up to eight seconds, and gives up after about a minute', async () => {
    const { time, scheduler } = fakePatience(1)
    let calls = 0
    const failing = new AdaptiveConcurrency(scheduler).map(['one'], async () => {
      calls++
      throw busy()
    })
    await expect(failing).rejects.toMatchObject({ code: 'busy' })
    expect(calls).toBe(12)
    expect(time.waits).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000, 8_000, 8_000, 8_000])
  })

  it('spreads those who wait over half of the time', async () => {
    const waits: number[] = []
    for (const chance of [0, 1]) {
      const { time, scheduler } = fakePatience(chance)
      let calls = 0
      await new AdaptiveConcurrency(scheduler).map(['one'], async () => {
        if (calls++ === 0) throw busy()
      })
      waits.push(...time.waits)
    }
    expect(waits).toEqual([125, 250])
  })

  it('keeps the order of what it was given, whoever is ready first and whatever is throttled', async () => {
    const item = fc.record({ turns: fc.nat(5), throttles: fc.nat(3) })
    await fc.assert(
      fc.asyncProperty(fc.array(item, { maxLength: 40 }), async items => {
        const left = items.map(({ throttles }) => throttles)
        const results = await new AdaptiveConcurrency(fakePatience().scheduler).map(
          items.map((item, index) => ({ ...item, index })),
          async ({ turns, index }) => {
            for (let turn = 0; turn < turns; turn++) await Promise.resolve()
            if (left[index]!-- > 0) throw busy()
            return index
          },
        )
        expect(results).toEqual(items.map((_, index) => index))
      }),
      { numRuns: 50 },
    )
  })

  it('ends with the first failure that is not throttling, and begins no further call', async () => {
    let begun = 0
    const failing = new AdaptiveConcurrency(fakePatience().scheduler).map(
      Array.from({ length: 100 }, (_, index) => index),
      async index => {
        begun++
        if (index === 2) throw new Error('no such model')
      },
    )
    await expect(failing).rejects.toThrow('no such model')
    expect(begun).toBeLessThan(20)
  })
})

function passage(ordinal: number, text = `passage ${ordinal}`): Passage {
  return { ordinal, text, start: 0, end: text.length, place: { headingPath: ['Rules'] } }
}

const document = { id: 'doc_new', botId: 'bot_1', replaces: null } as Document

function memory() {
  const stored = new Map<string, StoredPassage>()
  const of = (documentId: string) =>
    [...stored.values()]
      .filter(passage => passage.documentId === documentId)
      .toSorted((a, b) => a.ordinal - b.ordinal)
  const batches: number[] = []
  const passages: PassageStore = {
    async put(_, list) {
      batches.push(list.length)
      for (const one of list) stored.set(`${one.documentId}#${one.ordinal}`, one)
    },
    listOfDocument: async (_, documentId) =>
      of(documentId).map(({ ordinal, contentHash }) => ({ ordinal, contentHash })),
    vectorsOfDocument: async (_, documentId) =>
      new Map(of(documentId).map(({ contentHash, vector }) => [contentHash, vector])),
    async deleteOfDocument(_, documentId, from = 0) {
      for (const { ordinal } of of(documentId)) if (ordinal >= from) stored.delete(`${documentId}#${ordinal}`)
    },
    ofDocument: async (_, documentId) => of(documentId),
    texts: async () => [],
    vectors: async () => [],
  }
  return { passages, of, batches }
}

function deps(encode: (text: string) => Promise<Float32Array> = async text => Float32Array.of(text.length)) {
  const { passages, of, batches } = memory()
  const { time, scheduler } = fakePatience()
  const asked: string[] = []
  const encoder = {
    name: 'exam/1',
    encode: (text: string) => {
      asked.push(text)
      return encode(text)
    },
  }
  return { passages, of, batches, time, scheduler, encoder, asked }
}

const many = (count: number) => Array.from({ length: count }, (_, ordinal) => passage(ordinal))

describe('encoding a document', () => {
  it('stores each passage with the vector of its text and headings, in batches, and counts up', async () => {
    const exam = deps()
    const progress: number[] = []
    await encodePassages(exam, document, many(60), done => progress.push(done))
    expect(exam.of('doc_new').map(({ ordinal }) => ordinal)).toEqual(many(60).map(({ ordinal }) => ordinal))
    expect(exam.asked[0]).toBe('Rules\npassage 0')
    expect(exam.batches).toEqual([25, 25, 10])
    expect(progress).toEqual(Array.from({ length: 60 }, (_, index) => index + 1))
  })

  it('skips what is stored already, encodes anew what has changed, and removes what is too much', async () => {
    const exam = deps()
    await encodePassages(exam, document, many(40), () => undefined)
    exam.asked.length = 0
    const changed = many(30).map(one => (one.ordinal === 7 ? passage(7, 'changed') : one))
    await encodePassages(exam, document, changed, () => undefined)
    expect(exam.asked).toEqual(['Rules\nchanged'])
    expect(exam.of('doc_new').map(({ text }) => text)).toEqual(changed.map(({ text }) => text))
  })

  it('goes on where a worker that died left off', async () => {
    let calls = 0
    const exam = deps(async () => {
      if (++calls === 40) throw new Error('killed')
      return Float32Array.of(1)
    })
    await expect(encodePassages(exam, document, many(60), () => undefined)).rejects.toThrow('killed')
    expect(exam.of('doc_new')).toHaveLength(25)
    exam.asked.length = 0
    const progress: number[] = []
    await encodePassages(exam, document, many(60), done => progress.push(done))
    expect(exam.asked).toHaveLength(35)
    expect(progress[0]).toBe(26)
    expect(exam.of('doc_new')).toHaveLength(60)
  })

  it('takes over the vectors of the document it replaces, wherever the passage stands now', async () => {
    const exam = deps()
    await encodePassages(exam, { ...document, id: 'doc_old' }, many(10), () => undefined)
    exam.asked.length = 0
    const moved = [
      passage(0, 'a new beginning'),
      ...many(10).map(one => ({ ...one, ordinal: one.ordinal + 1 })),
    ]
    await encodePassages(exam, { ...document, replaces: 'doc_old' }, moved, () => undefined)
    expect(exam.asked).toEqual(['Rules\na new beginning'])
    expect(exam.of('doc_new')).toHaveLength(11)
    expect(exam.of('doc_old')).toHaveLength(10)
  })

  it('keeps no vector of another encoder', async () => {
    const exam = deps()
    await encodePassages(exam, document, many(3), () => undefined)
    exam.asked.length = 0
    await encodePassages(
      { ...exam, encoder: { ...exam.encoder, name: 'other/1' } },
      document,
      many(3),
      () => undefined,
    )
    expect(exam.asked).toHaveLength(3)
  })

  it('completes though everything is throttled for ten seconds', async () => {
    const exam = deps(async text => {
      if (exam.time.now < 10_000) throw busy()
      return Float32Array.of(text.length)
    })
    await encodePassages(exam, document, many(80), () => undefined)
    expect(exam.of('doc_new')).toHaveLength(80)
    expect(exam.time.now).toBeLessThan(20_000)
  })
})
