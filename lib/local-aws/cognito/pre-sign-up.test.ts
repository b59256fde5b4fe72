import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import {
  AdminCreateUserCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DescribeUserPoolCommand,
  ListUsersCommand,
  SignUpCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type LocalAws, startLocalAws } from '../server.ts'
import { testAccount } from '../testing/aws-target.ts'

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:gate'
const Password = 'Museum-guide-42'

let folder: string
let aws: LocalAws
let sdk: CognitoIdentityProviderClient
let UserPoolId: string
let ClientId: string
let asked: { path: string; event: Record<string, unknown> }[] = []
/** What the function does with an event. */
let decide: (event: Record<string, unknown>) => unknown = event => event

/** As Lambda's Invoke answers. */
const lambda = createServer(async (request, response) => {
  const event = (await json(request)) as Record<string, unknown>
  asked.push({ path: request.url!, event })
  try {
    response.end(JSON.stringify(decide(event)))
  } catch (error) {
    response.setHeader('x-amz-function-error', 'Unhandled')
    response.end(JSON.stringify({ errorType: 'Error', errorMessage: (error as Error).message }))
  }
})

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docent-pre-sign-up-'))
  await new Promise<void>(resolve => lambda.listen(0, '127.0.0.1', resolve))
  const functionsUrl = `http://127.0.0.1:${(lambda.address() as AddressInfo).port}`
  aws = await startLocalAws({ port: 0, dataFolder: folder, account: testAccount, functionsUrl, quiet: true })
  const { region, ...credentials } = testAccount
  sdk = new CognitoIdentityProviderClient({ region, credentials, endpoint: aws.url })
  const LambdaConfig = { PreSignUp: ARN }
  const made = await sdk.send(new CreateUserPoolCommand({ PoolName: 'gated', LambdaConfig }))
  UserPoolId = made.UserPool!.Id!
  const client = await sdk.send(new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'web' }))
  ClientId = client.UserPoolClient!.ClientId!
})
afterEach(() => {
  asked = []
  decide = event => event
})
afterAll(async () => {
  sdk.destroy()
  await aws.close()
  lambda.close()
  await rm(folder, { recursive: true })
})

const signUp = (Username: string) => sdk.send(new SignUpCommand({ ClientId, Username, Password }))

test('the pool names its trigger, and asks it before it makes an account', async () => {
  const { UserPool } = await sdk.send(new DescribeUserPoolCommand({ UserPoolId }))
  expect(UserPool?.LambdaConfig).toEqual({ PreSignUp: ARN })
  const { UserSub } = await signUp('anna@museum.example')
  expect(asked).toMatchObject([
    {
      path: '/2015-03-31/functions/gate/invocations',
      event: {
        version: '1',
        triggerSource: 'PreSignUp_SignUp',
        region: 'us-east-1',
        userPoolId: UserPoolId,
        userName: UserSub,
        callerContext: { clientId: ClientId },
        request: { userAttributes: { email: 'anna@museum.example' } },
        response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
      },
    },
  ])
})

test('an error of the trigger refuses, in its words, and nobody is made', async () => {
  decide = () => {
    throw new Error('Not today')
  }
  await expect(signUp('ben@museum.example')).rejects.toMatchObject({
    name: 'UserLambdaValidationException',
    message: 'PreSignUp failed with error Not today.',
    $metadata: { httpStatusCode: 400 },
  })
  const { Users } = await sdk.send(new ListUsersCommand({ UserPoolId }))
  expect(Users?.flatMap(user => user.Attributes).some(one => one?.Value === 'ben@museum.example')).toBe(false)
})

test('an account that the operator makes is asked about under its own name', async () => {
  await sdk.send(new AdminCreateUserCommand({ UserPoolId, Username: 'carl@museum.example' }))
  expect(asked).toMatchObject([{ event: { triggerSource: 'PreSignUp_AdminCreateUser' } }])
})

test('what is no answer of a trigger is an error of its own, and so is one that is not carried', async () => {
  decide = () => 'yes'
  await expect(signUp('dora@museum.example')).rejects.toMatchObject({
    name: 'InvalidLambdaResponseException',
  })
  decide = event => ({ ...event, response: { autoConfirmUser: true } })
  await expect(signUp('dora@museum.example')).rejects.toThrow('the local stand-in does not')
})

test('where only the operator makes accounts nobody else is asked about', async () => {
  const AdminCreateUserConfig = { AllowAdminCreateUserOnly: true }
  await sdk.send(new UpdateUserPoolCommand({ UserPoolId, AdminCreateUserConfig }))
  await expect(signUp('emil@museum.example')).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'SignUp is not permitted for this user pool',
  })
  expect(asked).toEqual([])
})
