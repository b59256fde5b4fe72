import { expect, it } from 'vitest'
import { environmentOf, parseAmplifyOutputs } from '#lib/aws/amplify-outputs.ts'
import { parseSettings } from '#lib/aws/settings.ts'
import { NO_LANGUAGE_MODEL } from './language-model.ts'
import { type LocalPlaces, localEnvironment, localOutputs, withoutAws } from './local-environment.ts'

const places: LocalPlaces = {
  account: { region: 'us-east-1', accessKeyId: 'AKIAX', secretAccessKey: 'secret' },
  awsUrl: 'http://127.0.0.1:4000',
  appUrl: 'http://127.0.0.1:3000',
  foreignUrl: null,
  userPoolId: 'us-east-1_docent',
  userPoolClientId: 'client',
  ticketKey: 'key',
  guideBotId: null,
  languageModel: NO_LANGUAGE_MODEL,
  developmentTools: false,
}

it('sends every AWS service we use to loopback', () => {
  const env = localEnvironment(places, {} as NodeJS.ProcessEnv)
  const endpoints = Object.keys(env).filter(name => name.startsWith('AWS_ENDPOINT_URL_'))
  expect(endpoints).toHaveLength(9)
  for (const name of endpoints) expect(env[name]).toBe('http://127.0.0.1:4000')
})

it('is what a deployment is: outputs of the same shape, settings by the same function', () => {
  const theirs = {} as NodeJS.ProcessEnv
  const nova = { ...places, languageModel: { ...NO_LANGUAGE_MODEL, id: 'amazon.nova-lite-v1:0' } }
  const outputs = localOutputs(nova, theirs)
  expect(parseAmplifyOutputs(JSON.stringify(outputs), 'amplify_outputs.json')).toEqual(outputs)
  const env = localEnvironment({ ...nova, ticketKey: 'k'.repeat(32) }, theirs)
  expect(env).toMatchObject(environmentOf(outputs))
  expect(parseSettings(env)).toMatchObject({
    chatModel: 'amazon.nova-lite-v1:0',
    chatUrl: 'http://127.0.0.1:3000/api/chat',
    userPoolId: 'us-east-1_docent',
  })
})

it('leaves out what there is not', () => {
  const env = localEnvironment(places, {} as NodeJS.ProcessEnv)
  expect(env).not.toHaveProperty('DOCENT_GUIDE_BOT_ID')
  expect(env).not.toHaveProperty('DOCENT_FOREIGN_PAGE_URL')
})

it('tells owners the model’s own name and its place, which the ids of Bedrock would hide', () => {
  const server = { url: 'http://127.0.0.1:11434/v1', model: 'llama3.2' }
  const languageModel = { id: 'docent.local-model', name: 'llama3.2', server, bedrock: null, problem: null }
  const local = { ...places, ticketKey: 'k'.repeat(32), languageModel }
  expect(parseSettings(localEnvironment(local, {} as NodeJS.ProcessEnv))).toMatchObject({
    chatModel: 'docent.local-model',
    chatModelName: 'llama3.2',
    chatModelPlace: '127.0.0.1:11434',
    modelSilenceMs: 180_000,
  })
  const patient = { DOCENT_MODEL_SILENCE_SECONDS: '600' } as unknown as NodeJS.ProcessEnv
  expect({ ...patient, ...localEnvironment(local, patient) }).toMatchObject(patient)
  const none = localEnvironment({ ...local, languageModel: NO_LANGUAGE_MODEL }, {} as NodeJS.ProcessEnv)
  expect(parseSettings(none)).toMatchObject({ chatModel: null, chatModelName: null, chatModelPlace: null })
})

it('leaves Bedrock to a profile where one is given: its name and its files, no keys, no endpoint on loopback', () => {
  const languageModel = { ...NO_LANGUAGE_MODEL, bedrock: { profile: 'work', region: 'eu-central-1' } }
  const theirs = {
    AWS_CONFIG_FILE: '/etc/aws/config',
    AWS_ACCESS_KEY_ID: 'AKIAWORK',
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: 'https://bedrock.vpc.example',
    AWS_ENDPOINT_URL_S3: 'https://s3.vpc.example',
  } as unknown as NodeJS.ProcessEnv
  const env = localEnvironment({ ...places, ticketKey: 'k'.repeat(32), languageModel }, theirs)
  expect(env).toMatchObject({
    AWS_CONFIG_FILE: '/etc/aws/config',
    AWS_ACCESS_KEY_ID: 'AKIAX',
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: 'https://bedrock.vpc.example',
    AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:4000',
  })
  expect(env).not.toHaveProperty('AWS_ENDPOINT_URL_BEDROCK')
  expect(env).not.toHaveProperty('AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME')
  expect(parseSettings(env)).toMatchObject({
    ...{ region: 'us-east-1', lexicalWeight: 0.5 },
    bedrock: { profile: 'work', region: 'eu-central-1' },
  })
})

it('lets nothing through that points at a real AWS account', () => {
  const theirs = { AWS_PROFILE: 'work', AWS_SESSION_TOKEN: 't', NODE_ENV: 'test', PATH: '/bin' } as const
  expect(withoutAws(theirs)).toEqual({ PATH: '/bin' })
})
