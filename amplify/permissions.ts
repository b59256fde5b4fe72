import { Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { modelArns } from './model-arns.ts'
import type { Resources } from './resources.ts'

/**
 * The calls that each part makes, by what it does; nobody has more. least-privilege.test.ts holds them against
 * the SDK's commands in lib/aws.
 */

/** Answers questions: reads bots and passages, writes conversations, counters and reservations. */
export function answering(resources: Resources): PolicyStatement[] {
  return [
    onTable(resources.bots.tableArn, [
      'GetItem',
      'PutItem',
      'UpdateItem',
      'DeleteItem',
      'Query',
      'BatchWriteItem',
      'ConditionCheckItem',
    ]),
    onTable(resources.vectors.tableArn, ['Query', 'BatchGetItem']),
    // A damaged pack is made anew by whoever meets it.
    ...onPacks(resources),
    ...onVectors(resources, ['QueryVectors', 'GetIndex']),
    ...callModel(resources, resources.parameters.chatModel, 'InvokeModelWithResponseStream'),
    ...callModel(resources, resources.parameters.embeddingModel, 'InvokeModel'),
    ...rerank(resources),
    readTicketKey(resources),
    ...askAboutModels(resources),
  ]
}

/** Reads documents into passages, and clears up after one that was deleted meanwhile. */
export function ingesting(resources: Resources, extractor: LambdaFunction): PolicyStatement[] {
  return [
    // What the guide holds already is asked for as well.
    onTable(resources.bots.tableArn, ['GetItem', 'Query', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem']),
    // And what its owner's other guides hold.
    onIndex(resources.bots.tableArn, 'owner-index'),
    onTable(resources.vectors.tableArn, ['Query', 'BatchWriteItem']),
    // The address of an upload, which another function reads, may do what its signer may.
    onFiles(resources, 'GetObject', ['uploads', 'texts']),
    new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [extractor.functionArn] }),
    // Once more, under its owner's name.
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [resources.queue.queueArn] }),
    onFiles(resources, 'PutObject', ['texts']),
    ...deleteFiles(resources),
    ...onPacks(resources),
    ...onVectors(resources, ['CreateIndex', 'GetIndex', 'PutVectors', ...DELETING_VECTORS]),
    ...callModel(resources, resources.parameters.embeddingModel, 'InvokeModel'),
    ...askAboutModels(resources),
  ]
}

/** Finds what has gone quiet, sends it to the queue again, finishes deletions. */
export function sweeping(resources: Resources): PolicyStatement[] {
  return [
    onTable(resources.bots.tableArn, [
      'GetItem',
      'UpdateItem',
      'DeleteItem',
      'Query',
      'BatchWriteItem',
      'ConditionCheckItem',
    ]),
    onIndex(resources.bots.tableArn, 'status-index'),
    // What a closed account still owns.
    onIndex(resources.bots.tableArn, 'owner-index'),
    onTable(resources.vectors.tableArn, ['Query', 'BatchWriteItem']),
    // Whether an upload has arrived.
    onFiles(resources, 'GetObject', ['uploads']),
    ...deleteFiles(resources),
    // A deleted document leaves its packs as well.
    ...onPacks(resources),
    ...onVectors(resources, DELETING_VECTORS),
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [resources.queue.queueArn] }),
    ...askAboutModels(resources),
  ]
}

/** Serves the web: owners' bots and documents, and `/api/chat`, which answers in one piece there. */
export function serving(resources: Resources): PolicyStatement[] {
  return [
    ...answering(resources),
    onIndex(resources.bots.tableArn, 'owner-index'),
    onTable(resources.vectors.tableArn, ['Query', 'BatchWriteItem']),
    // A presigned upload may do what its signer may.
    onFiles(resources, 'PutObject', ['uploads']),
    onFiles(resources, 'GetObject', ['uploads', 'texts']),
    ...deleteFiles(resources),
    ...onVectors(resources, DELETING_VECTORS),
  ]
}

