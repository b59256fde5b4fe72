import { Duration } from 'aws-cdk-lib'
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Topic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import { bedrockThrottles, docentMetric, failureShare } from './metrics.ts'
import type { Resources } from './resources.ts'

/** Fewer questions in five minutes, and one failure would be a scandal. */
const LEAST_QUESTIONS = 10
const FAILED_PERCENT = 5
/** A visitor who waits longer takes the guide for broken. */
const FIRST_TOKEN_P95_MS = 4_000
/** The SDK tries a turned-away call again by itself; this many is no longer a hiccup. */
const THROTTLES = 20
/** The sweep comes every minute: this long without one is an outage. */
const SWEEP_SILENCE_MINUTES = 15
/** Of the month's budget in one day: three times an even day. */
const DAY_SHARE = 0.1
const DAY_MINUTES = 24 * 60

interface AlarmProps {
  metric: IMetric
  above?: number
  below?: number
  /** How many periods in a row. */
  periods?: number
  /** Whether silence itself is the alarm. */
  silence?: boolean
  what: string
  remedy: string
}

/** Everything somebody should be woken for, each with what to do. */
export function alarms(
  scope: Construct,
  topic: Topic,
  resources: Resources,
  functions: Record<'ingest' | 'chat' | 'sweep', LambdaFunction>,
): Alarm[] {
  const { monthlyBudgetUsd, chatModel, embeddingModel } = resources.parameters
  const all: Record<string, AlarmProps> = {
    AnswersFail: {
      metric: failureShare(LEAST_QUESTIONS),
      above: FAILED_PERCENT,
      periods: 2,
      what: `More than ${FAILED_PERCENT} % of answers failed for ten minutes.`,
      remedy:
        'Look in the chat log group for the newest lines with level "error" and their reason; if they say that the model failed, look at the health of Bedrock in this region and at the granted model access.',
    },
    FunctionsFail: {
      metric: new MathExpression({
        label: 'Failed invocations',
        expression: 'FILL(ingest, 0) + FILL(chat, 0) + FILL(sweep, 0)',
        usingMetrics: Object.fromEntries(
          Object.entries(functions).map(([name, one]) => [name, one.metricErrors()]),
        ),
        period: Duration.minutes(5),
      }),
      above: 5,
      periods: 2,
      what: 'Functions end with an error or at their timeout.',
      remedy:
        'See on the dashboard which one, then the last lines of its log group: a setting that is missing is named there. If a new version went out just before, roll back (docs/operate/deploy.md).',
    },
    FirstWordSlow: {
      metric: docentMetric('FirstTokenMs', 'p95'),
      above: FIRST_TOKEN_P95_MS,
      periods: 3,
      what: `One in twenty visitors waits longer than ${FIRST_TOKEN_P95_MS / 1000} s for the first word.`,
      remedy:
        'Compare with throttling on the dashboard: if Bedrock turns calls away, ask for more quota or choose a profile with more regions. If not, look in X-Ray at what the slow calls wait for.',
    },
    DocumentsGivenUp: {
      metric: resources.deadLetters.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
      above: 0,
      what: 'A document could not be read after all its tries; its owner has been told.',
      remedy:
        'Look in the ingest log group for its id. When the cause is repaired, move the messages back with "Start DLQ redrive" in the SQS console, or purge them.',
    },
    BedrockThrottles: {
      metric: bedrockThrottles([chatModel, embeddingModel]),
      above: THROTTLES,
      periods: 2,
      what: 'Bedrock turns calls away: visitors wait, or are told to come back.',
      remedy:
        'Ask for a higher quota for the model in Service Quotas, or choose an inference profile with more regions (DOCENT_CHAT_MODEL). If one guide is asked far more than usual, lower its budget.',
    },
    SweepSilent: {
      metric: docentMetric('SweepRuns', 'Sum', SWEEP_SILENCE_MINUTES),
      below: 1,
      silence: true,
      what: `The sweep has not run for ${SWEEP_SILENCE_MINUTES} minutes: documents whose worker died stand still.`,
      remedy:
        'See in EventBridge Scheduler whether the schedule is enabled, and in the sweep log group why it ends. Lambda concurrency used up in the whole account shows as throttles on the dashboard.',
    },
    CostHigh: {
      metric: docentMetric('CostUsd', 'Sum', DAY_MINUTES),
      above: monthlyBudgetUsd * DAY_SHARE,
      what: `Questions and documents cost more in one day than ${DAY_SHARE * 100} % of the month's budget, by our own estimate.`,
      remedy:
        'docs/operate/deploy.md, "Alarms", says how to see which guide it is; set a budget (docs/operate/costs.md), or unpublish it. If the growth is welcome, raise DOCENT_MONTHLY_BUDGET_USD.',
    },
  }
  return Object.entries(all).map(([name, props]) => alarm(scope, name, topic, props))
}

function alarm(scope: Construct, name: string, topic: Topic, props: AlarmProps): Alarm {
  const made = new Alarm(scope, name, {
    alarmDescription: `${props.what} What to do: ${props.remedy}`,
    metric: props.metric,
    threshold: props.above ?? props.below ?? 0,
    comparisonOperator:
      props.below === undefined
        ? ComparisonOperator.GREATER_THAN_THRESHOLD
        : ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: props.periods ?? 1,
    treatMissingData: props.silence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
  })
  made.addAlarmAction(new SnsAction(topic))
  made.addOkAction(new SnsAction(topic))
  return made
}
