import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type MetricName, metricsWriter } from './metrics.ts'
import { withRequestId } from './request-id.ts'

const NOW = Date.UTC(2026, 10, 21, 12)

function writer(namespace: string | null = 'Docent', installation: string | null = null) {
  const lines: string[] = []
  const metrics = metricsWriter({
    namespace,
    installation,
    clock: () => NOW,
    print: line => lines.push(line),
  })
  return { metrics, lines }
}

const UNITS = ['Milliseconds', 'Count', 'None']
const name = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[ -~]+$/)
const documentSchema = z.looseObject({
  _aws: z.strictObject({
    Timestamp: z.number().int(),
    CloudWatchMetrics: z.array(
      z.strictObject({
        Namespace: z
          .string()
          .min(1)
          .max(255)
          .regex(/^[^:][ -~]*$/),
        Dimensions: z.array(z.array(name).max(30)).min(1),
        Metrics: z
          .array(z.strictObject({ Name: name, Unit: z.enum(UNITS) }))
          .min(1)
          .max(100),
      }),
    ),
  }),
})

/** Reads a line as CloudWatch does, throws where it breaks the specification, answers `name{dimensions}`: value. */
function readByTheBook(line: string): Record<string, number> {
  expect(line).not.toContain('\n')
  expect(Buffer.byteLength(line)).toBeLessThan(256 * 1_024)
  const document = documentSchema.parse(JSON.parse(line))
  const found: Record<string, number> = {}
  for (const { Dimensions, Metrics } of document._aws.CloudWatchMetrics) {
    for (const set of Dimensions) {
      // Every key is a member of the root, a string of 1 to 1024 ASCII characters.
      const values = set.map(key =>
        z
          .string()
          .regex(/^[ -~]{1,1024}$/)
          .parse(document[key]),
      )
      for (const { Name } of Metrics) {
        const key = `${Name}{${set.map((at, index) => `${at}=${values[index]}`).join()}}`
        // The same metric twice in a document would be counted twice.
        expect(found).not.toHaveProperty([key])
        found[key] = z.number().parse(document[Name])
      }
    }
  }
  return found
}

describe('figures', () => {
  it('are lines that CloudWatch reads as metrics', () => {
    const { metrics, lines } = writer()
    const answer = { FirstTokenMs: 420, AnswerMs: 1_900, Questions: 1, Unanswered: 0, AnswerFailures: 0 }
    metrics.put({ ...answer, InputTokens: 1_800, OutputTokens: 90, CostUsd: 0.00225 })
    expect(lines).toHaveLength(1)
    expect(readByTheBook(lines[0]!)).toEqual({
      'FirstTokenMs{}': 420,
      'AnswerMs{}': 1_900,
      'Questions{}': 1,
      'Unanswered{}': 0,
      'AnswerFailures{}': 0,
      'InputTokens{}': 1_800,
      'OutputTokens{}': 90,
      'CostUsd{}': 0.00225,
    })
    expect(JSON.parse(lines[0]!)._aws.Timestamp).toBe(NOW)
  })

  it('of failures are kept as a whole and by reason, the others as a whole only', () => {
    const { metrics, lines } = writer()
    metrics.put({ Questions: 1, AnswerFailures: 1 }, 'model-failed')
    expect(readByTheBook(lines[0]!)).toEqual({
      'Questions{}': 1,
      'AnswerFailures{}': 1,
      'AnswerFailures{Reason=model-failed}': 1,
    })
  })

  it('are kept apart by installation, where there may be several', () => {
    const { metrics, lines } = writer('Docent', 'd1a2b3/main')
    metrics.put({ Questions: 1, AnswerFailures: 1 }, 'busy')
    expect(readByTheBook(lines[0]!)).toEqual({
      'Questions{Installation=d1a2b3/main}': 1,
      'AnswerFailures{Installation=d1a2b3/main}': 1,
      'AnswerFailures{Installation=d1a2b3/main,Reason=busy}': 1,
    })
  })

  it('that there are none of are left out', () => {
    const { metrics, lines } = writer()
    metrics.put({ Questions: 1, FirstTokenMs: null })
    expect(readByTheBook(lines[0]!)).toEqual({ 'Questions{}': 1 })
    metrics.put({ FirstTokenMs: null })
    expect(lines).toHaveLength(1)
  })

  it('lead to the log lines of their request, which is no dimension', () => {
    const { metrics, lines } = writer()
    withRequestId('request-one', () => metrics.put({ Throttled: 1 }, 'busy'))
    expect(JSON.parse(lines[0]!).requestId).toBe('request-one')
    expect(Object.keys(readByTheBook(lines[0]!))).toEqual(['Throttled{}', 'Throttled{Reason=busy}'])
  })

  it('are not printed where no namespace is set', () => {
    const { metrics, lines } = writer(null)
    metrics.put({ Questions: 1 })
    expect(lines).toEqual([])
  })

  it.each<MetricName>(['IngestionMs', 'IngestionFailures', 'SweepRuns'])('know %s', figure => {
    const { metrics, lines } = writer()
    metrics.put({ [figure]: 3 })
    expect(readByTheBook(lines[0]!)).toEqual({ [`${figure}{}`]: 3 })
  })
})
