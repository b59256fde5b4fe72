import { describe, expect, it } from 'vitest'
import { parseSettings } from '../lib/aws/settings.ts'
import {
  oneOf,
  PLACE_NAMES,
  PLACES,
  type Place,
  PUBLIC_URL,
  readable,
  resourcesOf,
} from './testing/places.ts'

const LIMIT = /^DOCENT_(BUDGET|QUESTIONS)_/
const NAMES = ['Ingest', 'Chat', 'Sweep'] as const

describe.each(PLACE_NAMES)('the functions of %s', place => {
  it.each(NAMES)('run on the Node that was tested, traced, with a role and a log of their own: %s', name => {
    const { Properties } = functionOf(place, name)
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Architectures: ['arm64'],
      TracingConfig: { Mode: 'Active' },
    })
    expect(readable(Properties.Role)).toMatch(new RegExp(`^<${name}Role\\w+\\.Arn>$`))
    expect(readable(Properties.LoggingConfig.LogGroup)).toMatch(new RegExp(`^<${name}Log\\w+>$`))
  })

  it.each(NAMES)('start with the settings they are given: %s', name => {
    const settings = parseSettings({ AWS_REGION: 'us-east-1', ...environmentOf(place, name) })
    expect(settings.publicUrl).toBe(PUBLIC_URL)
    expect(settings.ingestQueueUrl).toBeTruthy()
    expect(settings.metricsNamespace).toBe('Docent')
  })

  it.each(NAMES)('are given nothing that the product does not read, and nothing secret: %s', name => {
    const names = Object.keys(environmentOf(place, name))
    expect(names.filter(one => !/^DOCENT_/.test(one))).toEqual([])
    expect(names).not.toContain('DOCENT_TICKET_KEY')
    // A name nobody reads would pass unseen: without it the settings must differ, or it repeats a default.
    const all = { AWS_REGION: 'us-east-1', ...environmentOf(place, name) }
    const unread = names.filter(one => {
      const changed = { ...all, [one]: `${all[one as keyof typeof all]}x` }
      try {
        return JSON.stringify(parseSettings(changed)) === JSON.stringify(parseSettings(all))
      } catch (error) {
        return !String(error).includes(one)
      }
    })
    expect(unread).toEqual([])
  })

  it('read one document at a time in each of five, and report each message by itself', () => {
    const { Properties } = functionOf(place, 'Ingest')
    expect(Properties).toMatchObject({ ReservedConcurrentExecutions: 5, MemorySize: 1_769, Timeout: 900 })
    expect(oneOf(place, 'AWS::Lambda::EventSourceMapping').Properties).toMatchObject({
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 5 },
    })
  })

  it('read files in one that holds nothing of ours: no setting, no right but to its log', () => {
    const { Properties } = functionOf(place, 'Extract')
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Architectures: ['arm64'],
      MemorySize: 1_769,
      Timeout: 60,
    })
    expect(Properties.Environment?.Variables ?? {}).toEqual({})
    expect(Properties.TracingConfig?.Mode ?? 'PassThrough').toBe('PassThrough')
    expect(readable(Properties.LoggingConfig.LogGroup)).toMatch(/^<ExtractLog\w+>$/)
    const role = readable(Properties.Role).replace(/^<|\.Arn>$/g, '')
    const policies = resourcesOf(place, 'AWS::IAM::Policy').filter(policy =>
      policy.Properties.Roles.some((each: unknown) => readable(each) === `<${role}>`),
    )
    expect(policies.flatMap(policy => policy.Properties.PolicyDocument.Statement)).toEqual([
      expect.objectContaining({ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] }),
    ])
    expect(readable(environmentOf(place, 'Ingest').DOCENT_EXTRACT_FUNCTION)).toMatch(/^<Extract\w+>$/)
  })

  it('answer as a stream, asked by our own pages only', () => {
    expect(oneOf(place, 'AWS::Lambda::Url').Properties).toMatchObject({
      AuthType: 'NONE',
      InvokeMode: 'RESPONSE_STREAM',
      Cors: {
        AllowOrigins: place === 'everything' ? [PUBLIC_URL, 'https://embed.example.com'] : [PUBLIC_URL],
        AllowMethods: ['POST'],
        AllowHeaders: ['authorization', 'content-type'],
        ExposeHeaders: ['x-request-id', 'retry-after'],
      },
    })
    expect(oneOf(place, 'AWS::Lambda::Url').Properties.Cors.AllowCredentials ?? false).toBe(false)
  })

  it('keep room in memory for the passages of bots in use', () => {
    const { Properties } = functionOf(place, 'Chat')
    const megabytes = Number(Properties.Environment.Variables.DOCENT_INDEX_MEGABYTES)
    expect(megabytes).toBeLessThanOrEqual(Properties.MemorySize / 2)
  })

  it('keep a share of the account for answers, which is also the most there can be', () => {
    expect(functionOf(place, 'Chat').Properties.ReservedConcurrentExecutions).toBe(100)
    expect(functionOf(place, 'Sweep').Properties.ReservedConcurrentExecutions).toBeUndefined()
  })

  it('sweep every minute', () => {
    const { Properties } = oneOf(place, 'AWS::Scheduler::Schedule', 'SweepSchedule')
    expect(Properties).toMatchObject({ ScheduleExpression: 'rate(1 minute)', State: 'ENABLED' })
    expect(readable(Properties.Target.Arn)).toMatch(/^<Sweep\w+\.Arn>$/)
  })

  it('pass limits and budgets on', () => {
    const given = Object.entries(PLACES[place].settings).filter(([name]) => LIMIT.test(name))
    for (const name of NAMES) {
      const found = Object.entries(environmentOf(place, name)).filter(([key]) => LIMIT.test(key))
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(given))
    }
  })
})

function functionOf(place: Place, name: (typeof NAMES)[number] | 'Extract') {
  const found = resourcesOf(place, 'AWS::Lambda::Function').filter(({ id }) =>
    new RegExp(`^${name}[0-9A-F]{8}$`).test(id),
  )
  expect(found).toHaveLength(1)
  return found[0]!
}

/** What CloudFormation puts in by itself, as it would look. */
function environmentOf(place: Place, name: (typeof NAMES)[number]): Record<string, string> {
  const variables = Object.entries<unknown>(functionOf(place, name).Properties.Environment.Variables)
  const examples: Record<string, string> = {
    DOCENT_USER_POOL_ID: 'us-east-1_AbCdEfGhI',
    DOCENT_INGEST_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/111122223333/ingest',
    DOCENT_TICKET_SECRET: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:TicketKey-AbCdEf',
  }
  return Object.fromEntries(
    variables.map(([key, value]) => [
      key,
      typeof value === 'string' ? value : (examples[key] ?? readable(value)),
    ]),
  )
}
