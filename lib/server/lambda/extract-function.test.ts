import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { lambdaStream } from '#lib/aws/lambda-stream.ts'
import { s3ReadAddress } from '#lib/aws/s3-read-address.ts'
import type { Document } from '#lib/core/documents/document.ts'
import { uploadKey } from '#lib/core/documents/storage-keys.ts'
import { LocalFunction } from '#lib/local-aws/lambda/function.ts'
import { serveLambda } from '#lib/local-aws/lambda/invoke-service.ts'
import { testAccount } from '#lib/local-aws/testing/aws-target.ts'
import { deps } from '../deps.ts'
import { announce, postForm } from '../testing/upload.ts'
import { extractInFunction } from './extract-in-function.ts'
import { startTestFunctions, type TestFunctions } from './testing/test-functions.ts'

const RULES = 'Assistance dogs are welcome in every gallery.'

let cloud: TestFunctions
let lambda: Awaited<ReturnType<typeof serveLambda>>
let document: Document
let tag: string
beforeAll(async () => {
  cloud = await startTestFunctions()
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await lambda?.close()
  await cloud.close()
})
beforeEach(async () => {
  const owner = await cloud.app.newOwner()
  const botId = (await (await owner.call('POST', '/api/bots', { name: 'Museum' })).json()).bot.id
  const announced = await announce(owner, botId, { name: 'rules.txt', size: RULES.length })
  expect((await postForm(announced.form, new Uint8Array(Buffer.from(RULES)))).ok).toBe(true)
  document = announced.document
  tag = (await deps().files.tag(uploadKey(document)))!
  await serve(cloud.functions.extract)
})

async function serve(fn: LocalFunction): Promise<void> {
  await lambda?.close()
  lambda = await serveLambda({ account: testAccount, functions: [fn] })
  vi.stubEnv('AWS_ENDPOINT_URL_LAMBDA', lambda.url)
  vi.stubEnv('AWS_MAX_ATTEMPTS', '1')
}

const readAddress = () => s3ReadAddress(deps().s3, deps().settings.bucket)
const call = () => lambdaStream('us-east-1', 'extract', 20_000)
const extract = (file: Partial<{ key: string; tag: string }> = {}) =>
  extractInFunction(call(), readAddress()).extract(
    { key: uploadKey(document), format: 'txt', tag, ...file },
    () => {},
  )

it('reads one document by its address, with no setting and no key of its own', async () => {
  expect(cloud.functions.extract.settings.environment).toEqual({})
  expect(await extract()).toMatchObject({ format: 'txt', text: expect.stringContaining(RULES) })
})

it('is given an address that opens that one document, for reading, for a while', async () => {
  const address = await readAddress()(uploadKey(document), 60)
  expect((await fetch(address)).status).toBe(200)
  const other = address.replace(document.id, `${document.id}0`)
  expect((await fetch(other)).status).toBe(403)
  for (const method of ['PUT', 'DELETE']) expect((await fetch(address, { method })).status).toBe(403)
  expect(Number(new URL(address).searchParams.get('X-Amz-Expires'))).toBe(60)
})

it('says that another file lies there than the one announced', async () => {
  await expect(extract({ tag: '"another"' })).rejects.toMatchObject({ code: 'sent-twice' })
})

it('fails, to be tried again, where the file cannot be had or the order is none', async () => {
  await expect(extract({ key: 'uploads/nobody/nothing' })).rejects.toThrow('extract failed: ')
  const said = await call()({ address: 'file:///etc/passwd' })
  await expect(buffer(said)).rejects.toThrow('extract failed: ')
})

it('fails, to be tried again, where it is cut off: that may be no fault of the document', async () => {
  const { settings } = cloud.functions.extract
  const short = new LocalFunction({ ...settings, timeoutMs: 50 }, { concurrency: 1 })
  await serve(short)
  await expect(extract()).rejects.toThrow('extract failed: ')
  await short.close()
})
