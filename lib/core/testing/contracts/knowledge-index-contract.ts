import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Bot } from '../../bots/bot.ts'
import type { BotStore } from '../../bots/ports.ts'
import type { DocumentStore } from '../../documents/ports.ts'
import type {
  FoundPassage,
  KnowledgeIndex,
  PackFiles,
  PackManifests,
  PassageStore,
} from '../../retrieval/ports.ts'
import { sampleBot, sampleContents, sampleDocument } from '../sample-items.ts'

/** Where a knowledge index can be tried, with the stores that it stands on. */
export interface KnowledgeIndexPlace {
  index: KnowledgeIndex
  /** The setting of bots that it serves. */
  setting: Bot['index']
  bots: BotStore
  documents: DocumentStore
  passages: PassageStore
  manifests: PackManifests
  packFiles: PackFiles
  /** How many vectors a service holds of a bot; always 0 where there is none. */
  countRemote(botId: string): Promise<number>
  close(): Promise<void>
}

export interface ContractPassage {
  text: string
  vector: Float32Array
}

let bots = 0

/** A bot without documents. */
export async function newContractBot({ bots: store, setting }: KnowledgeIndexPlace): Promise<string> {
  const bot = sampleBot(`bot_CONTRACT${++bots}`, { index: setting })
  await store.create(bot)
  return bot.id
}

/** A document as far as its passages are in the table and its worker is about to stage them. */
export async function beginContractDocument(
  { documents, passages }: KnowledgeIndexPlace,
  botId: string,
  id: string,
  given: readonly ContractPassage[],
) {
  const document = sampleDocument(botId, id, { name: `${id}.txt`, status: 'packing' })
  const stored = given.map(({ text, vector }, ordinal) => ({
    ...{ documentId: id, ordinal, text, start: 0, end: text.length, vector },
    place: { locator: { kind: 'page' as const, page: 1 }, headingPath: ['Visitors'] },
    contentHash: `hash of ${text}`,
  }))
  await documents.create(document)
  await passages.put(botId, stored)
  return { document, stored }
}

/** The document is ready: what the ingestion does in its last steps. */
export async function addContractDocument(
  place: KnowledgeIndexPlace,
  botId: string,
  id: string,
  given: readonly ContractPassage[],
): Promise<void> {
  const { document, stored } = await beginContractDocument(place, botId, id, given)
  const pack = await place.index.stage(document, stored)
  const contents = sampleContents({ passageCount: stored.length })
  if (!(await place.documents.publish(document, contents, pack, null)))
    throw new Error(`${id} was not published.`)
}

/** No word of any passage: what is found is found by meaning. */
const WORDLESS = '…'

