import { ASSUMED } from './assumed.ts'
import { ALWAYS_FREE, PRICES, priceOf } from './prices.ts'

export interface CostLine {
  what: string
  /** How many units, and of what. */
  units: number
  unit: string
  /** US dollars a unit. */
  price: number
  /** Units that an account has for nothing. */
  free: number
  /** In words, how the units come about. */
  because: string
}

const GB = 1_000_000_000
const MILLION = 1_000_000
/** `SweepRuns` and `DocumentsGivenUp`, put by every sweep, and `HealthFails`, by every fifth. */
const SWEEP_METRICS = 3

/**
 * Everything an installation costs in a month with so many questions, in us-east-1, on demand. Where anybody asks,
 * documents are taken in as well.
 */
export function monthlyCost(questions: number): CostLine[] {
  const a = ASSUMED
  const taken = questions > 0 ? 1 : 0
  const chat = priceOf(a.chatModel)!
  const embedding = priceOf(a.embeddingModel)!
  const perQuestion = tokensOfQuestion()
  const p = PRICES
  const f = ALWAYS_FREE
  const line = (what: string, units: number, unit: string, price: number, free: number, because: string) => ({
    what,
    units,
    unit,
    price,
    free,
    because,
  })
  return [
    line(
      'Model, read',
      questions * perQuestion.input,
      'tokens',
      chat.input / MILLION,
      0,
      `${whole(perQuestion.input)} a question`,
    ),
    line(
      'Model, written',
      questions * perQuestion.output,
      'tokens',
      chat.output / MILLION,
      0,
      `${whole(perQuestion.output)} a question`,
    ),
    line(
      'Embeddings',
      questions * a.questionEmbeddingTokens + taken * a.passages * a.passageTokens,
      'tokens',
      embedding.input / MILLION,
      0,
      `${a.questionEmbeddingTokens} a question; ${whole(a.passages)} passages of ${a.passageTokens}`,
    ),
    line(
      'Lambda, time',
      questions * a.chatSeconds * a.chatGb +
        (a.sweeps * a.sweepSeconds + a.healthAsks * a.healthSeconds) * a.sweepGb +
        taken * a.documents * (a.documentSeconds + a.extractSeconds) * a.documentGb,
      'GB-seconds',
      p.lambda.perGbSecond,
      f.lambda.gbSeconds,
      `${a.chatSeconds} s at 1,769 MB a question, ${a.documentSeconds + a.extractSeconds} s a document; ${whole(a.sweeps)} sweeps of ${a.sweepSeconds} s at 512 MB, ${whole(a.healthAsks)} of them ${a.healthSeconds} s longer`,
    ),
    line(
      'Lambda, calls',
      questions + a.sweeps + a.healthAsks + 2 * taken * a.documents,
      'calls',
      p.lambda.perMillionRequests / MILLION,
      f.lambda.requests,
      'one a question, two a document; the sweeps; one a look at the health',
    ),
    line(
      'DynamoDB, writes',
      questions * a.writeUnits +
        a.healthAsks * a.healthWriteUnits +
        taken * (a.passages * a.passageWriteUnits + a.documents * a.documentWriteUnits),
      'units',
      p.dynamodb.perMillionWriteUnits / MILLION,
      0,
      `${a.writeUnits} a question, ${a.documentWriteUnits} a document, ${a.passageWriteUnits} a passage, ${a.healthWriteUnits} a look at the health`,
    ),
    line(
      'DynamoDB, reads',
      questions * a.readUnits + a.sweeps * a.sweepReadUnits + a.healthAsks * a.healthReadUnits,
      'units',
      p.dynamodb.perMillionReadUnits / MILLION,
      0,
      `${a.readUnits} a question, ${a.sweepReadUnits} a sweep, ${a.healthReadUnits} a look at the health`,
    ),
    line(
      'DynamoDB, storage',
      (questions * a.keptBytes) / GB + a.passagesGb,
      'GB',
      p.dynamodb.storagePerGbMonth,
      f.dynamodb.storageGb,
      `${whole(a.keptBytes)} bytes a question for 30 days; passages`,
    ),
    line(
      'DynamoDB, recovery to any second',
      (questions * a.keptBytes) / GB + a.passagesGb,
      'GB',
      p.dynamodb.recoveryPerGbMonth,
      0,
      'the same',
    ),
    line('S3, storage', a.knowledgeGb, 'GB', p.s3.storagePerGbMonth, 0, '100 documents of 2 MB'),
    line(
      'S3, writes',
      taken * a.documents * a.documentPuts,
      'calls',
      p.s3.perThousandPuts / 1_000,
      0,
      `${a.documentPuts} a document`,
    ),
    line(
      'S3, reads',
      taken * a.documents * a.documentGets + questions * a.questionGets,
      'calls',
      p.s3.perThousandGets / 1_000,
      0,
      `${a.documentGets} a document, ${a.questionGets} a question`,
    ),
    line(
      'SQS',
      a.queuePolls + 5 * taken * a.documents,
      'calls',
      p.sqs.perMillionRequests / MILLION,
      f.sqs.requests,
      'Lambda asks for documents with five connections every 20 s; five a document',
    ),
    line(
      'EventBridge Scheduler',
      a.sweeps,
      'calls',
      p.scheduler.perMillionCalls / MILLION,
      f.scheduler.calls,
      'one a sweep',
    ),
    line('Secrets Manager', 1, 'secret', p.secrets.perSecretMonth, 0, 'the key of the tickets'),
    line(
      'CloudWatch, logs',
      (questions * (a.logBytes + a.pageRequests * a.pageLogBytes) +
        a.healthAsks * a.pageLogBytes +
        a.sweeps * a.sweepLogBytes +
        taken * a.documents * a.documentLogBytes) /
        GB,
      'GB',
      p.cloudwatch.logsPerGb,
      f.cloudwatch.logsGb,
      `${whole(a.logBytes)} bytes a question, ${a.pageLogBytes} a call of the web host, ${a.sweepLogBytes} a sweep, ${whole(a.documentLogBytes)} a document`,
    ),
    line(
      'CloudWatch, metrics',
      questions ? a.metrics : SWEEP_METRICS,
      'metrics',
      p.cloudwatch.perMetricMonth,
      f.cloudwatch.metrics,
      'ours; without questions the sweep’s three only',
    ),
    line(
      'CloudWatch, alarms',
      a.alarms,
      'metrics',
      p.cloudwatch.perAlarmMonth,
      f.cloudwatch.alarms,
      'fifteen alarms, some of several metrics',
    ),
    line(
      'CloudWatch, dashboard',
      1,
      'dashboard',
      p.cloudwatch.perDashboardMonth,
      f.cloudwatch.dashboards,
      'one',
    ),
    line(
      'X-Ray',
      questions + a.sweeps + taken * a.documents,
      'traces',
      p.xray.perMillionTraces / MILLION,
      f.xray.traces,
      'one a question, one a sweep, one a document',
    ),
    line(
      'Transfer to browsers',
      (questions * a.answerBytes) / GB,
      'GB',
      p.transfer.perGbOut,
      f.transfer.gbOut,
      `${whole(a.answerBytes)} bytes a question`,
    ),
    line(
      'Amplify Hosting, calls',
      questions * a.pageRequests + a.healthAsks,
      'calls',
      p.amplify.perMillionRequests / MILLION,
      0,
      `${a.pageRequests} a question, ${whole(a.healthAsks)} looks at the health`,
    ),
    line(
      'Amplify Hosting, time',
      ((questions * a.pageRequests + a.healthAsks) * a.pageSeconds * a.pageGb) / 3_600,
      'GB-hours',
      p.amplify.perGbHour,
      0,
      `${a.pageSeconds} s at ${a.pageGb} GB a call`,
    ),
    line(
      'Amplify Hosting, served',
      (questions * a.servedBytes) / GB,
      'GB',
      p.amplify.perGbServed,
      0,
      `${whole(a.servedBytes)} bytes a question`,
    ),
  ]
}

