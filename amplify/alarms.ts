import { Duration } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Topic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import { CANARY_MINUTES } from './canary.ts'
import type { Functions } from './docent-function.ts'
import { bedrockThrottles, DocentMetrics, ofAll, pagesFailed, urlFailureShare } from './metrics.ts'
import type { Resources } from './resources.ts'

/** Fewer questions in five minutes, and one failure would be a scandal. */
const LEAST_QUESTIONS = 10
const FAILED_PERCENT = 5
/** An installation of thirty questions a day never has ten in five minutes: there, a quarter of a day is looked at. */
const QUIET_HOURS = 6
const QUIET_FAILURES = 3
const QUIET_FAILED_PERCENT = 20
/** One call that broke is not yet a broken chat. */
const CHAT_FAILURES = 3
/** So many people saw it, whatever share of all they are. */
const MANY_CHAT_FAILURES = 20
/** A document whose model does not answer is tried for the third time within three minutes. */
const DOCUMENT_FAILURES = 2
/** Longer than a document of any honest length takes. */
const DOCUMENT_WAIT_MINUTES = 20
/** A visitor who waits longer takes the guide for broken. */
const FIRST_TOKEN_P95_MS = 4_000
/** The SDK tries a turned-away call again by itself; this many is no longer a hiccup. */
const THROTTLES = 20
/** It is asked every five minutes; a deployment may be met once. */
const HEALTH_FAILURES = 3
/** The sweep is not on the dot: one of them may be asked so late that a period of five minutes has no figure. */
const HEALTH_PERIODS = HEALTH_FAILURES + 1
/** The sweep comes every minute: this long without one is an outage. */
const SWEEP_SILENCE_MINUTES = 15
/** Of the canary's questions; one of them may have met a restart. */
const CANARY_FAILURES = 2
/** Of the month's budget in one day: three times an even day. */
const DAY_SHARE = 0.1
const DAY_MINUTES = 24 * 60

