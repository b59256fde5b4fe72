import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Bot } from '#lib/core/bots/bot.ts'
import type { FoundPassage, KnowledgeIndex } from '#lib/core/retrieval/ports.ts'

/** What the exam asks of a place where an index can be tried. */
export interface VectorIndexPlace {
  index: KnowledgeIndex
  /** A bot without documents. */
  newBot(): Promise<string>
  /** The document is ready, and its owner is told so. */
  add(botId: string, documentId: string, passages: readonly ContractPassage[]): Promise<void>
  /** Its owner is told that it is deleted; what it owned is still there. */
  withdraw(botId: string, documentId: string): Promise<void>
  /** What it owned goes, too. */
  remove(botId: string, documentId: string): Promise<void>
  /** As the next question reads it. */
  read(botId: string): Promise<Pick<Bot, 'id' | 'knowledgeVersion' | 'index'>>
  close(): Promise<void>
}

export interface ContractPassage {
  text: string
  vector: Float32Array
}

/** No word of any passage: what is found is found by meaning. */
const WORDLESS = '…'

/** What every index of passages must do; `lexicalWeight` of the world is neither 0 nor 1. */
export function vectorIndexContract(name: string, makePlace: () => Promise<VectorIndexPlace>): void {
  describe(name, () => {
    let deps: VectorIndexPlace
    beforeAll(async () => {
      deps = await makePlace()
    })
    afterAll(() => deps.close())

    async function ask(botId: string, vector: readonly number[], k = 10, text = WORDLESS) {
      const query = { vector: Float32Array.from(vector), text }
      return await deps.index.search(await deps.read(botId), query, k)
    }
    const passage = (text: string, ...values: number[]): ContractPassage => ({ text, vector: unit(values) })

    it('finds the nearest first, whole, and with the names of their documents', async () => {
      const bot = await deps.newBot()
      await deps.add(bot, 'doc_A', [passage('A lighthouse.', 1, 0), passage('A ship.', 1, 1)])
      await deps.add(bot, 'doc_B', [passage('A harbour.', 3, 1)])
      const found = await ask(bot, [2, 0])
      expect(found.map(keyOf)).toEqual(['doc_A#0', 'doc_B#0', 'doc_A#1'])
      expect(found[1]).toMatchObject({
        documentId: 'doc_B',
        documentName: 'doc_B.txt',
        ordinal: 0,
        text: 'A harbour.',
        start: 0,
        end: 'A harbour.'.length,
        place: { page: 1, headingPath: ['Visitors'] },
        lexical: 0,
      })
      for (const [at, cosine] of [1, 3 / Math.sqrt(10), Math.SQRT1_2].entries()) {
        expect(found[at]!.cosine).toBeCloseTo(cosine, 3)
      }
    })

    it('orders as a slow obvious search does, equal ones by document and ordinal, as many as are asked for', async () => {
      const directions = [
        [1, 0, 0],
        [1, 1, 0],
        [1, 2, 0],
        [0, 1, 0],
        [1, 1, 1],
        [0, 1, 1],
        [-1, 0, 0],
        [-1, 1, -1],
      ]
      const document = fc.array(fc.constantFrom(...directions), { minLength: 1, maxLength: 6 })
      await fc.assert(
        fc.asyncProperty(
          fc.array(document, { minLength: 1, maxLength: 4 }),
          fc.constantFrom(...directions),
          fc.integer({ min: 1, max: 30 }),
          async (documents, query, k) => {
            const bot = await deps.newBot()
            // From the last to the first: the order must not come from that of adding.
            for (const [at, vectors] of [...documents.entries()].toReversed()) {
              await deps.add(
                bot,
                `doc_${at}`,
                vectors.map((values, n) => passage(`Text ${n}.`, ...values)),
              )
            }
            const expected = documents
              .flatMap((vectors, at) =>
                vectors.map((values, n) => ({ key: `doc_${at}#${n}`, cosine: cosineOf(values, query) })),
              )
              .toSorted((a, b) => b.cosine - a.cosine || (a.key < b.key ? -1 : 1))
            const found = await ask(bot, query, k)
            expect(found.map(keyOf)).toEqual(expected.slice(0, k).map(({ key }) => key))
            for (const [at, { cosine }] of found.entries())
              expect(cosine).toBeCloseTo(expected[at]!.cosine, 3)
          },
        ),
        { numRuns: 8 },
      )
    })

    it('finds by words what is far in meaning, with how far it is', async () => {
      const bot = await deps.newBot()
      const near = Array.from({ length: 150 }, (_, at) => passage(`Number ${at}.`, 100, at))
      await deps.add(bot, 'doc_A', [...near, passage('The astrolabe of the captain.', -1, 0)])
      const found = await ask(bot, [1, 0], 200, 'Where is the astrolabe?')
      const astrolabe = found.find(({ ordinal }) => ordinal === 150)
      expect(astrolabe!.lexical).toBeGreaterThan(0)
      expect(astrolabe!.cosine).toBeCloseTo(-1, 3)
      const scores = found.map(({ score }) => score)
      expect(scores).toEqual(scores.toSorted((a, b) => b - a))
      for (const score of scores) expect(score >= 0 && score <= 1).toBe(true)
      expect((await ask(bot, [1, 0], 200)).map(keyOf)).not.toContain('doc_A#150')
    })

    it('finds nothing where there is nothing', async () => {
      expect(await ask(await deps.newBot(), [1, 0], 10, 'Is anybody there?')).toEqual([])
    })

    it('refuses a question whose vector has another length, no direction, or no number', async () => {
      const bot = await deps.newBot()
      await deps.add(bot, 'doc_A', [passage('A ship.', 1, 0)])
      for (const bad of [[1], [1, 0, 0], [0, 0], [Number.NaN, 1], [1, Number.POSITIVE_INFINITY]]) {
        await expect(ask(bot, bad, 10, 'ship')).rejects.toThrow(RangeError)
      }
      expect(await ask(bot, [1, 0])).toHaveLength(1)
    })

    it('finds a new document with the very next question, and a deleted one never again', async () => {
      const bot = await deps.newBot()
      const found = async () => (await ask(bot, [1, 0], 10, 'ship')).map(keyOf)
      await deps.add(bot, 'doc_A', [passage('A ship.', 1, 0), passage('Another ship.', 1, 0)])
      expect(await found()).toEqual(['doc_A#0', 'doc_A#1'])
      await deps.add(bot, 'doc_B', [passage('A ship.', 1, 0)])
      expect(await found()).toContain('doc_B#0')
      await deps.withdraw(bot, 'doc_A')
      expect(await found()).toEqual(['doc_B#0'])
      await deps.remove(bot, 'doc_A')
      expect(await found()).toEqual(['doc_B#0'])
      await deps.withdraw(bot, 'doc_B')
      await deps.remove(bot, 'doc_B')
      expect(await found()).toEqual([])
      await deps.add(bot, 'doc_C', [passage('A ship.', 1, 0)])
      expect(await found()).toEqual(['doc_C#0'])
    })

    it('lets no deleted document crowd out the others', async () => {
      const bot = await deps.newBot()
      await deps.add(
        bot,
        'doc_A',
        Array.from({ length: 60 }, (_, at) => passage(`Number ${at}.`, 100, at)),
      )
      await deps.add(bot, 'doc_B', [passage('A ship.', 0, 1)])
      await deps.withdraw(bot, 'doc_A')
      expect((await ask(bot, [1, 0])).map(keyOf)).toEqual(['doc_B#0'])
    })

    it('finds nothing of another bot, whatever its documents are called', async () => {
      const [mine, theirs] = [await deps.newBot(), await deps.newBot()]
      await deps.add(mine, 'doc_A', [passage('My ship.', 1, 0)])
      await deps.add(theirs, 'doc_A', [passage('Their ship.', 1, 0), passage('Their harbour.', 1, 0)])
      expect((await ask(mine, [1, 0], 10, 'ship harbour')).map(({ text }) => text)).toEqual(['My ship.'])
    })

    it('answers many first questions at the same time alike', async () => {
      const bot = await deps.newBot()
      await deps.add(bot, 'doc_A', [passage('A ship.', 1, 0), passage('A harbour.', 0, 1)])
      const all = await Promise.all(Array.from({ length: 8 }, () => ask(bot, [1, 0.5], 10, 'harbour')))
      for (const found of all) expect(found).toEqual(all[0])
    })
  })
}

function unit(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values)
  return Float32Array.from(values, value => value / length)
}

function cosineOf(a: readonly number[], b: readonly number[]): number {
  const [one, other] = [unit(a), unit(b)]
  return one.reduce((sum, value, at) => sum + value * other[at]!, 0)
}

function keyOf({ documentId, ordinal }: FoundPassage): string {
  return `${documentId}#${ordinal}`
}
