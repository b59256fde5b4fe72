import { request } from 'node:http'
import { connect as connectHttp2 } from 'node:http2'
import { BedrockRuntimeClient, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime'
import {
  CognitoIdentityProviderClient,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DataFolderInUse } from './data-folder.ts'
import { type LocalAws, startLocalAws } from './server.ts'
import { type AwsTarget, openAwsTarget, testAccount } from './testing/aws-target.ts'

let target: AwsTarget
beforeAll(async () => {
  target = await openAwsTarget()
})
afterAll(() => target.close())

test('is healthy over HTTP/1.1 and HTTP/2', async () => {
  expect(await (await fetch(`${target.endpoint}/_health`)).text()).toBe('ok\n')
  const session = connectHttp2(target.endpoint!)
  const stream = session.request({ ':path': '/_health' })
  const status = new Promise(resolve => stream.once('response', headers => resolve(headers[':status'])))
  expect(await status).toBe(200)
  session.close()
})

test('the SDK clients of all four services find theirs on the one port', async () => {
  const config = { region: target.region, endpoint: target.endpoint, credentials: target.credentials }
  const dynamodb = new DynamoDBClient(config)
  expect((await dynamodb.send(new ListTablesCommand({}))).TableNames).toEqual([])
  const s3 = new S3Client({ ...config, forcePathStyle: true })
  expect((await s3.send(new ListBucketsCommand({}))).$metadata.httpStatusCode).toBe(200)
  const cognito = new CognitoIdentityProviderClient(config)
  expect((await cognito.send(new ListUserPoolsCommand({ MaxResults: 1 }))).UserPools).toBeDefined()
  const bedrock = new BedrockRuntimeClient(config)
  const embedded = await bedrock.send(
    new InvokeModelCommand({
      modelId: 'amazon.titan-embed-text-v2:0',
      contentType: 'application/json',
      body: JSON.stringify({ inputText: 'a guide in a museum', dimensions: 512 }),
    }),
  )
  expect(JSON.parse(new TextDecoder().decode(embedded.body)).embedding).toHaveLength(512)
  for (const client of [dynamodb, s3, cognito, bedrock]) client.destroy()
})

test.each<Record<string, string>>([
  { 'x-amz-target': 'AmazonSQS.SendMessage' },
  {
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIA/20260301/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=0',
  },
])('a request for a service that is not here is refused as unknown: %j', async headers => {
  const response = await fetch(target.endpoint!, { method: 'POST', headers, body: '{}' })
  expect(response.status).toBe(404)
  expect(response.headers.get('x-amzn-requestid')).toBeTruthy()
  expect(await response.json()).toMatchObject({
    __type: 'com.amazon.coral.service#UnknownOperationException',
  })
})

test('one folder has one owner, in one process too', async () => {
  const again = startLocalAws({ port: 0, dataFolder: target.dataFolder, account: testAccount, quiet: true })
  await expect(again).rejects.toThrow(DataFolderInUse)
  await expect(again).rejects.toThrow(`${target.dataFolder} is in use by process ${process.pid}.`)
  // And the refusal has not harmed the owner.
  expect((await fetch(`${target.endpoint}/_health`)).status).toBe(200)
})

test('a port that is taken leaves the folder free for another try', async () => {
  const first = await openAwsTarget()
  const folder = `${first.dataFolder}/other`
  const port = Number(new URL(target.endpoint!).port)
  const options = { dataFolder: folder, account: testAccount, quiet: true }
  await expect(startLocalAws({ ...options, port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await (await startLocalAws({ ...options, port: 0 })).close()
  await first.close()
})

describe('what comes through a browser', () => {
  const PAGE = 'http://127.0.0.1:3000'
  let closed: LocalAws
  beforeAll(async () => {
    const dataFolder = `${target.dataFolder}/for-pages`
    closed = await startLocalAws({ port: 0, dataFolder, account: testAccount, pages: [PAGE], quiet: true })
  })
  afterAll(() => closed.close())

  const ask = (headers: Record<string, string>, path = '/_health', method = 'GET') =>
    new Promise((resolve, reject) => {
      request(closed.url, { headers, path, method }, answer => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end()
    })

  test('is answered under a name of this machine only', async () => {
    const port = new URL(closed.url).port
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) expect(await ask({ host })).toBe(200)
    for (const host of ['evil.test', `evil.test:${port}`, `127.0.0.1.evil.test:${port}`]) {
      expect(await ask({ host })).toBe(421)
      expect(await ask({ host }, '/_mailbox.json')).toBe(421)
    }
    const session = connectHttp2(closed.url)
    const stream = session.request({ ':path': '/_health', ':authority': 'evil.test' })
    const status = new Promise(resolve => stream.once('response', headers => resolve(headers[':status'])))
    expect(await status).toBe(421)
    session.close()
  })

  test('is answered to its own pages and those it was told of, asked beforehand or not', async () => {
    for (const origin of [PAGE, closed.url]) expect(await ask({ origin })).toBe(200)
    const asking = {
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'x-amz-target',
    }
    expect(await ask({ origin: PAGE, ...asking }, '/', 'OPTIONS')).toBe(200)
    for (const origin of ['https://evil.test', 'null', 'http://127.0.0.1:3001']) {
      expect(await ask({ origin })).toBe(403)
      expect(await ask({ origin, ...asking }, '/', 'OPTIONS')).toBe(403)
    }
  })
})
