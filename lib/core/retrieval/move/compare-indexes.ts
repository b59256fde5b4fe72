import type { Bot } from '#lib/core/bots/bot.ts'
import type { Encoder, KnowledgeIndex } from '#lib/core/retrieval/ports.ts'

/** What is compared: as many passages as an answer is mostly made of. */
export const TOP = 10

export interface Parity {
  questions: { question: string; shared: number; of: number }[]
  /** 0 to 1, of the passages that both find. 1 where there was nothing to ask or to find. */
  mean: number
}

/** Asks both indexes the same questions and counts the passages among the best ten that both find. */
export async function compareIndexes(
  deps: { index: Pick<KnowledgeIndex, 'search'>; encoder: Encoder },
  bot: Pick<Bot, 'id' | 'knowledgeVersion'>,
  questions: readonly string[],
): Promise<Parity> {
  const compared: Parity['questions'] = []
  for (const question of questions) {
    const query = { vector: await deps.encoder.encode(question), text: question }
    const [packs, remote] = await Promise.all(
      (['packs', 's3vectors'] as const).map(async index => {
        const found = await deps.index.search({ ...bot, index }, query, TOP)
        return new Set(found.map(({ documentId, ordinal }) => `${documentId}#${ordinal}`))
      }),
    )
    const shared = packs!.intersection(remote!).size
    compared.push({ question, shared, of: Math.max(packs!.size, remote!.size) })
  }
  const asked = compared.filter(({ of }) => of > 0)
  const sum = asked.reduce((total, { shared, of }) => total + shared / of, 0)
  return { questions: compared, mean: asked.length ? sum / asked.length : 1 }
}
