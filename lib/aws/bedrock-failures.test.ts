import { expect, it } from 'vitest'
import { explainBedrock } from './bedrock-failures.ts'

const nothing = { aborted: false, arrived: false }
const fault = ($fault: string, name: string) => Object.assign(new Error('No.'), { name, $fault })

it.each([
  ['nobody answers', Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }), true],
  ['the service breaks', fault('server', 'InternalServerException'), true],
  ['the model refuses what it was asked', fault('client', 'ValidationException'), false],
])('says whether trying again can help: %s', (_, error, helps) => {
  const explained = explainBedrock(error, nothing)
  expect(explained).toMatchObject({ code: 'model-failed', message: 'The model does not answer.' })
  expect((explained as { retryAfter?: number }).retryAfter !== undefined).toBe(helps)
})
