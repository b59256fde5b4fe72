import type { PackEntry } from '../../documents/pack-entry.ts'
import type { NewId } from '../../new-id.ts'
import type { PassageStore } from '../ports.ts'
import { buildPack } from './build-pack.ts'
import { MAX_MERGED_ROWS } from './choose-merge.ts'
import { mergePacks } from './merge-packs.ts'
import { type PackContent, writePack } from './write-pack.ts'

/** A pack that was made and not written yet. */
export interface MadePack {
  entry: PackEntry
  parts: Uint8Array[]
}

/**
 * Packs of documents out of the table, as few as their size allows. Of a document that has lost passages on
 * the way, being deleted just now, nothing is made.
 */
export async function* makePacks(
  deps: { passages: Pick<PassageStore, 'ofDocument'>; newId: NewId },
  botId: string,
  documents: readonly { id: string; name: string; passageCount: number; encoder: string | null }[],
): AsyncGenerator<MadePack> {
  let group: PackContent[] = []
  let rows = 0
  const flush = async () => {
    const content = mergePacks(group, () => true)
    group = []
    rows = 0
    return content && (await finishPack(deps.newId, content))
  }
  for (const document of documents) {
    const passages = await deps.passages.ofDocument(botId, document.id)
    if (!passages.length || passages.length < document.passageCount) continue
    const otherShape = group[0] && group[0].planes.dimension !== passages[0]!.vector.length
    if (group.length && (otherShape || rows + passages.length > MAX_MERGED_ROWS)) {
      const made = await flush()
      if (made) yield made
    }
    group.push(await buildPack(botId, document, passages))
    rows += passages.length
  }
  const made = await flush()
  if (made) yield made
}

/** Under a name that was never used. */
export async function finishPack(newId: NewId, content: PackContent): Promise<MadePack> {
  const id = newId('pack')
  return await writePack(content, { id, object: objectOf(id) })
}

/** Milliseconds since 1970: an id is a ULID, whose first ten characters are the time in Crockford's base 32. */
export function madeAt(object: string): number {
  const [time = ''] = /[0-9A-Z]{10}(?=[0-9A-Z]{16}\.pack$)/.exec(object) ?? []
  return [...time].reduce((sum, letter) => sum * 32 + CROCKFORD.indexOf(letter), 0)
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Where the pack of an id lies. */
export function objectOf(packId: string): string {
  return `${packId}.pack`
}
