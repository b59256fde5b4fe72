import { describe, expect, it } from 'vitest'
import { checkChatModel, checkEmbeddingModel } from './model-ids.ts'

describe('model ids', () => {
  it.each([
    'anthropic.claude-sonnet-4-20250514-v1:0',
    'us.anthropic.claude-3-5-haiku-20241022-v1:0',
    'amazon.nova-lite-v1:0',
    'eu.amazon.nova-pro-v1:0',
    'meta.llama3-3-70b-instruct-v1:0',
    'openai.gpt-oss-120b-1:0',
    'docent.local-model',
    'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-3-5-haiku-20241022-v1:0',
  ])('takes %s for a chat model', id => {
    expect(() => checkChatModel(id)).not.toThrow()
  })

  it.each([
    'gpt-4',
    'anthropic.',
    'docent.other',
    'nova-lite',
    'amazon.titan-embed-text-v2:0',
    'cohere.embed-v4:0',
  ])('does not take %s for a chat model', id => {
    expect(() => checkChatModel(id)).toThrow(expect.objectContaining({ code: 'ValidationException' }))
  })

  it('says where to send a chat model that comes to InvokeModel', () => {
    expect(() => checkEmbeddingModel('amazon.nova-lite-v1:0')).toThrow(/Converse/)
    expect(() => checkEmbeddingModel('amazon.titan-embed-text-v2:0')).not.toThrow()
  })
})
