import { expect, it } from 'vitest'
import { ASSUMED } from '../lib/core/usage/assumed.ts'
import { parseParameters } from './parameters.ts'
import { oneOf, PUBLIC_URL, readable, resourcesOf } from './testing/places.ts'

it('is nowhere where nobody asked for it', () => {
  for (const place of ['sandbox', 'branch'] as const)
    expect(resourcesOf(place).filter(({ Type }) => Type.startsWith('AWS::WAF'))).toEqual([])
})

it('stands before the app, as global as Amplify Hosting wants it', () => {
  const acl = oneOf('everything', 'AWS::WAFv2::WebACL')
  expect(acl.Properties).toMatchObject({ Scope: 'CLOUDFRONT', DefaultAction: { Allow: {} } })
  const { Properties } = oneOf('everything', 'AWS::WAFv2::WebACLAssociation')
  expect(readable(Properties.ResourceArn)).toMatch(/^arn:.*:amplify:.*:apps\/d1a2b3c4d5e6f7$/)
  expect(readable(Properties.WebACLArn)).toBe(`<${acl.id}.Arn>`)
})

it('turns away floods and known attacks, one rule after the other, and keeps nothing of what it saw', () => {
  const { Rules } = oneOf('everything', 'AWS::WAFv2::WebACL').Properties
  expect(Rules).toHaveLength(ASSUMED.firewallRules)
  expect(Rules.map(({ Priority }: { Priority: number }) => Priority)).toEqual([0, 1, 2])
  expect(Rules[0]).toMatchObject({
    Action: { Block: { CustomResponse: { ResponseCode: 429 } } },
    Statement: { RateBasedStatement: { AggregateKeyType: 'IP' } },
  })
  for (const { VisibilityConfig } of Rules) expect(VisibilityConfig.SampledRequestsEnabled).toBe(false)
})

it('is refused before anything is deployed where AWS could not make it', () => {
  const asked = { DOCENT_PUBLIC_URL: PUBLIC_URL, DOCENT_FIREWALL: 'true' }
  expect(parseParameters({ ...asked, AWS_REGION: 'us-east-1' }).firewall).toBe(true)
  expect(() => parseParameters({ ...asked, AWS_REGION: 'eu-central-1' })).toThrow(
    /DOCENT_FIREWALL: cannot be used in eu-central-1/,
  )
})