interface AlarmProps {
  metric: IMetric
  above?: number
  below?: number
  /** How many periods. */
  periods?: number
  /** Among how many; all of them in a row, where left out. */
  among?: number
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
  {
    signUpGate,
    canary,
    ...functions
  }: Functions & { signUpGate: LambdaFunction | null; canary: LambdaFunction | null },
): Alarm[] {
  const { monthlyBudgetUsd, chatModel, embeddingModel, appId } = resources.parameters
  const figures = new DocentMetrics(resources.installation)
  // Where reading fails or is turned away, the ingestion says so: DocumentsFail.
  const { extract: _, ...watched } = functions
  const all: Record<string, AlarmProps> = {
    AnswersFail: {
      metric: figures.failureShare(LEAST_QUESTIONS, 'questions'),
      above: FAILED_PERCENT,
      periods: 2,
      what: `More than ${FAILED_PERCENT} % of answers failed for ten minutes.`,
      remedy:
        'Look in the chat log group for the newest lines with level "error" and their reason; if they say that the model failed, look at the health of Bedrock in this region and at the granted model access.',
    },
    SomeAnswersFail: {
      metric: figures.failureShare(QUIET_FAILURES, 'failures', QUIET_HOURS * 60),
      above: QUIET_FAILED_PERCENT,
      what: `At least ${QUIET_FAILURES} answers failed within ${QUIET_HOURS} hours, more than ${QUIET_FAILED_PERCENT} % of all.`,
      remedy:
        'Ask a guide yourself. If it fails, look in the chat log group for the lines with level "error": a table, a secret or a model that cannot be reached is named there. If it answers, it is over; the alarm ends by itself.',
    },
    ChatFails: {
      metric: urlFailureShare(functions.chat, {
        least: CHAT_FAILURES,
        enough: MANY_CHAT_FAILURES,
        period: 60,
      }),
      above: FAILED_PERCENT,
      what: `More than ${FAILED_PERCENT} % of the calls to the chat's address, or ${MANY_CHAT_FAILURES} of them, failed within an hour (status 500 and above).`,
      remedy:
        'Look at the last lines of the chat log group: where the function does not load, the setting that is missing is named there; else the reason stands in the lines with level "error". If a new version went out just before, roll back (docs/operate/deploy.md).',
    },
    FunctionsFail: {
      metric: ofAll(watched, 'Errors', 'Failed invocations'),
      above: 5,
      periods: 2,
      what: 'Functions end with an error or at their timeout.',
      remedy:
        'See on the dashboard which one, then the last lines of its log group: a setting that is missing is named there. If a new version went out just before, roll back (docs/operate/deploy.md).',
    },
    FunctionsThrottled: {
      metric: ofAll(watched, 'Throttles', 'Invocations turned away'),
      above: 10,
      periods: 2,
      what: 'Lambda turns calls of our functions away, for want of concurrency: visitors are refused, documents wait.',
      remedy:
        'See on the dashboard which function. If it is the chat, raise DOCENT_CHAT_CONCURRENCY; if it is all of them, the account is at its limit: ask for more "Concurrent executions" of Lambda in Service Quotas. If one guide is asked far more than usual, lower its limits.',
    },
    FirstWordSlow: {
      metric: figures.metric('FirstTokenMs', 'p95'),
      above: FIRST_TOKEN_P95_MS,
      periods: 3,
      what: `One in twenty visitors waits longer than ${FIRST_TOKEN_P95_MS / 1000} s for the first word.`,
      remedy:
        'Compare with throttling on the dashboard: if Bedrock turns calls away, ask for more quota or choose a profile with more regions. If not, look in X-Ray at what the slow calls wait for.',
    },
    DocumentsGivenUp: {
      metric: figures.metric('DocumentsGivenUp', 'Sum'),
      above: 0,
      what: 'A document could not be read after all its tries; its owner has been told, and its file is kept.',
      remedy:
        'Look in the log groups of ingest and sweep for its id and the reason. When the cause is repaired, its owner presses "Try again" in the list of documents.',
    },
    MessagesLost: {
      metric: resources.deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
      above: 0,
      what: 'Messages to the ingestion could not be worked off: the function did not load, or they are none of ours. No document is lost by that, the sweep takes on what was uploaded.',
      remedy:
        'See in the ingest log group whether the function loads; look at a message in the dead letters in the SQS console, then purge them, so that the next one is heard.',
    },
    DocumentsFail: {
      metric: figures.ingestionOutages(15),
      above: DOCUMENT_FAILURES,
      what: `Documents failed more than ${DOCUMENT_FAILURES} times in 15 minutes because of a service, not of what is in them. They are tried again.`,
      remedy:
        'Look in the ingest log group for the newest lines with level "error": "busy" and "model-failed" are Bedrock (npm run docent -- check-models; its quota), "unavailable" and "unexpected" a table, the bucket or a fault of ours.',
    },
    DocumentsWait: {
      metric: resources.queue.metricApproximateAgeOfOldestMessage({
        statistic: 'Maximum',
        period: Duration.minutes(5),
      }),
      above: DOCUMENT_WAIT_MINUTES * 60,
      what: `A document has waited for more than ${DOCUMENT_WAIT_MINUTES} minutes to be read.`,
      remedy:
        'If many wait, somebody added many: it goes on by itself, five at a time. If few do, see in the ingest log group whether the function runs and why it ends, and in the Lambda console whether its trigger on the queue is enabled.',
    },
    BedrockThrottles: {
      metric: bedrockThrottles([chatModel, embeddingModel].filter(id => id !== null)),
      above: THROTTLES,
      periods: 2,
      what: 'Bedrock turns calls away: visitors wait, or are told to come back.',
      remedy:
        'Ask for a higher quota for the model in Service Quotas, or choose an inference profile with more regions (DOCENT_CHAT_MODEL). If one guide is asked far more than usual, lower its budget.',
    },
    SweepSilent: {
      metric: figures.metric('SweepRuns', 'Sum', SWEEP_SILENCE_MINUTES),
      below: 1,
      silence: true,
      what: `The sweep has not run for ${SWEEP_SILENCE_MINUTES} minutes: documents whose worker died stand still.`,
      remedy:
        'See in EventBridge Scheduler whether the schedule is enabled, and in the sweep log group why it ends. Lambda concurrency used up in the whole account shows as throttles on the dashboard.',
    },
    ...(canary
      ? {
          CanaryFails: {
            metric: canary.metricErrors({
              statistic: 'Sum',
              period: Duration.minutes(CANARY_FAILURES * CANARY_MINUTES),
            }),
            above: CANARY_FAILURES - 1,
            what: `The guide of DOCENT_CANARY_URL gave no answer to ${CANARY_FAILURES} questions within half an hour, asked as visitors ask.`,
            remedy:
              'Open that address yourself and ask. The newest line with level "error" of the canary\'s log group says at what it failed: the page, the ticket, the chat or the answer. If its budget or a limit refused it, raise that; if the guide was unpublished or deleted, name another or leave the setting out, and deploy.',
          },
        }
      : {}),
    ...(signUpGate
      ? {
          SignUpFails: {
            metric: signUpGate.metricErrors({ statistic: 'Sum', period: Duration.minutes(15) }),
            above: 3,
            what: 'The function that says who may make an account failed more than three times in 15 minutes: nobody can sign up.',
            remedy:
              'Look in the Lambda console at its last log lines; a setting that cannot be read is named there. Accounts that exist are not touched.',
          },
        }
      : {}),
    ...(appId
      ? {
          PagesFail: {
            metric: pagesFailed(appId, 15),
            above: 5,
            what: 'Amplify Hosting answered more than five calls in 15 minutes with a status of 500 and above: pages of owners, frames of visitors or their calls fail.',
            remedy:
              'Look in the Amplify console, Monitoring, at the hosting compute logs for lines with level "error". If every page fails, look whether DocentWebRole is attached to the branch; if a new version went out just before, roll back (docs/operate/deploy.md).',
          },
          HealthFails: {
            metric: figures.metric('HealthFails', 'Sum'),
            above: 0,
            periods: HEALTH_FAILURES,
            among: HEALTH_PERIODS,
            what: `The address of the pages did not say that it is well ${HEALTH_FAILURES} times within twenty minutes.`,
            remedy:
              'Open /api/health at that address: it names the part that does not answer. If nothing is named, look in the sweep log group for "health" lines, then in the Amplify console whether the last deployment went through, and at the domain and its certificate.',
          },
        }
      : {}),
    CostHigh: {
      metric: figures.metric('CostUsd', 'Sum', DAY_MINUTES),
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
    evaluationPeriods: props.among ?? props.periods ?? 1,
    datapointsToAlarm: props.among && props.periods,
    treatMissingData: props.silence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
  })
  made.addAlarmAction(new SnsAction(topic))
  made.addOkAction(new SnsAction(topic))
  return made
}
