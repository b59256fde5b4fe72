import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { sessionVerifier } from './session.ts'

const settings = { userPoolId: 'us-east-1_AbCdEf', userPoolClientId: 'client' }
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
/** Well formed, of the right pool, signed with a key that would have to be fetched. */
const token = [
  part({ alg: 'RS256', kid: 'one' }),
  part({
    ...{ iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEf', client_id: 'client' },
    ...{ token_use: 'access', sub: 'anna', exp: 4_000_000_000, iat: 1 },
  }),
  'c2lnbmF0dXJl',
].join('.')
const KEY = JSON.stringify({ kty: 'RSA', kid: 'two', alg: 'RS256', use: 'sig', e: 'AQAB', n: 'AQAB' })
const request = (bearer: string) =>
  new Request('http://127.0.0.1/api/bots', { headers: { authorization: `Bearer ${bearer}` } })

it('sends nobody to sign in again because the user pool does not answer', async () => {
  const verify = sessionVerifier({ ...settings, cognitoEndpoint: 'http://127.0.0.1:9' })
  await expect(verify(request(token))).rejects.toMatchObject({ code: 'unavailable' })
  await expect(verify(request('nonsense'))).rejects.toMatchObject({ code: 'signed-out' })
})

it.each([
  ['but whoever brings a key that the pool does not know', `{"keys":[${KEY}]}`, 'signed-out'],
  ['nor because something else answers', '<h1>Hello</h1>', 'unavailable'],
  ['nor because it lost its keys', '{"keys":[]}', 'unavailable'],
])('%s', async (_, said, code) => {
  const server = createServer((_, response) => response.end(said)).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const cognitoEndpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const verify = sessionVerifier({ ...settings, cognitoEndpoint })
  await expect(verify(request(token))).rejects.toMatchObject({ code })
  await new Promise(resolve => server.close(resolve))
})
