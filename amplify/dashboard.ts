import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { NOBODY_HEARS } from './alarm-topic.ts'
import { bedrockThrottles, docentMetric, failureShare, urlFailureShare } from './metrics.ts'
import type { Resources } from './resources.ts'

const THIRD = 8
const WHOLE = 24

/** One page: is it well, is it quick, what does it cost. */
export function dashboard(
  scope: Construct,
  resources: Resources,
  functions: Record<'ingest' | 'chat' | 'sweep', LambdaFunction>,
  alarms: Alarm[],
): void {
  const { chatModel, embeddingModel, alarmEmail } = resources.parameters
  const each = Object.values(functions)
  new Dashboard(scope, 'Dashboard', {
    widgets: [
      ...(alarmEmail ? [] : [[new TextWidget({ markdown: NOBODY_HEARS, width: WHOLE, height: 2 })]]),
      [new AlarmStatusWidget({ title: 'Alarms', alarms, width: WHOLE, height: 3 })],
      [
        graph('Questions', [docentMetric('Questions', 'Sum'), docentMetric('Unanswered', 'Sum')]),
        graph('Failed answers', [
          failureShare({ questions: 1 }),
          docentMetric('AnswerFailures', 'Sum'),
          urlFailureShare(functions.chat, 1, 5),
        ]),
        graph('First word, ms', [docentMetric('FirstTokenMs', 'p50'), docentMetric('FirstTokenMs', 'p95')]),
      ],
      [
        graph('Whole answer, ms', [docentMetric('AnswerMs', 'p50'), docentMetric('AnswerMs', 'p95')]),
        graph('Turned away', [
          docentMetric('Throttled', 'Sum'),
          bedrockThrottles([chatModel, embeddingModel]),
        ]),
        graph('Cost by our estimate, USD', [docentMetric('CostUsd', 'Sum', 60)]),
      ],
      [
        graph('Tokens', [docentMetric('InputTokens', 'Sum'), docentMetric('OutputTokens', 'Sum')]),
        graph('Documents, ms', [docentMetric('IngestionMs', 'p50'), docentMetric('IngestionMs', 'p95')]),
        graph('Documents that failed', [
          docentMetric('IngestionFailures', 'Sum'),
          docentMetric('DocumentsGivenUp', 'Sum'),
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
        graph('Sweeps', [docentMetric('SweepRuns', 'Sum')]),
      ],
    ],
  })
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: THIRD })
}
