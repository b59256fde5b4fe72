import type { BotStore } from '../../bots/ports.ts'
import type { ConversationStore } from '../../chat/ports.ts'
import type { AccountStore } from '../../deletion/ports.ts'
import type { DocumentStore, FileStore } from '../../documents/ports.ts'
import type { PackFiles, PackManifests, PassageStore } from '../../retrieval/ports.ts'
import type { DayBook } from '../../usage/ports.ts'

/** Where the contracts of the stores can be tried: in memory, or in an account. */
export interface StoresPlace {
  accounts: AccountStore
  bots: BotStore
  documents: DocumentStore
  passages: PassageStore
  manifests: PackManifests
  packFiles: PackFiles
  files: FileStore
  conversations: ConversationStore
  days: DayBook
  /** What is kept of a bot's day; empty where nothing is. Docent itself only adds. */
  figures(botId: string, day: string): Promise<Record<string, number>>
  close(): Promise<void>
}
