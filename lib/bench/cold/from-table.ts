import { dynamoPassageStore } from '../../aws/dynamo-passage-store.ts'
import { dynamoService, wireDynamo } from '../../aws/wire/wire-dynamo.ts'
import { TABLES } from '../../laptop/local-environment.ts'
import type { OpenSide } from '../sides/side.ts'
import { documentId, PASSAGES_PER_DOCUMENT } from './make-pack.ts'

/** Documents at the same time. */
const PARALLEL = 8

/** A bot's passages and vectors out of the table, as one loads them who has no packs. Answers how many there were. */
export const openSide: OpenSide<
  { botId: string; region: string; rows: number },
  null,
  number
> = async options => {
  const passages = dynamoPassageStore(wireDynamo(dynamoService(options.region)), TABLES.vectors)
  return {
    async ask() {
      const open = Array.from({ length: options.rows / PASSAGES_PER_DOCUMENT }, (_, at) =>
        documentId(at * PASSAGES_PER_DOCUMENT),
      ).values()
      let count = 0
      const work = async () => {
        for (const id of open) {
          const { length } = await passages.ofDocument(options.botId, id)
          count += length
        }
      }
      await Promise.all(Array.from({ length: PARALLEL }, work))
      return count
    },
  }
}
