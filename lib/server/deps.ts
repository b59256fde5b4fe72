import { monotonicFactory } from 'ulid'
import { bedrockReranker, rerankClient } from '#lib/aws/bedrock-reranker.ts'
import { dynamoAccountStore } from '#lib/aws/dynamo-account-store.ts'
import { dynamoBotStore } from '#lib/aws/dynamo-bot-store.ts'
import { dynamoConversationStore } from '#lib/aws/dynamo-conversation-store.ts'
import { dynamoCounters } from '#lib/aws/dynamo-counters.ts'
import { dynamoDayBook } from '#lib/aws/dynamo-day-book.ts'
import { dynamoDocumentStore } from '#lib/aws/dynamo-document-store.ts'
import { dynamoOwnerSpending } from '#lib/aws/dynamo-owner-spending.ts'
import { dynamoPackManifests } from '#lib/aws/dynamo-pack-manifests.ts'
import { dynamoPassageStore } from '#lib/aws/dynamo-passage-store.ts'
import { dynamoStopFlags } from '#lib/aws/dynamo-stop-flags.ts'
import { s3Client, s3FileStore } from '#lib/aws/s3-file-store.ts'
import { s3PackFiles } from '#lib/aws/s3-pack-files.ts'
import { s3RemoteVectors, s3VectorsClient } from '#lib/aws/s3-remote-vectors.ts'
import { type Settings, settings } from '#lib/aws/settings.ts'
import { secretsClient, ticketSecret } from '#lib/aws/ticket-secret.ts'
import { bedrockService } from '#lib/aws/wire/bedrock-service.ts'
import { wireChatModel } from '#lib/aws/wire/wire-chat-model.ts'
import { dynamoService, wireDynamo } from '#lib/aws/wire/wire-dynamo.ts'
import { wireEncoder } from '#lib/aws/wire/wire-encoder.ts'
import type { BotStore } from '#lib/core/bots/ports.ts'
import { questionLimiter } from '#lib/core/chat/question-limiter.ts'
import type { NewId } from '#lib/core/new-id.ts'
import { cachedEncoder } from '#lib/core/retrieval/cached-encoder.ts'
import { type Comparable, comparableWith } from '#lib/core/retrieval/comparable.ts'
import { indexByBot } from '#lib/core/retrieval/index/index-by-bot.ts'
import { noRemoteVectors } from '#lib/core/retrieval/index/no-remote-vectors.ts'
import { packIndex } from '#lib/core/retrieval/index/pack-index.ts'
import { PassageTexts } from '#lib/core/retrieval/index/passage-texts.ts'
import { remoteIndex } from '#lib/core/retrieval/index/remote-index.ts'
import { sharedKernel } from '#lib/core/retrieval/kernel/open-kernel.ts'
import { BotPacks } from '#lib/core/retrieval/packs/bot-packs.ts'
import { PackCache } from '#lib/core/retrieval/packs/pack-cache.ts'
import type { RepairDeps } from '#lib/core/retrieval/packs/repair-packs.ts'
import type {
  KnowledgeIndex,
  PackFiles,
  PackManifests,
  PassageStore,
  RemoteVectors,
  Reranker,
} from '#lib/core/retrieval/ports.ts'
import { spendingBudget } from '#lib/core/usage/budget.ts'
import { questionCost } from '#lib/core/usage/question-cost.ts'
import { addressLimiter } from './address-limiter.ts'
import { logError, logInfo } from './log.ts'
import { metricsWriter, printToStdout } from './metrics.ts'
import { checkModelsLater } from './model-check.ts'
import { ownerLimiter } from './owner-limiter.ts'
import { fixedKey, type TicketKeys, ticketDesk } from './ticket-desk.ts'

export type Deps = ReturnType<typeof buildDeps>

/** The composition root: everything the use cases need, built once with the first request. */
export function deps(): Deps {
  if (built) return built
  built = buildDeps()
  checkModelsLater(built.settings)
  return built
}

let built: Deps | undefined

