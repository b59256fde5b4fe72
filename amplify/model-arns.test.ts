import { describe, expect, it } from 'vitest'
import { modelArns } from './model-arns.ts'

const home = { partition: 'aws', region: 'us-east-1', account: '111122223333' }

describe('the ARNs behind a model id', () => {
  it('is one model, here, for a model', () => {
    expect(modelArns('amazon.titan-embed-text-v2:0', home)).toEqual({
      profile: null,
      models: ['arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0'],
    })
  })

  it('is the profile and the model in each of its regions for a profile', () => {
    const { profile, models } = modelArns('us.anthropic.claude-haiku-4-5-20251001-v1:0', home)
    expect(profile).toBe(
      'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.anthropic.claude-haiku-4-5-20251001-v1:0',
    )
    expect(models).toEqual(
      ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'].map(
        region => `arn:aws:bedrock:${region}::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0`,
      ),
    )
  })

  it('is the model at home and once without a region for a global profile', () => {
    expect(modelArns('global.anthropic.claude-haiku-4-5-20251001-v1:0', home).models).toEqual([
      'arn:aws:bedrock:::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0',
      'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0',
    ])
  })

  it('stops at a profile of a geography it does not know, saying what to put', () => {
    expect(() => modelArns('moon.anthropic.claude-haiku-4-5-20251001-v1:0', home)).toThrow(
      /Put one that begins with us, eu/,
    )
  })

  it('never grants a wildcard', () => {
    for (const id of ['us.a.b', 'eu.a.b', 'apac.a.b', 'jp.a.b', 'au.a.b', 'global.a.b', 'a.b']) {
      const { profile, models } = modelArns(id, home)
      expect([profile, ...models].join(' ')).not.toContain('*')
    }
  })
})
