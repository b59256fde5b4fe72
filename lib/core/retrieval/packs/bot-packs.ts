import type { Bot } from '../../bots/bot.ts'
import type { PackEntry, PackManifest } from '../../ports.ts'
import type { RowRange } from '../row-range.ts'
import { Knowledge, liveOfPacks } from './knowledge.ts'
import { type MendWorld, mendPacks } from './mend-packs.ts'
import type { HeldPack, PackCache } from './pack-cache.ts'
import { PackDamaged, PackGone } from './pack-format.ts'

/** Their manifests are kept; it is the packs that need memory. */
const REMEMBERED_BOTS = 1_000
/** Packs vanish while they are read only when merged just then; three times in a row something else is wrong. */
const TRIES = 4

type AskedBot = Pick<Bot, 'id' | 'knowledgeVersion'>

interface BotState {
  knowledgeVersion: number
  manifest: PackManifest
  /** Of each of its packs, once they were read. */
  live: RowRange[][] | null
}

/** Opens what a bot knows. A change of its documents is seen by the very next question. */
export class BotPacks {
  readonly #world: MendWorld
  readonly #cache: PackCache
  /** By bot, the one asked last at the end. */
  readonly #states = new Map<string, Promise<BotState>>()
  readonly #mending = new Map<string, Promise<BotState>>()

  constructor(world: MendWorld, cache: PackCache) {
    this.#world = world
    this.#cache = cache
  }

  /** Without `vectors` only what finds words is certain to be loaded. The caller releases it. */
  async open(bot: AskedBot, options: { vectors: boolean }): Promise<Knowledge> {
    for (let tries = 1; ; tries++) {
      const state = await this.#current(bot)
      const { manifest } = state
      const { held, broken } = await this.#holdAll(bot.id, manifest.packs, options)
      if (!broken.length && manifest.whole) {
        // Packs never change: which of their rows are live follows from the manifest alone.
        state.live ??= liveOfPacks(
          held.map(({ pack }) => pack.header),
          manifest.withdrawn,
        )
        return new Knowledge(held, state.live)
      }
      for (const { release } of held) release()
      if (tries === TRIES)
        throw new Error(`What ${bot.id} knows cannot be read.`, { cause: broken[0]?.error })
      this.#remember(bot, Promise.resolve(await this.#mend(bot, broken)))
    }
  }

  async #holdAll(botId: string, entries: readonly PackEntry[], options: { vectors: boolean }) {
    const outcomes = await Promise.allSettled(entries.map(entry => this.#cache.hold(botId, entry, options)))
    const held: HeldPack[] = []
    const broken: { entry: PackEntry; error: Error }[] = []
    const failures: unknown[] = []
    for (const [at, outcome] of outcomes.entries()) {
      if (outcome.status === 'fulfilled') held.push(outcome.value)
      else if (outcome.reason instanceof PackGone || outcome.reason instanceof PackDamaged) {
        broken.push({ entry: entries[at]!, error: outcome.reason })
      } else failures.push(outcome.reason)
    }
    if (failures.length) {
      for (const { release } of held) release()
      throw failures[0]
    }
    return { held, broken }
  }

  /**
   * Once for all questions that meet the same damage at the same time. It is as new as the question that began
   * it: whoever knows of a later change reads the manifest again.
   */
  #mend({ id, knowledgeVersion }: AskedBot, broken: { entry: PackEntry }[]): Promise<BotState> {
    let mending = this.#mending.get(id)
    if (!mending) {
      const entries = broken.map(({ entry }) => entry)
      mending = mendPacks(this.#world, this.#cache, id, entries)
        .then(manifest => ({ knowledgeVersion, manifest, live: null }))
        .finally(() => this.#mending.delete(id))
      this.#mending.set(id, mending)
    }
    return mending
  }

  async #current(bot: AskedBot): Promise<BotState> {
    for (;;) {
      const kept = this.#states.get(bot.id)
      const before = await kept?.catch(() => undefined)
      // While we waited another question may have begun to read the same manifest.
      if (kept !== this.#states.get(bot.id)) continue
      if (before && before.knowledgeVersion >= bot.knowledgeVersion) {
        this.#remember(bot, kept!)
        return before
      }
      const reading = this.#read(bot)
      this.#remember(bot, reading)
      return await reading.catch(error => {
        if (this.#states.get(bot.id) === reading) this.#states.delete(bot.id)
        throw error
      })
    }
  }

  async #read(bot: AskedBot): Promise<BotState> {
    const manifest = await this.#world.manifests.get(bot.id)
    return { knowledgeVersion: bot.knowledgeVersion, manifest, live: null }
  }

  #remember(bot: AskedBot, state: Promise<BotState>): void {
    this.#states.delete(bot.id)
    this.#states.set(bot.id, state)
    if (this.#states.size > REMEMBERED_BOTS) this.#states.delete(this.#states.keys().next().value!)
  }
}