function buildDeps() {
  const config = settings()
  const dynamo = wireDynamo(dynamoService(config.region))
  const s3 = s3Client(config.region, config.s3Endpoint)
  const bedrock = bedrockService(config.bedrock)
  const bots = dynamoBotStore(dynamo, config.botsTable)
  const documents = dynamoDocumentStore(dynamo, config.botsTable)
  const passages = dynamoPassageStore(dynamo, config.vectorsTable)
  const manifests = dynamoPackManifests(dynamo, config.botsTable)
  const packFiles = s3PackFiles(s3, config.bucket)
  const remoteVectors = config.vectorBucket
    ? s3RemoteVectors(s3VectorsClient(config.region), config.vectorBucket)
    : noRemoteVectors
  const ulid = monotonicFactory()
  const cost = questionCost(
    { chat: config.chatModel, embedding: config.embeddingModel, rerank: config.rerankModel },
    model => logInfo('No price is known for this model; it is counted as the dearest.', { model }),
  )
  const counters = dynamoCounters(dynamo, config.botsTable)
  const days = dynamoDayBook(dynamo, config.botsTable)
  const metrics = metricsWriter({
    namespace: config.metricsNamespace,
    installation: config.installation,
    clock: Date.now,
    print: printToStdout,
  })
  const newId: NewId = prefix => `${prefix}_${ulid()}`
  const onError = (error: unknown) => logError('answer', error)
  return {
    settings: config,
    tickets: ticketDesk(ticketKeys(config)),
    s3,
    counters,
    accounts: dynamoAccountStore(dynamo, config.botsTable),
    bots,
    documents,
    passages,
    manifests,
    packFiles,
    remoteVectors,
    conversations: dynamoConversationStore(dynamo, config.botsTable),
    stops: dynamoStopFlags(dynamo, config.botsTable),
    questions: questionLimiter({ counters, clock: Date.now, limits: config.limits }),
    addresses: addressLimiter({
      ...{ counters, clock: Date.now, perMinute: config.framesPerAddress },
      trustedProxies: config.trustedProxies,
    }),
    ownerCalls: ownerLimiter(counters, config.requestsPerOwner),
    budget: spendingBudget({
      days,
      owners: dynamoOwnerSpending(dynamo, config.botsTable),
      clock: Date.now,
      caps: {
        botDay: microUsd(config.budgets.botDay),
        botMonth: microUsd(config.budgets.botMonth),
        ownerDay: microUsd(config.budgets.ownerDay),
        ownerMonth: microUsd(config.budgets.ownerMonth),
      },
      estimate: cost.estimate,
      onSpent: amount => metrics.put({ CostUsd: amount / MICRO_USD }),
    }),
    costOf: cost.of,
    costOfDocument: cost.ofDocument,
    metrics,
    days,
    files: s3FileStore(s3, config.bucket),
    model: config.chatModel ? wireChatModel(bedrock, config.chatModel, config.modelSilenceMs) : null,
    encoder: cachedEncoder(
      wireEncoder(bedrock, config.embeddingModel, config.embeddingDimensions, config.encoderName),
    ),
    index: indexOf(
      { bots, documents, passages, manifests, packFiles, remoteVectors, newId, onError },
      config,
    ),
    comparable: comparableOf(config),
    reranker: rerankerOf(config),
    maxUploadBytes: config.maxUploadBytes,
    clock: Date.now,
    newId,
    onError,
  }
}

/** Texts of the passages that answers are made of; few of them answer most questions. */
const TEXT_BYTES = 32 * 1_048_576

/** What all bots know, as this process sees it. */
function indexOf(
  deps: RepairDeps & {
    bots: BotStore
    passages: PassageStore
    manifests: PackManifests
    packFiles: PackFiles
    remoteVectors: RemoteVectors
  },
  config: Settings,
): KnowledgeIndex {
  const { indexBytes, lexicalWeight } = config
  const { bots, passages, packFiles, remoteVectors: vectors, onError } = deps
  const cache = new PackCache(packFiles, sharedKernel(), { maxBytes: indexBytes, onError })
  const common = {
    packs: new BotPacks(deps, cache, comparableOf(config)),
    texts: new PassageTexts(passages, { maxBytes: TEXT_BYTES }),
  }
  const pause = () => new Promise<void>(resolve => setTimeout(resolve, 0))
  const packs = packIndex({ ...deps, ...common, pause, clock: Date.now }, { lexicalWeight })
  const s3vectors = remoteIndex({ ...common, passages, bots, vectors }, packs, { lexicalWeight })
  return indexByBot(bots, { packs, s3vectors })
}

function comparableOf({ encoderName, unnotedEncoder }: Settings): Comparable {
  return comparableWith(encoderName, unnotedEncoder)
}

function rerankerOf({ rerankModel: model, bedrock }: Settings): Reranker | null {
  return model ? bedrockReranker(rerankClient(bedrock), { model, region: bedrock.region }) : null
}

function ticketKeys({ ticketKey, region }: Settings): TicketKeys {
  if ('key' in ticketKey) return fixedKey(ticketKey.key)
  const onError = (error: Error) => logError('ticket key', error)
  return ticketSecret({ client: secretsClient(region), clock: Date.now, onError }, ticketKey.secret)
}

const MICRO_USD = 1_000_000

function microUsd(dollars: number | null): number | null {
  return dollars === null ? null : Math.ceil(dollars * MICRO_USD)
}
