import { describe, expect, it } from 'vitest'
import { oneOf, PLACES, readable, resourcesOf } from './testing/places.ts'

const PAGE = PLACES.everything.settings.DOCENT_CANARY_URL

describe('the canary', () => {
  it.each(['branch', 'sandbox'] as const)('is not there where nobody asked for it: %s', place => {
    expect(resourcesOf(place).filter(({ id }) => /canary/i.test(id))).toEqual([])
  })

  it('asks the guide that the operator names, every 15 minutes', () => {
    const { Properties } = oneOf('everything', 'AWS::Scheduler::Schedule', 'CanarySchedule')
    expect(Properties).toMatchObject({
      ScheduleExpression: 'rate(15 minutes)',
      State: 'ENABLED',
      Target: { RetryPolicy: { MaximumRetryAttempts: 0 } },
    })
    expect(readable(Properties.Target.Arn)).toMatch(/^<Canary\w+\.Arn>$/)
    expect(readable(Properties.Target.RoleArn)).toMatch(/^<SchedulerRole/)
  })

  it('is told that page and nothing else, and may nothing but log', () => {
    const [fn, ...more] = resourcesOf('everything', 'AWS::Lambda::Function').filter(({ id }) =>
      id.startsWith('Canary'),
    )
    expect(more).toEqual([])
    expect(fn!.Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Architectures: ['arm64'],
      Timeout: 45,
      Environment: { Variables: { DOCENT_CANARY_URL: PAGE } },
    })
    expect(Object.keys(fn!.Properties.Environment.Variables)).toEqual(['DOCENT_CANARY_URL'])
    expect(readable(fn!.Properties.LoggingConfig.LogGroup)).toMatch(/^<CanaryLog\w+>$/)
    const role = readable(fn!.Properties.Role).replace('.Arn', '')
    const policies = resourcesOf('everything', 'AWS::IAM::Policy').filter(({ Properties }) =>
      Properties.Roles.map(readable).includes(role),
    )
    expect(policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement)).toEqual([
      expect.objectContaining({ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] }),
    ])
  })
})
