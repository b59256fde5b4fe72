import type { Clock } from '#lib/core/clock.ts'
import { requestId } from './request-id.ts'

/** Every figure we keep, with its unit in CloudWatch's words. */
const UNITS = {
  FirstTokenMs: 'Milliseconds',
  AnswerMs: 'Milliseconds',
  Questions: 'Count',
  Unanswered: 'Count',
  AnswerFailures: 'Count',
  Throttled: 'Count',
  IngestionMs: 'Milliseconds',
  IngestionFailures: 'Count',
  DocumentsGivenUp: 'Count',
  InputTokens: 'Count',
  OutputTokens: 'Count',
  CostUsd: 'None',
  SweepRuns: 'Count',
  HealthFails: 'Count',
} as const
export type MetricName = keyof typeof UNITS

/** Those that are also kept apart by reason. */
const BY_REASON: readonly MetricName[] = ['AnswerFailures', 'Throttled', 'IngestionFailures']

export interface Metrics {
  /**
   * The figures of one event; null ones are left out. `reason` is one of a few fixed words (an error's code,
   * never its message): each one that ever occurs is a metric that is paid for.
   */
  put(figures: Partial<Record<MetricName, number | null>>, reason?: string): void
}

/**
 * Prints figures as lines of CloudWatch's embedded metric format, from which the log service makes metrics:
 * no call, no client, no wait. Without a namespace nothing is printed. Names, numbers and reasons only; the
 * request's id stands beside them so that an odd figure leads to its log lines.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function metricsWriter(deps: {
  namespace: string | null
  /** Which of several in an account this is: a dimension of every figure. */
  installation: string | null
  clock: Clock
  print: (line: string) => void
}): Metrics {
  const { namespace, installation, clock, print } = deps
  const common = installation ? { Installation: installation } : {}
  return {
    put(figures, reason) {
      if (!namespace) return
      const given = Object.entries(figures).filter(([, value]) => value !== null) as [MetricName, number][]
      if (!given.length) return
      const names = given.map(([name]) => name)
      const byReason = reason ? names.filter(name => BY_REASON.includes(name)) : []
      const id = requestId()
      print(
        JSON.stringify({
          _aws: {
            Timestamp: clock(),
            CloudWatchMetrics: [
              directive(namespace, Object.keys(common), names),
              ...(byReason.length
                ? [directive(namespace, [...Object.keys(common), 'Reason'], byReason)]
                : []),
            ],
          },
          ...common,
          ...Object.fromEntries(given),
          ...(reason && { Reason: reason }),
          ...(id && { requestId: id }),
        }),
      )
    },
  }
}

function directive(namespace: string, dimensions: string[], names: MetricName[]) {
  return {
    Namespace: namespace,
    Dimensions: [dimensions],
    Metrics: names.map(name => ({ Name: name, Unit: UNITS[name] })),
  }
}

/** Past the console, which a Lambda that logs in JSON wraps in an object of its own. */
export function printToStdout(line: string): void {
  process.stdout.write(`${line}\n`)
}
