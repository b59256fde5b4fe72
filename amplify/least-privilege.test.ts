import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PLACE_NAMES, type Place, readable, resourcesOf } from './testing/places.ts'
import { MANAGED_POLICIES, WILDCARDS } from './testing/wildcards.ts'

interface Grant {
  who: string
  action: string
  resource: string
  conditions: Record<string, unknown>
}

describe.each(PLACE_NAMES)('what may be done in %s', place => {
  const grants = grantsOf(place)

  it('has a reason for every wildcard', () => {
    const unexplained = grants
      .filter(grant => grant.action.includes('*') || grant.resource.includes('*'))
      .filter(grant => !WILDCARDS.some(row => covers(row, grant)))
    expect(unexplained.map(({ who, action, resource }) => `${who}: ${action} on ${resource}`)).toEqual([])
  })

  it('never is everything of a service', () => {
    expect(grants.filter(({ action }) => action.includes('*'))).toEqual([])
  })

  it('has a reason for every policy that AWS writes', () => {
    const unexplained = resourcesOf(place, 'AWS::IAM::Role').flatMap(({ id, Properties }) =>
      ((Properties.ManagedPolicyArns ?? []) as unknown[])
        .map(readable)
        .filter(arn => !MANAGED_POLICIES.some(row => row.who.test(id) && row.policy.test(arn)))
        .map(arn => `${id}: ${arn}`),
    )
    expect(unexplained).toEqual([])
  })

  it('is open to the world in one place: the Function URL, and only through it', () => {
    const open = resourcesOf(place, 'AWS::Lambda::Permission').filter(
      ({ Properties }) => Properties.Principal === '*',
    )
    expect(open).toHaveLength(2)
    for (const { Properties } of open) {
      expect(readable(Properties.FunctionName)).toMatch(/^<Chat/)
      expect(Properties.FunctionUrlAuthType === 'NONE' || Properties.InvokedViaFunctionUrl === true).toBe(
        true,
      )
    }
  })

  it('lets a role be taken on by the service it is for', () => {
    const trusted = resourcesOf(place, 'AWS::IAM::Role')
      .filter(({ id }) => /^(Chat|Ingest|Extract|Sweep|Web|PreSignUp|Canary)Role/.test(id))
      .map(({ id, Properties }) => [
        id.replace(/Role\w+$/, ''),
        Properties.AssumeRolePolicyDocument.Statement.map(
          (statement: { Principal: { Service: string } }) => statement.Principal.Service,
        ),
      ])
    expect(Object.fromEntries(trusted)).toEqual({
      ...(place === 'everything' && { Canary: ['lambda.amazonaws.com'] }),
      Chat: ['lambda.amazonaws.com'],
      Extract: ['lambda.amazonaws.com'],
      Ingest: ['lambda.amazonaws.com'],
      ...(place !== 'branch' && { PreSignUp: ['lambda.amazonaws.com'] }),
      Sweep: ['lambda.amazonaws.com'],
      Web: ['amplify.amazonaws.com'],
    })
  })

  it('calls a model behind a profile through that profile only', () => {
    const models = grants.filter(
      ({ action, resource }) =>
        action === 'bedrock:InvokeModelWithResponseStream' && resource.includes('::foundation-model/'),
    )
    // The sandbox has no language model, and no right to call one.
    if (place === 'sandbox') expect(models).toEqual([])
    else expect(models.length).toBeGreaterThan(4)
    for (const { conditions } of models)
      expect(
        readable((conditions.StringEquals as Record<string, unknown>)['bedrock:InferenceProfileArn']),
      ).toMatch(/:inference-profile\/\w+\.anthropic\.claude-haiku/)
  })

  it('keeps the ticket key from those who neither sign nor check', () => {
    const readers = grants.filter(({ action }) => action === 'secretsmanager:GetSecretValue')
    expect(readers.map(({ who }) => who.replace(/Role\w+$/, '')).toSorted()).toEqual(['Chat', 'Web'])
    for (const { resource } of readers) expect(resource).toMatch(/^<TicketKey\w+>$/)
  })
})

describe('the tables of reasons', () => {
  it('name no wildcard that nobody holds any more', () => {
    const grants = PLACE_NAMES.flatMap(grantsOf)
    expect(WILDCARDS.filter(row => !grants.some(grant => covers(row, grant)))).toEqual([])
  })

  it('give a reason that says something', () => {
    for (const { because } of [...WILDCARDS, ...MANAGED_POLICIES]) expect(because.length).toBeGreaterThan(30)
  })
})

describe('the calls of the app', () => {
  it('are exactly what its roles may do between them', () => {
    const ours = grantsOf('everything').filter(({ who }) => /^(Chat|Ingest|Extract|Sweep|Web)Role/.test(who))
    const allowed = new Set(
      ours
        .map(({ action }) => action)
        // Lambda's own: its log, its trace, its queue.
        .filter(action => !/^(logs|xray):|^sqs:(?!SendMessage)/.test(action)),
    )
    expect([...allowed, ...OPERATORS, ...ONE_MACHINE].toSorted()).toEqual([...actionsOfTheApp()].toSorted())
  })

  it('reach both indexes: owners’ bots for all but the chat, quiet documents for the sweep', () => {
    const indexes = grantsOf('branch')
      .filter(({ action, resource }) => action.startsWith('dynamodb:') && resource.includes('/index/'))
      .map(({ who, resource }) => `${who.replace(/Role\w+$/, '')} ${resource.replace(/^.*\//, '')}`)
    expect(indexes.toSorted()).toEqual([
      'Ingest owner-index',
      'Sweep owner-index',
      'Sweep status-index',
      'Web owner-index',
    ])
  })
})