/** Every process asks, a while after its start, whether its models may be called; it only reads. */
function askAboutModels({ bots, parameters }: Resources): PolicyStatement[] {
  const { partition, region, account } = Stack.of(bots)
  const { chatModel, embeddingModel, rerankModel } = parameters
  const arns = [chatModel, embeddingModel, rerankModel]
    .filter(id => id !== null)
    .map(id => modelArns(id, { partition, region, account }))
  return [
    // AWS defines no resource for it.
    new PolicyStatement({ actions: ['bedrock:GetFoundationModelAvailability'], resources: ['*'] }),
    ...arns.map(({ profile, models }) =>
      profile
        ? new PolicyStatement({ actions: ['bedrock:GetInferenceProfile'], resources: [profile] })
        : new PolicyStatement({ actions: ['bedrock:GetFoundationModel'], resources: models }),
    ),
  ]
}

function onTable(arn: string, calls: string[]): PolicyStatement {
  return new PolicyStatement({ actions: calls.map(call => `dynamodb:${call}`), resources: [arn] })
}

function onIndex(tableArn: string, index: string): PolicyStatement {
  return new PolicyStatement({ actions: ['dynamodb:Query'], resources: [`${tableArn}/index/${index}`] })
}

function onFiles({ bucket }: Resources, call: string, folders: string[]): PolicyStatement {
  const resources = folders.map(folder => `${bucket.bucketArn}/${folder}/*`)
  return new PolicyStatement({ actions: [`s3:${call}`], resources })
}

/** Listing is also what makes S3 say of a missing object that it is missing, instead of forbidden. */
function deleteFiles(resources: Resources): PolicyStatement[] {
  return [
    onFiles(resources, 'DeleteObject', ['uploads', 'texts']),
    new PolicyStatement({ actions: ['s3:ListBucket'], resources: [resources.bucket.bucketArn] }),
  ]
}

/** What search reads: written, merged and deleted by whoever has documents to add or to take away. */
function onPacks(resources: Resources): PolicyStatement[] {
  return [
    ...['GetObject', 'PutObject', 'DeleteObject'].map(call => onFiles(resources, call, ['packs'])),
    new PolicyStatement({ actions: ['s3:ListBucket'], resources: [resources.bucket.bucketArn] }),
  ]
}

/** Looking which there are comes first. */
const DELETING_VECTORS = ['GetVectors', 'DeleteVectors', 'DeleteIndex']

/** Indexes come and go with the bots that are moved there. */
function onVectors({ vectorBucket }: Resources, calls: string[]): PolicyStatement[] {
  if (!vectorBucket) return []
  const actions = calls.map(call => `s3vectors:${call}`)
  return [new PolicyStatement({ actions, resources: [`${vectorBucket.arn}/index/*`] })]
}

function readTicketKey({ ticketSecret }: Resources): PolicyStatement {
  return new PolicyStatement({
    actions: ['secretsmanager:GetSecretValue'],
    resources: [ticketSecret.secretArn],
  })
}

/** The service takes both: leave to rerank, which knows no resource, and to call the model that does it. */
function rerank(resources: Resources): PolicyStatement[] {
  const { rerankModel } = resources.parameters
  if (!rerankModel) return []
  return [
    new PolicyStatement({ actions: ['bedrock:Rerank'], resources: ['*'] }),
    ...callModel(resources, rerankModel, 'InvokeModel'),
  ]
}

/** A model behind a profile may be called through that profile only. */
function callModel({ bots }: Resources, id: string | null, call: string): PolicyStatement[] {
  if (id === null) return []
  const { partition, region, account } = Stack.of(bots)
  const { profile, models } = modelArns(id, { partition, region, account })
  const actions = [`bedrock:${call}`]
  if (!profile) return [new PolicyStatement({ actions, resources: models })]
  return [
    new PolicyStatement({ actions, resources: [profile] }),
    new PolicyStatement({
      actions,
      resources: models,
      conditions: { StringEquals: { 'bedrock:InferenceProfileArn': profile } },
    }),
  ]
}