/** What every knowledge index must do; `lexicalWeight` of the place is neither 0 nor 1. */
export function knowledgeIndexContract(name: string, open: () => Promise<KnowledgeIndexPlace>): void {
  describe(name, () => {
    let place: KnowledgeIndexPlace
    beforeAll(async () => {
      place = await open()
    })
    afterAll(() => place.close())

    const newBot = () => newContractBot(place)
    const add = (botId: string, id: string, passages: readonly ContractPassage[]) =>
      addContractDocument(place, botId, id, passages)
    const withdraw = async (botId: string, id: string) => {
      expect(await place.documents.withdraw({ botId, id }, '2026-01-02T00:00:00.000Z')).not.toBeNull()
    }
    const remove = (botId: string, id: string) => place.index.remove({ botId, id })
    async function ask(botId: string, vector: readonly number[], k = 10, text = WORDLESS) {
      const query = { vector: Float32Array.from(vector), text }
      return await place.index.search((await place.bots.get(botId))!, query, k)
    }
    const passage = (text: string, ...values: number[]): ContractPassage => ({ text, vector: unit(values) })

    it('finds the nearest first, whole, and with the names of their documents', async () => {
      const bot = await newBot()
      await add(bot, 'doc_A', [passage('A lighthouse.', 1, 0), passage('A ship.', 1, 1)])
      await add(bot, 'doc_B', [passage('A harbour.', 3, 1)])
      const found = await ask(bot, [2, 0])
      expect(found.map(keyOf)).toEqual(['doc_A#0', 'doc_B#0', 'doc_A#1'])
      expect(found[1]).toMatchObject({
        documentId: 'doc_B',
        documentName: 'doc_B.txt',
        ordinal: 0,
        text: 'A harbour.',
        start: 0,
        end: 'A harbour.'.length,
        place: { locator: { kind: 'page' as const, page: 1 }, headingPath: ['Visitors'] },
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
            const bot = await newBot()
            // From the last to the first: the order must not come from that of adding.
            for (const [at, vectors] of [...documents.entries()].toReversed()) {
              await add(
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

    it('knows a question’s words from what can be found, and what was meant by one that stands nowhere', async () => {
      const bot = await newBot()
      const lookUp = async (question: string) =>
        await place.index.lookUp((await place.bots.get(bot))!, question)
      expect(await lookUp('Astrolabe?')).toEqual({ text: 'Astrolabe?', words: [], passages: 0 })
      await add(bot, 'doc_A', [passage('The astrolabe of the captain.', 1, 0), passage('Astrolabes.', 1, 1)])
      await add(bot, 'doc_B', [passage('A lighthouse.', 0, 1)])
      const known = { text: 'the astrolabe', words: [{ word: 'astrolabe', passages: 2 }], passages: 3 }
      expect(await lookUp('the astrolabe')).toEqual(known)
      expect(await lookUp('the astrolobe')).toEqual(known)
      await withdraw(bot, 'doc_A')
      expect(await lookUp('the astrolobe')).toEqual({
        ...{ text: 'the astrolobe', passages: 1 },
        words: [{ word: 'astrolobe', passages: 0 }],
      })
    })

    it('finds by words what is far in meaning, with how far it is', async () => {
      const bot = await newBot()
      const near = Array.from({ length: 150 }, (_, at) => passage(`Number ${at}.`, 100, at))
      await add(bot, 'doc_A', [...near, passage('The astrolabe of the captain.', -1, 0)])
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
      expect(await ask(await newBot(), [1, 0], 10, 'Is anybody there?')).toEqual([])
    })

    it('refuses a question whose vector has another length, no direction, or no number', async () => {
      const bot = await newBot()
      await add(bot, 'doc_A', [passage('A ship.', 1, 0)])
      for (const bad of [[1], [1, 0, 0], [0, 0], [Number.NaN, 1], [1, Number.POSITIVE_INFINITY]]) {
        await expect(ask(bot, bad, 10, 'ship')).rejects.toThrow(RangeError)
      }
      expect(await ask(bot, [1, 0])).toHaveLength(1)
    })

    it('finds a new document with the very next question, and a deleted one never again', async () => {
      const bot = await newBot()
      const found = async () => (await ask(bot, [1, 0], 10, 'ship')).map(keyOf)
      await add(bot, 'doc_A', [passage('A ship.', 1, 0), passage('Another ship.', 1, 0)])
      expect(await found()).toEqual(['doc_A#0', 'doc_A#1'])
      await add(bot, 'doc_B', [passage('A ship.', 1, 0)])
      expect(await found()).toContain('doc_B#0')
      await withdraw(bot, 'doc_A')
      expect(await found()).toEqual(['doc_B#0'])
      await remove(bot, 'doc_A')
      expect(await found()).toEqual(['doc_B#0'])
      await withdraw(bot, 'doc_B')
      await remove(bot, 'doc_B')
      expect(await found()).toEqual([])
      await add(bot, 'doc_C', [passage('A ship.', 1, 0)])
      expect(await found()).toEqual(['doc_C#0'])
    })

    it('lets no deleted document crowd out the others', async () => {
      const bot = await newBot()
      await add(
        bot,
        'doc_A',
        Array.from({ length: 60 }, (_, at) => passage(`Number ${at}.`, 100, at)),
      )
      await add(bot, 'doc_B', [passage('A ship.', 0, 1)])
      await withdraw(bot, 'doc_A')
      expect((await ask(bot, [1, 0])).map(keyOf)).toEqual(['doc_B#0'])
    })

    it('finds nothing of another bot, whatever its documents are called', async () => {
      const [mine, theirs] = [await newBot(), await newBot()]
      await add(mine, 'doc_A', [passage('My ship.', 1, 0)])
      await add(theirs, 'doc_A', [passage('Their ship.', 1, 0), passage('Their harbour.', 1, 0)])
      expect((await ask(mine, [1, 0], 10, 'ship harbour')).map(({ text }) => text)).toEqual(['My ship.'])
    })

    it('answers many first questions at the same time alike', async () => {
      const bot = await newBot()
      await add(bot, 'doc_A', [passage('A ship.', 1, 0), passage('A harbour.', 0, 1)])
      const all = await Promise.all(Array.from({ length: 8 }, () => ask(bot, [1, 0.5], 10, 'harbour')))
      for (const found of all) expect(found).toEqual(all[0])
    })

    describe('staging', () => {
      it('shows nobody anything before the pack is published, and may be repeated', async () => {
        const bot = await newBot()
        await add(bot, 'doc_A', [passage('A ship.', 1, 0)])
        const { document, stored } = await beginContractDocument(place, bot, 'doc_B', [
          passage('A harbour.', 1, 0),
        ])
        await place.index.stage(document, stored)
        const pack = await place.index.stage(document, stored)
        expect(pack).toMatchObject({ id: 'doc_B', rows: 1, dimension: 2 })
        expect((await ask(bot, [1, 0], 10, 'harbour')).map(keyOf)).toEqual(['doc_A#0'])
        await place.documents.publish(document, sampleContents({ passageCount: 1 }), pack, null)
        expect((await ask(bot, [1, 0], 10, 'harbour')).map(keyOf).toSorted()).toEqual(['doc_A#0', 'doc_B#0'])
      })

      it('takes the place of the document that it replaces in one step', async () => {
        const bot = await newBot()
        await add(bot, 'doc_A', [passage('An old ship.', 1, 0), passage('Another.', 0, 1)])
        const { document, stored } = await beginContractDocument(place, bot, 'doc_B', [
          passage('A new ship.', 1, 0),
        ])
        const pack = await place.index.stage(document, stored)
        await place.documents.publish(document, sampleContents({ passageCount: 1 }), pack, 'doc_A')
        expect((await ask(bot, [1, 0], 10, 'ship')).map(keyOf)).toEqual(['doc_B#0'])
        await remove(bot, 'doc_A')
        expect((await ask(bot, [1, 0], 10, 'ship')).map(keyOf)).toEqual(['doc_B#0'])
      })

      it('refuses passages with a gap, of different lengths or without a direction', async () => {
        const bot = await newBot()
        const { document, stored } = await beginContractDocument(place, bot, 'doc_A', [
          passage('One.', 1, 0),
          passage('Two.', 0, 1),
        ])
        const [one, two] = stored as [(typeof stored)[0], (typeof stored)[0]]
        const zero = { ...two, vector: Float32Array.of(0, 0) }
        const longer = { ...two, vector: Float32Array.of(0, 1, 0) }
        for (const bad of [[two], [one, zero], [one, longer]]) {
          await expect(place.index.stage(document, bad)).rejects.toThrow(RangeError)
        }
      })

      it('leaves no vector with a service where the bot is deleted meanwhile', async () => {
        const bot = await newBot()
        const { document, stored } = await beginContractDocument(place, bot, 'doc_A', [passage('One.', 1, 0)])
        await place.bots.markDeleting(bot, '2026-01-02T00:00:00.000Z')
        await place.index.stage(document, stored)
        expect(await place.countRemote(bot)).toBe(0)
      })
    })

    describe('removing', () => {
      it('a document leaves none of its passages anywhere, and may be repeated', async () => {
        const bot = await newBot()
        await add(bot, 'doc_A', [passage('A ship.', 1, 0), passage('A harbour.', 1, 1)])
        await add(bot, 'doc_B', [passage('A lighthouse.', 0, 1)])
        await withdraw(bot, 'doc_A')
        await remove(bot, 'doc_A')
        await remove(bot, 'doc_A')
        expect(await place.passages.ofDocument(bot, 'doc_A')).toEqual([])
        expect(await place.passages.ofDocument(bot, 'doc_B')).toHaveLength(1)
        expect(await place.countRemote(bot)).toBe(place.setting === 's3vectors' ? 1 : 0)
        const { packs, tombstones } = await place.manifests.get(bot)
        expect({ ids: packs.map(({ id }) => id), tombstones }).toEqual({ ids: ['doc_B'], tombstones: [] })
        expect(await place.packFiles.list(bot)).toEqual(packs.map(({ object }) => object))
      })

      it('a bot leaves no pack and no vector, and nothing of another', async () => {
        const [bot, other] = [await newBot(), await newBot()]
        await add(bot, 'doc_A', [passage('A ship.', 1, 0)])
        await add(other, 'doc_A', [passage('A ship.', 1, 0)])
        await place.index.removeBot(bot)
        await place.index.removeBot(bot)
        expect(await place.packFiles.list(bot)).toEqual([])
        expect((await place.manifests.get(bot)).packs).toEqual([])
        expect(await place.countRemote(bot)).toBe(0)
        expect((await ask(other, [1, 0])).map(keyOf)).toEqual(['doc_A#0'])
      })
    })

    it('tidies many small documents into few packs, and finds what it found before', async () => {
      const bot = await newBot()
      for (let at = 0; at < 9; at++) await add(bot, `doc_${at}`, [passage(`Ship ${at}.`, 1, at)])
      await withdraw(bot, 'doc_4')
      const before = await ask(bot, [1, 1], 20, 'ship')
      expect(before).toHaveLength(8)
      expect(await place.index.tidy(bot)).toBeGreaterThan(0)
      const { packs, tombstones } = await place.manifests.get(bot)
      expect(packs.length).toBeLessThan(4)
      expect(tombstones).toEqual([])
      expect(await place.packFiles.list(bot)).toHaveLength(packs.length)
      const after = await ask(bot, [1, 1], 20, 'ship')
      expect(after.map(keyOf)).toEqual(before.map(keyOf))
      expect(await place.index.tidy(bot)).toBe(0)
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
