import { ALWAYS_FREE, PRICES, priceOf } from './prices.ts'
import { PASSAGE_WRITE_UNITS } from './question-cost.ts'

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
  /** Counts, question, answer with its sources, summary, the day's figures; four budgets, set aside and
   * settled; of every third, which is written for more than five seconds, what there is by then. */
  writeUnits: 27,
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
  /** Lambda asks the queue with five connections, each for 20 seconds at a time, a month of 30 days long. */
  queuePolls: (5 * 30 * 24 * 60 * 60) / 20,
  /** Documents taken in: a month in which somebody begins, or changes everything once. */
  documents: 100,
  passages: 2_000,
  passageTokens: 140,
  passageWriteUnits: PASSAGE_WRITE_UNITS,
  /** Stages, progress, lease, budgets, publishing. */
  documentWriteUnits: 40,
  /** The file, its text and its pack; each of them read, asked after and merged. */
  documentPuts: 6,
  documentGets: 12,
  /** One function reads while the other waits, then embeds and packs. */
  documentSeconds: 10,
  extractSeconds: 3,
  documentGb: 1_769 / 1_024,
  documentLogBytes: 4_000,
  /** Packs of a guide that a fresh function reads; one question in ten meets one. */
  questionGets: 0.4,
  /** A line of ours and Amplify's own for each call of the web server. */
  pageLogBytes: 600,
  /** In the web ACL, where DOCENT_FIREWALL is true. */
  firewallRules: 3,
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
        a.sweeps * a.sweepSeconds * a.sweepGb +
        taken * a.documents * (a.documentSeconds + a.extractSeconds) * a.documentGb,
      'GB-seconds',
      p.lambda.perGbSecond,
      f.lambda.gbSeconds,
      `${a.chatSeconds} s at 1,769 MB a question, ${a.documentSeconds + a.extractSeconds} s a document; ${whole(a.sweeps)} sweeps of ${a.sweepSeconds} s at 512 MB`,
    ),
    line(
      'Lambda, calls',
      questions + a.sweeps + 2 * taken * a.documents,
      'calls',
      p.lambda.perMillionRequests / MILLION,
      f.lambda.requests,
      'one a question, two a document; the sweeps',
    ),
    line(
      'DynamoDB, writes',
      questions * a.writeUnits +
        taken * (a.passages * a.passageWriteUnits + a.documents * a.documentWriteUnits),
      'units',
      p.dynamodb.perMillionWriteUnits / MILLION,
      0,
      `${a.writeUnits} a question, ${a.documentWriteUnits} a document, ${a.passageWriteUnits} a passage`,
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
      'ours; without questions the sweep’s two only',
    ),
    line(
      'CloudWatch, alarms',
      a.alarms,
      'metrics',
      p.cloudwatch.perAlarmMonth,
      f.cloudwatch.alarms,
      'fourteen alarms, some of several metrics',
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
