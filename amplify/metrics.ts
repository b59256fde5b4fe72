import { Duration } from 'aws-cdk-lib'
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch'
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
  | 'InputTokens'
  | 'OutputTokens'
  | 'CostUsd'
  | 'SweepRuns'

/** A number that our functions print; `period` in minutes. */
export function docentMetric(name: DocentMetric, statistic: string, period = 5): Metric {
  return new Metric({
    namespace: METRICS_NAMESPACE,
    metricName: name,
    statistic,
    period: Duration.minutes(period),
  })
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
  return new MathExpression({
    label: 'Calls that Bedrock turned away',
    expression: Object.keys(metrics)
      .map(name => `FILL(${name}, 0)`)
      .join(' + '),
    usingMetrics: metrics,
    period: Duration.minutes(period),
  })
}

/** Failed answers per hundred questions; 0 below so many questions, where one failure says nothing yet. */
export function failureShare(leastQuestions: number, period = 5): MathExpression {
  return new MathExpression({
    label: 'Failed answers, %',
    expression: `IF(questions >= ${leastQuestions}, 100 * FILL(failures, 0) / questions, 0)`,
    usingMetrics: {
      questions: docentMetric('Questions', 'Sum', period),
      failures: docentMetric('AnswerFailures', 'Sum', period),
    },
    period: Duration.minutes(period),
  })
}
