import type { Resource } from './places.ts'

// biome-ignore lint/suspicious/noExplicitAny: a metric of a template, of one of CloudWatch's two shapes
type Json = any

/**
 * Whether an alarm is raised by a period in which its metrics are these; the others have no data. A metric kept by
 * reason is named with it: `IngestionFailures busy`.
 */
export function rings({ Properties }: Resource, figures: Record<string, number>): boolean {
  const value = Properties.Metrics
    ? evaluated(Properties.Metrics, figures)
    : figures[nameOf(Properties.MetricName, Properties.Dimensions)]
  if (value === undefined) return Properties.TreatMissingData === 'breaching'
  return Properties.ComparisonOperator === 'LessThanThreshold'
    ? value < Properties.Threshold
    : value > Properties.Threshold
}

/** How many minutes an alarm looks at. */
export function minutesOf({ Properties }: Resource): number {
  const periods: number[] = Properties.Metrics
    ? Properties.Metrics.flatMap(({ MetricStat }: Json) => MetricStat?.Period ?? [])
    : [Properties.Period]
  if (new Set(periods).size !== 1) throw new Error(`An alarm of the periods ${periods}`)
  return (periods[0]! * Properties.EvaluationPeriods) / 60
}

/** An expression in the part of CloudWatch's arithmetic that ours are written in, which is JavaScript's as well. */
function evaluated(metrics: Json[], figures: Record<string, number>): number | undefined {
  const { Expression } = metrics.find(({ Expression }) => Expression)
  const given = metrics.filter(({ MetricStat }) => MetricStat)
  const IF = (condition: boolean, then: number, otherwise: number) => (condition ? then : otherwise)
  const FILL = (value: number | undefined, filling: number) => value ?? filling
  const value = new Function('IF', 'FILL', ...given.map(({ Id }) => Id), `return ${Expression}`)(
    IF,
    FILL,
    ...given.map(({ MetricStat: { Metric } }) => figures[nameOf(Metric.MetricName, Metric.Dimensions)]),
  )
  return Number.isNaN(value) ? undefined : value
}

function nameOf(metric: string, dimensions: Json[] = []): string {
  const reason = dimensions.find(({ Name }) => Name === 'Reason')?.Value
  return reason ? `${metric} ${reason}` : metric
}
