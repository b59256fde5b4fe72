import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type LocalAws, startLocalAws } from '../local-aws/server.ts'
import { leaveProfiles } from '../local-aws/testing/aws-profiles.ts'
import { type BedrockControl, bedrockControl } from '../server/testing/bedrock-control.ts'
import { chooseBedrock } from './bedrock-model.ts'
import { nameOfModel, whoAnswers } from './language-model.ts'

const work = {
  region: 'eu-central-1',
  accessKeyId: 'AKIAWORKWORKWORKWORK',
  secretAccessKey: 'work/work+work/work+work/work+work/work+',
}
const SIGN_IN = `
[profile signed-out]
region = eu-central-1
sso_session = office
sso_account_id = 000000000000
sso_role_name = Reader
[sso-session office]
sso_start_url = https://office.example.com/start
sso_region = eu-central-1

[profile nowhere]
`
const TITAN = 'amazon.titan-embed-text-v2:0'
const CLAUDE = 'anthropic.claude-haiku-4-5-20251001-v1:0'

const dataFolder = mkdtempSync(join(tmpdir(), 'docent-bedrock-'))
let aws: LocalAws
let bedrock: BedrockControl
const profiles = leaveProfiles(
  {
    work,
    mistyped: { ...work, secretAccessKey: 'mist/work+work/work+work/work+work/work+' },
    nowhere: { ...work, region: '' },
  },
  SIGN_IN,
)

beforeAll(async () => {
  aws = await startLocalAws({ port: 0, dataFolder, account: work, quiet: true })
  bedrock = bedrockControl(aws.url, work)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await bedrock.clearAccess()
})
afterAll(async () => {
  await aws.close()
  profiles.remove()
  rmSync(dataFolder, { recursive: true, force: true })
})

/** The environment a person starts in; the SDK reads the same. */
function choose(profile: string | undefined, more: Record<string, string> = {}, patienceMs = 10_000) {
  const theirs = { ...profiles.env, ...bedrockAt(aws.url), AWS_MAX_ATTEMPTS: '1', ...more }
  vi.stubEnv('AWS_PROFILE', undefined)
  vi.stubEnv('AWS_REGION', undefined)
  for (const [name, value] of Object.entries(theirs)) vi.stubEnv(name, value)
  return chooseBedrock(profile, theirs as unknown as NodeJS.ProcessEnv, patienceMs)
}

function bedrockAt(url: string) {
  return { AWS_ENDPOINT_URL_BEDROCK: url, AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url }
}

