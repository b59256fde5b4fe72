import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DescribeUserPoolCommand,
  paginateListUserPoolClients,
  paginateListUserPools,
  UpdateUserPoolCommand,
  type UpdateUserPoolCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import { CreateBucketCommand, HeadBucketCommand, PutBucketCorsCommand, S3Client } from '@aws-sdk/client-s3'
import { ConflictException, CreateVectorBucketCommand, S3VectorsClient } from '@aws-sdk/client-s3vectors'
import type { SignUpMode } from '#lib/core/invitations.ts'
import type { LocalAccount } from './installation.ts'
import { BUCKET, TABLES, VECTOR_BUCKET } from './local-environment.ts'

export interface Provisioned {
  userPoolId: string
  userPoolClientId: string
}

export interface AwsPlace {
  endpoint: string
  region: string
  credentials: { accessKeyId: string; secretAccessKey: string }
}

export function awsPlace(endpoint: string, account: LocalAccount): AwsPlace {
  const { region, accessKeyId, secretAccessKey } = account
  return { endpoint, region, credentials: { accessKeyId, secretAccessKey } }
}

/**
 * Makes what the app expects to find: two tables, a bucket that the app's own pages may post to, a vector
 * bucket, a user pool with a client. What is there already stays as it is, so it runs at every start; who may make
 * an account is said anew.
 */
export async function provision(
  aws: AwsPlace,
  appUrl: string,
  signUp: SignUpMode = 'open',
): Promise<Provisioned> {
  const [provisioned] = await Promise.all([
    makeUserPool(aws, signUp),
    makeTables(aws),
    makeBucket(aws, appUrl),
    makeVectorBucket(aws),
  ])
  return provisioned
}

async function makeTables(aws: AwsPlace) {
  const client = new DynamoDBClient(aws)
  try {
    await Promise.all([makeTable(client, BOTS_TABLE), makeTable(client, VECTORS_TABLE)])
    await makeExpiring(client, TABLES.bots, 'expiresAt')
  } finally {
    client.destroy()
  }
}

const BOTS_TABLE: CreateTableCommandInput = {
  TableName: TABLES.bots,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: ['pk', 'sk', 'ownerId', 'createdAt', 'workState', 'heartbeat'].map(name => ({
    AttributeName: name,
    AttributeType: 'S' as const,
  })),
  KeySchema: key('pk', 'sk'),
  GlobalSecondaryIndexes: [
    {
      IndexName: 'owner-index',
      KeySchema: key('ownerId', 'createdAt'),
      Projection: { ProjectionType: 'ALL' },
    },
    // Only documents being worked on have a workState: the sweep finds the quiet ones by heartbeat.
    {
      IndexName: 'status-index',
      KeySchema: key('workState', 'heartbeat'),
      Projection: { ProjectionType: 'ALL' },
    },
  ],
}

const VECTORS_TABLE: CreateTableCommandInput = {
  TableName: TABLES.vectors,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: ['botId', 'chunkId'].map(name => ({
    AttributeName: name,
    AttributeType: 'S' as const,
  })),
  KeySchema: key('botId', 'chunkId'),
}

function key(partition: string, sort: string): CreateTableCommandInput['KeySchema'] {
  return [
    { AttributeName: partition, KeyType: 'HASH' },
    { AttributeName: sort, KeyType: 'RANGE' },
  ]
}

async function makeTable(client: DynamoDBClient, table: CreateTableCommandInput) {
  try {
    await client.send(new CreateTableCommand(table))
  } catch (error) {
    if ((error as Error).name !== 'ResourceInUseException') throw error
    return
  }
  await waitUntilTableExists(
    { client, minDelay: 1, maxDelay: 2, maxWaitTime: 60 },
    { TableName: table.TableName! },
  )
}

async function makeExpiring(client: DynamoDBClient, TableName: string, AttributeName: string) {
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }))
  if (TimeToLiveDescription?.AttributeName === AttributeName) return
  await client.send(
    new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName, Enabled: true } }),
  )
}

