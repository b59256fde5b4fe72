import { describe, expect, it } from 'vitest'
import type { Document } from '../documents/document.ts'
import type { Passage } from '../documents/passage.ts'
import { DocentError } from '../errors.ts'
import type { PassageStore } from '../retrieval/ports.ts'
import { fakeScheduler } from '../testing/fake-scheduler.ts'
import { memoryPassages } from '../testing/memory-passages.ts'
import { estimateTokens } from '../usage/estimate-tokens.ts'
import { type Encoded, encodedText, encodePassages } from './encode-passages.ts'

const busy = () => new DocentError('busy', 'Very busy.', 'Wait.')

function passage(ordinal: number, text = `passage ${ordinal}`): Passage {
  return { ordinal, text, start: 0, end: text.length, place: { headingPath: ['Rules'] } }
}

const document = { id: 'doc_new', botId: 'bot_1', replaces: null } as Document

/** The table of passages, and how many were written at a time. */
function memory() {
  const { passages, stored } = memoryPassages()
  const batches: number[] = []
  const of = (documentId: string) => stored.get('bot_1')?.get(documentId) ?? []
  const put: PassageStore['put'] = async (botId, list) => {
    batches.push(list.length)
    await passages.put(botId, list)
  }
  return { passages: { ...passages, put }, of, batches }
}

function deps(encode: (text: string) => Promise<Float32Array> = async text => Float32Array.of(text.length)) {
  const { passages, of, batches } = memory()
  const { time, scheduler } = fakeScheduler()
  const asked: string[] = []
  const encoder = {
    name: 'letters/1',
    encode: (text: string) => {
      asked.push(text)
      return encode(text)
    },
  }
  const reserved: Encoded[] = []
  const settled: Encoded[] = []
  const budget = {
    async reserve(wanted: Encoded) {
      reserved.push(wanted)
      return { settle: async (done: Encoded) => void settled.push(done) }
    },
  }
  return { passages, of, batches, time, scheduler, encoder, asked, budget, reserved, settled }
}

const many = (count: number) => Array.from({ length: count }, (_, ordinal) => passage(ordinal))

describe('encoding a document', () => {
  it('stores each passage with the vector of its text and headings, in batches, and counts up', async () => {
    const run = deps()
    const progress: number[] = []
    await encodePassages(run, document, many(60), done => progress.push(done))
    expect(run.of('doc_new').map(({ ordinal }) => ordinal)).toEqual(many(60).map(({ ordinal }) => ordinal))
    expect(run.asked[0]).toBe('Rules\npassage 0')
    expect(run.batches).toEqual([25, 25, 10])
    expect(progress).toEqual(Array.from({ length: 60 }, (_, index) => index + 1))
  })

  it('skips what is stored already, encodes anew what has changed, and removes what is too much', async () => {
    const run = deps()
    await encodePassages(run, document, many(40), () => undefined)
    run.asked.length = 0
    const changed = many(30).map(one => (one.ordinal === 7 ? passage(7, 'changed') : one))
    await encodePassages(run, document, changed, () => undefined)
    expect(run.asked).toEqual(['Rules\nchanged'])
    expect(run.of('doc_new').map(({ text }) => text)).toEqual(changed.map(({ text }) => text))
  })

  it('is paid for what is sent to the model only, also where it breaks off', async () => {
    let calls = 0
    const run = deps(async text => {
      if (++calls > 25) throw new Error('gone')
      return Float32Array.of(text.length)
    })
    await expect(encodePassages(run, document, many(60), () => undefined)).rejects.toThrow('gone')
    const tokens = (passages: Passage[]) =>
      passages.reduce((sum, one) => sum + estimateTokens(`Rules\n${one.text}`), 0)
    const [whole] = run.reserved
    const [paid] = run.settled
    expect(whole).toEqual({ tokens: tokens(many(60)), written: 60 })
    expect(paid!.written).toBe(25)
    expect(paid!.tokens).toBeGreaterThan(whole!.tokens / 3)
    expect(paid!.tokens).toBeLessThan(whole!.tokens)
    calls = -1_000
    await encodePassages(run, document, many(60), () => undefined)
    expect(run.reserved[1]).toEqual({ tokens: tokens(many(60).slice(25)), written: 35 })
    expect(run.settled[1]).toEqual(run.reserved[1])
    await encodePassages(run, document, many(60), () => undefined)
    expect(run.reserved[2]).toEqual({ tokens: 0, written: 0 })
  })

  it('is paid for what it writes although its text was known', async () => {
    const run = deps()
    await encodePassages(run, { ...document, id: 'doc_old' }, many(5), () => undefined)
    await encodePassages(run, { ...document, replaces: 'doc_old' }, many(5), () => undefined)
    expect(run.settled[1]).toEqual({ tokens: 0, written: 5 })
  })

  it('is not paid for what the model turned away', async () => {
    let calls = 0
    const run = deps(async text => {
      if (++calls % 3 !== 0) throw busy()
      return Float32Array.of(text.length)
    })
    await encodePassages(run, document, many(4), () => undefined)
    expect(calls).toBeGreaterThan(4)
    expect(run.settled).toEqual(run.reserved)
  })

  it('goes on where a worker that died left off', async () => {
    let calls = 0
    const run = deps(async () => {
      if (++calls === 40) throw new Error('killed')
      return Float32Array.of(1)
    })
    await expect(encodePassages(run, document, many(60), () => undefined)).rejects.toThrow('killed')
    expect(run.of('doc_new')).toHaveLength(25)
    run.asked.length = 0
    const progress: number[] = []
    await encodePassages(run, document, many(60), done => progress.push(done))
    expect(run.asked).toHaveLength(35)
    expect(progress[0]).toBe(26)
    expect(run.of('doc_new')).toHaveLength(60)
  })

  it('takes over the vectors of the document it replaces, wherever the passage stands now', async () => {
    const run = deps()
    await encodePassages(run, { ...document, id: 'doc_old' }, many(10), () => undefined)
    run.asked.length = 0
    const moved = [
      passage(0, 'a new beginning'),
      ...many(10).map(one => ({ ...one, ordinal: one.ordinal + 1 })),
    ]
    await encodePassages(run, { ...document, replaces: 'doc_old' }, moved, () => undefined)
    expect(run.asked).toEqual(['Rules\na new beginning'])
    expect(run.of('doc_new')).toHaveLength(11)
    expect(run.of('doc_old')).toHaveLength(10)
  })

  it('keeps no vector of another encoder', async () => {
    const run = deps()
    await encodePassages(run, document, many(3), () => undefined)
    run.asked.length = 0
    await encodePassages(
      { ...run, encoder: { ...run.encoder, name: 'other/1' } },
      document,
      many(3),
      () => undefined,
    )
    expect(run.asked).toHaveLength(3)
  })

  it('completes though everything is throttled for ten seconds', async () => {
    const run = deps(async text => {
      if (run.time.now < 10_000) throw busy()
      return Float32Array.of(text.length)
    })
    await encodePassages(run, document, many(80), () => undefined)
    expect(run.of('doc_new')).toHaveLength(80)
    expect(run.time.now).toBeLessThan(20_000)
  })
})

it('compares a row of a long table together with its columns, which stand in an earlier passage', async () => {
  const { at, kind } = { at: 0, kind: 'table-row' as const }
  const row: Passage = {
    ...passage(0, 'Lyon\t1200'),
    blocks: [
      { at, kind, header: 'Town\tCost' },
      { at: 5, kind, header: 'Town\tCost' },
    ],
  }
  expect(encodedText(row)).toBe('Rules\nTown\tCost\nLyon\t1200')
})