function covers(row: (typeof WILDCARDS)[number], { who, action, resource }: Grant): boolean {
  return row.who.test(who) && row.action.test(action) && row.resource.test(resource)
}

function grantsOf(place: Place): Grant[] {
  const documents = [
    ...resourcesOf(place, 'AWS::IAM::Policy').map(({ id, Properties }) => [id, Properties.PolicyDocument]),
    ...resourcesOf(place, 'AWS::IAM::Role').flatMap(({ id, Properties }) =>
      (Properties.Policies ?? []).map((policy: { PolicyDocument: unknown }) => [id, policy.PolicyDocument]),
    ),
  ]
  return documents.flatMap(([who, { Statement }]) =>
    Statement.filter((statement: { Effect: string }) => statement.Effect === 'Allow').flatMap(
      (statement: { Action: string | string[]; Resource: unknown; Condition?: Record<string, unknown> }) => {
        expect(statement).not.toHaveProperty('NotAction')
        expect(statement).not.toHaveProperty('NotResource')
        return [statement.Action].flat().flatMap(action =>
          [statement.Resource].flat().map(resource => ({
            who,
            action,
            resource: readable(resource),
            conditions: statement.Condition ?? {},
          })),
        )
      },
    ),
  )
}

/** Commands whose right has another name, or other rights. */
const RIGHTS: Record<string, string[]> = {
  'client-s3 HeadObject': ['s3:GetObject'],
  'client-s3 ListObjectsV2': ['s3:ListBucket'],
  'client-s3 DeleteObjects': ['s3:DeleteObject'],
  'client-lambda InvokeWithResponseStream': ['lambda:InvokeFunction'],
  'client-secrets-manager GetSecretValue': ['secretsmanager:GetSecretValue'],
}
/** Of the calls in `lib/aws/dynamo-calls.ts`. */
const DYNAMO_RIGHTS: Record<string, string[]> = {
  get: ['dynamodb:GetItem'],
  put: ['dynamodb:PutItem'],
  update: ['dynamodb:UpdateItem'],
  delete: ['dynamodb:DeleteItem'],
  query: ['dynamodb:Query'],
  queryPages: ['dynamodb:Query'],
  scanPages: ['dynamodb:Scan'],
  batchGet: ['dynamodb:BatchGetItem'],
  batchWrite: ['dynamodb:BatchWriteItem'],
  // The rights of what is in it: updates, a look, and the manifest written whole.
  transactWrite: ['dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem', 'dynamodb:PutItem'],
}
/** Of the paths that `lib/aws/wire` calls at Bedrock. */
const BEDROCK_RIGHTS: Record<string, string> = {
  'converse-stream': 'bedrock:InvokeModelWithResponseStream',
  invoke: 'bedrock:InvokeModel',
}
/** Made by an operator's commands, with the operator's own rights. */
const OPERATORS = ['s3vectors:ListVectors']
/** Documents of another encoder are prepared again on one machine only, by its own worker. */
const ONE_MACHINE = ['dynamodb:Scan', 's3:CopyObject']
const SERVICES: Record<string, string> = {
  'client-bedrock': 'bedrock',
  'client-bedrock-agent-runtime': 'bedrock',
  'client-s3': 's3',
  'client-s3vectors': 's3vectors',
  'client-sqs': 'sqs',
}

/** What lib/aws calls, by the SDK and by itself, as IAM actions. */
function actionsOfTheApp(): Set<string> {
  const folder = join(import.meta.dirname, '..', 'lib', 'aws')
  const actions = new Set<string>()
  for (const text of [...sourcesIn(folder), ...sourcesIn(join(folder, 'wire'))]) {
    for (const [, names = '', from = ''] of text.matchAll(/import \{([^}]+)\} from '@aws-sdk\/([\w-]+)'/g)) {
      for (const [, paginated, command] of names.matchAll(/\bpaginate(\w+)|\b(\w+)Command\b(?!Input)/g)) {
        const name = paginated ?? command
        const rights = RIGHTS[`${from} ${name}`] ?? [`${SERVICES[from] ?? from}:${name}`]
        for (const right of rights) actions.add(right)
      }
    }
    for (const [, call = ''] of text.matchAll(/\bdynamo\s*\.(\w+)\(/g))
      for (const right of DYNAMO_RIGHTS[call] ?? [`dynamodb:${call}`]) actions.add(right)
    for (const [, path = ''] of text.matchAll(/`\/model\/\$\{[^}]+\}\/([\w-]+)`/g))
      actions.add(BEDROCK_RIGHTS[path] ?? `bedrock:${path}`)
  }
  return actions
}

function sourcesIn(folder: string): string[] {
  const files = readdirSync(folder).filter(name => /(?<!\.test)\.ts$/.test(name))
  return files.map(file => readFileSync(join(folder, file), 'utf8'))
}
