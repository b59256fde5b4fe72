import { Hash } from '@smithy/core/serde'
import { SignatureV4 } from '@smithy/signature-v4'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeSegment, Signer } from './signer.ts'

/** Of AWS's "Signature Version 4 test suite". */
const EXAMPLE = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
}
const AT = Date.UTC(2015, 7, 30, 12, 36, 0)

describe('the published examples', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  it.each([
    ['get-vanilla', 'GET', '/', {}, '', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    [
      'get-relative',
      'GET',
      '/example/..',
      {},
      '',
      '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
    ],
    ['get-slash', 'GET', '//', {}, '', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    ['post-vanilla', 'POST', '/', {}, '', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
    [
      'post-x-www-form-urlencoded',
      'POST',
      '/',
      form,
      'Param1=value1',
      'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
    ],
    [
      'get-header-value-trim',
      'GET',
      '/',
      { 'my-header1': ' value1', 'my-header2': ' "a   b   c"' },
      '',
      'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736',
    ],
  ])('%s', (_, method, path, headers, body, signature) => {
    const call = { method, path, headers: { host: 'example.amazonaws.com', ...headers }, body }
    const { authorization } = new Signer('service', 'us-east-1').sign(call, EXAMPLE, AT)
    expect(authorization).toContain(`Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request`)
    expect(authorization).toContain(`Signature=${signature}`)
  })
})

it('signs whatever is asked as the SDK does, from one day to the next and whoever it is', async () => {
  const words = fc.string({ unit: 'binary', maxLength: 40 })
  const printable = fc.string({ unit: fc.constantFrom(...'ab Z09-_:/%"\'=;  '), maxLength: 30 })
  const call = fc.record({
    method: fc.constantFrom('GET', 'POST'),
    path: fc.array(words, { maxLength: 4 }).map(parts => `/${parts.map(encodeSegment).join('/')}`),
    headers: fc.dictionary(fc.stringMatching(/^x-[a-z0-9-]{1,12}$/), printable, { maxKeys: 4 }),
    body: words,
  })
  const who = fc.record(
    {
      accessKeyId: fc.constantFrom('AKIDEXAMPLE', 'ASIAOTHER'),
      secretAccessKey: fc.constantFrom('one', 'two/+'),
      sessionToken: fc.constantFrom('t1', 'IQoJ//token=='),
    },
    { requiredKeys: ['accessKeyId', 'secretAccessKey'] },
  )
  const when = fc.integer({ min: AT, max: AT + 3 * 86_400_000 })
  const signer = new Signer('bedrock', 'eu-central-1')
  await fc.assert(
    fc.asyncProperty(call, who, when, async (asked, credentials, now) => {
      const headers = { ...asked.headers, host: 'bedrock-runtime.eu-central-1.amazonaws.com' }
      const theirs = await new SignatureV4({
        ...{ credentials, service: 'bedrock', region: 'eu-central-1', applyChecksum: false },
        sha256: Hash.bind(null, 'sha256'),
      }).sign(
        { ...asked, headers, protocol: 'https:', hostname: 'unused', query: {} },
        { signingDate: new Date(now) },
      )
      expect(signer.sign({ ...asked, headers }, credentials, now)).toEqual(theirs.headers)
    }),
    { numRuns: 500 },
  )
})

it('encodes whatever AWS wants encoded in a path', () => {
  const arn = 'arn:aws:bedrock:us-east-1:1:inference-profile/eu.a-b_c.d~1'
  expect(encodeSegment(arn)).toBe('arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Feu.a-b_c.d~1')
  expect(encodeSegment("a !'()*")).toBe('a%20%21%27%28%29%2A')
})
