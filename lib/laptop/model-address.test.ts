import { describe, expect, it } from 'vitest'
import { CannotStart } from './cannot-start.ts'
import { modelAddress, modelKey } from './model-address.ts'

describe('the address of a model server', () => {
  it.each([
    ['http://127.0.0.1:8000/v1', 'http://127.0.0.1:8000/v1'],
    ['https://models.example.com/v1/', 'https://models.example.com/v1/'],
    ['localhost:8000/v1', 'http://localhost:8000/v1'],
    ['127.0.0.1:8000', 'http://127.0.0.1:8000'],
    ['[::1]:8000/v1', 'http://[::1]:8000/v1'],
    ['models.example.com/v1', 'http://models.example.com/v1'],
    [' http://ollama/v1\n', 'http://ollama/v1'],
    ['HTTP://127.0.0.1:8000', 'HTTP://127.0.0.1:8000'],
  ])('%j is taken', (said, address) => {
    expect(modelAddress(said)).toBe(address)
  })

  it.each([
    ['htp://127.0.0.1:8000/v1', /^LOCAL_MODEL_URL is “htp:\/\/.*no address.*http:\/\/127\.0\.0\.1:8000\/v1/],
    ['http://127.0.0.1:80000/v1', /no address of a model server/],
    ['nonsense', /“nonsense”.*LOCAL_MODEL_URL=none/],
    ['off', /“off”/],
    ['http://', /no address/],
    ['http:/127.0.0.1:8000', /no address/],
    ['http://127.0.0.1:8000/v1?model=x', /from “\?” on/],
    ['http://127.0.0.1:8000/v1#x', /from “#” on/],
  ])('%j is refused', (said, sentence) => {
    expect(() => modelAddress(said)).toThrow(CannotStart)
    expect(() => modelAddress(said)).toThrow(sentence)
  })

  it.each([
    'http://me:hunter2@127.0.0.1:8000/v1',
    'http://hunter2@127.0.0.1:8000/v1',
    'me:hunter2@127.0.0.1:8000',
    'htp://me:hunter2@127.0.0.1:8000',
    'http://me:hunter2/x@127.0.0.1:8000',
    'http://me:hunter2@127.0.0.1:80000',
  ])('that carries a password is refused, and nobody reads the password: %j', said => {
    expect(() => modelAddress(said)).toThrow(/user name or a password.*put the key into LOCAL_MODEL_KEY/)
    expect(() => modelAddress(said)).not.toThrow(/hunter2/)
  })

  it('does not show a key that stands behind it', () => {
    expect(() => modelAddress('http://127.0.0.1/v1?key=hunter2')).not.toThrow(/hunter2/)
    expect(() => modelAddress('nonsense?key=hunter2')).not.toThrow(/hunter2/)
  })
})

describe('a key', () => {
  it('loses the line end that copying brought', () => {
    expect(modelKey('sk-1\n')).toBe('sk-1')
    expect(modelKey(' ')).toBe(undefined)
    expect(modelKey(undefined)).toBe(undefined)
  })

  it('that no request can carry is refused, and not shown', () => {
    expect(() => modelKey('sk-\n1')).toThrow(/^LOCAL_MODEL_KEY/)
    expect(() => modelKey('“hunter2”')).toThrow(CannotStart)
    expect(() => modelKey('“hunter2”')).not.toThrow(/hunter2/)
  })
})
