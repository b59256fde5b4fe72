import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { S3Client } from '@aws-sdk/client-s3'
import type { BotRemovalDeps } from '#lib/core/deletion/delete-bot.ts'
import type { AccountStore } from '#lib/core/deletion/ports.ts'
import type { FileStore } from '#lib/core/documents/ports.ts'
import type { CopyDeps } from '#lib/core/retrieval/move/copy-vectors.ts'
import type { RepackDeps } from '#lib/core/retrieval/packs/repack-bot.ts'
import type { PassageStore } from '#lib/core/retrieval/ports.ts'
import type { Tables } from './restored-tables.ts'

export interface RestoreDeps
  extends Omit<RepackDeps, 'passages' | 'documents' | 'bots'>,
    Omit<CopyDeps, 'passages' | 'documents'>,
    Omit<BotRemovalDeps, 'documents' | 'bots' | 'files'> {
  client: DynamoDBClient
  s3: S3Client
  bucket: string
  /** Whether this installation has S3 Vectors. */
  hasRemoteVectors: boolean
  /** The tables in use. */
  live: Tables
  /** Those that hold what was there then. */
  past: Tables
  bots: RepackDeps['bots'] & BotRemovalDeps['bots']
  documents: RepackDeps['documents'] & BotRemovalDeps['documents']
  accounts: Pick<AccountStore, 'isClosed'>
  passages: Pick<PassageStore, 'ofDocument' | 'listOfDocument' | 'deleteOfDocument'>
  files: Pick<FileStore, 'size' | 'deletePrefix'>
}
