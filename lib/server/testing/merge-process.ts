import { monotonicFactory } from 'ulid'
import { dynamoPackManifests } from '#lib/aws/dynamo-pack-manifests.ts'
import { s3Client } from '#lib/aws/s3-file-store.ts'
import { s3PackFiles } from '#lib/aws/s3-pack-files.ts'
import { settings } from '#lib/aws/settings.ts'
import { dynamoService, wireDynamo } from '#lib/aws/wire/wire-dynamo.ts'
import { mergeBotPacks } from '#lib/core/retrieval/packs/merge-bot-packs.ts'

/** Merges the packs of one bot, to be killed: says when it begins, and ends when there is nothing to do. */
const [botId = ''] = process.argv.slice(2)
const { region, botsTable, bucket, s3Endpoint } = settings()
const ulid = monotonicFactory()
const deps = {
  manifests: dynamoPackManifests(wireDynamo(dynamoService(region)), botsTable),
  packFiles: s3PackFiles(s3Client(region, s3Endpoint), bucket),
  newId: (prefix: string) => `${prefix}_${ulid()}`,
  clock: Date.now,
}
process.stdout.write('begun\n')
await mergeBotPacks(deps, botId)