/** US dollars a month of the web ACL before the app, without questions and with so many. */
export function firewallCost(questions: number): number {
  const { perAclMonth, perRuleMonth, perAppMonth, perMillionRequests } = PRICES.waf
  const requests = questions * ASSUMED.pageRequests
  return (
    perAclMonth +
    ASSUMED.firewallRules * perRuleMonth +
    perAppMonth +
    (requests * perMillionRequests) / MILLION
  )
}

/** US dollars a month of the canary, at list price: a question like any other each time, its own function, its alarm. */
export function canaryCost(): number {
  const { canaryCalls: calls, canarySeconds, canaryGb, canaryLogBytes, canaryAlarms } = ASSUMED
  const { lambda, scheduler, cloudwatch } = PRICES
  return (
    calls * listPriceOfQuestion() +
    calls * canarySeconds * canaryGb * lambda.perGbSecond +
    (calls * (lambda.perMillionRequests + scheduler.perMillionCalls)) / MILLION +
    ((calls * canaryLogBytes) / GB) * cloudwatch.logsPerGb +
    canaryAlarms * cloudwatch.perAlarmMonth
  )
}

/** US dollars that one more question costs, where some are asked anyway. */
function listPriceOfQuestion(): number {
  const sum = (questions: number) =>
    monthlyCost(questions).reduce((total, line) => total + listPrice(line), 0)
  return (sum(2 * MILLION) - sum(MILLION)) / MILLION
}

/** Tokens of an average question, follow-ups included. */
export function tokensOfQuestion(): { input: number; output: number } {
  const { promptTokens, answerTokens, followUps, rewriteTokens, historyTokens } = ASSUMED
  return {
    input: Math.round(promptTokens + followUps * (rewriteTokens.input + historyTokens)),
    output: Math.round(answerTokens + followUps * rewriteTokens.output),
  }
}

/** US dollars. */
export function listPrice({ units, price }: CostLine): number {
  return units * price
}

/** US dollars, where nothing else in the account uses the free allowance. */
export function afterFree({ units, price, free }: CostLine): number {
  return Math.max(0, units - free) * price
}

function whole(value: number): string {
  return value.toLocaleString('en')
}