async function makeBucket(aws: AwsPlace, appUrl: string) {
  const client = new S3Client({ ...aws, forcePathStyle: true })
  try {
    try {
      await client.send(new HeadBucketCommand({ Bucket: BUCKET }))
    } catch (error) {
      if ((error as Error).name !== 'NotFound') throw error
      await client.send(new CreateBucketCommand({ Bucket: BUCKET }))
    }
    // At every start, because the app may have moved to another port.
    await client.send(
      new PutBucketCorsCommand({
        Bucket: BUCKET,
        CORSConfiguration: {
          CORSRules: [
            {
              AllowedOrigins: [appUrl, appUrl.replace('127.0.0.1', 'localhost')],
              AllowedMethods: ['POST', 'GET', 'PUT'],
              AllowedHeaders: ['*'],
              ExposeHeaders: ['ETag'],
              MaxAgeSeconds: 3600,
            },
          ],
        },
      }),
    )
  } finally {
    client.destroy()
  }
}

async function makeVectorBucket(aws: AwsPlace) {
  const client = new S3VectorsClient(aws)
  try {
    await client.send(new CreateVectorBucketCommand({ vectorBucketName: VECTOR_BUCKET }))
  } catch (error) {
    if (!(error instanceof ConflictException)) throw error
  } finally {
    client.destroy()
  }
}

async function makeUserPool(aws: AwsPlace, signUp: SignUpMode): Promise<Provisioned> {
  const client = new CognitoIdentityProviderClient(aws)
  try {
    const present = await findPool(client)
    if (present) await bringPoolUpToDate(client, present, signUp)
    const userPoolId = present ?? (await createPool(client, signUp))
    const userPoolClientId =
      (await findPoolClient(client, userPoolId)) ?? (await createPoolClient(client, userPoolId))
    return { userPoolId, userPoolClientId }
  } finally {
    client.destroy()
  }
}

const NAME = 'docent'
/** The worker answers for this function. */
const PRE_SIGN_UP_ARN = 'arn:aws:lambda:us-east-1:123456789012:function:docent-pre-sign-up'

async function findPool(client: CognitoIdentityProviderClient): Promise<string | undefined> {
  for await (const page of paginateListUserPools({ client }, { MaxResults: 60 })) {
    const found = page.UserPools?.find(pool => pool.Name === NAME)
    if (found) return found.Id
  }
  return undefined
}

/** What may be set again at any time. */
const poolSettings = (signUp: SignUpMode): Omit<UpdateUserPoolCommandInput, 'UserPoolId'> => ({
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: signUp === 'closed' },
  LambdaConfig: signUp === 'open' ? {} : { PreSignUp: PRE_SIGN_UP_ARN },
  AutoVerifiedAttributes: ['email'],
  // Who mistypes a new address can still sign in with the old one.
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
  // A code from an authenticator app, for those who want it.
  MfaConfiguration: 'OPTIONAL',
  Policies: {
    PasswordPolicy: {
      MinimumLength: 8,
      RequireUppercase: true,
      RequireLowercase: true,
      RequireNumbers: true,
      RequireSymbols: false,
    },
  },
  AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
})

async function createPool(client: CognitoIdentityProviderClient, signUp: SignUpMode): Promise<string> {
  const { UserPool } = await client.send(
    new CreateUserPoolCommand({
      PoolName: NAME,
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      ...poolSettings(signUp),
    }),
  )
  return UserPool!.Id!
}

/**
 * Pools made before addresses could be changed let a new one count without its code; and who may make an account may
 * have been decided anew.
 */
async function bringPoolUpToDate(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
  signUp: SignUpMode,
) {
  const wanted = poolSettings(signUp)
  const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId }))
  const checked = UserPool?.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate
  const same =
    UserPool?.AdminCreateUserConfig?.AllowAdminCreateUserOnly ===
      wanted.AdminCreateUserConfig?.AllowAdminCreateUserOnly &&
    UserPool?.LambdaConfig?.PreSignUp === wanted.LambdaConfig?.PreSignUp
  if (checked?.includes('email') && same) return
  await client.send(new UpdateUserPoolCommand({ UserPoolId, PoolName: NAME, ...wanted }))
}

async function findPoolClient(client: CognitoIdentityProviderClient, UserPoolId: string) {
  for await (const page of paginateListUserPoolClients({ client }, { UserPoolId, MaxResults: 60 })) {
    const found = page.UserPoolClients?.find(one => one.ClientName === NAME)
    if (found) return found.ClientId
  }
  return undefined
}

async function createPoolClient(client: CognitoIdentityProviderClient, UserPoolId: string): Promise<string> {
  const { UserPoolClient } = await client.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: NAME,
      GenerateSecret: false,
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
    }),
  )
  return UserPoolClient!.ClientId!
}
