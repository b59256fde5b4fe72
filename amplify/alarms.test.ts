import { describe, expect, it } from 'vitest'
import { oneOf, PLACE_NAMES, type Place, readable, resourcesOf } from './testing/places.ts'

const EXPECTED = {
  AnswersFail: /AnswerFailures/,
  FunctionsFail: /"Errors"/,
  FirstWordSlow: /"FirstTokenMs".*"p95"|"p95".*"FirstTokenMs"/,
  DocumentsGivenUp: /ApproximateNumberOfMessagesVisible/,
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
    expect(alarms).toHaveLength(Object.keys(EXPECTED).length)
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

const METRICS = [
  'FirstTokenMs',
  'AnswerMs',
  'Questions',
  'Unanswered',
  'AnswerFailures',
  'Throttled',
  'IngestionMs',
  'IngestionFailures',
  'InputTokens',
  'OutputTokens',
  'CostUsd',
  'SweepRuns',
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
