import type { Bot } from '../../bots/bot.ts'
import type { PackEntry } from '../../documents/pack-entry.ts'
import { allComparable, type Comparable } from '../comparable.ts'
import type { PackManifest } from '../ports.ts'
import { IndexSnapshot, type LivePack, liveOfPacks } from './index-snapshot.ts'
import type { AcquiredPack, PackCache } from './pack-cache.ts'
import { PackDamaged, PackGone } from './pack-format.ts'
import { type RepairDeps, repairPacks } from './repair-packs.ts'

/** Their manifests are kept; it is the packs that need memory. */
const REMEMBERED_BOTS = 1_000
/** Packs vanish while they are read only when merged just then; three times in a row something else is wrong. */
const TRIES = 4

type AskedBot = Pick<Bot, 'id' | 'knowledgeVersion'>

interface BotState {
  knowledgeVersion: number
  manifest: PackManifest
  /** Of each of its packs, once they were read. */
  live: Omit<LivePack, 'pack'>[] | null
}

/** Opens what a bot knows. A change of its documents is seen by the very next question. */
export class BotPacks {
  readonly #deps: RepairDeps
  readonly #cache: PackCache
  readonly #comparable: Comparable
  /** By bot, the one asked last at the end. */
  readonly #states = new Map<string, Promise<BotState>>()
  readonly #repairing = new Map<string, Promise<BotState>>()

  constructor(deps: RepairDeps, cache: PackCache, comparable: Comparable = allComparable) {
    this.#deps = deps
    this.#cache = cache
    this.#comparable = comparable
  }

  /** Without `vectors` only what finds words is certain to be loaded. The caller releases it. */
  async open(bot: AskedBot, options: { vectors: boolean }): Promise<IndexSnapshot> {
    let state = await this.#current(bot)
    for (let tries = 1; ; tries++) {
      const { manifest } = state
      const { held, broken } = await this.#acquireAll(bot.id, manifest.packs, options)
      if (!broken.length && manifest.complete) {
        // Packs never change: which of their rows are live follows from the manifest alone.
        state.live ??= liveOfPacks(
          held.map(({ pack }) => pack.header),
          manifest.tombstones,
          this.#comparable,
        )
        return new IndexSnapshot(held, state.live)
      }
      for (const { release } of held) release()
      if (tries === TRIES)
        throw new Error(`What ${bot.id} knows cannot be read.`, { cause: broken[0]?.error })
      const repaired = await this.#repair(bot, broken)
      this.#remember(bot, Promise.resolve(repaired))
      // Kept at hand: a question of another version may take its place among the states at any moment.
      state = repaired.knowledgeVersion === bot.knowledgeVersion ? repaired : await this.#current(bot)
    }
  }

  async #acquireAll(botId: string, entries: readonly PackEntry[], options: { vectors: boolean }) {
    const outcomes = await Promise.allSettled(
      entries.map(entry => this.#cache.acquire(botId, entry, options)),
    )
    const held: AcquiredPack[] = []
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
  #repair({ id, knowledgeVersion }: AskedBot, broken: { entry: PackEntry }[]): Promise<BotState> {
    let repairing = this.#repairing.get(id)
    if (!repairing) {
      const entries = broken.map(({ entry }) => entry)
      repairing = repairPacks(this.#deps, this.#cache, id, entries)
        .then(manifest => ({ knowledgeVersion, manifest, live: null }))
        .finally(() => this.#repairing.delete(id))
      this.#repairing.set(id, repairing)
    }
    return repairing
  }

  async #current(bot: AskedBot): Promise<BotState> {
    for (;;) {
      const kept = this.#states.get(bot.id)
      const before = await kept?.catch(() => undefined)
      // While we waited another question may have begun to read the same manifest.
      if (kept !== this.#states.get(bot.id)) continue
      // Any other one, not only a higher: what was restored from a backup went back.
      if (before && before.knowledgeVersion === bot.knowledgeVersion) {
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
    const manifest = await this.#deps.manifests.get(bot.id)
    return { knowledgeVersion: bot.knowledgeVersion, manifest, live: null }
  }

  #remember(bot: AskedBot, state: Promise<BotState>): void {
    this.#states.delete(bot.id)
    this.#states.set(bot.id, state)
    if (this.#states.size > REMEMBERED_BOTS) this.#states.delete(this.#states.keys().next().value!)
  }
}
