import { ALWAYS_FREE, PRICES, priceOf } from './prices.ts'

/** What a question takes, on average. Where nothing else is said it is our estimate, on the high side. */
export const ASSUMED = {
  chatModel: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
  embeddingModel: 'amazon.titan-embed-text-v2:0',
  /** A full prompt; measured with our own guide's documents at four characters a token. */
  promptTokens: 1_850,
  /** Three sentences with their numbers. */
  answerTokens: 150,
  /** Every third question follows another: it is rewritten first, and the turns before it are sent along. */
  followUps: 1 / 3,
  rewriteTokens: { input: 600, output: 30 },
  historyTokens: 350,
  questionEmbeddingTokens: 20,
  /** The function waits while the model writes. */
  chatSeconds: 4,
  chatGb: 1_769 / 1_024,
  /** Counts, question, answer with its sources, summary, the day's figures; four budgets, set aside and settled. */
  writeUnits: 24,
  /** Bot before and after, conversation, and twenty passages by key: two units each, since their vectors lie beside the texts. */
  readUnits: 46,
  /** Question and answer with its sources, kept for 30 days. */
  keptBytes: 9_000,
  logBytes: 1_500,
  /** An answer and its sources on their way to the browser. */
  answerBytes: 15_000,
  /** The frame, its ticket and the pages of owners, of which not every question needs one. */
  pageRequests: 3,
  pageSeconds: 0.1,
  pageGb: 1,
  /** The loader on twenty pages of the site and half a frame. */
  servedBytes: 80_000,
  /** The sweep, each minute of a month of 30 days. */
  sweeps: 43_200,
  sweepSeconds: 0.2,
  sweepGb: 0.5,
  sweepReadUnits: 1,
  sweepLogBytes: 700,
  /** Of one installation: 100 documents of 2 MB in 2,000 passages. */
  knowledgeGb: 0.2,
  passagesGb: 0.012,
  /** Metrics that alarms look at; each is paid for. */
  alarms: 25,
  /** All of ours, with four reasons; without questions only the two of the sweep. */
  metrics: 17,
} as const

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
/** `SweepRuns` and `DocumentsGivenUp`, put by every sweep. */
const SWEEP_METRICS = 2

/** Everything an installation costs in a month with so many questions, in us-east-1, on demand. */
export function monthlyCost(questions: number): CostLine[] {
  const a = ASSUMED
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
      questions * a.questionEmbeddingTokens,
      'tokens',
      embedding.input / MILLION,
      0,
      `${a.questionEmbeddingTokens} a question`,
    ),
    line(
      'Lambda, time',
      questions * a.chatSeconds * a.chatGb + a.sweeps * a.sweepSeconds * a.sweepGb,
      'GB-seconds',
      p.lambda.perGbSecond,
      f.lambda.gbSeconds,
      `${a.chatSeconds} s at 1,769 MB a question; ${whole(a.sweeps)} sweeps of ${a.sweepSeconds} s at 512 MB`,
    ),
    line(
      'Lambda, calls',
      questions + a.sweeps,
      'calls',
      p.lambda.perMillionRequests / MILLION,
      f.lambda.requests,
      'one a question; the sweeps',
    ),
    line(
      'DynamoDB, writes',
      questions * a.writeUnits,
      'units',
      p.dynamodb.perMillionWriteUnits / MILLION,
      0,
      `${a.writeUnits} a question`,
    ),
    line(
      'DynamoDB, reads',
      questions * a.readUnits + a.sweeps * a.sweepReadUnits,
      'units',
      p.dynamodb.perMillionReadUnits / MILLION,
      0,
      `${a.readUnits} a question, ${a.sweepReadUnits} a sweep`,
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
    line('Secrets Manager', 1, 'secret', p.secrets.perSecretMonth, 0, 'the key of the tickets'),
    line(
      'CloudWatch, logs',
      (questions * a.logBytes + a.sweeps * a.sweepLogBytes) / GB,
      'GB',
      p.cloudwatch.logsPerGb,
      f.cloudwatch.logsGb,
      `${whole(a.logBytes)} bytes a question, ${a.sweepLogBytes} a sweep`,
    ),
    line(
      'CloudWatch, metrics',
      questions ? a.metrics : SWEEP_METRICS,
      'metrics',
      p.cloudwatch.perMetricMonth,
      f.cloudwatch.metrics,
      'ours; without questions the sweep’s two only',
    ),
    line(
      'CloudWatch, alarms',
      a.alarms,
      'metrics',
      p.cloudwatch.perAlarmMonth,
      f.cloudwatch.alarms,
      'thirteen alarms, some of several metrics',
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
      questions + a.sweeps,
      'traces',
      p.xray.perMillionTraces / MILLION,
      f.xray.traces,
      'one a question, one a sweep',
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
      questions * a.pageRequests,
      'calls',
      p.amplify.perMillionRequests / MILLION,
      0,
      `${a.pageRequests} a question`,
    ),
    line(
      'Amplify Hosting, time',
      (questions * a.pageRequests * a.pageSeconds * a.pageGb) / 3_600,
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
