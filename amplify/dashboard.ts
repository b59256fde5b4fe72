import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import { NOBODY_HEARS } from './alarm-topic.ts'
import type { Functions } from './docent-function.ts'
import { bedrockThrottles, DocentMetrics, urlFailureShare } from './metrics.ts'
import type { Resources } from './resources.ts'

const THIRD = 8
const WHOLE = 24

/** One page: is it well, is it quick, what does it cost. */
export function dashboard(
  scope: Construct,
  resources: Resources,
  functions: Functions,
  alarms: Alarm[],
): void {
  const { chatModel, embeddingModel, alarmEmail } = resources.parameters
  const figures = new DocentMetrics(resources.installation)
  const each = Object.values(functions)
  new Dashboard(scope, 'Dashboard', {
    widgets: [
      ...(alarmEmail ? [] : [[new TextWidget({ markdown: NOBODY_HEARS, width: WHOLE, height: 2 })]]),
      [new AlarmStatusWidget({ title: 'Alarms', alarms, width: WHOLE, height: 3 })],
      [
        graph('Questions', [figures.metric('Questions', 'Sum'), figures.metric('Unanswered', 'Sum')]),
        graph('Failed answers', [
          figures.failureShare(1, 'questions'),
          figures.metric('AnswerFailures', 'Sum'),
          urlFailureShare(functions.chat, { least: 1, period: 5 }),
        ]),
        graph('First word, ms', [
          figures.metric('FirstTokenMs', 'p50'),
          figures.metric('FirstTokenMs', 'p95'),
        ]),
      ],
      [
        graph('Whole answer, ms', [figures.metric('AnswerMs', 'p50'), figures.metric('AnswerMs', 'p95')]),
        graph('Turned away', [
          figures.metric('Throttled', 'Sum'),
          bedrockThrottles([chatModel, embeddingModel].filter(id => id !== null)),
        ]),
        graph('Cost by our estimate, USD', [figures.metric('CostUsd', 'Sum', 60)]),
      ],
      [
        graph('Tokens', [figures.metric('InputTokens', 'Sum'), figures.metric('OutputTokens', 'Sum')]),
        graph('Documents, ms', [figures.metric('IngestionMs', 'p50'), figures.metric('IngestionMs', 'p95')]),
        graph('Documents that failed', [
          figures.metric('IngestionFailures', 'Sum'),
          figures.metric('DocumentsGivenUp', 'Sum'),
          resources.deadLetters.metricApproximateNumberOfMessagesVisible(),
        ]),
      ],
      [
        graph('Documents waiting', [
          resources.queue.metricApproximateNumberOfMessagesVisible(),
          resources.queue.metricApproximateAgeOfOldestMessage(),
        ]),
        graph(
          'Functions: errors and throttles',
          each.flatMap(one => [one.metricErrors(), one.metricThrottles()]),
        ),
        graph('Sweeps', [figures.metric('SweepRuns', 'Sum'), figures.metric('HealthFails', 'Sum')]),
      ],
    ],
  })
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: THIRD })
}