/** Something else in Bedrock's place. */
async function inBedrocksPlace(listener: RequestListener) {
  const server = createServer(listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return bedrockAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
}

describe('the models of a profile', () => {
  it('are those that its region has, and nothing is doubted', async () => {
    const { languageModel, doubts } = await choose('work')
    expect(languageModel).toEqual({
      ...{ id: `eu.${CLAUDE}`, name: null, server: null, problem: null },
      bedrock: { profile: 'work', region: 'eu-central-1' },
    })
    expect(doubts).toEqual([])
    expect(nameOfModel(languageModel)).toContain(
      'Amazon Bedrock in eu-central-1, with the AWS profile “work”',
    )
  })

  it('are those of AWS_PROFILE where none is named, and DOCENT_CHAT_MODEL where one is', async () => {
    const more = { AWS_PROFILE: 'work', DOCENT_CHAT_MODEL: 'amazon.nova-lite-v1:0' }
    expect((await choose('', more)).languageModel).toMatchObject({
      id: 'amazon.nova-lite-v1:0',
      bedrock: { profile: 'work' },
    })
  })

  it('need not be asked about where they answer', async () => {
    await bedrock.setAccess({ model: TITAN, hidden: true })
    expect((await choose('work')).doubts).toEqual([])
  })

  it('are tried once each, as guides call them', async () => {
    await bedrock.clearCalls()
    await choose('work')
    const calls = (await bedrock.calls()).map(({ model, operation }) => `${operation} ${model}`)
    expect(calls.toSorted()).toEqual([`ConverseStream eu.${CLAUDE}`, `InvokeModel ${TITAN}`])
  })

  it.each<[string, RequestListener]>([
    ['is busy', (_, response) => refuse(response, 429, 'ThrottlingException')],
    ['is broken', (_, response) => refuse(response, 500, 'InternalServerException')],
    ['is the page of a proxy', (_, response) => page(response, 200)],
    ['is the refusal of a proxy', (_, response) => page(response, 403)],
  ])('are doubted where what is there %s', async (_, listener) => {
    const { languageModel, doubts } = await choose('work', await inBedrocksPlace(listener))
    expect(whoAnswers(languageModel, {} as NodeJS.ProcessEnv)).toMatch(
      /^Answers are to come from eu\.anthropic.* at Amazon Bedrock.*, which failed when it was tried\.$/,
    )
    expect(doubts).toEqual([
      expect.stringMatching(/^eu\.anthropic.* failed when it was tried \(.*starts all the same/),
      expect.stringMatching(/^amazon\.titan.* failed when it was tried/),
    ])
    expect(Math.max(...doubts.map(({ length }) => length))).toBeLessThan(450)
  })

  it('are asked for with its keys, whatever keys the environment has', async () => {
    const keys = { AWS_ACCESS_KEY_ID: 'AKIAOTHEROTHEROTHER1', AWS_SECRET_ACCESS_KEY: 'other' }
    await expect(choose('work', keys)).resolves.toMatchObject({ doubts: [] })
  })
})

describe('before anything starts, a sentence says what to do where', () => {
  it.each([
    [
      'the profile is not there',
      'home',
      /^The AWS profile “home” is not on this computer.*aws configure --profile home/,
    ],
    ['none is named and there is none', undefined, /^The AWS profile “default” is not on this computer/],
    [
      'its sign-in has ended',
      'signed-out',
      /has ended\. Sign in again with: aws sso login --profile signed-out\./,
    ],
    ['it names no region', 'nowhere', /names no region.*AWS_REGION=us-east-1 npm start -- --bedrock nowhere/],
    [
      'its key is wrong',
      'mistyped',
      /^AWS does not take the keys of the profile “mistyped” \(InvalidSignature/,
    ],
  ])('%s', async (_, profile, sentence) => {
    await expect(choose(profile)).rejects.toThrow(sentence)
  })

  it('the region is wrong', async () => {
    // Signed for another region than the one that answers, as a request to the wrong one is.
    await expect(choose('work', { AWS_REGION: 'us-east-1' })).rejects.toThrow(/does not take the keys/)
    const elsewhere = { AWS_REGION: 'eu-nowhere-1', ...bedrockAt('http://nobody.invalid') }
    await expect(choose('work', elsewhere)).rejects.toThrow(
      /There is no Amazon Bedrock in the region “eu-nowhere-1”/,
    )
  })

  it('nobody is there', async () => {
    await expect(choose('work', bedrockAt('http://127.0.0.1:1'))).rejects.toThrow(
      /cannot be reached \(ECONNREFUSED\)\. See to the network/,
    )
  })

  it('a model is not open, or not there', async () => {
    await bedrock.setAccess({ model: CLAUDE, agreement: 'NOT_AVAILABLE' })
    await expect(choose('work')).rejects.toThrow(/its agreement was not accepted\. Ask whoever administers/)
    await expect(choose('work', { DOCENT_CHAT_MODEL: 'gpt-4' })).rejects.toThrow(/into DOCENT_CHAT_MODEL\./)
  })

  it('a model may not be called, whoever may not be asked about it', async () => {
    const refusing: RequestListener = (_, response) => refuse(response, 403, 'AccessDeniedException')
    await expect(choose('work', await inBedrocksPlace(refusing))).rejects.toThrow(
      /^The AWS profile “work” may not call eu\.anthropic.*AccessDeniedException.*allow bedrock:InvokeModel and .*DOCENT_CHAT_MODEL\.$/,
    )
    // The catalogue says that all is open.
    const { AWS_ENDPOINT_URL_BEDROCK_RUNTIME } = await inBedrocksPlace((request, response) => {
      if (request.url!.includes('titan')) return refuse(response, 403, 'AccessDeniedException')
      refuse(response, 429, 'ThrottlingException')
    })
    await expect(choose('work', { AWS_ENDPOINT_URL_BEDROCK_RUNTIME })).rejects.toThrow(
      /may not call amazon\.titan.*DOCENT_EMBEDDING_MODEL/,
    )
  })

  it('nobody answers in time', async () => {
    const silent = await inBedrocksPlace(() => {})
    await expect(choose('work', silent, 300)).rejects.toThrow(/cannot be reached \(no answer in time\)/)
  })

  it('the keys do not come in time, and who was to bring them is not left behind', async () => {
    const told = Promise.withResolvers<string>()
    const door = createServer(request => {
      told.resolve(request.url!.slice(1))
      request.socket.once('close', () => left.resolve())
    })
    const left = Promise.withResolvers<void>()
    await new Promise<void>(resolve => door.listen(0, '127.0.0.1', resolve))
    const { port } = door.address() as AddressInfo
    const bringer = `fetch("http://127.0.0.1:${port}/"+process.pid)`
    const slow = leaveProfiles(
      {},
      `[profile slow]\nregion = eu-central-1\ncredential_process = ${process.execPath} -e '${bringer}'\n`,
    )
    const choice = choose('slow', slow.env, 3_000)
    await expect(choice).rejects.toThrow(/^The keys of the AWS profile “slow” did not come in time/)
    expect(Number(await told.promise)).toBeGreaterThan(0)
    await left.promise
    door.close()
    slow.remove()
  })

  it('the secret is in none of them', async () => {
    const said = String(await choose('mistyped').catch((error: Error) => [error, error.cause]))
    expect(said).not.toContain('mist/')
  })
})

function refuse(response: ServerResponse, status: number, type: string) {
  response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type })
  response.end(JSON.stringify({ message: 'Not now.' }))
}

function page(response: ServerResponse, status: number) {
  response.writeHead(status, { 'content-type': 'text/html' })
  response.end(`<html>${'Welcome to this network. '.repeat(100)}</html>`)
}
