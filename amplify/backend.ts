import { join } from 'node:path'
import { defineBackend } from '@aws-amplify/backend'
import { CfnOutput, Stack } from 'aws-cdk-lib'
import { NO_MODEL } from '../lib/aws/settings-schema.ts'
import { bundleFunctions } from '../lib/cli/build/bundle-functions.ts'
import { alarmTopic, NOBODY_HEARS } from './alarm-topic.ts'
import { alarms } from './alarms.ts'
import { preSignUp } from './auth/pre-sign-up.ts'
import { auth, hardenAuth } from './auth/resource.ts'
import { accountBudget } from './budget.ts'
import { canary } from './canary.ts'
import { chat } from './chat.ts'
import { computeRole } from './compute-role.ts'
import { dashboard } from './dashboard.ts'
import { firewall } from './firewall.ts'
import { extract, ingest } from './ingest.ts'
import { parseParameters } from './parameters.ts'
import { installationName, isSandbox } from './place.ts'
import { ingestQueue } from './queue.ts'
import { METRICS_NAMESPACE, type Resources } from './resources.ts'
import { ticketSecret } from './secrets.ts'
import { hardenStorage, storage } from './storage/resource.ts'
import { sweep } from './sweep.ts'
import { tables } from './tables.ts'
import { vectorBucket } from './vector-bucket.ts'

/** The cloud, as a table of contents. */
const parameters = parseParameters(process.env)
const backend = defineBackend({ auth: auth(parameters), storage: storage() })
const stack = backend.createStack('docent')

hardenAuth(backend.auth, parameters)
const queues = ingestQueue(Stack.of(backend.storage.resources.bucket))
hardenStorage(backend.storage, queues.queue, parameters)

const resources: Resources = {
  ...tables(stack),
  ...queues,
  bucket: backend.storage.resources.bucket,
  vectorBucket: vectorBucket(stack, parameters),
  ticketSecret: ticketSecret(stack),
  installation: installationName(stack),
  userPoolId: backend.auth.resources.userPool.userPoolId,
  userPoolClientId: backend.auth.resources.userPoolClient.userPoolClientId,
  parameters,
}

const code = bundleFunctions(join(import.meta.dirname, '..', '.docent', 'functions'))
const signUpGate = preSignUp(backend.auth, code.preSignUp.folder, parameters)
const answering = chat(stack, code.chat.folder, resources)
const extractor = extract(stack, code.extract.folder)
const functions = {
  ingest: ingest(stack, code.ingest.folder, resources, extractor),
  extract: extractor,
  chat: answering.function,
  sweep: sweep(stack, code.sweep.folder, resources),
}
const asker = canary(stack, code.canary.folder, parameters)
// Attached to the branch by hand, once: docs/operate/deploy.md.
new CfnOutput(backend.stack, 'DocentWebRoleArn', { value: computeRole(stack, resources).roleArn })

firewall(stack, parameters)

if (!parameters.alarmEmail) console.warn(NOBODY_HEARS)
const topic = alarmTopic(stack, parameters.alarmEmail)
dashboard(
  stack,
  resources,
  functions,
  alarms(stack, topic, resources, { ...functions, signUpGate, canary: asker }),
)
// A sandbox is in an account whose budget belongs to somebody else.
if (!isSandbox(stack)) accountBudget(stack, parameters.monthlyBudgetUsd, topic)

backend.addOutput({
  custom: {
    docent: {
      region: stack.region,
      botsTable: resources.bots.tableName,
      vectorsTable: resources.vectors.tableName,
      bucket: resources.bucket.bucketName,
      ...(resources.vectorBucket && { vectorBucket: resources.vectorBucket.name }),
      userPoolId: resources.userPoolId,
      userPoolClientId: resources.userPoolClientId,
      chatUrl: answering.url.url,
      ticketSecret: resources.ticketSecret.secretArn,
      chatModel: parameters.chatModel ?? NO_MODEL,
      embeddingModel: parameters.embeddingModel,
      embeddingDimensions: parameters.embeddingDimensions,
      metricsNamespace: METRICS_NAMESPACE,
      installation: resources.installation,
      // What only `npm run docent -- doctor` reads.
      operators: {
        publicUrl: parameters.publicUrl,
        embedUrl: parameters.embedUrl,
        ingestQueueUrl: resources.queue.queueUrl,
        ...(parameters.rerankModel && { rerankModel: parameters.rerankModel }),
        alarmTopic: topic.topicArn,
        alarmsAreMailed: parameters.alarmEmail !== null,
      },
      // For whoever looks into them: docs/operate/deploy.md, "Alarms".
      logGroups: Object.fromEntries(
        Object.entries({ ...functions, ...(asker && { canary: asker }) }).map(([name, one]) => [
          name,
          one.logGroup.logGroupName,
        ]),
      ),
    },
  },
})

export { backend }
