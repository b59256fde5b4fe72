import { expect, it } from 'vitest'
import { environmentOf, parseAmplifyOutputs } from '#lib/aws/amplify-outputs.ts'
import { parseSettings } from '#lib/aws/settings.ts'
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
  developmentTools: false,
}

it('sends every AWS service we use to loopback', () => {
  const env = localEnvironment(places, {} as NodeJS.ProcessEnv)
  const endpoints = Object.keys(env).filter(name => name.startsWith('AWS_ENDPOINT_URL_'))
  expect(endpoints).toHaveLength(9)
  for (const name of endpoints) expect(env[name]).toBe('http://127.0.0.1:4000')
})

it('is what a deployment is: outputs of the same shape, settings by the same function', () => {
  const theirs = { DOCENT_CHAT_MODEL: 'amazon.nova-lite-v1:0' } as unknown as NodeJS.ProcessEnv
  const outputs = localOutputs(places, theirs)
  expect(parseAmplifyOutputs(JSON.stringify(outputs), 'amplify_outputs.json')).toEqual(outputs)
  const env = localEnvironment({ ...places, ticketKey: 'k'.repeat(32) }, theirs)
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

it.each([
  [{}, 'none'],
  [{ LOCAL_MODEL_URL: 'http://127.0.0.1:11434/v1' }, 'docent.local-model'],
  [{ DOCENT_CHAT_MODEL: 'amazon.nova-lite-v1:0' }, 'amazon.nova-lite-v1:0'],
])('has a language model only where one was given: %j', (theirs, model) => {
  expect(localEnvironment(places, theirs as NodeJS.ProcessEnv).DOCENT_CHAT_MODEL).toBe(model)
})

it('lets nothing through that points at a real AWS account', () => {
  const theirs = { AWS_PROFILE: 'work', AWS_SESSION_TOKEN: 't', NODE_ENV: 'test', PATH: '/bin' } as const
  expect(withoutAws(theirs)).toEqual({ PATH: '/bin' })
})
