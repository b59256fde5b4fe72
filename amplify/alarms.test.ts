import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  oneOf,
  PLACE_NAMES,
  type Place,
  PUBLIC_URL,
  printedBy,
  readable,
  resourcesOf,
} from './testing/places.ts'
import { minutesOf, rings } from './testing/ring.ts'

const RUNBOOK = readFileSync(join(import.meta.dirname, '../docs/operate/deploy.md'), 'utf8')

const EXPECTED = {
  AnswersFail: /AnswerFailures/,
  FunctionsFail: /"Errors"/,
  FirstWordSlow: /"FirstTokenMs".*"p95"|"p95".*"FirstTokenMs"/,
  SomeAnswersFail: /AnswerFailures/,
  ChatFails: /Url5xxCount/,
  FunctionsThrottled: /"Throttles"/,
  DocumentsGivenUp: /DocumentsGivenUp/,
  MessagesLost: /ApproximateNumberOfMessagesVisible/,
  DocumentsFail: /IngestionFailures/,
  DocumentsWait: /ApproximateAgeOfOldestMessage/,
  BedrockThrottles: /InvocationThrottles/,
  SweepSilent: /SweepRuns/,
  CostHigh: /CostUsd/,
}

describe.each(PLACE_NAMES)('the alarms of %s', place => {
  const alarms = resourcesOf(place, 'AWS::CloudWatch::Alarm')

  it.each(Object.entries(EXPECTED))('watch %s', (name, metric) => {
    const alarm = oneOf(place, 'AWS::CloudWatch::Alarm', name)
    expect(JSON.stringify(alarm.Properties)).toMatch(metric)
  })

  it('say what happened and what to do', () => {
    // Only Amplify Hosting's build knows the app whose pages fail or are asked; nobody asks who may sign up where all may,
    // nor a guide where none is named.
    const more = { branch: 0, sandbox: 1, everything: 4 }[place]
    expect(alarms).toHaveLength(Object.keys(EXPECTED).length + more)
    for (const { Properties } of alarms) {
      const [what = '', remedy = ''] = String(Properties.AlarmDescription).split(' What to do: ')
      expect(what.length).toBeGreaterThan(30)
      expect(remedy.length).toBeGreaterThan(60)
      // CloudWatch's own limit.
      expect(Properties.AlarmDescription.length).toBeLessThanOrEqual(1_024)
    }
  })

  it('tell the topic, when it begins and when it is over', () => {
    for (const { Properties } of alarms)
      for (const actions of [Properties.AlarmActions, Properties.OKActions])
        expect(actions.map(readable)).toEqual([expect.stringMatching(/^<Alarms\w+>$/)])
  })

  it('take silence for quiet, but for the sweep, whose silence is the alarm', () => {
    for (const { id, Properties } of alarms)
      expect(Properties.TreatMissingData).toBe(id.startsWith('SweepSilent') ? 'breaching' : 'notBreaching')
    expect(oneOf(place, 'AWS::CloudWatch::Alarm', 'SweepSilent').Properties).toMatchObject({
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
    })
  })

  it('stand on the dashboard with every number that the functions print', () => {
    const board = JSON.stringify(oneOf(place, 'AWS::CloudWatch::Dashboard').Properties.DashboardBody)
    for (const metric of METRICS) expect(board).toContain(metric)
    for (const { id } of alarms) expect(board).toContain(id)
  })

  it('stand in the runbook, each with its name', () => {
    for (const { id } of alarms) expect(RUNBOOK).toContain(`| \`${id.replace(/[0-9A-F]{8}$/, '')}\` `)
  })

  it('reach a topic that only this account’s alarms and budgets may write to', () => {
    const { Statement } = oneOf(place, 'AWS::SNS::TopicPolicy').Properties.PolicyDocument
    const allowed = Statement.filter((statement: { Effect: string }) => statement.Effect === 'Allow')
    expect(allowed).toHaveLength(1)
    expect(allowed[0]).toMatchObject({
      Principal: { Service: ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com'] },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    })
  })
})

describe('an alarm', () => {
  it.each<[string, string, Record<string, number>]>([
    ['AnswersFail', 'one of ten questions failed', { Questions: 10, AnswerFailures: 1 }],
    ['SomeAnswersFail', 'three of a quiet morning’s eight failed', { Questions: 8, AnswerFailures: 3 }],
    ['SomeAnswersFail', 'nothing works, and only three asked', { Questions: 3, AnswerFailures: 3 }],
    ['ChatFails', 'the function does not even load', { UrlRequestCount: 3, Url5xxCount: 3 }],
    [
      ...(['ChatFails', 'three failed beside an hour of looks at its health, which are refused'] as const),
      { UrlRequestCount: 723, Url4xxCount: 720, Url5xxCount: 3 },
    ],
    ['ChatFails', 'twenty failed, of however many', { UrlRequestCount: 5_000, Url5xxCount: 20 }],
    ['FunctionsThrottled', 'they are turned away', { Throttles: 4 }],
    ['MessagesLost', 'one ended in the dead letters', { ApproximateNumberOfMessagesVisible: 1 }],
    ['DocumentsGivenUp', 'a document was given up', { DocumentsGivenUp: 1 }],
    ['DocumentsFail', 'a document was tried three times', { 'IngestionFailures busy': 3 }],
    [
      ...(['DocumentsFail', 'three failed, each for another reason'] as const),
      {
        'IngestionFailures unavailable': 1,
        'IngestionFailures model-failed': 1,
        'IngestionFailures unexpected': 1,
      },
    ],
    ['DocumentsWait', 'one waits for twenty minutes', { ApproximateAgeOfOldestMessage: 1_201 }],
    ['PagesFail', 'they fail for many', { '5xxErrors': 6 }],
    ['HealthFails', 'an address does not say that it is well', { HealthFails: 1 }],
    ['SweepSilent', 'there is no sweep', {}],
    ['CanaryFails', 'no answer came twice', { Errors: 2 }],
  ])('%s rings when %s', (name, _, figures) => {
    expect(rings(oneOf('everything', 'AWS::CloudWatch::Alarm', name), figures)).toBe(true)
  })

  it.each<[string, string, Record<string, number>]>([
    ['AnswersFail', 'one of nine questions failed', { Questions: 9, AnswerFailures: 1 }],
    ['SomeAnswersFail', 'two failed', { Questions: 2, AnswerFailures: 2 }],
    ['SomeAnswersFail', 'a fifth failed', { Questions: 15, AnswerFailures: 3 }],
    ['SomeAnswersFail', 'no question failed', { Questions: 30 }],
    ['ChatFails', 'one in thirty fails', { UrlRequestCount: 90, Url5xxCount: 3 }],
    ['ChatFails', 'nineteen of thousands failed', { UrlRequestCount: 5_000, Url5xxCount: 19 }],
    ['ChatFails', 'its health is looked at, and nobody asks', { UrlRequestCount: 720, Url4xxCount: 720 }],
    ['ChatFails', 'two failed', { UrlRequestCount: 2, Url5xxCount: 2 }],
    ['FunctionsThrottled', 'a few are', { Throttles: 1 }],
    ['DocumentsGivenUp', 'none was', { ApproximateNumberOfMessagesVisible: 1, DocumentsGivenUp: 0 }],
    ['DocumentsFail', 'many are damaged', { 'IngestionFailures damaged': 50, IngestionFailures: 50 }],
    ['DocumentsFail', 'one was tried twice', { 'IngestionFailures unavailable': 2 }],
    ['DocumentsWait', 'one is the next try of what was killed', { ApproximateAgeOfOldestMessage: 960 }],
    ['PagesFail', 'a few fail', { '5xxErrors': 5 }],
    ['HealthFails', 'it says so', { HealthFails: 0 }],
    ['SweepSilent', 'it runs', { SweepRuns: 15 }],
    ['CanaryFails', 'one question met a restart', { Errors: 1 }],
  ])('%s is quiet when %s', (name, _, figures) => {
    expect(rings(oneOf('everything', 'AWS::CloudWatch::Alarm', name), figures)).toBe(false)
  })

  it('looks at what has been for long enough to mean something', () => {
    const minutes = (name: string) => minutesOf(oneOf('everything', 'AWS::CloudWatch::Alarm', name))
    expect(minutes('AnswersFail')).toBe(10)
    expect(minutes('SomeAnswersFail')).toBe(6 * 60)
    expect(minutes('ChatFails')).toBe(60)
    expect(minutes('DocumentsFail')).toBe(15)
    expect(minutes('HealthFails')).toBe(20)
    expect(minutes('CanaryFails')).toBe(30)
  })

  it('of their health rings at three failures, though they are asked so late that a period has none', () => {
    expect(oneOf('everything', 'AWS::CloudWatch::Alarm', 'HealthFails').Properties).toMatchObject({
      ...{ Period: 300, EvaluationPeriods: 4, DatapointsToAlarm: 3, TreatMissingData: 'notBreaching' },
    })
  })

  it('of the chat looks at the address that questions come to', () => {
    for (const { MetricStat } of oneOf('branch', 'AWS::CloudWatch::Alarm', 'ChatFails').Properties.Metrics)
      if (MetricStat) expect(MetricStat.Metric.Namespace).toBe('AWS/Lambda')
    const [{ Name, Value }] = oneOf('branch', 'AWS::CloudWatch::Alarm', 'ChatFails').Properties.Metrics.find(
      ({ MetricStat }: { MetricStat?: object }) => MetricStat,
    ).MetricStat.Metric.Dimensions
    expect([Name, readable(Value)]).toEqual(['FunctionName', expect.stringMatching(/^<Chat/)])
  })

  it('of the pages looks at this app’s, and is nowhere that has no app', () => {
    expect(oneOf('everything', 'AWS::CloudWatch::Alarm', 'PagesFail').Properties).toMatchObject({
      Namespace: 'AWS/AmplifyHosting',
      MetricName: '5xxErrors',
      Dimensions: [{ Name: 'App', Value: 'd1a2b3c4d5e6f7' }],
      Statistic: 'Sum',
    })
    for (const place of ['sandbox', 'branch'] as const)
      expect(resourcesOf(place).filter(({ id }) => id.startsWith('PagesFail'))).toEqual([])
  })

  it('of their health is rung by a sweep that knows their address, and is nowhere that has no app', () => {
    const asked = (place: Place) => oneOf(place, 'AWS::Lambda::Function', 'Sweep').Properties.Environment
    expect(asked('everything').Variables.DOCENT_HEALTH_URL).toBe(PUBLIC_URL)
    for (const place of ['sandbox', 'branch'] as const) {
      expect(asked(place).Variables).not.toHaveProperty('DOCENT_HEALTH_URL')
      expect(resourcesOf(place).filter(({ id }) => id.startsWith('HealthFails'))).toEqual([])
    }
    const others = resourcesOf('everything', 'AWS::Lambda::Function').filter(
      ({ id }) => !id.startsWith('Sweep'),
    )
    expect(JSON.stringify(others)).not.toContain('DOCENT_HEALTH_URL')
  })
})

const METRICS = [
  'FirstTokenMs',
  'AnswerMs',
  'Questions',
  'Unanswered',
  'AnswerFailures',
  'Throttled',
  'IngestionMs',
  'IngestionFailures',
  'DocumentsGivenUp',
  'Url5xxCount',
  'InputTokens',
  'OutputTokens',
  'CostUsd',
  'SweepRuns',
  'HealthFails',
]

describe('mail', () => {
  it('goes to the operator who gave an address', () => {
    expect(oneOf('everything', 'AWS::SNS::Subscription').Properties).toMatchObject({
      Protocol: 'email',
      Endpoint: 'operator@example.com',
    })
    expect(resourcesOf('branch', 'AWS::SNS::Subscription')).toEqual([])
  })
})

describe('an installation without a mail address', () => {
  const NOBODY = /nobody hears the alarms/i
  const board = (place: Place) =>
    JSON.stringify(oneOf(place, 'AWS::CloudWatch::Dashboard').Properties.DashboardBody)

  it.each<Place>(['sandbox', 'branch'])(
    'is told while it is built, once, and on the dashboard: %s',
    place => {
      expect(printedBy(place).match(new RegExp(NOBODY, 'gi'))).toHaveLength(1)
      expect(printedBy(place)).toContain('DOCENT_ALARM_EMAIL')
      expect(board(place)).toMatch(NOBODY)
    },
  )

  it('is not one that has an address', () => {
    expect(printedBy('everything')).not.toMatch(NOBODY)
    expect(board('everything')).not.toMatch(NOBODY)
  })
})

describe.each<Place>(['branch', 'everything'])('the budget of the account, on a %s', place => {
  it('is a month’s, and tells the topic at 80 % and when more is foreseen', () => {
    const { Budget, NotificationsWithSubscribers } = oneOf(place, 'AWS::Budgets::Budget').Properties
    expect(Budget).toMatchObject({
      BudgetType: 'COST',
      TimeUnit: 'MONTHLY',
      BudgetLimit: { Amount: 50, Unit: 'USD' },
    })
    const notices = NotificationsWithSubscribers.map(
      (one: { Notification: { NotificationType: string; Threshold: number } }) =>
        `${one.Notification.NotificationType} ${one.Notification.Threshold}`,
    )
    expect(notices).toEqual(['ACTUAL 80', 'FORECASTED 100', 'ACTUAL 100'])
    for (const { Subscribers } of NotificationsWithSubscribers)
      expect(readable(Subscribers[0].Address)).toMatch(/^<Alarms/)
  })
})

describe('a sandbox', () => {
  it('leaves the account’s budget to whoever the account is', () => {
    expect(resourcesOf('sandbox', 'AWS::Budgets::Budget')).toEqual([])
  })
})
