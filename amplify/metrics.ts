import { Duration } from 'aws-cdk-lib'
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { ErrorCode } from '../lib/core/errors.ts'
import { METRICS_NAMESPACE } from './resources.ts'

type DocentMetric =
  | 'FirstTokenMs'
  | 'AnswerMs'
  | 'Questions'
  | 'Unanswered'
  | 'AnswerFailures'
  | 'Throttled'
  | 'IngestionMs'
  | 'IngestionFailures'
  | 'DocumentsGivenUp'
  | 'InputTokens'
  | 'OutputTokens'
  | 'CostUsd'
  | 'SweepRuns'
  | 'HealthFails'

/** The figures that one installation's functions print: another's in the same account raise no alarm of ours. */
export class DocentMetrics {
  readonly #installation: string

  constructor(installation: string) {
    this.#installation = installation
  }

  /** `period` in minutes; `reason`: of the figures that are kept apart by it. */
  metric(name: DocentMetric, statistic: string, period = 5, reason?: ErrorCode | 'unexpected'): Metric {
    return new Metric({
      namespace: METRICS_NAMESPACE,
      metricName: name,
      dimensionsMap: { Installation: this.#installation, ...(reason && { Reason: reason }) },
      statistic,
      period: Duration.minutes(period),
    })
  }

  /** Failed answers per hundred questions; 0 below so many of them, or of the questions, where a failure says nothing yet. */
  failureShare(least: number, of: 'questions' | 'failures', period = 5): MathExpression {
    return new MathExpression({
      label: 'Failed answers, %',
      expression: `IF(${of} >= ${least}, 100 * FILL(failures, 0) / questions, 0)`,
      usingMetrics: {
        questions: this.metric('Questions', 'Sum', period),
        failures: this.metric('AnswerFailures', 'Sum', period),
      },
      period: Duration.minutes(period),
    })
  }

  /** Tries of documents that failed through no fault of theirs. */
  ingestionOutages(period: number): MathExpression {
    const reasons: Record<string, ErrorCode | 'unexpected'> = {
      unavailable: 'unavailable',
      busy: 'busy',
      modelFailed: 'model-failed',
      unexpected: 'unexpected',
    }
    return sum(
      'Tries of documents that failed for a service',
      Object.fromEntries(
        Object.entries(reasons).map(([name, reason]) => [
          name,
          this.metric('IngestionFailures', 'Sum', period, reason),
        ]),
      ),
      period,
    )
  }
}

/** Calls of the given models that Bedrock turned away, for this installation and whatever else calls them. */
export function bedrockThrottles(models: string[], period = 5): MathExpression {
  const metrics = Object.fromEntries(
    models.map((ModelId, index) => [
      `m${index}`,
      new Metric({
        namespace: 'AWS/Bedrock',
        metricName: 'InvocationThrottles',
        dimensionsMap: { ModelId },
        statistic: 'Sum',
        period: Duration.minutes(period),
      }),
    ]),
  )
  return sum('Calls that Bedrock turned away', metrics, period)
}

/**
 * Calls of a function's URL, per hundred, that were answered with a status of 500 and above: also where the function
 * could not even load, and so printed nothing. 0 below `least` of them; all of a hundred from `enough` on, where that
 * is given. What the function refuses is not counted: whoever looks at our health is refused by it.
 */
export function urlFailureShare(
  one: LambdaFunction,
  { least, enough, period }: { least: number; enough?: number; period: number },
): MathExpression {
  const share = `IF(broken >= ${least}, 100 * broken / (calls - FILL(refused, 0)), 0)`
  return new MathExpression({
    label: 'Calls of the chat that failed, %',
    expression: enough === undefined ? share : `IF(broken >= ${enough}, 100, ${share})`,
    usingMetrics: {
      calls: one.metric('UrlRequestCount', { statistic: 'Sum' }),
      broken: one.metric('Url5xxCount', { statistic: 'Sum' }),
      refused: one.metric('Url4xxCount', { statistic: 'Sum' }),
    },
    period: Duration.minutes(period),
  })
}

/** One number of several functions, together. */
export function ofAll(
  functions: Record<string, LambdaFunction>,
  metric: 'Errors' | 'Throttles',
  label: string,
): MathExpression {
  return sum(
    label,
    Object.fromEntries(
      Object.entries(functions).map(([name, one]) => [name, one.metric(metric, { statistic: 'Sum' })]),
    ),
    5,
  )
}

/** Pages and calls that Amplify Hosting answered with a status of 500 and above. */
export function pagesFailed(appId: string, period: number): Metric {
  return new Metric({
    namespace: 'AWS/AmplifyHosting',
    metricName: '5xxErrors',
    dimensionsMap: { App: appId },
    statistic: 'Sum',
    period: Duration.minutes(period),
  })
}

/** What has no data counts as nothing. */
function sum(label: string, usingMetrics: Record<string, Metric>, period: number): MathExpression {
  return new MathExpression({
    label,
    expression: Object.keys(usingMetrics)
      .map(name => `FILL(${name}, 0)`)
      .join(' + '),
    usingMetrics,
    period: Duration.minutes(period),
  })
}
